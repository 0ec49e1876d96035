//! A form becomes a request: what an agent filled in is written as the JSON the API takes, and read by the same strict
//! reader, so that a page can ask for nothing the API could not.

use super::preview::drawn::query_of;
use crate::action::Request;
use crate::order::Order;
use db::Trouble;
use kit::{Money, Rounding};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use web::Fields;

/// The actions with a form on an order's page, in the order an agent needs them.
pub(super) const VERBS: [&str; 17] = [
    "refund",
    "return",
    "exchange",
    "cancel",
    "resend",
    "goodwill",
    "waive_fee",
    "credit",
    "adjust_bill",
    "apply_voucher",
    "take_payment",
    "change_items",
    "change_address",
    "change_payment",
    "change_shipping",
    "invoice",
    "receipt",
];

/// The request an agent filled in for this order.
pub(super) fn request(order: &Order, verb: &str, fields: &Fields) -> Result<Request, Trouble> {
    let mut asked = Map::new();
    asked.insert("verb".into(), json!(if verb == "goodwill" { "refund" } else { verb }));
    if !["receive_return", "close_return"].contains(&verb) {
        asked.insert("order".into(), json!(order.id.0));
    }
    if verb != "invoice" && verb != "receipt" {
        asked.insert("reason".into(), json!(reason(fields)));
    }
    if let Some(to) = fields.optional("refund_to") {
        asked.insert("refund_to".into(), json!(to));
    }
    parts(order, verb, fields, &mut asked)?;
    serde_json::from_value(Value::Object(asked)).map_err(|_| Trouble::refused("orders-form-unreadable"))
}

/// The reason chosen, or the one written beside “other”.
fn reason(fields: &Fields) -> &str {
    fields.optional("own_reason").unwrap_or_else(|| fields.text("reason"))
}

fn parts(order: &Order, verb: &str, fields: &Fields, asked: &mut Map<String, Value>) -> Result<(), Trouble> {
    let mut put = |name: &str, value: Value| asked.insert(name.to_owned(), value);
    match verb {
        "refund" => drop(put("refund", refund(order, fields)?)),
        "goodwill" => drop(put("refund", json!({ "what": "goodwill", "amount": amount(order, fields)? }))),
        "cancel" | "return" | "resend" => {
            put("units", json!(fields.numbers("unit")));
            if let Some(condition) = fields.optional("condition") {
                put("condition", json!(condition));
            }
            put("carrier", json!(fields.text("carrier")));
        }
        "exchange" => {
            let (old, new) = swaps(fields);
            put("units", json!(old));
            put("wanted", json!(new));
            if let Some(condition) = fields.optional("condition") {
                put("condition", json!(condition));
            }
            pay(order, fields, &mut put)?;
        }
        "receive_return" => {
            put("return_id", json!(fields.number("return")));
            put("looked", json!(looked(fields)));
        }
        "close_return" => drop(put("return_id", json!(fields.number("return")))),
        "credit" => drop(put("amount", json!(amount(order, fields)?))),
        "adjust_bill" => {
            put("amount", json!(amount(order, fields)?));
            pay(order, fields, &mut put)?;
        }
        "apply_voucher" => drop(put("code", json!(fields.text("code")))),
        "change_items" => {
            put("take_out", json!(fields.numbers("unit")));
            put("put_in", json!(wanted(fields.text("put_in"))));
            pay(order, fields, &mut put)?;
        }
        "change_address" => drop(put(if fields.text("which") == "bill_to" { "bill_to" } else { "ship_to" }, address(fields))),
        "change_shipping" => {
            put("shipping", json!(fields.text("shipping")));
            pay(order, fields, &mut put)?;
        }
        "take_payment" | "change_payment" => {
            let method = fields.number("method").ok_or_else(|| Trouble::refused("orders-choose-method"))?;
            put("pay", pay_with(order, method, fields)?);
        }
        "waive_fee" | "invoice" | "receipt" => {}
        _ => return Err(Trouble::NotFound("action")),
    }
    Ok(())
}

fn refund(order: &Order, fields: &Fields) -> Result<Value, Trouble> {
    Ok(match fields.text("what") {
        "units" => json!({ "what": "units", "units": fields.numbers("unit") }),
        "part" => {
            let unit = fields.numbers("unit").first().copied().ok_or_else(|| Trouble::refused("orders-choose-one-piece"))?;
            json!({ "what": "part", "unit": unit, "amount": amount(order, fields)? })
        }
        "amount" => json!({ "what": "amount", "amount": amount(order, fields)? }),
        _ => json!({ "what": "everything" }),
    })
}

