//! Changing what a subscription is for: the rest of the running period is credited at the old price and charged at the new
//! one, day by day exact by the rule of the crate `rates`. What it costs more is a charge of its own, invoiced at once; what it
//! costs less is taken off the charges of the running period, and what was paid too much goes back. A plan with periods of
//! another length begins them today.

use super::cancel::with_money_final;
use super::offer::{self, Offer};
use super::subscribe::{at_subscription, facts_of, invoiced, new_charge};
use super::unused::{self, UNUSED_DAYS, turned};
use super::{Deed, Effect, Place, Plan, Stop, deny, facts};
use crate::bill::{EntryKind, NewEntry};
use crate::charge::NewCharge;
use crate::days::{begin_of, day_at};
use crate::exact::{fault, sum};
use crate::subscription::{self, NewPeriods, NewTerms, Subscription};
use crate::tax::{rate_of, split};
use db::Tx;
use jiff::civil::Date;
use kit::Money;
use policy::{Facts, Words};
use rates::{Change, Every, Line, LineKind};
use serde::{Deserialize, Serialize};

/// Changes plan and price of a subscription from today on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSubscription {
    pub subscription: i64,
    /// The code of a plan of the catalogue; with a price of its own, a name.
    pub plan: String,
    /// Typed instead of the catalogue's, by who may; the periods stay as they are then.
    #[serde(default)]
    pub price: Option<Money>,
    #[serde(default)]
    pub reason: String,
}

impl ChangeSubscription {
    fn offer(&self, tx: &mut Tx<'_>, at: &Place, found: &Subscription) -> Result<Offer, Stop> {
        match self.price {
            Some(price) if price.currency != at.currency => deny("two_currencies"),
            Some(price) => offer::typed(&self.plan, price, &found.tax_class, found.every()),
            None => offer::of_catalogue(tx, at, &self.plan),
        }
    }
}

fn plan(name: &str, price: Money, every: Every) -> rates::Plan {
    rates::Plan { name: name.into(), title: Words::same(name), price, every }
}

/// What is credited and charged today; nothing if the running period is over.
fn lines(at: &Place, found: &Subscription, offer: &Offer, today: Date) -> Result<Vec<Line>, Stop> {
    let zone = at.brand.zone.as_str();
    let period = found.period(zone);
    if today >= period.until {
        return Ok(Vec::new());
    }
    let old = rates::Subscription {
        starts_on: period.from,
        anchor: found.anchor(zone),
        trial_until: None,
        plan: plan(&found.plan, found.price(), found.every()),
        changes: Vec::new(),
    };
    let to = Some(plan(&offer.plan, offer.price, offer.every));
    let new = rates::Subscription { changes: vec![Change { on: today, to }], ..old.clone() };
    let tomorrow = today.tomorrow().map_err(|_| Stop::Denied("nothing_chosen"))?;
    let of =
        |subscription: &rates::Subscription| rates::lines(subscription, period.from, tomorrow).map_err(|_| Stop::Denied("nothing_chosen"));
    // What is billed with the change, less what was billed without it: on the first day that credits the whole period.
    let (before, mut after) = (of(&old)?, of(&new)?);
    for billed in before {
        if let Some(place) = after.iter().position(|line| *line == billed) {
            after.remove(place);
        } else {
            let amount = billed.amount.negated().map_err(fault)?;
            after.insert(0, Line { kind: LineKind::Credit, amount, ..billed });
        }
    }
    Ok(after)
}

/// Periods of another length begin anew today.
fn periods(at: &Place, found: &Subscription, offer: &Offer, today: Date) -> Result<Option<NewPeriods>, Stop> {
    if offer.every == found.every() {
        return Ok(None);
    }
    let Some(until) = offer.every.boundary(today, 1) else { return deny("nothing_chosen") };
    Ok(Some(NewPeriods {
        every: offer.every,
        anchor_on: today.to_string(),
        period_from: begin_of(today, &at.brand.zone)?.0,
        period_until: begin_of(until, &at.brand.zone)?.0,
    }))
}

