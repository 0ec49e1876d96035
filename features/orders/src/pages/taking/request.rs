//! What was filled in for a customer, as the request the API takes.

use super::own::read_fields;
use super::whom::Whom;
use crate::action::Request;
use crate::pages::request::{address, wanted};
use crate::pages::shop_money;
use crate::subscription::PeriodUnit;
use db::Trouble;
use kit::Money;
use serde_json::{Map, Value, json};
use web::Fields;

/// Values by the names in front of them: `of=part&quantity=3` is `part: 3`. Empty ones are left out.
pub(in crate::pages) fn paired<'a>(typed: &'a Fields, under: &str) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    let mut of = None;
    for (name, value) in typed.all() {
        match (name, of) {
            ("of", _) => of = Some(value),
            (name, Some(named)) if name == under => {
                if !value.trim().is_empty() {
                    found.push((named, value.trim()));
                }
                of = None;
            }
            _ => {}
        }
    }
    found
}

/// `name: value`, one a line.
pub(super) fn details(typed: &str) -> Map<String, Value> {
    let lines = typed.lines().filter_map(|line| line.split_once([':', '：']));
    lines
        .map(|(name, value)| (name.trim().to_owned(), json!(value.trim())))
        .filter(|(name, _)| !name.is_empty())
        .collect()
}

pub(super) fn request(whom: &Whom, verb: &str, typed: &Fields) -> Result<Request, Trouble> {
    let mut asked = match verb {
        "place_order" => order(typed),
        "open_account" | "update_account" | "close_account" => of_account(verb, typed),
        "charge" => charge(whom, typed)?,
        "waive_fee" => json!({ "charge": typed.number("charge") }),
        "adjust_bill" => json!({ "charge": typed.number("charge"), "amount": amount(whom, typed, "amount")?, "pay": pay(whom, typed)? }),
        "pay_charge" => {
            let pay = pay(whom, typed)?.ok_or_else(|| Trouble::refused("orders-choose-method"))?;
            json!({ "charge": typed.number("charge"), "pay": pay })
        }
        "start_subscription" => start(whom, typed)?,
        "change_subscription" => change(whom, typed)?,
        "pause_subscription" | "resume_subscription" | "end_subscription" => json!({ "subscription": typed.number("subscription") }),
        "load_balance" => load(whom, typed)?,
        "open_record" => open_record(whom, typed)?,
        "change_record" => change_record(whom, typed)?,
        _ => return Err(Trouble::NotFound("action")),
    };
    if let Value::Object(fields) = &mut asked {
        fields.insert("verb".into(), json!(verb));
        if is_for_customer(verb) {
            fields.insert("customer".into(), json!(whom.id.0));
        }
        if has_reason(verb) {
            fields.insert("reason".into(), json!(typed.text("reason")));
        }
    }
    serde_json::from_value(asked).map_err(|_| Trouble::refused("orders-form-unreadable"))
}

fn is_for_customer(verb: &str) -> bool {
    matches!(verb, "place_order" | "open_account" | "charge" | "start_subscription" | "load_balance" | "open_record")
}

/// Whether a reason is asked for.
pub(super) fn has_reason(verb: &str) -> bool {
    !matches!(verb, "place_order" | "open_account" | "start_subscription" | "resume_subscription" | "open_record")
}

fn order(typed: &Fields) -> Value {
    // Another address than the customer's own, if a street was written.
    let ship_to = typed.optional("line1").map(|_| address(typed));
    json!({
        "brand": typed.text("brand"), "lines": wanted(typed.text("put_in")), "shipping": typed.text("shipping"),
        "voucher": typed.optional("voucher"), "ship_to": ship_to,
        "pay": typed.number("method").map(|method| json!({ "method": method })).into_iter().collect::<Vec<_>>(),
    })
}

fn of_account(verb: &str, typed: &Fields) -> Value {
    let (brand, account) = (typed.text("brand"), typed.number("account"));
    let (plan, details) = (typed.text("plan"), details(typed.text("details")));
    match verb {
        "open_account" => json!({ "brand": brand, "plan": plan, "details": details }),
        "update_account" => json!({ "brand": brand, "account": account, "plan": plan, "details": details }),
        _ => json!({ "brand": brand, "account": account }),
    }
}

fn tax_class(typed: &Fields) -> &str {
    typed.optional("tax_class").unwrap_or("standard")
}

fn amount(whom: &Whom, typed: &Fields, name: &str) -> Result<Money, Trouble> {
    shop_money(typed.text(name), whom.currency(typed))
}

/// How it is paid, if somebody said so: all that is due, or a part.
fn pay(whom: &Whom, typed: &Fields) -> Result<Option<Value>, Trouble> {
    let Some(method) = typed.number("method") else { return Ok(None) };
    let part = typed.optional("pay_amount").map(|_| amount(whom, typed, "pay_amount")).transpose()?;
    Ok(Some(json!({ "method": method, "amount": part })))
}

