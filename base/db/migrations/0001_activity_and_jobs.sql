CREATE TABLE activity (
    id {id},
    xid {xid},
    happened_at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    kind TEXT NOT NULL,
    conversation_id BIGINT,
    customer_id BIGINT,
    agent_id BIGINT,
    detail TEXT NOT NULL
);
CREATE INDEX activity_by_conversation ON activity (conversation_id, id);
CREATE INDEX activity_by_customer ON activity (customer_id, id);
CREATE INDEX activity_by_order ON activity (xid, id);

CREATE TABLE follower (
    name TEXT PRIMARY KEY,
    xid BIGINT NOT NULL,
    seen_id BIGINT NOT NULL
);

CREATE TABLE job (
    id {id},
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    key TEXT UNIQUE,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    leased_by TEXT,
    leased_until BIGINT,
    last_error TEXT,
    dead_at BIGINT
);
CREATE INDEX job_by_due ON job (kind, run_at) WHERE dead_at IS NULL;

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
