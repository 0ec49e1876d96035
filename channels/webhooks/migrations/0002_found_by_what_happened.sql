-- Erasure and retention ask which messages tell of one thing that happened.
CREATE INDEX webhook_message_by_activity ON webhook_message (activity_id) WHERE activity_id IS NOT NULL;
