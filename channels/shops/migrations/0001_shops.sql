-- A shop system beside us and how we reach it. Secrets are in `access`; no page shows them again.
CREATE TABLE shop (
    id {id},
    system TEXT NOT NULL,
    name TEXT NOT NULL,
    brand_id BIGINT NOT NULL REFERENCES brand (id),
    access TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    state_reason TEXT NOT NULL DEFAULT '',
    state_since BIGINT,
    synced_at BIGINT,
    compared_at BIGINT,
    added_at BIGINT NOT NULL,
    archived_at BIGINT
);

-- How far each kind of thing is read.
CREATE TABLE shop_cursor (
    shop_id BIGINT NOT NULL REFERENCES shop (id),
    what TEXT NOT NULL,
    cursor TEXT NOT NULL,
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, what)
);

-- Which of theirs is which of ours. `version` is their time of change: what is older than what we know is passed over.
CREATE TABLE shop_link (
    shop_id BIGINT NOT NULL REFERENCES shop (id),
    kind TEXT NOT NULL,
    theirs TEXT NOT NULL,
    ours BIGINT NOT NULL,
    version BIGINT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (shop_id, kind, theirs)
);
CREATE INDEX shop_link_by_ours ON shop_link (kind, ours, shop_id);

-- The last we heard of each of their orders, for comparing.
CREATE TABLE shop_order (
    shop_id BIGINT NOT NULL REFERENCES shop (id),
    theirs TEXT NOT NULL,
    number TEXT NOT NULL,
    order_id BIGINT REFERENCES sales_order (id),
    currency TEXT NOT NULL,
    owed_minor BIGINT NOT NULL,
    paid_minor BIGINT NOT NULL,
    placed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    heard_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, theirs)
);
CREATE INDEX shop_order_by_order ON shop_order (order_id);

-- Webhooks, byte for byte as they came, before anybody looks into them.
CREATE TABLE shop_delivery (
    id {id},
    shop_id BIGINT NOT NULL REFERENCES shop (id),
    delivery TEXT NOT NULL,
    topic TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes {bytes} NOT NULL,
    received_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    problem TEXT NOT NULL DEFAULT '',
    done_at BIGINT,
    UNIQUE (shop_id, delivery)
);
CREATE INDEX shop_delivery_dead ON shop_delivery (shop_id, id) WHERE state = 'dead';

-- What we asked a shop to do, because of an action here.
CREATE TABLE shop_errand (
    id {id},
    shop_id BIGINT NOT NULL REFERENCES shop (id),
    order_id BIGINT REFERENCES sales_order (id),
    action_id BIGINT NOT NULL,
    payment_id BIGINT REFERENCES payment (id),
    agent_id BIGINT,
    what TEXT NOT NULL,
    asked TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    theirs TEXT NOT NULL DEFAULT '',
    begun_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX shop_errand_by_order ON shop_errand (order_id, id);
CREATE INDEX shop_errand_by_shop ON shop_errand (shop_id, state, id);

-- Where their books and ours are not the same.
CREATE TABLE shop_difference (
    id {id},
    shop_id BIGINT NOT NULL REFERENCES shop (id),
    what TEXT NOT NULL,
    theirs TEXT NOT NULL,
    order_id BIGINT,
    our_figure TEXT NOT NULL,
    their_figure TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    UNIQUE (shop_id, what, theirs)
);

-- How far a file is imported: the same file begun again goes on where it stopped.
CREATE TABLE shop_import (
    id {id},
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    brand_id BIGINT NOT NULL REFERENCES brand (id),
    rows_done BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    UNIQUE (sha256, kind, brand_id)
);
