//! What an agent must hear of: a mention, an answer, a message that did not arrive. Where they hear of it, on screen, by mail, by push or
//! in a digest, and when they want quiet, they choose in their settings.

pub mod beside;
pub mod digest;
mod letter;
pub mod push;
mod tell;

pub use letter::{JOB, Reminder, reminder, rests_until as letter_rests_until};
pub(crate) use tell::give_all;
pub use tell::tell;

use crate::{Conversation, ConversationId, MessageId, Viewer};
use agents::{AgentId, Occasion, agents as people, notifications};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::words!(
    /// Why an agent is told.
    Kind {
        Mentioned = "mentioned",
        NotDelivered = "not_delivered",
        Assigned = "assigned",
        /// The customer answered in a conversation they work on.
        Answered = "answered",
        /// Something new in a conversation they follow.
        Followed = "followed",
        /// A new conversation waits for a team of theirs.
        TeamWaiting = "team_waiting",
        /// Somebody decided on what they asked approval for.
        Decided = "decided",
        /// The time of a follow-up of theirs or their team's has come.
        FollowUp = "follow_up",
        /// An answer is due soon in a conversation of theirs.
        Breaching = "breaching",
        /// A reply they planned did not leave: the customer has written since.
        Stopped = "stopped",
        /// A colleague asks them, or a team of theirs, in a side conversation.
        SideAsked = "side_asked",
        /// A third party answered in a side conversation.
        SideAnswered = "side_answered",
        /// A colleague shows them a draft: please look before it is sent.
        DraftShown = "draft_shown",
        /// Somebody looked at a draft they had shown, changed it or sent it.
        DraftLookedAt = "draft_looked_at",
        /// A customer was not content with how it was.
        RatedLow = "rated_low",
    }
);

/// One notice, with the conversation it points to.
#[derive(Debug, Clone, FromRow)]
pub struct Notice {
    pub id: i64,
    pub kind: Kind,
    pub number: i64,
    pub subject: String,
    pub message_id: Option<MessageId>,
    pub made_at: Moment,
    pub read: bool,
}

impl Kind {
    /// The key of the sentence that says it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Mentioned => "desk-notice-mentioned",
            Self::NotDelivered => "desk-notice-not-delivered",
            Self::Assigned => "desk-notice-assigned",
            Self::Answered => "desk-notice-answered",
            Self::Followed => "desk-notice-followed",
            Self::TeamWaiting => "desk-notice-team-waiting",
            Self::Decided => "desk-notice-decided",
            Self::FollowUp => "desk-notice-follow-up",
            Self::Breaching => "desk-notice-breaching",
            Self::Stopped => "desk-notice-stopped",
            Self::SideAsked => "desk-notice-side-asked",
            Self::SideAnswered => "desk-notice-side-answered",
            Self::DraftShown => "desk-notice-draft-shown",
            Self::DraftLookedAt => "desk-notice-draft-looked-at",
            Self::RatedLow => "desk-notice-rated-low",
        }
    }

    /// What the settings call it.
    pub const fn occasion(self) -> Occasion {
        match self {
            Self::Mentioned | Self::SideAsked | Self::DraftShown | Self::DraftLookedAt => Occasion::Mentioned,
            Self::NotDelivered | Self::Stopped => Occasion::DeliveryFailed,
            Self::Assigned => Occasion::Assigned,
            Self::Answered | Self::SideAnswered | Self::RatedLow => Occasion::Answered,
            Self::Followed => Occasion::Followed,
            Self::TeamWaiting => Occasion::TeamWaiting,
            Self::Decided => Occasion::Decided,
            Self::FollowUp => Occasion::FollowUp,
            Self::Breaching => Occasion::Breaching,
        }
    }
}

