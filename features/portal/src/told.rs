//! Identity before disclosure: what of an order its customer may be told, as strongly as they are known in this browser at
//! this moment. What they showed in another browser, or on the phone, counts nothing here.

use crate::look;
use crate::sessions::Present;
use db::{Trouble, Tx};
use orders::Order;
use orders::brand;
use orders::policy::Outcome;
use orders::verification::may_be_told;

/// Each kind of thing, by the policies' word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    pub status: bool,
    pub contents: bool,
    pub tracking: bool,
    pub addresses: bool,
    pub invoices: bool,
}

impl Told {
    /// What may be told of this order now, in the browser of this session.
    pub(crate) fn of(tx: &mut Tx<'_>, order: &Order, who: &Present) -> Result<Self, Trouble> {
        let brand = brand::find(tx, order.brand)?;
        let mut may = |what| {
            Ok::<_, Trouble>(may_be_told(tx, order.customer, who.within(), &brand, &order.country, what)?.outcome != Outcome::Denied)
        };
        Ok(Self {
            status: may("order_status")?,
            contents: may("order_contents")?,
            tracking: may("tracking")?,
            addresses: may("addresses")?,
            invoices: may("invoices")?,
        })
    }

    pub(crate) const fn is_partly_withheld(self) -> bool {
        !(self.status && self.contents && self.tracking && self.addresses && self.invoices)
    }
}

/// What may be told beside any order, by the rules of the house: those of its oldest brand, in its own country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ToldOfHouse {
    pub balances: bool,
    pub account: bool,
    pub history: bool,
    pub invoices: bool,
}

impl ToldOfHouse {
    /// What may be told now, in the browser of this session.
    pub(crate) fn of(tx: &mut Tx<'_>, who: &Present) -> Result<Self, Trouble> {
        let Some(brand) = look::first(tx)? else {
            return Ok(Self { balances: false, account: false, history: false, invoices: false });
        };
        let country = brand::entity(tx, brand.legal_entity)?.country;
        let mut may =
            |what| Ok::<_, Trouble>(may_be_told(tx, who.customer, who.within(), &brand, &country, what)?.outcome != Outcome::Denied);
        Ok(Self {
            balances: may("balances")?,
            account: may("account")?,
            history: may("history")?,
            invoices: may("invoices")?,
        })
    }

    pub(crate) const fn is_partly_withheld(self) -> bool {
        !(self.balances && self.account && self.history && self.invoices)
    }
}

/// Refuses with the way to become known better.
pub(crate) fn need(is_told: bool) -> Result<(), Trouble> {
    if is_told { Ok(()) } else { Err(Trouble::refused("portal-refused-too-weak")) }
}
