//! Everything the page of a customer's holdings shows, read in one snapshot.

use crate::account::{self, Account};
use crate::address::{self, Held};
use crate::balance::{self, Balance, Entry};
use crate::bill::{self, BillOf};
use crate::charge::{self, Charge};
use crate::papers::{self, Paper};
use crate::payment_method::{self, Method};
use crate::payments;
use crate::record_type::{self, Definition, RecordType};
use crate::records::{self, Record};
use crate::subscription::{self, Subscription};
use customers::{CustomerId, name_of};
use db::{Trouble, Tx, sql};
use kit::{Currency, Money};

/// As many as people look through; programs page through all.
const MOST: i64 = 50;

/// A charge with what is still due of it, and the number of the order it stands on.
pub(super) struct Charged {
    pub charge: Charge,
    /// `None` where it stands on an order's bill.
    pub due: Option<Money>,
    pub order: Option<String>,
}

/// An account, and what is owed on it in each currency.
type Owing = (Account, Vec<Money>);
/// A balance, its level, and its entries.
type Ledger = (Balance, Money, Vec<Entry>);

pub(super) struct Sight {
    pub customer: CustomerId,
    pub name: String,
    /// What was just done: the verb and the amount.
    pub done: Option<(String, Money)>,
    /// Each with what is owed on it.
    pub accounts: Vec<Owing>,
    pub subscriptions: Vec<Subscription>,
    pub charges: Vec<Charged>,
    pub records: Vec<(Record, RecordType, Definition)>,
    pub types: Vec<RecordType>,
    pub addresses: Vec<Held>,
    pub methods: Vec<Method>,
    pub balances: Vec<Ledger>,
    pub papers: Vec<Paper>,
}

impl Sight {
    pub(super) fn of(tx: &mut Tx<'_>, customer: CustomerId, action: Option<i64>) -> Result<Self, Trouble> {
        let customer = customers::current(tx, customer)?;
        Ok(Self {
            name: name_of(tx, customer)?,
            done: action.map(|action| done(tx, customer, action)).transpose()?.flatten(),
            accounts: accounts(tx, customer)?,
            subscriptions: subscription::of(tx, customer)?,
            charges: charges(tx, customer)?,
            records: own(tx, customer)?,
            types: record_type::all(tx)?,
            addresses: address::of(tx, customer)?,
            methods: payment_method::of(tx, customer)?,
            balances: balances(tx, customer)?,
            papers: papers::of_customer(tx, customer, None, 10)?,
            customer,
        })
    }
}

fn done(tx: &mut Tx<'_>, customer: CustomerId, action: i64) -> Result<Option<(String, Money)>, Trouble> {
    let found: Option<(String, i64, Currency)> = sql("SELECT verb, minor, currency FROM action WHERE id = $1 AND customer_id = $2")
        .with(action)
        .with(customer)
        .one(tx)?;
    Ok(found.map(|(verb, minor, currency)| (verb, Money::new(minor, currency))))
}

/// What is owed on an account, in each currency something was charged in.
fn accounts(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Owing>, Trouble> {
    let mut all = Vec::new();
    for one in account::of(tx, customer)? {
        let currencies: Vec<Currency> = sql("SELECT DISTINCT currency FROM charge WHERE account_id = $1 ORDER BY currency")
            .with(one.id)
            .all(tx)?;
        let owed = currencies
            .into_iter()
            .map(|currency| charge::owed_on(tx, one.id, currency))
            .collect::<Result<_, _>>()?;
        all.push((one, owed));
    }
    Ok(all)
}

fn charges(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Charged>, Trouble> {
    let mut all = Vec::new();
    for charge in charge::of(tx, customer, MOST)? {
        let order = charge.order.map(|order| Ok::<_, Trouble>(crate::orders::find(tx, order)?.number)).transpose()?;
        let due = if order.is_some() { None } else { Some(due(tx, &charge)?) };
        all.push(Charged { charge, due, order });
    }
    Ok(all)
}

/// What is owed for a charge, less what was paid.
pub(in crate::pages) fn due(tx: &mut Tx<'_>, charge: &Charge) -> Result<Money, Trouble> {
    let bill = BillOf::Charge(charge.id);
    let owed = bill::total(charge.currency, &bill::of(tx, bill)?)?.gross;
    crate::exact::less(owed, payments::paid(charge.currency, &payments::of(tx, bill)?)?)
}

fn own(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<(Record, RecordType, Definition)>, Trouble> {
    let mut all = Vec::new();
    for record in records::of(tx, customer, MOST)? {
        let of_type = record_type::find(tx, record.record_type)?;
        let definition = of_type.definition()?;
        all.push((record, of_type, definition));
    }
    Ok(all)
}

fn balances(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Ledger>, Trouble> {
    let mut all = Vec::new();
    for one in balance::of(tx, customer)? {
        let (level, entries) = (balance::level(tx, one.id)?, balance::entries(tx, one.id)?);
        all.push((one, level, entries));
    }
    Ok(all)
}
