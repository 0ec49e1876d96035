//! What the forms of the shop's page do.

use super::change;
use crate::address::Address;
use crate::brand::{self, BrandId, LegalEntityId, NewBrand, NewLegalEntity};
use crate::pages::days::is_over;
use crate::putting_back::{BrandSetting, ShippingRateSetting, TaxRateSetting, VoucherSetting};
use crate::shipping;
use crate::tax;
use crate::voucher::{self, Worth};
use agents::changes::{keeping, keeping_new};
use axum::extract::State;
use axum::response::Response;
use db::{Trouble, Work};
use kit::{Currency, Money};
use rust_decimal::Decimal;
use web::{Fields, Problem, SignedIn, Site};

/// Lower-case letters, digits and dashes: a word policies and programs can name.
pub(in crate::pages) fn code_of(typed: &str) -> Result<String, Trouble> {
    let code = typed.trim().to_owned();
    let fits = (1..=40).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if fits { Ok(code) } else { Err(Trouble::refused("orders-code-unfit")) }
}

pub(in crate::pages) fn currency_of(typed: &str) -> Result<Currency, Trouble> {
    Currency::parse(typed).map_err(|_| Trouble::refused("orders-currency-unknown").with("code", typed))
}

pub(in crate::pages) fn money_of(typed: &str, currency: Currency) -> Result<Money, Trouble> {
    let read = Money::parse(&typed.replace(',', "."), currency);
    read.map_err(|_| Trouble::refused("orders-amount-unreadable").with("currency", currency))
}

/// `19` or `7,5` per cent as 0.19 or 0.075.
pub(super) fn part_of(typed: &str) -> Result<Decimal, Trouble> {
    let percent: Decimal = typed
        .trim()
        .trim_end_matches('%')
        .trim()
        .replace(',', ".")
        .parse()
        .map_err(|_| Trouble::refused("orders-percent-unreadable"))?;
    let part = percent / Decimal::ONE_HUNDRED;
    if part.is_sign_negative() || part > Decimal::ONE {
        Err(Trouble::refused("orders-percent-unreadable"))
    } else {
        Ok(part)
    }
}

/// What order numbers begin with, as it is kept.
pub(super) fn prefix_of(typed: &Fields) -> String {
    let plain: String = typed.text("prefix").chars().filter(char::is_ascii_alphanumeric).take(6).collect();
    plain.to_uppercase()
}

fn name_of(typed: &Fields) -> Result<String, Trouble> {
    typed.optional("name").map(str::to_owned).ok_or_else(|| Trouble::refused("orders-name-missing"))
}

/// `POST /settings/shop/entities`
pub(in crate::pages) async fn add_entity(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, "entities", fields, move |work| {
        let name = name_of(&typed)?;
        let address = Address {
            name: name.clone(),
            line1: typed.text("line1").into(),
            postcode: typed.text("postcode").into(),
            city: typed.text("city").into(),
            country: typed.text("country").into(),
            ..Address::default()
        };
        let code = code_of(typed.text("code"))?;
        if brand::entities(work)?.iter().any(|entity| entity.code.eq_ignore_ascii_case(&code)) {
            return Err(Trouble::refused("orders-code-taken").with("code", code));
        }
        let new = NewLegalEntity {
            code,
            name,
            tax_number: typed.text("tax_number").into(),
            address,
            bank: typed.text("bank").into(),
        };
        brand::add_entity(work, &new).map(drop)
    })
    .await
}

/// `POST /settings/shop/brands`
pub(in crate::pages) async fn add_brand(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, "brands", fields, move |work| {
        let code = code_of(typed.text("code"))?;
        if brand::by_code(work, &code)?.is_some() {
            return Err(Trouble::refused("orders-code-taken").with("code", code));
        }
        let new = NewBrand {
            code,
            name: name_of(&typed)?,
            legal_entity: LegalEntityId(typed.number("entity").ok_or_else(|| Trouble::refused("orders-entity-missing"))?),
            currency: currency_of(typed.text("currency"))?,
            prices_include_tax: typed.flag("prices_include_tax"),
            order_prefix: prefix_of(&typed),
        };
        brand::entity(work, new.legal_entity)?;
        let id = brand::add(work, &new)?;
        typed.optional("zone").map_or(Ok(()), |zone| brand::set_zone(work, id, zone))
    })
    .await
}

