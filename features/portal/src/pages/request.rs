//! From a form to a request of the order desk. Only what customers do themselves is read; what pieces are whose, and
//! whether any of it is allowed, the order desk says.

use orders::action::{Cancel, ChangeAddress, CloseReturn, Exchange, ReturnGoods};
use orders::address::Address;
use orders::returns::{RefundTo, ReturnId};
use orders::unit::UnitId;
use orders::{OrderId, Request};
use web::Fields;

/// Why goods come back, as policies name it.
pub(super) const RETURN_REASONS: [&str; 6] = ["changed_mind", "not_as_described", "defective", "damaged", "wrong_item", "other"];
/// Why an order is cancelled, as policies name it.
pub(super) const CANCEL_REASONS: [&str; 6] =
    ["changed_mind", "no_longer_needed", "ordered_by_mistake", "found_cheaper", "arrives_too_late", "other"];
/// In what condition goods are, as policies name it.
pub(super) const CONDITIONS: [&str; 6] = ["unopened", "like_new", "opened", "used", "damaged", "defective"];

/// The request a form of ours asks for; `None` for any other verb.
pub(super) fn of_form(order: OrderId, fields: &Fields) -> Option<Request> {
    let units = || fields.numbers("unit").into_iter().map(UnitId).collect::<Vec<_>>();
    let refund_to = RefundTo::of_word(fields.text("refund_to")).unwrap_or(RefundTo::Original);
    let reason = fields.text("reason").to_owned();
    let condition = fields.optional("condition").map(str::to_owned);
    Some(match fields.text("verb") {
        "return" => Request::Return(ReturnGoods { order, units: units(), reason, condition, refund_to }),
        "cancel" => Request::Cancel(Cancel { order, units: units(), reason, refund_to }),
        "exchange" => {
            let (units, wanted) = swaps(fields);
            Request::Exchange(Exchange { order, units, wanted, reason, condition, pay: None, refund_to })
        }
        "close_return" => {
            Request::CloseReturn(CloseReturn { return_id: ReturnId(fields.number("return")?), reason: "changed_mind".into() })
        }
        "change_address" => {
            Request::ChangeAddress(ChangeAddress { order, ship_to: Some(address(fields)), bill_to: None, reason: String::new() })
        }
        _ => return None,
    })
}

/// Each list offers `piece:SKU`; the empty choice keeps the piece.
fn swaps(fields: &Fields) -> (Vec<UnitId>, Vec<String>) {
    let read = |choice: &str| {
        let (unit, sku) = choice.split_once(':')?;
        Some((UnitId(unit.parse().ok()?), sku.to_owned()))
    };
    fields.list("swap").into_iter().filter_map(read).unzip()
}

fn address(fields: &Fields) -> Address {
    let text = |name: &str| fields.text(name).to_owned();
    Address {
        name: text("name"),
        line1: text("line1"),
        line2: text("line2"),
        postcode: text("postcode"),
        city: text("city"),
        region: text("region"),
        country: text("country"),
    }
}

/// The request a preview carried, if it is one of ours and about this order.
pub(super) fn carried(order: OrderId, text: &str) -> Option<Request> {
    let request: Request = serde_json::from_str(text).ok()?;
    let about = match &request {
        Request::Return(deed) => deed.order,
        Request::Cancel(deed) => deed.order,
        Request::Exchange(deed) => deed.order,
        Request::ChangeAddress(deed) => deed.order,
        // It names a return; whose that is, the action asks itself.
        Request::CloseReturn(_) => order,
        _ => return None,
    };
    (about == order).then_some(request)
}

#[cfg(test)]
mod tests {
    use super::{carried, of_form};
    use orders::action::{AdjustBill, Exchange};
    use orders::unit::UnitId;
    use orders::{OrderId, Request};
    use web::Fields;

    #[test]
    fn only_what_customers_do_themselves_is_read() {
        for verb in ["refund", "adjust_bill", "place_order", "receive_return", ""] {
            assert_eq!(of_form(OrderId(1), &Fields::parse(format!("verb={verb}").as_bytes())), None, "{verb}");
        }
        let adjust = Request::AdjustBill(AdjustBill {
            order: Some(OrderId(1)),
            charge: None,
            amount: kit::Money::new(-100, kit::Currency::EUR),
            reason: "x".into(),
            pay: None,
        });
        assert_eq!(carried(OrderId(1), &serde_json::to_string(&adjust).expect("json")), None);
        assert_eq!(carried(OrderId(1), "{"), None);
    }

    #[test]
    fn a_request_about_another_order_is_not_taken() {
        let form = Fields::parse(b"verb=cancel&unit=7&unit=8&reason=changed_mind&refund_to=store_credit");
        let request = of_form(OrderId(1), &form).expect("a request");
        let text = serde_json::to_string(&request).expect("json");

        assert_eq!(carried(OrderId(1), &text), Some(request));
        assert_eq!(carried(OrderId(2), &text), None);
    }

    #[test]
    fn pieces_and_what_they_are_exchanged_for_stay_together() {
        let form = Fields::parse(b"verb=exchange&swap=&swap=7%3AKETTLE-BLUE&swap=x%3Ay&swap=9%3ALID%3A2&reason=changed_mind");
        let Some(Request::Exchange(Exchange { units, wanted, .. })) = of_form(OrderId(1), &form) else {
            panic!("no exchange")
        };

        assert_eq!((units, wanted), (vec![UnitId(7), UnitId(9)], vec!["KETTLE-BLUE".to_owned(), "LID:2".to_owned()]));
    }
}
