//! Shared drafts on the pages: a card above the composer says what colleagues are asked to look at; each has a page of its own, where
//! one at a time writes in it, anybody comments or approves, and either sends it.

mod draw;

use super::composer::{Kept, UPLOAD_BYTES, Uploaded, typed};
use super::conversation::Shown;
use super::place::Place;
use super::sides;
use crate::attachments::{self, Attachment, AttachmentId};
use crate::colleagues;
use crate::drafts::{Draft, Typed};
use crate::shared::{self, Asked, Comment, Sending, Shared, SharedId};
use crate::{MessageId, Then, Viewer, Visible, deeds, messages};
use axum::Json;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
pub use draw::{ask, cards};
use web::{Fields, Markup, Needs, Problem, Query, Routes, Signal, SignedIn, Site, html, see_other, with_mistakes};

pub fn routes() -> Routes {
    let (note, reply) = (Needs::Permission("conversations.note"), Needs::Permission("conversations.reply"));
    Routes::new()
        .get("/conversations/{number}/shared-drafts", Needs::SignedIn, alone)
        .get("/conversations/{number}/shared-drafts/asked", note, whom_to_ask)
        .get("/conversations/{number}/shared-drafts/{id}", Needs::SignedIn, page)
        .get("/conversations/{number}/shared-drafts/{id}/state", Needs::SignedIn, state)
        .post("/conversations/{number}/shared-drafts/{id}", note, save)
        .post("/conversations/{number}/shared-drafts/{id}/draft", note, keep)
        .upload("/conversations/{number}/shared-drafts/{id}/files", note, UPLOAD_BYTES, upload)
        .post("/conversations/{number}/shared-drafts/{id}/files/{item}/remove", note, take_off)
        .post("/conversations/{number}/shared-drafts/{id}/send", reply, send)
        .post("/conversations/{number}/shared-drafts/{id}/approve", note, approve)
        .post("/conversations/{number}/shared-drafts/{id}/comments", note, comment)
        .post("/conversations/{number}/shared-drafts/{id}/withdraw", note, withdraw)
}

/// Where one is looked at.
pub fn address(place: Place, number: i64, id: SharedId) -> String {
    format!("/conversations/{number}/shared-drafts/{id}?{}", place.query())
}

/// `a7` is an agent, `t2` a team.
pub fn asked(word: &str) -> Option<Asked> {
    let id = word.get(1..)?.parse().ok()?;
    match word.get(..1)? {
        "a" => Some(Asked::Agent(id)),
        "t" => Some(Asked::Team(id)),
        _ => None,
    }
}

fn seen(tx: &mut Tx<'_>, viewer: Viewer, number: i64, id: i64) -> Result<Shared, Trouble> {
    let conversation = Visible::numbered(tx, viewer, number)?;
    shared::seen_in(tx, &conversation, SharedId(id))
}

/// None if it was sent or taken back; a conversation out of sight is not found.
fn still(tx: &mut Tx<'_>, viewer: Viewer, number: i64, id: i64) -> Result<Option<Shared>, Trouble> {
    let conversation = Visible::numbered(tx, viewer, number)?;
    shared::still_in(tx, &conversation, SharedId(id))
}

async fn alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::around(&site, &who, number, Place::of(&query)).await?;
    Ok(cards(&who, &shown))
}

async fn whom_to_ask(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::around(&site, &who, number, Place::of(&query)).await?;
    Ok(draw::whom(&who, &shown, usize::MAX))
}

/// One with all its page says.
pub struct Opened {
    pub shared: Shared,
    pub draft: Draft,
    pub files: Vec<Attachment>,
    pub comments: Vec<Comment>,
    pub shown: Shown,
    /// The newest message there was: what arrives after it has not been seen.
    pub newest: i64,
    /// What this agent wrote, and why it was not kept: somebody else's words stand there by now.
    pub beside: Option<(Typed, String)>,
}

impl Opened {
    /// None if it was sent or taken back.
    async fn read(site: &Site, who: &SignedIn, number: i64, id: i64, place: Place) -> Result<Option<Self>, Problem> {
        let viewer = Viewer::of(who);
        let read = site.db().read(move |tx| {
            let Some(one) = still(tx, viewer, number, id)? else { return Ok(None) };
            let (draft, comments) = (shared::words(tx, &one)?, shared::comments(tx, one.id)?);
            let (files, newest) = (attachments::of_draft(tx, one.draft_id.0)?, messages::newest_of(tx, one.conversation_id)?);
            Ok(Some((one, draft, files, comments, newest)))
        });
        let Some((shared, draft, files, comments, newest)) = read.await? else { return Ok(None) };
        let shown = Shown::around(site, who, number, place).await?;
        Ok(Some(Self { shared, draft, files, comments, shown, newest, beside: None }))
    }
}

