-- Erasing a person: one row for each, kept for ever as its proof. While it goes on it holds what is looked for everywhere; that is
-- emptied before the proof is written.
CREATE TABLE erasure (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    pseudonym TEXT NOT NULL UNIQUE,
    why TEXT NOT NULL,
    origin TEXT NOT NULL,
    papers TEXT NOT NULL,
    asked_by_kind TEXT NOT NULL,
    asked_by_id BIGINT,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- The last conversation that is done, or how often everything was swept.
    place BIGINT NOT NULL DEFAULT 0,
    counts TEXT NOT NULL DEFAULT '{}',
    wanted TEXT NOT NULL,
    swept_xid BIGINT,
    swept_id BIGINT,
    problem TEXT NOT NULL DEFAULT '',
    certificate TEXT,
    sha256 TEXT,
    finished_at BIGINT
);
CREATE INDEX erasure_by_customer ON erasure (customer_id, id);
CREATE UNIQUE INDEX erasure_under_way ON erasure (customer_id) WHERE finished_at IS NULL;

-- By what an erased person is known again in an older backup: salted hashes, and nothing that says who it was.
CREATE TABLE erased_person (
    erasure_id BIGINT PRIMARY KEY REFERENCES erasure (id),
    customer_id BIGINT NOT NULL,
    known_since BIGINT NOT NULL,
    salt TEXT NOT NULL,
    known_by TEXT NOT NULL,
    erased_at BIGINT NOT NULL
);

-- How long things are kept.
CREATE TABLE retention_rule (
    id {id},
    what TEXT NOT NULL,
    inbox_id BIGINT REFERENCES inbox (id),
    channel TEXT,
    field_id BIGINT REFERENCES custom_field (id),
    days BIGINT NOT NULL,
    is_on BOOLEAN NOT NULL,
    made_at BIGINT NOT NULL,
    removed_at BIGINT
);

-- One night of one rule: how far it is and what it came to.
CREATE TABLE retention_run (
    id {id},
    rule_id BIGINT NOT NULL REFERENCES retention_rule (id),
    night BIGINT NOT NULL,
    place BIGINT NOT NULL DEFAULT 0,
    conversations BIGINT NOT NULL DEFAULT 0,
    rows_gone BIGINT NOT NULL DEFAULT 0,
    held BIGINT NOT NULL DEFAULT 0,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    UNIQUE (rule_id, night)
);

-- What a rule of this kind has done with a conversation already, so that it is not looked at again every night.
CREATE TABLE retained (
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    what TEXT NOT NULL,
    gone_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, what)
);

-- One person's data as a file to take along. The file goes when its time is over; that there was one stays.
CREATE TABLE person_export (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    asked_by_kind TEXT NOT NULL,
    asked_by_id BIGINT,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    rows_done BIGINT NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '',
    size_bytes BIGINT,
    sha256 TEXT,
    finished_at BIGINT,
    expires_at BIGINT,
    gone_at BIGINT
);
CREATE INDEX person_export_by_customer ON person_export (customer_id, id);

CREATE TABLE person_export_piece (
    export_id BIGINT NOT NULL REFERENCES person_export (id),
    place BIGINT NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (export_id, place)
);
