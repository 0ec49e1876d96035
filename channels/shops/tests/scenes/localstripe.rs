//! Stripe as PyPI `localstripe` plays it: another hand's reading of the interface than ours.
//!
//! `FRONTLINE_TEST_LOCALSTRIPE` names its program; `tests/servers/localstripe` installs it. Without it the scene says so and
//! is left out.

use crate::fake_shopify;
use crate::fake_stripe::HOST;
use crate::stage::Desk;
use axum::http::Method;
use kit::{Currency, Money};
use orders::Request;
use orders::action::{Refund, RefundWhat};
use orders::returns::RefundTo;
use outside::{Ask, Caller};
use serde_json::{Value, json};
use shops::{Access, Settings, System};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use testkit::{Stage as _, place_on_sqlite};

struct Localstripe {
    child: Child,
    address: SocketAddr,
}

impl Drop for Localstripe {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts it on a free port and waits until it listens.
async fn start(program: &str) -> Localstripe {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let child = Command::new(program)
        .args(["--port", &free.port().to_string(), "--from-scratch"])
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|e| panic!("{program}: {e}"));
    let server = Localstripe { child, address: free };
    for _ in 0..300 {
        if tokio::net::TcpStream::connect(free).await.is_ok() {
            return server;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{program} did not listen within 30 s");
}

/// Asks as a shop's own checkout would.
async fn post(desk: &Desk, path: &str, fields: &[(&str, &str)]) -> Value {
    let caller = Caller::new(Arc::new(desk.world.clone()), Duration::from_secs(20));
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let ask = Ask {
        method: Method::POST,
        url: url::Url::parse(&format!("https://{HOST}/{path}")).expect("a URL"),
        headers: vec![("authorization", "Bearer sk_test_12345".into()), ("content-type", "application/x-www-form-urlencoded".into())],
        body: body.into(),
    };
    let answer = caller.ask(ask).await.unwrap_or_else(|e| panic!("{path}: {e}"));
    let value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    assert_eq!(answer.status, 200, "{path}: {value}");
    value
}

#[tokio::test(flavor = "multi_thread")]
async fn localstripe_takes_a_payment_and_gives_a_part_of_it_back_once() {
    let Ok(program) = std::env::var("FRONTLINE_TEST_LOCALSTRIPE") else {
        eprintln!("left out: FRONTLINE_TEST_LOCALSTRIPE names no program; run tests/servers/localstripe and set it to what that prints");
        return;
    };
    let server = start(&program).await;
    let desk = Desk::set_up(place_on_sqlite()).await;
    let (shopify, fake) = desk.beside_shopify().await;
    let mut unpaid = fake_shopify::order();
    unpaid["name"] = json!("#K10001");
    unpaid["transactions"] = json!([]);
    fake.has(unpaid);
    desk.reads(&shopify).await;
    desk.world.leads_to(HOST, server.address);
    let card = [
        ("type", "card"),
        ("card[number]", "4242424242424242"),
        ("card[exp_month]", "12"),
        ("card[exp_year]", "2030"),
        ("card[cvc]", "123"),
    ];
    let method = post(&desk, "v1/payment_methods", &card).await;
    let method = method["id"].as_str().expect("an id");
    let intent = [
        ("amount", "11480"),
        ("currency", "eur"),
        ("payment_method", method),
        ("confirm", "true"),
        ("metadata[order_number]", "K10001"),
    ];
    let intent = post(&desk, "v1/payment_intents", &intent).await;
    assert_eq!(intent["status"], "succeeded", "{intent}");

    let access = Access {
        secret: "sk_test_12345".into(),
        webhook_secret: "whsec_1".into(),
        ..Access::default()
    };
    let settings = Settings {
        system: System::Stripe,
        name: "Stripe".into(),
        brand: desk.brand,
        access,
        enabled: true,
    };
    let id = desk.works(move |work| shops::connect(work, &settings)).await;
    let stripe = desk.shop(id).await;
    desk.reads(&stripe).await;
    let bought = desk.order("K10001").await;
    assert_eq!(desk.shop(id).await.state_reason, "");
    assert_eq!(desk.books(bought.id).await.paid, "114.80 EUR");

    let refund = Refund {
        order: bought.id,
        refund: RefundWhat::Amount { amount: Money::new(1_000, Currency::EUR) },
        reason: "a dent".into(),
        refund_to: RefundTo::Original,
    };
    desk.does(Request::Refund(refund)).await;
    desk.carries_out().await;
    desk.reads(&stripe).await;

    assert_eq!(desk.errands(bought.id).await, [("refund".to_owned(), "done", String::new())]);
    let books = desk.books(bought.id).await;
    assert_eq!((books.paid.as_str(), books.total.as_str()), ("104.80 EUR", "104.80 EUR"));
    assert_eq!(books.money.iter().filter(|(kind, ..)| kind == "refund").count(), 1, "{books:?}");
}
