desk-delivery-stopped = Not sent: the customer has written since you planned this. Look at what they say, then send it or take it back.
desk-send-now = Send now
desk-nothing-to-send = This message is not waiting to be sent any more. Reload the page to see what became of it.
desk-notice-stopped = A reply you planned was stopped: the customer has written since
desk-story-stopped = A planned reply was stopped: the customer has written since
desk-story-released = A planned reply was sent after a look
