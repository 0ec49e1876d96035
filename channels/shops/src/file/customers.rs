//! Customers of a file: `email`, `name`, and an address if there is one.

use super::{Cells, Fault};
use crate::books::Taken;
use crate::links::{self, Kind, Link};
use crate::shop::Shop;
use crate::theirs::{TheirCustomer, Told};
use db::{Trouble, Work};
use kit::{EmailAddress, Moment};
use orders::address::Address;

pub(super) fn take(work: &mut Work<'_>, shop: &Shop, group: &[Cells]) -> Result<Result<Taken, Fault>, Trouble> {
    let Some(row) = group.first() else { return Ok(Ok(Taken::Same)) };
    let Ok(email) = EmailAddress::parse(row.text("email")) else {
        return Ok(Err(row.fault("email", "Enter an email address such as mia@example.org")));
    };
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
    if let Some(taken) = versioned(work, shop, Kind::Customer, email.as_str(), &mut |version| {
        told.version = version;
        crate::books::fingerprint(&told)
    })? {
        return Ok(Ok(taken));
    }
    crate::books::take_in(work, shop, &Told::Customer(told)).map(Ok)
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
