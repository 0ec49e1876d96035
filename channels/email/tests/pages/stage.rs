//! The stage: two inboxes, three people, and a browser for each.

use crate::world::World;
use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use db::{Actor, Database, Trouble, Tx, Work, sql};
use desk::inbox::InboxSettings;
use desk::{Inbox, InboxId};
use email::pages::MailboxesChanged;
use email::raw::{self, Incoming};
use futures::future::BoxFuture;
use kit::{EmailAddress, Key, Locale, Token};
use std::sync::Arc;
use testkit::{Stage, TestDatabase, TestPlace};
use tokio::sync::Notify;
use tower::ServiceExt as _;
use web::{Gatekeeper, Permissions, Person, Site};

pub struct Office {
    base: TestDatabase,
    router: Router,
    pub world: World,
    pub woken: Arc<Notify>,
    /// Open to all.
    pub support: InboxId,
    /// Seen by nobody but those who see everything.
    pub secret: InboxId,
}

/// Knows everybody by the name in their cookie.
struct Book {
    people: [(&'static str, i64, &'static [&'static str]); 3],
    locale: Locale,
}

impl Gatekeeper for Book {
    fn who<'a>(&'a self, _: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let found = self
            .people
            .iter()
            .find(|(name, ..)| *name == session.reveal())
            .map(|(name, id, permissions)| Person {
                agent_id: *id,
                session_id: Some(*id),
                name: (*name).into(),
                permissions: Permissions::of(permissions.iter().copied()),
                locale: self.locale,
                zone: "UTC".into(),
                ..Person::default()
            });
        Box::pin(async move { Ok(found) })
    }

    fn bearer<'a>(&'a self, _: &'a Site, _: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async { Ok(None) })
    }
}

impl Stage for Office {
    async fn set_up(place: TestPlace) -> Self {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, email::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.unwrap();
        let mut ids = [AgentId(0); 3];
        for (at, (name, role)) in [("carla", BuiltIn::Admin), ("ana", BuiltIn::Agent), ("dora", BuiltIn::LightAgent)]
            .into_iter()
            .enumerate()
        {
            let email = EmailAddress::parse(&format!("{name}@kettle.example")).unwrap();
            let new = NewAgent {
                name: name.into(),
                email,
                role,
                locale: Locale::En,
                zone: "UTC".into(),
                password: password.clone(),
            };
            ids[at] = base.db.work(Actor::System, move |work| agents::add(work, &new)).await.unwrap();
        }
        let (support, secret) = base.db.work(Actor::System, inboxes).await.unwrap();
        let people = [
            ("carla", ids[0].0, &["inboxes.manage", "conversations.see_all"][..]),
            ("ana", ids[1].0, &["conversations.reply"][..]),
            ("dora", ids[2].0, &["inboxes.manage"][..]),
        ];
        let (world, woken) = (World::default(), Arc::new(Notify::new()));
        let site = Site::builder(base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example")
            .texts(&[agents::TEXTS, desk::TEXTS, email::TEXTS])
            .gatekeeper(Book { people, locale: Locale::En })
            .with(MailboxesChanged(woken.clone()))
            .build();
        let router = email::pages::routes_through(Arc::new(world.clone())).merge(web::routes()).into_router(site);
        Self { base, router, world, woken, support, secret }
    }
}

fn inboxes(work: &mut Work<'_>) -> Result<(InboxId, InboxId), Trouble> {
    let settings = |name: &str| InboxSettings {
        name: name.into(),
        from_name: name.into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 0,
        acknowledgement: String::new(),
    };
    let support = Inbox::add(work, "email", "support@kettle.example", &settings("Support"))?;
    let secret = Inbox::add(work, "email", "secret@kettle.example", &settings("Secret"))?;
    desk::inboxes::find(work, secret)?.let_see(work, false, &[], &[])?;
    Ok((support, secret))
}

impl Office {
    pub fn db(&self) -> &Database {
        &self.base.db
    }

    pub fn carla(&self) -> Browser<'_> {
        Browser { office: self, session: Some("carla"), headers: Vec::new() }
    }

    pub fn ana(&self) -> Browser<'_> {
        Browser { session: Some("ana"), ..self.carla() }
    }

    pub fn dora(&self) -> Browser<'_> {
        Browser { session: Some("dora"), ..self.carla() }
    }

    pub fn stranger(&self) -> Browser<'_> {
        Browser { session: None, ..self.carla() }
    }

    pub async fn ask<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().read(question).await.unwrap()
    }

    /// A mail came into `inbox` and was read by the filer. Says its raw key.
    pub async fn receives(&self, inbox: InboxId, mail: &str) -> i64 {
        let bytes = mail.replace('\n', "\r\n").into_bytes();
        let incoming = Incoming {
            sha256: kit::sha256_hex(&bytes),
            bytes,
            uid: None,
            received_at: None,
            mail_from: None,
        };
        self.db()
            .work(Actor::System, move |work| raw::keep(work, inbox, "listener", &incoming))
            .await
            .unwrap();
        email::file_waiting(self.db(), &Key::from_bytes([7; 32])).await.unwrap();
        let (raw, state, problem): (i64, String, Option<String>) = self
            .ask(|tx| sql("SELECT id, state, problem FROM raw_mail ORDER BY id DESC LIMIT 1").only(tx, "raw mail"))
            .await;
        assert!(["filed", "ignored"].contains(&state.as_str()), "the mail was not filed: {state} {problem:?}");
        raw
    }

    /// The message a raw mail became.
    pub async fn message_of(&self, raw: i64) -> i64 {
        self.ask(move |tx| {
            sql("SELECT message_id FROM raw_mail WHERE id = $1 AND message_id IS NOT NULL")
                .with(raw)
                .only(tx, "message")
        })
        .await
    }
}

/// Somebody at a browser.
pub struct Browser<'a> {
    office: &'a Office,
    session: Option<&'static str>,
    headers: Vec<(&'static str, &'static str)>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn leads_to(&self) -> &str {
        self.header(LOCATION.as_str())
    }
}

impl Browser<'_> {
    pub fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, String::new()).await
    }

    /// Posts the fields with the token of a page of theirs.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(&format!("/settings/inboxes/{}/email", self.office.support)).await.text();
        let csrf = page
            .split_once("name=\"csrf-token\" content=\"")
            .map_or("", |(_, after)| after.split('"').next().unwrap());
        let form: String = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .append_pair("csrf", csrf)
            .finish();
        self.send(Method::POST, path, form).await
    }

    async fn send(&self, method: Method, path: &str, body: String) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "desk.example")
            .header(ACCEPT, "text/html")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(session) = self.session {
            request = request.header(COOKIE, format!("frontline={session}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        let response = self.office.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: to_bytes(body, 1 << 24).await.unwrap().to_vec(),
        }
    }
}
