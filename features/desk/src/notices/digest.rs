//! Digests: everything somebody has not read in one letter, at the hour they chose, and after their quiet hours what came up in
//! them. A notice is in one digest at most; where nothing is unread, nothing is sent; what its reader may no longer see is left out.
//!
//! One job for each agent and occasion, under a key. It is read when it falls due, so that settings of that moment count.

use super::Kind;
use crate::{Viewer, viewer};
use agents::notifications::DigestPace;
use agents::{AgentId, Notifications, agents as people, notifications};
use db::{FromRow, Trouble, Tx, Work, jobs, sql};
use kit::{Locale, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The kind of the jobs.
pub const JOB: &str = "desk.digest";

const MOST_LINES: usize = 40;
const MOST_READ: i64 = 500;

/// Why a digest is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// It is the hour they chose.
    Hour,
    /// Their quiet hours are over.
    Night,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Promise {
    agent: i64,
    why: Why,
    /// When the first of it came up.
    since: Moment,
}

/// A letter that is still wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    pub agent: AgentId,
    pub why: Why,
    pub to: String,
    pub locale: Locale,
    pub zone: String,
    pub lines: Vec<Line>,
    /// How many more there are than lines.
    pub more: usize,
    /// The keys of everything that stands in it.
    pub notices: Vec<i64>,
    pub beside: Vec<i64>,
}

/// One thing they have not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The key of the sentence that says it.
    pub sentence: &'static str,
    /// Which one: `#42 The kettle leaks`.
    pub about: String,
    pub link: String,
    pub made_at: Moment,
}

/// What becomes of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    Letter(Box<Digest>),
    /// They chose another hour meanwhile.
    Later(Moment),
    /// Everything is read, or they want none.
    Nothing,
}

/// Promises the digest in which what was just told will stand.
pub(super) fn promise(work: &mut Work<'_>, wanted: &Notifications, zone: &str, agent: i64) -> Result<(), Trouble> {
    let now = work.now;
    wanted.next_digest(now, zone).map_or(Ok(()), |at| promise_at(work, agent, Why::Hour, at))
}

/// Promises one letter for the end of the quiet hours, instead of a letter now.
pub(super) fn after_the_night(work: &mut Work<'_>, agent: i64, over: Moment) -> Result<(), Trouble> {
    promise_at(work, agent, Why::Night, over)
}

fn promise_at(work: &mut Work<'_>, agent: i64, why: Why, at: Moment) -> Result<(), Trouble> {
    let payload = serde_json::to_string(&Promise { agent, why, since: work.now }).map_err(|e| Trouble::Shape(e.to_string()))?;
    jobs::promise(work, JOB, &payload, Some(&key(agent, why)), at)
}

fn key(agent: i64, why: Why) -> String {
    let why = if why == Why::Hour { "hour" } else { "night" };
    format!("{JOB} {why} {agent}")
}

/// They changed how they want to be told: what waits, waits for the new hour.
pub fn plan_anew(work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
    work.keep_quietly("when a digest leaves follows from settings that are recorded");
    jobs::take_back(work, &key(agent, Why::Hour))?;
    let viewer = Viewer { agent, sees_all: viewer::sees_all(work, agent)? };
    if unread(work, viewer)?.is_empty() && unread_beside(work, agent)?.is_empty() {
        return Ok(());
    }
    let (reader, wanted) = (people::find(work, AgentId(agent))?, notifications::of(work, AgentId(agent))?);
    promise(work, &wanted, &reader.zone, agent)
}

