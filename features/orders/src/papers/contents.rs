//! What a paper says, frozen: seller, buyer, lines, tax by rate, totals, payments. Amounts on a credit note are positive;
//! that it is a credit note says which way they go.

mod settled;

use super::{PaperKind, Subject};
use crate::address::{Address, AddressKind};
use crate::bill::{BillOf, Entry};
use crate::brand::Look;
use crate::exact::fault;
use crate::payments::PaymentKind;
use crate::tax::Taxed;
use crate::tax_class::{self, TaxCategory};
use crate::{bill, brand, orders, papers, vat_number};
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
    /// Why nothing is charged, as a word of [`crate::tax_class::TaxCategory`]; empty if the class is taxed by its rates.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
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
    /// Its key in the ledger; papers before it was kept have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<i64>,
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
    /// The day it was then where the brand is, `2026-03-31`; papers before it was kept have none and are of a day in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<String>,
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
    /// What of it was paid when it was issued; papers before it was kept have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Money>,
    pub payments: Vec<PaymentLine>,
    /// Why what is exempt is exempt, in the buyer's language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exempt_because: String,
    /// How the brand's papers looked: its colour (`#1f3a5f`), a last line of its own, its logo by hash.
    #[serde(default, skip_serializing_if = "Look::is_plain")]
    pub look: Look,
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
    let language = language(tx, subject)?;
    let lines = lines(tx, entries, is_credit)?;
    let exempt_because = exempt_because(tx, &lines, &language)?;
    let buyer = buyer(tx, subject, order.as_ref(), &entity.country)?;
    refuse_debtless(&lines, &buyer)?;
    let whole = bill::total(subject.currency, entries)?;
    let whole = if is_credit { whole.negated().map_err(fault)? } else { whole };
    let (paid, payments) = settled::of(tx, subject.bill, kind, whole.gross)?;
    let corrects = subject.corrects.map(|id| papers::find(tx, id)).transpose()?.map(|paper| paper.number);
    Ok(Contents {
        kind: kind.word().into(),
        number: number.into(),
        issued_at: tx.now(),
        issued_on: Some(crate::days::day_at(tx.now(), &brand.zone).to_string()),
        language,
        look: brand.look(),
        brand: brand.name,
        seller: Party {
            name: entity.name.clone(),
            address: entity.address()?,
            tax_number: entity.tax_number.clone(),
        },
        bank: entity.bank,
        buyer,
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
        paid: Some(paid),
        payments,
        exempt_because,
    })
}

fn language(tx: &mut Tx<'_>, subject: &Subject) -> Result<String, Trouble> {
    let told = customers::find(tx, subject.customer)?.language.unwrap_or_default();
    Ok(kit::Locale::of_tag(&told).unwrap_or_default().tag().into())
}

/// Whom it is for. Who never gave an address lives where the tax was charged: EN 16931 wants a country (BT-55).
fn buyer(tx: &mut Tx<'_>, subject: &Subject, order: Option<&crate::Order>, country: &str) -> Result<Party, Trouble> {
    let mut address = match order {
        Some(order) => order.bill_to()?,
        None => at_home(tx, subject.customer)?,
    };
    if address.country.is_empty() {
        address.country = country.into();
    }
    let name = if address.name.is_empty() {
        customers::name_of(tx, subject.customer)?
    } else {
        address.name.clone()
    };
    Ok(Party {
        name,
        address,
        tax_number: vat_number::of(tx, subject.customer)?.unwrap_or_default(),
    })
}

fn at_home(tx: &mut Tx<'_>, customer: customers::CustomerId) -> Result<Address, Trouble> {
    for kind in [AddressKind::Billing, AddressKind::Shipping] {
        if let Some(held) = crate::address::default_of(tx, customer, kind)? {
            return held.address();
        }
    }
    Ok(Address::default())
}

/// Nobody else owes our tax unless the paper says who.
fn refuse_debtless(lines: &[PaperLine], buyer: &Party) -> Result<(), Trouble> {
    let owes = |line: &PaperLine| [TaxCategory::ReverseCharge.word(), TaxCategory::IntraCommunity.word()].contains(&line.category.as_str());
    if buyer.tax_number.is_empty() && lines.iter().any(owes) {
        return Err(Trouble::refused("orders-vat-number-missing").with("customer", &buyer.name));
    }
    Ok(())
}

/// The reasons of the exempt classes on it, each once.
fn exempt_because(tx: &mut Tx<'_>, lines: &[PaperLine], language: &str) -> Result<String, Trouble> {
    let locale = kit::Locale::of_tag(language).unwrap_or_default();
    let mut reasons: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| line.category == TaxCategory::Exempt.word()) {
        let reason = tax_class::find(tx, &line.tax_class)?
            .map(|class| class.reason(locale))
            .transpose()?
            .unwrap_or_default();
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    Ok(reasons.join("; "))
}

/// The category of what is taxed at nothing.
fn category(tx: &mut Tx<'_>, class: &str, rate: Decimal) -> Result<String, Trouble> {
    if !rate.is_zero() {
        return Ok(String::new());
    }
    Ok(tax_class::find(tx, class)?.map_or_else(String::new, |class| class.category.word().into()))
}

fn lines(tx: &mut Tx<'_>, entries: &[Entry], is_credit: bool) -> Result<Vec<PaperLine>, Trouble> {
    let mut lines: Vec<PaperLine> = Vec::new();
    for entry in entries {
        let amount = entry.amount();
        let amount = if is_credit { amount.negated().map_err(fault)? } else { amount };
        let rate = entry.rate()?;
        let same = |line: &&mut PaperLine| {
            line.label == entry.label
                && line.kind == entry.kind.word()
                && (line.rate, line.tax_class.as_str()) == (rate, entry.tax_class.as_str())
                && line.gross.minor == amount.gross.minor * line.count
        };
        match lines.iter_mut().find(same) {
            Some(line) => add_to(line, amount)?,
            None => lines.push(PaperLine {
                label: entry.label.clone(),
                kind: entry.kind.word().into(),
                count: 1,
                tax_class: entry.tax_class.clone(),
                category: category(tx, &entry.tax_class, rate)?,
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
