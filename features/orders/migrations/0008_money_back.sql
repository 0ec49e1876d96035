-- Money that went back to customers, whatever the action was called: refunds of the payments ledger, failed ones aside, and
-- credit that was given. `deed` is the same for lines of one action.
CREATE VIEW money_back AS
SELECT p.order_id AS order_id, p.action_id AS action_id, COALESCE(p.action_id, -p.id) AS deed, COALESCE(a.verb, 'refund') AS verb,
       CASE WHEN a.reason IS NULL OR a.reason = '' THEN p.reason ELSE a.reason END AS reason,
       p.actor_kind AS actor_kind, p.actor_id AS actor_id, p.currency AS currency, p.minor AS minor, p.entered_at AS entered_at
  FROM payment p LEFT JOIN action a ON a.id = p.action_id
 WHERE p.kind = 'refund' AND p.minor > 0 AND p.failed_at IS NULL
 UNION ALL
SELECT a.order_id, a.id, a.id, a.verb, CASE WHEN a.reason = '' THEN e.reason ELSE a.reason END, e.actor_kind, e.actor_id, b.currency,
       e.minor, e.entered_at
  FROM balance_entry e JOIN balance b ON b.id = e.balance_id JOIN action a ON a.id = e.action_id
 WHERE e.payment_id IS NULL AND e.minor > 0;

-- Every line is above nothing. Said here and in the view, it keeps this index from the question what is promised, whose own is
-- over few lines.
CREATE INDEX payment_refunded ON payment (entered_at) WHERE kind = 'refund' AND minor > 0;
CREATE INDEX balance_entry_given ON balance_entry (entered_at) WHERE payment_id IS NULL;
