//! A PaymentIntent with its refunds in words of ours.

use crate::amount;
use crate::commerce::Ailment;
use crate::field::{id, text, whole};
use crate::theirs::{TheirMoney, TheirMoneyBack, TheirRefund, TheirRefundState};
use kit::Moment;
use orders::payment_method::MethodKind;
use serde_json::Value;

/// `None` for one that never came to anything.
pub(super) fn money(intent: &Value, refunds: &[Value]) -> Result<Option<TheirMoney>, Ailment> {
    let status = text(intent, "/status");
    if !matches!(status.as_str(), "succeeded" | "requires_capture") {
        return Ok(None);
    }
    let currency = amount::currency(&text(intent, "/currency"))?;
    let received = whole(intent, "/amount_received").unwrap_or(0);
    let units = if received > 0 { received } else { whole(intent, "/amount")? };
    let created = whole(intent, "/created")?;
    let newest = refunds.iter().filter_map(|one| whole(one, "/created").ok()).max().unwrap_or(created);
    Ok(Some(TheirMoney {
        id: id(intent, "/id")?,
        version: Moment::from_seconds(newest.max(created)),
        at: Moment::from_seconds(created),
        order_number: ["/metadata/order_number", "/metadata/order", "/metadata/order_id"]
            .iter()
            .map(|place| text(intent, place))
            .find(|number| !number.is_empty())
            .unwrap_or_default(),
        amount: amount::of_stripe(units, currency)?,
        is_captured: status == "succeeded",
        method: method(&text(intent, "/payment_method_types/0")),
        refunds: refunds.iter().map(|one| refund(one, currency)).collect::<Result<_, _>>()?,
    }))
}

fn method(kind: &str) -> MethodKind {
    match kind {
        "paypal" | "alipay" | "wechat_pay" | "cashapp" | "link" => MethodKind::Wallet,
        "sepa_debit" | "us_bank_account" | "customer_balance" | "bacs_debit" => MethodKind::Bank,
        _ => MethodKind::Card,
    }
}

fn refund(node: &Value, currency: kit::Currency) -> Result<TheirRefund, Ailment> {
    let number = id(node, "/id")?;
    let amount = amount::of_stripe(whole(node, "/amount")?, currency)?;
    let key = text(node, "/metadata/frontline_key");
    Ok(TheirRefund {
        our_key: Some(key).filter(|key| !key.is_empty()),
        state: match text(node, "/status").as_str() {
            "failed" | "canceled" => TheirRefundState::Failed,
            "pending" | "requires_action" => TheirRefundState::Pending,
            _ => TheirRefundState::Done,
        },
        reason: Some(text(node, "/failure_reason"))
            .filter(|why| !why.is_empty())
            .unwrap_or_else(|| text(node, "/reason")),
        lines: Vec::new(),
        money: vec![TheirMoneyBack { id: number.clone(), parent: id(node, "/payment_intent").ok(), amount }],
        id: number,
    })
}
