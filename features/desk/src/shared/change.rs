//! Writing in a shared draft, and saying something of it. One at a time holds it; who saves on top of words they have not seen, or
//! while somebody else holds it, is refused and nothing is written over.

use super::{HELD_SECONDS, Shared};
use crate::Event;
use crate::attachments::{self, AttachmentId};
use crate::conversations::{self, shortened};
use crate::drafts::Typed;
use crate::masking;
use db::{Trouble, Work, sql};

const LONGEST_COMMENT: usize = 4_000;

impl Shared {
    /// Takes hold of it, or keeps hold. Refused while a colleague writes.
    pub fn hold(&self, work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
        let (now, until) = (work.now, work.now.plus_seconds(HELD_SECONDS));
        work.keep_quietly("who holds a draft is momentary");
        let rows = sql("UPDATE shared_draft SET held_by = $2, held_until = $3
              WHERE id = $1 AND (held_by IS NULL OR held_by = $2 OR held_until IS NULL OR held_until <= $4)")
        .with(self.id)
        .with(agent)
        .with(until)
        .with(now)
        .run(work)?;
        if rows > 0 { Ok(()) } else { self.is_held(work) }
    }

    fn is_held(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let name: Option<String> = sql("SELECT a.name FROM shared_draft s JOIN agent a ON a.id = s.held_by WHERE s.id = $1")
            .with(self.id)
            .one(work)?;
        match name {
            Some(name) => Err(Trouble::refused("desk-shared-held").with("name", name)),
            None => Err(Trouble::NotFound("shared draft")),
        }
    }

    /// Lets go of it.
    pub fn let_go(&self, work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
        work.keep_quietly("who holds a draft is momentary");
        sql("UPDATE shared_draft SET held_by = NULL, held_until = NULL WHERE id = $1 AND held_by = $2")
            .with(self.id)
            .with(agent)
            .run(work)?;
        Ok(())
    }

    /// Keeps other words, on top of the version their writer saw. Words that changed are approved by nobody any more.
    pub fn save(&self, work: &mut Work<'_>, agent: i64, typed: &Typed, seen: i64) -> Result<i64, Trouble> {
        self.hold_unlocked(work, agent)?;
        let (before, typed) = (super::words(work, self)?, &masking::of_conversation(work, self.conversation_id)?.typed(typed));
        if before.typed() == *typed {
            return Ok(before.version);
        }
        if typed.text.trim().is_empty() {
            return Err(Trouble::refused("desk-message-empty"));
        }
        let now = work.now;
        let saved: Option<i64> = sql(
            "UPDATE draft SET to_text = $2, cc_text = $3, bcc_text = $4, subject = $5, text = $6, version = version + 1, saved_at = $7
              WHERE id = $1 AND version = $8 RETURNING version",
        )
        .with(self.draft_id)
        .with(&typed.to)
        .with(&typed.cc)
        .with(&typed.bcc)
        .with(&typed.subject)
        .with(&typed.text)
        .with(now)
        .with(seen)
        .one(work)?;
        let version = saved.ok_or(Trouble::Changed("draft"))?;
        self.changed(work, agent)?;
        // Each sitting is one line, not each word.
        if self.edited_by != agent || self.approved_by.is_some() {
            work.record(&Event::DraftEdited { conversation: self.conversation_id, shared: self.id, by: agent })?;
        }
        Ok(version)
    }

    /// It may go out as it stands: as whoever says so saw it.
    pub fn approve(&self, work: &mut Work<'_>, agent: i64, seen: i64) -> Result<(), Trouble> {
        if super::words(work, self)?.version != seen {
            return Err(Trouble::Changed("draft"));
        }
        let now = work.now;
        work.keep_quietly("approved before");
        let rows =
            sql("UPDATE shared_draft SET approved_by = $2, approved_at = $3 WHERE id = $1 AND (approved_by IS NULL OR approved_by <> $2)")
                .with(self.id)
                .with(agent)
                .with(now)
                .run(work)?;
        if rows == 0 {
            return Ok(());
        }
        work.record(&Event::DraftApproved { conversation: self.conversation_id, shared: self.id, by: agent })
    }

    /// Says something of it.
    pub fn comment(&self, work: &mut Work<'_>, agent: i64, text: &str) -> Result<i64, Trouble> {
        let text = shortened(&masking::of_conversation(work, self.conversation_id)?.covered(text.trim()), LONGEST_COMMENT);
        if text.is_empty() {
            return Err(Trouble::refused("desk-message-empty"));
        }
        let now = work.now;
        let id = sql("INSERT INTO shared_draft_comment (shared_draft_id, agent_id, text, made_at) VALUES ($1, $2, $3, $4) RETURNING id")
            .with(self.id)
            .with(agent)
            .with(text)
            .with(now)
            .only(work, "comment")?;
        work.record(&Event::DraftCommented { conversation: self.conversation_id, shared: self.id, by: agent })?;
        Ok(id)
    }

    /// A file goes along with it from now on: it reads otherwise than whoever approved it saw.
    pub fn attach(&self, work: &mut Work<'_>, agent: i64, name: &str, media_type: &str, bytes: &[u8]) -> Result<AttachmentId, Trouble> {
        self.hold_unlocked(work, agent)?;
        let file = attachments::put_on_draft(work, self.draft_id.0, name, media_type, bytes)?;
        self.has_other_files(work, agent)?;
        Ok(file)
    }

    /// A file it is shown with goes along from the start.
    pub(crate) fn carries(&self, work: &mut Work<'_>, name: &str, media_type: &str, bytes: &[u8]) -> Result<(), Trouble> {
        attachments::put_on_draft(work, self.draft_id.0, name, media_type, bytes).map(drop)
    }

    /// Takes a file off it.
    pub fn detach(&self, work: &mut Work<'_>, agent: i64, file: AttachmentId) -> Result<(), Trouble> {
        self.hold_unlocked(work, agent)?;
        let rows = sql("DELETE FROM attachment WHERE id = $1 AND draft_id = $2")
            .with(file)
            .with(self.draft_id)
            .run(work)?;
        if rows > 0 {
            self.has_other_files(work, agent)
        } else {
            Err(Trouble::NotFound("attachment"))
        }
    }

    fn hold_unlocked(&self, work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
        conversations::find(work, self.conversation_id)?.unlocked(work)?;
        self.hold(work, agent)
    }

    fn has_other_files(&self, work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
        let now = work.now;
        sql("UPDATE draft SET version = version + 1, saved_at = $2 WHERE id = $1")
            .with(self.draft_id)
            .with(now)
            .run(work)?;
        self.changed(work, agent)?;
        work.record(&Event::DraftEdited { conversation: self.conversation_id, shared: self.id, by: agent })
    }

    /// What changed is approved by nobody any more.
    fn changed(&self, work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
        let now = work.now;
        sql("UPDATE shared_draft SET edited_by = $2, edited_at = $3, approved_by = NULL, approved_at = NULL WHERE id = $1")
            .with(self.id)
            .with(agent)
            .with(now)
            .run(work)?;
        Ok(())
    }
}
