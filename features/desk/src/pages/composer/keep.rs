//! Keeping what is typed: drafts and their files, saved while somebody writes.

use super::draw::{self, file_row};
use crate::InboxId;
use crate::attachments::{self, Attachment, AttachmentId, LARGEST};
use crate::drafts::{self, DraftId, DraftKind, Seen, Typed};
use crate::pages::conversation::Shown;
use crate::pages::door::{Here, change};
use crate::pages::toasts::Said;
use crate::shared::Shared;
use axum::Json;
use axum::extract::{Multipart, Path, State};
use db::{Trouble, Work};
use serde::Serialize;
use web::{Fields, Markup, Problem, SignedIn, Site, html, see_other};

/// What the composer's fields hold.
pub fn typed(fields: &Fields) -> Typed {
    let text = |name: &str| fields.text(name).to_owned();
    Typed {
        to: text("to"),
        cc: text("cc"),
        bcc: text("bcc"),
        subject: text("subject"),
        text: fields.raw("body").replace("\r\n", "\n"),
    }
}

/// `POST /conversations/{number}/draft`: what is being written there. With `draft` and `version`, what another tab wrote stands.
pub async fn keep(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, fields: Fields) -> Result<Json<Kept>, Problem> {
    let (agent, kind, typed) = (who.agent_id, kind_of(&fields), typed(&fields));
    let seen = Seen { draft: fields.number("draft").map(DraftId), version: fields.number("version") };
    let kept = change(&site, &who, number, move |work, conversation| drafts::keep(work, agent, conversation, kind, &typed, seen));
    let draft = kept.await?;
    Ok(Json(Kept { draft: draft.id.0, version: draft.version }))
}

/// What the page says with its next save, so that a newer draft is noticed.
#[derive(Debug, Serialize)]
pub struct Kept {
    draft: i64,
    version: i64,
}

impl Kept {
    pub const fn new(draft: DraftId, version: i64) -> Self {
        Self { draft: draft.0, version }
    }
}

/// A draft of a conversation that does not exist yet.
pub async fn keep_new(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Json<Kept>, Problem> {
    let (agent, typed, inbox, seen) = (who.agent_id, typed(&fields), fields.number("inbox"), fields.number("version"));
    let viewer = crate::Viewer::of(&who);
    let saved = site.db().work(who.actor(), move |work| {
        let version = drafts::save(work, agent, DraftId(id), &typed, seen)?;
        if let Some(inbox) =
            inbox.filter(|inbox| crate::inboxes::seen_by(work, viewer).is_ok_and(|seen| seen.iter().any(|one| one.id.0 == *inbox)))
        {
            drafts::write_from(work, agent, DraftId(id), InboxId(inbox))?;
        }
        Ok(version)
    });
    Ok(Json(Kept { draft: id, version: saved.await? }))
}

/// Throws away what was being written here; for a while it can be brought back.
pub async fn discard(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, here: Here) -> Result<Markup, Problem> {
    let agent = who.agent_id;
    let done = change(&site, &who, number, move |work, conversation| match drafts::newest_in(work, agent, conversation.id)? {
        Some(draft) => drafts::throw_away(work, agent, draft.id),
        None => Ok(None),
    })
    .await?;
    let shown = Shown::read(&site, &who, number, here.place).await?;
    let said = Said::new("desk-said-draft-gone", number).undoes(done);
    Ok(html! { (draw::draw(&who, &shown)) @if done.is_some() { (said.toast(&who)) } })
}

pub async fn discard_new(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<axum::response::Redirect, Problem> {
    let agent = who.agent_id;
    let done = site.db().work(who.actor(), move |work| drafts::throw_away(work, agent, DraftId(id))).await?;
    let said = done.map(|deed| format!("?said=draft-{deed}&at={}", site.now().seconds())).unwrap_or_default();
    Ok(see_other(&format!("/drafts{said}")))
}

/// A file for what is being written in this conversation.
pub async fn upload(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, parts: Multipart) -> Result<Markup, Problem> {
    let file = Uploaded::first(parts).await?;
    let agent = who.agent_id;
    let kept = change(&site, &who, number, move |work, conversation| {
        let draft = match drafts::newest_in(work, agent, conversation.id)? {
            Some(draft) => draft,
            None => drafts::in_conversation(work, agent, conversation, DraftKind::Reply)?,
        };
        file.attach(work, agent, draft.id)
    });
    Ok(file_row(&who, &kept.await?))
}

/// A file for a draft of one's own.
pub async fn upload_to(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, parts: Multipart) -> Result<Markup, Problem> {
    let file = Uploaded::first(parts).await?;
    let agent = who.agent_id;
    let kept = site.db().work(who.actor(), move |work| file.attach(work, agent, DraftId(id))).await?;
    Ok(file_row(&who, &kept))
}

/// Takes a file off a draft of one's own; another's is not there.
pub async fn take_off(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<&'static str, Problem> {
    let agent = who.agent_id;
    site.db()
        .work(who.actor(), move |work| attachments::detach_from_draft(work, agent, AttachmentId(id)))
        .await?;
    Ok("")
}

pub fn kind_of(fields: &Fields) -> DraftKind {
    match DraftKind::of_word(fields.text("kind")) {
        Some(kind @ (DraftKind::Note | DraftKind::Forward)) => kind,
        _ => DraftKind::Reply,
    }
}

/// A file somebody sent: named and typed by what it is, not by what it says.
pub struct Uploaded {
    name: String,
    media_type: String,
    bytes: Vec<u8>,
}

impl Uploaded {
    pub async fn first(mut parts: Multipart) -> Result<Self, Problem> {
        while let Some(part) = parts.next_field().await.map_err(|_| Problem::unreadable())? {
            if part.name() != Some("file") {
                continue;
            }
            let (sent, declared) = (part.file_name().unwrap_or("file").to_owned(), part.content_type().unwrap_or_default().to_owned());
            let bytes = part.bytes().await.map_err(|_| too_large(&sent))?.to_vec();
            let media_type = mail::sniff(&bytes, &declared);
            return Ok(Self { name: mail::safe_name(&sent, &media_type), media_type, bytes });
        }
        Err(Problem::unreadable())
    }

    pub fn attach(&self, work: &mut Work<'_>, agent: i64, draft: DraftId) -> Result<Attachment, Trouble> {
        let id = attachments::attach_to_draft(work, agent, draft.0, &self.name, &self.media_type, &self.bytes)?;
        on_draft(work, draft, id)
    }

    /// To a draft colleagues look at.
    pub fn attach_to_shared(&self, work: &mut Work<'_>, agent: i64, shared: &Shared) -> Result<Attachment, Trouble> {
        let id = shared.attach(work, agent, &self.name, &self.media_type, &self.bytes)?;
        on_draft(work, shared.draft_id, id)
    }
}

fn on_draft(work: &mut Work<'_>, draft: DraftId, id: AttachmentId) -> Result<Attachment, Trouble> {
    let all = attachments::of_draft(work, draft.0)?;
    all.into_iter().find(|file| file.id == id).ok_or(Trouble::NotFound("attachment"))
}

fn too_large(name: &str) -> Problem {
    Problem::refused("desk-file-too-large").with("name", name).with("megabytes", LARGEST / 1024 / 1024)
}
