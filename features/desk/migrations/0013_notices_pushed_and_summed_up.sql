-- Where a notice was told besides the screen: by push, and summed up in a letter with others.
ALTER TABLE notice ADD COLUMN by_push BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE notice ADD COLUMN digested_at BIGINT;
ALTER TABLE notice_beside ADD COLUMN digested_at BIGINT;
-- What is old is no news.
UPDATE notice SET digested_at = made_at;
UPDATE notice_beside SET digested_at = made_at;
CREATE INDEX notice_to_sum_up ON notice (agent_id, id) WHERE read_at IS NULL AND digested_at IS NULL;
-- The due time whose nearness was told, once for each promise.
ALTER TABLE conversation ADD COLUMN breach_near_told_at BIGINT;
