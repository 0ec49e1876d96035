-- Where somebody showed who they are: `session:7`, `conversation:3`, `agent:2` … What was shown before this column holds nowhere.
ALTER TABLE verification ADD COLUMN within TEXT NOT NULL DEFAULT '';
CREATE INDEX verification_by_within ON verification (customer_id, within, valid_until);
