//! The stage: Ana on the desk, her browsers with keys of their own, and a push service that checks what a real one checks.

use agents::notifications::Quiet;
use agents::sessions::{self, SessionId};
use agents::sign_in::Visitor;
use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword, Notifications, Occasion, change_notifications};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::any;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::{Actor, Trouble, Tx, Work, sql};
use desk::inbox::InboxSettings;
use desk::{Arrival, ConversationId, Filed, Inbox, InboxId, Person};
use futures::future::BoxFuture;
use kit::{EmailAddress, Key, Locale};
use outside::{Outside, TlsTrouble, Wire};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use push::{DeviceId, Offered};
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use testkit::{Stage, TestDatabase, TestPlace};
use tokio::net::{TcpListener, TcpStream};
use web::Site;

pub const PUBLIC: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(93, 184, 216, 34));

/// A request as the push service got it.
#[derive(Debug, Clone)]
pub struct Heard {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// What RFC 8292 has a service check: the signature by the key that stands beside it. The claims and that key.
    pub fn proof(&self) -> (serde_json::Value, String) {
        let proof = self.header("authorization").strip_prefix("vapid t=").expect("a proof");
        let (token, key) = proof.split_once(", k=").expect("a key");
        let (signed, signature) = token.rsplit_once('.').expect("a signature");
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
        let verifying = VerifyingKey::from_sec1_bytes(&decode(key)).expect("a point");
        let signature = Signature::from_slice(&decode(signature)).expect("two numbers");
        verifying.verify(signed.as_bytes(), &signature).expect("signed by that key");
        let (head, claims) = signed.split_once('.').expect("head and claims");
        let head: serde_json::Value = serde_json::from_slice(&decode(head)).expect("JSON");
        assert_eq!(head["alg"], "ES256");
        (serde_json::from_slice(&decode(claims)).expect("JSON"), key.to_owned())
    }
}

/// The service: what it heard, and what it answers next (201 when nothing is planned).
#[derive(Clone, Default)]
pub struct Service {
    pub heard: Arc<Mutex<Vec<Heard>>>,
    pub plans: Arc<Mutex<VecDeque<u16>>>,
    leads_to: Arc<Mutex<Option<(IpAddr, SocketAddr)>>>,
}

impl Service {
    async fn open() -> Self {
        let (service, listener) = (Self::default(), TcpListener::bind("127.0.0.1:0").await.expect("a port"));
        let local = listener.local_addr().expect("an address");
        let router = Router::new().route("/{*path}", any(receive)).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        *service.leads_to.lock().expect("a place") = Some((PUBLIC, local));
        service
    }

    /// The service's name turns out to lead into the house.
    pub fn rebinds(&self, address: IpAddr) {
        if let Some((public, _)) = &mut *self.leads_to.lock().expect("a place") {
            *public = address;
        }
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("heard").clone()
    }

    pub fn answers(&self, plans: &[u16]) {
        self.plans.lock().expect("plans").extend(plans);
    }
}

async fn receive(State(service): State<Service>, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
    let heard = Heard { path: uri.path().into(), headers, body: body.to_vec() };
    service.heard.lock().expect("heard").push(heard);
    let status = service.plans.lock().expect("plans").pop_front().unwrap_or(201);
    StatusCode::from_u16(status).expect("a status")
}

impl Outside for Service {
    fn resolve<'a>(&'a self, _: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let place = *self.leads_to.lock().expect("a place");
        Box::pin(async move { place.map(|(address, _)| vec![address]).ok_or_else(|| io::Error::other("no such name")) })
    }

    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>> {
        assert!(outside::is_public(to.ip()), "connected to {to}, which is not public");
        let place = *self.leads_to.lock().expect("a place");
        Box::pin(async move {
            let (_, server) = place.ok_or(io::ErrorKind::ConnectionRefused)?;
            Ok(Wire::new(TcpStream::connect(server).await?))
        })
    }

    /// Certificates are the business of other tests.
    fn secure<'a>(&'a self, wire: Wire, _: &'a str) -> BoxFuture<'a, Result<Wire, TlsTrouble>> {
        Box::pin(async move { Ok(wire) })
    }
}

/// A browser: the keys it subscribed with.
#[derive(Clone)]
pub struct Browser {
    pub name: String,
    secret: p256::SecretKey,
    auth: [u8; 16],
}

impl Browser {
    pub fn new(name: &str) -> Self {
        let of = |what: &str| Key::from_bytes([9; 32]).mac(format!("{what} {name}").as_bytes());
        let secret = p256::SecretKey::from_slice(&of("secret")).expect("a key");
        let auth = of("auth")[..16].try_into().expect("sixteen bytes");
        Self { name: name.into(), secret, auth }
    }

    pub fn endpoint(&self) -> String {
        format!("https://push.example/send/{}", self.name)
    }

    pub fn p256dh(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.secret.public_key().to_encoded_point(false).as_bytes())
    }

    pub fn auth(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.auth)
    }

    pub fn offers(&self) -> Offered {
        Offered::read(&self.endpoint(), &self.p256dh(), &self.auth(), &self.name).expect("a subscription")
    }

    /// What it makes of a message, as its service worker reads it.
    pub fn opens(&self, heard: &Heard) -> Option<serde_json::Value> {
        let opened = web_push_native::decrypt(heard.body.clone(), &self.secret, &self.auth.into()).ok()?;
        serde_json::from_slice(&opened).ok()
    }
}

