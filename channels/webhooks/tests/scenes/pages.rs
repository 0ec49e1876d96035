//! The settings pages through the real router: who may, what is refused, and the way from adding to replaying.

use crate::stage::Desk;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Method, Request, StatusCode};
use db::Trouble;
use futures::future::BoxFuture;
use kit::{Key, Locale, Token};
use testkit::both_databases;
use tower::ServiceExt as _;
use web::{Gatekeeper, Permissions, Person, Site};
use webhooks::{CourierOf, Kinds, MessageState};

/// Ana manages settings, Lia nothing.
struct Book(i64);

impl Gatekeeper for Book {
    fn who<'a>(&'a self, _: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let may: Option<&[&str]> = match session.reveal() {
            "ana" => Some(&["settings.manage"]),
            "lia" => Some(&[]),
            _ => None,
        };
        let person = may.map(|may| Person {
            agent_id: self.0,
            session_id: Some(1),
            name: "Ana".into(),
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

struct Office(Router);

impl Desk {
    fn office(&self) -> Office {
        let site = Site::builder(self.base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example")
            .texts(&[agents::TEXTS, webhooks::TEXTS])
            .gatekeeper(Book(self.ana.0))
            .with(CourierOf(self.courier.clone()))
            .with(Kinds::of(["conversation.opened", "message.arrived", "tag.added"]))
            .build();
        Office(webhooks::pages::routes().merge(web::routes()).into_router(site))
    }
}

impl Office {
    async fn send(&self, who: &str, method: Method, path: &str, body: String) -> (StatusCode, String, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "desk.example")
            .header(ACCEPT, "text/html")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, format!("frontline={who}"));
        let answer = self.0.clone().oneshot(request.body(Body::from(body)).expect("a request")).await.expect("an answer");
        let leads_to = answer.headers().get(LOCATION).map(|to| to.to_str().expect("text").to_owned()).unwrap_or_default();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 1 << 22).await.expect("a body");
        (status, String::from_utf8_lossy(&bytes).into_owned(), leads_to)
    }

    async fn get(&self, path: &str) -> String {
        self.send("ana", Method::GET, path, String::new()).await.1
    }

    async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String, String) {
        let page = self.get("/settings/webhooks").await;
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
async fn from_an_address_to_a_message_that_is_sent_once_more(desk: Desk) {
    let (office, receiver) = (desk.office(), desk.world.opens("hooks.example.com").await);
    assert!(office.get("/settings/webhooks").await.contains("No program listens"));

    let fields = [
        ("name", "Warehouse"),
        ("url", "https://hooks.example.com/in"),
        ("family", "conversation"),
        ("kinds", "tag.added"),
    ];
    let (status, _, page) = office.post("ana", "/settings/webhooks/new", &fields).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let here = page.split('?').next().expect("a page").to_owned();
    let id = desk.read(webhooks::webhooks::all).await[0].id;
    assert!(office.get(&here).await.contains(desk.webhook(id).await.secret().reveal()));

    desk.something_happens("vip").await;
    desk.told().await;
    desk.carry(id).await;
    assert_eq!(receiver.kinds(), ["tag.added"]);
    let message = desk.messages(id).await[0].clone();
    assert!(office.get(&here).await.contains(&message.message));

    let (status, ..) = office.post("ana", &format!("{here}/messages/{}/replay", message.id), &[]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    desk.carry(id).await;
    assert_eq!(receiver.heard().len(), 2);
    assert_eq!(receiver.heard()[0].id, receiver.heard()[1].id);
    assert_eq!(desk.messages(id).await[0].state, MessageState::Delivered);
}

#[both_databases]
async fn what_cannot_be_reached_or_is_no_kind_is_refused_beside_its_field(desk: Desk) {
    let office = desk.office();
    for (url, kinds, says) in [
        ("http://hooks.example.com/", "", "https address"),
        ("https://ana:pw@hooks.example.com/", "", "https address"),
        ("https://127.0.0.1/", "message.arrived", "never connected to"),
        ("https://[::1]/in", "message.arrived", "never connected to"),
        ("https://hooks.example.com/", "Message.Arrived", "no kind of event"),
        ("https://hooks.example.com/", "message.arived", "There are: message.arrived"),
        ("https://hooks.example.com/", "return.*", "There are: conversation.*, message.*, tag.*"),
        ("https://hooks.example.com/", "", "at least one kind"),
    ] {
        let (status, page, _) = office.post("ana", "/settings/webhooks/new", &[("name", "X"), ("url", url), ("kinds", kinds)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{url} {kinds}");
        assert!(page.contains(says), "{url} {kinds}: {says}");
    }
    assert!(desk.read(webhooks::webhooks::all).await.is_empty());
}

#[both_databases]
async fn attack_22_without_the_permission_no_page_of_webhooks_opens(desk: Desk) {
    let id = desk.listens(desk.ana, "hooks.example.com", &["*"]).await;
    let office = desk.office();
    for path in ["/settings/webhooks".to_owned(), "/settings/webhooks/new".into(), format!("/settings/webhooks/{id}")] {
        let (status, page, _) = office.send("lia", Method::GET, &path, String::new()).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        assert!(!page.contains("whsec_"), "{path}");
    }
    let (status, ..) = office.post("lia", &format!("/settings/webhooks/{id}/act/end"), &[]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn a_message_of_another_webhook_is_not_there(desk: Desk) {
    let one = desk.listens(desk.ana, "one.example.com", &["tag.*"]).await;
    let other = desk.listens(desk.ana, "other.example.com", &["agent.*"]).await;
    desk.something_happens("vip").await;
    desk.told().await;
    let message = desk.messages(one).await[0].id;

    let (status, ..) = desk
        .office()
        .post("ana", &format!("/settings/webhooks/{other}/messages/{message}/replay"), &[])
        .await;

    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn one_secret_that_cannot_be_read_does_not_take_the_list_with_it(desk: Desk) {
    let lost = desk.listens(desk.ana, "lost.example.com", &["*"]).await;
    let whole = desk.listens(desk.ana, "hooks.example.com", &["*"]).await;
    desk.works(move |work| {
        work.keep_quietly("a secret of another key");
        db::sql("UPDATE webhook SET secret = 'sealed.1.gone.00' WHERE id = $1").with(lost).run(work)
    })
    .await;
    let office = desk.office();

    let list = office.get("/settings/webhooks").await;

    assert!(list.contains("lost.example.com") && list.contains("hooks.example.com"), "{list}");
    assert_eq!(list.matches("Its secret cannot be read; make a new one").count(), 1, "{list}");
    let here = format!("/settings/webhooks/{lost}");
    assert!(office.get(&here).await.contains("so nothing is sent"));
    assert!(office.get(&format!("/settings/webhooks/{whole}")).await.contains("Show the secret"));
    let (status, ..) = office.post("ana", &format!("{here}/act/rotate"), &[]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(office.get(&here).await.contains("Show the secret"));
}

#[both_databases]
async fn while_two_secrets_sign_there_is_no_third_and_what_waits_is_not_sent_once_more(desk: Desk) {
    let id = desk.listens(desk.ana, "hooks.example.com", &["tag.*"]).await;
    let first = desk.webhook(id).await.secret().reveal().to_owned();
    desk.something_happens("vip").await;
    desk.told().await;
    let message = desk.messages(id).await[0].id;
    let (office, here) = (desk.office(), format!("/settings/webhooks/{id}"));
    let does = async |path: &str| office.post("ana", &format!("{here}/{path}"), &[]).await;

    let (waiting, none, once, again) = (
        does(&format!("messages/{message}/replay")).await,
        does("act/drop-old").await,
        does("act/rotate").await,
        does("act/rotate").await,
    );

    assert!(waiting.0 == StatusCode::UNPROCESSABLE_ENTITY && waiting.1.contains("It goes out by itself"), "{}", waiting.1);
    assert!(none.0 == StatusCode::UNPROCESSABLE_ENTITY && none.1.contains("no old one to end"), "{}", none.1);
    assert_eq!(once.0, StatusCode::SEE_OTHER);
    assert!(again.0 == StatusCode::UNPROCESSABLE_ENTITY && again.1.contains("end the old one"), "{}", again.1);
    let signing = desk.webhook(id).await.secrets(desk.base.clock.now());
    assert_eq!(signing.last().map(|secret| secret.reveal()), Some(first.as_str()), "the one the receiver knows signs on");
    does("act/drop-old").await;
    assert_eq!(does("act/rotate").await.0, StatusCode::SEE_OTHER);
}
