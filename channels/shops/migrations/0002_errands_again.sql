-- The errand a failed one was begun anew as.
ALTER TABLE shop_errand ADD COLUMN again_id BIGINT;
