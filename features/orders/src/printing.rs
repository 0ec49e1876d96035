//! An issued paper as PDF/A-3 and as CII: the one place where what the order desk froze becomes what the printer takes.
//! Whatever is printed was frozen when the paper was issued; nothing here is looked up or worked out anew.

use crate::papers::{Contents, Paper, PaperKind, PaperLine, Party};
use crate::tax_class::TaxCategory;
use ::papers as press;
use db::Trouble;
use jiff::civil::Date;
use kit::{Locale, Money};
use press::{
    Brand, Category, Contact, Country, Customer, Delivery, Kind, LegalEntity, Line, Logo, Means, Particulars, Preceding, Sums, Tax, Unit,
};
use rust_decimal::Decimal;

/// A colour for brands that chose none.
const INK: (u8, u8, u8) = (0x1f, 0x3a, 0x5f);

/// The paper as PDF/A-3, with the invoice for machines inside where it is one.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, Trouble> {
    let printed = press::print(&ready(paper)?);
    printed.map_err(|fault| Trouble::refused("orders-not-printable").with("number", &paper.number).with("reason", fault))
}

/// The invoice or credit note for machines (UN/CEFACT CII, EN 16931).
pub fn xml(paper: &Paper) -> Result<String, Trouble> {
    let written = press::einvoice::cii(&ready(paper)?);
    written.map_err(|fault| Trouble::refused("orders-not-printable").with("number", &paper.number).with("reason", fault))
}

/// The same in the other syntax of EN 16931 (UBL 2.1).
pub fn ubl(paper: &Paper) -> Result<String, Trouble> {
    let written = press::einvoice::ubl(&ready(paper)?);
    written.map_err(|fault| Trouble::refused("orders-not-printable").with("number", &paper.number).with("reason", fault))
}

fn ready(paper: &Paper) -> Result<press::Paper, Trouble> {
    let contents = paper.contents()?;
    let refused = |reason: String| {
        Trouble::refused("orders-not-printable")
            .with("number", &paper.number)
            .with("reason", reason.trim_end_matches('.'))
    };
    let particulars = particulars(paper, &contents).map_err(refused)?;
    let sums = sums(&particulars, &contents).map_err(refused)?;
    press::Paper::new(particulars, sums).map_err(|faults| refused(faults.to_string()))
}

