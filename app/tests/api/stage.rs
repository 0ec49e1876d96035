//! The stage: Kettle & Co. with two inboxes. `support@` is open to everyone; `board@` is closed, and only Noor sees it,
//! whose role sees all. Mia has written to both. Every token is real.

use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword, PasswordHash, Permissions, service_tokens, tokens};
use axum::Router;
use db::{Actor, Database, Trouble, Tx, Work};
use desk::inbox::InboxSettings;
use desk::{Arrival, Filed, Inbox, InboxId, Person};
use kit::{Clock, EmailAddress, Key, Locale, Token};
use std::sync::Arc;
use testkit::TestPlace;
use web::Site;

pub struct Desk {
    pub site: Site,
    pub router: Router,
    pub clock: Clock,
    pub noor: AgentId,
    pub ana: AgentId,
    /// Tokens as they are sent.
    pub noors: String,
    pub anas: String,
    /// May look at customers and at nothing else.
    pub narrow: String,
    /// Acts for the company.
    pub shops: String,
    pub shop: tokens::TokenId,
    pub support: InboxId,
    pub board: InboxId,
    /// Mia's conversation in `support@`, and the one in `board@`.
    pub kettle: i64,
    pub secret: i64,
    _folder: tempfile::TempDir,
    _place: TestPlace,
}

/// What requests a minute scenes are allowed, unless they say otherwise.
const PLENTY: i64 = 100_000;

impl testkit::Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        Self::at_rate(place, PLENTY).await
    }
}

struct Begun {
    noor: AgentId,
    ana: AgentId,
    support: InboxId,
    board: InboxId,
    kettle: i64,
    secret: i64,
}

impl Desk {
    pub async fn at_rate(place: TestPlace, rate: i64) -> Self {
        let clock = Clock::set_to(testkit::TUESDAY_MORNING);
        let db = Database::open(place.place(), &frontline::house::migrations(), clock.clone()).expect("a database");
        let password = Hasher::new().hash(&NewPassword::for_demo("a long kettle song")).await.expect("a hash");
        let begun = db.work(Actor::System, move |work| begin(work, &password)).await.expect("a company");
        let folder = tempfile::tempdir().expect("a folder");
        let site = Site::builder(db.clone(), Key::from_bytes([3; 32]), "http://desk.example")
            .texts(&[
                customers::TEXTS,
                desk::TEXTS,
                orders::TEXTS,
                email::TEXTS,
                feedback::TEXTS,
                privacy::TEXTS,
                knowledge::TEXTS,
                webhooks::TEXTS,
            ])
            .audience(desk::pages::DeskAudience)
            .rail(desk::pages::Rail)
            .api_rate(rate)
            .with(search::Index::open(&folder.path().join("search")).expect("an index"))
            .with(customers::Neighbours {
                panels: Box::new(desk::pages::DeskPanels),
                followers: vec![Box::new(desk::FollowCustomers)],
            })
            .with(orders::pages::Desk(Box::new(frontline::order_desk::Conversations)))
            .with(desk::articles::ArticlesOf(Arc::new(knowledge::OnDesk)))
            .with(desk::pages::Extras(Arc::new(desk::pages::NoExtras)))
            .with(desk::pages::Elsewhere(Arc::new(frontline::order_desk::OrderActions)))
            .with(orders::pages::Desk(Box::new(frontline::order_desk::Conversations)))
            .with(email::pages::MailboxesChanged(Arc::default()))
            .with(webhooks::Kinds::of(frontline::event::kinds()));
        let site = agents::furnish(site).build();
        let router = frontline::routes::all().into_router(site.clone());
        let Begun { noor, ana, support, board, kettle, secret } = begun;
        let (_, noors) = personal(&db, noor, "").await;
        let (_, anas) = personal(&db, ana, "").await;
        let (_, narrow) = personal(&db, ana, "customers.see").await;
        let scopes = "conversations.see conversations.reply conversations.note conversations.resolve conversations.assign activity.see";
        let made = db.work(Actor::Agent(noor.0), move |work| service_tokens::create(work, "Shop", &Permissions::of_words(scopes), None));
        let (shop, shops) = made.await.expect("a service token");
        Self {
            site,
            router,
            clock,
            noor,
            ana,
            noors,
            anas,
            narrow,
            shops: shops.reveal().to_owned(),
            shop,
            support,
            board,
            kettle,
            secret,
            _folder: folder,
            _place: place,
        }
    }

