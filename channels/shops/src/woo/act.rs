//! What we have WooCommerce do. It keeps no keys: a refund carries ours as a meta entry, and is looked for before it is made.

use super::{Woo, order};
use crate::commerce::{Ailment, Done};
use crate::field::{id, list, text, with_key};
use crate::talk::Body;
use axum::http::Method;
use kit::Money;
use orders::address::Address;
use serde_json::{Value, json};

pub(super) async fn refund(shop: &Woo, number: &str, key: &str, amount: Money, reason: &str) -> Result<Done, Ailment> {
    let (_, refunds) = shop.whole(number).await?.ok_or_else(|| Ailment::Refused("the order is gone".into()))?;
    let ours = |one: &&Value| {
        list(one, "/meta_data")
            .iter()
            .any(|meta| text(meta, "/key") == order::KEY && text(meta, "/value") == key)
    };
    if let Some(done) = refunds.as_array().and_then(|all| all.iter().find(ours)) {
        return done_as(done);
    }
    let body = json!({
        "amount": amount.plain(),
        "reason": with_key(reason, key),
        "api_refund": true,
        "meta_data": [{ "key": order::KEY, "value": key }],
    });
    let path = format!("wp-json/wc/v3/orders/{number}/refunds");
    done_as(&shop.talk.change(Method::POST, &path, Body::Json(body), &[]).await?.body)
}

fn done_as(refund: &Value) -> Result<Done, Ailment> {
    let theirs = id(refund, "/id").map_err(|_| Ailment::Uncertain("no refund came back".into()))?;
    Ok(Done { money: Some(format!("refund-{theirs}")), theirs, is_promised: false })
}

/// Setting the same thing twice is setting it once, so what nobody knows is simply away.
pub(super) async fn put(shop: &Woo, number: &str, body: Value) -> Result<Done, Ailment> {
    let said = shop
        .talk
        .change(Method::PUT, &format!("wp-json/wc/v3/orders/{number}"), Body::Json(body), &[])
        .await;
    match said {
        Ok(said) if said.answer.status == 404 => Err(Ailment::Refused("the order is gone".into())),
        Ok(_) => Ok(Done { theirs: number.into(), money: None, is_promised: false }),
        Err(Ailment::Uncertain(why)) => Err(Ailment::Away(why)),
        Err(other) => Err(other),
    }
}

pub(super) fn address(to: &Address) -> Value {
    let (first, last) = to.name.rsplit_once(' ').unwrap_or(("", &to.name));
    json!({ "shipping": {
        "first_name": first, "last_name": last, "address_1": to.line1, "address_2": to.line2, "postcode": to.postcode,
        "city": to.city, "state": to.region, "country": to.country,
    } })
}
