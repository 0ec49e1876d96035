-- How many orders two products are in together. Kept up with every order; `suggestions::together` can count it anew.
CREATE TABLE bought_together (
    product_id BIGINT NOT NULL REFERENCES product (id),
    other_id BIGINT NOT NULL REFERENCES product (id),
    orders BIGINT NOT NULL,
    PRIMARY KEY (product_id, other_id)
);
CREATE INDEX bought_together_by_count ON bought_together (product_id, orders, other_id);

INSERT INTO bought_together (product_id, other_id, orders)
SELECT a.product_id, b.product_id, COUNT(*)
  FROM (SELECT DISTINCT order_id, product_id FROM order_unit WHERE state <> 'cancelled') a
  JOIN (SELECT DISTINCT order_id, product_id FROM order_unit WHERE state <> 'cancelled') b
    ON b.order_id = a.order_id AND b.product_id <> a.product_id
 WHERE a.order_id IN (SELECT order_id FROM order_unit WHERE state <> 'cancelled'
                       GROUP BY order_id HAVING COUNT(DISTINCT product_id) <= 30)
 GROUP BY a.product_id, b.product_id;

-- What an administrator wants suggested, and when.
CREATE TABLE suggestion_rule (
    id {id},
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    look_at TEXT NOT NULL,
    has TEXT NOT NULL,
    word TEXT NOT NULL,
    has_product_id BIGINT REFERENCES product (id),
    above_minor BIGINT,
    above_currency TEXT,
    product_id BIGINT NOT NULL REFERENCES product (id),
    variant_id BIGINT REFERENCES variant (id),
    text_en TEXT NOT NULL DEFAULT '',
    text_es TEXT NOT NULL DEFAULT '',
    text_zh TEXT NOT NULL DEFAULT '',
    brand_id BIGINT REFERENCES brand (id),
    country TEXT NOT NULL DEFAULT '',
    valid_from BIGINT,
    valid_until BIGINT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    removed_at BIGINT
);

-- One row: how suggestions are made.
CREATE TABLE suggestion_settings (
    id BIGINT PRIMARY KEY,
    document TEXT NOT NULL
);

-- One suggestion in one case: shown, or kept back to compare with. `case_key` keeps two pages from counting one case twice.
CREATE TABLE suggestion (
    id {id},
    case_key TEXT NOT NULL UNIQUE,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    conversation_id BIGINT,
    order_id BIGINT REFERENCES sales_order (id),
    rule_id BIGINT REFERENCES suggestion_rule (id),
    because_id BIGINT REFERENCES product (id),
    kind TEXT NOT NULL,
    product_id BIGINT NOT NULL REFERENCES product (id),
    variant_id BIGINT NOT NULL REFERENCES variant (id),
    any_variant BOOLEAN NOT NULL,
    unit_id BIGINT REFERENCES order_unit (id),
    is_held_out BOOLEAN NOT NULL,
    currency TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BIGINT,
    shown_at BIGINT NOT NULL,
    offered_at BIGINT,
    declined_at BIGINT,
    bought_at BIGINT,
    taken_at BIGINT,
    taken_order_id BIGINT REFERENCES sales_order (id)
);
CREATE INDEX suggestion_by_customer ON suggestion (customer_id, shown_at);
CREATE INDEX suggestion_by_time ON suggestion (shown_at);
CREATE INDEX suggestion_declined ON suggestion (customer_id, declined_at) WHERE declined_at IS NOT NULL;

-- The pieces a suggestion sold: each counts for one.
CREATE TABLE suggestion_unit (
    unit_id BIGINT PRIMARY KEY REFERENCES order_unit (id),
    suggestion_id BIGINT NOT NULL REFERENCES suggestion (id)
);
CREATE INDEX suggestion_unit_by_suggestion ON suggestion_unit (suggestion_id);

-- Who wants none.
CREATE TABLE suggestion_opt_out (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    opted_out_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX suggestion_opt_out_by_customer ON suggestion_opt_out (customer_id);

-- What keeps suggestions back is asked by customer.
CREATE INDEX approval_by_customer ON approval (customer_id, state);
