//! The stage: Kettle & Co., and receivers out in a world of fakes.

use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword, Permission};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::any;
use db::{Actor, Trouble, Tx, Work, sql};
use desk::inbox::InboxSettings;
use desk::{Arrival, Inbox, InboxId, Person};
use futures::future::BoxFuture;
use kit::{EmailAddress, Locale};
use outside::{Outside, TlsTrouble, Wire};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testkit::{Stage, TestDatabase, TestPlace};
use tokio::net::{TcpListener, TcpStream};
use webhooks::{Courier, Settings, Wanted, Webhook, WebhookId, fan_out, messages, url_of, webhooks as shelf};

/// A request as a receiver got it.
#[derive(Debug, Clone)]
pub struct Heard {
    pub id: String,
    pub timestamp: String,
    pub signatures: String,
    pub body: String,
}

/// A status, and what `Retry-After` says with it.
pub type Plan = (u16, &'static str);

/// A receiver: what it heard, and what it answers next (200 when nothing is planned).
#[derive(Clone, Default)]
pub struct Receiver {
    pub heard: Arc<Mutex<Vec<Heard>>>,
    pub plans: Arc<Mutex<VecDeque<Plan>>>,
    /// Its answer never ends.
    pub endless: Arc<Mutex<bool>>,
    /// Sleeps this long before it answers.
    pub slow: Arc<Mutex<Duration>>,
}

impl Receiver {
    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("heard").clone()
    }

    pub fn kinds(&self) -> Vec<String> {
        let kind = |heard: &Heard| {
            let body: serde_json::Value = serde_json::from_str(&heard.body).expect("JSON");
            body["type"].as_str().expect("a type").to_owned()
        };
        self.heard().iter().map(kind).collect()
    }

    pub fn answers(&self, plans: &[Plan]) {
        self.plans.lock().expect("plans").extend(plans);
    }
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> axum::response::Response {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().expect("text").to_owned()).unwrap_or_default();
    receiver.heard.lock().expect("heard").push(Heard {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signatures: header("webhook-signature"),
        body: String::from_utf8(body.to_vec()).expect("text"),
    });
    let slow = *receiver.slow.lock().expect("slow");
    tokio::time::sleep(slow).await;
    if *receiver.endless.lock().expect("endless") {
        let drops = futures::stream::repeat_with(|| Ok::<_, std::convert::Infallible>(Bytes::from_static(&[b'x'; 8_192])));
        return axum::body::Body::from_stream(drops).into_response();
    }
    let (status, retry_after) = receiver.plans.lock().expect("plans").pop_front().unwrap_or((200, ""));
    let status = StatusCode::from_u16(status).expect("a status");
    let location = ("location", "https://other.example/");
    if retry_after.is_empty() {
        (status, [location], "thanks").into_response()
    } else {
        (status, [location, ("retry-after", retry_after)], "thanks").into_response()
    }
}

/// Names, the public addresses they have, and the servers behind them.
#[derive(Clone, Default)]
pub struct World {
    names: Arc<Mutex<HashMap<String, IpAddr>>>,
    servers: Arc<Mutex<HashMap<IpAddr, SocketAddr>>>,
}

impl World {
    pub async fn opens(&self, host: &str) -> Receiver {
        let (receiver, listener) = (Receiver::default(), TcpListener::bind("127.0.0.1:0").await.expect("a port"));
        let local = listener.local_addr().expect("an address");
        let router = Router::new().route("/{*path}", any(receive)).route("/", any(receive)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let mut names = self.names.lock().expect("names");
        let public = IpAddr::from(Ipv4Addr::new(93, 184, 216, 10 + names.len() as u8));
        names.insert(host.into(), public);
        self.servers.lock().expect("servers").insert(public, local);
        receiver
    }

    /// The name turns out to lead into the house.
    pub fn rebinds(&self, host: &str, address: Ipv4Addr) {
        self.names.lock().expect("names").insert(host.into(), address.into());
    }
}

impl Outside for World {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let found = self.names.lock().expect("names").get(host).copied();
        Box::pin(async move { found.map(|address| vec![address]).ok_or_else(|| io::Error::other("no such name")) })
    }

    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>> {
        assert!(outside::is_public(to.ip()), "connected to {to}, which is not public");
        let server = self.servers.lock().expect("servers").get(&to.ip()).copied();
        Box::pin(async move {
            let server = server.filter(|_| to.port() == 443).ok_or(io::ErrorKind::ConnectionRefused)?;
            Ok(Wire::new(TcpStream::connect(server).await?))
        })
    }

    /// Certificates are the business of other tests.
    fn secure<'a>(&'a self, wire: Wire, _: &'a str) -> BoxFuture<'a, Result<Wire, TlsTrouble>> {
        Box::pin(async move { Ok(wire) })
    }
}

