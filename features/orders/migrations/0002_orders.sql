CREATE TABLE sales_order (
    id {id},
    number TEXT NOT NULL UNIQUE,
    brand_id BIGINT NOT NULL REFERENCES brand (id),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    status TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL,
    country TEXT NOT NULL,
    prices_include_tax BOOLEAN NOT NULL,
    shipping_method TEXT NOT NULL DEFAULT '',
    ship_to TEXT NOT NULL,
    bill_to TEXT NOT NULL,
    method_id BIGINT REFERENCES payment_method (id),
    total_minor BIGINT NOT NULL DEFAULT 0,
    paid_minor BIGINT NOT NULL DEFAULT 0,
    placed_at BIGINT NOT NULL,
    shipped_at BIGINT,
    delivered_at BIGINT,
    cancelled_at BIGINT,
    outside_reference TEXT,
    version BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX sales_order_by_customer ON sales_order (customer_id, id);
CREATE INDEX sales_order_by_email ON sales_order (email, id);
CREATE INDEX sales_order_by_status ON sales_order (status, id);
CREATE INDEX sales_order_by_outside ON sales_order (outside_reference);

-- One row is one piece: the same variant twice is two units, each with its own state.
CREATE TABLE order_unit (
    id {id},
    order_id BIGINT NOT NULL REFERENCES sales_order (id),
    position BIGINT NOT NULL,
    variant_id BIGINT NOT NULL REFERENCES variant (id),
    product_id BIGINT NOT NULL REFERENCES product (id),
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    options TEXT NOT NULL,
    category TEXT NOT NULL,
    tax_class TEXT NOT NULL,
    price_minor BIGINT NOT NULL,
    state TEXT NOT NULL,
    delivered_at BIGINT,
    UNIQUE (order_id, position)
);
CREATE INDEX order_unit_by_sku ON order_unit (sku, order_id);
CREATE INDEX order_unit_by_product ON order_unit (product_id, order_id);

-- What is owed for an order is what these add up to. Nothing here is ever changed except that a paper took it up.
CREATE TABLE bill_entry (
    id {id},
    order_id BIGINT REFERENCES sales_order (id),
    charge_id BIGINT,
    unit_id BIGINT REFERENCES order_unit (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    tax_class TEXT NOT NULL,
    tax_rate TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    action_id BIGINT,
    paper_id BIGINT,
    entered_at BIGINT NOT NULL,
    CHECK (net_minor + tax_minor = gross_minor)
);
CREATE INDEX bill_entry_by_order ON bill_entry (order_id, id);
CREATE INDEX bill_entry_by_charge ON bill_entry (charge_id, id);
CREATE INDEX bill_entry_by_paper ON bill_entry (paper_id);

CREATE TABLE payment (
    id {id},
    order_id BIGINT REFERENCES sales_order (id),
    charge_id BIGINT,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,
    parent_id BIGINT REFERENCES payment (id),
    minor BIGINT NOT NULL CHECK (minor > 0),
    currency TEXT NOT NULL,
    method_kind TEXT NOT NULL,
    method_id BIGINT REFERENCES payment_method (id),
    balance_id BIGINT REFERENCES balance (id),
    reference TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    action_id BIGINT,
    entered_at BIGINT NOT NULL,
    settled_at BIGINT,
    failed_at BIGINT
);
CREATE INDEX payment_by_order ON payment (order_id, id);
CREATE INDEX payment_by_charge ON payment (charge_id);
CREATE INDEX payment_by_parent ON payment (parent_id);
CREATE INDEX payment_promised ON payment (entered_at) WHERE settled_at IS NULL AND failed_at IS NULL;
CREATE INDEX payment_by_reference ON payment (reference);

CREATE TABLE shipment (
    id {id},
    order_id BIGINT NOT NULL REFERENCES sales_order (id),
    kind TEXT NOT NULL,
    carrier TEXT NOT NULL,
    tracking TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    delivered_at BIGINT,
    action_id BIGINT
);
CREATE INDEX shipment_by_order ON shipment (order_id);
CREATE INDEX shipment_by_tracking ON shipment (tracking);

CREATE TABLE shipment_unit (
    shipment_id BIGINT NOT NULL REFERENCES shipment (id),
    unit_id BIGINT NOT NULL REFERENCES order_unit (id),
    PRIMARY KEY (shipment_id, unit_id)
);
CREATE INDEX shipment_unit_by_unit ON shipment_unit (unit_id);

CREATE TABLE shipment_event (
    id {id},
    shipment_id BIGINT NOT NULL REFERENCES shipment (id),
    what TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT '',
    happened_at BIGINT NOT NULL
);
CREATE INDEX shipment_event_by_shipment ON shipment_event (shipment_id, happened_at);

CREATE TABLE goods_return (
    id {id},
    number TEXT NOT NULL UNIQUE,
    order_id BIGINT NOT NULL REFERENCES sales_order (id),
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    refund_to TEXT NOT NULL,
    is_exchange BOOLEAN NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    opened_at BIGINT NOT NULL,
    received_at BIGINT,
    closed_at BIGINT,
    action_id BIGINT
);
CREATE INDEX goods_return_by_order ON goods_return (order_id);
CREATE INDEX goods_return_by_customer ON goods_return (customer_id);
CREATE INDEX goods_return_by_state ON goods_return (state, id);

CREATE TABLE return_unit (
    return_id BIGINT NOT NULL REFERENCES goods_return (id),
    unit_id BIGINT NOT NULL REFERENCES order_unit (id),
    condition TEXT,
    accepted BOOLEAN,
    PRIMARY KEY (return_id, unit_id)
);
CREATE INDEX return_unit_by_unit ON return_unit (unit_id);

CREATE TABLE exchange (
    id {id},
    order_id BIGINT NOT NULL REFERENCES sales_order (id),
    return_id BIGINT REFERENCES goods_return (id),
    difference_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    action_id BIGINT
);
CREATE INDEX exchange_by_order ON exchange (order_id);

CREATE TABLE exchange_pair (
    exchange_id BIGINT NOT NULL REFERENCES exchange (id),
    old_unit_id BIGINT NOT NULL REFERENCES order_unit (id),
    new_unit_id BIGINT NOT NULL REFERENCES order_unit (id),
    PRIMARY KEY (exchange_id, old_unit_id)
);

CREATE TABLE cancellation (
    id {id},
    order_id BIGINT NOT NULL REFERENCES sales_order (id),
    reason TEXT NOT NULL,
    units TEXT NOT NULL,
    cancelled_at BIGINT NOT NULL,
    action_id BIGINT
);
CREATE INDEX cancellation_by_order ON cancellation (order_id);

CREATE TABLE order_edit (
    id {id},
    order_id BIGINT NOT NULL REFERENCES sales_order (id),
    what TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    action_id BIGINT,
    edited_at BIGINT NOT NULL
);
CREATE INDEX order_edit_by_order ON order_edit (order_id, id);

-- Papers: gapless per legal entity and kind, and what is in one never changes.
CREATE TABLE paper_series (
    legal_entity_id BIGINT NOT NULL REFERENCES legal_entity (id),
    kind TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (legal_entity_id, kind)
);

CREATE TABLE paper (
    id {id},
    legal_entity_id BIGINT NOT NULL REFERENCES legal_entity (id),
    kind TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    number TEXT NOT NULL,
    order_id BIGINT REFERENCES sales_order (id),
    charge_id BIGINT,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    corrects_id BIGINT REFERENCES paper (id),
    language TEXT NOT NULL,
    currency TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    contents TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    action_id BIGINT,
    UNIQUE (legal_entity_id, kind, sequence),
    UNIQUE (legal_entity_id, number),
    CHECK (net_minor + tax_minor = gross_minor)
);
CREATE INDEX paper_by_order ON paper (order_id, id);
CREATE INDEX paper_by_customer ON paper (customer_id, id);
CREATE INDEX paper_by_number ON paper (number);

CREATE TABLE rate_card (
    id {id},
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    UNIQUE (code, version)
);

CREATE TABLE charge (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    account_id BIGINT REFERENCES account (id),
    subscription_id BIGINT,
    brand_id BIGINT NOT NULL REFERENCES brand (id),
    label TEXT NOT NULL,
    rate_card_id BIGINT REFERENCES rate_card (id),
    input TEXT NOT NULL DEFAULT '{}',
    steps TEXT NOT NULL DEFAULT '[]',
    is_fee BOOLEAN NOT NULL,
    currency TEXT NOT NULL,
    total_minor BIGINT NOT NULL,
    state TEXT NOT NULL,
    charged_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 0,
    action_id BIGINT
);
CREATE INDEX charge_by_customer ON charge (customer_id, id);
CREATE INDEX charge_by_subscription ON charge (subscription_id, id);

CREATE TABLE subscription (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    account_id BIGINT REFERENCES account (id),
    brand_id BIGINT NOT NULL REFERENCES brand (id),
    plan TEXT NOT NULL,
    currency TEXT NOT NULL,
    price_minor BIGINT NOT NULL,
    tax_class TEXT NOT NULL,
    period_days BIGINT NOT NULL,
    state TEXT NOT NULL,
    period_from BIGINT NOT NULL,
    period_until BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX subscription_by_customer ON subscription (customer_id);
CREATE INDEX subscription_by_renewal ON subscription (period_until) WHERE ended_at IS NULL;

-- What a company sells that is no order: bookings, claims, devices.
CREATE TABLE record_type (
    id {id},
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE record (
    id {id},
    type_id BIGINT NOT NULL REFERENCES record_type (id),
    number TEXT NOT NULL UNIQUE,
    customer_id BIGINT REFERENCES customer (id),
    brand_id BIGINT NOT NULL REFERENCES brand (id),
    state TEXT NOT NULL,
    fields TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX record_by_customer ON record (customer_id, id);
CREATE INDEX record_by_type ON record (type_id, state, id);
