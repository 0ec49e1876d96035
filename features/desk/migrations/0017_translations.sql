-- What a message says in another language, as a colleague or a program wrote it down. The message itself stays as it came.
CREATE TABLE message_translation (
    message_id BIGINT NOT NULL REFERENCES message (id),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    agent_id BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (message_id, language)
);
