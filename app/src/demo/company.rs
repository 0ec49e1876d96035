//! Founds the demo company: people, inboxes, and three days of conversations, through the same doors real ones use.

use crate::config::Config;
use crate::demo::letters::{PAST, Step, Story};
use crate::demo::shop::Shop;
use crate::demo::{knowledge, post_office, ratings};
use crate::followers;
use crate::house::House;
use crate::site::{TEXTS, base_url};
use agents::agent::change_profile::{Profile, change_profile};
use agents::{AgentId, BuiltIn, Density, Hasher, NewAgent, NewPassword, Notifications, Theme, change_notifications};
use db::{Actor, Database, Trouble, jobs, sql};
use desk::inbox::InboxSettings;
use desk::{Conversation, ConversationId, Inbox, InboxId, Priority, Recipients, Reply, Then, delivery};
use email::raw::{self, Incoming};
use kit::{Clock, EmailAddress, Key, Locale, Moment};
use std::collections::HashMap;
use web::Site;

/// The password of everybody in the demo company; real desks choose theirs.
pub const PASSWORD: &str = "kettle-demo-2026";
const PEOPLE: [(&str, &str, BuiltIn, Locale); 5] = [
    ("Noor Haddad", "noor@kettle.example", BuiltIn::Admin, Locale::En),
    ("Ben Okafor", "ben@kettle.example", BuiltIn::Supervisor, Locale::En),
    ("Ana Ruiz", "ana@kettle.example", BuiltIn::Agent, Locale::Es),
    ("Li Wei", "wei@kettle.example", BuiltIn::Agent, Locale::Zh),
    ("Lia Sand", "lia@kettle.example", BuiltIn::LightAgent, Locale::En),
];
/// The shop's past begins so long ago; the mails are of the last three days.
const DAYS: i64 = 40;

/// Who can sign in, for the terminal.
pub fn accounts() -> String {
    let mut text = format!("The demo company is Kettle & Co. Everybody's password is {PASSWORD}:\n");
    for (name, email, role, _) in PEOPLE {
        text.push_str(&format!("  {email:22} {name} ({})\n", role.word()));
    }
    text.push_str("Play a busy day on it: frontline demo --day busy");
    text
}

/// Makes the company in an empty house. The past is played on a clock of its own.
pub async fn found(house: &House, config: &Config) -> Result<(), Trouble> {
    let now = house.db.clock().now();
    let clock = Clock::set_to(now.plus_seconds(-DAYS * 86_400));
    let past = House::open(config, clock.clone())?;
    let stage = Stage::set_up(&past).await?;
    let shop = Shop::open(&past.db, &clock, stage.who("Ana")?, now).await?;
    past.db.work(Actor::System, wear_the_brand).await?;
    past.db.work(Actor::Agent(stage.who("Ben")?.0), knowledge::write).await?;
    let asking = Site::builder(past.db.clone(), past.key.clone(), &base_url(config)).texts(TEXTS).build();
    let (noor, support) = (stage.who("Noor")?, stage.inbox("support@kettle.example")?);
    past.db.work(Actor::Agent(noor.0), move |work| ratings::switch_on(work, support)).await?;
    let mut begun: Vec<(Moment, usize)> =
        PAST.iter().enumerate().map(|(n, story)| (now.plus_seconds(-story.hours_ago * 3_600), n)).collect();
    begun.sort_unstable();
    for (at, number) in begun {
        move_to(&clock, at);
        ratings::ask_and_hear(&asking).await?;
        stage.play(&PAST[number], &clock, now).await?;
    }
    shop.leave_something_to_approve().await?;
    house.db.work(Actor::System, due_from_now_on).await
}

/// What was promised in the past that was made up is due from now on; nobody was late.
fn due_from_now_on(work: &mut db::Work<'_>) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE job SET run_at = $1 WHERE run_at < $1").with(now).run(work)?;
    work.keep_quietly("a past that was made up owes nothing");
    Ok(())
}

