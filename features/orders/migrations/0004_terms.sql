-- How the policy wants a request decided, as it said so when it was asked; and where it was asked from.
ALTER TABLE approval ADD COLUMN four_eyes BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE approval ADD COLUMN may_delegate BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE approval ADD COLUMN origin TEXT NOT NULL DEFAULT '{}';

-- Where the brand's days begin.
ALTER TABLE brand ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC';

-- A seal holds a paper as it was issued: while it is there, neither database lets the paper's number, amounts or hash be
-- changed or the paper be removed. What the hash stands for is checked whenever a paper is read.
CREATE UNIQUE INDEX paper_as_issued ON paper (id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256);
CREATE TABLE paper_seal (
    paper_id BIGINT PRIMARY KEY,
    legal_entity_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    number TEXT NOT NULL,
    currency TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    FOREIGN KEY (paper_id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256)
        REFERENCES paper (id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256)
);
INSERT INTO paper_seal (paper_id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256)
SELECT id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256 FROM paper;

-- What an account owes and what was issued for a charge are asked by these.
CREATE INDEX charge_by_account ON charge (account_id);
CREATE INDEX paper_by_charge ON paper (charge_id, id);