    pub fn db(&self) -> &Database {
        self.site.db()
    }

    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().read(question).await.expect("an answer")
    }

    pub async fn by<T: Send + 'static>(&self, agent: AgentId, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().work(Actor::Agent(agent.0), deed).await.expect("it should have worked")
    }

    /// How many lines of this kind the log has.
    pub async fn times(&self, kind: &'static str) -> i64 {
        self.read(move |tx| db::sql("SELECT COUNT(*) FROM activity WHERE kind = $1").with(kind).only(tx, "count"))
            .await
    }

    /// Mia writes to `support@` once more, about something else.
    pub async fn mia_writes(&self, subject: &'static str) -> i64 {
        let inbox = self.support;
        self.clock.forward_seconds(1);
        self.by(self.noor, move |work| file(work, inbox, subject)).await
    }
}

/// A token of this agent with these scopes; all the agent's if none are named.
pub async fn personal(db: &Database, agent: AgentId, scopes: &'static str) -> (tokens::TokenId, String) {
    let made = db.work(Actor::System, move |work| {
        let granted = if scopes.is_empty() {
            agents::rights::of_agent(work, agent)?
        } else {
            Permissions::of_words(scopes)
        };
        tokens::create(work, agent, "A scene", &granted, None)
    });
    let (id, token): (tokens::TokenId, Token) = made.await.expect("a token");
    (id, token.reveal().to_owned())
}

fn begin(work: &mut Work<'_>, password: &PasswordHash) -> Result<Begun, Trouble> {
    let noor = somebody(work, "Noor", BuiltIn::Admin, password)?;
    let ana = somebody(work, "Ana", BuiltIn::Agent, password)?;
    let support = inbox(work, "support@kettle.example", "Support")?;
    let board = inbox(work, "board@kettle.example", "Board")?;
    desk::inboxes::find(work, board)?.let_see(work, false, &[], &[])?;
    let kettle = file(work, support, "The kettle leaks")?;
    let secret = file(work, board, "WHISPERED SUBJECT")?;
    Ok(Begun { noor, ana, support, board, kettle, secret })
}

fn somebody(work: &mut Work<'_>, name: &str, role: BuiltIn, password: &PasswordHash) -> Result<AgentId, Trouble> {
    let new = NewAgent {
        name: name.into(),
        email: EmailAddress::parse(&format!("{}@kettle.example", name.to_lowercase())).expect("an address"),
        role,
        locale: Locale::En,
        zone: "UTC".into(),
        password: password.clone(),
    };
    agents::add(work, &new)
}

fn inbox(work: &mut Work<'_>, address: &str, name: &str) -> Result<InboxId, Trouble> {
    let settings = InboxSettings {
        name: name.into(),
        from_name: name.into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 10,
        acknowledgement: String::new(),
    };
    Inbox::add(work, "email", address, &settings)
}

fn file(work: &mut Work<'_>, inbox: InboxId, subject: &str) -> Result<i64, Trouble> {
    let id = Token::random().hash();
    let arrival = Arrival {
        inbox,
        raw_id: None,
        external_id: id.clone(),
        fingerprint: id,
        from: Person { name: "Mia".into(), address: "mia@mail.example".into() },
        identity: EmailAddress::parse("mia@mail.example").ok().map(customers::Identity::Email),
        reply_to: Vec::new(),
        to: Vec::new(),
        cc: Vec::new(),
        subject: subject.into(),
        text: format!("{subject}, and more words"),
        html: None,
        sent_at: None,
        files: Vec::new(),
        automatic: "no".into(),
        authentic: "unknown".into(),
        unreadable: None,
        clues: Vec::new(),
    };
    match desk::arrive(work, &arrival)? {
        Filed::In(conversation, _) | Filed::Before(conversation) => Ok(conversation.0),
    }
}
