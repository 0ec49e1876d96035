//! An issued paper as PDF/A-3 and as CII: the one place where what the order desk froze becomes what the printer takes.
//! Whatever is printed was frozen when the paper was issued; nothing here is worked out anew, and only the colour of the
//! brand is looked up. Every door prints here: agents', customers', programs'.

use crate::brand;
use crate::papers::{self, Contents, Paper, PaperId, PaperKind, PaperLine, Party};
use ::papers as press;
use db::{Trouble, Tx};
use kit::{Locale, Money};
use press::{
    Brand, Contact, Country, Customer, Delivery, Kind, LegalEntity, Line, Means, Particulars, Preceding, Sums, Tax, TaxLine, Unit,
};
use rust_decimal::Decimal;

/// A colour for brands that chose none.
const INK: (u8, u8, u8) = (0x1f, 0x3a, 0x5f);

/// A paper with the colour it is printed in.
#[derive(Debug, Clone)]
pub struct Printable {
    pub paper: Paper,
    colour: (u8, u8, u8),
}

/// Finds the paper, ready to be printed. Whose it may be shown to, the caller has to know.
pub fn find(tx: &mut Tx<'_>, id: PaperId) -> Result<Printable, Trouble> {
    let paper = papers::find(tx, id)?;
    let brand = match (paper.order, paper.charge) {
        (Some(order), _) => Some(crate::orders::find(tx, order)?.brand),
        (None, Some(charge)) => Some(crate::charge::find(tx, charge)?.brand),
        (None, None) => None,
    };
    let chosen = brand.map(|brand| brand::colour(tx, brand)).transpose()?.flatten();
    Ok(Printable { paper, colour: chosen.and_then(|colour| rgb(&colour)).unwrap_or(INK) })
}

/// `#rrggbb` as red, green and blue.
fn rgb(colour: &str) -> Option<(u8, u8, u8)> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| digits.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    Some((part(0)?, part(2)?, part(4)?))
}

/// The paper as PDF/A-3, with the invoice for machines inside where it is one.
pub fn pdf(printable: &Printable) -> Result<Vec<u8>, Trouble> {
    let paper = &printable.paper;
    let printed = press::print(&ready(paper, printable.colour)?);
    printed.map_err(|fault| Trouble::refused("orders-not-printable").with("number", &paper.number).with("reason", fault))
}

/// The invoice or credit note for machines (UN/CEFACT CII, EN 16931).
pub fn xml(printable: &Printable) -> Result<String, Trouble> {
    let paper = &printable.paper;
    let written = press::einvoice::cii(&ready(paper, printable.colour)?);
    written.map_err(|fault| Trouble::refused("orders-not-printable").with("number", &paper.number).with("reason", fault))
}

fn ready(paper: &Paper, colour: (u8, u8, u8)) -> Result<press::Paper, Trouble> {
    let contents = paper.contents()?;
    let refused = |reason: String| {
        Trouble::refused("orders-not-printable")
            .with("number", &paper.number)
            .with("reason", reason.trim_end_matches('.'))
    };
    let particulars = particulars(paper, &contents, colour).map_err(refused)?;
    let sums = sums(&particulars, &contents).map_err(refused)?;
    press::Paper::new(particulars, sums).map_err(|faults| refused(faults.to_string()))
}

fn particulars(paper: &Paper, contents: &Contents, colour: (u8, u8, u8)) -> Result<Particulars, String> {
    let language = Locale::of_tag(&contents.language).unwrap_or_default();
    let lines = contents.lines.iter().map(|one| line(one, language)).collect::<Result<Vec<_>, _>>()?;
    // Without terms of its own an invoice is due at once (BGB § 271, Código de Comercio art. 62).
    let paid = contents.payments.first();
    let due_on = Some(contents.issued_at.in_zone("UTC").date());
    let from = seller(contents)?;
    let can_be_paid = paid.is_some() || from.account.is_some();
    Ok(Particulars {
        kind: match paper.kind {
            PaperKind::Invoice => Kind::Invoice,
            PaperKind::CreditNote => Kind::CreditNote,
            PaperKind::Receipt => Kind::Receipt,
        },
        number: contents.number.clone(),
        issued_on: contents.issued_at.in_zone("UTC").date(),
        from,
        brand: Brand { name: contents.brand.clone(), colour, logo: None, footer: None },
        to: buyer(&contents.buyer)?,
        language,
        currency: contents.currency,
        lines,
        adjustments: Vec::new(),
        exempt_because: None,
        payment: can_be_paid.then(|| press::Payment { means: means(paid.map_or("", |paid| paid.method.as_str())), due_on, terms: None }),
        delivery: contents.ship_to.as_ref().map(|to| delivery(&to.name, to)).transpose()?,
        order: contents.order_number.clone(),
        customer_order: None,
        preceding: contents
            .corrects
            .iter()
            .map(|number| Preceding { number: number.clone(), issued_on: None })
            .collect(),
        notes: Vec::new(),
    })
}

/// The frozen totals: what the tax of a rate came to when it was charged piece by piece, not what it would come to now.
fn sums(particulars: &Particulars, contents: &Contents) -> Result<Sums, String> {
    let paid = contents.payments.iter().try_fold(contents.currency.zero(), |sum, line| match line.kind {
        crate::payments::PaymentKind::Capture => sum.plus(line.amount),
        crate::payments::PaymentKind::Refund => sum.minus(line.amount),
        _ => Ok(sum),
    });
    let paid = match particulars.kind {
        Kind::CreditNote => contents.currency.zero(),
        _ => paid.map_err(|e| e.to_string())?,
    };
    let mut sums = Sums::of(particulars, paid).map_err(|e| e.to_string())?;
    for frozen in &contents.taxes {
        let rate = percent(frozen.rate);
        if let Some(line) = sums.taxes.iter_mut().find(|line: &&mut TaxLine| line.tax.rate == rate) {
            line.amount = frozen.tax;
        }
    }
    sums.totals.tax = contents.tax;
    sums.totals.gross = contents.gross;
    sums.totals.due = contents.gross.minus(paid).map_err(|e| e.to_string())?;
    Ok(sums)
}

