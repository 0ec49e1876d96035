//! The stage: Noor who administers, Ben the supervisor and Ana on the desk; and a provider of their company out in a world of fakes.

use crate::browser::{Browser, Page};
use crate::provider::{CLIENT, Provider, SECRET};
use agents::pages::doorway::OtherWaysOf;
use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword, RoleId, roles};
use db::{Actor, Trouble, Tx, Work, sql};
use futures::future::BoxFuture;
use kit::{EmailAddress, Key, Locale};
use outside::{Outside, OwnNetwork, TlsTrouble, Wire};
use serde_json::Value;
use sso::{Joins, ProviderId, Settings};
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use testkit::{Stage, TestDatabase, TestPlace};
use tokio::net::TcpStream;
use web::Site;

pub const PASSWORD: &str = "the kettle sings at dawn";
pub const ISSUER: &str = "https://login.kettle.example";
const PUBLIC: &str = "93.184.216.20";

/// Names, the addresses they have, and the servers behind them; and whom anybody connected to.
#[derive(Clone, Default)]
pub struct World {
    names: Arc<Mutex<HashMap<String, IpAddr>>>,
    servers: Arc<Mutex<HashMap<IpAddr, SocketAddr>>>,
    pub reached: Arc<Mutex<Vec<SocketAddr>>>,
}

impl World {
    pub fn has(&self, host: &str, address: &str, server: SocketAddr) {
        let address: IpAddr = address.parse().expect("an address");
        self.names.lock().expect("names").insert(host.to_owned(), address);
        self.servers.lock().expect("servers").insert(address, server);
    }

    pub fn moves(&self, host: &str, address: &str) {
        self.names.lock().expect("names").insert(host.to_owned(), address.parse().expect("an address"));
    }

    pub fn reached(&self) -> Vec<SocketAddr> {
        self.reached.lock().expect("reached").clone()
    }
}

impl Outside for World {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let found = self.names.lock().expect("names").get(host).copied();
        Box::pin(async move { found.map(|address| vec![address]).ok_or_else(|| io::Error::other("no such name")) })
    }

    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>> {
        self.reached.lock().expect("reached").push(to);
        let server = self.servers.lock().expect("servers").get(&to.ip()).copied();
        Box::pin(async move { Ok(Wire::new(TcpStream::connect(server.ok_or(io::ErrorKind::ConnectionRefused)?).await?)) })
    }

    /// Certificates are the business of other tests.
    fn secure<'a>(&'a self, wire: Wire, _: &'a str) -> BoxFuture<'a, Result<Wire, TlsTrouble>> {
        Box::pin(async move { Ok(wire) })
    }
}

pub struct Desk {
    pub base: TestDatabase,
    pub key: Key,
    pub world: World,
    pub provider: Provider,
    pub site: Site,
    pub noor: AgentId,
    pub ben: AgentId,
    pub ana: AgentId,
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let migrations: Vec<_> = [db::MIGRATIONS, agents::MIGRATIONS, sso::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo(PASSWORD)).await.expect("a hash");
        let mut ids = Vec::new();
        for (name, role) in [("Noor", BuiltIn::Admin), ("Ben", BuiltIn::Supervisor), ("Ana", BuiltIn::Agent)] {
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
        let world = World::default();
        let (provider, local) = Provider::opens(ISSUER, base.clock.clone()).await;
        world.has("login.kettle.example", PUBLIC, local);
        let key = Key::from_bytes([7; 32]);
        let site = site(&base, &key, &world, "");
        Self { base, key, world, provider, site, noor: ids[0], ben: ids[1], ana: ids[2] }
    }
}

/// The site, with what the machine's configuration names as the company's own network.
pub fn site(base: &TestDatabase, key: &Key, world: &World, own_network: &str) -> Site {
    let own_network = OwnNetwork::parse(own_network).expect("origins");
    agents::furnish(Site::builder(base.db.clone(), key.clone(), "http://desk.example"))
        .texts(&[sso::TEXTS])
        .settings_menu([agents::SETTINGS_MENU_OWN, agents::SETTINGS_MENU, sso::pages::MENU].concat())
        .with(sso::Way::new(Arc::new(world.clone()), own_network))
        .with(OtherWaysOf(Arc::new(sso::Doorstep)))
        .build()
}

pub fn email_of(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{}@kettle.example", name.to_lowercase())).expect("an address")
}

/// What an administrator would enter for the provider on stage.
pub fn settings() -> Settings {
    Settings {
        name: "Kettle account".into(),
        issuer: ISSUER.into(),
        client_id: CLIENT.into(),
        secret: Some(SECRET.into()),
        scopes: String::new(),
        joins: Joins::Colleagues,
        domains: Vec::new(),
        role: None,
        role_claim: String::new(),
        role_rules: Vec::new(),
        vouches: false,
        enabled: true,
    }
}

impl Desk {
    pub fn browser(&self) -> Browser {
        Browser::new(agents::routes().merge(sso::pages::routes()).merge(web::routes()).into_router(self.site.clone()))
    }

    /// A browser somebody signed in with by password.
    pub async fn by_password(&self, name: &str) -> (Browser, Page) {
        let mut browser = self.browser();
        browser.get("/sign-in").await;
        let page = browser.post("/sign-in", &[("email", email_of(name).as_str()), ("password", PASSWORD)]).await;
        (browser, page)
    }

    /// Adds the provider, as the machine.
    pub async fn trusts(&self, settings: Settings) -> ProviderId {
        self.system(move |work| sso::add(work, &settings)).await
    }

    pub async fn now_trusts(&self, id: ProviderId, settings: Settings) {
        self.system(move |work| sso::change(work, id, &settings)).await;
    }

    /// There and back with what the provider says of somebody. The address comes first: where they were led back to.
    pub async fn comes(&self, browser: &mut Browser, id: ProviderId, claims: Value) -> (String, Page) {
        let there = browser.get(&format!("/sign-in/with/{id}?next=/settings/profile")).await;
        assert_eq!(there.status, axum::http::StatusCode::SEE_OTHER, "{}", there.body);
        let back = self.provider.sends_back(&there.leads_to, claims);
        let page = browser.get(&back).await;
        (back, page)
    }

    pub async fn system<T: Send + 'static>(&self, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base
            .db
            .work(Actor::System, deed)
            .await
            .unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
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

    pub async fn role(&self, role: BuiltIn) -> RoleId {
        self.read(move |tx| roles::built_in(tx, role)).await.id
    }

    /// The role of whoever has this address, if somebody does.
    pub async fn role_of(&self, name: &str) -> Option<String> {
        let email = email_of(name);
        self.read(move |tx| {
            let Some(agent) = agents::agents::by_email(tx, &email)? else { return Ok(None) };
            roles::find(tx, agent.role).map(|role| Some(role.name))
        })
        .await
    }

    pub async fn links(&self) -> i64 {
        self.read(|tx| sql("SELECT COUNT(*) FROM agent_identity").only(tx, "count")).await
    }

    pub async fn sessions(&self) -> i64 {
        self.read(|tx| sql("SELECT COUNT(*) FROM session").only(tx, "count")).await
    }

    pub async fn times(&self, kind: &'static str) -> i64 {
        self.read(move |tx| sql("SELECT COUNT(*) FROM activity WHERE kind = $1").with(kind).only(tx, "count"))
            .await
    }
}

/// The key of the refusal, for `assert_eq!`.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, Trouble>) -> &'static str {
    match outcome {
        Err(Trouble::Refused(refusal)) => refusal.key,
        other => panic!("no refusal: {other:?}"),
    }
}