pub struct Desk {
    pub base: TestDatabase,
    pub service: Service,
    pub site: Site,
    pub ana: AgentId,
    pub ben: AgentId,
    pub inbox: InboxId,
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, push::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let furnished = base.db.work(Actor::System, move |work| furnish(work, &password)).await;
        let (ana, ben, inbox) = furnished.unwrap_or_else(|trouble| panic!("the desk does not stand: {trouble}"));
        let service = Service::open().await;
        let site = agents::furnish(Site::builder(base.db.clone(), Key::from_bytes([5; 32]), "https://desk.example"))
            .texts(&[desk::TEXTS, push::TEXTS])
            .with(agents::pages::notifications::DevicesOf(Arc::new(push::pages::DevicesCard)))
            .with(push::Way(Arc::new(service.clone())))
            .build();
        Self { base, service, site, ana, ben, inbox }
    }
}

fn furnish(work: &mut Work<'_>, password: &agents::PasswordHash) -> Result<(AgentId, AgentId, InboxId), Trouble> {
    let mut person = |name: &str| {
        let new = NewAgent {
            name: name.into(),
            email: EmailAddress::parse(&format!("{}@kettle.example", name.to_lowercase())).expect("an address"),
            role: BuiltIn::Admin,
            locale: Locale::En,
            zone: "UTC".into(),
            password: password.clone(),
        };
        agents::add(work, &new)
    };
    let (ana, ben) = (person("Ana")?, person("Ben")?);
    for agent in [ana, ben] {
        let wanted = Notifications {
            by_push: [Occasion::Assigned, Occasion::Mentioned].into_iter().collect(),
            quiet: Quiet::default(),
            ..Notifications::default()
        };
        change_notifications(work, agent, &wanted)?;
    }
    let settings = InboxSettings {
        name: "Support".into(),
        from_name: "Support".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 10,
        acknowledgement: String::new(),
    };
    Ok((ana, ben, Inbox::add(work, "email", "support@kettle.example", &settings)?))
}

impl Desk {
    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base.db.read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    pub async fn works<T: Send + 'static>(
        &self,
        who: AgentId,
        deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> T {
        let done = self.base.db.work(Actor::Agent(who.0), deed).await;
        done.unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    /// Somebody signs in with a browser.
    pub async fn session(&self, who: AgentId) -> SessionId {
        self.works(who, move |work| {
            sessions::open(work, who, &Visitor { address: "192.0.2.1".into(), ..Visitor::default() }, "password")?;
            Ok(sessions::of(work, who)?[0].id)
        })
        .await
    }

    /// Somebody signs in with this browser and lets it be told.
    pub async fn lets(&self, who: AgentId, browser: &Browser) -> (SessionId, DeviceId) {
        let (session, offered) = (self.session(who).await, browser.offers());
        let device = self.works(who, move |work| push::add(work, who, session, &offered)).await;
        (session, device)
    }

    /// A customer writes, and Ben gives the conversation to Ana.
    pub async fn ana_is_given(&self, words: &'static str) -> ConversationId {
        let (inbox, ana) = (self.inbox, self.ana);
        self.works(self.ben, move |work| {
            let Filed::In(conversation, _) = desk::arrive(work, &arrival(inbox, words))? else {
                panic!("it is filed")
            };
            desk::conversations::find(work, conversation)?.assign(work, Some(ana.0))?;
            Ok(conversation)
        })
        .await
    }

    /// So much later everything due is carried.
    pub async fn later(&self, seconds: i64) -> usize {
        self.base.clock.forward_seconds(seconds);
        let mut done = 0;
        loop {
            match push::deal(&self.site).await.unwrap_or_else(|trouble| panic!("nothing was carried: {trouble}")) {
                0 => return done,
                count => done += count,
            }
        }
    }

    pub async fn devices(&self, who: AgentId) -> Vec<push::Device> {
        self.read(move |tx| push::devices::of(tx, who)).await
    }

    pub async fn waiting(&self) -> i64 {
        self.read(|tx| sql("SELECT COUNT(*) FROM job WHERE kind IN ('desk.push', 'push.carry')").only(tx, "count"))
            .await
    }
}

fn arrival(inbox: InboxId, words: &str) -> Arrival {
    Arrival {
        inbox,
        raw_id: None,
        external_id: format!("{}@mail.example", kit::sha256_hex(words.as_bytes())),
        fingerprint: words.into(),
        from: Person { name: "Mia".into(), address: "mia@mail.example".into() },
        identity: EmailAddress::parse("mia@mail.example").ok().map(customers::Identity::Email),
        reply_to: Vec::new(),
        to: Vec::new(),
        cc: Vec::new(),
        subject: "WHISPERED".into(),
        text: words.into(),
        html: None,
        sent_at: None,
        files: Vec::new(),
        automatic: "no".into(),
        authentic: "unknown".into(),
        unreadable: None,
        clues: Vec::new(),
    }
}