fn percent(rate: Decimal) -> Decimal {
    (rate * Decimal::ONE_HUNDRED).normalize()
}

/// Pieces of the same thing at the same price are one line; what cannot be divided by their number is one whole.
fn line(one: &PaperLine, language: Locale) -> Result<Line, String> {
    let count = Decimal::from(one.count.max(1));
    let whole = one.net.decimal();
    let each = (whole / count).round_dp(6);
    let divides = Money::of_decimal(each * count, one.net.currency, kit::Rounding::HalfUp) == Ok(one.net);
    let (quantity, price) = if divides { (count, each) } else { (Decimal::ONE, whole) };
    // A discount is a line below nothing: EN 16931 has the minus in the quantity, never in the price.
    let (quantity, price) = if price.is_sign_negative() { (-quantity, -price) } else { (quantity, price) };
    Ok(Line {
        description: label(one, language),
        details: (!divides).then(|| format!("× {count}")),
        sku: None,
        quantity,
        unit: Unit::Piece,
        price,
        discount: None,
        tax: if one.rate.is_zero() {
            Tax::without(press::Category::Zero)
        } else {
            Tax::standard(percent(one.rate))
        },
        net: one.net,
    })
}

/// Words of ours in the paper's language; names of goods as they were sold.
fn label(one: &PaperLine, language: Locale) -> String {
    let is_word = one.label.is_empty() || one.label == one.kind || one.label == "rest";
    if !is_word {
        return one.label.clone();
    }
    let text = web::Text::of(vec![crate::TEXTS], language);
    text.say(&format!("orders-printed-{}", if one.label == "rest" { "rest" } else { &one.kind }))
}

fn address(of: &crate::address::Address) -> Result<press::Address, String> {
    let lines = [&of.line1, &of.line2].into_iter().filter(|line| !line.is_empty()).cloned().collect();
    Ok(press::Address {
        lines,
        postcode: of.postcode.clone(),
        city: of.city.clone(),
        region: Some(of.region.clone()).filter(|region| !region.is_empty()),
        country: Country::parse(&of.country).ok_or_else(|| format!("“{}” is no country", of.country))?,
    })
}

/// A number that begins with its country is the VAT number; any other is the national one.
fn seller(contents: &Contents) -> Result<LegalEntity, String> {
    let number = contents.seller.tax_number.trim();
    let is_vat = number.len() > 3 && number.get(..2) == Some(contents.seller.address.country.as_str());
    let some = |yes: bool| Some(number.to_owned()).filter(|number| yes && !number.is_empty());
    Ok(LegalEntity {
        name: contents.seller.name.clone(),
        address: address(&contents.seller.address)?,
        vat_id: some(is_vat),
        tax_number: some(!is_vat),
        registration: None,
        account: iban(&contents.bank).map(|iban| press::Account { iban, bic: None, bank: None }),
        creditor_id: None,
        contact: Contact { name: None, phone: None, email: None, website: None },
    })
}

/// The account number, if what the entity wrote about its bank has one in it.
fn iban(bank: &str) -> Option<String> {
    let plain: String = bank.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let begins = |text: &str| {
        let mut letters = text.chars();
        letters.by_ref().take(2).all(|c| c.is_ascii_uppercase()) && letters.take(2).all(|c| c.is_ascii_digit())
    };
    let bare = plain.strip_prefix("IBAN").unwrap_or(&plain).to_owned();
    Some(bare).filter(|bare| (15..=34).contains(&bare.len()) && begins(bare))
}

fn buyer(of: &Party) -> Result<Customer, String> {
    Ok(Customer {
        name: of.name.clone(),
        address: address(&of.address)?,
        vat_id: Some(of.tax_number.clone()).filter(|number| !number.is_empty()),
        reference: None,
        number: None,
        email: None,
    })
}

fn delivery(name: &str, to: &crate::address::Address) -> Result<Delivery, String> {
    Ok(Delivery { on: None, to: Some((name.to_owned(), address(to)?)) })
}

fn means(method: &str) -> Means {
    match method {
        "card" => Means::Card { last_four: None },
        "wallet" => Means::Online { service: "PayPal".into() },
        "gift_card" | "store_credit" => Means::Credit,
        _ => Means::Transfer,
    }
}

#[cfg(test)]
mod tests {
    use super::{iban, rgb};

    #[test]
    fn a_colour_is_six_digits_and_nothing_else_is_one() {
        assert_eq!(rgb("#1f6f5c"), Some((0x1f, 0x6f, 0x5c)));
        for other in ["", "1f6f5c", "#1f6f5", "#1f6f5cc", "#zzzzzz", "#é6f5c"] {
            assert_eq!(rgb(other), None, "{other}");
        }
    }

    #[test]
    fn an_account_is_found_in_what_somebody_wrote_about_their_bank() {
        assert_eq!(iban("IBAN DE89 3704 0044 0532 0130 00").as_deref(), Some("DE89370400440532013000"));
        assert_eq!(iban("ES91 2100 0418 4502 0005 1332").as_deref(), Some("ES9121000418450200051332"));
        assert_eq!(iban("IBAN"), None);
        assert_eq!(iban("Sparkasse, account 12345"), None);
    }
}
