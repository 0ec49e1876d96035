-- What the customers of an inbox are asked when a conversation is done, and when. Without a row nobody is asked.
CREATE TABLE survey (
    inbox_id BIGINT PRIMARY KEY REFERENCES inbox (id),
    is_on BOOLEAN NOT NULL,
    question_en TEXT NOT NULL,
    question_es TEXT NOT NULL,
    question_zh TEXT NOT NULL,
    delay_hours BIGINT NOT NULL,
    rest_days BIGINT NOT NULL
);

-- Conversations that are done, and when their customer is asked unless something speaks against it by then.
CREATE TABLE survey_plan (
    conversation_id BIGINT PRIMARY KEY REFERENCES conversation (id),
    resolved_by BIGINT REFERENCES agent (id),
    due_at BIGINT NOT NULL
);
CREATE INDEX survey_plan_by_due ON survey_plan (due_at);

-- Each time a customer was asked, and what they said. No value: nothing so far.
CREATE TABLE rating (
    id {id},
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    inbox_id BIGINT NOT NULL REFERENCES inbox (id),
    team_id BIGINT REFERENCES team (id),
    agent_id BIGINT REFERENCES agent (id),
    message_id BIGINT REFERENCES message (id),
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    value BIGINT,
    comment TEXT NOT NULL DEFAULT '',
    asked_at BIGINT NOT NULL,
    rated_at BIGINT,
    changed_at BIGINT
);
CREATE INDEX rating_by_conversation ON rating (conversation_id);
CREATE INDEX rating_by_customer ON rating (customer_id, asked_at);
CREATE INDEX rating_by_message ON rating (message_id);
CREATE INDEX rating_by_time ON rating (rated_at, id) WHERE rated_at IS NOT NULL;

-- The link a question carries. The token follows from the seed and the house's key, so that whoever reads this table has none.
CREATE TABLE rating_link (
    rating_id BIGINT PRIMARY KEY REFERENCES rating (id),
    token_hash TEXT NOT NULL UNIQUE,
    seed TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
