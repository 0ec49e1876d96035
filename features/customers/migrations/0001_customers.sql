CREATE TABLE company (
    id {id},
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX company_by_name ON company (name_key, id);

CREATE TABLE company_domain (
    domain TEXT PRIMARY KEY,
    company_id BIGINT NOT NULL REFERENCES company(id)
);
CREATE INDEX company_domain_by_company ON company_domain (company_id, domain);

CREATE TABLE customer (
    id {id},
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    company_id BIGINT REFERENCES company(id),
    language TEXT,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    merged_into BIGINT REFERENCES customer(id)
);
CREATE INDEX customer_by_name ON customer (name_key, id) WHERE merged_into IS NULL;
CREATE INDEX customer_by_last_seen ON customer (last_seen_at, id) WHERE merged_into IS NULL;
CREATE INDEX customer_by_company ON customer (company_id, name_key, id) WHERE merged_into IS NULL;
CREATE INDEX customer_by_merge ON customer (merged_into);

CREATE TABLE customer_identity (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer(id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    is_primary BOOLEAN NOT NULL,
    added_at BIGINT NOT NULL,
    verified_at BIGINT,
    undeliverable_since BIGINT,
    undeliverable_because TEXT,
    UNIQUE (kind, value)
);
CREATE INDEX customer_identity_by_customer ON customer_identity (customer_id, kind, id);
CREATE UNIQUE INDEX customer_identity_primary ON customer_identity (customer_id, kind) WHERE is_primary;

CREATE TABLE customer_attribute (
    id {id},
    key TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    choices TEXT NOT NULL,
    least BIGINT,
    most BIGINT,
    purpose TEXT NOT NULL,
    retention_days BIGINT,
    is_preset BOOLEAN NOT NULL,
    is_on BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE customer_value (
    customer_id BIGINT NOT NULL REFERENCES customer(id),
    attribute_id BIGINT NOT NULL REFERENCES customer_attribute(id),
    value TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    set_by_kind TEXT NOT NULL,
    set_by_id BIGINT,
    PRIMARY KEY (customer_id, attribute_id)
);
CREATE INDEX customer_value_by_age ON customer_value (attribute_id, set_at);

CREATE TABLE customer_note (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer(id),
    text TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    written_by_kind TEXT NOT NULL,
    written_by_id BIGINT
);
CREATE INDEX customer_note_by_customer ON customer_note (customer_id, id);

CREATE TABLE customer_tag (
    customer_id BIGINT NOT NULL REFERENCES customer(id),
    tag TEXT NOT NULL,
    PRIMARY KEY (customer_id, tag)
);
CREATE INDEX customer_tag_by_tag ON customer_tag (tag, customer_id);

CREATE TABLE customer_merge (
    id {id},
    kept_id BIGINT NOT NULL REFERENCES customer(id),
    other_id BIGINT NOT NULL REFERENCES customer(id),
    merged_at BIGINT NOT NULL,
    moved TEXT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX customer_merge_by_kept ON customer_merge (kept_id, id);
CREATE INDEX customer_merge_by_other ON customer_merge (other_id, id);

INSERT INTO customer_attribute (key, label, kind, choices, least, most, purpose, retention_days, is_preset, is_on, created_at) VALUES
    ('language', '', 'text', '[]', NULL, NULL, '', NULL, TRUE, FALSE, 0),
    ('time_zone', '', 'text', '[]', NULL, NULL, '', NULL, TRUE, FALSE, 0),
    ('birth_year', '', 'number', '[]', 1900, NULL, '', 1095, TRUE, FALSE, 0),
    ('gender', '', 'choice', '["woman","man","other","unsaid"]', NULL, NULL, '', 1095, TRUE, FALSE, 0),
    ('job_title', '', 'text', '[]', NULL, NULL, '', NULL, TRUE, FALSE, 0),
    ('income_band', '', 'choice', '["low","lower_middle","middle","upper_middle","high"]', NULL, NULL, '', 730, TRUE, FALSE, 0),
    ('household_size', '', 'number', '[]', 1, 30, '', 1095, TRUE, FALSE, 0);
