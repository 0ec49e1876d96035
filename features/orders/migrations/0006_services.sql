-- Periods are counted in days, weeks, months or years from an anchor: a day of the brand's calendar. Without one the day the
-- running period began is the anchor.
ALTER TABLE subscription RENAME COLUMN period_days TO period_count;
ALTER TABLE subscription ADD COLUMN period_unit TEXT NOT NULL DEFAULT 'days';
ALTER TABLE subscription ADD COLUMN anchor_on TEXT;
ALTER TABLE subscription ADD COLUMN plan_id BIGINT;
-- A renewal that failed is tried again from here on, and the others do not wait for it.
ALTER TABLE subscription ADD COLUMN retry_at BIGINT;

-- What one period of a subscription costs, so that nobody types a price.
CREATE TABLE plan (
    id {id},
    brand_id BIGINT NOT NULL REFERENCES brand (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    tax_class TEXT NOT NULL,
    period_unit TEXT NOT NULL,
    period_count BIGINT NOT NULL,
    archived_at BIGINT,
    UNIQUE (brand_id, code)
);
CREATE TABLE plan_price (
    plan_id BIGINT NOT NULL REFERENCES plan (id),
    currency TEXT NOT NULL,
    minor BIGINT NOT NULL CHECK (minor > 0),
    PRIMARY KEY (plan_id, currency)
);

-- Why a class is taxed at nothing, by the categories of EN 16931. A class without a row is taxed at its rates.
CREATE TABLE tax_class (
    code TEXT PRIMARY KEY,
    category TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '{}'
);

-- The number a business is known by to the tax office; the newest counts.
CREATE TABLE vat_number (
    id {id},
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    number TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX vat_number_by_customer ON vat_number (customer_id, id);

-- How a brand's papers look. A logo is kept by its hash for as long as a paper may be printed anew.
ALTER TABLE brand ADD COLUMN colour TEXT NOT NULL DEFAULT '';
ALTER TABLE brand ADD COLUMN footer TEXT NOT NULL DEFAULT '';
ALTER TABLE brand ADD COLUMN logo TEXT NOT NULL DEFAULT '';
CREATE TABLE logo (
    sha256 TEXT PRIMARY KEY,
    base64 TEXT NOT NULL
);
ALTER TABLE paper ADD COLUMN logo TEXT NOT NULL DEFAULT '';