/// Moves the clock of the past forward; it never goes back.
pub(super) fn move_to(clock: &Clock, at: Moment) {
    let ahead = at.seconds_since(clock.now());
    if ahead > 0 {
        clock.forward_seconds(ahead);
    }
}

struct Stage {
    db: Database,
    key: Key,
    people: HashMap<&'static str, AgentId>,
    inboxes: HashMap<String, InboxId>,
}

impl Stage {
    async fn set_up(house: &House) -> Result<Self, Trouble> {
        let hasher = Hasher::new();
        let mut people = HashMap::new();
        for (name, email, role, locale) in PEOPLE {
            let password = hasher.hash(&NewPassword::for_demo(PASSWORD)).await?;
            let new = NewAgent {
                name: name.into(),
                email: address(email)?,
                role,
                locale,
                zone: "Europe/Madrid".into(),
                password,
            };
            let id = house.db.work(Actor::System, move |work| newcomer(work, &new)).await?;
            people.insert(name.split(' ').next().unwrap_or(name), id);
        }
        let inboxes = house.db.work(Actor::System, inboxes).await?;
        house.db.work(Actor::System, super::macros::write).await?;
        Ok(Self { db: house.db.clone(), key: house.key.clone(), people, inboxes })
    }

    async fn play(&self, story: &'static Story, clock: &Clock, end: Moment) -> Result<(), Trouble> {
        let conversation = self.mail(story, story.subject, story.text, None).await?;
        for step in story.after {
            move_to(clock, Moment(clock.now().plus_seconds(540).0.min(end.0)));
            self.step(story, conversation, step).await?;
        }
        Ok(())
    }

    /// A mail comes in, as through IMAP: kept raw, then filed.
    async fn mail(
        &self,
        story: &'static Story,
        subject: &str,
        text: &str,
        answers: Option<ConversationId>,
    ) -> Result<ConversationId, Trouble> {
        let inbox = self.inbox(story.inbox)?;
        let thread = match answers {
            Some(conversation) => self.db.read(move |tx| desk::messages::external_ids(tx, conversation)).await?,
            None => Vec::new(),
        };
        let bytes = super::day::written(story.from, story.address, story.inbox, subject, text, &thread, self.db.clock().now());
        let mail = Incoming {
            sha256: kit::sha256_hex(&bytes),
            bytes,
            uid: None,
            received_at: None,
            mail_from: None,
        };
        self.db.work(Actor::System, move |work| raw::keep(work, inbox, "listener", &mail)).await?;
        while email::file_waiting(&self.db, &self.key).await? > 0 {}
        while followers::react_once(&self.db).await? > 0 {}
        self.db
            .read(|tx| sql("SELECT conversation_id FROM message ORDER BY id DESC LIMIT 1").only(tx, "message"))
            .await
    }

    async fn step(&self, story: &'static Story, conversation: ConversationId, step: &'static Step) -> Result<(), Trouble> {
        match step {
            Step::Again(text) => self.mail(story, &format!("Re: {}", story.subject), text, Some(conversation)).await.map(drop),
            Step::Answer(who, text) => self.answer(story, conversation, who, text, Then::Pending).await,
            Step::AnswerAndResolve(who, text) => self.answer(story, conversation, who, text, Then::Resolved).await,
            Step::Note(who, text) => self.change(who, conversation, move |c, work| c.note(work, text, None).map(drop)).await,
            Step::Assign(who) => {
                let agent = self.who(who)?.0;
                self.change(who, conversation, move |c, work| c.assign(work, Some(agent))).await
            }
            Step::Tag(name) => self.change("Ana", conversation, move |c, work| c.tag(work, name)).await,
            Step::Priority(word) => {
                let priority = Priority::of_word(word).unwrap_or(Priority::Normal);
                self.change("Ben", conversation, move |c, work| c.prioritise(work, priority)).await
            }
            Step::Snooze(hours) => {
                self.change("Ana", conversation, move |c, work| {
                    let until = work.now.plus_seconds(hours * 3_600);
                    c.snooze(work, until)
                })
                .await
            }
        }
    }

