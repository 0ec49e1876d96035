-- How far somebody is with what welcomes them: the newest note they have seen, and since which line of the activity log they
-- are on the tour. The tour's state: '' never begun, 'on', 'left', 'done'.
CREATE TABLE welcomed (
    agent_id BIGINT PRIMARY KEY REFERENCES agent (id),
    news_seen BIGINT NOT NULL,
    tour TEXT NOT NULL,
    tour_since BIGINT NOT NULL
);

-- What was decided about setting this desk up: a step skipped, the card put away.
CREATE TABLE setup_choice (
    what TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- What an agent did outside of conversations; the other half has an index already.
CREATE INDEX activity_beside ON activity (actor_id, id) WHERE actor_kind = 'agent' AND conversation_id IS NULL;
