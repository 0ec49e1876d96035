//! Every address of the desk, walked: a stranger gets in nowhere, nobody acts without the permission, and what lies in an
//! inbox one does not see is not found. A new route takes part by itself; a new kind of placeholder must be named in `given.rs`.

mod given;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use db::{Actor, Trouble};
use desk::inbox::InboxSettings;
use desk::{Arrival, ArrivedFile, Filed, Inbox, Person as Sender};
use futures::future::BoxFuture;
use given::{address, form, is_api};
use kit::{Clock, EmailAddress, Key, Locale, Token};
use std::collections::HashSet;
use std::sync::Arc;
use testkit::{TestPlace, both_databases};
use tower::ServiceExt as _;
use web::{Audience, Gatekeeper, Needs, Permissions, Person, RouteInfo, Site};

/// `nobody` has a session and no permission; `outsider` has every permission but seeing all, and sees no inbox.
#[derive(Clone)]
struct Door;

impl Gatekeeper for Door {
    fn who<'a>(&'a self, _: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let all = || agents::permissions::ALL.iter().map(|p| p.word()).filter(|word| *word != "conversations.see_all");
        let permissions = match session.reveal() {
            "nobody" => Some(Permissions::default()),
            "outsider" => Some(Permissions::of(all())),
            _ => None,
        };
        let person = permissions.map(|permissions| Person {
            agent_id: 1,
            session_id: Some(1),
            name: "Olu".into(),
            email: "olu@kettle.example".into(),
            locale: Locale::En,
            zone: "UTC".into(),
            permissions,
            ..Person::default()
        });
        Box::pin(async move { Ok(person) })
    }

    /// The same two as programs.
    fn bearer<'a>(&'a self, site: &'a Site, token: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async move {
            let person = self.who(site, token).await?;
            Ok(person.map(|person| Person { session_id: None, api_token_id: Some(1), ..person }))
        })
    }
}

impl Audience for Door {
    fn inboxes_of<'a>(&'a self, _: &'a Site, _: i64) -> BoxFuture<'a, Result<Option<HashSet<i64>>, Trouble>> {
        Box::pin(async { Ok(Some(HashSet::new())) })
    }
}

struct Walk {
    router: Router,
    listing: Vec<RouteInfo>,
    site: Site,
    _folder: tempfile::TempDir,
    _place: TestPlace,
}

impl testkit::Stage for Walk {
    async fn set_up(place: TestPlace) -> Self {
        let db = db::Database::open(place.place(), &frontline::house::migrations(), Clock::set_to(testkit::TUESDAY_MORNING))
            .expect("a database");
        let password = agents::Hasher::new().hash(&agents::NewPassword::for_demo("a walk")).await.expect("a hash");
        db.work(Actor::System, move |work| secret_inbox(work, password.clone()))
            .await
            .expect("a secret inbox with a mail in it");
        let folder = tempfile::tempdir().expect("a folder");
        let trade = shops::Trade::new(db.clone(), Arc::new(outside::Internet));
        let courier = webhooks::Courier::new(db.clone(), Arc::new(outside::Internet));
        let site = Site::builder(db, Key::from_bytes([3; 32]), "http://desk.example")
            .texts(frontline::site::TEXTS)
            .gatekeeper(Door)
            .audience(Door)
            .rail(desk::pages::Rail)
            .with(agents::Hasher::new())
            .with(search::Index::open(&folder.path().join("search")).expect("an index"))
            .with(customers::Neighbours {
                panels: Box::new(frontline::order_desk::Panels),
                followers: vec![Box::new(desk::FollowCustomers)],
            })
            .with(orders::pages::Desk(Box::new(frontline::order_desk::Conversations)))
            .with(desk::articles::ArticlesOf(Arc::new(knowledge::OnDesk)))
            .with(desk::pages::Extras(Arc::new(desk::pages::NoExtras)))
            .with(desk::pages::Elsewhere(Arc::new(frontline::order_desk::OrderActions)))
            .with(email::pages::MailboxesChanged(Arc::default()))
            .with(shops::TradeOf(trade))
            .with(webhooks::CourierOf(courier))
            .with(scim::DIALECT)
            .with(webhooks::Kinds::of(frontline::event::kinds()))
            .with(push::Way(Arc::new(outside::Internet)))
            .with(sso::Way::new(Arc::new(outside::Internet), outside::OwnNetwork::default()))
            .with(agents::pages::notifications::DevicesOf(Arc::new(push::pages::DevicesCard)))
            .build();
        let listing = frontline::routes::all().listing();
        let router = frontline::routes::all().into_router(site.clone());
        Self { router, listing, site, _folder: folder, _place: place }
    }
}

