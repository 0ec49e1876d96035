//! Pausing a subscription and taking it up again. A pause charges nothing and gives nothing back: the period that is paid
//! runs out, and no next one begins until the customer wants it.

use super::charge::charging;
use super::subscribe::{at_subscription, facts_of, invoiced, new_charge};
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::subscription::{self, Subscription, SubscriptionState};
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Lets no further period begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseSubscription {
    pub subscription: i64,
    #[serde(default)]
    pub reason: String,
}

/// Takes a paused subscription up again. If the paid period is over, a new one begins now and is charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeSubscription {
    pub subscription: i64,
}

fn still_there(tx: &mut Tx<'_>, id: i64) -> Result<Subscription, Stop> {
    let found = subscription::find(tx, id)?;
    if found.state == SubscriptionState::Ended {
        deny("subscription_ended")
    } else {
        Ok(found)
    }
}

/// It becomes paused or active, in the period it is in.
fn becoming(found: &Subscription, paused: bool) -> Plan {
    let effects = vec![Effect::PausesSubscription { subscription: found.id, paused }];
    Plan { effects, ..Plan::default() }
}

impl Deed for PauseSubscription {
    fn verb(&self) -> String {
        "pause_subscription".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        at_subscription(tx, self.subscription)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        facts_of(tx, at, self.subscription, facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, _: &Place) -> Result<Plan, Stop> {
        let found = still_there(tx, self.subscription)?;
        if found.state == SubscriptionState::Paused {
            return deny("subscription_paused");
        }
        Ok(becoming(&found, true))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

impl Deed for ResumeSubscription {
    fn verb(&self) -> String {
        "resume_subscription".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        at_subscription(tx, self.subscription)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        facts_of(tx, at, self.subscription, facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let found = still_there(tx, self.subscription)?;
        if found.state == SubscriptionState::Active {
            return deny("subscription_runs");
        }
        if tx.now() < found.period_until {
            return Ok(becoming(&found, false));
        }
        let mut plan = invoiced(charging(tx, at, &found.tax_class, &found.plan, found.price(), new_charge(at, &found))?);
        plan.effects.push(Effect::ResumesSubscription { subscription: found.id });
        Ok(plan)
    }

    fn reason(&self) -> &'static str {
        "subscription"
    }
}
