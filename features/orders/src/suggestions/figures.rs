//! What suggestions came to in a time: by rule and by what is bought together, by agent, and whether showing them made a
//! difference at all. A case counts in the time it was shown in, whenever it was bought.

use super::RuleId;
use crate::product::ProductId;
use db::{FromRow, Trouble, Tx, sql};
use kit::{Currency, Moment, Money};

/// How one source or one agent did, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Tally {
    /// `rule` and `together`, or the kind of actor.
    pub family: String,
    /// The rule, the product it was bought together with, or the agent.
    pub key: i64,
    pub label: String,
    pub currency: Currency,
    pub shown: i64,
    pub offered: i64,
    pub taken: i64,
    pub declined: i64,
    minor: i64,
}

impl Tally {
    /// What was taken and kept: pieces cancelled or sent back are not in it.
    pub const fn revenue(&self) -> Money {
        Money::new(self.minor, self.currency)
    }
}

/// What those who were shown something bought of it, beside those who were shown nothing.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Lift {
    pub family: String,
    pub key: i64,
    pub label: String,
    pub shown: i64,
    pub shown_bought: i64,
    pub held_out: i64,
    pub held_out_bought: i64,
}

impl Lift {
    /// By how many in a thousand more of those who were shown it bought it; `None` while one side is empty.
    pub fn per_mille(&self) -> Option<i64> {
        let rate = |bought: i64, of: i64| (of > 0).then(|| bought.saturating_mul(1_000) / of);
        Some(rate(self.shown_bought, self.shown)? - rate(self.held_out_bought, self.held_out)?)
    }
}

