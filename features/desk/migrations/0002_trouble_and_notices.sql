CREATE INDEX conversation_by_trouble ON conversation (last_activity_at, id) WHERE trouble = TRUE;
CREATE INDEX notice_by_message ON notice (message_id) WHERE message_id IS NOT NULL;
