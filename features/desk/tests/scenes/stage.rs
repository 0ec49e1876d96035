//! The stage: the desk's own pages over a fresh database. Ana sees Support, Ben leads and sees everything, Carla
//! administers, Sam is new and sees no inbox at all; Mia and Jonas write.

use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use customers::Identity;
use db::{Actor, Database, Trouble, Tx, Work};
use desk::inbox::InboxSettings;
use desk::pages::{DeskAudience, DeskPanels, Elsewhere, Extras, NoExtras, NothingBeyond, Rail};
use desk::{Arrival, ArrivedFile, Filed, Inbox, InboxId, Person as Sender, Viewer, Visible, arrive};
use futures::future::BoxFuture;
use kit::{EmailAddress, Key, Locale, Token};
use std::collections::HashMap;
use std::sync::Arc;
use testkit::{Stage, TestDatabase, TestPlace};
use tower::ServiceExt as _;
use web::{Gatekeeper, Permissions, Person, Site};

pub struct Desk {
    base: TestDatabase,
    router: Router,
    pub index: search::Index,
    _folder: tempfile::TempDir,
    pub ana: i64,
    pub ben: i64,
    pub sam: i64,
    pub support: InboxId,
    pub orders: InboxId,
}

/// Knows everybody by their name as the session; `ana.es` is Ana, reading Spanish.
#[derive(Clone)]
pub struct Door(Arc<HashMap<String, Person>>);

impl Gatekeeper for Door {
    fn who<'a>(&'a self, _: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let (name, tag) = session.reveal().split_once('.').unwrap_or((session.reveal(), "en"));
        let locale = Locale::of_tag(tag).unwrap_or_default();
        let found = self.0.get(name).map(|person| Person { locale, ..person.clone() });
        Box::pin(async move { Ok(found) })
    }

    fn bearer<'a>(&'a self, _: &'a Site, _: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async { Ok(None) })
    }
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let migrations: Vec<_> = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS]
            .into_iter()
            .flatten()
            .copied()
            .collect();
        let base = TestDatabase::open(place, &migrations);
        let people = [
            ("ana", BuiltIn::Agent),
            ("ben", BuiltIn::Supervisor),
            ("carla", BuiltIn::Admin),
            ("sam", BuiltIn::Agent),
            ("lea", BuiltIn::LightAgent),
        ];
        let door = hire(&base.db, &people).await;
        let (ana, sam) = (door.0["ana"].agent_id, door.0["sam"].agent_id);
        let (support, orders) = base.db.work(Actor::System, move |work| open_inboxes(work, ana)).await.expect("inboxes");
        let folder = tempfile::tempdir().expect("a folder");
        let index = search::Index::open(folder.path()).expect("an index");
        let site = Site::builder(base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example")
            .texts(&[customers::TEXTS, desk::TEXTS])
            .gatekeeper(door.clone())
            .audience(DeskAudience)
            .rail(Rail)
            .settings_menu(desk::pages::MENU.to_vec())
            .with(index.clone())
            .with(customers::Neighbours { panels: Box::new(DeskPanels), followers: Vec::new() })
            .with(Extras(Arc::new(NoExtras)))
            .with(Elsewhere(Arc::new(NothingBeyond)))
            .build();
        let router = desk::pages::routes().merge(web::routes()).into_router(site);
        Self {
            base,
            router,
            index,
            _folder: folder,
            ana,
            ben: door.0["ben"].agent_id,
            sam,
            support,
            orders,
        }
    }
}

