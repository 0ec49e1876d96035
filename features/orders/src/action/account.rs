//! Opening, updating and closing a customer's account.

use super::{AccountWas, Deed, Effect, Place, Plan, Stop, deny};
use crate::account::{self, Account, AccountId, AccountStatus};
use crate::brand;
use crate::stored::one_line;
use customers::CustomerId;
use db::{Trouble, Tx};
use policy::Facts;
use serde::{Deserialize, Serialize};

/// What else is agreed: names and values.
pub type Details = serde_json::Map<String, serde_json::Value>;

/// Opens an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAccount {
    pub brand: String,
    pub customer: CustomerId,
    pub plan: String,
    #[serde(default)]
    pub details: Details,
}

/// Changes an account's plan or details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateAccount {
    pub brand: String,
    pub account: AccountId,
    pub plan: String,
    #[serde(default)]
    pub details: Details,
    #[serde(default)]
    pub reason: String,
}

/// Closes an account for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseAccount {
    pub brand: String,
    pub account: AccountId,
    pub reason: String,
}

pub(super) fn with_customer(tx: &mut Tx<'_>, code: &str, customer: Option<CustomerId>) -> Result<Place, Stop> {
    let Some(brand) = brand::by_code(tx, code)? else { return deny("unknown_brand") };
    let country = brand::entity(tx, brand.legal_entity)?.country;
    let currency = brand.currency;
    Place::of_customer(tx, customer, brand, &country, currency)
}

/// With its holder, under the brand it was opened with: naming a milder one is no way around the rules of its own.
fn at_account(tx: &mut Tx<'_>, id: AccountId, code: &str) -> Result<Place, Stop> {
    let account = account::find(tx, id)?;
    let brand = brand::find(tx, account.brand)?;
    if brand.code != code {
        return deny("account_of_another_brand");
    }
    with_customer(tx, code, Some(account.customer))
}

/// The account named beside something else, if it is open and this customer's.
pub(super) fn refuse_unless_theirs(tx: &mut Tx<'_>, at: &Place, id: Option<AccountId>) -> Result<(), Stop> {
    let Some(id) = id else { return Ok(()) };
    match account::find(tx, id) {
        Err(Trouble::NotFound(_)) => deny("account_not_theirs"),
        Err(other) => Err(other.into()),
        Ok(account) if Some(account.customer) != at.customer => deny("account_not_theirs"),
        Ok(account) if account.status == AccountStatus::Closed => deny("account_closed"),
        Ok(_) => Ok(()),
    }
}

fn as_it_is(account: &Account) -> Result<AccountWas, Stop> {
    Ok(AccountWas {
        plan: account.plan.clone(),
        details: serde_json::Value::Object(account.details()?),
    })
}

fn open_one(tx: &mut Tx<'_>, id: AccountId) -> Result<Account, Stop> {
    let account = account::find(tx, id)?;
    if account.status == AccountStatus::Closed { deny("account_closed") } else { Ok(account) }
}

fn of_account(tx: &mut Tx<'_>, at: &Place, id: AccountId, facts: Facts) -> Result<Facts, Stop> {
    let account = account::find(tx, id)?;
    let (zone, currency) = (at.brand.zone.as_str(), at.currency);
    let opened = super::facts::day_of(account.opened_at, zone);
    let owed = crate::charge::owed_on(tx, id, currency)?;
    Ok(facts
        .with("account.balance", owed)
        .with("account.status", account.status.word())
        .with("account.opened_on", opened))
}

impl Deed for OpenAccount {
    fn verb(&self) -> String {
        "open_account".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        with_customer(tx, &self.brand, Some(self.customer))
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let held = account::of(tx, at.customer.unwrap_or(self.customer))?
            .into_iter()
            .find(|account| account.status == AccountStatus::Open);
        Ok(facts.with("account.status", held.map_or("none", |account| account.status.word())))
    }

    fn plan(&self, _: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let plan = one_line(&self.plan, 60);
        if plan.is_empty() {
            return deny("nothing_chosen");
        }
        let customer = at.customer.unwrap_or(self.customer);
        let details = serde_json::Value::Object(self.details.clone());
        Ok(Plan {
            effects: vec![Effect::OpensAccount { customer, plan, details, brand: Some(at.brand.id) }],
            ..Plan::default()
        })
    }

    fn reason(&self) -> &'static str {
        "account"
    }
}

impl Deed for UpdateAccount {
    fn verb(&self) -> String {
        "update_account".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        at_account(tx, self.account, &self.brand)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        of_account(tx, at, self.account, facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, _: &Place) -> Result<Plan, Stop> {
        let account = open_one(tx, self.account)?;
        let plan = one_line(&self.plan, 60);
        if plan.is_empty() {
            return deny("nothing_chosen");
        }
        if account.plan == plan && account.details()? == self.details {
            return deny("nothing_changes");
        }
        let details = serde_json::Value::Object(self.details.clone());
        Ok(Plan {
            effects: vec![Effect::UpdatesAccount { account: account.id.0, plan, details, before: Some(as_it_is(&account)?) }],
            ..Plan::default()
        })
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

impl Deed for CloseAccount {
    fn verb(&self) -> String {
        "close_account".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        at_account(tx, self.account, &self.brand)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        of_account(tx, at, self.account, facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let account = open_one(tx, self.account)?;
        let owed = crate::charge::owed_on(tx, account.id, at.currency)?;
        let plan = Plan {
            effects: vec![Effect::ClosesAccount { account: account.id.0, before: Some(as_it_is(&account)?), owed: Some(owed) }],
            ..Plan::default()
        };
        Ok(plan.finally("account_closed"))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
