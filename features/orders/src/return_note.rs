//! The paper that travels with goods sent back: which pieces, of which order, where to. It is printed from the return as it
//! stands, in the customer's language, and has no number of its own beside the return's.

use crate::address::Address;
use crate::order::Order;
use crate::returns::{self, Return, ReturnId};
use crate::{brand, orders, unit};
use ::papers as press;
use db::{Trouble, Tx};
use kit::{Locale, Moment};
use press::{Brand, Contact, Country, Customer, Kind, LegalEntity, Line, Particulars, Tax, Unit};
use rust_decimal::Decimal;

/// A colour for brands that chose none.
const INK: (u8, u8, u8) = (0x1f, 0x3a, 0x5f);

/// A return's note, ready to be printed.
#[derive(Debug, Clone)]
pub struct Note {
    pub goods: Return,
    pub order: Order,
    pieces: Vec<String>,
    seller: brand::LegalEntity,
    brand: String,
    language: Locale,
}

/// Reads it. Whose it may be shown to, the caller has to know.
pub fn find(tx: &mut Tx<'_>, id: ReturnId) -> Result<Note, Trouble> {
    let goods = returns::find(tx, id)?;
    let order = orders::find(tx, goods.order)?;
    let all = unit::of(tx, order.id)?;
    let named = returns::units(tx, id)?.into_iter();
    let pieces = named
        .filter_map(|one| all.iter().find(|unit| unit.id == one.unit))
        .map(|unit| unit.name.clone())
        .collect();
    let seen = brand::find(tx, order.brand)?;
    let known = customers::find(tx, goods.customer)?.language;
    Ok(Note {
        pieces,
        seller: brand::entity(tx, seen.legal_entity)?,
        brand: seen.name,
        language: known.and_then(|tag| Locale::of_tag(&tag)).unwrap_or_default(),
        goods,
        order,
    })
}

/// As PDF/A.
pub fn pdf(note: &Note) -> Result<Vec<u8>, Trouble> {
    let refused = |reason: String| Trouble::refused("orders-not-printable").with("number", &note.goods.number).with("reason", reason);
    let particulars = particulars(note).map_err(refused)?;
    let paper = press::Paper::reckoned(particulars, note.order.currency.zero()).map_err(|faults| refused(faults.to_string()))?;
    press::print(&paper).map_err(|fault| refused(fault.to_string()))
}

fn particulars(note: &Note) -> Result<Particulars, String> {
    let currency = note.order.currency;
    let sender = note.order.ship_to().map_err(|e| e.to_string())?;
    let line = |name: &String| Line {
        description: name.clone(),
        details: None,
        sku: None,
        quantity: Decimal::ONE,
        unit: Unit::Piece,
        price: Decimal::ZERO,
        discount: None,
        tax: Tax::without(press::Category::Zero),
        net: currency.zero(),
    };
    Ok(Particulars {
        kind: Kind::ReturnNote,
        number: note.goods.number.clone(),
        issued_on: day(note.goods.opened_at),
        from: seller(&note.seller)?,
        brand: Brand { name: note.brand.clone(), colour: INK, logo: None, footer: None },
        to: Customer {
            name: sender.name.clone(),
            address: address(&sender)?,
            vat_id: None,
            reference: None,
            number: None,
            email: None,
        },
        language: note.language,
        currency,
        lines: note.pieces.iter().map(line).collect(),
        adjustments: Vec::new(),
        exempt_because: None,
        payment: None,
        delivery: None,
        order: Some(note.order.number.clone()),
        customer_order: None,
        preceding: Vec::new(),
        notes: Vec::new(),
    })
}

fn day(at: Moment) -> jiff::civil::Date {
    at.in_zone("UTC").date()
}

fn seller(of: &brand::LegalEntity) -> Result<LegalEntity, String> {
    Ok(LegalEntity {
        name: of.name.clone(),
        address: address(&of.address().map_err(|e| e.to_string())?)?,
        vat_id: None,
        tax_number: Some(of.tax_number.clone()).filter(|number| !number.is_empty()),
        registration: None,
        account: None,
        creditor_id: None,
        contact: Contact { name: None, phone: None, email: None, website: None },
    })
}

fn address(of: &Address) -> Result<press::Address, String> {
    Ok(press::Address {
        lines: [&of.line1, &of.line2].into_iter().filter(|line| !line.is_empty()).cloned().collect(),
        postcode: of.postcode.clone(),
        city: of.city.clone(),
        region: Some(of.region.clone()).filter(|region| !region.is_empty()),
        country: Country::parse(&of.country).ok_or_else(|| format!("“{}” is no country", of.country))?,
    })
}
