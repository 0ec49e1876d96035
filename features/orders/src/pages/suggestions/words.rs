//! A rule as one says it: “When the order has kettle and comes to more than 50.00, suggest Lid (goes with it)”.

use crate::pages::wording::said;
use crate::suggestions::{Has, LookAt, Rule};
use web::Text;

pub(super) fn sentence(text: &Text, rule: &Rule) -> String {
    let product = match &rule.sku {
        Some(sku) => format!("{} ({sku})", rule.product_name),
        None => rule.product_name.clone(),
    };
    let kind = said(text, "suggest-kind", rule.kind.word());
    text.say_with("orders-suggest-sentence", &[("when", &when(text, rule)), ("product", &product), ("kind", &kind)])
}

fn when(text: &Text, rule: &Rule) -> String {
    let key = match (rule.has, rule.look_at) {
        (Has::Product, LookAt::Order) => "orders-suggest-when-order-product",
        (Has::Product, LookAt::Customer) => "orders-suggest-when-customer-product",
        (Has::Category, LookAt::Order) => "orders-suggest-when-order-category",
        (Has::Category, LookAt::Customer) => "orders-suggest-when-customer-category",
        (Has::Tag, _) => "orders-suggest-when-tag",
        (Has::Anything, LookAt::Order) => "orders-suggest-when-order",
        (Has::Anything, LookAt::Customer) => "orders-suggest-when-customer",
    };
    let when = text.say_with(key, &[("word", &rule.word)]);
    match rule.above() {
        Some(above) => text.say_with("orders-suggest-and-above", &[("when", &when), ("amount", &text.money(above))]),
        None => when,
    }
}
