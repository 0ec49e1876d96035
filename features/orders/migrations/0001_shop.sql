-- Who sells: a legal entity issues the papers, a brand is the face customers see.
CREATE TABLE legal_entity (
    id {id},
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    tax_number TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '{}',
    bank TEXT NOT NULL DEFAULT ''
);

CREATE TABLE brand (
    id {id},
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    legal_entity_id BIGINT NOT NULL REFERENCES legal_entity (id),
    currency TEXT NOT NULL,
    prices_include_tax BOOLEAN NOT NULL,
    order_prefix TEXT NOT NULL DEFAULT ''
);

CREATE TABLE tax_rate (
    id {id},
    country TEXT NOT NULL,
    tax_class TEXT NOT NULL,
    rate TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    UNIQUE (country, tax_class, valid_from)
);

CREATE TABLE shipping_rate (
    id {id},
    brand_id BIGINT NOT NULL REFERENCES brand (id),
    method TEXT NOT NULL,
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    minor BIGINT NOT NULL CHECK (minor >= 0),
    UNIQUE (brand_id, method, country, currency)
);

-- What we sell.
CREATE TABLE product (
    id {id},
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    options TEXT NOT NULL DEFAULT '[]',
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);

CREATE TABLE variant (
    id {id},
    product_id BIGINT NOT NULL REFERENCES product (id),
    sku TEXT NOT NULL UNIQUE,
    options TEXT NOT NULL DEFAULT '{}',
    tax_class TEXT NOT NULL,
    tracks_stock BOOLEAN NOT NULL DEFAULT TRUE,
    is_available BOOLEAN NOT NULL DEFAULT TRUE,
    archived_at BIGINT,
    UNIQUE (product_id, options)
);

CREATE TABLE variant_price (
    variant_id BIGINT NOT NULL REFERENCES variant (id),
    currency TEXT NOT NULL,
    minor BIGINT NOT NULL CHECK (minor >= 0),
    PRIMARY KEY (variant_id, currency)
);

-- Stock is what its entries add up to; each carries the level after it, so that the newest answers.
CREATE TABLE stock_entry (
    id {id},
    variant_id BIGINT NOT NULL REFERENCES variant (id),
    step BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    level_after BIGINT NOT NULL CHECK (level_after >= 0),
    reason TEXT NOT NULL,
    action_id BIGINT,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    entered_at BIGINT NOT NULL,
    UNIQUE (variant_id, step)
);

-- What a customer keeps with us.
CREATE TABLE postal_address (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    is_default BOOLEAN NOT NULL,
    added_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE INDEX postal_address_by_customer ON postal_address (customer_id, kind);

CREATE TABLE balance (
    id {id},
    kind TEXT NOT NULL,
    customer_id BIGINT REFERENCES customer (id),
    code_hash TEXT UNIQUE,
    ending TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    expires_at BIGINT,
    closed_at BIGINT
);
CREATE INDEX balance_by_customer ON balance (customer_id, kind);

CREATE TABLE balance_entry (
    id {id},
    balance_id BIGINT NOT NULL REFERENCES balance (id),
    step BIGINT NOT NULL,
    minor BIGINT NOT NULL,
    level_after BIGINT NOT NULL CHECK (level_after >= 0),
    reason TEXT NOT NULL,
    payment_id BIGINT,
    action_id BIGINT,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    entered_at BIGINT NOT NULL,
    UNIQUE (balance_id, step)
);

CREATE TABLE payment_method (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    reference TEXT NOT NULL DEFAULT '',
    balance_id BIGINT REFERENCES balance (id),
    is_default BOOLEAN NOT NULL,
    added_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE INDEX payment_method_by_customer ON payment_method (customer_id);

CREATE TABLE account (
    id {id},
    number TEXT NOT NULL UNIQUE,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    plan TEXT NOT NULL,
    status TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}',
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX account_by_customer ON account (customer_id);

CREATE TABLE voucher (
    id {id},
    code TEXT NOT NULL UNIQUE,
    percent TEXT,
    minor BIGINT,
    currency TEXT,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    most_uses BIGINT,
    uses BIGINT NOT NULL DEFAULT 0,
    archived_at BIGINT,
    CHECK (most_uses IS NULL OR uses <= most_uses)
);
