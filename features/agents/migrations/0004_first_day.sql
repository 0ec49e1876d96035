-- The keyboard as somebody wants it; no row: as it comes.
CREATE TABLE agent_keys (
    agent_id BIGINT PRIMARY KEY REFERENCES agent (id),
    is_off BOOLEAN NOT NULL,
    own TEXT NOT NULL
);

-- The link by which somebody becomes the first administrator of an empty desk; at most one.
CREATE TABLE first_link (
    token_hash TEXT PRIMARY KEY,
    expires_at BIGINT NOT NULL
);

-- A change of settings, with how the thing stood before and after, so that it can be put back as it was.
CREATE TABLE settings_change (
    id {id},
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    kind TEXT NOT NULL,
    thing TEXT NOT NULL,
    name TEXT NOT NULL,
    stood TEXT NOT NULL,
    stands TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    put_back_at BIGINT
);
CREATE INDEX settings_change_by_actor ON settings_change (actor_id, id);
