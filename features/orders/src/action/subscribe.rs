//! Subscriptions: started with a first charge, renewed by the next, ended with what was not used taken off its charges.

use super::account::{refuse_unless_theirs, with_customer};
use super::cancel::with_money_final;
use super::charge::{charging, standard};
use super::offer::{self, Offer};
use super::unused::{self, UNUSED_DAYS};
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::account::AccountId;
use crate::brand;
use crate::charge::NewCharge;
use crate::days::day_at;
use crate::exact::fault;
use crate::papers::PaperKind;
use crate::subscription::{self, NewSubscription, Subscription, SubscriptionState};
use crate::tax::{rate_of, split};
use customers::CustomerId;
use db::Tx;
use kit::{Currency, Money};
use policy::Facts;
use rates::Every;
use serde::{Deserialize, Serialize};

/// Starts a subscription; the first period is charged and invoiced at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartSubscription {
    pub brand: String,
    pub customer: CustomerId,
    #[serde(default)]
    pub account: Option<AccountId>,
    /// The code of a plan of the catalogue; with a price of its own, a name.
    pub plan: String,
    /// Another currency than the brand's.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// Typed instead of the catalogue's, by who may.
    #[serde(default)]
    pub price: Option<Money>,
    /// Beside a typed price only.
    #[serde(default = "standard")]
    pub tax_class: String,
    /// Beside a typed price only: how long each period is.
    #[serde(default)]
    pub every: Option<Every>,
}

impl StartSubscription {
    fn offer(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Offer, Stop> {
        match (self.price, self.every) {
            (Some(price), Some(every)) => offer::typed(&self.plan, price, &self.tax_class, every),
            (Some(_), None) => deny("nothing_chosen"),
            (None, _) => offer::of_catalogue(tx, at, &self.plan),
        }
    }
}

/// Charges the next period. Done before the last one is over, it is impossible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewSubscription {
    pub subscription: i64,
}

/// Ends a subscription today; days that are charged and not used are taken off its charges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndSubscription {
    pub subscription: i64,
    pub reason: String,
}

pub(super) fn at_subscription(tx: &mut Tx<'_>, id: i64) -> Result<Place, Stop> {
    let found = subscription::find(tx, id)?;
    let brand = brand::find(tx, found.brand)?;
    let mut place = with_customer(tx, &brand.code, Some(found.customer))?;
    place.currency = found.price().currency;
    place.subscription = Some(id);
    Ok(place)
}

pub(super) fn facts_of(tx: &mut Tx<'_>, at: &Place, id: i64, facts: Facts) -> Result<Facts, Stop> {
    let found = subscription::find(tx, id)?;
    let status = match found.state {
        SubscriptionState::Active => "active",
        SubscriptionState::Paused => "paused",
        SubscriptionState::Ended => "closed",
    };
    Ok(facts
        .with("subscription.status", status)
        .with("subscription.renews_on", super::facts::day_of(found.period_until, &at.brand.zone)))
}

pub(super) fn new_charge(at: &Place, found: &Subscription) -> NewCharge {
    NewCharge {
        customer: at.customer.unwrap_or(found.customer),
        account: found.account,
        order: None,
        subscription: Some(found.id),
        brand: at.brand.id,
        label: found.plan.clone(),
        rate_card: None,
        input: serde_json::Value::Null,
        steps: serde_json::Value::Null,
        is_fee: false,
        total: found.price(),
    }
}

impl Deed for StartSubscription {
    fn verb(&self) -> String {
        "start_subscription".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        let mut place = with_customer(tx, &self.brand, Some(self.customer))?;
        place.currency = self.price.map_or_else(|| self.currency.unwrap_or(place.currency), |price| price.currency);
        Ok(place)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts.with("price.typed", self.price.is_some()))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let offer = self.offer(tx, at)?;
        refuse_unless_theirs(tx, at, self.account)?;
        let customer = at.customer.unwrap_or(self.customer);
        let new = NewCharge {
            customer,
            account: self.account,
            order: None,
            subscription: None,
            brand: at.brand.id,
            label: offer.plan.clone(),
            rate_card: None,
            input: serde_json::Value::Null,
            steps: serde_json::Value::Null,
            is_fee: false,
            total: offer.price,
        };
        let mut plan = invoiced(charging(tx, at, &offer.tax_class, &offer.plan, offer.price, new)?);
        plan.effects.push(Effect::StartsSubscription(NewSubscription {
            customer,
            account: self.account,
            brand: at.brand.id,
            plan: offer.plan,
            plan_id: offer.plan_id,
            price: offer.price,
            tax_class: offer.tax_class,
            every: offer.every,
        }));
        Ok(plan)
    }

    fn reason(&self) -> &'static str {
        "subscription"
    }
}

impl Deed for RenewSubscription {
    fn verb(&self) -> String {
        "renew_subscription".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        at_subscription(tx, self.subscription)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        facts_of(tx, at, self.subscription, facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let found = subscription::find(tx, self.subscription)?;
        if found.ended_at.is_some() {
            return deny("subscription_ended");
        }
        if found.state == SubscriptionState::Paused {
            return deny("subscription_paused");
        }
        if tx.now() < found.period_until {
            return deny("period_not_over");
        }
        let mut plan = invoiced(charging(tx, at, &found.tax_class, &found.plan, found.price(), new_charge(at, &found))?);
        plan.effects.push(Effect::RenewsSubscription {
            subscription: found.id,
            period_from: found.period_until.0,
            period_until: found.next_until(&at.brand.zone)?.0,
        });
        Ok(plan)
    }

    fn reason(&self) -> &'static str {
        "subscription"
    }
}

impl Deed for EndSubscription {
    fn verb(&self) -> String {
        "cancel_subscription".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        at_subscription(tx, self.subscription)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        facts_of(tx, at, self.subscription, facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let found = subscription::find(tx, self.subscription)?;
        if found.ended_at.is_some() {
            return deny("subscription_ended");
        }
        let mut plan = Plan::default().finally("subscription_ended");
        // When is not in the plan: between preview and confirm the clock goes on, and the day alone decides what goes back.
        plan.effects.push(Effect::EndsSubscription { subscription: found.id });
        give_unused_back(tx, at, &found, &mut plan, &self.reason)?;
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Takes the days from today on off the charges of the running period, at the price that counts now.
fn give_unused_back(tx: &mut Tx<'_>, at: &Place, found: &Subscription, plan: &mut Plan, reason: &str) -> Result<(), Stop> {
    let (now, zone) = (tx.now(), at.brand.zone.as_str());
    let price = unused::share_from(found, zone, day_at(now, zone), found.price())?;
    let rate = rate_of(tx, &at.country, &found.tax_class, now)?;
    let off = split(price, rate, at.brand.prices_include_tax).map_err(fault)?.gross;
    let charges = unused::charges_of(tx, at, found)?;
    let off = unused::in_proportion(at, &charges, off)?;
    plan.beside = unused::taken_off(&charges, Vec::new(), off, UNUSED_DAYS, reason)?;
    Ok(())
}

/// A charge of a subscription is invoiced with the action that makes it.
pub(super) fn invoiced(plan: Plan) -> Plan {
    let mut plan = plan.finally("paper_issued");
    plan.effects.push(Effect::Issues { kind: PaperKind::Invoice });
    plan
}
