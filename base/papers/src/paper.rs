//! The paper itself. The only way to a [`Paper`] goes through the check, so whoever holds one holds consistent sums.

use crate::{Adjustment, Brand, Customer, Faults, LegalEntity, Line, Payment, Sums, check, party::Address};
use jiff::civil::Date;
use kit::{Currency, Locale};
use serde::{Deserialize, Serialize};

/// What sort of paper it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Invoice,
    Receipt,
    /// Takes back an invoice or a part of it. Its amounts are positive, as EN 16931 wants them.
    CreditNote,
    /// Travels with goods sent back to us. Shows no money.
    ReturnNote,
    OrderConfirmation,
}

/// Everything a paper says except its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    pub kind: Kind,
    pub number: String,
    pub issued_on: Date,
    pub from: LegalEntity,
    pub brand: Brand,
    pub to: Customer,
    pub language: Locale,
    pub currency: Currency,
    pub lines: Vec<Line>,
    pub adjustments: Vec<Adjustment>,
    /// Why lines of the exempt category are exempt (BT-120); the other categories have sentences of their own.
    pub exempt_because: Option<String>,
    pub payment: Option<Payment>,
    pub delivery: Option<Delivery>,
    /// The number of our order (BT-14).
    pub order: Option<String>,
    /// The number of the customer's own order (BT-13).
    pub customer_order: Option<String>,
    /// The invoices this paper is about (BG-3); a credit note has at least one.
    pub preceding: Vec<Preceding>,
    pub notes: Vec<String>,
}

/// Where and when the goods arrived or the service was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub on: Option<Date>,
    /// If they went elsewhere than to the customer's address: to whom, and where.
    pub to: Option<(String, Address)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preceding {
    pub number: String,
    pub issued_on: Option<Date>,
}

/// A consistent paper. Reads back from JSON only if it still is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Paper {
    particulars: Particulars,
    sums: Sums,
}

#[derive(Serialize, Deserialize)]
struct Written {
    particulars: Particulars,
    sums: Sums,
}

impl Paper {
    /// Checks particulars against sums somebody else has worked out: the order, the ledger. Texts are cleaned of what can
    /// neither be printed nor stand in XML (control characters, direction overrides).
    pub fn new(mut particulars: Particulars, sums: Sums) -> Result<Self, Faults> {
        crate::clean::particulars(&mut particulars);
        check::faults(&particulars, &sums).map(|()| Self { particulars, sums })
    }

    /// Works the sums out and checks everything else. `paid` is what was paid before the paper was written.
    pub fn reckoned(mut particulars: Particulars, paid: kit::Money) -> Result<Self, Faults> {
        crate::clean::particulars(&mut particulars);
        check::currencies(&particulars)?;
        let sums = Sums::of(&particulars, paid).map_err(|fault| Faults(vec![fault.into()]))?;
        Self::new(particulars, sums)
    }

    pub const fn particulars(&self) -> &Particulars {
        &self.particulars
    }

    pub const fn sums(&self) -> &Sums {
        &self.sums
    }
}

impl Kind {
    /// UNTDID 1001, for the kinds that are invoices to a machine.
    pub(crate) const fn type_code(self) -> Option<&'static str> {
        match self {
            Self::Invoice => Some("380"),
            Self::CreditNote => Some("381"),
            Self::Receipt | Self::ReturnNote | Self::OrderConfirmation => None,
        }
    }

    pub(crate) const fn shows_money(self) -> bool {
        !matches!(self, Self::ReturnNote)
    }
}

impl TryFrom<Written> for Paper {
    type Error = Faults;
    fn try_from(written: Written) -> Result<Self, Faults> {
        Self::new(written.particulars, written.sums)
    }
}

impl From<Paper> for Written {
    fn from(paper: Paper) -> Self {
        Self { particulars: paper.particulars, sums: paper.sums }
    }
}