/// Tells an agent, where they want to be told; `false` if they do not. Of one conversation at most one letter is on its way until they have looked.
pub(crate) fn give(
    work: &mut Work<'_>,
    agent: i64,
    kind: Kind,
    conversation: ConversationId,
    message: Option<MessageId>,
) -> Result<bool, Trouble> {
    let (wanted, occasion) = (notifications::of(work, AgentId(agent))?, kind.occasion());
    let (on_screen, by_mail, by_push) = (wanted.on_screen.has(occasion), wanted.by_mail.has(occasion), wanted.by_push.has(occasion));
    if !on_screen && !by_mail && !by_push {
        return Ok(false);
    }
    let zone = people::find(work, AgentId(agent))?.zone;
    let now = work.now;
    let notice: i64 = sql("INSERT INTO notice (agent_id, kind, conversation_id, message_id, made_at, on_screen, by_mail, by_push)
                           VALUES ($1, $2, $3, $4, $5, $6, FALSE, $7) RETURNING id")
    .with(agent)
    .with(kind)
    .with(conversation)
    .with(message)
    .with(now)
    .with(on_screen)
    .with(by_push)
    .only(work, "notice")?;
    if by_mail {
        match wanted.quiet_until(now, &zone) {
            Some(over) => digest::after_the_night(work, agent, over)?,
            None => letter::promise(work, notice, agent, conversation)?,
        }
    }
    if by_push {
        push::promise(work, &wanted, &zone, agent, notice)?;
    }
    digest::promise(work, &wanted, &zone, agent)?;
    Ok(true)
}

/// What a notice told is so no more: one that was not read yet is none any more, and no letter leaves for it.
pub(crate) fn withdraw(work: &mut Work<'_>, agent: i64, kind: Kind, conversation: ConversationId) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE notice SET read_at = $4 WHERE agent_id = $1 AND conversation_id = $2 AND kind = $3 AND read_at IS NULL")
        .with(agent)
        .with(conversation)
        .with(kind)
        .with(now)
        .run(work)
        .map(drop)
}

/// The same for whatever told of a message that is gone.
pub(crate) fn withdraw_message(work: &mut Work<'_>, message: MessageId) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE notice SET read_at = $2 WHERE message_id = $1 AND read_at IS NULL")
        .with(message)
        .with(now)
        .run(work)
        .map(drop)
}

/// Somebody decided on what this agent asked for in a conversation. Told again before it is read, it is one notice.
pub fn decided(work: &mut Work<'_>, agent: i64, conversation: ConversationId) -> Result<(), Trouble> {
    let known: Option<i64> =
        sql("SELECT id FROM notice WHERE agent_id = $1 AND conversation_id = $2 AND kind = $3 AND read_at IS NULL LIMIT 1")
            .with(agent)
            .with(conversation)
            .with(Kind::Decided)
            .one(work)?;
    if known.is_some() {
        return Ok(());
    }
    work.keep_quietly("a notice; the decision is recorded where it was made");
    give(work, agent, Kind::Decided, conversation, None).map(drop)
}

/// What time brought about: whoever of these may see the conversation is told.
pub(crate) fn tell_all(work: &mut Work<'_>, agents: &[i64], kind: Kind, conversation: &Conversation) -> Result<(), Trouble> {
    let mut told = Vec::new();
    for agent in agents {
        if crate::viewer::may_see(work, *agent, conversation.inbox_id)? && give(work, *agent, kind, conversation.id, None)? {
            told.push(*agent);
        }
    }
    if told.is_empty() {
        return Ok(());
    }
    work.record(&crate::Event::ColleaguesTold { conversation: conversation.id, agents: told })
}

/// An agent's newest notices about conversations they may see.
pub fn of(tx: &mut Tx<'_>, viewer: Viewer, limit: i64) -> Result<Vec<Notice>, Trouble> {
    sql("SELECT n.id, n.kind, c.number, c.subject, n.message_id, n.made_at, n.read_at IS NOT NULL
           FROM notice n JOIN conversation c ON c.id = n.conversation_id
          WHERE n.agent_id = $1 AND n.on_screen = TRUE AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY n.id DESC LIMIT $3")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(limit)
    .all(tx)
}

/// How many are unread.
pub fn unread(tx: &mut Tx<'_>, viewer: Viewer) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*)
           FROM notice n JOIN conversation c ON c.id = n.conversation_id
          WHERE n.agent_id = $1 AND n.on_screen = TRUE AND n.read_at IS NULL AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .only(tx, "count")
}

/// The agent has seen what this conversation's notices say.
pub fn read(work: &mut Work<'_>, agent: i64, conversation: ConversationId) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE notice SET read_at = $3 WHERE agent_id = $1 AND conversation_id = $2 AND read_at IS NULL")
        .with(agent)
        .with(conversation)
        .with(now)
        .run(work)?;
    work.keep_quietly("reading a notice is nobody's history");
    Ok(())
}

/// Until when this agent wants quiet; `None` if they want none now.
pub(crate) fn quiet_until(tx: &mut Tx<'_>, agent: AgentId) -> Result<Option<Moment>, Trouble> {
    let (reader, wanted) = (people::find(tx, agent)?, notifications::of(tx, agent)?);
    Ok(wanted.quiet_until(tx.now(), &reader.zone))
}

/// The agent has seen every notice about conversations they may see, and every one beside.
pub fn read_all(work: &mut Work<'_>, viewer: Viewer) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE notice SET read_at = $3
          WHERE agent_id = $1 AND read_at IS NULL
            AND EXISTS (SELECT 1 FROM conversation c
                         WHERE c.id = notice.conversation_id
                           AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1)))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(now)
    .run(work)?;
    beside::read_all(work, viewer.agent)
}
