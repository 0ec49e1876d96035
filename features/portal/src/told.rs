//! Identity before disclosure: what of an order its customer may be told, as strongly as they are known at this moment.

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
    /// What may be told of this order now.
    pub(crate) fn of(tx: &mut Tx<'_>, order: &Order) -> Result<Self, Trouble> {
        let brand = brand::find(tx, order.brand)?;
        let mut may = |what| Ok::<_, Trouble>(may_be_told(tx, order.customer, &brand, &order.country, what)?.outcome != Outcome::Denied);
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

/// Refuses with the way to become known better.
pub(crate) fn need(is_told: bool) -> Result<(), Trouble> {
    if is_told { Ok(()) } else { Err(Trouble::refused("portal-refused-too-weak")) }
}
