//! The policy a new shop starts with: that of the crate `policy`, and what only this room can do.

use db::Trouble;
use serde_json::{Value, json};

/// The document, for [`super::found`] or as a first draft.
pub fn starting_policy() -> Result<String, Trouble> {
    let damaged = |what: &str| Trouble::Shape(format!("the default policy: {what}"));
    let mut document: Value = serde_json::from_str(policy::DEFAULT).map_err(|e| damaged(&e.to_string()))?;
    let actions = document.get_mut("actions").and_then(Value::as_object_mut).ok_or_else(|| damaged("no actions"))?;
    for (name, identity, title, rule) in own() {
        actions.insert(name.into(), json!({ "title": title, "identity": identity, "needs_confirmation": true, "rules": [rule] }));
    }
    let started = actions.get_mut("start_subscription").and_then(|action| action["rules"].as_array_mut());
    started.ok_or_else(|| damaged("no rules"))?.push(price_of_catalogue());
    actions.insert("load_balance".into(), load_balance());
    Ok(document.to_string())
}

/// Name, identity needed, title, rule.
fn own() -> [(&'static str, &'static str, Value, Value); 8] {
    let words = |en: &str, es: &str, zh: &str| json!({ "en": en, "es": es, "zh": zh });
    [
        ("take_payment", "recognised", words("Take a payment", "Cobrar un pago", "收款"), valid_payment()),
        ("receive_return", "none", words("Receive a return", "Recibir una devolución", "接收退货"), staff_only()),
        ("close_return", "none", words("Call a return off", "Anular una devolución", "取消退货"), own_order_or_staff()),
        ("receipt", "recognised", words("Issue a receipt", "Emitir un recibo", "开具收据"), own_order()),
        (
            "start_subscription",
            "matched",
            words("Start a subscription", "Iniciar una suscripción", "开始订阅"),
            staff_only(),
        ),
        (
            "renew_subscription",
            "none",
            words("Renew a subscription", "Renovar una suscripción", "续订"),
            nobody_but_us(),
        ),
        (
            "pause_subscription",
            "matched",
            words("Pause a subscription", "Pausar una suscripción", "暂停订阅"),
            own_subscription(),
        ),
        (
            "resume_subscription",
            "matched",
            words("Take a subscription up again", "Reanudar una suscripción", "恢复订阅"),
            own_subscription(),
        ),
    ]
}

/// Money of ours that becomes a customer's: whoever gives it has a limit, and so has a program.
fn load_balance() -> Value {
    let amounts = |euros: i64| {
        json!([
            format!("{euros}.00 EUR"),
            format!("{euros}.00 USD"),
            format!("{euros}.00 GBP"),
            format!("{} JPY", euros * 160),
            format!("{}.00 CNY", euros * 8),
            format!("{}.000 KWD", euros * 3 / 10),
        ])
    };
    let above = |role: &str, euros: i64, by: &str| json!({ "role": role, "above": amounts(euros), "by": by });
    let a_day = |role: &str, count: i64, euros: i64| json!({ "role": role, "count": count, "amount": amounts(euros) });
    let roles = json!({ "role_in": ["agent", "supervisor", "admin", "api_token"] });
    json!({
        "title": { "en": "Give a gift card or store credit", "es": "Dar una tarjeta regalo o crédito", "zh": "发放礼品卡或店铺余额" },
        "identity": "none",
        "needs_confirmation": true,
        "rules": [rule("staff-only", &roles, "actor.staff_only", ONLY_STAFF, ASK_US)],
        "needs_approval_above": [
            above("agent", 20, "supervisor"),
            above("api_token", 100, "admin"),
            above("supervisor", 100, "admin"),
            json!({ "role": "admin", "above": "never" }),
        ],
        "per_day": [
            a_day("agent", 10, 150),
            a_day("api_token", 1_000, 5_000),
            a_day("supervisor", 50, 1_000),
            json!({ "role": "admin", "no_limit": true }),
        ],
    })
}

fn rule(name: &str, require: &Value, code: &str, text: [&str; 3], next: [&str; 3]) -> Value {
    let words = |[en, es, zh]: [&str; 3]| json!({ "en": en, "es": es, "zh": zh });
    json!({ "name": name, "require": require, "code": code, "text": words(text), "next_step": words(next) })
}

fn valid_payment() -> Value {
    rule(
        "valid-payment",
        &json!({ "flag": { "fact": "payment.valid", "is": true } }),
        "payment.not_valid",
        ["This method of payment cannot be used.", "Este método de pago no puede usarse.", "此付款方式不可用。"],
        ["Choose another one.", "Elija otro.", "请选择其他方式。"],
    )
}

fn staff_only() -> Value {
    let roles = json!({ "role_in": ["agent", "supervisor", "admin"] });
    rule("staff-only", &roles, "actor.staff_only", ONLY_STAFF, ASK_US)
}

fn price_of_catalogue() -> Value {
    let from_there = json!({ "flag": { "fact": "price.typed", "is": false } });
    rule(
        "price-of-catalogue",
        &json!({ "any_of": [from_there, { "role_in": ["supervisor", "admin"] }] }),
        "price.not_of_catalogue",
        ["This price is not in the catalogue.", "Este precio no está en el catálogo.", "此价格不在目录中。"],
        [
            "Choose a plan, or ask a supervisor.",
            "Elija un plan o pregunte a un supervisor.",
            "请选择套餐，或请主管处理。",
        ],
    )
}

fn nobody_but_us() -> Value {
    let roles = json!({ "role_in": ["agent", "supervisor", "admin", "automation", "system"] });
    rule("not-customers", &roles, "actor.staff_only", ONLY_STAFF, ASK_US)
}

const ONLY_STAFF: [&str; 3] = ["Only our staff can do this.", "Solo nuestro personal puede hacerlo.", "此操作仅限我们的员工。"];
const ASK_US: [&str; 3] = ["Ask us to do it.", "Pídanoslo.", "请联系我们办理。"];

fn own_subscription() -> Value {
    rule(
        "own-account",
        &json!({ "flag": { "fact": "customer.owns_account", "is": true } }),
        "account.not_yours",
        ["This subscription belongs to somebody else.", "Esta suscripción es de otra persona.", "此订阅属于他人。"],
        ["Ask its owner to write to us.", "Pida a su titular que nos escriba.", "请让其本人联系我们。"],
    )
}

fn own_order() -> Value {
    rule("own-order", &json!("customer_owns_order"), "order.not_yours", NOT_YOURS, ASK_WHO_ORDERED)
}

fn own_order_or_staff() -> Value {
    let staff = json!({ "role_in": ["agent", "supervisor", "admin", "automation", "system"] });
    rule(
        "own-order-or-staff",
        &json!({ "any_of": [staff, "customer_owns_order"] }),
        "order.not_yours",
        NOT_YOURS,
        ASK_WHO_ORDERED,
    )
}

const NOT_YOURS: [&str; 3] = ["This order was placed by somebody else.", "Este pedido lo hizo otra persona.", "此订单由他人下单。"];
const ASK_WHO_ORDERED: [&str; 3] = [
    "Ask the person who ordered to write to us.",
    "Pida a quien hizo el pedido que nos escriba.",
    "请让下单人联系我们。",
];

#[cfg(test)]
mod tests {
    #[test]
    fn it_has_no_fault() {
        let text = super::starting_policy().expect("the default policy is an object");
        let faults: Vec<String> = policy::Policy::parse(&text).err().unwrap_or_default().iter().map(ToString::to_string).collect();
        assert_eq!(faults, Vec::<String>::new());
    }
}
