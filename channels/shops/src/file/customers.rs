//! Customers of a file: `email`, `name`, and an address if there is one.
//!
//! The file's name replaces one that came from a mail, a shop or a file, and none that somebody gave them here. What is told is what
//! became of the customer: whoever was here already is not new, whatever file they stand in.

use super::{Cells, Columns, Fault};
use crate::books::Taken;
use crate::links::{self, Kind, Link};
use crate::shop::Shop;
use crate::theirs::{TheirCustomer, Told};
use customers::{CustomerId, Identity};
use db::{Trouble, Work};
use kit::{EmailAddress, Moment};
use orders::address::{self, Address, AddressKind};

pub(super) const COLUMNS: Columns = Columns {
    known: &["email", "name", "line1", "line2", "postcode", "city", "region", "country"],
    keys: &["email"],
};

/// A longer name would be cut.
const LONGEST_NAME: usize = 200;

pub(super) fn take(work: &mut Work<'_>, shop: &Shop, group: &[Cells]) -> Result<Result<Taken, Fault>, Trouble> {
    let Some(row) = group.first() else { return Ok(Ok(Taken::Same)) };
    let Ok(email) = EmailAddress::parse(row.text("email")) else {
        return Ok(Err(row.fault("email", "Enter an email address such as mia@example.org")));
    };
    if row.text("name").chars().count() > LONGEST_NAME {
        return Ok(Err(row.fault("name", "Write a name of at most 200 characters")));
    }
    let address = address(row, "");
    if address.country.is_empty() != address.line1.is_empty() {
        return Ok(Err(
            row.fault("country", "An address needs line1, city and a country of two letters; leave all of them out for none")
        ));
    }
    let mut told = TheirCustomer {
        id: email.as_str().to_owned(),
        version: Moment(0),
        email: email.as_str().to_owned(),
        name: row.text("name").to_owned(),
        address: Some(address).filter(|address| !address.country.is_empty()),
    };
    let identity = Identity::Email(email.clone());
    let before = standing(work, &identity)?;
    if let Some(taken) = versioned(work, shop, Kind::Customer, email.as_str(), &mut |version| {
        told.version = version;
        crate::books::fingerprint(&told)
    })? {
        return Ok(Ok(taken));
    }
    let name = told.name.clone();
    crate::books::take_in(work, shop, &Told::Customer(told))?;
    let Some((customer, _)) = &before else { return Ok(Ok(Taken::New)) };
    if !name.is_empty() && !name.eq_ignore_ascii_case(email.as_str()) && !customers::customer::edit::named_by_hand(work, *customer)? {
        customers::customer::edit::rename(work, *customer, &name)?;
    }
    Ok(Ok(if standing(work, &identity)? == before { Taken::Same } else { Taken::Changed }))
}

/// What a file may change of a customer: the name, and whether they have an address.
type Kept = (String, bool);

/// Who has this identity, with what a file may change of them.
fn standing(work: &mut Work<'_>, identity: &Identity) -> Result<Option<(CustomerId, Kept)>, Trouble> {
    let Some(customer) = customers::identities::holder(work, identity)? else {
        return Ok(None);
    };
    let name = customers::find(work, customer)?.name;
    let has_address = address::default_of(work, customer, AddressKind::Shipping)?.is_some();
    Ok(Some((customer, (name, has_address))))
}

/// Files have no time of change: a content that is not the known one is the next version. `Some` if it is the known one.
pub(super) fn versioned(
    work: &mut Work<'_>,
    shop: &Shop,
    kind: Kind,
    theirs: &str,
    print: &mut dyn FnMut(Moment) -> String,
) -> Result<Option<Taken>, Trouble> {
    let Some(Link { version, fingerprint, .. }) = links::find(work, shop.id, kind, theirs)? else {
        print(Moment(1));
        return Ok(None);
    };
    if print(Moment(version)) == fingerprint {
        return Ok(Some(Taken::Same));
    }
    print(Moment(version + 1));
    Ok(None)
}

/// An address in columns that begin with `before`.
pub(super) fn address(row: &Cells, before: &str) -> Address {
    let cell = |name: &str| row.text(&format!("{before}{name}")).to_owned();
    Address {
        name: if before.is_empty() || cell("name").is_empty() {
            row.text("name").to_owned()
        } else {
            cell("name")
        },
        line1: cell("line1"),
        line2: cell("line2"),
        postcode: cell("postcode"),
        city: cell("city"),
        region: cell("region"),
        country: cell("country").to_ascii_uppercase(),
    }
}
