//! The append-only log of everything that happened, and reading it by position.
//!
//! One table, one order. Live updates, reactions and the search index follow it by [`Position`], so a crash loses
//! nothing and repeats nothing. On PostgreSQL identity values become visible out of order, so the order is
//! (transaction, id) below the oldest transaction still running; on SQLite, with one writer, it is the id. A desk that
//! moved here from another database brought its lines and everybody's positions along unchanged; new lines are shifted
//! behind them (`activity_shift`).

use crate::{Database, FromRow, Trouble, Tx, Work, sql};
use kit::{Caution, Moment};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    System,
    Agent(i64),
    Customer(i64),
    Automation(i64),
    ApiToken(i64),
}

impl Actor {
    pub const fn kind(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Agent(_) => "agent",
            Self::Customer(_) => "customer",
            Self::Automation(_) => "automation",
            Self::ApiToken(_) => "api_token",
        }
    }

    pub const fn id(self) -> Option<i64> {
        match self {
            Self::System => None,
            Self::Agent(id) | Self::Customer(id) | Self::Automation(id) | Self::ApiToken(id) => Some(id),
        }
    }

    /// The actor as the log spells it.
    pub fn of(kind: &str, id: Option<i64>) -> Self {
        match (kind, id) {
            ("agent", Some(id)) => Self::Agent(id),
            ("customer", Some(id)) => Self::Customer(id),
            ("automation", Some(id)) => Self::Automation(id),
            ("api_token", Some(id)) => Self::ApiToken(id),
            _ => Self::System,
        }
    }
}

/// What an event is about, for timelines and for telling who may hear of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Subject {
    pub conversation: Option<i64>,
    pub customer: Option<i64>,
    pub agent: Option<i64>,
}

/// A feature's event: serialised with its `kind` as tag, e.g. `{"kind":"conversation.resolved","conversation":7}`.
pub trait Happening: Serialize {
    fn subject(&self) -> Subject;
}

/// A place in the log; the beginning is the default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    pub xid: i64,
    pub id: i64,
}

/// One line of the log.
#[derive(Debug, Clone, FromRow)]
pub struct Entry {
    pub id: i64,
    pub xid: i64,
    pub happened_at: Moment,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub kind: String,
    pub conversation_id: Option<i64>,
    pub customer_id: Option<i64>,
    pub agent_id: Option<i64>,
    pub detail: String,
}

impl Entry {
    pub const fn position(&self) -> Position {
        Position { xid: self.xid, id: self.id }
    }

    pub fn actor(&self) -> Actor {
        Actor::of(&self.actor_kind, self.actor_id)
    }
}

