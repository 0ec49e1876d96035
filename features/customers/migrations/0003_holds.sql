-- Legal holds: what they are on may not be erased, deleted or merged away until they are lifted. A conversation is named by its key
-- and without a reference: this room does not know conversations.
CREATE TABLE legal_hold (
    id {id},
    customer_id BIGINT REFERENCES customer (id),
    company_id BIGINT REFERENCES company (id),
    conversation_id BIGINT,
    reason TEXT NOT NULL,
    placed_by_kind TEXT NOT NULL,
    placed_by_id BIGINT,
    placed_at BIGINT NOT NULL,
    lifted_by_kind TEXT,
    lifted_by_id BIGINT,
    lifted_because TEXT,
    lifted_at BIGINT
);
CREATE INDEX legal_hold_by_customer ON legal_hold (customer_id) WHERE lifted_at IS NULL;
CREATE INDEX legal_hold_by_company ON legal_hold (company_id) WHERE lifted_at IS NULL;
CREATE INDEX legal_hold_by_conversation ON legal_hold (conversation_id) WHERE lifted_at IS NULL;
