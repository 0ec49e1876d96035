-- Codes on their way to somebody's mailbox. A code for an address nobody here is known by has no customer and opens nothing.
CREATE TABLE portal_code (
    id {id},
    token_hash TEXT NOT NULL UNIQUE,
    customer_id BIGINT REFERENCES customer (id),
    address TEXT NOT NULL,
    order_number TEXT,
    code_hash TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used_at BIGINT
);
CREATE INDEX portal_code_by_customer ON portal_code (customer_id);
CREATE INDEX portal_code_by_age ON portal_code (expires_at);

CREATE TABLE portal_session (
    id {id},
    token_hash TEXT NOT NULL UNIQUE,
    customer_id BIGINT NOT NULL REFERENCES customer (id),
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    place TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX portal_session_by_customer ON portal_session (customer_id);
CREATE INDEX portal_session_by_age ON portal_session (expires_at);

-- How often somebody knocked, counted per address, per place it came from, per mail domain.
CREATE TABLE portal_knock (
    id {id},
    kind TEXT NOT NULL,
    whom TEXT NOT NULL,
    place TEXT NOT NULL,
    domain TEXT NOT NULL,
    knocked_at BIGINT NOT NULL
);
CREATE INDEX portal_knock_by_whom ON portal_knock (whom, knocked_at);
CREATE INDEX portal_knock_by_place ON portal_knock (place, knocked_at);
CREATE INDEX portal_knock_by_domain ON portal_knock (domain, knocked_at);
CREATE INDEX portal_knock_by_age ON portal_knock (knocked_at);

-- How the portal of a brand looks, and which inbox takes what is written there.
CREATE TABLE portal_look (
    brand_id BIGINT PRIMARY KEY REFERENCES brand (id),
    colour TEXT NOT NULL,
    inbox_id BIGINT REFERENCES inbox (id)
);

-- Which order somebody wrote about.
CREATE TABLE portal_letter (
    conversation_id BIGINT NOT NULL REFERENCES conversation (id),
    order_id BIGINT NOT NULL REFERENCES sales_order (id),
    written_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, order_id)
);
CREATE INDEX portal_letter_by_order ON portal_letter (order_id);
