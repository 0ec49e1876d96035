//! Webhooks through the real router: believed with a signature only, kept first, worked off once, set aside and replayed.

use crate::fake::Fault;
use crate::stage::Desk;
use crate::{fake_shopify, fake_stripe, fake_woo};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use kit::Key;
use shops::signature::{base64_signature, hex_signature};
use shops::{Shop, ShopId, TradeOf, deliveries};
use testkit::both_databases;
use tower::ServiceExt as _;
use web::Site;

impl Desk {
    async fn receives(&self, shop: ShopId, headers: &[(&str, &str)], body: &str) -> StatusCode {
        let site = Site::builder(self.base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example")
            .texts(&[agents::TEXTS, shops::TEXTS])
            .with(TradeOf(self.trade.clone()))
            .build();
        let router = shops::pages::routes().merge(web::routes()).into_router(site);
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(format!("/shops/{shop}/webhook"))
            .header("host", "desk.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router
            .oneshot(request.body(Body::from(body.to_owned())).expect("a request"))
            .await
            .expect("an answer")
            .status()
    }

    async fn kept(&self) -> i64 {
        self.read(|tx| db::sql("SELECT COUNT(*) FROM shop_delivery").only(tx, "count")).await
    }

    async fn dead(&self, shop: &Shop) -> Vec<deliveries::Delivery> {
        let id = shop.id;
        self.read(move |tx| deliveries::dead(tx, id)).await
    }
}

const CHANGED: &str = r#"{"admin_graphql_api_id":"gid://shopify/Order/7001","id":7001}"#;

/// What somebody tries: where, with which headers, and what it is.
type Attempt<'a> = (&'a str, Vec<(&'static str, String)>, &'a str);

#[both_databases]
async fn attack_36_a_webhook_is_believed_with_its_signature_only_and_once(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    shopify.has(fake_shopify::order());
    let good = base64_signature("whispered", CHANGED.as_bytes());
    let topic = ("x-shopify-topic", "orders/updated");

    for (signature, body) in [
        ("", CHANGED),
        ("AAAA", CHANGED),
        (good.as_str(), r#"{"id":7002}"#),
        (&base64_signature("shouted", CHANGED.as_bytes()), CHANGED),
    ] {
        let headers: Vec<_> = [("x-shopify-hmac-sha256", signature), topic]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        assert_eq!(desk.receives(shop.id, &headers, body).await, StatusCode::UNAUTHORIZED, "{signature}");
    }
    assert_eq!(desk.kept().await, 0, "nothing of it was kept");

    assert_eq!(desk.receives(shop.id, &[("x-shopify-hmac-sha256", &good), topic], CHANGED).await, StatusCode::ACCEPTED);
    assert_eq!(desk.kept().await, 1, "it is on disk before it is answered");
    for name in ["x-shopify-webhook-id", "x-shopify-event-id"] {
        let again = [("x-shopify-hmac-sha256", good.as_str()), topic, (name, "another")];
        assert_eq!(desk.receives(shop.id, &again, CHANGED).await, StatusCode::CONFLICT, "a replay under another name");
    }
    desk.trade.work_off().await.expect("worked off");
    assert_eq!(desk.order("1042").await.total().minor, 11_480);
    assert_eq!(desk.receives(ShopId(99), &[("x-shopify-hmac-sha256", &good), topic], CHANGED).await, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn attack_36_a_signature_of_stripe_is_good_for_five_minutes(desk: Desk) {
    let (shop, _) = desk.beside_stripe().await;
    let now = desk.base.clock.now().seconds();
    for (number, (at, status)) in [
        (now - 301, StatusCode::UNAUTHORIZED),
        (now + 301, StatusCode::UNAUTHORIZED),
        (now - 299, StatusCode::ACCEPTED),
    ]
    .into_iter()
    .enumerate()
    {
        let body = format!(
            r#"{{"id":"evt_{number}","type":"charge.refunded","data":{{"object":{{"object":"charge","payment_intent":"pi_x"}}}}}}"#
        );
        let stamp = at.to_string();
        let signed = hex_signature("whsec_1", &[stamp.as_bytes(), b".", body.as_bytes()]);
        let header = format!("t={at},v1=00,v1={signed}");
        assert_eq!(desk.receives(shop.id, &[("stripe-signature", &header)], &body).await, status, "{at}");
        if status == StatusCode::ACCEPTED {
            assert_eq!(desk.receives(shop.id, &[("stripe-signature", &header)], &body).await, StatusCode::CONFLICT);
            let later = format!("t={now},v1={signed}");
            assert_eq!(
                desk.receives(shop.id, &[("stripe-signature", &later)], &body).await,
                StatusCode::UNAUTHORIZED,
                "its moment is signed too"
            );
        }
    }
    assert!(fake_stripe::intent()["id"].is_string());
}

/// For each system: headers that carry a right signature of this body, made at this moment.
fn signed(system: &str, secret: &str, body: &str, at: i64) -> Vec<(&'static str, String)> {
    let whole = base64_signature(secret, body.as_bytes());
    match system {
        "shopify" => vec![("x-shopify-hmac-sha256", whole), ("x-shopify-topic", "orders/updated".into())],
        "woo" => vec![("x-wc-webhook-signature", whole), ("x-wc-webhook-topic", "order.updated".into())],
        _ => {
            let stamp = at.to_string();
            vec![("stripe-signature", format!("t={at},v1={}", hex_signature(secret, &[stamp.as_bytes(), b".", body.as_bytes()])))]
        }
    }
}

#[both_databases]
async fn attack_36_no_forged_changed_foreign_or_repeated_delivery_of_any_system_is_kept(desk: Desk) {
    let (shopify, _) = desk.beside_shopify().await;
    let (woo, _) = desk.beside_woo().await;
    let (stripe, _) = desk.beside_stripe().await;
    let event = r#"{"id":"evt_1","type":"charge.refunded","data":{"object":{"object":"charge","payment_intent":"pi_x"}}}"#;
    let all = [
        ("shopify", shopify.id, "whispered", CHANGED),
        ("woo", woo.id, "whispered", r#"{"id":903}"#),
        ("stripe", stripe.id, "whsec_1", event),
    ];
    for (system, id, secret, body) in all {
        let now = desk.base.clock.now().seconds();
        let good = signed(system, secret, body, now);
        let changed = body.replacen("\"id\"", "\"ID\"", 1).replacen('{', "{ ", 1);
        let longer = format!("{body} ");
        let attempts: [Attempt; 6] = [
            ("no signature", Vec::new(), body),
            ("another secret", signed(system, "guessed", body, now), body),
            ("an empty secret", signed(system, "", body, now), body),
            ("a changed body", good.clone(), &changed),
            ("a longer body", good.clone(), &longer),
            ("a signature of nothing", signed(system, secret, "", now), body),
        ];
        for (what, headers, sent) in &attempts {
            let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(desk.receives(id, &headers, sent).await, StatusCode::UNAUTHORIZED, "{system}: {what}");
        }
        for (other, foreign, ..) in all.iter().filter(|(_, other, ..)| *other != id) {
            let headers: Vec<(&str, &str)> = good.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(desk.receives(*foreign, &headers, body).await, StatusCode::UNAUTHORIZED, "{system} at the door of {other}");
        }
        let kept = desk.kept().await;
        let headers: Vec<(&str, &str)> = good.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(desk.receives(id, &headers, body).await, StatusCode::ACCEPTED, "{system}");
        for _ in 0..3 {
            assert_eq!(desk.receives(id, &headers, body).await, StatusCode::CONFLICT, "{system}: once more");
        }
        desk.base.clock.forward_seconds(10 * 86_400);
        let late = desk.receives(id, &headers, body).await;
        assert!(
            late == StatusCode::CONFLICT || late == StatusCode::UNAUTHORIZED,
            "{system}: a replay ten days later is {late}"
        );
        assert_eq!(desk.kept().await, kept + 1, "{system}");
    }
}

#[both_databases]
async fn woocommerce_may_ask_whether_anybody_is_there_and_nothing_more_without_a_signature(desk: Desk) {
    let (shop, _) = desk.beside_woo().await;

    assert_eq!(desk.receives(shop.id, &[], "webhook_id=7").await, StatusCode::OK);
    assert_eq!(desk.receives(shop.id, &[], "webhook_id=7&more=1").await, StatusCode::UNAUTHORIZED);
    assert_eq!(desk.kept().await, 0);
}

#[both_databases]
async fn a_delivery_waits_for_a_shop_that_is_away_and_is_set_aside_and_replayed_when_it_cannot_be_read(desk: Desk) {
    let (shop, woo) = desk.beside_woo().await;
    woo.has(fake_woo::order());
    let body = r#"{"id":903}"#;
    let good = base64_signature("whispered", body.as_bytes());
    let headers = [("x-wc-webhook-signature", good.as_str()), ("x-wc-webhook-topic", "order.updated")];
    assert_eq!(desk.receives(shop.id, &headers, body).await, StatusCode::ACCEPTED);
    woo.weather.turns(&[Fault::Broken, Fault::KeyRefused]);

    desk.trade.work_off().await.expect("a try");
    assert!(desk.dead(&shop).await.is_empty(), "a shop that is away is asked again");
    desk.base.clock.forward_seconds(60);
    desk.trade.work_off().await.expect("a try");
    let dead = desk.dead(&shop).await;
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].problem, "key-refused|Invalid key");

    let id = dead[0].id;
    desk.works(move |work| deliveries::replay(work, id)).await;
    desk.trade.work_off().await.expect("a try");
    assert!(desk.dead(&shop).await.is_empty());
    assert_eq!(desk.order("903").await.total().minor, 5_450);
}

#[both_databases]
async fn an_order_that_cannot_be_read_is_set_aside_and_holds_up_no_other(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    let mut broken = fake_shopify::order();
    broken["id"] = serde_json::json!("gid://shopify/Order/1");
    broken["currencyCode"] = serde_json::json!("GOLD");
    shopify.has(broken);
    shopify.has(fake_shopify::order());

    desk.reads(&shop).await;

    assert_eq!(desk.order("1042").await.total().minor, 11_480);
    let dead = desk.dead(&shop).await;
    assert_eq!(dead.len(), 1);
    assert!(dead[0].problem.contains("GOLD"), "{}", dead[0].problem);
}
