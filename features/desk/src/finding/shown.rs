//! What was found, as it stands in the tables now: the message or file the words are in, for eyes that may see it. What is
//! gone meanwhile, or out of sight, is left out.

use crate::attachments::AttachmentId;
use crate::{MessageId, MessageKind, Viewer};
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;
use search::{Hit, Hits, Kind, Marker, Snippet};

/// How much of a text is shown.
const LENGTH: usize = 220;
/// So many of the newest messages are looked through for the words.
const LOOKED_AT: i64 = 300;
/// Mostly the words are in the newest few.
const PORTION: i64 = 30;

/// One thing found, and where in it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub hit: Hit,
    pub matched: Option<Matched>,
}

/// Where the words are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matched {
    Message { message: MessageId, kind: MessageKind, from: String, at: Moment },
    File { attachment: AttachmentId, message: MessageId },
}

#[derive(Debug, FromRow)]
struct Said {
    id: MessageId,
    kind: MessageKind,
    from_name: String,
    from_address: String,
    text: String,
    written_at: Moment,
}

pub fn read(tx: &mut Tx<'_>, viewer: Viewer, answer: Hits) -> Result<Vec<Shown>, Trouble> {
    let mut shown = Vec::with_capacity(answer.hits.len());
    for hit in answer.hits {
        shown.extend(match hit.kind {
            Kind::Conversation => conversation(tx, viewer, &answer.marker, hit)?,
            Kind::File => file(tx, viewer, &answer.marker, hit)?,
            Kind::Customer | Kind::Company | Kind::Order => Some(Shown { hit, matched: None }),
        });
    }
    Ok(shown)
}

fn conversation(tx: &mut Tx<'_>, viewer: Viewer, marker: &Marker, mut hit: Hit) -> Result<Option<Shown>, Trouble> {
    let Some((best, weight)) = best(tx, viewer, marker, hit.id)? else { return Ok(None) };
    if weight == 0 {
        if hit.snippet.highlights.is_empty() {
            hit.snippet = marker.piece(&best.text, LENGTH);
        }
        return Ok(Some(Shown { hit, matched: None }));
    }
    hit.snippet = marker.piece(&best.text, LENGTH);
    let from = if best.from_name.is_empty() { best.from_address.clone() } else { best.from_name.clone() };
    let matched = Matched::Message { message: best.id, kind: best.kind, from, at: best.written_at };
    Ok(Some(Shown { hit, matched: Some(matched) }))
}

/// The message with the most of what was sought, the newest of equals. Without words to seek that is the newest, and no
/// other is read; nor is one older than a message that has all of them.
fn best(tx: &mut Tx<'_>, viewer: Viewer, marker: &Marker, conversation: i64) -> Result<Option<(Said, usize)>, Trouble> {
    let most = marker.most();
    let portion = if most == 0 { 1 } else { PORTION };
    let (mut best, mut before): (Option<(Said, usize)>, _) = (None, MessageId(i64::MAX));
    for _ in 0..LOOKED_AT / PORTION {
        let messages = said(tx, viewer, conversation, before, portion)?;
        let is_first = messages.len() < portion as usize;
        for message in messages {
            before = message.id;
            let weight = marker.weight(&message.text);
            if best.as_ref().is_none_or(|(_, known)| weight > *known) {
                best = Some((message, weight));
            }
            if weight >= most {
                return Ok(best);
            }
        }
        if is_first {
            break;
        }
    }
    Ok(best)
}

fn said(tx: &mut Tx<'_>, viewer: Viewer, conversation: i64, before: MessageId, most: i64) -> Result<Vec<Said>, Trouble> {
    sql("SELECT m.id, m.kind, m.from_name, m.from_address, m.text, m.written_at
           FROM message m JOIN conversation c ON c.id = m.conversation_id
          WHERE m.conversation_id = $3 AND m.id < $4 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY m.id DESC LIMIT $5")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(conversation)
    .with(before)
    .with(most)
    .all(tx)
}

fn file(tx: &mut Tx<'_>, viewer: Viewer, marker: &Marker, mut hit: Hit) -> Result<Option<Shown>, Trouble> {
    let found: Option<(MessageId, String)> = sql("SELECT m.id, t.text
           FROM attachment a JOIN file_text t ON t.blob_id = a.blob_id
           JOIN message m ON m.id = a.message_id JOIN conversation c ON c.id = m.conversation_id
          WHERE a.id = $3 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(hit.id)
    .one(tx)?;
    Ok(found.map(|(message, text)| {
        let snippet: Snippet = marker.piece(&text, LENGTH);
        hit.snippet = snippet;
        let matched = Matched::File { attachment: AttachmentId(hit.id), message };
        Shown { hit, matched: Some(matched) }
    }))
}