/// An amount as people type it: a comma is taken for the point, as on a Spanish keyboard.
fn amount(order: &Order, fields: &Fields) -> Result<Money, Trouble> {
    read_amount(order, fields.text("amount"))
}

/// `12.50`, or `10 %` of what the order comes to.
fn read_amount(order: &Order, typed: &str) -> Result<Money, Trouble> {
    if let Some(percent) = typed.trim().strip_suffix(['%', '％']) {
        return part_of(order, percent).ok_or_else(|| Trouble::refused("orders-percent-unreadable"));
    }
    Money::parse(&typed.replace(',', "."), order.currency)
        .map_err(|_| Trouble::refused("orders-amount-unreadable").with("currency", order.currency))
}

/// What was filled in with a part of the order written as the amount it is now: done twice, it is still the same.
pub(super) fn settled(order: &Order, fields: &Fields) -> Fields {
    let pairs = fields.all().map(|(name, value)| {
        let part = if name == "amount" { value.trim().strip_suffix(['%', '％']) } else { None };
        let amount = part.and_then(|percent| part_of(order, percent));
        (name.to_owned(), amount.map_or_else(|| value.to_owned(), Money::plain))
    });
    Fields::parse(query_of(pairs).as_bytes())
}

fn part_of(order: &Order, percent: &str) -> Option<Money> {
    let percent: Decimal = percent.trim().replace(',', ".").parse().ok()?;
    let part = percent / Decimal::ONE_HUNDRED;
    if part.is_sign_negative() || part > Decimal::ONE {
        return None;
    }
    order.total().rate(part, Rounding::HalfUp).ok()
}

fn pay(order: &Order, fields: &Fields, put: &mut impl FnMut(&str, Value) -> Option<Value>) -> Result<(), Trouble> {
    if let Some(method) = fields.number("method") {
        put("pay", pay_with(order, method, fields)?);
    }
    Ok(())
}

fn pay_with(order: &Order, method: i64, fields: &Fields) -> Result<Value, Trouble> {
    let part = fields.optional("pay_amount").map(|typed| read_amount(order, typed)).transpose()?;
    Ok(json!({ "method": method, "amount": part, "authorise_only": fields.flag("authorise_only") }))
}

/// `swap=12:KETTLE-RED`: the old piece, and the SKU of the new one.
fn swaps(fields: &Fields) -> (Vec<i64>, Vec<String>) {
    fields
        .list("swap")
        .into_iter()
        .filter_map(|swap| swap.split_once(':'))
        .filter_map(|(unit, sku)| Some((unit.parse::<i64>().ok()?, sku.to_owned())))
        .unzip()
}

/// `looked=12:like_new:yes`: the piece, its condition, whether it is accepted.
fn looked(fields: &Fields) -> Vec<Value> {
    let each = fields.list("looked").into_iter().filter_map(|looked| {
        let mut parts = looked.split(':');
        let (unit, condition, accepted) = (parts.next()?.parse::<i64>().ok()?, parts.next()?, parts.next()?);
        Some(json!({ "unit": unit, "condition": condition, "accepted": accepted == "yes" }))
    });
    each.collect()
}

/// One SKU a line, with a number before it if it is more than one: `2 KETTLE-RED`.
pub(super) fn wanted(typed: &str) -> Vec<Value> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| match line.split_once(' ').map(|(count, sku)| (count.parse::<i64>(), sku.trim())) {
            Some((Ok(count), sku)) => json!({ "sku": sku, "count": count }),
            _ => json!({ "sku": line, "count": 1 }),
        })
        .collect()
}

pub(super) fn address(fields: &Fields) -> Value {
    json!({
        "name": fields.text("name"), "line1": fields.text("line1"), "line2": fields.text("line2"), "postcode": fields.text("postcode"),
        "city": fields.text("city"), "region": fields.text("region"), "country": fields.text("country"),
    })
}

#[cfg(test)]
mod tests {
    use super::{looked, swaps, wanted};
    use serde_json::json;
    use web::Fields;

    #[test]
    fn pieces_are_read_as_an_agent_writes_them() {
        assert_eq!(wanted("2 KETTLE-RED\n\n LID "), [json!({"sku": "KETTLE-RED", "count": 2}), json!({"sku": "LID", "count": 1})]);
        let fields = Fields::parse(b"swap=&swap=12:KETTLE-BLUE&swap=x:Y&looked=12:like_new:yes&looked=13:damaged:no&looked=14");
        assert_eq!(swaps(&fields), (vec![12], vec!["KETTLE-BLUE".to_owned()]));
        assert_eq!(
            looked(&fields),
            [
                json!({"unit": 12, "condition": "like_new", "accepted": true}),
                json!({"unit": 13, "condition": "damaged", "accepted": false})
            ]
        );
    }
}