/// By rule, then by product it was bought together with.
pub fn by_source(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Vec<Tally>, Trouble> {
    sql("SELECT CASE WHEN s.rule_id IS NULL THEN 'together' ELSE 'rule' END, COALESCE(s.rule_id, s.because_id), COALESCE(r.name, p.name), s.currency,
                COUNT(*), COUNT(s.offered_at), COUNT(s.taken_at), COUNT(s.declined_at),
                CAST(COALESCE(SUM((SELECT SUM(u.price_minor) FROM suggestion_unit t JOIN order_unit u ON u.id = t.unit_id
                                    WHERE t.suggestion_id = s.id AND u.state NOT IN ('cancelled', 'returned'))), 0) AS BIGINT)
           FROM suggestion s LEFT JOIN suggestion_rule r ON r.id = s.rule_id LEFT JOIN product p ON p.id = s.because_id
          WHERE s.shown_at >= $1 AND s.shown_at < $2 AND NOT s.is_held_out
          GROUP BY s.rule_id, s.because_id, r.name, p.name, s.currency
          ORDER BY 1, 9 DESC, 5 DESC, 2, 4")
    .with(from)
    .with(until)
    .all(tx)
}

/// By whoever showed or offered them.
pub fn by_agent(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Vec<Tally>, Trouble> {
    sql("SELECT s.actor_kind, COALESCE(s.actor_id, 0), COALESCE(a.name, ''), s.currency,
                COUNT(*), COUNT(s.offered_at), COUNT(s.taken_at), COUNT(s.declined_at),
                CAST(COALESCE(SUM((SELECT SUM(u.price_minor) FROM suggestion_unit t JOIN order_unit u ON u.id = t.unit_id
                                    WHERE t.suggestion_id = s.id AND u.state NOT IN ('cancelled', 'returned'))), 0) AS BIGINT)
           FROM suggestion s LEFT JOIN agent a ON s.actor_kind = 'agent' AND a.id = s.actor_id
          WHERE s.shown_at >= $1 AND s.shown_at < $2 AND NOT s.is_held_out
          GROUP BY s.actor_kind, s.actor_id, a.name, s.currency
          ORDER BY 9 DESC, 5 DESC, 1, 2, 4")
    .with(from)
    .with(until)
    .all(tx)
}

/// What was bought in time by those who were shown it and by those who were not.
pub fn lift(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Vec<Lift>, Trouble> {
    sql(
        "SELECT CASE WHEN s.rule_id IS NULL THEN 'together' ELSE 'rule' END, COALESCE(s.rule_id, s.because_id), COALESCE(r.name, p.name),
                CAST(SUM(CASE WHEN s.is_held_out THEN 0 ELSE 1 END) AS BIGINT),
                CAST(SUM(CASE WHEN NOT s.is_held_out AND s.bought_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(CASE WHEN s.is_held_out THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(CASE WHEN s.is_held_out AND s.bought_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT)
           FROM suggestion s LEFT JOIN suggestion_rule r ON r.id = s.rule_id LEFT JOIN product p ON p.id = s.because_id
          WHERE s.shown_at >= $1 AND s.shown_at < $2
          GROUP BY s.rule_id, s.because_id, r.name, p.name
          ORDER BY 1, 3, 2",
    )
    .with(from)
    .with(until)
    .all(tx)
}

/// A case behind a figure: the order it was taken in, what it was, how much, when it was shown.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Behind {
    pub order: Option<String>,
    pub product: String,
    pub minor: i64,
    pub currency: Currency,
    pub shown_at: Moment,
}

/// The cases of a rule, the newest first; those kept back too, which sold nothing by being shown.
pub fn of_rule(tx: &mut Tx<'_>, rule: RuleId, from: Moment, until: Moment, most: i64) -> Result<Vec<Behind>, Trouble> {
    sql(
        "SELECT o.number, p.name, CAST(COALESCE((SELECT SUM(u.price_minor) FROM suggestion_unit t JOIN order_unit u ON u.id = t.unit_id
                  WHERE t.suggestion_id = s.id AND u.state NOT IN ('cancelled', 'returned')), 0) AS BIGINT), s.currency, s.shown_at
           FROM suggestion s JOIN product p ON p.id = s.product_id LEFT JOIN sales_order o ON o.id = s.taken_order_id
          WHERE s.rule_id = $1 AND s.shown_at >= $2 AND s.shown_at < $3 ORDER BY s.id DESC LIMIT $4",
    )
    .with(rule)
    .with(from)
    .with(until)
    .with(most)
    .all(tx)
}

/// The cases of what is bought together with a product, the newest first.
pub fn of_product(tx: &mut Tx<'_>, because: ProductId, from: Moment, until: Moment, most: i64) -> Result<Vec<Behind>, Trouble> {
    sql(
        "SELECT o.number, p.name, CAST(COALESCE((SELECT SUM(u.price_minor) FROM suggestion_unit t JOIN order_unit u ON u.id = t.unit_id
                  WHERE t.suggestion_id = s.id AND u.state NOT IN ('cancelled', 'returned')), 0) AS BIGINT), s.currency, s.shown_at
           FROM suggestion s JOIN product p ON p.id = s.product_id LEFT JOIN sales_order o ON o.id = s.taken_order_id
          WHERE s.because_id = $1 AND s.rule_id IS NULL AND s.shown_at >= $2 AND s.shown_at < $3 ORDER BY s.id DESC LIMIT $4",
    )
    .with(because)
    .with(from)
    .with(until)
    .with(most)
    .all(tx)
}

/// The cases of whoever showed or offered them, the newest first.
pub fn of_actor(tx: &mut Tx<'_>, kind: &str, id: i64, from: Moment, until: Moment, most: i64) -> Result<Vec<Behind>, Trouble> {
    sql(
        "SELECT o.number, p.name, CAST(COALESCE((SELECT SUM(u.price_minor) FROM suggestion_unit t JOIN order_unit u ON u.id = t.unit_id
                  WHERE t.suggestion_id = s.id AND u.state NOT IN ('cancelled', 'returned')), 0) AS BIGINT), s.currency, s.shown_at
           FROM suggestion s JOIN product p ON p.id = s.product_id LEFT JOIN sales_order o ON o.id = s.taken_order_id
          WHERE s.actor_kind = $1 AND COALESCE(s.actor_id, 0) = $2 AND NOT s.is_held_out AND s.shown_at >= $3 AND s.shown_at < $4
          ORDER BY s.id DESC LIMIT $5",
    )
    .with(kind)
    .with(id)
    .with(from)
    .with(until)
    .with(most)
    .all(tx)
}
