//! The settings pages through the real router: who may, what is kept, and that no secret comes back.

use crate::fake::Fault;
use crate::stage::Desk;
use crate::{fake_shopify, fake_woo};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Method, Request, StatusCode};
use db::Trouble;
use futures::future::BoxFuture;
use kit::{Key, Locale, Token};
use shops::TradeOf;
use testkit::both_databases;
use tower::ServiceExt as _;
use web::{Gatekeeper, Needs, Permissions, Person, Site};

/// Noor manages settings, Ben orders, Lia nothing.
struct Book(i64);

impl Gatekeeper for Book {
    fn who<'a>(&'a self, _: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let may: Option<&[&str]> = match session.reveal() {
            "noor" => Some(&["settings.manage", "orders.manage"]),
            "ben" => Some(&["orders.manage"]),
            "lia" => Some(&[]),
            _ => None,
        };
        let person = may.map(|may| Person {
            agent_id: self.0,
            session_id: Some(1),
            name: "Noor".into(),
            permissions: Permissions::of(may.iter().copied()),
            locale: Locale::En,
            zone: "UTC".into(),
            ..Person::default()
        });
        Box::pin(async move { Ok(person) })
    }

    fn bearer<'a>(&'a self, _: &'a Site, _: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async { Ok(None) })
    }
}

struct Office<'a> {
    desk: &'a Desk,
    router: Router,
}

impl Desk {
    fn office(&self) -> Office<'_> {
        let site = Site::builder(self.base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example")
            .texts(&[agents::TEXTS, orders::TEXTS, shops::TEXTS])
            .gatekeeper(Book(1))
            .with(TradeOf(self.trade.clone()))
            .build();
        Office {
            desk: self,
            router: shops::pages::routes().merge(web::routes()).into_router(site),
        }
    }

    async fn shops(&self) -> Vec<shops::Shop> {
        self.read(shops::shops::all).await
    }
}

impl Office<'_> {
    async fn send(&self, who: &str, method: Method, path: &str, body: String) -> (StatusCode, String, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "desk.example")
            .header(ACCEPT, "text/html")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, format!("frontline={who}"));
        let answer = self
            .router
            .clone()
            .oneshot(request.body(Body::from(body)).expect("a request"))
            .await
            .expect("an answer");
        let leads_to = answer.headers().get(LOCATION).map(|to| to.to_str().expect("text").to_owned()).unwrap_or_default();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 1 << 22).await.expect("a body");
        (status, String::from_utf8_lossy(&bytes).into_owned(), leads_to)
    }

    async fn get(&self, who: &str, path: &str) -> (StatusCode, String) {
        let (status, page, _) = self.send(who, Method::GET, path, String::new()).await;
        (status, page)
    }

    async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        let page = self.get(who, "/settings/shops").await.1;
        let csrf = page
            .split_once("name=\"csrf-token\" content=\"")
            .map_or("", |(_, rest)| rest.split('"').next().unwrap_or(""));
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .append_pair("csrf", csrf)
            .finish();
        self.send(who, Method::POST, path, form).await
    }
}

#[both_databases]
async fn attack_22_without_the_permission_no_page_of_shops_opens(desk: Desk) {
    let (shop, _) = desk.beside_woo().await;
    let office = desk.office();
    let mut walked = 0;
    for route in shops::pages::routes().listing() {
        let path = route
            .path
            .replace("{id}", &shop.id.to_string())
            .replace("{raw}", "1")
            .replace("{word}", "done")
            .replace("{number}", "K1");
        // Calls of the API are asked with a token; the app walks them.
        if route.needs == Needs::Signature || path.starts_with("/api/") {
            continue;
        }
        let (lia, _, _) = office.send("lia", route.method.clone(), &path, String::new()).await;
        let (stranger, _, leads_to) = office.send("", route.method.clone(), &path, String::new()).await;
        assert_eq!(lia, StatusCode::FORBIDDEN, "{path}");
        assert!(stranger == StatusCode::UNAUTHORIZED || leads_to.starts_with("/sign-in"), "{path}");
        let (ben, _, _) = office.post("ben", &path, &[]).await;
        assert!(
            route.needs != Needs::Permission("settings.manage") || route.method != Method::POST || ben == StatusCode::FORBIDDEN,
            "{path}: {ben}"
        );
        walked += 1;
    }
    assert_eq!(walked, 13, "a new address belongs into this walk");
}

