//! What became of a suggestion: shown or kept back, offered, taken or declined.
//!
//! One row a case: the same thing in the same conversation is one, however often its page is drawn. “Bought” is whatever the
//! customer ordered in time, shown or not; “taken” is what was offered before. A piece counts for one suggestion only.

use super::{Answer, Asking, Because, Kind, RuleId, Suggestion, settings};
use crate::order::OrderId;
use crate::product::{ProductId, VariantId};
use crate::unit::UnitId;
use crate::{Event, orders, unit};
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};

db::id!(
    /// The key of a suggestion that was shown.
    SuggestionId
);

const DAY: i64 = 86_400;

/// A suggestion as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Shown {
    pub id: SuggestionId,
    pub customer: CustomerId,
    pub conversation: Option<i64>,
    pub order: Option<OrderId>,
    pub rule: Option<RuleId>,
    pub because: Option<ProductId>,
    pub kind: Kind,
    pub product: ProductId,
    pub variant: VariantId,
    pub any_variant: bool,
    pub unit: Option<UnitId>,
    pub is_held_out: bool,
    pub currency: Currency,
    pub shown_at: Moment,
    pub offered_at: Option<Moment>,
    pub declined_at: Option<Moment>,
    pub bought_at: Option<Moment>,
    pub taken_at: Option<Moment>,
    pub taken_order: Option<OrderId>,
}

/// Writes down what an answer shows or keeps back, and gives each suggestion its key.
pub fn show(work: &mut Work<'_>, asking: &Asking, answer: &mut Answer) -> Result<(), Trouble> {
    let days = settings::read(work)?.taken_within_days;
    for suggestion in &mut answer.suggestions {
        suggestion.id = Some(case(work, asking, suggestion, false, days)?);
    }
    for suggestion in &mut answer.held_out {
        suggestion.id = Some(case(work, asking, suggestion, true, days)?);
    }
    Ok(())
}

/// The row of this case; a new one if there is none, or the last is too old to count.
fn case(work: &mut Work<'_>, asking: &Asking, suggestion: &Suggestion, held_out: bool, days: i64) -> Result<SuggestionId, Trouble> {
    let (now, conversation) = (work.now, asking.talk.as_ref().map(|talk| talk.id));
    let (rule, because) = match &suggestion.because {
        Because::Rule(rule, _) => (Some(*rule), None),
        Because::Together(product, ..) => (None, Some(*product)),
    };
    let known: Option<SuggestionId> = sql("SELECT id FROM suggestion
          WHERE customer_id = $1 AND shown_at > $2 AND product_id = $3 AND COALESCE(rule_id, 0) = $4 AND COALESCE(because_id, 0) = $5
            AND COALESCE(conversation_id, 0) = $6 AND declined_at IS NULL AND taken_at IS NULL ORDER BY id DESC LIMIT 1")
    .with(asking.customer)
    .with(now.plus_seconds(-days * DAY))
    .with(suggestion.product.id)
    .with(rule.map_or(0, |id| id.0))
    .with(because.map_or(0, |id| id.0))
    .with(conversation.unwrap_or(0))
    .one(work)?;
    if let Some(known) = known {
        return Ok(known);
    }
    let key = format!(
        "{}/{}/{}/{}/{}/{}",
        asking.customer,
        conversation.unwrap_or(0),
        rule.map_or(0, |id| id.0),
        because.map_or(0, |id| id.0),
        suggestion.product.id,
        now.seconds().div_euclid(60),
    );
    insert(work, &Row { asking, suggestion, rule, because, conversation, held_out, key })
}

struct Row<'a> {
    asking: &'a Asking,
    suggestion: &'a Suggestion,
    rule: Option<RuleId>,
    because: Option<ProductId>,
    conversation: Option<i64>,
    held_out: bool,
    key: String,
}

