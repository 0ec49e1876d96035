-- What two customers may have in common, kept in step with them as they change: who shares a key may be the same person.
CREATE TABLE customer_likeness (
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (customer_id, kind, key)
);
CREATE INDEX customer_likeness_by_key ON customer_likeness (kind, key, customer_id);

-- Two who may be one, the smaller key first; or who were said to be two.
CREATE TABLE customer_double (
    one_id BIGINT NOT NULL REFERENCES customer (id),
    other_id BIGINT NOT NULL REFERENCES customer (id),
    score BIGINT NOT NULL,
    reasons TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    apart_at BIGINT,
    PRIMARY KEY (one_id, other_id)
);
CREATE INDEX customer_double_by_other ON customer_double (other_id);
CREATE INDEX customer_double_by_score ON customer_double (score, one_id, other_id) WHERE apart_at IS NULL;

-- Customers of before are looked through once.
INSERT INTO job (kind, payload, key, run_at) 
SELECT 'customers.look_for_doubles', '0', 'customers.look_for_doubles', 0 WHERE EXISTS (SELECT 1 FROM customer);
