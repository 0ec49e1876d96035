//! What a change of the shop would mean, worked out before it is saved: an example basket of our own goods before and after, and
//! in how many open things what is changed stands. Nothing here changes anything.

mod basket;
mod goods;
mod money;
mod records;
mod standing;

pub use basket::Basket;
pub use goods::{ClassEffect, PriceEffect, Stands, category, class, price, stands_product, stands_variant};
pub use money::{PlanEffect, ShippingEffect, TaxEffect, VoucherEffect, plan, shipping, tax, voucher};
pub use records::{RecordEffect, record_type};
pub use standing::{BrandEffect, ClassUse, EntityEffect, brand, class_use, entity};