fn particulars(paper: &Paper, contents: &Contents) -> Result<Particulars, String> {
    let language = Locale::of_tag(&contents.language).unwrap_or_default();
    let lines = contents.lines.iter().map(|one| line(one, language)).collect::<Result<Vec<_>, _>>()?;
    // Without terms of its own an invoice is due at once (BGB § 271, Código de Comercio art. 62).
    let paid = contents.payments.first();
    let issued_on = issued_on(contents);
    let due_on = Some(issued_on);
    let from = seller(contents)?;
    let means = means(paid.map_or("", |paid| paid.method.as_str()), from.account.is_some());
    Ok(Particulars {
        kind: match paper.kind {
            PaperKind::Invoice => Kind::Invoice,
            PaperKind::CreditNote => Kind::CreditNote,
            PaperKind::Receipt => Kind::Receipt,
        },
        number: contents.number.clone(),
        issued_on,
        from,
        brand: brand(paper, contents),
        to: buyer(&contents.buyer)?,
        language,
        currency: contents.currency,
        lines,
        adjustments: Vec::new(),
        exempt_because: Some(contents.exempt_because.clone()).filter(|reason| !reason.is_empty()),
        payment: Some(press::Payment { means, due_on, terms: None }),
        delivery: delivery(contents, issued_on)?,
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

/// The day it was where the brand is; a paper from before it was kept is of a day in UTC.
fn issued_on(contents: &Contents) -> Date {
    let kept = contents.issued_on.as_deref().and_then(|day| day.parse().ok());
    kept.unwrap_or_else(|| contents.issued_at.in_zone("UTC").date())
}

fn brand(paper: &Paper, contents: &Contents) -> Brand {
    let look = &contents.look;
    Brand {
        name: contents.brand.clone(),
        colour: look.channels().unwrap_or(INK),
        logo: paper.logo().map(|bytes| Logo { bytes }),
        footer: Some(look.footer.clone()).filter(|footer| !footer.is_empty()),
    }
}

/// The frozen totals: what the tax of a rate came to when it was charged piece by piece, not what it would come to now.
fn sums(particulars: &Particulars, contents: &Contents) -> Result<Sums, String> {
    let paid = paid(contents)?;
    let mut sums = Sums::of(particulars, paid).map_err(|e| e.to_string())?;
    for line in &mut sums.taxes {
        let alike = contents.lines.iter().filter(|one| tax(one) == line.tax).map(|one| one.tax);
        line.amount = kit::money::total(contents.currency, alike).map_err(|e| e.to_string())?;
    }
    sums.totals.tax = contents.tax;
    sums.totals.gross = contents.gross;
    sums.totals.due = contents.gross.minus(paid).map_err(|e| e.to_string())?;
    Ok(sums)
}

/// What of it was paid. A paper from before that was kept shows all payments of its bill, of which it can have taken no
/// more than it is over; a credit note took none.
fn paid(contents: &Contents) -> Result<Money, String> {
    let none = contents.currency.zero();
    if contents.kind == PaperKind::CreditNote.word() {
        return Ok(none);
    }
    if let Some(paid) = contents.paid {
        return Ok(paid);
    }
    let moved = kit::money::total(contents.currency, contents.payments.iter().map(|line| line.amount)).map_err(|e| e.to_string())?;
    if moved.is_negative() {
        Ok(none)
    } else {
        moved.least(contents.gross).map_err(|e| e.to_string())
    }
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
        tax: tax(one),
        net: one.net,
    })
}

/// At its rate; what is taxed at nothing says by which category.
fn tax(one: &PaperLine) -> Tax {
    if !one.rate.is_zero() {
        return Tax::standard(percent(one.rate));
    }
    Tax::without(match TaxCategory::of_word(&one.category) {
        Some(TaxCategory::Exempt) => Category::Exempt,
        Some(TaxCategory::ReverseCharge) => Category::ReverseCharge,
        Some(TaxCategory::IntraCommunity) => Category::IntraCommunity,
        Some(TaxCategory::Export) => Category::Export,
        Some(TaxCategory::Zero) | None => Category::Zero,
    })
}

/// Words of ours in the paper's language; names of goods as they were sold.
fn label(one: &PaperLine, language: Locale) -> String {
    let own = match one.label.as_str() {
        "rest" => "rest",
        "unused_days" | "unused days" => "unused-days",
        label if label.is_empty() || label == one.kind => &one.kind,
        _ => return one.label.clone(),
    };
    web::Text::of(vec![crate::TEXTS], language).say(&format!("orders-printed-{own}"))
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
        // A company without a VAT number is named by the number it has (BR-CO-26).
        registration: some(!is_vat),
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

/// Where goods went; when, where the law asks for it: goods to another member state leave with their invoice (BR-IC-11), and
/// a service was done on the day it was billed.
fn delivery(contents: &Contents, issued_on: Date) -> Result<Option<Delivery>, String> {
    let abroad = contents.lines.iter().any(|line| tax(line).category == Category::IntraCommunity);
    let to = contents.ship_to.as_ref().map(|to| Ok::<_, String>((to.name.clone(), address(to)?))).transpose()?;
    let on = (abroad || to.is_none()).then_some(issued_on);
    Ok((to.is_some() || on.is_some()).then_some(Delivery { on, to }))
}

/// How it was paid, or how to pay it: into the account, where there is one.
fn means(method: &str, has_account: bool) -> Means {
    match method {
        "card" => Means::Card { last_four: None },
        "wallet" => Means::Online { service: "PayPal".into() },
        "gift_card" | "store_credit" => Means::Credit,
        _ if has_account => Means::Transfer,
        _ => Means::Agreed,
    }
}

#[cfg(test)]
mod tests {
    use super::iban;

    #[test]
    fn an_account_is_found_in_what_somebody_wrote_about_their_bank() {
        assert_eq!(iban("IBAN DE89 3704 0044 0532 0130 00").as_deref(), Some("DE89370400440532013000"));
        assert_eq!(iban("ES91 2100 0418 4502 0005 1332").as_deref(), Some("ES9121000418450200051332"));
        assert_eq!(iban("IBAN"), None);
        assert_eq!(iban("Sparkasse, account 12345"), None);
    }
}
