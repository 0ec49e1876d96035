//! Whom something is done for, and what its form offers to choose from.

use crate::account::{self, Account, AccountId};
use crate::balance::{self, Balance, BalanceId};
use crate::bill::ChargeId;
use crate::brand::{self, Brand};
use crate::charge::{self, Charge};
use crate::order::Order;
use crate::payment_method::{self, Method};
use crate::plans::{self, SubscriptionPlan};
use crate::rate_cards;
use crate::record_type::{self, RecordType};
use crate::records::{self, Record};
use crate::subscription::{self, Subscription};
use customers::{CustomerId, name_of};
use db::{Trouble, Tx};
use kit::{Currency, Money};
use rates::RateCard;
use web::{Fields, Problem, Site};

/// The newest orders a service can be charged to.
const ORDERS: i64 = 20;

/// A plan of a brand at one of its prices.
pub(super) struct Offer {
    pub brand: Brand,
    pub plan: SubscriptionPlan,
    pub price: Money,
}

impl Offer {
    /// What the form names it by; a plan's code has no colon.
    pub(super) fn key(&self) -> String {
        format!("{}:{}:{}", self.brand.code, self.price.currency.code(), self.plan.code)
    }
}

/// The customer, what they have with us, and what the form is about.
pub(super) struct Whom {
    pub id: CustomerId,
    pub name: String,
    pub brands: Vec<Brand>,
    pub methods: Vec<Method>,
    pub accounts: Vec<Account>,
    pub orders: Vec<Order>,
    pub cards: Vec<RateCard>,
    pub types: Vec<RecordType>,
    /// The catalogue of plans: its brand, the plan, what it costs in one currency.
    pub offers: Vec<Offer>,
    pub account: Option<Account>,
    pub charge: Option<Charge>,
    pub subscription: Option<Subscription>,
    pub balance: Option<Balance>,
    pub record: Option<(Record, RecordType)>,
}

impl Whom {
    pub(super) async fn read(site: &Site, customer: i64, typed: &Fields) -> Result<Self, Problem> {
        let typed = typed.clone();
        Ok(site.db().read(move |tx| Self::of(tx, customer, &typed)).await?)
    }

    fn of(tx: &mut Tx<'_>, customer: i64, typed: &Fields) -> Result<Self, Trouble> {
        let id = customers::current(tx, CustomerId(customer))?;
        let cards = rate_cards::all(tx)?.iter().map(rate_cards::Kept::card).collect::<Result<_, _>>()?;
        Ok(Self {
            name: name_of(tx, id)?,
            brands: brand::all(tx)?,
            methods: payment_method::of(tx, id)?,
            accounts: account::of(tx, id)?,
            orders: crate::orders::of_customer(tx, id, None, ORDERS)?,
            cards,
            types: record_type::all(tx)?,
            offers: offers(tx)?,
            account: theirs(tx, typed, "account", id, |tx, key| account::find(tx, AccountId(key)), |found| Some(found.customer))?,
            charge: theirs(tx, typed, "charge", id, |tx, key| charge::find(tx, ChargeId(key)), |found| Some(found.customer))?,
            subscription: theirs(tx, typed, "subscription", id, subscription::find, |found| Some(found.customer))?,
            balance: theirs(tx, typed, "balance", id, |tx, key| balance::find(tx, BalanceId(key)), |found| found.customer)?,
            record: theirs(tx, typed, "record", id, with_type, |(found, _)| found.customer)?,
            id,
        })
    }

    /// The rate card chosen.
    pub(super) fn card(&self, typed: &Fields) -> Option<&RateCard> {
        let chosen = typed.optional("card")?;
        self.cards.iter().find(|card| card.name == chosen)
    }

    /// The plan chosen.
    pub(super) fn offer(&self, typed: &Fields) -> Option<&Offer> {
        let chosen = typed.optional("offer")?;
        self.offers.iter().find(|offer| offer.key() == chosen)
    }

    /// The record type chosen, or the only one there is.
    pub(super) fn record_type(&self, typed: &Fields) -> Option<&RecordType> {
        match typed.optional("type") {
            Some(code) => self.types.iter().find(|one| one.code == code),
            None => self.types.first().filter(|_| self.types.len() == 1),
        }
    }

    /// The currency amounts are typed in: that of the thing it is about, else of the brand chosen.
    pub(super) fn currency(&self, typed: &Fields) -> Currency {
        let own = self.charge.as_ref().map(|charge| charge.currency);
        let own = own.or_else(|| self.subscription.as_ref().map(|found| found.price().currency));
        let own = own.or_else(|| self.balance.as_ref().map(|balance| balance.currency));
        let brand = typed.optional("brand").and_then(|code| self.brands.iter().find(|brand| brand.code == code));
        own.or_else(|| brand.or(self.brands.first()).map(|brand| brand.currency)).unwrap_or(Currency::EUR)
    }

    /// The brand of what it is about, by its code, where a request has to name it.
    pub(super) fn own_brand(&self) -> Option<&str> {
        let of_account = self.account.as_ref().map(|account| account.brand);
        let own = of_account.or_else(|| self.record.as_ref().map(|(record, _)| record.brand))?;
        self.brands.iter().find(|brand| brand.id == own).map(|brand| brand.code.as_str())
    }
}

/// All plans on offer, each once for every currency it is sold in.
fn offers(tx: &mut Tx<'_>) -> Result<Vec<Offer>, Trouble> {
    let mut all = Vec::new();
    for brand in brand::all(tx)? {
        for plan in plans::of_brand(tx, brand.id)?.into_iter().filter(|plan| plan.archived_at.is_none()) {
            for price in plans::prices(tx, plan.id)? {
                all.push(Offer { brand: brand.clone(), plan: plan.clone(), price });
            }
        }
    }
    Ok(all)
}

fn with_type(tx: &mut Tx<'_>, key: i64) -> Result<(Record, RecordType), Trouble> {
    let record = records::find(tx, key)?;
    let of_type = record_type::find(tx, record.record_type)?;
    Ok((record, of_type))
}

/// What the form names, if it is this customer's; anything else is not there.
fn theirs<T>(
    tx: &mut Tx<'_>,
    typed: &Fields,
    name: &'static str,
    customer: CustomerId,
    find: impl FnOnce(&mut Tx<'_>, i64) -> Result<T, Trouble>,
    owner: impl FnOnce(&T) -> Option<CustomerId>,
) -> Result<Option<T>, Trouble> {
    let Some(key) = typed.number(name) else { return Ok(None) };
    let found = find(tx, key)?;
    if owner(&found) == Some(customer) {
        Ok(Some(found))
    } else {
        Err(Trouble::NotFound(name))
    }
}
