-- When a promise was made or last put off: one made while the clock stood far ahead is told by it.
ALTER TABLE job ADD COLUMN set_at BIGINT;
