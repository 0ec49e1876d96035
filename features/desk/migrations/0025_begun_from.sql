-- The view a filter was typed over, which may be changed to it.
ALTER TABLE saved_view ADD COLUMN begun_from BIGINT;
