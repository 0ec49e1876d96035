-- Fields stand in the order an administrator gave them, and one that was ever filled in stays for good, so that history can
-- be read. What was filled in before now is told by the log.
ALTER TABLE custom_field ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
ALTER TABLE custom_field ADD COLUMN filled_at BIGINT;
UPDATE custom_field SET filled_at = 0
 WHERE EXISTS (SELECT 1 FROM conversation_field v WHERE v.field_id = custom_field.id)
    OR EXISTS (SELECT 1 FROM activity a
                WHERE a.kind = 'conversation.field_set' AND a.detail LIKE '%"field":' || CAST(custom_field.id AS TEXT) || ',%');
CREATE INDEX conversation_field_by_field ON conversation_field (field_id, value);