async fn page(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, query: Query) -> Result<Response, Problem> {
    let place = Place::of(&query);
    match Opened::read(&site, &who, number, id, place).await? {
        Some(opened) => {
            let (agent, conversation) = (who.agent_id, opened.shown.conversation.id);
            if opened.shown.unread_notices {
                site.db().work(who.actor(), move |work| crate::notices::read(work, agent, conversation)).await?;
            }
            Ok(drawn(&site, &who, &opened).await?.into_response())
        }
        // Whoever sees the conversation is led there.
        None => Ok(see_other(&place.conversation(number)).into_response()),
    }
}

async fn drawn(site: &Site, who: &SignedIn, opened: &Opened) -> Result<Markup, Problem> {
    let body = draw::page(who, opened);
    sides::framed(site, who, &opened.shown, body).await
}

async fn state(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, query: Query) -> Result<Markup, Problem> {
    let (viewer, place) = (Viewer::of(&who), Place::of(&query));
    let read = site.db().read(move |tx| {
        let Some(one) = still(tx, viewer, number, id)? else { return Ok(None) };
        let version = shared::words(tx, &one)?.version;
        Ok(Some((one, version, colleagues::names(tx)?, tx.now())))
    });
    let Some((shared, version, names, now)) = read.await? else {
        return Ok(draw::gone(&who, id, &place.conversation(number)));
    };
    let standing = draw::Standing { shared: &shared, version, names: &names, now };
    Ok(draw::state(&who, &standing, number, place, query.number("version").unwrap_or(version)))
}

/// The version and the words a form carries.
fn form(fields: &Fields) -> (i64, Typed) {
    (fields.number("version").unwrap_or(0), typed(fields))
}

/// What was typed becomes what stands there, or both are shown.
async fn save(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, fields: Fields) -> Result<Response, Problem> {
    let (viewer, agent, (version, words)) = (Viewer::of(&who), who.agent_id, form(&fields));
    let kept = words.clone();
    let saved = site.db().work(who.actor(), move |work| {
        let one = seen(work, viewer, number, id)?;
        one.save(work, agent, &words, version)?;
        one.let_go(work, agent)
    });
    match saved.await {
        Ok(()) => Ok(see_other(&address(Place::of(&fields), number, SharedId(id))).into_response()),
        Err(trouble) => both(&site, &who, (number, id), &fields, kept, trouble).await,
    }
}

/// Theirs as it stands, and below it one's own words, so that nothing is lost.
async fn both(
    site: &Site,
    who: &SignedIn,
    (number, id): (i64, i64),
    fields: &Fields,
    words: Typed,
    trouble: Trouble,
) -> Result<Response, Problem> {
    let why = match trouble {
        Trouble::Changed(_) => who.t().say("desk-shared-changed"),
        Trouble::Refused(refusal) => who.t().refusal(&refusal),
        Trouble::NotFound(_) => String::new(),
        other => return Err(other.into()),
    };
    match Opened::read(site, who, number, id, Place::of(fields)).await? {
        Some(_) if why.is_empty() => Err(Problem::not_found()),
        Some(opened) => {
            let opened = Opened { beside: Some((words, why)), ..opened };
            Ok(with_mistakes(drawn(site, who, &opened).await?).into_response())
        }
        None => gone(site, who, number, Place::of(fields), words).await,
    }
}

/// It was sent or taken back meanwhile. Who wrote what went out is led to the thread; other words are shown, so that nothing is lost.
async fn gone(site: &Site, who: &SignedIn, number: i64, place: Place, words: Typed) -> Result<Response, Problem> {
    let (viewer, text) = (Viewer::of(who), words.text.clone());
    let went_out = site.db().read(move |tx| {
        let conversation = Visible::numbered(tx, viewer, number)?;
        messages::says(tx, conversation.id, &text)
    });
    if words.text.trim().is_empty() || went_out.await? {
        return Ok(see_other(&place.conversation(number)).into_response());
    }
    let shown = Shown::around(site, who, number, place).await?;
    let body = draw::left_over(who, &shown, &words.text);
    Ok(with_mistakes(sides::framed(site, who, &shown, body).await?).into_response())
}