pub(crate) fn append(work: &mut Work<'_>, at: Moment, actor: Actor, event: &impl Happening) -> Result<(), Trouble> {
    let detail = serde_json::to_value(event).map_err(|e| Trouble::Shape(format!("an event did not serialise: {e}")))?;
    let kind = detail
        .get("kind")
        .and_then(|kind| kind.as_str())
        .ok_or_else(|| Trouble::Shape("an event has no kind".into()))?
        .to_owned();
    let subject = event.subject();
    let line = if work.on_postgres() {
        sql("INSERT INTO activity (xid, happened_at, actor_kind, actor_id, kind, conversation_id, customer_id, agent_id, detail)
             VALUES (pg_current_xact_id()::text::bigint + (SELECT shift FROM activity_shift), $1, $2, $3, $4, $5, $6, $7, $8) /* postgres */")
    } else {
        sql(
            "INSERT INTO activity (xid, happened_at, actor_kind, actor_id, kind, conversation_id, customer_id, agent_id, detail)
             VALUES ((SELECT shift FROM activity_shift), $1, $2, $3, $4, $5, $6, $7, $8)",
        )
    };
    line.with(at)
        .with(actor.kind())
        .with(actor.id())
        .with(kind)
        .with(subject.conversation)
        .with(subject.customer)
        .with(subject.agent)
        .with(detail.to_string())
        .run(work)?;
    Ok(())
}

/// What happened after `seen`, oldest first, at most `limit` lines. Lines that could still be overtaken are held back.
pub fn tail(tx: &mut Tx<'_>, seen: Position, limit: i64) -> Result<Vec<Entry>, Trouble> {
    if tx.on_postgres() {
        return sql("SELECT id, xid, happened_at, actor_kind, actor_id, kind, conversation_id, customer_id, agent_id, detail
                      FROM activity
                     WHERE (xid, id) > ($1, $2) AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + (SELECT shift FROM activity_shift)
                     ORDER BY xid, id
                     LIMIT $3 /* postgres */")
        .with(seen.xid)
        .with(seen.id)
        .with(limit)
        .all(tx);
    }
    // SQLite looks a pair up by its first half alone, and nearly all lines share that: each half of the question by itself is answered by the index.
    sql("SELECT id, xid, happened_at, actor_kind, actor_id, kind, conversation_id, customer_id, agent_id, detail
           FROM (SELECT * FROM activity WHERE xid = $1 AND id > $2 ORDER BY id LIMIT $3) AS alike
          UNION ALL
         SELECT id, xid, happened_at, actor_kind, actor_id, kind, conversation_id, customer_id, agent_id, detail
           FROM (SELECT * FROM activity WHERE xid > $1 ORDER BY xid, id LIMIT $3) AS later
          ORDER BY xid, id
          LIMIT $3")
    .with(seen.xid)
    .with(seen.id)
    .with(limit)
    .all(tx)
}

/// The end of the log as it stands now: following from here skips the past.
pub fn end(tx: &mut Tx<'_>) -> Result<Position, Trouble> {
    let last: Option<(i64, i64)> = sql("SELECT xid, id FROM activity ORDER BY xid DESC, id DESC LIMIT 1").one(tx)?;
    Ok(last.map_or_else(Position::default, |(xid, id)| Position { xid, id }))
}

/// How far somebody who starts may trust the clock, by the last thing that was written down. What is younger than an hour is passed over: it may
/// be the work of whoever doubted this clock before.
pub async fn begin_cautiously(db: &Database) -> Result<Caution, Trouble> {
    let last = db.read(|tx| {
        let an_hour_ago = tx.now().plus_seconds(-3_600);
        sql("SELECT happened_at FROM activity WHERE happened_at <= $1 ORDER BY xid DESC, id DESC LIMIT 1")
            .with(an_hour_ago)
            .one::<Moment>(tx)
    });
    let last = last.await?;
    Ok(Caution::since(last, db.clock().now(), Instant::now()))
}

/// Where the named follower stands; a new one starts at the beginning.
pub fn seen_by(tx: &mut Tx<'_>, follower: &str) -> Result<Position, Trouble> {
    let seen: Option<(i64, i64)> = sql("SELECT xid, seen_id FROM follower WHERE name = $1").with(follower).one(tx)?;
    Ok(seen.map_or_else(Position::default, |(xid, id)| Position { xid, id }))
}

/// Moves the named follower on, in the same transaction as what it did.
pub fn mark_seen(work: &mut Work<'_>, follower: &str, seen: Position) -> Result<(), Trouble> {
    sql("INSERT INTO follower (name, xid, seen_id) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET xid = $2, seen_id = $3")
    .with(follower)
    .with(seen.xid)
    .with(seen.id)
    .run(work)?;
    work.keep_quietly("a follower's place in the log");
    Ok(())
}

/// Moves the named follower from where it stood when it read to where it is then, before anything is done with what lies between. Of two that read
/// the same stretch the second finds that the first was there, and does nothing.
pub fn move_on(work: &mut Work<'_>, follower: &str, from: Position, to: Position) -> Result<(), Trouble> {
    work.keep_quietly("a follower's place in the log");
    let moved = sql("UPDATE follower SET xid = $2, seen_id = $3 WHERE name = $1 AND xid = $4 AND seen_id = $5")
        .with(follower)
        .with(to.xid)
        .with(to.id)
        .with(from.xid)
        .with(from.id)
        .run(work)?;
    let is_new = moved == 0 && from == Position::default();
    let begun = if is_new {
        sql("INSERT INTO follower (name, xid, seen_id) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING")
            .with(follower)
            .with(to.xid)
            .with(to.id)
            .run(work)?
    } else {
        moved
    };
    if begun == 0 {
        Err(Trouble::InUse(format!("another follower read on: {follower}")))
    } else {
        Ok(())
    }
}

/// The log of one conversation, oldest first.
pub fn of_conversation(tx: &mut Tx<'_>, conversation: i64) -> Result<Vec<Entry>, Trouble> {
    sql("SELECT id, xid, happened_at, actor_kind, actor_id, kind, conversation_id, customer_id, agent_id, detail
           FROM activity
          WHERE conversation_id = $1
          ORDER BY id")
    .with(conversation)
    .all(tx)
}
