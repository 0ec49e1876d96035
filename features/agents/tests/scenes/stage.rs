//! The stage: Carla the admin, Ben the supervisor and Ana on the desk, all with the same password.

use agents::post::{About, Letter, Post};
use agents::sign_in::{Answer, Entry, Visitor, sign_in};
use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword, PasswordHash, RoleId, roles};
use db::{Actor, Database, Trouble, Tx, Work, sql};
use kit::{Clock, EmailAddress, Key, Locale, Token};
use std::sync::Arc;
use testkit::{Stage, TestDatabase, TestPlace};

pub const PASSWORD: &str = "the kettle sings at dawn";

pub struct People {
    base: TestDatabase,
    pub hasher: Hasher,
    pub key: Key,
    pub carla: AgentId,
    pub ben: AgentId,
    pub ana: AgentId,
}

impl Stage for People {
    async fn set_up(place: TestPlace) -> Self {
        let migrations: Vec<_> = db::MIGRATIONS.iter().chain(agents::MIGRATIONS).copied().collect();
        let base = TestDatabase::open(place, &migrations);
        let hasher = Hasher::new();
        let password = hasher.hash(&NewPassword::for_demo(PASSWORD)).await.expect("hash");
        let mut ids = Vec::new();
        for (name, role) in [("Carla", BuiltIn::Admin), ("Ben", BuiltIn::Supervisor), ("Ana", BuiltIn::Agent)] {
            let new = newcomer(name, role, &password);
            ids.push(base.db.work(Actor::System, move |work| agents::add(work, &new)).await.expect("add"));
        }
        Self {
            base,
            hasher,
            key: Key::from_bytes([7; 32]),
            carla: ids[0],
            ben: ids[1],
            ana: ids[2],
        }
    }
}

pub fn newcomer(name: &str, role: BuiltIn, password: &PasswordHash) -> NewAgent {
    NewAgent {
        name: name.to_owned(),
        email: email_of(name),
        role,
        locale: Locale::En,
        zone: "Europe/Madrid".into(),
        password: password.clone(),
    }
}

pub fn email_of(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{name}@kettle.example")).expect("an address")
}

/// Somebody's browser at an address of theirs.
pub fn visitor(address: &str) -> Visitor {
    Visitor { address: address.into(), user_agent: "Firefox".into(), ..Visitor::default() }
}

/// The post room of the tests: letters are one line with the link.
pub fn post() -> Post {
    let wording =
        |_: Locale, about: About, name: &str, link: &str| Letter { subject: format!("{about:?} for {name}"), text: format!("Open {link}") };
    Post::new("https://desk.kettle.example/", Arc::new(wording))
}

impl People {
    pub fn db(&self) -> &Database {
        &self.base.db
    }

    pub fn clock(&self) -> &Clock {
        &self.base.clock
    }

    /// Does something as an agent.
    pub async fn by<T: Send + 'static>(
        &self,
        agent: AgentId,
        change: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.db().work(Actor::Agent(agent.0), change).await
    }

    /// Does something as the machine.
    pub async fn as_system<T: Send + 'static>(&self, change: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().work(Actor::System, change).await.expect("the work")
    }

    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().read(question).await.expect("the answer")
    }

    pub async fn role(&self, role: BuiltIn) -> RoleId {
        self.read(move |tx| roles::built_in(tx, role)).await.id
    }

    pub async fn knocks(&self, email: &str, password: &str, visitor: &Visitor) -> Answer {
        sign_in(self.db(), &self.hasher, &self.key, email, password, visitor).await.expect("an answer")
    }

    /// Signs in with the right password and no second factor.
    pub async fn enters(&self, name: &str, visitor: &Visitor) -> Entry {
        match self.knocks(email_of(name).as_str(), PASSWORD, visitor).await {
            Answer::In(entry) => entry,
            other => panic!("{name} is not in: {other:?}"),
        }
    }

    /// Whose session this token opens now.
    pub async fn holder(&self, token: &Token) -> Option<AgentId> {
        let token = token.clone();
        self.read(move |tx| agents::sessions::who(tx, &token)).await.map(|present| present.agent.id)
    }

    /// The kinds of everything recorded, oldest first.
    pub async fn recorded(&self) -> Vec<String> {
        self.read(|tx| sql("SELECT kind FROM activity ORDER BY id").all(tx)).await
    }

    /// How often `kind` was recorded.
    pub async fn times(&self, kind: &str) -> usize {
        self.recorded().await.iter().filter(|recorded| *recorded == kind).count()
    }

    /// The letters promised so far, oldest first.
    pub async fn letters(&self) -> Vec<String> {
        self.read(|tx| {
            let sealed: Vec<String> = sql("SELECT payload FROM job WHERE kind = 'agents.mail' ORDER BY id").all(tx)?;
            sealed.iter().map(|letter| agents::post::LETTERS.open(tx, 0, letter)).collect()
        })
        .await
    }
}

/// The key of the refusal, for `assert_eq!`.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, Trouble>) -> &'static str {
    match outcome {
        Err(Trouble::Refused(refusal)) => refusal.key,
        Err(Trouble::NotFound(_)) => "not found",
        other => panic!("no refusal: {other:?}"),
    }
}
