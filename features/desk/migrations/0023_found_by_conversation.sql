-- Erasure and retention ask what one conversation left elsewhere.
CREATE INDEX former_number_by_conversation ON former_number (conversation_id);
CREATE INDEX rearrangement_by_other ON rearrangement (other_id) WHERE other_id IS NOT NULL;
