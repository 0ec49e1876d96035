//! The paper as PDF/A-3a: first laid out as marks on pages, then printed. An invoice or a credit note carries itself as
//! EN 16931 XML, as Factur-X (ZUGFeRD) wants it.

mod facturx;
mod foot;
mod inks;
mod layout;
mod letterhead;
mod press;
mod summary;
mod table;
mod type_case;
mod wrap;

use crate::{Paper, einvoice};
use layout::Layout;

/// Why a paper could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintFault {
    #[error("the brand's logo cannot be printed: {0}. Choose a PNG or JPEG of at most 2 MB and 4000 pixels a side")]
    Logo(String),
    #[error("the paper does not meet PDF/A-3: {0}. This is a defect of the program; please report it with the paper's number")]
    NotArchivable(String),
}

/// Prints the paper. The same paper always gives the same bytes.
pub fn print(paper: &Paper) -> Result<Vec<u8>, PrintFault> {
    let logo = press::logo(paper)?;
    let mut layout = Layout::new(paper);
    letterhead::lay(&mut layout, logo.as_ref().map(krilla::image::Image::size));
    table::lay(&mut layout);
    summary::lay(&mut layout);
    foot::lay(&mut layout);
    let invoice = einvoice::cii(paper).ok();
    let attached = invoice.is_some();
    let pdf = press::print(layout, logo, invoice)?;
    if attached { facturx::declare(pdf) } else { Ok(pdf) }
}
