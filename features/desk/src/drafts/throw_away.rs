//! A draft thrown away can be brought back, words and files: what it held is kept with the deed.

use super::{Draft, DraftId, DraftKind, Typed, discard, in_conversation, own, put_back};
use crate::deeds::{self, DeedId, Way};
use crate::{ConversationId, InboxId, MessageId, Viewer, Visible};
use db::{FromRow, Trouble, Work, sql};
use serde::{Deserialize, Serialize};

/// What a thrown-away draft held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thrown {
    conversation: Option<ConversationId>,
    inbox: Option<InboxId>,
    kind: DraftKind,
    answers: Option<MessageId>,
    to: String,
    cc: String,
    bcc: String,
    subject: String,
    text: String,
    files: Vec<File>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromRow)]
struct File {
    name: String,
    media_type: String,
    size_bytes: i64,
    content_id: Option<String>,
    inline: bool,
    blob: i64,
}

/// Throws a draft away so that it can be brought back; an empty one is no loss.
pub fn throw_away(work: &mut Work<'_>, agent: i64, id: DraftId) -> Result<Option<DeedId>, Trouble> {
    let draft = own(work, agent, id)?;
    let files: Vec<File> =
        sql("SELECT name, media_type, size_bytes, content_id, inline, blob_id FROM attachment WHERE draft_id = $1 ORDER BY id")
            .with(id)
            .all(work)?;
    discard(work, agent, id)?;
    if draft.text.trim().is_empty() && files.is_empty() {
        return Ok(None);
    }
    deeds::begin(work, agent, &Way::Draft(thrown(draft, files))).map(Some)
}

fn thrown(draft: Draft, files: Vec<File>) -> Thrown {
    Thrown {
        conversation: draft.conversation_id,
        inbox: draft.inbox_id,
        kind: draft.kind,
        answers: draft.answers,
        to: draft.to_text,
        cc: draft.cc_text,
        bcc: draft.bcc_text,
        subject: draft.subject,
        text: draft.text,
        files,
    }
}

/// Writes it down again, above what was typed there since.
pub(crate) fn bring_back(work: &mut Work<'_>, viewer: Viewer, thrown: &Thrown) -> Result<Draft, Trouble> {
    let typed = Typed {
        to: thrown.to.clone(),
        cc: thrown.cc.clone(),
        bcc: thrown.bcc.clone(),
        subject: thrown.subject.clone(),
        text: thrown.text.clone(),
    };
    let id = match thrown.conversation {
        Some(conversation) => {
            let conversation = Visible::find(work, viewer, conversation)?;
            in_conversation(work, viewer.agent, &conversation, thrown.kind)?;
            put_back(work, viewer.agent, &conversation, thrown.kind, &typed)?
        }
        None => {
            let draft = super::for_new(work, viewer.agent, thrown.inbox.ok_or(Trouble::NotFound("inbox"))?)?;
            super::save(work, viewer.agent, draft.id, &typed, None)?;
            draft.id
        }
    };
    if let Some(answered) = thrown.answers {
        super::answers(work, viewer.agent, id, answered)?;
    }
    for file in &thrown.files {
        sql("INSERT INTO attachment (draft_id, name, media_type, size_bytes, content_id, inline, blob_id) VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .with(id)
            .with(&file.name)
            .with(&file.media_type)
            .with(file.size_bytes)
            .with(file.content_id.as_deref())
            .with(file.inline)
            .with(file.blob)
            .run(work)?;
    }
    own(work, viewer.agent, id)
}
