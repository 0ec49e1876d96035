-- The colour is the brand's own: its papers have it as well as its portal.
UPDATE brand SET colour = COALESCE((SELECT l.colour FROM portal_look l WHERE l.brand_id = brand.id AND l.colour <> ''), colour);
ALTER TABLE portal_look DROP COLUMN colour;

-- The time zone a customer chose.
CREATE TABLE portal_taste (
    customer_id BIGINT PRIMARY KEY REFERENCES customer (id),
    zone TEXT NOT NULL
);
