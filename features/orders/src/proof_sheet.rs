//! A proof sheet: one small page with a logo on it, printed before the logo is taken, so that no paper fails for it later.

use crate::brand::{Brand, LegalEntity};
use ::papers as press;
use db::Trouble;
use jiff::civil::Date;
use kit::Locale;
use press::{Contact, Country, Customer, Kind, Logo, Particulars, Sums, Tax, Unit};
use rust_decimal::Decimal;

/// Whether the press takes the picture.
pub(crate) fn takes(brand: &Brand, entity: &LegalEntity, picture: &[u8], today: Date) -> Result<bool, Trouble> {
    let particulars = sheet(brand, entity, picture, today)?;
    let sums = Sums::of(&particulars, brand.currency.zero()).map_err(crate::exact::fault)?;
    let paper = press::Paper::new(particulars, sums).map_err(|faults| Trouble::Shape(format!("a proof sheet: {faults}")))?;
    Ok(press::print(&paper).is_ok())
}

fn sheet(brand: &Brand, entity: &LegalEntity, picture: &[u8], today: Date) -> Result<Particulars, Trouble> {
    let address = address(entity)?;
    Ok(Particulars {
        kind: Kind::ReturnNote,
        number: "1".into(),
        issued_on: today,
        brand: press::Brand {
            name: brand.name.clone(),
            colour: (0, 0, 0),
            logo: Some(Logo { bytes: picture.to_vec() }),
            footer: None,
        },
        from: sender(entity, address.clone()),
        to: Customer {
            name: entity.name.clone(),
            address,
            vat_id: None,
            reference: None,
            number: None,
            email: None,
        },
        language: Locale::En,
        currency: brand.currency,
        lines: vec![line(brand)],
        adjustments: Vec::new(),
        exempt_because: None,
        payment: None,
        delivery: None,
        order: None,
        customer_order: None,
        preceding: Vec::new(),
        notes: Vec::new(),
    })
}

fn sender(entity: &LegalEntity, address: press::Address) -> press::LegalEntity {
    press::LegalEntity {
        name: entity.name.clone(),
        address,
        vat_id: None,
        tax_number: None,
        registration: None,
        account: None,
        creditor_id: None,
        contact: Contact::default(),
    }
}

fn line(brand: &Brand) -> press::Line {
    press::Line {
        description: brand.name.clone(),
        details: None,
        sku: None,
        quantity: Decimal::ONE,
        unit: Unit::Piece,
        price: Decimal::ZERO,
        discount: None,
        tax: Tax::without(press::Category::Zero),
        net: brand.currency.zero(),
    }
}

fn address(entity: &LegalEntity) -> Result<press::Address, Trouble> {
    let country = Country::parse(&entity.country).ok_or_else(|| Trouble::Shape(format!("“{}” is no country", entity.country)))?;
    Ok(press::Address {
        lines: Vec::new(),
        postcode: String::new(),
        city: String::new(),
        region: None,
        country,
    })
}
