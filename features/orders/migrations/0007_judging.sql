-- A no somebody only looked at is kept once, however often they look: `asked` stands for who, what and by which facts.
ALTER TABLE verdict ADD COLUMN asked TEXT;
CREATE UNIQUE INDEX verdict_by_asking ON verdict (asked) WHERE asked IS NOT NULL;

-- Whose rules an account goes by: the brand it was opened with, not the one a request names.
ALTER TABLE account ADD COLUMN brand_id BIGINT REFERENCES brand (id);
UPDATE account SET brand_id = COALESCE(
    (SELECT MIN(c.brand_id) FROM charge c WHERE c.account_id = account.id),
    (SELECT MIN(b.id) FROM brand b));
