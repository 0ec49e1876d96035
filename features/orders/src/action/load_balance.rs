//! Giving a customer money of ours: a gift card, store credit, or more on one of them. Under the policy like every action,
//! so that a limit, a day's sum and a second person's yes hold here, too.

use super::account::with_customer;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::balance::{self, Balance, BalanceId, BalanceKind};
use crate::exact::plus;
use customers::CustomerId;
use db::Tx;
use kit::{Moment, Money};
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Issues a gift card, gives store credit, or adds to a balance there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadBalance {
    pub brand: String,
    /// Whose it is. Store credit is always somebody's; a gift card without is whoever's holds it.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    pub kind: BalanceKind,
    /// The balance to add to; a new one without.
    #[serde(default)]
    pub balance: Option<BalanceId>,
    pub amount: Money,
    pub reason: String,
    /// When a new gift card stops being worth anything, as RFC 3339 has it.
    #[serde(default)]
    pub expires_at: Option<String>,
}

impl LoadBalance {
    /// The balance to add to, if it is open, of this kind, and nobody else's.
    fn held(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Option<Balance>, Stop> {
        let Some(id) = self.balance else { return Ok(None) };
        let held = balance::find(tx, id)?;
        if held.kind != self.kind || (held.customer.is_some() && held.customer != at.customer) {
            return deny("balance_not_theirs");
        }
        if held.closed_at.is_some() || held.expires_at.is_some_and(|at| at <= tx.now()) {
            return deny("balance_closed");
        }
        if held.currency != self.amount.currency {
            return deny("two_currencies");
        }
        plus(balance::level(tx, id)?, self.amount)?;
        Ok(Some(held))
    }

    fn expiry(&self, now: Moment) -> Result<Option<Moment>, Stop> {
        let Some(written) = self.expires_at.as_deref() else { return Ok(None) };
        let read: Result<jiff::Timestamp, _> = written.parse();
        match read.map(|at| Moment(at.as_microsecond())) {
            Ok(at) if at > now => Ok(Some(at)),
            _ => deny("over_before_it_begins"),
        }
    }
}

impl Deed for LoadBalance {
    fn verb(&self) -> String {
        "load_balance".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        let mut place = with_customer(tx, &self.brand, self.customer)?;
        place.currency = self.amount.currency;
        Ok(place)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts.with("balance.kind", self.kind.word()))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        if !self.amount.is_positive() {
            return deny("nothing_chosen");
        }
        if self.kind == BalanceKind::StoreCredit && at.customer.is_none() {
            return deny("no_customer");
        }
        let held = self.held(tx, at)?;
        let now = tx.now();
        let effect = Effect::LoadsBalance {
            balance: held.map(|held| held.id.0),
            kind: self.kind,
            customer: at.customer,
            amount: self.amount,
            reason: self.reason.clone(),
            expires_at: self.expiry(now)?,
        };
        Ok(Plan { effects: vec![effect], ..Plan::default() }.finally("balance_loaded"))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
