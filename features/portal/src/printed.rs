//! A paper of the order desk as the printer of the house wants it: the frozen contents, line by line, nothing worked out anew.
//!
//! What was taken off in prices with tax becomes a discount on the whole paper, shipping a charge; sums are those that were issued.

use crate::look;
use db::{Trouble, Tx};
use jiff::civil::Date;
use kit::{Locale, Moment, Money};
use orders::address::Address as Postal;
use orders::orders as shelf;
use orders::papers::{Contents, Paper as Issued, PaperLine, PaymentLine};
use papers::{
    Account, Address, Adjustment, Brand, Category, Contact, Country, Customer, Kind, LegalEntity, Line, Means, Paper, Particulars, Payment,
    Preceding, Sums, Tax, TaxLine, Totals, Unit,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const UNCHOSEN: (u8, u8, u8) = (31, 111, 92);

/// The paper, ready to be printed. What cannot be printed by the rules of EN 16931 is a [`Trouble::Shape`] that says why.
pub(crate) fn paper(tx: &mut Tx<'_>, issued: &Issued) -> Result<Paper, Trouble> {
    let contents = issued.contents()?;
    let colour = match issued.order {
        Some(order) => {
            let brand = shelf::find(tx, order)?.brand;
            look::of(tx, brand)?.map(|look| look::channels(&look.colour))
        }
        None => None,
    };
    let particulars = particulars(&contents, colour.unwrap_or(UNCHOSEN))?;
    let sums = sums(&contents, &particulars)?;
    Paper::new(particulars, sums).map_err(|faults| Trouble::Shape(format!("paper {} cannot be printed: {faults}", issued.number)))
}

fn particulars(c: &Contents, colour: (u8, u8, u8)) -> Result<Particulars, Trouble> {
    let (goods, others): (Vec<&PaperLine>, Vec<&PaperLine>) =
        c.lines.iter().partition(|line| !line.net.is_negative() && line.kind != "shipping");
    let kind = match c.kind.as_str() {
        "credit_note" => Kind::CreditNote,
        "receipt" => Kind::Receipt,
        _ => Kind::Invoice,
    };
    // A paper over shipping alone still needs a line (BR-16).
    let (goods, others) = if goods.is_empty() {
        others.into_iter().partition(|line| !line.net.is_negative())
    } else {
        (goods, others)
    };
    Ok(Particulars {
        kind,
        number: c.number.clone(),
        issued_on: day(c.issued_at),
        from: seller(c)?,
        brand: Brand { name: c.brand.clone(), colour, logo: None, footer: None },
        to: Customer {
            name: c.buyer.name.clone(),
            address: address(&c.buyer.address)?,
            vat_id: vat_id(&c.buyer.tax_number),
            reference: None,
            number: None,
            email: None,
        },
        language: Locale::of_tag(&c.language).unwrap_or_default(),
        currency: c.currency,
        lines: goods.into_iter().map(line).collect::<Result<_, _>>()?,
        adjustments: others.into_iter().map(adjustment).collect::<Result<_, _>>()?,
        exempt_because: None,
        payment: payment(c)?,
        delivery: None,
        order: c.order_number.clone(),
        customer_order: None,
        preceding: c.corrects.iter().map(|number| Preceding { number: number.clone(), issued_on: None }).collect(),
        notes: Vec::new(),
    })
}

fn seller(c: &Contents) -> Result<LegalEntity, Trouble> {
    let vat = vat_id(&c.seller.tax_number);
    Ok(LegalEntity {
        name: c.seller.name.clone(),
        address: address(&c.seller.address)?,
        tax_number: vat.is_none().then(|| c.seller.tax_number.clone()).filter(|number| !number.is_empty()),
        // A company without a VAT number is named by the number it has (BR-CO-26).
        registration: vat.is_none().then(|| c.seller.tax_number.clone()).filter(|number| !number.is_empty()),
        vat_id: vat,
        account: account(&c.bank),
        creditor_id: None,
        contact: Contact::default(),
    })
}

/// Numbers that begin with a country's letters are VAT numbers; others are the tax office's own.
fn vat_id(number: &str) -> Option<String> {
    let plain: String = number.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let has_country = plain.len() >= 4 && plain.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
    has_country.then_some(plain)
}

/// The first word run of the bank line that reads like an IBAN.
fn account(bank: &str) -> Option<Account> {
    let plain: String = bank.chars().filter(char::is_ascii_alphanumeric).collect();
    let at = plain
        .as_bytes()
        .windows(4)
        .position(|four| four[..2].iter().all(u8::is_ascii_uppercase) && four[2..].iter().all(u8::is_ascii_digit))?;
    let iban: String = plain
        .get(at..)?
        .chars()
        .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        .take(34)
        .collect();
    (iban.len() >= 15).then_some(Account { iban, bic: None, bank: None })
}

fn address(postal: &Postal) -> Result<Address, Trouble> {
    let country = Country::parse(&postal.country)
        .ok_or_else(|| Trouble::Shape(format!("“{}” is no country; a paper needs one in each address", postal.country)))?;
    let lines = [&postal.line1, &postal.line2].into_iter().filter(|line| !line.is_empty()).cloned().collect();
    Ok(Address {
        lines,
        postcode: postal.postcode.clone(),
        city: postal.city.clone(),
        region: Some(postal.region.clone()).filter(|region| !region.is_empty()),
        country,
    })
}

fn tax(line: &PaperLine) -> Tax {
    percent(line.rate)
}

fn percent(rate: Decimal) -> Tax {
    if rate.is_zero() {
        Tax::without(Category::Zero)
    } else {
        Tax::standard((rate * Decimal::ONE_HUNDRED).normalize())
    }
}

/// The price of one piece is finer than the currency, so that pieces times price is the net that was issued.
fn line(line: &PaperLine) -> Result<Line, Trouble> {
    let count = Decimal::from(line.count.max(1));
    let price = line.net.decimal().checked_div(count).unwrap_or_default();
    let line = Line {
        description: line.label.clone(),
        details: None,
        sku: None,
        quantity: count,
        unit: Unit::Piece,
        price: price.round_dp(8).normalize(),
        discount: None,
        tax: tax(line),
        net: line.net,
    };
    Ok(line)
}

fn adjustment(line: &PaperLine) -> Result<Adjustment, Trouble> {
    let (reason, tax) = (line.label.clone(), tax(line));
    Ok(if line.net.is_negative() {
        Adjustment::Discount { amount: line.net.negated().map_err(fault)?, reason, tax }
    } else if line.kind == "shipping" {
        Adjustment::Shipping { amount: line.net, reason, tax }
    } else {
        Adjustment::Charge { amount: line.net, reason, tax }
    })
}

/// How it was paid, or how to pay it.
fn payment(c: &Contents) -> Result<Option<Payment>, Trouble> {
    let due = c.gross.minus(paid(c)?).map_err(fault)?;
    let last = c.payments.iter().rev().find(|line| line.amount.is_positive());
    let means = match last.map(|line| line.method.as_str()) {
        Some("card") => Means::Card { last_four: None },
        Some("wallet") => Means::Online { service: "online".into() },
        Some("gift_card" | "store_credit") => Means::Credit,
        _ if account(&c.bank).is_some() => Means::Transfer,
        _ => {
            return Ok(due
                .is_positive()
                .then(|| Payment { means: Means::Cash, due_on: Some(day(c.issued_at)), terms: None }));
        }
    };
    let due_on = due.is_positive().then(|| day(c.issued_at.plus_seconds(14 * 86_400)));
    Ok(Some(Payment { means, due_on, terms: None }))
}

/// What was paid before: on a credit note and a receipt nothing is set against it. Never more than the paper is over.
fn paid(c: &Contents) -> Result<Money, Trouble> {
    if c.kind == "credit_note" {
        return Ok(c.currency.zero());
    }
    let moved = kit::money::total(c.currency, c.payments.iter().map(|PaymentLine { amount, .. }| *amount)).map_err(fault)?;
    if moved.is_negative() {
        return Ok(c.currency.zero());
    }
    moved.least(c.gross).map_err(fault)
}

/// The sums as issued; tax by rate is what the lines hold.
fn sums(c: &Contents, p: &Particulars) -> Result<Sums, Trouble> {
    let zero = c.currency.zero();
    let mut by_tax: BTreeMap<Tax, (Money, Money)> = BTreeMap::new();
    for line in &c.lines {
        let sum = by_tax.entry(tax(line)).or_insert((zero, zero));
        *sum = (sum.0.plus(line.net).map_err(fault)?, sum.1.plus(line.tax).map_err(fault)?);
    }
    let amounts = |taken: bool| p.adjustments.iter().filter(move |each| each.is_discount() == taken).map(Adjustment::amount);
    let paid = paid(c)?;
    Ok(Sums {
        taxes: by_tax
            .into_iter()
            .map(|(tax, (taxable, amount))| TaxLine { tax, taxable, amount, reason: None })
            .collect(),
        totals: Totals {
            lines: kit::money::total(c.currency, p.lines.iter().map(|line| line.net)).map_err(fault)?,
            discounts: kit::money::total(c.currency, amounts(true)).map_err(fault)?,
            charges: kit::money::total(c.currency, amounts(false)).map_err(fault)?,
            net: c.net,
            tax: c.tax,
            gross: c.gross,
            paid,
            rounding: zero,
            due: c.gross.minus(paid).map_err(fault)?,
        },
    })
}

fn day(moment: Moment) -> Date {
    moment.in_zone("UTC").date()
}

fn fault(fault: kit::MoneyFault) -> Trouble {
    Trouble::Shape(fault.to_string())
}