/// One agent, one inbox nobody sees, one conversation (number 1) with one message (1) and one attachment (1).
fn secret_inbox(work: &mut db::Work<'_>, password: agents::PasswordHash) -> Result<(), Trouble> {
    let olu = agents::NewAgent {
        name: "Olu".into(),
        email: EmailAddress::parse("olu@kettle.example").map_err(|e| Trouble::Shape(e.to_string()))?,
        role: agents::BuiltIn::Agent,
        locale: Locale::En,
        zone: "UTC".into(),
        password,
    };
    agents::add(work, &olu)?;
    let settings = InboxSettings {
        name: "Secret".into(),
        from_name: "Secret".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 10,
        acknowledgement: String::new(),
    };
    let inbox = Inbox::add(work, "email", "secret@kettle.example", &settings)?;
    desk::inboxes::find(work, inbox)?.let_see(work, false, &[], &[])?;
    let filed = desk::arrive(work, &arrival(inbox))?;
    assert!(matches!(filed, Filed::In(..)));
    Ok(())
}

fn arrival(inbox: desk::InboxId) -> Arrival {
    Arrival {
        inbox,
        raw_id: None,
        external_id: "s1@mail.example".into(),
        fingerprint: "s1".into(),
        from: Sender { name: "Mia".into(), address: "mia@mail.example".into() },
        identity: EmailAddress::parse("mia@mail.example").ok().map(customers::Identity::Email),
        reply_to: Vec::new(),
        to: Vec::new(),
        cc: Vec::new(),
        subject: "WHISPERED SUBJECT".into(),
        text: "whispered words".into(),
        html: Some("<p>whispered words</p>".into()),
        sent_at: None,
        files: vec![ArrivedFile {
            name: "secret.png".into(),
            media_type: "image/png".into(),
            bytes: vec![137, 80, 78, 71, 13, 10, 26, 10],
            content_id: None,
            inline: false,
        }],
        automatic: "no".into(),
        authentic: "unknown".into(),
        unreadable: None,
        clues: Vec::new(),
    }
}

impl Walk {
    async fn ask(&self, who: &str, method: &Method, path: &str, body: &str) -> Response {
        if is_api(path) {
            return self.ask_as_program(who, method, path, body).await;
        }
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "desk.example")
            .header(header::ORIGIN, "http://desk.example")
            .header(header::ACCEPT, "text/html")
            .header(
                header::CONTENT_TYPE,
                if body.starts_with("--") {
                    "multipart/form-data; boundary=b"
                } else {
                    "application/x-www-form-urlencoded"
                },
            )
            .header(header::COOKIE, format!("frontline={who}"));
        self.router
            .clone()
            .oneshot(request.body(Body::from(body.to_owned())).expect("a request"))
            .await
            .expect("an answer")
    }

    async fn ask_as_program(&self, who: &str, method: &Method, path: &str, body: &str) -> Response {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "desk.example");
        if !who.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {who}"));
        }
        let body = if *method == Method::GET || !body.starts_with('{') { "" } else { body };
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    /// A token as the pages of this person carry it.
    async fn csrf(&self, who: &str) -> String {
        let page = read(self.ask(who, &Method::GET, "/settings/profile", "").await).await;
        page.split_once("name=\"csrf-token\" content=\"")
            .map_or_else(String::new, |(_, rest)| rest.split('"').next().unwrap_or("").to_owned())
    }
}

