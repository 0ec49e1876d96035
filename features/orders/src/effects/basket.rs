//! The example: up to two of our own goods, in a brand's currency, going to a country. Where nothing of ours fits, an amount of
//! one hundred stands for it.

use crate::brand::Brand;
use crate::exact::fault;
use crate::product::{self, VariantId};
use crate::shipping;
use crate::tax::{Taxed, rate_of, split_together};
use db::{Trouble, Tx, sql};
use kit::Money;
use rust_decimal::Decimal;

const STANDARD: &str = "standard";
const MOST_GOODS: i64 = 2;

/// Goods for an example, and the way they travel.
#[derive(Debug, Clone)]
pub struct Basket {
    pub brand: Brand,
    pub country: String,
    /// What, for how much, of which class. A name is missing where an amount stands for goods.
    pub goods: Vec<(Option<String>, Money, String)>,
    pub shipping: Option<(String, Money)>,
}

/// A rate that is to be tried for a class.
pub(super) type Tried<'a> = Option<(&'a str, Decimal)>;

impl Basket {
    /// Of this class, or of any; the cheapest way of shipping there goes along.
    pub(super) fn of(tx: &mut Tx<'_>, brand: Brand, country: &str, class: Option<&str>) -> Result<Self, Trouble> {
        let currency = brand.currency;
        let found: Vec<(VariantId, i64)> = sql("SELECT v.id, c.minor
               FROM variant v JOIN product p ON p.id = v.product_id JOIN variant_price c ON c.variant_id = v.id AND c.currency = $1
              WHERE v.is_available AND v.archived_at IS NULL AND p.archived_at IS NULL AND ($2 = '' OR v.tax_class = $2)
              ORDER BY p.id, v.id LIMIT $3")
        .with(currency)
        .with(class.unwrap_or_default())
        .with(MOST_GOODS)
        .all(tx)?;
        let mut goods = Vec::new();
        for (id, minor) in found {
            let variant = product::variant_of(tx, id)?;
            goods.push((Some(variant.name()?), Money::new(minor, currency), variant.tax_class));
        }
        if goods.is_empty() {
            let hundred = Money::parse("100", currency).map_err(fault)?;
            goods.push((None, hundred, class.unwrap_or(STANDARD).to_owned()));
        }
        let cheapest = shipping::methods(tx, brand.id, country, currency)?.into_iter().next();
        Ok(Self {
            shipping: cheapest.map(|(method, minor)| (method, Money::new(minor, currency))),
            brand,
            country: country.to_owned(),
            goods,
        })
    }

    /// What it would come to, with a rate tried or as things stand; `None` where a class has no rate, so that nothing is sold.
    pub(super) fn priced(&self, tx: &mut Tx<'_>, tried: Tried<'_>) -> Result<Option<Taxed>, Trouble> {
        let zero = self.brand.currency.zero();
        let mut whole = Taxed { net: zero, tax: zero, gross: zero };
        let carried = self.shipping.iter().filter(|(_, price)| price.is_positive()).map(|(_, price)| (*price, STANDARD));
        let all: Vec<(Money, &str)> = self.goods.iter().map(|(_, price, class)| (*price, class.as_str())).chain(carried).collect();
        let mut classes: Vec<&str> = all.iter().map(|(_, class)| *class).collect();
        classes.sort_unstable();
        classes.dedup();
        for class in classes {
            let rate = match tried.filter(|(tried, _)| *tried == class) {
                Some((_, rate)) => rate,
                None => match rate_of(tx, &self.country, class, tx.now()) {
                    Ok(rate) => rate,
                    Err(Trouble::Refused(_)) => return Ok(None),
                    Err(other) => return Err(other),
                },
            };
            let amounts: Vec<Money> = all.iter().filter(|(_, of)| *of == class).map(|(price, _)| *price).collect();
            for part in split_together(&amounts, rate, self.brand.prices_include_tax).map_err(fault)? {
                whole = whole.plus(part).map_err(fault)?;
            }
        }
        Ok(Some(whole))
    }

    /// What the goods alone cost, as their prices are written.
    pub(super) fn goods_total(&self) -> Result<Money, Trouble> {
        kit::money::total(self.brand.currency, self.goods.iter().map(|(_, price, _)| *price)).map_err(fault)
    }
}
