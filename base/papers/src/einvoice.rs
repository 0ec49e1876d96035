//! The same invoice for machines: EN 16931 in both of its syntaxes, UN/CEFACT Cross Industry Invoice (D16B) and UBL 2.1.
//!
//! Invoices and credit notes only. The norm allows amounts of two decimals, so a paper in dinars with a third one that is
//! not nothing has no e-invoice; [`NotAnEInvoice`] says so and the PDF goes without attachment.

mod cii;
mod sheet;
mod ubl;

use crate::{Address, Adjustment, Category, Means, Paper, Particulars, words};
use jiff::civil::Date;
use kit::Money;
use rust_decimal::Decimal;
use sheet::Sheet;

/// What both syntaxes write under "specification identifier" (BT-24).
const NORM: &str = "urn:cen.eu:en16931:2017";

/// Why a paper cannot be an e-invoice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEInvoice {
    #[error("only invoices and credit notes are e-invoices. Send this paper as PDF alone")]
    Kind,
    #[error("EN 16931 has no room for the third decimal of {0}. Send this paper as PDF alone")]
    ThirdDecimal(Money),
}

/// The paper as Cross Industry Invoice.
pub fn cii(paper: &Paper) -> Result<String, NotAnEInvoice> {
    fits(paper)?;
    Ok(cii::write(paper))
}

/// The paper as UBL Invoice or CreditNote.
pub fn ubl(paper: &Paper) -> Result<String, NotAnEInvoice> {
    fits(paper)?;
    Ok(ubl::write(paper))
}

fn fits(paper: &Paper) -> Result<(), NotAnEInvoice> {
    let (particulars, sums) = (paper.particulars(), paper.sums());
    if particulars.kind.type_code().is_none() {
        return Err(NotAnEInvoice::Kind);
    }
    let totals = &sums.totals;
    let lines = particulars.lines.iter().map(|line| line.net);
    let discounts = particulars.lines.iter().filter_map(|line| Some(line.discount.as_ref()?.amount));
    let taxes = sums.taxes.iter().flat_map(|line| [line.taxable, line.amount]);
    let all = lines.chain(discounts).chain(particulars.adjustments.iter().map(Adjustment::amount)).chain(taxes);
    let all = all.chain([totals.paid, totals.rounding, totals.due]);
    let odd = |amount: &Money| amount.decimal().normalize().scale() > 2;
    all.into_iter().find(odd).map_or(Ok(()), |amount| Err(NotAnEInvoice::ThirdDecimal(amount)))
}

/// An amount as both syntaxes write it.
fn amount(money: Money) -> String {
    if money.currency.decimals() > 2 { number(money.decimal()) } else { money.plain() }
}

fn number(decimal: Decimal) -> String {
    decimal.normalize().to_string()
}

/// The rate of a category; what VAT is not about has none (BR-O-05).
fn rate(tax: crate::Tax) -> Option<String> {
    (tax.category != Category::OutOfScope).then(|| number(tax.rate))
}

/// BR-O-02 forbids VAT numbers on a paper VAT is not about.
fn shows_vat_ids(paper: &Particulars) -> bool {
    paper.lines.iter().all(|line| line.tax.category != Category::OutOfScope)
}

/// A name is one line.
fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// Freight has a code of its own in UNTDID 7161.
fn charge_code(adjustment: &Adjustment) -> Option<&'static str> {
    matches!(adjustment, Adjustment::Shipping { .. }).then_some("FC")
}

/// SEPA's codes are for euros and IBANs; elsewhere the plain ones.
fn means_code(paper: &Particulars, means: &Means) -> &'static str {
    let sepa = paper.currency == kit::Currency::EUR;
    match means {
        Means::Transfer if !sepa => "30",
        Means::DirectDebit { .. } if !sepa => "49",
        other => other.code(),
    }
}

/// Terms of payment (BT-20): the paper's own, or the due date as a sentence; for a credit note, that money comes back.
fn terms(paper: &Paper) -> Option<String> {
    let particulars = paper.particulars();
    let own = particulars.payment.as_ref().and_then(|payment| payment.terms.clone());
    own.or_else(|| words::terms(paper))
}

fn due_on(paper: &Particulars) -> Option<Date> {
    paper.payment.as_ref().and_then(|payment| payment.due_on)
}

/// Where it was delivered: said, or needed by the category (BR-IC-12).
fn delivered_to(paper: &Particulars) -> Option<(Option<&str>, &Address)> {
    let said = paper.delivery.as_ref().and_then(|delivery| delivery.to.as_ref());
    let intra = paper.lines.iter().any(|line| line.tax.category == Category::IntraCommunity);
    said.map(|(name, address)| (Some(name.as_str()), address))
        .or_else(|| intra.then_some((None, &paper.to.address)))
}