pub async fn hire(db: &Database, people: &[(&'static str, BuiltIn)]) -> Door {
    let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings at dawn")).await.expect("hash");
    let mut known = HashMap::new();
    for (name, role) in people {
        let (name, role, password) = (*name, *role, password.clone());
        let email = EmailAddress::parse(&format!("{name}@kettle.example")).expect("an address");
        let shown = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
        let new = NewAgent {
            name: shown.clone(),
            email,
            role,
            locale: Locale::En,
            zone: "Europe/Madrid".into(),
            password,
        };
        let id = db.work(Actor::System, move |work| agents::add(work, &new)).await.expect("an agent").0;
        let permissions = Permissions::of(role.permissions().iter().map(agents::Permission::word));
        let person = Person {
            agent_id: id,
            session_id: Some(id),
            name: shown,
            permissions,
            zone: "Europe/Madrid".into(),
            ..Person::default()
        };
        known.insert(name.to_owned(), person);
    }
    Door(Arc::new(known))
}

/// Ana sees Support alone; Orders is for nobody but those who see everything.
fn open_inboxes(work: &mut Work<'_>, ana: i64) -> Result<(InboxId, InboxId), Trouble> {
    let add = |work: &mut Work<'_>, name: &str, seen_by: &[i64]| {
        let settings = InboxSettings {
            name: name.into(),
            from_name: "Kettle & Co.".into(),
            signature: String::new(),
            team_id: None,
            undo_seconds: 10,
            acknowledgement: String::new(),
        };
        let id = Inbox::add(work, "email", &format!("{}@kettle.example", name.to_lowercase()), &settings)?;
        desk::inboxes::find(work, id)?.let_see(work, false, &[], seen_by)?;
        Ok::<_, Trouble>(id)
    };
    Ok((add(work, "Support", &[ana])?, add(work, "Orders", &[])?))
}

/// A mail from Mia to an inbox.
pub fn mail(inbox: InboxId, subject: &str, text: &str) -> Arrival {
    let mia = EmailAddress::parse("mia@castellano.example").expect("an address");
    Arrival {
        inbox,
        raw_id: None,
        external_id: format!("<{subject}@castellano.example>"),
        fingerprint: format!("{subject} {text}"),
        from: Sender { name: "Mia Castellano".into(), address: mia.to_string() },
        identity: Some(Identity::Email(mia)),
        reply_to: Vec::new(),
        to: vec![Sender { name: String::new(), address: "support@kettle.example".into() }],
        cc: vec![Sender { name: "Home".into(), address: "home@castellano.example".into() }],
        subject: subject.into(),
        text: text.into(),
        html: None,
        sent_at: None,
        files: Vec::new(),
        automatic: "no".into(),
        authentic: "pass".into(),
        unreadable: None,
        clues: Vec::new(),
    }
}

pub fn file(name: &str, media_type: &str, bytes: &[u8]) -> ArrivedFile {
    ArrivedFile {
        name: name.into(),
        media_type: media_type.into(),
        bytes: bytes.to_vec(),
        content_id: None,
        inline: false,
    }
}

impl Desk {
    pub fn db(&self) -> &Database {
        &self.base.db
    }

    /// Time passes.
    pub fn later(&self, seconds: i64) {
        self.base.clock.forward_seconds(seconds);
    }

    /// The number of the conversation the mail went to, and the message's key.
    pub async fn receives(&self, mail: Arrival) -> (i64, i64) {
        let filed = self.db().work(Actor::System, move |work| match arrive(work, &mail)? {
            Filed::In(conversation, message) => Ok((desk::conversations::find(work, conversation)?.number, message.0)),
            Filed::Before(_) => Err(Trouble::NotFound("new mail")),
        });
        filed.await.expect("it arrives")
    }

    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().read(question).await.expect("an answer")
    }

    /// Something that happens to the desk from outside its pages.
    pub async fn works<T: Send + 'static>(&self, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().work(Actor::System, deed).await.expect("it is done")
    }

    /// Puts a conversation into the index, as the follower of the log does.
    pub async fn indexes(&self, number: i64, body: &str, tags: &[&str]) {
        let found = self.find(number).await;
        let document = search::Document {
            conversation: Some(found.id.0),
            number: Some(number),
            inbox: Some(found.inbox_id.0),
            customer: Some(found.customer_id),
            status: found.status.word().into(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            facets: vec![
                (search::Facet::Assignee, "0".into()),
                (search::Facet::Team, "0".into()),
                (search::Facet::Priority, "normal".into()),
            ],
            subject: found.subject.clone(),
            body: body.into(),
            opened: Some(found.opened_at),
            ..search::Document::new(search::Kind::Conversation, found.id.0, found.last_activity_at)
        };
        self.index
            .apply(&[search::Change::upsert(document)], db::activity::Position { xid: 0, id: 1_000_000 })
            .expect("indexed");
    }

    /// Puts a customer into the index, as the follower of the log does.
    pub async fn indexes_customer(&self, id: i64) {
        let id = customers::CustomerId(id);
        let (known, held) = self.read(move |tx| Ok((customers::find(tx, id)?, customers::identities::of(tx, id)?))).await;
        let document = search::Document {
            customer: Some(id.0),
            subject: known.name,
            people: held.into_iter().map(|one| one.value).collect(),
            ..search::Document::new(search::Kind::Customer, id.0, known.last_seen_at)
        };
        let end = db::activity::Position { xid: 0, id: 1_000_000 };
        self.index.apply(&[search::Change::upsert(document)], end).expect("indexed");
    }

    /// The conversation as it is now, whoever looks.
    pub async fn find(&self, number: i64) -> desk::Conversation {
        let everything = Viewer { agent: self.ben, sees_all: true };
        self.read(move |tx| Visible::numbered(tx, everything, number).map(|seen| (*seen).clone())).await
    }

    /// Somebody's request in the making; `name` is who, or nobody.
    pub fn asks(&self, name: &str, method: Method, path: &str) -> Asking<'_> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "desk.example")
            .header(ACCEPT, "text/html");
        if !name.is_empty() {
            request = request.header(COOKIE, format!("frontline={name}"));
        }
        Asking { desk: self, name: name.to_owned(), request, body: Body::empty() }
    }

    pub async fn gets(&self, name: &str, path: &str) -> Answer {
        self.asks(name, Method::GET, path).answer().await
    }

    /// Posts a form with the token of a page of theirs, as htmx does.
    pub async fn posts(&self, name: &str, path: &str, form: &str) -> Answer {
        let token = self.token(name).await;
        self.asks(name, Method::POST, path)
            .header("x-csrf-token", &token)
            .header("hx-request", "true")
            .form(form)
            .answer()
            .await
    }

    /// The site itself, for whoever wants to open it.
    #[allow(dead_code, reason = "not every scene does")]
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub async fn token(&self, name: &str) -> String {
        let page = self.gets(name, "/drafts").await;
        let (_, after) = page.text.split_once("name=\"csrf-token\" content=\"").expect("a page with a token");
        after.split('"').next().expect("a token").to_owned()
    }
}

pub struct Asking<'a> {
    desk: &'a Desk,
    #[allow(dead_code, reason = "told when a scene fails")]
    name: String,
    request: axum::http::request::Builder,
    body: Body,
}

impl Asking<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub fn form(mut self, encoded: &str) -> Self {
        self.body = Body::from(encoded.to_owned());
        self.header(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")
    }

    /// One file under the name `file`.
    pub fn file(mut self, name: &str, bytes: &[u8]) -> Self {
        let mut body = format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        self.body = Body::from(body);
        self.header(CONTENT_TYPE.as_str(), "multipart/form-data; boundary=edge")
    }

    pub async fn answer(self) -> Answer {
        let response = self
            .desk
            .router
            .clone()
            .oneshot(self.request.body(self.body).expect("a request"))
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 24).await.expect("a body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a plain header"))
    }
}
