//! Incidents: one problem, many customers. A conversation stands for the problem; those of the customers it troubles hang on it
//! by links of their own. One answer goes to all of them, each by itself, as a bulk change: previewed, carried on after a death,
//! with a result for each.

use crate::bulk::{self, BulkId, Change};
use crate::conversation::answer_to::customer_alone;
use crate::{Conversation, ConversationId, Status, Viewer, macros};
use db::{FromRow, Trouble, Tx, Work, sql};
use std::collections::BTreeSet;

/// The reason of the link from the problem to one it troubles.
pub const REASON: &str = "incident";

/// A conversation the problem troubles.
#[derive(Debug, Clone, FromRow)]
pub struct Child {
    pub id: ConversationId,
    pub number: i64,
    pub subject: String,
    pub status: Status,
    pub customer_name: String,
}

/// What one of them would get.
#[derive(Debug)]
pub struct Letter {
    pub child: Child,
    /// To whom, or why not.
    pub to: Result<String, Trouble>,
    pub text: String,
}

impl Conversation {
    /// Hangs this conversation on a problem. One hangs on one problem only, and no problem on another.
    pub fn troubled_by(&self, work: &mut Work<'_>, problem: &Self) -> Result<(), Trouble> {
        self.unlocked(work)?;
        problem.unlocked(work)?;
        if parent(work, problem.id)?.is_some() || has_children(work, self.id)? {
            return Err(Trouble::refused("desk-incident-nested").with("number", self.number));
        }
        match parent(work, self.id)? {
            Some(known) if known == problem.id => Ok(()),
            Some(_) => Err(Trouble::refused("desk-incident-taken").with("number", self.number)),
            None => {
                // Another link between the two would hide this one.
                problem.unlink(work, self.id)?;
                problem.link(work, self.id, REASON)
            }
        }
    }
}

/// The problem a conversation hangs on.
pub fn parent(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<ConversationId>, Trouble> {
    sql("SELECT from_id FROM conversation_link WHERE to_id = $1 AND reason = 'incident' ORDER BY id LIMIT 1")
        .with(conversation)
        .one(tx)
}

fn has_children(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<bool, Trouble> {
    let child: Option<i64> = sql("SELECT id FROM conversation_link WHERE from_id = $1 AND reason = 'incident' LIMIT 1")
        .with(conversation)
        .one(tx)?;
    Ok(child.is_some())
}

/// Those a problem troubles that the viewer may see, by number.
pub fn children(tx: &mut Tx<'_>, viewer: Viewer, problem: ConversationId) -> Result<Vec<Child>, Trouble> {
    sql("SELECT c.id, c.number, c.subject, c.status, k.name
           FROM conversation_link l JOIN conversation c ON c.id = l.to_id JOIN customer k ON k.id = c.customer_id
          WHERE l.from_id = $3 AND l.reason = 'incident'
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY c.number")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(problem)
    .all(tx)
}

/// The conversation that stands for the problem, as one of those it troubles.
pub fn itself(tx: &mut Tx<'_>, problem: ConversationId) -> Result<Child, Trouble> {
    sql("SELECT c.id, c.number, c.subject, c.status, k.name FROM conversation c JOIN customer k ON k.id = c.customer_id WHERE c.id = $1")
        .with(problem)
        .only(tx, "conversation")
}

/// What each would get, before anything is sent; who wrote in the problem's own conversation is among them if they are meant, too.
pub fn preview(tx: &mut Tx<'_>, viewer: Viewer, problem: ConversationId, text: &str, with_itself: bool) -> Result<Vec<Letter>, Trouble> {
    must_be_sendable(text)?;
    let mut letters = Vec::new();
    let itself = if with_itself { Some(itself(tx, problem)?) } else { None };
    for child in itself.into_iter().chain(children(tx, viewer, problem)?) {
        let conversation = crate::conversations::find(tx, child.id)?;
        let to = if conversation.is_locked() {
            Err(Trouble::refused("desk-conversation-closed").with("number", conversation.number))
        } else {
            customer_alone(tx, &conversation).map(|all| all.to.iter().map(ToString::to_string).collect())
        };
        let (values, _) = macros::values(tx, viewer.agent, &conversation)?;
        letters.push(Letter { child, to, text: macros::fill(text, &values) });
    }
    Ok(letters)
}

/// An answer to all of them, as it was looked at.
#[derive(Debug, Clone)]
pub struct Broadcast {
    pub text: String,
    pub resolve: bool,
    /// Whom it was seen to go to: nobody else gets it, also if more hang on the problem by now.
    pub to: Vec<ConversationId>,
    /// Whatever comes under the same key is the same letter: it goes out once.
    pub key: String,
}

/// Answers everybody, each by itself; variables are filled for each.
pub fn broadcast(work: &mut Work<'_>, viewer: Viewer, zone: &str, problem: ConversationId, letter: &Broadcast) -> Result<BulkId, Trouble> {
    must_be_sendable(&letter.text)?;
    let mut which = vec![problem];
    which.extend(keys(work, viewer, problem)?);
    let seen: BTreeSet<ConversationId> = letter.to.iter().copied().collect();
    which.retain(|one| seen.contains(one));
    let change = Change::Answer { text: letter.text.clone(), resolve: letter.resolve };
    bulk::begin_once(work, viewer, zone, &change, &which, &letter.key)
}

fn must_be_sendable(text: &str) -> Result<(), Trouble> {
    if text.trim().is_empty() {
        return Err(Trouble::refused("desk-message-empty"));
    }
    match macros::unknown_variable(text) {
        Some(unknown) => Err(Trouble::refused("desk-macro-unknown-variable")
            .with("variable", unknown)
            .with("known", macros::VARIABLES.join(", "))),
        None => Ok(()),
    }
}

/// Resolves all of them.
pub fn resolve_all(work: &mut Work<'_>, viewer: Viewer, zone: &str, problem: ConversationId) -> Result<BulkId, Trouble> {
    let which = keys(work, viewer, problem)?;
    bulk::begin(work, viewer, zone, &Change::Status(Status::Resolved), &which)
}

fn keys(tx: &mut Tx<'_>, viewer: Viewer, problem: ConversationId) -> Result<Vec<ConversationId>, Trouble> {
    Ok(children(tx, viewer, problem)?.into_iter().map(|child| child.id).collect())
}