fn insert(work: &mut Work<'_>, row: &Row<'_>) -> Result<SuggestionId, Trouble> {
    let (now, actor, suggestion) = (work.now, work.actor, row.suggestion);
    let id: Option<SuggestionId> =
        sql("INSERT INTO suggestion (case_key, customer_id, conversation_id, order_id, rule_id, because_id, kind,
                product_id, variant_id, any_variant, unit_id, is_held_out, currency, actor_kind, actor_id, shown_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (case_key) DO NOTHING RETURNING id")
        .with(&row.key)
        .with(row.asking.customer)
        .with(row.conversation)
        .with(suggestion.order)
        .with(row.rule)
        .with(row.because)
        .with(suggestion.kind)
        .with(suggestion.product.id)
        .with(suggestion.variant.id)
        .with(suggestion.any_variant)
        .with(suggestion.instead_of)
        .with(row.held_out)
        .with(suggestion.price.currency)
        .with(actor.kind())
        .with(actor.id())
        .with(now)
        .one(work)?;
    let Some(id) = id else {
        return sql("SELECT id FROM suggestion WHERE case_key = $1").with(&row.key).only(work, "suggestion");
    };
    let (customer, conversation) = (row.asking.customer.0, row.conversation);
    work.record(&if row.held_out {
        Event::SuggestionHeldOut { customer, conversation, suggestion: id.0 }
    } else {
        Event::SuggestionShown { customer, conversation, suggestion: id.0 }
    })?;
    Ok(id)
}

/// It was offered to the customer: by a reply, on the phone, by taking an order.
pub fn offered(work: &mut Work<'_>, id: SuggestionId) -> Result<(), Trouble> {
    let (now, actor, shown) = (work.now, work.actor, find(work, id)?);
    if shown.is_held_out {
        return Err(Trouble::refused("orders-suggest-held-out"));
    }
    let first = sql("UPDATE suggestion SET offered_at = $2, actor_kind = $3, actor_id = $4 WHERE id = $1 AND offered_at IS NULL")
        .with(id)
        .with(now)
        .with(actor.kind())
        .with(actor.id())
        .run(work)?;
    if first == 0 {
        return Ok(());
    }
    work.record(&Event::SuggestionOffered { customer: shown.customer.0, conversation: shown.conversation, suggestion: id.0 })
}

/// The customer does not want it; nothing is suggested to them for a while.
pub fn declined(work: &mut Work<'_>, id: SuggestionId) -> Result<(), Trouble> {
    let (now, actor, shown) = (work.now, work.actor, find(work, id)?);
    if shown.is_held_out {
        return Err(Trouble::refused("orders-suggest-held-out"));
    }
    let first = sql(
        "UPDATE suggestion SET declined_at = $2, actor_kind = $3, actor_id = $4 WHERE id = $1 AND declined_at IS NULL AND taken_at IS NULL",
    )
    .with(id)
    .with(now)
    .with(actor.kind())
    .with(actor.id())
    .run(work)?;
    if first == 0 {
        return Ok(());
    }
    work.record(&Event::SuggestionDeclined { customer: shown.customer.0, conversation: shown.conversation, suggestion: id.0 })
}

/// The suggestion with this key.
pub fn find(tx: &mut Tx<'_>, id: SuggestionId) -> Result<Shown, Trouble> {
    sql("SELECT id, customer_id, conversation_id, order_id, rule_id, because_id, kind, product_id, variant_id, any_variant, unit_id, is_held_out,
                currency, shown_at, offered_at, declined_at, bought_at, taken_at, taken_order_id
           FROM suggestion WHERE id = $1")
    .with(id)
    .only(tx, "suggestion")
}

/// Those of this customer that may still be bought in time, the last offered first.
fn open(tx: &mut Tx<'_>, customer: CustomerId, since: Moment, at: Moment) -> Result<Vec<Shown>, Trouble> {
    sql("SELECT id, customer_id, conversation_id, order_id, rule_id, because_id, kind, product_id, variant_id, any_variant, unit_id, is_held_out,
                currency, shown_at, offered_at, declined_at, bought_at, taken_at, taken_order_id
           FROM suggestion WHERE customer_id = $1 AND (shown_at > $2 OR offered_at > $2) AND shown_at <= $3
          ORDER BY COALESCE(offered_at, 0) DESC, id DESC")
    .with(customer)
    .with(since)
    .with(at)
    .all(tx)
}

/// Pieces entered an order at this moment: whatever of it was suggested in time is marked.
pub(crate) fn bought(work: &mut Work<'_>, order: OrderId, units: &[UnitId], at: Moment) -> Result<(), Trouble> {
    if units.is_empty() {
        return Ok(());
    }
    let order = orders::find(work, order)?;
    let since = at.plus_seconds(-settings::read(work)?.taken_within_days * DAY);
    let open = open(work, order.customer, since, at)?;
    if open.is_empty() {
        return Ok(());
    }
    for id in units {
        let unit = unit::find(work, *id)?;
        let fits = |one: &&Shown| one.variant == unit.variant || (one.any_variant && one.product == unit.product);
        for shown in open.iter().filter(fits).filter(|shown| shown.bought_at.is_none() && shown.shown_at > since) {
            sql("UPDATE suggestion SET bought_at = $2 WHERE id = $1 AND bought_at IS NULL")
                .with(shown.id)
                .with(at)
                .run(work)?;
        }
        let offered = open
            .iter()
            .filter(fits)
            .find(|shown| shown.offered_at.is_some_and(|offered| offered > since && offered <= at));
        if let Some(shown) = offered {
            taken(work, shown, &order, unit.id, Money::new(unit.price_minor, order.currency), at)?;
        }
    }
    Ok(())
}

fn taken(work: &mut Work<'_>, shown: &Shown, order: &crate::Order, unit: UnitId, price: Money, at: Moment) -> Result<(), Trouble> {
    let first = sql("INSERT INTO suggestion_unit (unit_id, suggestion_id) VALUES ($1, $2) ON CONFLICT (unit_id) DO NOTHING")
        .with(unit)
        .with(shown.id)
        .run(work)?;
    if first == 0 {
        return Ok(());
    }
    sql("UPDATE suggestion SET taken_at = COALESCE(taken_at, $2), taken_order_id = COALESCE(taken_order_id, $3), currency = $4 WHERE id = $1")
        .with(shown.id)
        .with(at)
        .with(order.id)
        .with(order.currency)
        .run(work)?;
    work.record(&Event::SuggestionTaken {
        customer: shown.customer.0,
        order: order.id.0,
        suggestion: shown.id.0,
        minor: price.minor,
        currency: price.currency.code().to_owned(),
    })
}
