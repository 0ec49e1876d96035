//! What the demo shop stands on: legal entity, brand, tax and shipping, products and stock, vouchers, and the policy.

use db::{Trouble, Work};
use kit::{Currency, Moment, Money};
use orders::address::Address;
use orders::brand::{self, BrandId, NewBrand, NewLegalEntity};
use orders::product::{self, NewProduct, NewVariant, OptionSpec, ProductId};
use orders::suggestions::{Kind, LookAt, NewRule, rules};
use orders::voucher::{self, Worth};
use orders::{policies, shipping, stock, tax};
use rust_decimal::Decimal;

/// Country, standard and reduced rate in per mille, standard and express shipping in cents.
const COUNTRIES: [(&str, i64, i64, i64, i64); 3] = [("DE", 190, 70, 490, 1_290), ("ES", 210, 100, 390, 990), ("FR", 200, 55, 590, 1_490)];

/// Product code and name, tax class, its option, and each variant's SKU, value and price in cents.
type Shelf = (&'static str, &'static str, &'static str, &'static str, &'static [(&'static str, &'static str, i64)]);

const SHELVES: [Shelf; 4] = [
    (
        "brisk-17",
        "Brisk 1.7",
        "standard",
        "colour",
        &[("BRISK17-RED", "red", 4_990), ("BRISK17-BLUE", "blue", 4_990), ("BRISK17-STEEL", "steel", 5_990)],
    ),
    ("brisk-10", "Brisk 1.0", "standard", "colour", &[("BRISK10-WHITE", "white", 3_490)]),
    ("filter", "Limescale filter", "standard", "", &[("FILTER", "", 690)]),
    ("tea-sampler", "Tea sampler", "reduced", "", &[("TEA-SAMPLER", "", 1_490)]),
];

/// Cents of a euro.
pub const fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// Fills them.
pub fn fill(work: &mut Work<'_>) -> Result<(), Trouble> {
    let brand = found(work)?;
    for (country, standard, reduced, slow, fast) in COUNTRIES {
        let always = Moment::from_seconds(0);
        tax::set_rate(work, country, "standard", Decimal::new(standard, 3), always)?;
        tax::set_rate(work, country, "reduced", Decimal::new(reduced, 3), always)?;
        shipping::set_rate(work, brand, "standard", country, eur(slow))?;
        shipping::set_rate(work, brand, "express", country, eur(fast))?;
    }
    for shelf in &SHELVES {
        put_up(work, shelf)?;
    }
    suggest(work)?;
    voucher::add(work, "TEATIME10", Worth::Part(Decimal::new(10, 2)), None, Some(100))?;
    policies::found(work, &policies::starting_policy()?).map(drop)
}

/// What Kettle & Co. likes to suggest.
fn suggest(work: &mut Work<'_>) -> Result<(), Trouble> {
    let filter = NewRule {
        name: "A filter for every kettle".into(),
        look_at: LookAt::Customer,
        word: "brisk-17".into(),
        suggest: "FILTER".into(),
        text_en: "By the way: our {product} keeps the kettle free of scale. It costs {price}; shall I send you one?".into(),
        text_es: "Por cierto: nuestro filtro antical mantiene limpio el hervidor. Cuesta {price}; ¿le envío uno?".into(),
        text_zh: "顺便告诉您：我们的除垢滤芯可以让水壶保持清洁，价格为 {price}，需要为您寄一个吗？".into(),
        ..NewRule::default()
    };
    let steel = NewRule {
        name: "Steel lasts longer".into(),
        kind: Kind::Upsell,
        word: "brisk-17".into(),
        suggest: "BRISK17-STEEL".into(),
        ..NewRule::default()
    };
    for rule in [filter, steel] {
        rules::make(work, &rule)?;
    }
    Ok(())
}

fn found(work: &mut Work<'_>) -> Result<BrandId, Trouble> {
    let address = Address {
        name: "Kettle & Co.".into(),
        line1: "Calle del Té 1".into(),
        postcode: "28004".into(),
        city: "Madrid".into(),
        country: "ES".into(),
        ..Address::default()
    };
    let entity = NewLegalEntity {
        code: "KCO".into(),
        name: "Kettle & Co. S.L.".into(),
        tax_number: "ESB00000000".into(),
        address,
        bank: "IBAN ES91 2100 0418 4502 0005 1332".into(),
    };
    let legal_entity = brand::add_entity(work, &entity)?;
    brand::add(
        work,
        &NewBrand {
            code: "kettle".into(),
            name: "Kettle & Co.".into(),
            legal_entity,
            currency: Currency::EUR,
            prices_include_tax: true,
            order_prefix: "K-".into(),
        },
    )
}

fn put_up(work: &mut Work<'_>, shelf: &Shelf) -> Result<(), Trouble> {
    let (code, name, class, option, variants) = *shelf;
    let values = variants.iter().map(|(_, value, _)| (*value).to_owned()).collect();
    let options = if option.is_empty() {
        Vec::new()
    } else {
        vec![OptionSpec { name: option.into(), values }]
    };
    let new = NewProduct { code: code.into(), name: name.into(), options, ..NewProduct::default() };
    let id: ProductId = product::add(work, &new)?;
    for (sku, value, price) in variants {
        let options = if option.is_empty() {
            Vec::new()
        } else {
            vec![(option.to_owned(), (*value).to_owned())]
        };
        let new = NewVariant {
            sku: (*sku).into(),
            options: options.into_iter().collect(),
            tax_class: class.into(),
            tracks_stock: true,
            prices: vec![eur(*price)],
        };
        let variant = product::add_variant(work, id, &new)?;
        stock::enter(work, variant, 250, "delivery", None)?;
    }
    Ok(())
}