    async fn answer(
        &self,
        story: &'static Story,
        conversation: ConversationId,
        who: &str,
        text: &'static str,
        then: Then,
    ) -> Result<(), Trouble> {
        let to = address(story.address)?;
        self.change(who, conversation, move |c, work| {
            let recipients = Recipients { to: vec![to.clone()], ..Recipients::default() };
            let message = c.reply(work, &Reply { recipients, text: text.into(), answers: None, draft: None, then, send_at: None })?;
            jobs::take_back(work, &format!("send {message}"))?;
            delivery::begin(work, message)?;
            delivery::name(work, message, &format!("demo.{message}@kettle.example"))?;
            delivery::sent(work, message, &[])
        })
        .await
    }

    async fn change(
        &self,
        who: &str,
        conversation: ConversationId,
        mut verb: impl FnMut(&Conversation, &mut db::Work<'_>) -> Result<(), Trouble> + Send + 'static,
    ) -> Result<(), Trouble> {
        let actor = Actor::Agent(self.who(who)?.0);
        self.db
            .work(actor, move |work| {
                let found = desk::conversations::find(work, conversation)?;
                verb(&found, work)
            })
            .await
    }

    fn inbox(&self, address: &str) -> Result<InboxId, Trouble> {
        self.inboxes.get(address).copied().ok_or(Trouble::NotFound("inbox"))
    }

    fn who(&self, name: &str) -> Result<AgentId, Trouble> {
        self.people.get(name).copied().ok_or(Trouble::NotFound("agent"))
    }
}

/// Somebody of the demo company. They look at the screen; nobody reads mail at their addresses.
fn newcomer(work: &mut db::Work<'_>, new: &NewAgent) -> Result<AgentId, Trouble> {
    let id = agents::add(work, new)?;
    let profile = Profile {
        name: new.name.clone(),
        locale: new.locale,
        zone: new.zone.clone(),
        signature: String::new(),
        theme: Theme::System,
        density: Density::Comfortable,
    };
    change_profile(work, id, &profile)?;
    change_notifications(work, id, &Notifications { by_mail: std::iter::empty().collect(), ..Notifications::default() })?;
    Ok(id)
}

/// The shop's brand has a colour, which agents see in every conversation.
fn wear_the_brand(work: &mut db::Work<'_>) -> Result<(), Trouble> {
    let Some(brand) = orders::brand::all(work)?.first().map(|brand| brand.id) else {
        return Ok(());
    };
    orders::brand::set_colour(work, brand, "#c8553d")?;
    for inbox in desk::inboxes::all(work)? {
        inbox.wear(work, Some(brand.0))?;
    }
    Ok(())
}

fn inboxes(work: &mut db::Work<'_>) -> Result<HashMap<String, InboxId>, Trouble> {
    let mut made = HashMap::new();
    for (name, address, from) in [
        ("Support", "support@kettle.example", "Kettle & Co. Support"),
        ("Orders", "orders@kettle.example", "Kettle & Co. Orders"),
    ] {
        let settings = InboxSettings {
            name: name.into(),
            from_name: from.into(),
            signature: "Kettle & Co. · kettle.example".into(),
            team_id: None,
            undo_seconds: 10,
            acknowledgement: String::new(),
        };
        made.insert(address.to_owned(), Inbox::add(work, "email", address, &settings)?);
    }
    for tag in ["leak", "shipping", "exchange", "b2b", "complaint", "praise", "invoice"] {
        desk::tags::known_or_new(work, tag)?;
    }
    sql("INSERT INTO setting (name, value) VALUES ($1, 'kettle') ON CONFLICT (name) DO NOTHING")
        .with(post_office::MARK)
        .run(work)?;
    Ok(made)
}

fn address(text: &str) -> Result<EmailAddress, Trouble> {
    EmailAddress::parse(text).map_err(|e| Trouble::Shape(e.to_string()))
}