impl Deed for ChangeSubscription {
    fn verb(&self) -> String {
        "change_subscription".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        at_subscription(tx, self.subscription)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts_of(tx, at, self.subscription, facts)?.with("price.typed", self.price.is_some()))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let found = subscription::find(tx, self.subscription)?;
        if found.ended_at.is_some() {
            return deny("subscription_ended");
        }
        let offer = self.offer(tx, at, &found)?;
        if offer.plan == found.plan && offer.price == found.price() && offer.every == found.every() {
            return deny("nothing_changes");
        }
        let zone = at.brand.zone.as_str();
        let today = day_at(tx.now(), zone).max(found.period(zone).from);
        let lines = lines(at, &found, &offer, today)?;
        let anew = if lines.is_empty() { None } else { periods(at, &found, &offer, today)? };
        if lines.is_empty() && offer.every != found.every() {
            return deny("period_is_over");
        }
        let mut plan = billed(tx, at, &found, &offer, lines, &self.reason)?;
        // Who changes to something dearer gives nothing away, however much it costs.
        plan.stake = Some(facts::given_away(at, &plan)?);
        let terms = NewTerms {
            plan: offer.plan,
            plan_id: offer.plan_id,
            price: offer.price,
            tax_class: offer.tax_class,
            anew,
        };
        plan.effects.push(Effect::SubscriptionChanges { subscription: found.id, terms });
        Ok(plan)
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// The lines with their tax: what is credited by the old class, what is charged by the new one.
fn entries(
    tx: &mut Tx<'_>,
    at: &Place,
    found: &Subscription,
    offer: &Offer,
    lines: Vec<Line>,
) -> Result<(Vec<NewEntry>, Vec<NewEntry>), Stop> {
    let (mut credits, mut fees) = (Vec::new(), Vec::new());
    for line in lines {
        let is_credit = line.kind == LineKind::Credit;
        let class = if is_credit { &found.tax_class } else { &offer.tax_class };
        let rate = rate_of(tx, &at.country, class, tx.now())?;
        let amount = split(line.amount, rate, at.brand.prices_include_tax).map_err(fault)?;
        let kind = if is_credit { EntryKind::Credit } else { EntryKind::Fee };
        let entry = NewEntry { unit: None, kind, label: line.plan, tax_class: class.clone(), rate, amount };
        if is_credit { credits.push(entry) } else { fees.push(entry) }
    }
    Ok((credits, fees))
}

/// Puts the lines on bills: a new charge if it costs more, else the charges of the running period, the newest first.
fn billed(tx: &mut Tx<'_>, at: &Place, found: &Subscription, offer: &Offer, lines: Vec<Line>, reason: &str) -> Result<Plan, Stop> {
    let (credits, fees) = entries(tx, at, found, offer, lines)?;
    if offer.every != found.every() {
        return begun_anew(tx, at, found, offer, credits, fees, reason);
    }
    let difference = sum(at.currency, credits.iter().chain(&fees).map(|entry| entry.amount.gross))?;
    if difference.is_zero() {
        return Ok(Plan::default());
    }
    if difference.is_positive() {
        let new = NewCharge { label: offer.plan.clone(), total: difference, ..new_charge(at, found) };
        let entries = credits.into_iter().chain(fees).collect();
        let effects = vec![Effect::MakesCharge(new)];
        return Ok(invoiced(Plan { entries, effects, ..Plan::default() }));
    }
    let charges = unused::charges_of(tx, at, found)?;
    let off = turned(at.currency, &credits)?;
    let beside = unused::taken_off(&charges, fees, off, &found.plan, reason)?;
    Ok(with_money_final(Plan { beside, ..Plan::default() }))
}

/// Periods that begin anew are a charge of their own, and what is left of the old one goes back as if it ended: a later end
/// finds on the new charge all that the new period was billed.
fn begun_anew(
    tx: &mut Tx<'_>,
    at: &Place,
    found: &Subscription,
    offer: &Offer,
    credits: Vec<NewEntry>,
    fees: Vec<NewEntry>,
    reason: &str,
) -> Result<Plan, Stop> {
    let charges = unused::charges_of(tx, at, found)?;
    let off = unused::in_proportion(at, &charges, turned(at.currency, &credits)?)?;
    let total = sum(at.currency, fees.iter().map(|entry| entry.amount.gross))?;
    let new = NewCharge { label: offer.plan.clone(), total, ..new_charge(at, found) };
    let plan = Plan {
        entries: fees,
        beside: unused::taken_off(&charges, Vec::new(), off, UNUSED_DAYS, reason)?,
        effects: vec![Effect::MakesCharge(new)],
        ..Plan::default()
    };
    Ok(invoiced(with_money_final(plan)))
}
