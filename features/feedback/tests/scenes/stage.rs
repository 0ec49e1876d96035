//! The stage: Kettle & Co. with an inbox that asks, and one Ana does not see; Noor administers, Ben leads, Ana answers, Mia writes.

use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword};
use db::{Actor, Trouble, Tx, Work, sql};
use desk::delivery::{Confided, Confides as _};
use desk::inbox::InboxSettings;
use desk::{Arrival, ConversationId, Filed, Inbox, InboxId, Person, Recipients, Reply, Then, Viewer, conversations, inboxes};
use feedback::letter::Letters;
use feedback::survey::{self, Survey};
use kit::{EmailAddress, Key, Locale};
use std::sync::atomic::{AtomicI64, Ordering};
use testkit::{Stage, TestDatabase, TestPlace};
use web::Site;

pub const MIA: &str = "mia@customer.example";

pub struct House {
    pub base: TestDatabase,
    pub site: Site,
    pub noor: AgentId,
    pub ben: AgentId,
    pub ana: AgentId,
    pub support: InboxId,
    pub secret: InboxId,
    mails: AtomicI64,
}

impl Stage for House {
    async fn set_up(place: TestPlace) -> Self {
        let rooms = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, feedback::MIGRATIONS];
        let base = TestDatabase::open(place, &rooms.concat());
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let made = base.db.work(Actor::System, move |work| furnish(work, &password)).await;
        let (noor, ben, ana, support, secret) = made.unwrap_or_else(|trouble| panic!("the house does not stand: {trouble}"));
        let site = agents::furnish(Site::builder(base.db.clone(), Key::from_bytes([7; 32]), "https://desk.example"))
            .texts(&[customers::TEXTS, desk::TEXTS, feedback::TEXTS])
            .settings_menu(feedback::pages::MENU.to_vec())
            .build();
        let house = Self { base, site, noor, ben, ana, support, secret, mails: AtomicI64::new(0) };
        for inbox in [support, secret] {
            house.asks(Survey { is_on: true, ..Survey::untouched(inbox) }).await;
        }
        house
    }
}

fn furnish(work: &mut Work<'_>, password: &agents::PasswordHash) -> Result<(AgentId, AgentId, AgentId, InboxId, InboxId), Trouble> {
    let mut people = Vec::new();
    for (name, role) in [("Noor", BuiltIn::Admin), ("Ben", BuiltIn::Supervisor), ("Ana", BuiltIn::Agent)] {
        let email = EmailAddress::parse(&format!("{}@kettle.example", name.to_lowercase())).expect("an address");
        let new = NewAgent {
            name: name.into(),
            email,
            role,
            locale: Locale::En,
            zone: "UTC".into(),
            password: password.clone(),
        };
        people.push(agents::add(work, &new)?);
    }
    let mut made = Vec::new();
    for (name, address) in [("Support", "support@kettle.example"), ("Secret", "secret@kettle.example")] {
        let settings = InboxSettings {
            name: name.into(),
            from_name: "Kettle & Co.".into(),
            signature: String::new(),
            team_id: None,
            undo_seconds: 10,
            acknowledgement: String::new(),
        };
        made.push(Inbox::add(work, "email", address, &settings)?);
    }
    inboxes::find(work, made[1])?.let_see(work, false, &[], &[])?;
    Ok((people[0], people[1], people[2], made[0], made[1]))
}