/// As it is typed. Whoever else has it open is told when somebody begins.
async fn keep(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, id)): Path<(i64, i64)>,
    fields: Fields,
) -> Result<Json<Kept>, Problem> {
    let (viewer, agent, (version, words)) = (Viewer::of(&who), who.agent_id, form(&fields));
    let kept = site.db().work(who.actor(), move |work| {
        let one = seen(work, viewer, number, id)?;
        let begins = one.holder(work.now) != Some(agent);
        // A browser that saves by itself knows one answer for “not on top of that”.
        let version = one.save(work, agent, &words, version).map_err(|trouble| match trouble {
            Trouble::Refused(_) => Trouble::Changed("draft"),
            other => other,
        })?;
        let inbox = crate::conversations::find(work, one.conversation_id)?.inbox_id;
        Ok((one, version, begins, inbox))
    });
    let (one, version, begins, inbox) = kept.await?;
    if begins {
        let topic = format!("conversation:{}", one.conversation_id);
        site.tell(Signal::about([topic]).in_inbox(inbox.0));
    }
    Ok(Json(Kept::new(one.draft_id, version)))
}

async fn upload(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, id)): Path<(i64, i64)>,
    parts: Multipart,
) -> Result<Markup, Problem> {
    let file = Uploaded::first(parts).await?;
    let (viewer, agent) = (Viewer::of(&who), who.agent_id);
    let kept = site.db().work(who.actor(), move |work| {
        let one = seen(work, viewer, number, id)?;
        let file = file.attach_to_shared(work, agent, &one)?;
        Ok((file, one.id, shared::words(work, &one)?.version))
    });
    let (file, one, version) = kept.await?;
    Ok(html! { (draw::file(&who, number, one, &file)) (draw::version(version, true)) })
}

/// Takes a file off it; the form learns which version that made.
async fn take_off(State(site): State<Site>, who: SignedIn, Path((number, id, file)): Path<(i64, i64, i64)>) -> Result<Markup, Problem> {
    let (viewer, agent) = (Viewer::of(&who), who.agent_id);
    let taken = site.db().work(who.actor(), move |work| {
        let one = seen(work, viewer, number, id)?;
        one.detach(work, agent, AttachmentId(file))?;
        Ok(shared::words(work, &one)?.version)
    });
    Ok(draw::version(taken.await?, true))
}

/// Sends what this agent read. What was typed in the form is kept first.
async fn send(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, fields: Fields) -> Result<Response, Problem> {
    let (viewer, agent, (version, words)) = (Viewer::of(&who), who.agent_id, form(&fields));
    let (kept, newest) = (words.clone(), fields.number("seen").map(MessageId));
    let sent = site.db().work(who.actor(), move |work| {
        let one = seen(work, viewer, number, id)?;
        let version = one.save(work, agent, &words, version)?;
        let one = seen(work, viewer, number, id)?;
        let message = one.send(work, agent, &Sending { version, newest, then: Then::Pending })?;
        let leaves_at = messages::find(work, message)?.due_at.unwrap_or(work.now);
        deeds::of_message(work, agent, message, leaves_at)?;
        Ok(message)
    });
    match sent.await {
        Ok(message) => Ok(see_other(&format!("{}#message-{message}", Place::of(&fields).conversation(number))).into_response()),
        Err(trouble) => both(&site, &who, (number, id), &fields, kept, trouble).await,
    }
}

async fn approve(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, id)): Path<(i64, i64)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, agent, version) = (Viewer::of(&who), who.agent_id, fields.number("version").unwrap_or(0));
    site.db()
        .work(who.actor(), move |work| seen(work, viewer, number, id)?.approve(work, agent, version))
        .await?;
    Ok(see_other(&address(Place::of(&fields), number, SharedId(id))).into_response())
}

async fn comment(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, id)): Path<(i64, i64)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, agent, text) = (Viewer::of(&who), who.agent_id, fields.text("text").to_owned());
    site.db()
        .work(who.actor(), move |work| seen(work, viewer, number, id)?.comment(work, agent, &text))
        .await?;
    Ok(see_other(&address(Place::of(&fields), number, SharedId(id))).into_response())
}

async fn withdraw(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, id)): Path<(i64, i64)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&who), who.agent_id);
    site.db()
        .work(who.actor(), move |work| seen(work, viewer, number, id)?.withdraw(work, agent))
        .await?;
    Ok(see_other(&Place::of(&fields).conversation(number)).into_response())
}
