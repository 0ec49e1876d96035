//! Whether a row is about a customer though no key says so: it holds an address of theirs, or what a shop calls them or their orders.

use db::Value;
use db::whole::Table;
use moving::hanging::Words;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The addresses of a customer, and what shops call them.
#[derive(Debug, Default)]
pub struct NamedInWords {
    addresses: BTreeSet<String>,
    /// The shop, what is named there, and its name.
    at_shops: BTreeSet<(i64, String, String)>,
}

impl Words for NamedInWords {
    fn learn(&mut self, table: &Table, row: &[Value]) {
        let shop = integer(table, row, "shop_id").unwrap_or_default();
        match table.name.as_str() {
            "customer_identity" => self.addresses.extend(text(table, row, "value").map(str::to_lowercase)),
            "shop_link" => {
                let named = text(table, row, "kind").zip(text(table, row, "theirs"));
                self.at_shops.extend(named.map(|(kind, theirs)| (shop, kind.to_owned(), theirs.to_owned())));
            }
            "shop_order" => self
                .at_shops
                .extend(text(table, row, "theirs").map(|theirs| (shop, "order".to_owned(), theirs.to_owned()))),
            _ => {}
        }
    }

    fn know(&self, table: &Table, row: &[Value]) -> bool {
        match table.name.as_str() {
            // What is filed hangs on its message; what is not has only its sender.
            "raw_mail" => integer(table, row, "message_id").is_none() && self.is_theirs(text(table, row, "mail_from")),
            "shop_delivery" => self.delivered(table, row),
            _ => self.is_theirs(text(table, row, "address")),
        }
    }
}

impl NamedInWords {
    fn is_theirs(&self, address: Option<&str>) -> bool {
        address.is_some_and(|address| self.addresses.contains(&address.trim().to_lowercase()))
    }

    /// What a shop sent, in its own words; or a note of our own: what to look up, and its name there.
    fn delivered(&self, table: &Table, row: &[Value]) -> bool {
        let shop = integer(table, row, "shop_id").unwrap_or_default();
        let topic = text(table, row, "topic").unwrap_or_default();
        let Some(Value::Bytes(bytes)) = table.place_of("bytes").and_then(|place| row.get(place)) else {
            return false;
        };
        match serde_json::from_slice::<Json>(bytes) {
            Ok(told) => self.tells(shop, topic, "", &told),
            Err(_) => {
                let noted = String::from_utf8_lossy(bytes);
                noted.split_once(' ').is_some_and(|(_, theirs)| self.is_named(shop, theirs))
            }
        }
    }

    /// Whether anything in it names them. `key` is where it stands; nothing at the top.
    fn tells(&self, shop: i64, topic: &str, key: &str, told: &Json) -> bool {
        match told {
            Json::Object(fields) => fields.iter().any(|(name, field)| {
                let key = match (key, name.as_str()) {
                    ("", "id") => about(topic),
                    ("order", "id") => "order_id",
                    ("customer", "id") => "customer_id",
                    _ => name,
                };
                self.tells(shop, topic, key, field)
            }),
            Json::Array(all) => all.iter().any(|one| self.tells(shop, topic, key, one)),
            Json::String(said) if is_number(said) => self.is_numbered(shop, key, said),
            Json::String(said) => self.is_theirs(Some(said)) || self.is_named(shop, said),
            Json::Number(number) => self.is_numbered(shop, key, &number.to_string()),
            Json::Bool(_) | Json::Null => false,
        }
    }

    fn is_named(&self, shop: i64, theirs: &str) -> bool {
        self.at_shops.iter().any(|(at, _, name)| *at == shop && name == theirs)
    }

    /// A bare number means something only where it stands. Names such as `gid://shopify/Order/12` end in it.
    fn is_numbered(&self, shop: i64, key: &str, number: &str) -> bool {
        let kind = match key {
            "order_id" => "order",
            "customer_id" => "customer",
            _ => return false,
        };
        let ends = |name: &str| name.rsplit('/').next() == Some(number);
        self.at_shops.iter().any(|(at, of, name)| *at == shop && of == kind && ends(name))
    }
}

/// What the number at the top of a delivery is the number of.
fn about(topic: &str) -> &'static str {
    match topic.split(['.', '/']).next() {
        Some("order" | "orders") => "order_id",
        Some("customer" | "customers") => "customer_id",
        _ => "id",
    }
}

fn is_number(said: &str) -> bool {
    !said.is_empty() && said.bytes().all(|byte| byte.is_ascii_digit())
}

fn text<'a>(table: &Table, row: &'a [Value], column: &str) -> Option<&'a str> {
    match row.get(table.place_of(column)?)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn integer(table: &Table, row: &[Value], column: &str) -> Option<i64> {
    match row.get(table.place_of(column)?)? {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mias() -> NamedInWords {
        let named = |kind: &str, name: &str| (1, kind.to_owned(), name.to_owned());
        NamedInWords {
            addresses: BTreeSet::from(["mia@example.org".to_owned()]),
            at_shops: BTreeSet::from([named("order", "gid://shopify/Order/12"), named("customer", "34"), named("payment", "pi_56")]),
        }
    }

    #[test]
    fn what_a_shop_sent_is_about_who_it_names_and_nobody_else() {
        for (shop, topic, told, is_hers) in [
            (1, "orders/updated", r#"{"id":99,"customer":{"email":"Mia@Example.org"}}"#, true),
            (1, "orders/updated", r#"{"id":12}"#, true),
            (1, "products/update", r#"{"id":12}"#, false),
            (1, "refunds/create", r#"{"id":1,"order_id":12}"#, true),
            (1, "refunds/create", r#"{"id":12,"order_id":1,"line_items":[{"quantity":12,"id":34}]}"#, false),
            (1, "order.created", r#"{"id":7,"customer_id":"34"}"#, true),
            (1, "charge.refunded", r#"{"data":{"object":{"payment_intent":"pi_56"}}}"#, true),
            (1, "checkouts/update", r#"{"id":7,"customer":{"id":34}}"#, true),
            (2, "orders/updated", r#"{"id":12}"#, false),
            (1, "orders/updated", r#"{"email":"noamia@example.org"}"#, false),
        ] {
            assert_eq!(mias().tells(shop, topic, "", &serde_json::from_str(told).unwrap()), is_hers, "{topic} {told}");
        }
    }
}
