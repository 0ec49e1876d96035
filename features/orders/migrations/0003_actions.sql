-- Rules, judgements, and what was done. A policy's document never changes once it was approved.
CREATE TABLE policy_version (
    id {id},
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    author_kind TEXT NOT NULL,
    author_id BIGINT,
    created_at BIGINT NOT NULL,
    approved_by BIGINT,
    approved_at BIGINT,
    live_from BIGINT,
    retired_at BIGINT,
    UNIQUE (name, version)
);
CREATE INDEX policy_version_by_state ON policy_version (state, id);

CREATE TABLE verdict (
    id {id},
    verb TEXT NOT NULL,
    policy_id BIGINT REFERENCES policy_version (id),
    order_id BIGINT REFERENCES sales_order (id),
    customer_id BIGINT REFERENCES customer (id),
    brand_id BIGINT REFERENCES brand (id),
    country TEXT NOT NULL,
    facts TEXT NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    finding TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    judged_at BIGINT NOT NULL
);
CREATE INDEX verdict_by_order ON verdict (order_id, id);
CREATE INDEX verdict_by_time ON verdict (judged_at, id);
CREATE INDEX verdict_by_code ON verdict (code, judged_at);

CREATE TABLE action (
    id {id},
    key TEXT NOT NULL UNIQUE,
    verb TEXT NOT NULL,
    request TEXT NOT NULL,
    preview_hash TEXT NOT NULL,
    verdict_id BIGINT NOT NULL REFERENCES verdict (id),
    approval_id BIGINT,
    order_id BIGINT REFERENCES sales_order (id),
    customer_id BIGINT REFERENCES customer (id),
    conversation_id BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    outcome TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    done_at BIGINT NOT NULL
);
CREATE INDEX action_by_order ON action (order_id, id);
CREATE INDEX action_by_customer ON action (customer_id, id);
CREATE INDEX action_by_actor ON action (actor_kind, actor_id, done_at);
CREATE INDEX action_by_verb ON action (verb, done_at);

CREATE TABLE actor_day (
    actor_kind TEXT NOT NULL,
    actor_id BIGINT NOT NULL,
    verb TEXT NOT NULL,
    day TEXT NOT NULL,
    currency TEXT NOT NULL,
    times BIGINT NOT NULL,
    minor BIGINT NOT NULL,
    PRIMARY KEY (actor_kind, actor_id, verb, day, currency)
);

CREATE TABLE approval (
    id {id},
    key TEXT NOT NULL UNIQUE,
    verb TEXT NOT NULL,
    request TEXT NOT NULL,
    preview TEXT NOT NULL,
    preview_hash TEXT NOT NULL,
    verdict_id BIGINT NOT NULL REFERENCES verdict (id),
    order_id BIGINT REFERENCES sales_order (id),
    customer_id BIGINT REFERENCES customer (id),
    conversation_id BIGINT,
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    role TEXT NOT NULL,
    asker_kind TEXT NOT NULL,
    asker_id BIGINT,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    decided_by BIGINT,
    for_agent BIGINT,
    decided_at BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    action_id BIGINT
);
CREATE INDEX approval_by_state ON approval (state, expires_at);
CREATE INDEX approval_by_order ON approval (order_id);

CREATE TABLE approval_delegation (
    id {id},
    from_agent BIGINT NOT NULL REFERENCES agent (id),
    to_agent BIGINT NOT NULL REFERENCES agent (id),
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX approval_delegation_by_receiver ON approval_delegation (to_agent, valid_until);

CREATE TABLE verification (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    method TEXT NOT NULL,
    strength BIGINT NOT NULL,
    conversation_id BIGINT,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    verified_at BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX verification_by_customer ON verification (customer_id, valid_until);

CREATE TABLE verification_try (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    method TEXT NOT NULL,
    succeeded BOOLEAN NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    tried_at BIGINT NOT NULL
);
CREATE INDEX verification_try_by_customer ON verification_try (customer_id, tried_at);

CREATE TABLE verification_code (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    code_hash TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX verification_code_by_customer ON verification_code (customer_id, sent_at);
