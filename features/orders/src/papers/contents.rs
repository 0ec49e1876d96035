//! What a paper says, frozen: seller, buyer, lines, tax by rate, totals, payments. Amounts on a credit note are positive;
//! that it is a credit note says which way they go.

use super::{PaperKind, Subject};
use crate::address::Address;
use crate::bill::{BillOf, Entry};
use crate::exact::{fault, negated};
use crate::payments::{self, PaymentKind};
use crate::tax::Taxed;
use crate::{bill, brand, orders, papers};
use db::{Trouble, Tx};
use kit::{Currency, Moment, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One side of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub name: String,
    pub address: Address,
    /// Empty if it has none.
    pub tax_number: String,
}

/// One line: pieces of the same thing at the same price are one line with a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLine {
    pub label: String,
    pub kind: String,
    pub count: i64,
    pub tax_class: String,
    #[serde(with = "crate::tax::rate_text")]
    pub rate: Decimal,
    /// Of all pieces together.
    pub net: Money,
    pub tax: Money,
    pub gross: Money,
}

/// The tax of one rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxLine {
    pub tax_class: String,
    #[serde(with = "crate::tax::rate_text")]
    pub rate: Decimal,
    pub net: Money,
    pub tax: Money,
}

/// Money that moved for the same bill before the paper was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentLine {
    pub kind: PaymentKind,
    pub method: String,
    pub amount: Money,
    pub at: Moment,
}

/// All a paper says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    pub kind: String,
    pub number: String,
    pub issued_at: Moment,
    /// The buyer's language: en, es or zh.
    pub language: String,
    pub brand: String,
    pub seller: Party,
    pub bank: String,
    pub buyer: Party,
    pub ship_to: Option<Address>,
    pub order_number: Option<String>,
    pub ordered_at: Option<Moment>,
    /// The number of the invoice a credit note corrects.
    pub corrects: Option<String>,
    pub currency: Currency,
    pub prices_include_tax: bool,
    pub lines: Vec<PaperLine>,
    pub taxes: Vec<TaxLine>,
    pub net: Money,
    pub tax: Money,
    pub gross: Money,
    pub payments: Vec<PaymentLine>,
}

/// Puts the contents together from the entries it takes up.
pub(super) fn frozen(tx: &mut Tx<'_>, subject: &Subject, kind: PaperKind, number: &str, entries: &[Entry]) -> Result<Contents, Trouble> {
    let brand = brand::find(tx, subject.brand)?;
    let entity = brand::entity(tx, brand.legal_entity)?;
    let order = match subject.bill {
        BillOf::Order(id) => Some(orders::find(tx, id)?),
        BillOf::Charge(_) => None,
    };
    let is_credit = kind == PaperKind::CreditNote;
    let lines = lines(entries, is_credit)?;
    let whole = bill::total(subject.currency, entries)?;
    let whole = if is_credit { whole.negated().map_err(fault)? } else { whole };
    let corrects = subject.corrects.map(|id| papers::find(tx, id)).transpose()?.map(|paper| paper.number);
    Ok(Contents {
        kind: kind.word().into(),
        number: number.into(),
        issued_at: tx.now(),
        language: language(tx, subject)?,
        brand: brand.name,
        seller: Party {
            name: entity.name.clone(),
            address: entity.address()?,
            tax_number: entity.tax_number.clone(),
        },
        bank: entity.bank,
        buyer: buyer(tx, subject, order.as_ref())?,
        ship_to: order.as_ref().map(|order| order.ship_to()).transpose()?,
        order_number: order.as_ref().map(|order| order.number.clone()),
        ordered_at: order.as_ref().map(|order| order.placed_at),
        corrects,
        currency: subject.currency,
        prices_include_tax: order.as_ref().map_or(brand.prices_include_tax, |order| order.prices_include_tax),
        taxes: taxes(&lines)?,
        lines,
        net: whole.net,
        tax: whole.tax,
        gross: whole.gross,
        payments: payment_lines(tx, subject.bill)?,
    })
}

fn language(tx: &mut Tx<'_>, subject: &Subject) -> Result<String, Trouble> {
    let told = customers::find(tx, subject.customer)?.language.unwrap_or_default();
    Ok(kit::Locale::of_tag(&told).unwrap_or_default().tag().into())
}

fn buyer(tx: &mut Tx<'_>, subject: &Subject, order: Option<&crate::Order>) -> Result<Party, Trouble> {
    let address = match order {
        Some(order) => order.bill_to()?,
        None => {
            let held = crate::address::default_of(tx, subject.customer, crate::address::AddressKind::Billing)?;
            held.map(|held| held.address()).transpose()?.unwrap_or_default()
        }
    };
    let name = if address.name.is_empty() {
        customers::name_of(tx, subject.customer)?
    } else {
        address.name.clone()
    };
    Ok(Party { name, address, tax_number: String::new() })
}

fn lines(entries: &[Entry], is_credit: bool) -> Result<Vec<PaperLine>, Trouble> {
    let mut lines: Vec<PaperLine> = Vec::new();
    for entry in entries {
        let amount = entry.amount();
        let amount = if is_credit { amount.negated().map_err(fault)? } else { amount };
        let rate = entry.rate()?;
        let same = |line: &&mut PaperLine| {
            line.label == entry.label
                && line.kind == entry.kind.word()
                && line.rate == rate
                && line.gross.minor == amount.gross.minor * line.count
        };
        match lines.iter_mut().find(same) {
            Some(line) => add_to(line, amount)?,
            None => lines.push(PaperLine {
                label: entry.label.clone(),
                kind: entry.kind.word().into(),
                count: 1,
                tax_class: entry.tax_class.clone(),
                rate,
                net: amount.net,
                tax: amount.tax,
                gross: amount.gross,
            }),
        }
    }
    Ok(lines)
}

fn add_to(line: &mut PaperLine, amount: Taxed) -> Result<(), Trouble> {
    let sum = Taxed { net: line.net, tax: line.tax, gross: line.gross }.plus(amount).map_err(fault)?;
    (line.net, line.tax, line.gross, line.count) = (sum.net, sum.tax, sum.gross, line.count + 1);
    Ok(())
}

fn taxes(lines: &[PaperLine]) -> Result<Vec<TaxLine>, Trouble> {
    let mut taxes: Vec<TaxLine> = Vec::new();
    for line in lines {
        match taxes.iter_mut().find(|tax| tax.rate == line.rate && tax.tax_class == line.tax_class) {
            Some(tax) => {
                tax.net = tax.net.plus(line.net).map_err(fault)?;
                tax.tax = tax.tax.plus(line.tax).map_err(fault)?;
            }
            None => taxes.push(TaxLine { tax_class: line.tax_class.clone(), rate: line.rate, net: line.net, tax: line.tax }),
        }
    }
    Ok(taxes)
}

fn payment_lines(tx: &mut Tx<'_>, of: BillOf) -> Result<Vec<PaymentLine>, Trouble> {
    let moved = |kind| matches!(kind, PaymentKind::Capture | PaymentKind::Refund);
    let lines = payments::of(tx, of)?.into_iter().filter(|line| line.holds() && moved(line.kind));
    lines
        .map(|line| {
            let amount = if line.kind == PaymentKind::Refund { negated(line.amount())? } else { line.amount() };
            Ok(PaymentLine {
                kind: line.kind,
                method: line.method_kind.word().into(),
                amount,
                at: line.entered_at,
            })
        })
        .collect()
}