/// What a job asks for now.
pub fn due(tx: &mut Tx<'_>, payload: &str) -> Result<Due, Trouble> {
    let Ok(Promise { agent, why, since }) = serde_json::from_str(payload) else {
        return Ok(Due::Nothing);
    };
    let (reader, wanted) = (people::find(tx, AgentId(agent))?, notifications::of(tx, AgentId(agent))?);
    if !reader.is_active() || (why == Why::Hour && wanted.digest == DigestPace::Off) {
        return Ok(Due::Nothing);
    }
    let now = tx.now();
    if let Some(over) = wanted.quiet_until(now, &reader.zone) {
        return Ok(Due::Later(over));
    }
    let viewer = Viewer { agent, sees_all: viewer::sees_all(tx, agent)? };
    let (mut notices, mut beside) = (unread(tx, viewer)?, unread_beside(tx, agent)?);
    // Instead of single letters: no more than those would have told.
    if why == Why::Night {
        notices.retain(|one| one.made_at >= since && wanted.by_mail.has(one.kind.occasion()));
        beside.clear();
    }
    if notices.is_empty() && beside.is_empty() {
        return Ok(Due::Nothing);
    }
    let (ids, ids_beside) = (notices.iter().map(|one| one.id).collect(), beside.iter().map(|one| one.id).collect());
    let mut lines = lines(notices, beside);
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    let (locale, to) = (reader.locale(), reader.email.as_str().to_owned());
    Ok(Due::Letter(Box::new(Digest {
        agent: reader.id,
        why,
        to,
        locale,
        zone: reader.zone,
        lines,
        more,
        notices: ids,
        beside: ids_beside,
    })))
}

#[derive(FromRow)]
struct Unread {
    id: i64,
    kind: Kind,
    number: i64,
    subject: String,
    made_at: Moment,
}

#[derive(FromRow)]
struct UnreadBeside {
    id: i64,
    kind: super::beside::Kind,
    about: String,
    link: String,
    made_at: Moment,
}

/// The newest first. What a letter of its own told of is left out.
fn unread(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Unread>, Trouble> {
    sql("SELECT n.id, n.kind, c.number, c.subject, n.made_at
           FROM notice n JOIN conversation c ON c.id = n.conversation_id
          WHERE n.agent_id = $1 AND n.read_at IS NULL AND n.digested_at IS NULL AND n.by_mail = FALSE
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY n.id DESC LIMIT $3")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(MOST_READ)
    .all(tx)
}

fn unread_beside(tx: &mut Tx<'_>, agent: i64) -> Result<Vec<UnreadBeside>, Trouble> {
    sql("SELECT id, kind, about, link, made_at FROM notice_beside
          WHERE agent_id = $1 AND read_at IS NULL AND digested_at IS NULL ORDER BY id DESC LIMIT $2")
    .with(agent)
    .with(MOST_READ)
    .all(tx)
}

/// Of one conversation each kind once, as it was last.
fn lines(notices: Vec<Unread>, beside: Vec<UnreadBeside>) -> Vec<Line> {
    let mut said = BTreeSet::new();
    let notices = notices.into_iter().filter(|one| said.insert((one.number, one.kind))).map(|one| Line {
        sentence: one.kind.sentence(),
        about: format!("#{} {}", one.number, one.subject),
        link: crate::pages::address(one.number),
        made_at: one.made_at,
    });
    let beside = beside.into_iter().map(|one| Line {
        sentence: one.kind.sentence(),
        about: one.about,
        link: one.link,
        made_at: one.made_at,
    });
    beside.chain(notices).collect()
}

/// It went out: what stood in it stands in no other. What came up while it was on its way has the next one.
pub fn sent(work: &mut Work<'_>, digest: &Digest) -> Result<(), Trouble> {
    let now = work.now;
    work.keep_quietly("which letter told of a notice is nobody's history");
    for id in &digest.notices {
        sql("UPDATE notice SET digested_at = $2 WHERE id = $1").with(*id).with(now).run(work)?;
    }
    for id in &digest.beside {
        sql("UPDATE notice_beside SET digested_at = $2 WHERE id = $1").with(*id).with(now).run(work)?;
    }
    Ok(())
}

/// The next one, if anything waits for it; called when the job of the last is gone, whose key it needs.
pub fn goes_on(work: &mut Work<'_>, payload: &str) -> Result<(), Trouble> {
    let Ok(Promise { agent, .. }) = serde_json::from_str(payload) else { return Ok(()) };
    plan_anew(work, agent)
}