fn kind(answer: &Response) -> &str {
    answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

async fn read(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 4 << 20).await.expect("a body");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[both_databases]
async fn attack_22_a_stranger_gets_in_nowhere(walk: Walk) {
    for route in walk.listing.iter().filter(|route| route.needs != Needs::Anyone) {
        let answer = walk.ask("", &route.method, &address(route.path), "").await;
        let status = answer.status();
        let sent_away = status == StatusCode::SEE_OTHER
            && answer.headers().get(header::LOCATION).is_some_and(|to| to.as_bytes().starts_with(b"/sign-in"));
        assert!(
            sent_away || matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
            "{} {} let a stranger in with {status}",
            route.method,
            route.path
        );
        if is_api(route.path) {
            assert_eq!(
                (status, kind(&answer)),
                (StatusCode::UNAUTHORIZED, "application/problem+json"),
                "{} {}",
                route.method,
                route.path
            );
        }
    }
    assert!(walk.listing.len() > 120, "only {} routes were walked", walk.listing.len());
}

#[both_databases]
async fn attack_22_nobody_acts_without_the_permission(walk: Walk) {
    let csrf = walk.csrf("nobody").await;
    for route in walk.listing.iter().filter(|route| matches!(route.needs, Needs::Permission(_))) {
        let status = walk.ask("nobody", &route.method, &address(route.path), &format!("csrf={csrf}")).await.status();
        assert!(
            matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
            "{} {} answered {status} to an agent without the permission {:?}",
            route.method,
            route.path,
            route.needs
        );
    }
}

#[both_databases]
async fn attack_22_attack_26_what_lies_in_an_unseen_inbox_is_not_found(walk: Walk) {
    let csrf = walk.csrf("outsider").await;
    let of_the_inbox = [
        "/conversations/",
        "/messages/",
        "/attachments/",
        "/mail-images/",
        "/rearrangements/",
        "/drafts/",
        "/deeds/",
        "/api/v1/conversations/{",
        "/api/v1/messages/",
        "/api/v1/attachments/",
        "/api/v1/rearrangements/",
        "/api/v1/inboxes/{",
    ];
    // Whoever manages inboxes may open one on its settings page; until then everything else has been asked.
    let mut routes = walk.listing.clone();
    routes.sort_by_key(|route| route.path.starts_with("/settings/"));
    for route in &routes {
        let path = address(route.path);
        let answer = walk.ask("outsider", &route.method, &path, &form(route.path, &csrf)).await;
        let status = answer.status();
        assert!(!status.is_server_error(), "{} {path} broke with {status}", route.method);
        if of_the_inbox.iter().any(|start| route.path.starts_with(start)) {
            // A form that says nothing may be refused before anything is looked up; then it is for what does not exist, too.
            let nowhere = walk
                .ask("outsider", &route.method, &path.replacen("/1", "/99999", 1), &form(route.path, &csrf))
                .await
                .status();
            let tells_nothing = status == StatusCode::NOT_FOUND || (status.is_client_error() && status == nowhere);
            assert!(
                tells_nothing,
                "{} {} of an inbox this agent does not see: {status}, of none at all: {nowhere}",
                route.method, route.path
            );
        }
        if !route.path.starts_with("/live") && !route.path.starts_with("/assets") && route.path != "/api/v1/events" {
            let page = read(answer).await;
            assert!(
                !page.contains("WHISPERED") && !page.contains("whispered"),
                "{} {path} leaks what an unseen conversation says",
                route.method
            );
        }
    }
}

#[both_databases]
async fn attack_34_nothing_changes_without_the_token_of_the_page(walk: Walk) {
    for route in walk
        .listing
        .iter()
        .filter(|route| route.method != Method::GET && !is_api(route.path) && route.needs != Needs::Signature)
    {
        let status = walk.ask("outsider", &route.method, &address(route.path), "").await.status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{} {} took a form without its token", route.method, route.path);
    }
    drop(walk.site);
}

#[both_databases]
async fn attack_34_a_cookie_opens_no_address_of_the_api(walk: Walk) {
    for route in walk.listing.iter().filter(|route| is_api(route.path) && route.needs != Needs::Anyone) {
        let request = Request::builder()
            .method(&route.method)
            .uri(address(route.path))
            .header(header::COOKIE, "frontline=outsider")
            .header(header::CONTENT_TYPE, "application/json");
        let answer = walk
            .router
            .clone()
            .oneshot(request.body(Body::from("{}")).expect("a request"))
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{} {} took a cookie", route.method, route.path);
    }
}

#[both_databases]
async fn attack_33_a_token_in_the_address_opens_nothing(walk: Walk) {
    for name in ["token", "access_token", "api_key", "authorization"] {
        let path = format!("/api/v1/me?{name}=outsider");
        assert_eq!(walk.ask("", &Method::GET, &path, "").await.status(), StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(walk.ask("outsider", &Method::GET, &path, "").await.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
}

#[both_databases]
async fn every_call_is_described_and_every_description_is_a_call(walk: Walk) {
    let document = frontline::routes::all().description();
    let mut described: Vec<String> = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{method} {path} does not say what it does");
            described.push(format!("{} {path}", method.to_uppercase()));
        }
    }
    let mut called: Vec<String> = walk
        .listing
        .iter()
        .filter(|route| is_api(route.path) && route.path != "/api/v1/openapi.json")
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    described.sort();
    called.sort();
    assert_eq!(described, called);

    let ids: Vec<&str> = document["paths"]
        .as_object()
        .into_iter()
        .flat_map(|paths| paths.values())
        .flat_map(|item| item.as_object().into_iter().flat_map(|item| item.values()))
        .filter_map(|operation| operation["operationId"].as_str())
        .collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "two calls have one operationId: {ids:?}");
}
