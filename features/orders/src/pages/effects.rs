//! How effects of settings look on the pages of this room: an example before and after, and where something stands.

use crate::effects::{Basket, Stands};
use crate::tax::Taxed;
use kit::Money;
use web::parts::table;
use web::{Markup, Text, html};

/// What stands there until enough is filled in.
pub(super) fn nothing_yet(text: &Text) -> Markup {
    html! { p.muted { (text.say("orders-effect-nothing")) } }
}

/// Net, tax and total, now and after saving. A dash where nothing can be sold.
pub(super) fn before_after(text: &Text, before: Option<Taxed>, after: Option<Taxed>) -> Markup {
    let line = |key: &str, of: fn(Taxed) -> Money| {
        let money = |taxed: Option<Taxed>| taxed.map_or_else(|| "—".to_owned(), |taxed| text.money(of(taxed)));
        html! { tr { td { (text.say(key)) } td.number { (money(before)) } td.number { (money(after)) } } }
    };
    let rows = html! {
        (line("orders-effect-net", |taxed| taxed.net))
        (line("orders-effect-tax", |taxed| taxed.tax))
        (line("orders-effect-total", |taxed| taxed.gross))
    };
    let heads = ["orders-effect-what", "orders-effect-before", "orders-effect-after"].map(|key| text.say(key));
    html! {
        (table(text.say("orders-effect-example-table"), heads, rows))
        @if before.is_none() || after.is_none() { p.muted { (text.say("orders-effect-not-sold")) } }
    }
}

/// The goods of an example in words.
pub(super) fn example(text: &Text, basket: &Basket) -> Markup {
    let goods = basket.goods.iter().map(|(name, price, _)| match name {
        Some(name) => format!("{name} ({})", text.money(*price)),
        None => text.say_with("orders-effect-amount", &[("amount", &text.money(*price))]),
    });
    let shipping = basket.shipping.iter().map(|(method, price)| format!("{method} ({})", text.money(*price)));
    let all: Vec<String> = goods.chain(shipping).collect();
    let said = text.say_with(
        "orders-effect-example",
        &[("goods", &all.join(", ")), ("country", &basket.country), ("brand", &basket.brand.name)],
    );
    html! { p { (said) } }
}

/// Open orders that keep what was agreed.
pub(super) fn open_orders(text: &Text, count: i64) -> Markup {
    html! { p { (text.say_with("orders-effect-open-orders", &[("count", &count)])) } }
}

/// Where a piece of goods stands, beside the button that takes it off sale.
pub(super) fn stands(text: &Text, stands: &Stands) -> Markup {
    let lines = [
        ("orders-stands-orders", stands.open_orders),
        ("orders-stands-waiting", stands.waiting),
        ("orders-stands-rules", stands.rules),
    ];
    let said: Vec<String> = lines
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| text.say_with(key, &[("count", count)]))
        .collect();
    html! { p.hint { @if said.is_empty() { (text.say("orders-stands-nowhere")) } @else { (said.join(" ")) } } }
}
