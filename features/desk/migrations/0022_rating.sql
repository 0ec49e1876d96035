-- What the customer said last when asked how it was, 1 to 5, for lists and filters. The ratings themselves belong to their own room.
ALTER TABLE conversation ADD COLUMN rating BIGINT;
CREATE INDEX conversation_by_rating ON conversation (rating) WHERE rating IS NOT NULL;
