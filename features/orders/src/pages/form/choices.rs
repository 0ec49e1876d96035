//! What an action's form offers to choose from, read for one order.

use crate::order::Order;
use crate::pages::order::sight::Sight;
use crate::pages::reasons;
use crate::payment_method::{self, Method};
use crate::product::{self, ProductId, Variant};
use crate::{shipping, stock};
use db::{Trouble, Tx};
use kit::Money;

/// A variant a piece can be exchanged for.
pub(in crate::pages) struct Offered {
    pub variant: Variant,
    pub name: String,
    pub price: Money,
    /// `None` where stock is not counted.
    pub level: Option<i64>,
}

/// What can be chosen.
#[derive(Default)]
pub(in crate::pages) struct Choices {
    pub reasons: Vec<String>,
    pub methods: Vec<Method>,
    pub offered: Vec<Offered>,
    pub shipping: Vec<(String, Money)>,
}

impl Choices {
    pub(in crate::pages) fn of(tx: &mut Tx<'_>, sight: &Sight, verb: &str) -> Result<Self, Trouble> {
        let order = &sight.order;
        let mut choices = Self { reasons: reasons::of(tx, order, verb)?, ..Self::default() };
        match verb {
            "exchange" => {
                choices.offered = offered(tx, sight)?;
                choices.methods = payment_method::of(tx, order.customer)?;
            }
            "take_payment" | "change_payment" | "adjust_bill" | "change_items" => choices.methods = payment_method::of(tx, order.customer)?,
            "change_shipping" => {
                choices.shipping = ways(tx, order)?;
                choices.methods = payment_method::of(tx, order.customer)?;
            }
            _ => {}
        }
        Ok(choices)
    }
}

/// The variants of every product in the order that are on sale in its currency.
fn offered(tx: &mut Tx<'_>, sight: &Sight) -> Result<Vec<Offered>, Trouble> {
    let mut products: Vec<ProductId> = sight.units.iter().map(|unit| unit.product).collect();
    products.sort_unstable();
    products.dedup();
    let mut all = Vec::new();
    for product in products {
        for variant in product::variants(tx, product)?.into_iter().filter(Variant::is_on_sale) {
            let Some(price) = product::price_of(tx, variant.id, sight.order.currency)? else {
                continue;
            };
            all.push(Offered { name: variant.name()?, price, level: stock::level(tx, variant.id)?, variant });
        }
    }
    Ok(all)
}

fn ways(tx: &mut Tx<'_>, order: &Order) -> Result<Vec<(String, Money)>, Trouble> {
    let all = shipping::methods(tx, order.brand, &order.country, order.currency)?;
    Ok(all.into_iter().map(|(method, minor)| (method, Money::new(minor, order.currency))).collect())
}