impl House {
    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base.db.read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    pub async fn works<T: Send + 'static>(
        &self,
        actor: Actor,
        deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> T {
        let done = self.base.db.work(actor, deed).await;
        done.unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    pub fn forward_hours(&self, hours: i64) {
        self.base.clock.forward_seconds(hours * 3_600);
    }

    pub async fn asks(&self, survey: Survey) {
        self.works(Actor::Agent(self.noor.0), move |work| survey::choose(work, survey.clone())).await;
    }

    /// Somebody writes to an inbox.
    pub async fn writes(&self, inbox: InboxId, from: &str, automatic: &str) -> ConversationId {
        let number = self.mails.fetch_add(1, Ordering::Relaxed);
        let arrival = Arrival {
            inbox,
            raw_id: None,
            external_id: format!("m{number}@mail.example"),
            fingerprint: format!("m{number}"),
            from: Person { name: "Mia Keller".into(), address: from.into() },
            identity: EmailAddress::parse(from).ok().map(customers::Identity::Email),
            reply_to: Vec::new(),
            to: Vec::new(),
            cc: Vec::new(),
            subject: "The kettle leaks".into(),
            text: "It leaks.".into(),
            html: None,
            sent_at: None,
            files: Vec::new(),
            automatic: automatic.into(),
            authentic: "unknown".into(),
            unreadable: None,
            clues: Vec::new(),
        };
        let filed = self.works(Actor::System, move |work| desk::arrive(work, &arrival)).await;
        match filed {
            Filed::In(conversation, ..) => conversation,
            other => panic!("not filed: {other:?}"),
        }
    }

    /// Ana answers and it is done; who follows the log plans the question.
    pub async fn is_answered_and_resolved(&self, conversation: ConversationId) {
        self.is_answered(conversation, Then::Resolved).await;
        self.is_told(conversation).await;
    }

    pub async fn is_answered(&self, conversation: ConversationId, then: Then) {
        self.works(Actor::Agent(self.ana.0), move |work| {
            let recipients = Recipients::parse(MIA, "", "")?;
            let reply = Reply {
                recipients,
                text: "A new one is on its way.".into(),
                answers: None,
                draft: None,
                then,
                send_at: None,
            };
            conversations::find(work, conversation)?.reply(work, &reply).map(drop)
        })
        .await;
    }

    pub async fn is_told(&self, conversation: ConversationId) {
        self.works(Actor::System, move |work| {
            work.keep_quietly("something speaks against it");
            feedback::asking::plan(work, conversation)
        })
        .await;
    }

    /// A conversation of Mia's from her first word to the question.
    pub async fn asked_about(&self, inbox: InboxId, from: &str) -> ConversationId {
        let conversation = self.writes(inbox, from, "no").await;
        self.is_answered_and_resolved(conversation).await;
        self.forward_hours(25);
        assert_eq!(self.asks_who_is_due().await, 1, "{from} is asked");
        conversation
    }

    pub async fn asks_who_is_due(&self) -> usize {
        feedback::asking::ask_due(&self.site)
            .await
            .unwrap_or_else(|trouble| panic!("nobody could be asked: {trouble}"))
    }

    /// What the newest question says to its reader alone.
    pub async fn letter(&self, conversation: ConversationId) -> Confided {
        let letters = Letters(self.site.clone());
        self.read(move |tx| {
            let all = desk::messages::of(tx, conversation)?;
            let question = all.iter().rfind(|message| message.automatic == "survey").expect("a question");
            letters.words(tx, question)
        })
        .await
        .expect("words for its reader")
    }

    /// The path of the link for a value, as the letter has it.
    pub async fn link(&self, conversation: ConversationId, value: i64) -> String {
        let letter = self.letter(conversation).await.text;
        let ending = format!("&value={value}");
        let link = letter.split_whitespace().find(|word| word.ends_with(&ending)).expect("a link");
        link.strip_prefix("https://desk.example").expect("one of ours").to_owned()
    }

    /// Somebody's eyes.
    pub async fn eyes(&self, agent: AgentId) -> Viewer {
        self.read(move |tx| Ok(Viewer { agent: agent.0, sees_all: desk::sees_all(tx, agent.0)? })).await
    }

    pub async fn count(&self, kind: &'static str) -> i64 {
        self.read(move |tx| sql("SELECT COUNT(*) FROM activity WHERE kind = $1").with(kind).only(tx, "count"))
            .await
    }

    pub async fn customer(&self, conversation: ConversationId) -> i64 {
        self.read(move |tx| Ok(conversations::find(tx, conversation)?.customer_id)).await
    }
}