/// `POST /settings/shop/zones`: where a brand's days begin.
pub(in crate::pages) async fn set_zone(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, "zones", fields, move |work| {
        let id = BrandId(typed.number("brand").unwrap_or(0));
        keeping(work, &BrandSetting, &id.to_string(), |work| brand::set_zone(work, id, typed.text("zone")))
    })
    .await
}

/// `POST /settings/shop/tax`: counts from now on; what was charged before stays as it was.
pub(in crate::pages) async fn set_tax(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, "tax", fields, move |work| {
        let (country, class, rate) = (country_of(&typed)?, code_of(typed.text("class"))?, part_of(typed.text("rate"))?);
        let now = work.now;
        let thing = TaxRateSetting::thing(&country, &class);
        keeping(work, &TaxRateSetting, &thing, |work| tax::set_rate(work, &country, &class, rate, now))
    })
    .await
}

pub(super) fn country_of(typed: &Fields) -> Result<String, Trouble> {
    let country = typed.text("country").to_ascii_uppercase();
    let fits = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    if fits { Ok(country) } else { Err(Trouble::refused("orders-country-unfit")) }
}

/// `POST /settings/shop/shipping`
pub(in crate::pages) async fn set_shipping(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, "shipping", fields, move |work| {
        let brand = brand::find(work, BrandId(typed.number("brand").unwrap_or(0)))?;
        let price = money_of(typed.text("price"), brand.currency)?;
        if price.is_negative() {
            return Err(Trouble::refused("orders-negative-price"));
        }
        let (method, country) = (code_of(typed.text("method"))?, country_of(&typed)?);
        let thing = ShippingRateSetting::thing(brand.id, &country, brand.currency, &method);
        keeping(work, &ShippingRateSetting, &thing, |work| shipping::set_rate(work, brand.id, &method, &country, price))
    })
    .await
}

/// `POST /settings/shop/vouchers`
pub(in crate::pages) async fn add_voucher(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let (typed, zone) = (fields.clone(), who.zone.clone());
    change(&site, &who, "vouchers", fields, move |work| add_one(work, &typed, &zone)).await
}

fn add_one(work: &mut Work<'_>, typed: &Fields, zone: &str) -> Result<(), Trouble> {
    let code = code_of(typed.text("code"))?;
    if voucher::is_taken(work, &code)? {
        return Err(Trouble::refused("orders-code-taken").with("code", code));
    }
    let worth = worth_of(typed)?;
    let until = typed.optional("until").and_then(|day| is_over(day, zone));
    let id = voucher::add(work, &code, worth, until, typed.number("most_uses").filter(|most| *most > 0))?;
    keeping_new(work, &VoucherSetting, &id.to_string())
}

/// What the voucher takes off, which must be something.
pub(super) fn worth_of(typed: &Fields) -> Result<Worth, Trouble> {
    let worth = match typed.optional("percent") {
        Some(percent) => Worth::Part(part_of(percent)?),
        None => Worth::Amount(money_of(typed.text("amount"), currency_of(typed.text("currency"))?)?),
    };
    let is_worth_something = match worth {
        Worth::Part(part) => !part.is_zero(),
        Worth::Amount(amount) => amount.is_positive(),
    };
    if !is_worth_something {
        return Err(Trouble::refused("orders-nothing-to-move"));
    }
    Ok(worth)
}

#[cfg(test)]
mod tests {
    use super::{code_of, part_of};

    #[test]
    fn a_percentage_is_read_as_people_write_it_and_a_code_is_one_word() {
        for (typed, part) in [("19", "0.19"), ("7,5 %", "0.075"), ("0", "0"), ("100", "1")] {
            assert_eq!(part_of(typed).expect("a part").normalize().to_string(), part);
        }
        assert!(part_of("-1").is_err() && part_of("101").is_err() && part_of("much").is_err());
        assert!(code_of("kettle-1").is_ok() && code_of("two words").is_err() && code_of("").is_err());
    }
}