#[both_databases]
async fn a_shop_is_tested_before_it_is_kept_and_its_keys_never_come_back(desk: Desk) {
    let fake = fake_shopify::FakeShopify::opens(&desk.world).await;
    let office = desk.office();
    let brand = desk.brand.to_string();
    let typed = |host: &'static str| {
        [
            ("system", "shopify"),
            ("name", "Our shop"),
            ("host", host),
            ("secret", "shpat_whispered"),
            ("webhook_secret", "hush-hush"),
            ("enabled", "on"),
        ]
    };
    let with_brand = |host: &'static str| [typed(host).as_slice(), &[("brand", brand.as_str())]].concat();

    for (host, says) in [
        ("http://kettle.myshopify.com", "public https address"),
        ("127.0.0.1", "public https address"),
        ("nobody.example", "cannot be reached"),
    ] {
        let (status, page, _) = office.post("noor", "/settings/shops/new", &with_brand(host)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{host}");
        assert!(page.contains(says) && !page.contains("whispered") && !page.contains("hush-hush"), "{host}: {page}");
    }
    fake.weather.turns(&[Fault::KeyRefused]);
    let (status, page, _) = office.post("noor", "/settings/shops/new", &with_brand(fake_shopify::HOST)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("does not accept the key (Invalid key)"), "{page}");
    assert!(desk.shops().await.is_empty(), "nothing that did not answer is kept");

    let (status, _, leads_to) = office.post("noor", "/settings/shops/new", &with_brand(fake_shopify::HOST)).await;
    assert_eq!((status, leads_to.as_str()), (StatusCode::SEE_OTHER, "/settings/shops/1?done=saved"));
    for path in ["/settings/shops", "/settings/shops/1?done=saved", "/settings/shops/1/edit"] {
        let (status, page) = office.get("noor", path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(page.contains("Our shop") && !page.contains("whispered") && !page.contains("hush-hush"), "{path}");
    }
}

#[both_databases]
async fn an_empty_key_keeps_the_stored_one_and_another_host_is_another_shop(desk: Desk) {
    let (shop, _) = desk.beside_woo().await;
    let office = desk.office();
    let brand = desk.brand.to_string();
    let path = format!("/settings/shops/{}/edit", shop.id);

    let renamed = [("name", "Teapots"), ("host", fake_woo::HOST), ("user", "ck_1"), ("brand", &brand)];
    assert_eq!(office.post("noor", &path, &renamed).await.0, StatusCode::SEE_OTHER);
    let kept = desk.shop(shop.id).await;
    let access = kept.access().expect("settings");
    assert_eq!(
        (kept.name.as_str(), kept.enabled, access.secret.as_str(), access.webhook_secret.as_str()),
        ("Teapots", false, "cs_secret", "whispered")
    );

    let elsewhere = [("name", "Teapots"), ("host", "evil.example"), ("user", "ck_1"), ("brand", &brand)];
    let (status, page, _) = office.post("noor", &path, &elsewhere).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Another address is another shop"), "{page}");
}

#[both_databases]
async fn the_page_shows_what_was_set_aside_and_where_books_differ_and_lets_go(desk: Desk) {
    let (shop, shopify) = desk.beside_shopify().await;
    let mut broken = fake_shopify::order();
    broken["id"] = serde_json::json!("gid://shopify/Order/1");
    broken["currencyCode"] = serde_json::json!("GOLD");
    shopify.has(broken);
    desk.reads(&shop).await;
    shopify.has(fake_shopify::order());
    desk.trade.compare(&desk.shop(shop.id).await).await.expect("compared");
    let office = desk.office();

    let (_, page) = office.get("ben", &format!("/settings/shops/{}", shop.id)).await;
    assert!(
        page.contains("cannot be read") && page.contains("GOLD") && page.contains("Order missing here") && page.contains("1042 114.80 EUR"),
        "{page}"
    );
    assert!(!page.contains("Disconnect"), "Ben does not manage settings");

    let (status, _, _) = office.post("ben", &format!("/settings/shops/{}/deliveries/1/replay", shop.id), &[]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, _, _) = office.post("ben", "/settings/shops/77/deliveries/1/replay", &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "under another shop it is not there");
    office.post("noor", &format!("/settings/shops/{}/disconnect", shop.id), &[]).await;
    assert!(desk.shops().await.is_empty());
    let left: String = office
        .desk
        .read(move |tx| db::sql("SELECT access FROM shop WHERE id = $1").with(shop.id).only(tx, "shop"))
        .await;
    assert_eq!(left, "{}", "its keys are forgotten");
}

#[both_databases]
async fn a_shop_whose_secret_cannot_be_read_is_shown_as_that_and_the_others_go_on(desk: Desk) {
    let (lost, woo) = desk.beside_woo().await;
    let (other, _) = desk.beside_shopify().await;
    let spoilt = desk.base.db.work(db::Actor::System, move |work| {
        work.keep_quietly("a secret of another key");
        db::sql("UPDATE shop SET access = 'sealed.1.gone.00' WHERE id = $1").with(lost.id).run(work)
    });
    spoilt.await.expect("spoilt");
    let office = desk.office();

    let (status, list) = office.get("noor", "/settings/shops").await;
    assert_eq!((status, desk.shops().await.len()), (StatusCode::OK, 2));
    assert_eq!(list.matches("Its secret cannot be read; enter it again").count(), 1, "{list}");
    desk.reads(&other).await;
    assert_ne!(desk.shop(other.id).await.state, shops::State::Failing);
    desk.reads(&desk.shop(lost.id).await).await;
    assert_eq!(desk.shop(lost.id).await.state_reason, "secret-lost|");
    let told = office.send("", Method::POST, &format!("/shops/{}/webhook", lost.id), String::new()).await;
    assert_eq!(told.0, StatusCode::SERVICE_UNAVAILABLE, "the shop tells it again");

    let (brand, path) = (desk.brand.to_string(), format!("/settings/shops/{}/edit", lost.id));
    assert!(office.get("noor", &path).await.1.contains("Its secret cannot be read"));
    let again = [("name", "Teapots"), ("host", fake_woo::HOST), ("user", "ck_1"), ("secret", "cs_secret"), ("brand", &brand)];
    assert_eq!(office.post("noor", &path, &again).await.0, StatusCode::SEE_OTHER);
    assert!(!desk.shop(lost.id).await.secret_is_lost());
    drop(woo);
}
