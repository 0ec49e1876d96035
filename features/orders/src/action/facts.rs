//! What a policy may ask about any action, read from where it happens. The names are those of the table in `base/policy`.

use super::parts::Wanted;
use super::{Effect, Pay, Place, Plan, Stop};
use crate::address::{self, AddressKind};
use crate::bill::{self, BillOf};
use crate::exact::{plus, sum};
use crate::papers::{self, PaperKind};
use crate::payment_method;
use crate::payments::{self, PaymentKind};
use crate::product::by_sku;
use crate::unit::{Unit, UnitState};
use crate::verification::{self, Within};
use crate::{balance, limits, stock};
use agents::{AgentId, roles};
use customers::CustomerId;
use db::{Actor, Trouble, Tx, sql};
use kit::{Moment, Money};
use policy::Facts;

/// What every action tells.
pub(super) fn of(tx: &mut Tx<'_>, actor: Actor, verb: &str, at: &Place, plan: Option<&Plan>, within: Within) -> Result<Facts, Trouble> {
    let amount = plan.map_or_else(|| Ok(at.currency.zero()), |plan| at_stake(at, plan))?;
    let zone = at.brand.zone.as_str();
    let today = limits::today(tx, actor, verb, at.currency, zone)?;
    let facts = Facts::new()
        .with("today", day_of(tx.now(), zone))
        .with_known("exchange.difference", plan.and_then(difference))
        .with("brand", at.brand.code.as_str())
        .with("action.amount", amount)
        .with("actor.role", role_of(tx, actor)?)
        .with("actor.actions_today", today.times)
        .with("actor.amount_today", today.amount);
    let facts = of_what_is_given(tx, actor, verb, at, plan, facts)?;
    let facts = of_customer(tx, actor, at, within, facts)?;
    of_order(tx, verb, at, facts)
}

/// What gives money away is counted over all such actions together.
fn of_what_is_given(tx: &mut Tx<'_>, actor: Actor, verb: &str, at: &Place, plan: Option<&Plan>, facts: Facts) -> Result<Facts, Trouble> {
    if !policy::GIVES_AWAY.contains(&verb) {
        return Ok(facts);
    }
    let given = plan.map_or_else(|| Ok(at.currency.zero()), |plan| given_away(at, plan))?;
    let today = limits::today(tx, actor, limits::GIVEN, at.currency, &at.brand.zone)?;
    Ok(facts.with("action.given", given).with("actor.given_today", today.amount))
}

/// Money that goes back and credit that is given while the customer keeps everything, or what is taken off a bill that was not
/// paid yet: nothing if goods come back for it, or never leave.
pub(super) fn given_away(at: &Place, plan: &Plan) -> Result<Money, Trouble> {
    let for_goods = |state: &UnitState| matches!(state, UnitState::Cancelled | UnitState::Returned | UnitState::Returning);
    if plan.unit_states.iter().any(|(_, state)| for_goods(state)) {
        return Ok(at.currency.zero());
    }
    let back = plan.all_movements().filter(|movement| movement.kind == PaymentKind::Refund);
    let back = sum(at.currency, back.map(|movement| movement.amount))?;
    let given = plus(back, sum(at.currency, plan.grants.iter().map(|grant| grant.amount).chain(loaded(plan)))?)?;
    // What goes back is taken off the bill, too: the larger of both counts, and nothing twice.
    let billed = sum(at.currency, plan.all_entries().map(|entry| entry.amount.gross))?;
    Ok(Money::new(given.minor.max(billed.minor.saturating_neg()), at.currency))
}

/// Money of ours that becomes a customer's as a gift card or store credit.
fn loaded(plan: &Plan) -> impl Iterator<Item = Money> {
    plan.effects.iter().filter_map(|effect| match effect {
        Effect::LoadsBalance { amount, .. } => Some(*amount),
        _ => None,
    })
}

/// What an exchange costs more, or less, than what comes back was worth.
fn difference(plan: &Plan) -> Option<Money> {
    plan.effects.iter().find_map(|effect| match effect {
        Effect::Exchanges { difference, .. } => Some(*difference),
        _ => None,
    })
}

/// A day as policies write it: one of the brand's, where its days begin.
pub(super) fn day_of(at: Moment, zone: &str) -> String {
    at.in_zone(zone).date().to_string()
}

