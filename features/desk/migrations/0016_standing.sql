-- How we stand with a customer is asked beside every conversation: what is planned, what they wrote lately and what was
-- taken up again is found without walking through all that was ever said. By the time of last activity it cannot be told:
-- neither taking up again nor merging counts as one.
CREATE INDEX message_held ON message (conversation_id) WHERE delivery = 'held';
CREATE INDEX message_by_customer_lately ON message (conversation_id, written_at) WHERE kind = 'incoming' AND automatic = 'no';
CREATE INDEX activity_reopened ON activity (conversation_id, happened_at) WHERE kind = 'conversation.reopened';
-- Files that hung nowhere when their turn came are read when they hang somewhere.
INSERT INTO job (kind, payload, key, run_at)
SELECT 'desk.read_file', CAST(t.blob_id AS TEXT), 'desk.read_file:' || CAST(t.blob_id AS TEXT), 0 FROM file_text t
 WHERE t.outcome = 'gone' AND EXISTS (SELECT 1 FROM attachment a WHERE a.blob_id = t.blob_id)
ON CONFLICT (key) DO NOTHING;
DELETE FROM file_text WHERE outcome = 'gone';
