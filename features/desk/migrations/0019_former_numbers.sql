-- What a conversation was called at a desk it came from: the number people knew it by there, and the id in its address.
CREATE TABLE former_number (
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    source TEXT NOT NULL,
    number TEXT NOT NULL,
    their_id TEXT NOT NULL,
    PRIMARY KEY (conversation_id, source)
);
CREATE INDEX former_number_by_number ON former_number (number);
CREATE INDEX former_number_by_their_id ON former_number (their_id);
