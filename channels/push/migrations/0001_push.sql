-- Half of our name before push services; the other half is the house's key, so that a copy of this table signs nothing.
CREATE TABLE push_identity (
    id BIGINT PRIMARY KEY,
    salt TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

-- A browser that lets us show something, for as long as the session it was allowed in lasts.
CREATE TABLE push_device (
    id {id},
    agent_id BIGINT NOT NULL REFERENCES agent (id),
    session_id BIGINT NOT NULL,
    endpoint TEXT NOT NULL UNIQUE,
    p256dh TEXT NOT NULL,
    auth TEXT NOT NULL,
    name TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    told_at BIGINT,
    trouble TEXT NOT NULL
);
CREATE INDEX push_device_by_agent ON push_device (agent_id, id);
