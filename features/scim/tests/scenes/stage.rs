//! The stage: Noor who administers, Ana on the desk, and a directory with a token of its own.

use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword, Permission, service_tokens};
use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use db::{Actor, Trouble, Tx, Work, sql};
use http_body_util::BodyExt as _;
use kit::{EmailAddress, Key, Locale, Token};
use serde_json::Value;
use testkit::{Stage, TestDatabase, TestPlace};
use tower::ServiceExt as _;
use web::Site;

pub struct Desk {
    pub base: TestDatabase,
    pub noor: AgentId,
    pub ana: AgentId,
    pub token: Token,
    router: Router,
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let migrations: Vec<_> = [db::MIGRATIONS, agents::MIGRATIONS, scim::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let mut ids = Vec::new();
        for (name, role) in [("Noor", BuiltIn::Admin), ("Ana", BuiltIn::Agent)] {
            let new = NewAgent {
                name: name.to_owned(),
                email: email_of(name),
                role,
                locale: Locale::En,
                zone: "UTC".into(),
                password: password.clone(),
            };
            ids.push(base.db.work(Actor::System, move |work| agents::add(work, &new)).await.expect("somebody"));
        }
        let scopes = [Permission::PeopleProvision].into_iter().collect();
        let (_, token) = base
            .db
            .work(Actor::Agent(ids[0].0), move |work| service_tokens::create(work, "Directory", &scopes, None))
            .await
            .expect("a token");
        let site = agents::furnish(Site::builder(base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example"))
            .texts(&[scim::TEXTS])
            .with(scim::DIALECT)
            .build();
        let router = agents::routes().merge(scim::door::routes()).merge(web::routes()).into_router(site);
        Self { base, noor: ids[0], ana: ids[1], token, router }
    }
}

pub fn email_of(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{}@kettle.example", name.to_lowercase())).expect("an address")
}

impl Desk {
    /// The directory asks; what it is answered, as JSON (null for nothing).
    pub async fn asks(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        self.asks_with(Some(&self.token), method, path, body).await
    }

    pub async fn asks_with(&self, token: Option<&Token>, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "desk.example")
            .header(ACCEPT, "application/scim+json");
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {}", token.reveal()));
        }
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let request = request.header(CONTENT_TYPE, "application/scim+json").body(Body::from(body)).expect("a request");
        self.answer(request).await
    }

    /// The same with the cookie of somebody signed in.
    pub async fn asks_by_cookie(&self, session: &Token, method: Method, path: &str) -> StatusCode {
        let request = Request::builder().method(method).uri(path).header(HOST, "desk.example");
        let request = request
            .header(COOKIE, format!("frontline={}", session.reveal()))
            .body(Body::empty())
            .expect("a request");
        self.answer(request).await.0
    }

    /// What somebody hears who says nothing of what they read.
    pub async fn hears(&self, token: Option<&str>, method: Method, path: &str) -> (HeaderMap, Value) {
        let mut request = Request::builder().method(method).uri(path).header(HOST, "desk.example");
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let headers = response.headers().clone();
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        (headers, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn answer(&self, request: Request<Body>) -> (StatusCode, Value) {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    pub async fn by<T: Send + 'static>(
        &self,
        agent: AgentId,
        deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.base.db.work(Actor::Agent(agent.0), deed).await
    }

    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base.db.read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    pub async fn person(&self, agent: AgentId) -> agents::Agent {
        self.read(move |tx| agents::agents::find(tx, agent)).await
    }

    /// The kinds of what was recorded, with who did it.
    pub async fn recorded(&self, kind: &'static str) -> Vec<String> {
        self.read(move |tx| sql("SELECT actor_kind FROM activity WHERE kind = $1 ORDER BY id").with(kind).all(tx))
            .await
    }
}
