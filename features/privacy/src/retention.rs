//! How long things are kept: rules such as “180 days after a conversation was resolved, its files go”, for an inbox, a channel or everywhere.
//!
//! A rule looks at conversations that are resolved or closed and were quiet for so many days. Whoever is held keeps everything. What a rule
//! took away is counted and nowhere written down.

mod effect;
mod night;

pub use effect::{Effect, effect};
pub use night::{carry_on, tonight};

use crate::Event;
use agents::{Permission, Rights};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// A rule's key.
    RuleId
);

db::words!(
    /// What goes.
    What {
        /// All that was said in it; that it was there stays.
        Conversation = "conversation",
        Attachments = "attachments",
        RawMail = "raw_mail",
        Field = "field",
    }
);

/// The shortest and the longest a rule may wait.
pub const DAYS: std::ops::RangeInclusive<i64> = 1..=36_500;

/// Where a rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where<'a> {
    Everywhere,
    Inbox(i64),
    Channel(&'a str),
}

/// A rule as somebody wants it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Wish {
    pub what: What,
    pub inbox: Option<i64>,
    pub channel: Option<String>,
    pub field: Option<i64>,
    pub days: i64,
}

impl Wish {
    /// Where it counts: an inbox, else a channel, else everywhere.
    pub fn place(&self) -> Where<'_> {
        match (self.inbox, self.channel.as_deref()) {
            (Some(inbox), _) => Where::Inbox(inbox),
            (None, Some(channel)) => Where::Channel(channel),
            (None, None) => Where::Everywhere,
        }
    }

    /// Under which word it is remembered what was done.
    pub(crate) fn mark(&self) -> String {
        match self.field {
            Some(field) => format!("field {field}"),
            None => self.what.word().to_owned(),
        }
    }

    /// As it may be kept. Nothing of it is passed over: what is left out of a rule makes it wider.
    pub fn checked(self, tx: &mut Tx<'_>) -> Result<Self, Trouble> {
        if !DAYS.contains(&self.days) {
            let refused = Trouble::refused("privacy-rule-days-between").with("least", DAYS.start()).with("most", DAYS.end());
            return Err(refused.at("/days"));
        }
        self.field_fits(tx)?;
        self.place_fits(tx)?;
        Ok(self)
    }

    fn field_fits(&self, tx: &mut Tx<'_>) -> Result<(), Trouble> {
        if self.what != What::Field {
            let none = self.field.is_none().then_some(());
            return none.ok_or_else(|| Trouble::refused("privacy-rule-field-too-many").at("/field"));
        }
        let known: Option<i64> = sql("SELECT id FROM custom_field WHERE id = $1").with(self.field).one(tx)?;
        known.map(drop).ok_or_else(|| Trouble::refused("privacy-rule-needs-a-field").at("/field"))
    }

    fn place_fits(&self, tx: &mut Tx<'_>) -> Result<(), Trouble> {
        if let Some(inbox) = self.inbox {
            let known: Option<i64> = sql("SELECT id FROM inbox WHERE id = $1").with(inbox).one(tx)?;
            known.ok_or_else(|| Trouble::refused("privacy-rule-inbox-unknown").at("/inbox"))?;
        }
        let Some(channel) = &self.channel else { return Ok(()) };
        if self.inbox.is_some() {
            return Err(Trouble::refused("privacy-rule-two-places").at("/channel"));
        }
        let known = channels(tx)?;
        if known.contains(channel) {
            return Ok(());
        }
        let refused = Trouble::refused("privacy-rule-channel-unknown").with("channel", channel);
        Err(refused.with("known", known.join(", ")).at("/channel"))
    }
}

/// The channels there are inboxes of.
pub(crate) fn channels(tx: &mut Tx<'_>) -> Result<Vec<String>, Trouble> {
    sql("SELECT DISTINCT channel FROM inbox ORDER BY channel").all(tx)
}

/// One rule.
#[derive(Debug, Clone, FromRow)]
pub struct Rule {
    pub id: RuleId,
    pub what: What,
    pub inbox: Option<i64>,
    pub channel: Option<String>,
    pub field: Option<i64>,
    pub days: i64,
    pub is_on: bool,
    pub made_at: Moment,
    pub removed_at: Option<Moment>,
}

impl Rule {
    pub fn wish(&self) -> Wish {
        Wish {
            what: self.what,
            inbox: self.inbox,
            channel: self.channel.clone(),
            field: self.field,
            days: self.days,
        }
    }
}

/// The rules in use.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Rule>, Trouble> {
    sql("SELECT id, what, inbox_id, channel, field_id, days, is_on, made_at, removed_at
           FROM retention_rule WHERE removed_at IS NULL ORDER BY id")
    .all(tx)
}

/// The rule of this key, a removed one too.
pub fn find(tx: &mut Tx<'_>, id: RuleId) -> Result<Rule, Trouble> {
    sql("SELECT id, what, inbox_id, channel, field_id, days, is_on, made_at, removed_at FROM retention_rule WHERE id = $1")
        .with(id)
        .only(tx, "retention rule")
}

/// Makes a rule. It begins to count tonight.
pub fn make(work: &mut Work<'_>, wish: Wish) -> Result<RuleId, Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyRetain)?;
    let wish = wish.checked(work)?;
    let now = work.now;
    let id: RuleId = sql("INSERT INTO retention_rule (what, inbox_id, channel, field_id, days, is_on, made_at)
                          VALUES ($1, $2, $3, $4, $5, TRUE, $6) RETURNING id")
    .with(wish.what)
    .with(wish.inbox)
    .with(wish.channel.as_deref())
    .with(wish.field)
    .with(wish.days)
    .with(now)
    .only(work, "rule")?;
    work.record(&Event::RuleSaved { rule: id.0, what: wish.what.word().to_owned(), days: wish.days })?;
    Ok(id)
}

/// Changes it; the same again changes nothing. A removed one is a rule again.
pub fn change(work: &mut Work<'_>, id: RuleId, wish: Wish) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyRetain)?;
    let wish = wish.checked(work)?;
    let before = find(work, id)?;
    if before.wish() == wish && before.removed_at.is_none() {
        return Ok(());
    }
    sql("UPDATE retention_rule SET what = $2, inbox_id = $3, channel = $4, field_id = $5, days = $6, removed_at = NULL WHERE id = $1")
        .with(id)
        .with(wish.what)
        .with(wish.inbox)
        .with(wish.channel.as_deref())
        .with(wish.field)
        .with(wish.days)
        .run(work)?;
    work.record(&Event::RuleSaved { rule: id.0, what: wish.what.word().to_owned(), days: wish.days })
}

/// Takes it out of use. What it took away stays away.
pub fn remove(work: &mut Work<'_>, id: RuleId) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyRetain)?;
    find(work, id)?;
    let now = work.now;
    let rows = sql("UPDATE retention_rule SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL")
        .with(id)
        .with(now)
        .run(work)?;
    if rows == 0 {
        return Ok(());
    }
    work.record(&Event::RuleRemoved { rule: id.0 })
}

/// What the last nights of a rule came to, the newest first.
#[derive(Debug, Clone, FromRow)]
pub struct Night {
    pub rule: RuleId,
    pub conversations: i64,
    pub rows: i64,
    pub held: i64,
    pub begun_at: Moment,
    pub ended_at: Option<Moment>,
}

/// The last nights of all rules.
pub fn nights(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Night>, Trouble> {
    sql("SELECT rule_id, conversations, rows_gone, held, begun_at, ended_at FROM retention_run ORDER BY id DESC LIMIT $1")
        .with(limit)
        .all(tx)
}
