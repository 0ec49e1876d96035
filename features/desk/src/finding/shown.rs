//! What was found, as it stands in the tables now: the message or file the words are in, for eyes that may see it. What is
//! gone meanwhile, or out of sight, is left out.

use super::Eyes;
use crate::articles::Articles;
use crate::attachments::AttachmentId;
use crate::{MessageId, MessageKind, Viewer};
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;
use search::{Hit, Hits, Kind, Marker, Snippet};

/// How much of a text is shown.
const LENGTH: usize = 220;
/// So many of the newest messages are looked through for the words.
const LOOKED_AT: i64 = 300;
/// Often the words are in the newest: it is read alone, and what is before it in portions.
const PORTION: i64 = 30;

/// One thing found, and where in it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub hit: Hit,
    pub snippet: Snippet,
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

pub fn read(tx: &mut Tx<'_>, eyes: Eyes, shelf: Option<&dyn Articles>, answer: Hits) -> Result<Vec<Shown>, Trouble> {
    let viewer = eyes.viewer;
    let mut shown = Vec::with_capacity(answer.hits.len());
    for hit in answer.hits {
        shown.extend(match hit.kind {
            Kind::Conversation => conversation(tx, viewer, &answer.marker, hit)?,
            Kind::File => file(tx, viewer, &answer.marker, hit)?,
            Kind::Article | Kind::ArticleDraft => article(tx, eyes, shelf, &answer.marker, hit)?,
            Kind::Customer | Kind::Company | Kind::Order => Some(Shown { snippet: answer.marker.snippet(&hit), hit, matched: None }),
        });
    }
    Ok(shown)
}

/// Its title in the reader's language; the words from whichever language they were found in.
fn article(tx: &mut Tx<'_>, eyes: Eyes, shelf: Option<&dyn Articles>, marker: &Marker, hit: Hit) -> Result<Option<Shown>, Trouble> {
    let Some(shelf) = shelf else { return Ok(None) };
    let told = shelf.keyed(tx, hit.id, eyes.locale.tag(), eyes.drafts)?;
    Ok(told.map(|told| {
        let texts = std::iter::once(&told.text).chain(&told.elsewhere);
        let weighed = texts.map(|text| marker.weighed(text, LENGTH));
        let best = weighed.reduce(|best, other| if other.0 > best.0 { other } else { best });
        let mut hit = hit;
        hit.subject = marker.piece(&told.title, LENGTH);
        Shown {
            hit,
            snippet: best.map(|(_, snippet)| snippet).unwrap_or_default(),
            matched: None,
        }
    }))
}

fn conversation(tx: &mut Tx<'_>, viewer: Viewer, marker: &Marker, hit: Hit) -> Result<Option<Shown>, Trouble> {
    let Some(Best { message, weight, snippet }) = best(tx, viewer, marker, hit.id)? else {
        return Ok(None);
    };
    if weight == 0 {
        let kept = marker.snippet(&hit);
        let snippet = if kept.highlights.is_empty() { snippet } else { kept };
        return Ok(Some(Shown { hit, snippet, matched: None }));
    }
    let from = if message.from_name.is_empty() { message.from_address } else { message.from_name };
    let matched = Matched::Message { message: message.id, kind: message.kind, from, at: message.written_at };
    Ok(Some(Shown { hit, snippet, matched: Some(matched) }))
}

/// A message, how many of the words sought are in it, and the piece with the most of them.
struct Best {
    message: Said,
    weight: usize,
    snippet: Snippet,
}

/// The message with the most of what was sought, the newest of equals. Without words to seek that is the newest, and no
/// other is read; nor is one older than a message that has all of them.
fn best(tx: &mut Tx<'_>, viewer: Viewer, marker: &Marker, conversation: i64) -> Result<Option<Best>, Trouble> {
    let most = marker.most();
    let (mut best, mut before): (Option<Best>, _) = (None, MessageId(i64::MAX));
    // The newest alone first: mostly it has what was sought.
    let further = if most == 0 { 0 } else { LOOKED_AT / PORTION };
    for portion in std::iter::once(1).chain((0..further).map(|_| PORTION)) {
        let messages = said(tx, viewer, conversation, before, portion)?;
        let is_first = messages.len() < portion as usize;
        for message in messages {
            before = message.id;
            let (weight, snippet) = marker.weighed(&message.text, LENGTH);
            if best.as_ref().is_none_or(|known| weight > known.weight) {
                best = Some(Best { message, weight, snippet });
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

fn file(tx: &mut Tx<'_>, viewer: Viewer, marker: &Marker, hit: Hit) -> Result<Option<Shown>, Trouble> {
    let found: Option<(MessageId, String)> = sql("SELECT m.id, t.text
           FROM attachment a JOIN file_text t ON t.blob_id = a.blob_id
           JOIN message m ON m.id = a.message_id JOIN conversation c ON c.id = m.conversation_id
          WHERE a.id = $3 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(hit.id)
    .one(tx)?;
    Ok(found.map(|(message, text)| {
        let matched = Matched::File { attachment: AttachmentId(hit.id), message };
        Shown { hit, snippet: marker.piece(&text, LENGTH), matched: Some(matched) }
    }))
}
