//! Takes what a shop told into the books: customers, catalogue, orders with their money.
//!
//! Done twice it changes nothing; something older than what we know is passed over; so in whatever order things come, and
//! however often, the books end the same.

mod bill;
mod catalogue;
mod money;
mod order;
mod parcels;
mod pieces;
mod provider;
mod refunds;

use crate::links::{self, Kind, Link};
use crate::shop::Shop;
use crate::theirs::{TheirCustomer, TheirOrder, Told};
use customers::{CustomerId, Identity};
use db::{Trouble, Work};
use kit::{EmailAddress, Moment, MoneyFault};
use orders::address::{self, AddressKind};

pub(crate) use refunds::owed_and_paid;

/// What became of something told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    New,
    Changed,
    /// Known already, or older than what is known.
    Same,
}

/// Takes it in.
pub fn take_in(work: &mut Work<'_>, shop: &Shop, told: &Told) -> Result<Taken, Trouble> {
    work.keep_quietly("something told before");
    match told {
        Told::Customer(customer) => self::customer(work, shop, customer),
        Told::Product(product) => catalogue::product(work, shop, product),
        Told::Order(order) => order::take_in(work, shop, order),
        Told::Money(money) => provider::take_in(work, shop, money),
    }
}

/// What tells one state of something told from another. For an order it begins with how much happened to it: more that
/// happened is later than less, where the clock of the shop cannot tell.
pub(crate) fn print_of(told: &TheirOrder) -> String {
    let happened = told.payments.len() + told.refunds.len() + told.parcels.len() + usize::from(told.cancelled_at.is_some());
    format!("{happened:06}{}", fingerprint(told))
}

/// What is known of it against what is told: `None` if there is nothing new in it.
fn newer(known: Option<&Link>, version: Moment, fingerprint: &str) -> Option<Taken> {
    match known {
        None => Some(Taken::New),
        Some(known) if (known.version, known.fingerprint.as_str()) < (version.0, fingerprint) => Some(Taken::Changed),
        Some(_) => None,
    }
}

/// A text that tells one content from another.
pub(crate) fn fingerprint(of: &impl std::fmt::Debug) -> String {
    kit::sha256_hex(format!("{of:?}").as_bytes()).chars().take(16).collect()
}

fn fault(fault: MoneyFault) -> Trouble {
    Trouble::Shape(format!("an amount of a shop cannot be kept: {fault}"))
}

fn customer(work: &mut Work<'_>, shop: &Shop, told: &TheirCustomer) -> Result<Taken, Trouble> {
    let known = links::find(work, shop.id, Kind::Customer, &told.id)?;
    let print = fingerprint(told);
    let Some(taken) = newer(known.as_ref(), told.version, &print) else {
        return Ok(Taken::Same);
    };
    let id = recognised(work, &told.email, &told.name, || format!("{}-{}", shop.id, told.id))?;
    if let Some(address) = &told.address
        && address::default_of(work, id, AddressKind::Shipping)?.is_none()
        && let Ok(address) = address.clone().checked()
    {
        address::add(work, id, AddressKind::Shipping, &address, true)?;
    }
    let link = Link { ours: id.0, version: told.version.0, fingerprint: print };
    links::put_version(work, shop.id, Kind::Customer, &told.id, &link)?;
    Ok(taken)
}

/// The customer with this address; somebody without one is known by what the shop calls them.
fn recognised(work: &mut Work<'_>, email: &str, name: &str, otherwise: impl FnOnce() -> String) -> Result<CustomerId, Trouble> {
    let identity = EmailAddress::parse(email)
        .map_or_else(|_| Identity::Handle { service: "shop".into(), name: otherwise().to_lowercase() }, Identity::Email);
    customers::recognise(work, &identity, Some(name).filter(|name| !name.trim().is_empty()))
}
