//! The papers of the house: invoice, receipt, credit note, return note, order confirmation. Values in, bytes out.
//!
//! The cast. [`Particulars`] is everything a paper says except its sums; [`Sums`] are the tax breakdown and the totals, which
//! [`Sums::of`] works out. A [`Paper`] is both, checked against each other by the rules of EN 16931: a paper that exists is
//! consistent. [`print`] makes the PDF/A-3 of it in the brand's look and the customer's language; [`einvoice`] writes the same
//! invoice for machines, as UN/CEFACT CII and as UBL, and the PDF carries the former.
//!
//! Nothing here reads a clock, a file, a socket or a database, and the same paper always gives the same bytes. Numbers are
//! given out, and papers kept, by whoever calls.

mod check;
mod clean;
pub mod einvoice;
mod fault;
mod figures;
mod line;
mod paper;
mod party;
mod payment;
mod pdf;
mod sums;
mod tax;
mod words;

pub use fault::{Fault, Faults};
pub use line::{Adjustment, Discount, Line, Unit};
pub use paper::{Delivery, Kind, Paper, Particulars, Preceding};
pub use party::{Account, Address, Brand, Contact, Country, Customer, LegalEntity, Logo};
pub use payment::{Means, Payment};
pub use pdf::{PrintFault, print};
pub use sums::{Sums, TaxLine, Totals};
pub use tax::{Category, Tax};