fn charge(whom: &Whom, typed: &Fields) -> Result<Value, Trouble> {
    let mut asked = json!({
        "brand": typed.text("brand"), "account": typed.number("for_account"), "order": typed.number("for_order"), "label": typed.text("label"),
        "is_fee": typed.flag("is_fee"),
    });
    let Value::Object(fields) = &mut asked else { return Ok(asked) };
    if let Some(card) = whom.card(typed) {
        let label = typed.optional("label").unwrap_or(&card.name);
        let quantities: Map<String, Value> = paired(typed, "quantity")
            .into_iter()
            .map(|(of, quantity)| (of.to_owned(), json!(quantity.replace(',', "."))))
            .collect();
        fields.insert("label".into(), json!(label));
        fields.insert("by_card".into(), json!({ "rate_card": card.name, "quantities": quantities, "flags": typed.list("flag") }));
    } else {
        fields.insert("amount".into(), json!(amount(whom, typed, "amount")?));
        fields.insert("tax_class".into(), json!(tax_class(typed)));
    }
    Ok(asked)
}

/// A plan of the catalogue, or what was typed instead.
fn start(whom: &Whom, typed: &Fields) -> Result<Value, Trouble> {
    let account = typed.number("for_account");
    if let Some(offer) = whom.offer(typed) {
        let (brand, currency) = (&offer.brand.code, offer.price.currency);
        return Ok(json!({ "brand": brand, "account": account, "plan": offer.plan.code, "currency": currency }));
    }
    let unit = PeriodUnit::of_word(typed.text("period_unit")).unwrap_or(PeriodUnit::Months);
    Ok(json!({
        "brand": typed.text("brand"), "account": account, "plan": typed.text("plan"), "price": amount(whom, typed, "amount")?,
        "tax_class": tax_class(typed), "every": unit.every(typed.number("period_count").unwrap_or(0)),
    }))
}

fn change(whom: &Whom, typed: &Fields) -> Result<Value, Trouble> {
    let subscription = typed.number("subscription");
    if let Some(offer) = whom.offer(typed) {
        return Ok(json!({ "subscription": subscription, "plan": offer.plan.code }));
    }
    Ok(json!({ "subscription": subscription, "plan": typed.text("plan"), "price": amount(whom, typed, "amount")? }))
}

fn load(whom: &Whom, typed: &Fields) -> Result<Value, Trouble> {
    let kind = whom.balance.as_ref().map_or_else(|| typed.text("kind"), |held| held.kind.word());
    let zone = typed
        .optional("brand")
        .and_then(|code| whom.brands.iter().find(|brand| brand.code == code))
        .map_or("UTC", |brand| &brand.zone);
    let expires = typed.optional("expires").filter(|_| kind == "gift_card" && whom.balance.is_none());
    let expires = expires
        .map(|day| crate::pages::days::is_over(day, zone).ok_or_else(|| Trouble::refused("orders-form-unreadable")))
        .transpose()?;
    Ok(json!({
        "brand": typed.text("brand"), "kind": kind, "balance": whom.balance.as_ref().map(|held| held.id.0),
        "amount": amount(whom, typed, "amount")?, "expires_at": expires.map(kit::Moment::rfc3339),
    }))
}

fn open_record(whom: &Whom, typed: &Fields) -> Result<Value, Trouble> {
    let of_type = whom.record_type(typed).ok_or_else(|| Trouble::refused("orders-choose-record-type"))?;
    let schema = of_type.definition()?.schema;
    let names: Vec<&String> = schema.properties.keys().collect();
    Ok(json!({ "brand": typed.text("brand"), "record_type": of_type.code, "fields": read_fields(&schema, &names, typed)? }))
}

fn change_record(whom: &Whom, typed: &Fields) -> Result<Value, Trouble> {
    let (record, of_type) = whom.record.as_ref().ok_or(Trouble::NotFound("record"))?;
    let definition = of_type.definition()?;
    let action = definition.actions.get(typed.text("action")).ok_or(Trouble::NotFound("action"))?;
    let names: Vec<&String> = action.sets.iter().collect();
    Ok(json!({
        "record_type": of_type.code, "record": record.id, "action": typed.text("action"),
        "fields": read_fields(&definition.schema, &names, typed)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::{details, paired};
    use web::Fields;

    #[test]
    fn values_stand_behind_their_names_and_a_box_left_empty_is_none() {
        let fields = Fields::parse(b"of=visit&of=part&quantity=3&of=km&quantity=&quantity=9&label=x");
        assert_eq!(paired(&fields, "quantity"), [("part", "3")]);
        assert_eq!(details("Contract: C-7\nno colon\n: none")["Contract"], "C-7");
        assert_eq!(details("a: b: c")["a"], "b: c");
    }
}
