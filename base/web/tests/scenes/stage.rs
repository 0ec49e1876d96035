//! The stage: a small site with a page, a form and some changes, whose gatekeeper knows Ana and Ben by heart.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode};
use db::Trouble;
use futures::future::BoxFuture;
use kit::{Key, Locale, Token};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use testkit::{Stage, TestDatabase, TestPlace};
use tower::ServiceExt as _;
use web::{Audience, Gatekeeper, Permissions, Person, Routes, Site, SiteBuilder};

pub const ANA: i64 = 1;
pub const BEN: i64 = 2;
pub const ANAS_SESSION: &str = "ana-session-token";
pub const BENS_SESSION: &str = "ben-session-token";
pub const ANAS_API_TOKEN: &str = "ana-api-token";

/// Who may enter, and what they see; scenes change it.
#[derive(Clone, Default)]
pub struct Book {
    pub sessions: Arc<Mutex<HashMap<String, Person>>>,
    pub inboxes: Arc<Mutex<HashMap<i64, HashSet<i64>>>>,
}

/// How often a handler of the scene ran.
#[derive(Clone, Default)]
pub struct Changes(Arc<AtomicUsize>);

impl Changes {
    pub fn one_more(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    pub fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

pub struct Desk {
    pub site: Site,
    pub book: Book,
    pub changes: Changes,
    router: Router,
    _data: TestDatabase,
}

pub fn ana() -> Person {
    let permissions = Permissions::of(["conversations.reply"]);
    Person {
        agent_id: ANA,
        session_id: Some(11),
        name: "Ana Lindqvist".into(),
        permissions,
        zone: "Europe/Madrid".into(),
        ..Person::default()
    }
}

pub fn ben() -> Person {
    let permissions = Permissions::of(["conversations.reply", "people.manage"]);
    Person {
        agent_id: BEN,
        session_id: Some(12),
        name: "Ben Okafor".into(),
        locale: Locale::Es,
        permissions,
        ..Person::default()
    }
}

impl Gatekeeper for Book {
    fn who<'a>(&'a self, _: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let found = self.sessions.lock().unwrap().get(session.reveal()).cloned();
        Box::pin(async move { Ok(found) })
    }

    fn bearer<'a>(&'a self, _: &'a Site, token: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let known = token.reveal() == ANAS_API_TOKEN;
        Box::pin(async move { Ok(known.then(|| Person { session_id: None, api_token_id: Some(5), ..ana() })) })
    }
}

impl Audience for Book {
    fn inboxes_of<'a>(&'a self, _: &'a Site, agent_id: i64) -> BoxFuture<'a, Result<Option<HashSet<i64>>, Trouble>> {
        let seen = self.inboxes.lock().unwrap().get(&agent_id).cloned();
        Box::pin(async move { Ok(seen) })
    }
}

impl Desk {
    pub fn with(routes: Routes) -> Self {
        Self::at("http://desk.example", routes, |site| site)
    }

    pub fn at(base_url: &str, routes: Routes, furnish: impl FnOnce(SiteBuilder) -> SiteBuilder) -> Self {
        Self::on(testkit::place_on_sqlite(), base_url, routes, furnish)
    }

    pub fn on(place: TestPlace, base_url: &str, routes: Routes, furnish: impl FnOnce(SiteBuilder) -> SiteBuilder) -> Self {
        let data = TestDatabase::open(place, db::MIGRATIONS);
        let (book, changes) = (Book::default(), Changes::default());
        book.sessions
            .lock()
            .unwrap()
            .extend([(ANAS_SESSION.to_owned(), ana()), (BENS_SESSION.to_owned(), ben())]);
        book.inboxes.lock().unwrap().extend([(ANA, HashSet::from([1])), (BEN, HashSet::from([1, 2]))]);
        let builder = Site::builder(data.db.clone(), Key::from_bytes([7; 32]), base_url)
            .gatekeeper(book.clone())
            .audience(book.clone());
        let site = furnish(builder.with(changes.clone())).build();
        let router = routes.merge(web::routes()).into_router(site.clone());
        Self { site, book, changes, router, _data: data }
    }

    /// Sends the request as it stands.
    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Begins a request of somebody.
    pub fn asks(&self, method: Method, path: &str) -> Asking<'_> {
        let request = Request::builder().method(method).uri(path).header("host", "desk.example");
        Asking { desk: self, request, body: Body::empty() }
    }

    pub fn gets(&self, path: &str) -> Asking<'_> {
        self.asks(Method::GET, path)
    }

    pub fn posts(&self, path: &str) -> Asking<'_> {
        self.asks(Method::POST, path)
    }
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        Self::on(place, "http://desk.example", Routes::new(), |site| site)
    }
}

/// A request in the making.
pub struct Asking<'a> {
    desk: &'a Desk,
    request: axum::http::request::Builder,
    body: Body,
}

impl Asking<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// Sends this session's cookie.
    pub fn with_session(self, session: &str) -> Self {
        self.cookie(&format!("frontline={session}"))
    }

    pub fn cookie(self, cookie: &str) -> Self {
        self.header(COOKIE.as_str(), cookie)
    }

    pub fn with_api_token(self, token: &str) -> Self {
        self.header(AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    pub fn form(mut self, encoded: &str) -> Self {
        self.body = Body::from(encoded.to_owned());
        self.header(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")
    }

    pub fn json(mut self, body: &str) -> Self {
        self.body = Body::from(body.to_owned());
        self.header(CONTENT_TYPE.as_str(), "application/json")
    }

    pub fn multipart(mut self, boundary: &str, body: Body) -> Self {
        self.body = body;
        self.header(CONTENT_TYPE.as_str(), &format!("multipart/form-data; boundary={boundary}"))
    }

    /// Sends it and keeps the answer as it is.
    pub async fn raw(self) -> Response<Body> {
        let mut request = self.request.body(self.body).unwrap();
        request.headers_mut().entry(ACCEPT).or_insert(HeaderValue::from_static("text/html"));
        self.desk.send(request).await
    }

    /// Sends it and reads the whole answer.
    pub async fn answer(self) -> Answer {
        let (parts, body) = self.raw().await.into_parts();
        let text = String::from_utf8(to_bytes(body, 1 << 22).await.unwrap().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The token in the page's head.
    pub fn csrf(&self) -> String {
        let (_, after) = self.text.split_once("name=\"csrf-token\" content=\"").expect("the page has no csrf-token");
        after.split('"').next().unwrap().to_owned()
    }

    /// The cookies the answer sets, as a browser sends them back.
    pub fn cookies(&self) -> String {
        let set = self.headers.get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
        set.map(|cookie| cookie.split(';').next().unwrap()).collect::<Vec<_>>().join("; ")
    }
}
