//! What we have Shopify do. Each looks first whether it is done already, so that asking twice does it once.

use super::{Shopify, queries};
use crate::commerce::{Ailment, Done};
use crate::field::{at, count, id, list, our_key, text, with_key};
use kit::Money;
use orders::address::Address;
use serde_json::{Value, json};

/// Money to be given back.
pub(super) struct Back<'a> {
    pub payment: &'a str,
    pub amount: Money,
    pub reason: &'a str,
    pub cancelled: &'a [(String, u32)],
}

pub(super) async fn refund(shop: &Shopify, order: &str, key: &str, back: &Back<'_>) -> Result<Done, Ailment> {
    let data = shop.query(queries::ORDER, json!({ "id": order })).await?;
    let found = at(&data, "/order");
    if let Some(done) = list(found, "/refunds")
        .iter()
        .find(|refund| our_key(&text(refund, "/note")).as_deref() == Some(key))
    {
        return refunded(done);
    }
    let payment = list(found, "/transactions").iter().find(|line| text(line, "/id") == back.payment);
    let payment = payment.ok_or_else(|| Ailment::Refused("the order does not have the payment any more".into()))?;
    let lines: Vec<Value> = back
        .cancelled
        .iter()
        .map(|(line, quantity)| json!({ "lineItemId": line, "quantity": quantity, "restockType": "CANCEL" }))
        .collect();
    let input = json!({
        "orderId": order,
        "note": with_key(back.reason, key),
        "refundLineItems": lines,
        "transactions": [{
            "orderId": order, "kind": "REFUND", "gateway": text(payment, "/gateway"),
            "amount": back.amount.plain(), "parentId": back.payment,
        }],
    });
    let done = shop.mutate("refundCreate", queries::REFUND, json!({ "input": input, "key": key })).await?;
    refunded(at(&done, "/refund"))
}

/// The provider behind Shopify has the last word on the money line.
fn refunded(refund: &Value) -> Result<Done, Ailment> {
    let lines = || list(refund, "/transactions/nodes").iter().filter(|line| text(line, "/kind") == "REFUND");
    if let Some(line) = lines().find(|line| matches!(text(line, "/status").as_str(), "FAILURE" | "ERROR")) {
        return Err(Ailment::Refused(format!("the payment provider failed ({})", text(line, "/id"))));
    }
    let theirs = id(refund, "/id").map_err(|_| Ailment::Uncertain("no refund came back".into()))?;
    Ok(Done { theirs, money: lines().next().map(|line| text(line, "/id")), is_promised: false })
}

pub(super) async fn cancel(shop: &Shopify, order: &str, reason: &str) -> Result<Done, Ailment> {
    let data = shop.query(queries::ORDER, json!({ "id": order })).await?;
    if at(&data, "/order/cancelledAt").is_null() {
        shop.mutate("orderCancel", queries::CANCEL, json!({ "order": order, "note": reason })).await?;
    }
    Ok(Done { theirs: order.into(), money: None, is_promised: false })
}

pub(super) async fn change_address(shop: &Shopify, order: &str, ship_to: &Address) -> Result<Done, Ailment> {
    let (first, last) = ship_to.name.rsplit_once(' ').unwrap_or(("", &ship_to.name));
    let address = json!({
        "firstName": first, "lastName": last, "address1": ship_to.line1, "address2": ship_to.line2, "zip": ship_to.postcode,
        "city": ship_to.city, "provinceCode": ship_to.region, "countryCode": ship_to.country,
    });
    shop.mutate("orderUpdate", queries::CHANGE_ADDRESS, json!({ "input": { "id": order, "shippingAddress": address } }))
        .await?;
    Ok(Done { theirs: order.into(), money: None, is_promised: false })
}

pub(super) async fn fulfil(shop: &Shopify, order: &str, lines: &[(String, u32)], carrier: &str, tracking: &str) -> Result<Done, Ailment> {
    let data = shop.query(queries::TO_SEND, json!({ "id": order })).await?;
    let mut parts = Vec::new();
    for open in list(&data, "/order/fulfillmentOrders/nodes") {
        let mut chosen = Vec::new();
        for item in list(open, "/lineItems/nodes") {
            let wanted = lines
                .iter()
                .find(|(line, _)| *line == text(item, "/lineItem/id"))
                .map_or(0, |(_, quantity)| *quantity);
            let quantity = wanted.min(count(item, "/remainingQuantity")?);
            if quantity > 0 {
                chosen.push(json!({ "id": text(item, "/id"), "quantity": quantity }));
            }
        }
        if !chosen.is_empty() {
            parts.push(json!({ "fulfillmentOrderId": text(open, "/id"), "fulfillmentOrderLineItems": chosen }));
        }
    }
    // Nothing is left to send: it was done before.
    if parts.is_empty() {
        return Ok(Done { theirs: order.into(), money: None, is_promised: false });
    }
    let input = json!({ "lineItemsByFulfillmentOrder": parts, "trackingInfo": { "company": carrier, "number": tracking }, "notifyCustomer": false });
    let done = shop.mutate("fulfillmentCreate", queries::FULFIL, json!({ "fulfillment": input })).await?;
    Ok(Done { theirs: id(&done, "/fulfillment/id")?, money: None, is_promised: false })
}
