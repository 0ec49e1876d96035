-- Whose face an inbox wears: the key of a brand, which another room keeps. NULL: whatever that room says.
ALTER TABLE inbox ADD COLUMN face_id BIGINT;
