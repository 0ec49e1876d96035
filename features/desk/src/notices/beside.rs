//! Notices about things this room does not know: an order whose shop refused, say. Whoever gives one names the thing and where
//! it is; that its reader may see it is the giver's to know, and the page behind the link asks again.

use agents::AgentId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::words!(
    /// Why an agent is told.
    Kind {
        /// It was promised, and did not happen.
        Undone = "undone",
        /// It waits for somebody's decision.
        Asks = "asks",
    }
);

impl Kind {
    /// The key of the sentence that says it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Undone => "desk-notice-undone",
            Self::Asks => "desk-notice-asks",
        }
    }
}

/// One notice, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Beside {
    pub id: i64,
    pub kind: Kind,
    pub about: String,
    pub link: String,
    pub made_at: Moment,
    pub read: bool,
}

/// Tells each of these agents. Told again before it is read, it is one notice.
pub fn give(work: &mut Work<'_>, readers: &[AgentId], kind: Kind, about: &str, link: &str) -> Result<(), Trouble> {
    let now = work.now;
    work.keep_quietly("a notice; what happened is recorded where it happened");
    for agent in readers {
        sql("INSERT INTO notice_beside (agent_id, kind, about, link, made_at)
             SELECT $1, $2, $3, $4, $5
              WHERE NOT EXISTS (SELECT 1 FROM notice_beside WHERE agent_id = $1 AND kind = $2 AND link = $4 AND read_at IS NULL)")
        .with(*agent)
        .with(kind)
        .with(about.chars().take(200).collect::<String>())
        .with(link)
        .with(now)
        .run(work)?;
        let (wanted, zone) = (agents::notifications::of(work, *agent)?, agents::agents::find(work, *agent)?.zone);
        super::digest::promise(work, &wanted, &zone, agent.0)?;
    }
    Ok(())
}

/// An agent's newest.
pub fn of(tx: &mut Tx<'_>, agent: i64, limit: i64) -> Result<Vec<Beside>, Trouble> {
    sql("SELECT id, kind, about, link, made_at, read_at IS NOT NULL FROM notice_beside WHERE agent_id = $1 ORDER BY id DESC LIMIT $2")
        .with(agent)
        .with(limit)
        .all(tx)
}

/// How many are unread.
pub fn unread(tx: &mut Tx<'_>, agent: i64) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM notice_beside WHERE agent_id = $1 AND read_at IS NULL")
        .with(agent)
        .only(tx, "count")
}

/// The agent has seen them.
pub fn read_all(work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE notice_beside SET read_at = $2 WHERE agent_id = $1 AND read_at IS NULL")
        .with(agent)
        .with(now)
        .run(work)?;
    work.keep_quietly("reading a notice is nobody's history");
    Ok(())
}

/// It is settled: nobody needs to hear of it any more.
pub fn settled(work: &mut Work<'_>, link: &str) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE notice_beside SET read_at = $2 WHERE link = $1 AND read_at IS NULL")
        .with(link)
        .with(now)
        .run(work)?;
    work.keep_quietly("what a notice told of is settled; that is recorded where it happened");
    Ok(())
}
