-- A reply planned for a time of its own; it is stopped if the customer writes before it leaves.
ALTER TABLE message ADD COLUMN planned BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE message SET planned = TRUE WHERE delivery = 'held' AND due_at > written_at + 600000000;

-- A side conversation: with a third party, beside the customer's thread and never seen from it.
CREATE TABLE side (
    id {id},
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    subject TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    done_at BIGINT,
    -- Since when an answer waits that nobody has dealt with.
    answered_at BIGINT,
    version BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX side_by_conversation ON side (conversation_id, id);

-- Who takes part in it: an address outside, or an agent or a team of ours.
CREATE TABLE side_participant (
    id {id},
    side_id BIGINT NOT NULL REFERENCES side (id),
    address TEXT,
    agent_id BIGINT REFERENCES agent (id),
    team_id BIGINT REFERENCES team (id)
);
CREATE UNIQUE INDEX side_participant_address ON side_participant (side_id, address) WHERE address IS NOT NULL;
CREATE UNIQUE INDEX side_participant_agent ON side_participant (side_id, agent_id) WHERE agent_id IS NOT NULL;
CREATE UNIQUE INDEX side_participant_team ON side_participant (side_id, team_id) WHERE team_id IS NOT NULL;

-- What is said in a side conversation is kept as notes are: no part of what a customer may read, wherever it goes.
ALTER TABLE message ADD COLUMN side_id BIGINT REFERENCES side (id);
CREATE INDEX message_by_side ON message (side_id, id) WHERE side_id IS NOT NULL;

-- What an agent is typing for a side conversation, beside what they type for the customer.
ALTER TABLE draft ADD COLUMN side_id BIGINT REFERENCES side (id);
DROP INDEX draft_of_agent;
CREATE UNIQUE INDEX draft_of_agent ON draft (agent_id, conversation_id, kind) WHERE conversation_id IS NOT NULL AND kind <> 'side';
CREATE UNIQUE INDEX draft_beside ON draft (agent_id, conversation_id, COALESCE(side_id, 0)) WHERE kind = 'side';
