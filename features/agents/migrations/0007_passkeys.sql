-- A key that somebody's device keeps for this desk. What is kept here is its public half; it opens nothing for whoever reads it.
CREATE TABLE passkey (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    credential_id TEXT NOT NULL UNIQUE,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    public_half TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkey_by_agent ON passkey (agent_id);

-- A question that was put to a browser: answered once, within minutes.
CREATE TABLE passkey_challenge (
    token_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    agent_id BIGINT NOT NULL,
    place TEXT NOT NULL,
    question TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_challenge_by_place ON passkey_challenge (place);