fn of_customer(tx: &mut Tx<'_>, actor: Actor, at: &Place, within: Within, facts: Facts) -> Result<Facts, Trouble> {
    let Some(customer) = at.customer else { return Ok(facts) };
    let year_ago = tx.now().plus_seconds(-365 * 86_400);
    // Actions stay with whom they were done for; whoever was merged into this customer is this customer.
    let refunds: i64 = sql("WITH RECURSIVE same (id) AS (
             SELECT id FROM customer WHERE id = $1
              UNION
             SELECT c.id FROM customer c JOIN same ON c.merged_into = same.id)
         SELECT COUNT(*) FROM action
          WHERE customer_id IN (SELECT id FROM same) AND verb IN ('refund', 'goodwill') AND done_at > $2")
    .with(customer)
    .with(year_ago)
    .only(tx, "action")?;
    let since = customers::find(tx, customer)?.created_at;
    let country = country_of(tx, customer)?;
    Ok(facts
        .with("customer.verified", verification::strength(tx, customer, within)?)
        .with("customer.owns_order", at.may_be_seen_by(actor))
        .with("customer.owns_account", at.may_be_seen_by(actor))
        .with("customer.since", day_of(since, &at.brand.zone))
        .with_known("customer.country", country)
        .with("customer.tags", customers::tags::of(tx, customer)?)
        .with("customer.refunds_last_year", refunds))
}

/// Where the customer lives, as their own address says; not known without one.
fn country_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<String>, Trouble> {
    for kind in [AddressKind::Billing, AddressKind::Shipping] {
        if let Some(held) = address::default_of(tx, customer, kind)? {
            return Ok(Some(held.address()?.country));
        }
    }
    Ok(None)
}

fn of_order(tx: &mut Tx<'_>, verb: &str, at: &Place, facts: Facts) -> Result<Facts, Trouble> {
    let Some(order) = &at.order else { return Ok(facts) };
    let done: i64 = sql("SELECT COUNT(*) FROM action WHERE order_id = $1 AND verb = $2")
        .with(order.id)
        .with(verb)
        .only(tx, "action")?;
    let moved = |kind| at.payments.iter().filter(move |line| line.kind == kind && line.holds());
    let captured = sum(at.currency, moved(PaymentKind::Capture).map(payments::Payment::amount))?;
    let refunded = sum(at.currency, moved(PaymentKind::Refund).map(payments::Payment::amount))?;
    let paid_at = moved(PaymentKind::Capture).next().map(|line| line.entered_at);
    let invoiced = papers::of(tx, BillOf::Order(order.id))?.into_iter().find(|paper| paper.kind == PaperKind::Invoice);
    let day = |moment| day_of(moment, &at.brand.zone);
    let open = if order.due().is_positive() { order.due() } else { at.currency.zero() };
    Ok(facts
        .with("action.times_done", done)
        .with("order.number", order.number.as_str())
        .with("order.status", order.status.word())
        .with("order.country", order.country.as_str())
        .with("order.total", order.total())
        .with("order.paid", captured)
        .with("order.refunded", refunded)
        .with("order.refundable", order.paid())
        .with("order.paid_in_full", !order.due().is_positive())
        .with("order.placed_on", day(order.placed_at))
        .with_known("order.paid_on", paid_at.map(day))
        .with_known("order.shipped_on", order.shipped_at.map(day))
        .with_known("order.delivered_on", order.delivered_at.map(day))
        .with_known("order.invoiced_on", invoiced.as_ref().map(|paper| day(paper.issued_at)))
        .with("invoice.issued", invoiced.is_some())
        .with("invoice.open", open))
}

/// What can be said of the pieces chosen. The day of delivery is then theirs: that of the piece that came first.
pub(super) fn of_units(at: &Place, chosen: &[Unit], facts: Facts) -> Facts {
    let skus: Vec<String> = chosen.iter().map(|unit| unit.sku.clone()).collect();
    let returned = chosen.iter().any(|unit| matches!(unit.state, UnitState::Returning | UnitState::Returned));
    let delivered = chosen.iter().filter_map(|unit| unit.delivered_at).min();
    // A piece without a category has the empty one: left out, it would slip under “every piece is of one of these”.
    let categories = each_once(chosen.iter().map(|unit| unit.category.as_str()));
    let states = each_once(chosen.iter().map(|unit| unit.state.word()));
    let in_order = chosen.iter().all(|unit| at.units.iter().any(|own| own.id == unit.id));
    facts
        .with("items.quantity", chosen.len() as i64)
        .with("items.skus", skus)
        .with("items.categories", categories)
        .with("items.states", states)
        .with("items.in_order", in_order)
        .with("items.already_returned", returned)
        .with_known("order.delivered_on", delivered.map(|moment| day_of(moment, &at.brand.zone)))
}

fn each_once<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let all: std::collections::BTreeSet<&str> = words.collect();
    all.into_iter().map(str::to_owned).collect()
}

/// How it is paid, if anybody said so. A customer who pays later pays by invoice.
pub(super) fn of_payment(tx: &mut Tx<'_>, at: &Place, pay: Option<&Pay>, facts: Facts) -> Result<Facts, Stop> {
    let Some(pay) = pay else {
        return Ok(facts.with("payment.method", "invoice").with("payment.valid", true));
    };
    let method = payment_method::find(tx, pay.method)?;
    let theirs = at.customer == Some(method.customer) && method.archived_at.is_none();
    let facts = facts.with("payment.method", method.kind.word()).with("payment.valid", theirs);
    match method.balance {
        Some(id) if theirs => Ok(facts.with("payment.balance", balance::spendable(tx, id)?)),
        _ => Ok(facts),
    }
}

