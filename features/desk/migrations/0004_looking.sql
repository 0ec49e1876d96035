-- Who looks at a conversation or writes in it. Momentary: a row counts for seconds and is nobody's history.
CREATE TABLE looking (
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    doing TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, agent_id)
);
CREATE INDEX looking_by_end ON looking (until);
