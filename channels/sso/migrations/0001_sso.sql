-- A sign-in of the company's own. Its secret is sealed with a key that is not in the database. Keys are given out in order and never
-- twice: the address a provider leads back to has it in, and is needed before the provider can be entered here.
CREATE TABLE identity_provider (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    sealed_secret TEXT NOT NULL,
    scopes TEXT NOT NULL,
    joins TEXT NOT NULL,
    domains TEXT NOT NULL,
    role_id BIGINT,
    role_claim TEXT NOT NULL,
    role_rules TEXT NOT NULL,
    vouches BOOLEAN NOT NULL,
    enabled BOOLEAN NOT NULL,
    added_at BIGINT NOT NULL,
    archived_at BIGINT
);

-- Whose account elsewhere belongs to whom here. The subject is the provider's own name for somebody; it never changes.
CREATE TABLE agent_identity (
    id {id},
    provider_id BIGINT NOT NULL REFERENCES identity_provider (id),
    subject TEXT NOT NULL,
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    linked_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    UNIQUE (provider_id, subject)
);
CREATE INDEX agent_identity_by_agent ON agent_identity (agent_id);

-- Trips that came back: each does so once.
CREATE TABLE sso_trip_ended (
    trip_hash TEXT PRIMARY KEY,
    until BIGINT NOT NULL
);