/// How an order is paid in several parts. A balance that pays only a part is not asked to cover all of it; that it covers
/// its part, the plan sees to.
pub(super) fn of_payments(tx: &mut Tx<'_>, at: &Place, pays: &[Pay], facts: Facts) -> Result<Facts, Stop> {
    let mut described = pays.first();
    let mut all_theirs = true;
    for pay in pays {
        let method = payment_method::find(tx, pay.method)?;
        all_theirs &= at.customer == Some(method.customer) && method.archived_at.is_none();
        if !method.kind.is_balance() {
            described = Some(pay);
        }
    }
    Ok(of_payment(tx, at, described, facts)?.with("payment.valid", all_theirs))
}

/// What is at stake: money, or goods where they are worth more than the money that moves for them.
pub(super) fn at_stake(at: &Place, plan: &Plan) -> Result<Money, Trouble> {
    if let Some(stake) = plan.stake {
        return Ok(stake);
    }
    let (money, goods) = (money_at_stake(at, plan)?, goods_at_stake(at, plan)?);
    Ok(if goods.minor > money.minor { goods } else { money })
}

/// What pieces are worth that we send for nothing or take back: at the price they were sold for, what comes back at what is
/// paid back for it.
fn goods_at_stake(at: &Place, plan: &Plan) -> Result<Money, Trouble> {
    let mut worth = Vec::new();
    for effect in &plan.effects {
        match effect {
            Effect::SendsAgain { units, .. } => {
                let sent = at.units.iter().filter(|unit| units.contains(&unit.id));
                worth.extend(sent.map(|unit| Money::new(unit.price_minor, at.currency)));
            }
            Effect::Exchanges { .. } => worth.extend(plan.new_units.iter().map(|unit| unit.price)),
            Effect::OpensReturn(new) if !new.is_exchange => {
                for unit in &new.units {
                    worth.push(bill::of_unit(at.currency, &at.entries, *unit)?.gross);
                }
            }
            _ => {}
        }
    }
    sum(at.currency, worth)
}

/// What it costs us or the customer: what goes back and what is granted; else what is taken off the bill; else what is taken.
fn money_at_stake(at: &Place, plan: &Plan) -> Result<Money, Trouble> {
    let moved = |kind| plan.all_movements().filter(move |movement| movement.kind == kind).map(|movement| movement.amount);
    let back = sum(at.currency, moved(PaymentKind::Refund))?;
    let given = plus(back, sum(at.currency, plan.grants.iter().map(|grant| grant.amount).chain(loaded(plan)))?)?;
    if given.is_positive() {
        return Ok(given);
    }
    let billed = sum(at.currency, plan.all_entries().map(|entry| entry.amount.gross))?;
    if billed.is_negative() {
        return crate::exact::negated(billed);
    }
    let taken = sum(at.currency, moved(PaymentKind::Capture))?;
    Ok(if billed.minor > taken.minor { billed } else { taken })
}

/// The role somebody acts in: a built-in word, a role's own name, or what they are if they are no agent.
pub(crate) fn role_of(tx: &mut Tx<'_>, actor: Actor) -> Result<String, Trouble> {
    let agent = match actor {
        Actor::Agent(id) => AgentId(id),
        Actor::ApiToken(id) => match acts_for(tx, id)? {
            Some(owner) => owner,
            None => return Ok("api_token".into()),
        },
        Actor::Customer(_) | Actor::Automation(_) | Actor::System => return Ok(actor.kind().into()),
    };
    let role = agents::agents::find(tx, agent)?.role;
    let role = roles::find(tx, role)?;
    Ok(role.built_in.map_or(role.name, |built_in| built_in.word().to_owned()))
}

/// The agent a personal token acts for; a service token acts for the company and for nobody, whoever made it.
pub(crate) fn acts_for(tx: &mut Tx<'_>, token: i64) -> Result<Option<AgentId>, Trouble> {
    sql("SELECT agent_id FROM api_token WHERE id = $1 AND NOT is_service").with(token).one(tx)
}

/// The agent a token belongs to, who made it if it is a service token: nobody decides on what their own program asked for.
pub(crate) fn owner_of(tx: &mut Tx<'_>, token: i64) -> Result<Option<AgentId>, Trouble> {
    sql("SELECT agent_id FROM api_token WHERE id = $1").with(token).one(tx)
}

/// Whether everything wanted is there now.
pub(super) fn all_in_stock(tx: &mut Tx<'_>, wanted: &[Wanted]) -> Result<bool, Stop> {
    for line in wanted {
        let Some(variant) = by_sku(tx, &line.sku)? else { return Ok(false) };
        if !variant.is_on_sale() || stock::level(tx, variant.id)?.is_some_and(|level| level < line.count) {
            return Ok(false);
        }
    }
    Ok(true)
}
