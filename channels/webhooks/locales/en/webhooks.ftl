# Webhooks: other programs hear what happens here.

## List and form

webhooks-menu = Webhooks
webhooks-menu-also = callbacks, events, integration, signature, endpoint
webhooks-menu-group = Programs
webhooks-title = Webhooks
webhooks-about = Programs elsewhere that are told what happens here, as it happens.
webhooks-none = No program listens
webhooks-none-next = Add the address of a program: it is told of new conversations, messages and orders within a second, signed so that it can tell us from others.
webhooks-add = Add a webhook
webhooks-edit = Change
webhooks-all = All webhooks
webhooks-back = Back
webhooks-form-about = Messages name what changed and hold no personal data; the program asks the API for the rest.
webhooks-receiver = Receiver
webhooks-name = Name
webhooks-added = Added
webhooks-url = Address
webhooks-url-hint = An https address on the public internet. It must answer with 2xx within 15 seconds.
webhooks-wanted = What it is told
webhooks-family-conversation = Conversations: opened, assigned, resolved …
webhooks-family-message = Messages: arrived, written, delivered …
webhooks-family-customer = Customers
webhooks-family-order = Orders
webhooks-family-action = Actions on orders
webhooks-family-shop = Shops
webhooks-kinds = Other kinds
webhooks-kinds-hint = One a line, such as note.added, agent.* or * for everything.
webhooks-save = Save
webhooks-mistake-name = Give it a name, so that others know what it is for.
webhooks-mistake-url = Enter an https address on the usual port, without a name and password in it.
webhooks-mistake-wanted = Choose at least one kind of event.
webhooks-mistake-kind = “{ $kind }” is no kind of event. Write message.arrived, order.* or *.
webhooks-mistake-inside = This address lies inside a network of its own and is never connected to. Enter one on the public internet.
webhooks-mistake-kind-unknown = Nothing of the kind “{ $kind }” is ever told. There are: { $known }.
webhooks-refused-two-secrets = Two secrets sign already; a third would end the old one, which the receiver may still check with. Enter the new secret at the receiver, end the old one, then make another.
webhooks-refused-one-secret = Only one secret signs; there is no old one to end.
webhooks-refused-waiting = This message still waits to be sent, so there is nothing to send once more. It goes out by itself.

## How it is doing

webhooks-state = State
webhooks-state-working = Working
webhooks-state-failing = Failing
webhooks-state-paused = Paused
webhooks-state-waiting = Waiting
webhooks-state-delivered = Delivered
webhooks-state-dead = Given up
webhooks-paused-by-hand = Somebody paused it.
webhooks-paused-gone = It said that it is gone (410). Resume it when it is back.
webhooks-paused-given-up = It took nothing for five days. Mend the receiver, then resume.
webhooks-paused-owner = Whoever set it up may not read the log any more. Resume it to let it hear what you may see.
webhooks-eyes = It hears what the person who added it, or last changed its address or resumed it, may see.
webhooks-secret = Secret
webhooks-secret-show = Show the secret
webhooks-secret-about = The receiver checks each message with it: webhook-signature is v1 and HMAC-SHA256 over webhook-id, webhook-timestamp and the body, as the Standard Webhooks specification says.
webhooks-secret-rotate = Make a new secret
webhooks-secret-both = Messages are signed with this secret and with the one before, which ends
webhooks-secret-drop = End the old secret now
webhooks-secret-lost = Its secret cannot be read; make a new one
webhooks-state-lost = Secret unreadable
webhooks-secret-lost-next = Its secret cannot be read, so nothing is sent. Make a new secret and enter it at the receiver: what waits goes out then.

## What it was told

webhooks-messages = Messages
webhooks-messages-all = All
webhooks-messages-waiting = Waiting
webhooks-messages-dead = Given up
webhooks-messages-delivered = Delivered
webhooks-messages-none = There is no such message.
webhooks-not-yours = It was told for the eyes of somebody else.
webhooks-personal-token = A webhook hears by the eyes of a service token, which its owner sees and can revoke. Use one, or add the webhook in the settings.
webhooks-id = Id
webhooks-tries = { $count ->
    [one] { $count } try
   *[other] { $count } tries
}
webhooks-no-answer = No answer
webhooks-took = after { $milliseconds } ms
webhooks-replay = Send once more
webhooks-replay-dead = Send everything given up once more
webhooks-test = Send a test
webhooks-pause = Pause
webhooks-resume = Resume
webhooks-end = Remove the webhook
webhooks-end-about = It is told nothing more, and what it was told is forgotten. This cannot be undone.
webhooks-done-saved = Saved.
webhooks-done-test = A test message is on its way; it appears below.
webhooks-done-pause = Paused: it is told nothing for now.
webhooks-done-resume = Resumed: it is told what happens from now on.
webhooks-done-rotate = There is a new secret. Enter it at the receiver; the old one signs for another week.
webhooks-done-drop-old = The old secret signs no more.
webhooks-done-replay = It is sent once more.
webhooks-done-replay-dead = What was given up is sent once more, up to 500 at once.

## In the log

webhooks-story-added = added the webhook “{ $name }”
webhooks-story-changed = changed the webhook “{ $name }”
webhooks-story-rotated = made a new secret for the webhook “{ $name }”
webhooks-story-old-dropped = ended the old secret of the webhook “{ $name }”
webhooks-story-paused = The webhook “{ $name }” is paused. { $reason }
webhooks-story-resumed = resumed the webhook “{ $name }”
webhooks-story-failing = The webhook “{ $name }” does not take its messages; they are tried again
webhooks-story-mended = The webhook “{ $name }” takes its messages again
webhooks-story-message-dead = A message of a webhook about { $about } was given up
webhooks-story-replayed = { $count ->
    [one] sent a message of a webhook once more
   *[other] sent { $count } messages of a webhook once more
}
webhooks-story-ended = removed the webhook “{ $name }”
