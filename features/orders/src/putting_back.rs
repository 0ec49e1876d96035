//! What the shop is set up with, as it can be put back: tax and shipping, vouchers and plans, brands and legal entities, goods,
//! rules of suggestions, types of records. Orders, papers and bills made meanwhile keep what was so when they were made.

mod advice;
mod goods;
mod money;
mod sellers;

pub use advice::{RecordTypeSetting, RuleSetting, SuggestionsSetting};
pub use goods::{ProductSetting, VariantSetting};
pub use money::{PlanSetting, ShippingRateSetting, TaxClassSetting, TaxRateSetting, VoucherSetting};
pub use sellers::{BrandSetting, EntitySetting};

use db::Trouble;
use std::str::FromStr;

const MANAGE: &str = "orders.manage";
const SHOP: &str = "/settings/shop";

/// A key, or a part of one, as a change names it.
fn key<T: FromStr>(thing: &str) -> Result<T, Trouble> {
    thing.parse().map_err(|_| Trouble::NotFound("change"))
}

/// The words a change names something by, of which only the last may have blanks.
fn parts<const N: usize>(thing: &str) -> Result<[&str; N], Trouble> {
    let parts: Vec<&str> = thing.splitn(N, ' ').collect();
    parts.try_into().map_err(|_| Trouble::NotFound("change"))
}