pub struct Desk {
    pub base: TestDatabase,
    pub world: World,
    pub courier: Courier,
    pub ana: AgentId,
    /// Sees the open inbox and not the secret one.
    pub ben: AgentId,
    pub open: InboxId,
    pub secret: InboxId,
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, webhooks::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let furnished = base.db.work(Actor::System, move |work| furnish(work, &password)).await;
        let (ana, ben, open, secret) = furnished.unwrap_or_else(|trouble| panic!("the desk does not stand: {trouble}"));
        let world = World::default();
        let courier = Courier::new(base.db.clone(), Arc::new(world.clone()));
        Self { base, world, courier, ana, ben, open, secret }
    }
}

fn furnish(work: &mut Work<'_>, password: &agents::PasswordHash) -> Result<(AgentId, AgentId, InboxId, InboxId), Trouble> {
    let mut person = |name: &str, role| {
        let new = NewAgent {
            name: name.into(),
            email: EmailAddress::parse(&format!("{}@kettle.example", name.to_lowercase())).expect("an address"),
            role,
            locale: Locale::En,
            zone: "UTC".into(),
            password: password.clone(),
        };
        agents::add(work, &new)
    };
    let (ana, ben) = (person("Ana", BuiltIn::Admin)?, person("Ben", BuiltIn::Agent)?);
    let clerk = [Permission::ActivitySee, Permission::SettingsManage, Permission::ConversationsSee]
        .into_iter()
        .collect();
    let clerk = agents::roles::create(work, "Clerk", &clerk)?;
    sql("UPDATE agent SET role_id = $2 WHERE id = $1").with(ben).with(clerk).run(work)?;
    let mut inbox = |name: &str, everyone| {
        let settings = InboxSettings {
            name: name.into(),
            from_name: name.into(),
            signature: String::new(),
            team_id: None,
            undo_seconds: 10,
            acknowledgement: String::new(),
        };
        let inbox = Inbox::add(work, "email", &format!("{name}@kettle.example"), &settings)?;
        desk::inboxes::find(work, inbox)?.let_see(work, everyone, &[], &[])?;
        Ok::<_, Trouble>(inbox)
    };
    let (open, secret) = (inbox("hello", true)?, inbox("board", false)?);
    Ok((ana, ben, open, secret))
}

fn arrival(inbox: InboxId, id: &str) -> Arrival {
    Arrival {
        inbox,
        raw_id: None,
        external_id: format!("{id}@mail.example"),
        fingerprint: id.into(),
        from: Person { name: "Mia".into(), address: "mia@mail.example".into() },
        identity: EmailAddress::parse("mia@mail.example").ok().map(customers::Identity::Email),
        reply_to: Vec::new(),
        to: Vec::new(),
        cc: Vec::new(),
        subject: "A kettle".into(),
        text: "It leaks".into(),
        html: None,
        sent_at: None,
        files: Vec::new(),
        automatic: "no".into(),
        authentic: "unknown".into(),
        unreadable: None,
        clues: Vec::new(),
    }
}

impl Desk {
    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base.db.read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    pub async fn works<T: Send + 'static>(&self, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        let ana = Actor::Agent(self.ana.0);
        self.base
            .db
            .work(ana, deed)
            .await
            .unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    /// Adds a webhook to `host` that hears what `viewer` may see.
    pub async fn listens(&self, viewer: AgentId, host: &str, patterns: &[&str]) -> WebhookId {
        let wanted = Wanted::parse(patterns.iter().copied()).expect("patterns");
        let url = url_of(&format!("https://{host}/in")).expect("an address");
        let settings = Settings { name: host.to_owned(), url, wanted };
        self.works(move |work| webhooks::add(work, viewer.0, &settings)).await
    }

    pub async fn webhook(&self, id: WebhookId) -> Webhook {
        self.read(move |tx| shelf::find(tx, id)).await
    }

    /// The log is followed to its end. PostgreSQL holds back lines for transactions of other databases, so: until nothing is new.
    pub async fn told(&self) {
        while fan_out::once(&self.base.db).await.expect("a step") > 0 || !self.all_seen().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn all_seen(&self) -> bool {
        self.read(|tx| {
            let hearing = !shelf::hearing(tx)?.is_empty();
            let (seen, end) = (db::activity::seen_by(tx, fan_out::FOLLOWER)?, db::activity::end(tx)?);
            Ok(!hearing || seen >= end)
        })
        .await
    }

    /// Carries what is due, once.
    pub async fn carry(&self, id: WebhookId) -> Option<usize> {
        self.courier.carry(id).await.unwrap_or_else(|trouble| panic!("nothing was carried: {trouble}"))
    }

    pub async fn messages(&self, id: WebhookId) -> Vec<messages::Message> {
        self.read(move |tx| messages::of(tx, id, None, None, 100)).await
    }

    /// Something happens that no receiver's owner is barred from: a tag is made.
    pub async fn something_happens(&self, name: &'static str) {
        self.works(move |work| desk::tags::known_or_new(work, name).map(drop)).await;
    }

    /// A mail arrives in an inbox.
    pub async fn mail_arrives(&self, inbox: InboxId, id: &'static str) {
        self.works(move |work| desk::arrive(work, &arrival(inbox, id)).map(drop)).await;
    }
}
