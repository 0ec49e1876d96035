//! Side conversations on the pages: each is a page of its own beside the customer's thread, is named in the panel and in the head, and
//! what happens in it stands as a line in the thread. Plain forms that lead on, so that all of it works without a script.

mod draw;
mod form;

use super::composer::{Kept, UPLOAD_BYTES, Uploaded, file_row};
use super::conversation::Shown;
use super::door::change;
use super::list;
use super::panel;
use super::place::Place;
use crate::drafts::{self, DraftId, Seen};
use crate::sides::{self, Letter, NewSide, People, Side, SideId};
use crate::{Conversation, MessageId, Recipients, Viewer, Visible, deeds};
use axum::Json;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx, Work};
pub use draw::{badges, begin as begin_at, draw};
use form::Form;
use web::{Fields, Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, see_other, with_mistakes};

pub fn routes() -> Routes {
    let note = Needs::Permission("conversations.note");
    Routes::new()
        .get("/conversations/{number}/sides", Needs::SignedIn, alone)
        .get("/conversations/{number}/sides/new", note, begin)
        .post("/conversations/{number}/sides", note, open)
        .get("/conversations/{number}/sides/{id}", Needs::SignedIn, page)
        .get("/conversations/{number}/sides/{id}/thread", Needs::SignedIn, thread)
        .post("/conversations/{number}/sides/{id}/messages", note, write)
        .post("/conversations/{number}/sides/{id}/state", note, turn)
        .post("/conversations/{number}/sides/{id}/people", note, ask)
        .post("/conversations/{number}/sides/{id}/draft", note, keep)
        .upload("/conversations/{number}/sides/{id}/files", note, UPLOAD_BYTES, upload)
}

/// Where one is read.
pub fn address(place: Place, number: i64, side: SideId) -> String {
    format!("/conversations/{number}/sides/{side}?{}", place.query())
}

/// The side, within a conversation this agent sees.
fn seen(tx: &mut Tx<'_>, viewer: Viewer, number: i64, id: i64) -> Result<Side, Trouble> {
    let conversation = Visible::numbered(tx, viewer, number)?;
    sides::seen_in(tx, &conversation, SideId(id))
}

/// Writing to somebody outside is answering; asking colleagues is noting.
fn may_write_to(who: &SignedIn, outside: bool) -> Result<(), Problem> {
    if outside && !who.may("conversations.reply") {
        Err(Problem::forbidden())
    } else {
        Ok(())
    }
}

/// Putting a conversation on hold is for who may say how it stands.
fn may_hold(who: &SignedIn, fields: &Fields) -> Result<(), Problem> {
    if fields.flag("hold") && !who.may("conversations.resolve") {
        Err(Problem::forbidden())
    } else {
        Ok(())
    }
}

async fn alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::around(&site, &who, number, Place::of(&query)).await?;
    Ok(draw(&who, &shown, None))
}

/// The conversation's page with something else where its thread would be.
pub async fn framed(site: &Site, who: &SignedIn, shown: &Shown, body: Markup) -> Result<Markup, Problem> {
    let list =
        list::Listed::read(site, who, shown.place, &list::Wanted { rows: crate::lists::PAGE, is_beside: true, ..list::Wanted::default() })
            .await?;
    let title = shown.title(who);
    Frame::new(site, who, title)
        .here(shown.place.query())
        .list(list::draw(who, &list, Some(shown.conversation.number), list::Heading::Beside))
        .panel(panel::draw(who, shown))
        .body(body)
        .await
}

/// `?message=` passes one on, with its files.
async fn begin(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let agent = who.agent_id;
    let draft = change(&site, &who, number, move |work, conversation| {
        conversation.unlocked(work)?;
        Ok(sides::drafted(work, agent, conversation, None)?.id)
    })
    .await?;
    form_page(&site, &who, number, draft, Form::of_query(&query)).await
}

async fn form_page(site: &Site, who: &SignedIn, number: i64, draft: DraftId, form: Form) -> Result<Markup, Problem> {
    let shown = Shown::read(site, who, number, form.place).await?;
    let agent = who.agent_id;
    let (draft, files, teams) = site
        .db()
        .read(move |tx| Ok((drafts::own(tx, agent, draft)?, crate::attachments::of_draft(tx, draft.0)?, crate::colleagues::teams(tx)?)))
        .await?;
    let body = form.draw(who, &shown, &draft, &files, &teams);
    framed(site, who, &shown, body).await
}

async fn open(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let (agent, draft, place) = (who.agent_id, fields.number("draft").map(DraftId), Place::of(&fields));
    may_write_to(&who, !fields.text("to").is_empty())?;
    may_hold(&who, &fields)?;
    let given = fields.clone();
    let opened = change_or_refusal(&site, &who, number, move |work, conversation| {
        let (text, people) = (words(&given), people(&given)?);
        let draft = sides::draft_of(work, agent, conversation.id, None)?.map(|draft| draft.id);
        if draft.is_none()
            && let Some(side) = sides::begun_just_now(work, conversation, agent, given.text("subject"), &people, &text)?
        {
            return Ok(side);
        }
        let new = NewSide {
            subject: given.text("subject").to_owned(),
            people,
            letter: Letter {
                text,
                draft,
                forwards: given.number("message").map(MessageId),
                files: given.numbers("carry").into_iter().map(crate::attachments::AttachmentId).collect(),
            },
            hold: given.flag("hold"),
        };
        let (side, message) = conversation.open_side(work, &new)?;
        undoable(work, agent, message)?;
        Ok(side.id)
    });
    match (opened.await, draft) {
        (Ok(side), _) => Ok(see_other(&address(place, number, side)).into_response()),
        (Err(Trouble::Refused(refusal)), Some(draft)) => {
            let form = Form::of_fields(&fields, who.t().refusal(&refusal));
            Ok(with_mistakes(form_page(&site, &who, number, draft, form).await?).into_response())
        }
        (Err(trouble), _) => Err(trouble.into()),
    }
}

/// A letter on its way can be taken back by `z`.
fn undoable(work: &mut Work<'_>, agent: i64, message: MessageId) -> Result<(), Trouble> {
    match crate::messages::find(work, message)?.due_at {
        Some(leaves_at) => deeds::of_message(work, agent, message, leaves_at).map(drop),
        None => Ok(()),
    }
}

fn words(fields: &Fields) -> String {
    fields.raw("body").replace("\r\n", "\n")
}

fn people(fields: &Fields) -> Result<People, Trouble> {
    Ok(People {
        addresses: Recipients::parse(fields.text("to"), "", "")?.to,
        agents: fields.numbers("agent"),
        teams: fields.numbers("team"),
    })
}

async fn change_or_refusal<T, F>(site: &Site, who: &SignedIn, number: i64, mut verb: F) -> Result<T, Trouble>
where
    T: Send + 'static,
    F: FnMut(&mut Work<'_>, &Conversation) -> Result<T, Trouble> + Send + 'static,
{
    let viewer = Viewer::of(who);
    site.db()
        .work(who.actor(), move |work| {
            let conversation = Visible::numbered(work, viewer, number)?;
            verb(work, &conversation)
        })
        .await
}

/// One side with all its page says.
pub struct Opened {
    pub side: Side,
    pub people: Vec<sides::Participant>,
    pub draft: Option<drafts::Draft>,
    pub draft_files: Vec<crate::attachments::Attachment>,
    pub shown: Shown,
    /// Why the answer was not sent, and what it was.
    pub error: Option<(String, String)>,
}

impl Opened {
    async fn read(site: &Site, who: &SignedIn, number: i64, id: i64, place: Place) -> Result<Self, Problem> {
        let (viewer, agent) = (Viewer::of(who), who.agent_id);
        let (side, people, draft, draft_files, (messages, recipients, files)) = site
            .db()
            .read(move |tx| {
                let side = seen(tx, viewer, number, id)?;
                let draft = sides::draft_of(tx, agent, side.conversation_id, Some(side.id))?;
                let draft_files = draft.as_ref().map_or(Ok(Vec::new()), |draft| crate::attachments::of_draft(tx, draft.id.0))?;
                let said = (sides::messages(tx, side.id)?, sides::recipients(tx, side.id)?, sides::files(tx, side.id)?);
                Ok((side.clone(), sides::participants(tx, side.id)?, draft, draft_files, said))
            })
            .await?;
        // The customer's thread is not on this page.
        let around = Shown::around(site, who, number, place).await?;
        let shown = Shown { messages, recipients, files, ..around };
        Ok(Self { side, people, draft, draft_files, shown, error: None })
    }

    fn writes_outside(&self) -> bool {
        self.people.iter().any(|one| one.address.is_some())
    }
}

async fn page(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, query: Query) -> Result<Markup, Problem> {
    let opened = Opened::read(&site, &who, number, id, Place::of(&query)).await?;
    if opened.shown.unread_notices {
        let (agent, conversation) = (who.agent_id, opened.shown.conversation.id);
        site.db().work(who.actor(), move |work| crate::notices::read(work, agent, conversation)).await?;
    }
    let body = draw::page(&who, &opened);
    framed(&site, &who, &opened.shown, body).await
}

async fn thread(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, query: Query) -> Result<Markup, Problem> {
    let opened = Opened::read(&site, &who, number, id, Place::of(&query)).await?;
    Ok(draw::thread(&who, &opened))
}

async fn write(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, fields: Fields) -> Result<Response, Problem> {
    let place = Place::of(&fields);
    may_hold(&who, &fields)?;
    let may_reply = who.may("conversations.reply");
    let (viewer, agent, text, hold) = (Viewer::of(&who), who.agent_id, words(&fields), fields.flag("hold"));
    let typed = text.clone();
    let carry = fields.numbers("carry").into_iter().map(crate::attachments::AttachmentId).collect::<Vec<_>>();
    let written = site.db().work(who.actor(), move |work| {
        let side = seen(work, viewer, number, id)?;
        if !may_reply && sides::writes_outside(work, side.id)? {
            return Ok(false);
        }
        let home = crate::conversations::find(work, side.conversation_id)?;
        let draft = sides::draft_of(work, agent, home.id, Some(side.id))?.map(|draft| draft.id);
        if draft.is_none() && side.written_just_now(work, &home, agent, &text)? {
            return Ok(true);
        }
        let letter = Letter { text: text.clone(), draft, forwards: None, files: carry.clone() };
        let message = side.write(work, &letter)?;
        if hold {
            home.put_on_hold(work)?;
        }
        undoable(work, agent, message)?;
        Ok(true)
    });
    match written.await {
        Ok(false) => Err(Problem::forbidden()),
        Ok(true) => Ok(see_other(&address(place, number, SideId(id))).into_response()),
        Err(Trouble::Refused(refusal)) => {
            let opened = Opened::read(&site, &who, number, id, place).await?;
            let opened = Opened { error: Some((who.t().refusal(&refusal), typed)), ..opened };
            let body = draw::page(&who, &opened);
            Ok(with_mistakes(framed(&site, &who, &opened.shown, body).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// `done`: `1` settles it, nothing opens it again.
async fn turn(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, fields: Fields) -> Result<Response, Problem> {
    let (viewer, done) = (Viewer::of(&who), fields.flag("done"));
    site.db()
        .work(who.actor(), move |work| {
            let side = seen(work, viewer, number, id)?;
            work.keep_quietly("it stands so already");
            if done { side.settle(work) } else { side.open_again(work) }
        })
        .await?;
    Ok(see_other(&address(Place::of(&fields), number, SideId(id))).into_response())
}

/// `to`, `agent` and `team` take part from now on; `leave` does no more.
async fn ask(State(site): State<Site>, who: SignedIn, Path((number, id)): Path<(i64, i64)>, fields: Fields) -> Result<Response, Problem> {
    let viewer = Viewer::of(&who);
    may_write_to(&who, !fields.text("to").is_empty())?;
    let given = fields.clone();
    site.db()
        .work(who.actor(), move |work| {
            let side = seen(work, viewer, number, id)?;
            work.keep_quietly("nobody new is asked");
            side.ask(work, &people(&given)?)?;
            given.list("leave").into_iter().try_for_each(|address| side.leave_out(work, address))
        })
        .await?;
    Ok(see_other(&address(Place::of(&fields), number, SideId(id))).into_response())
}

async fn keep(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, id)): Path<(i64, i64)>,
    fields: Fields,
) -> Result<Json<Kept>, Problem> {
    let (viewer, agent, text) = (Viewer::of(&who), who.agent_id, words(&fields));
    let known = Seen { draft: fields.number("draft").map(DraftId), version: fields.number("version") };
    let kept = site.db().work(who.actor(), move |work| {
        let side = seen(work, viewer, number, id)?;
        let home = crate::conversations::find(work, side.conversation_id)?;
        sides::keep(work, agent, &home, side.id, &text, known)
    });
    let (draft, version) = kept.await?;
    Ok(Json(Kept::new(draft, version)))
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
        let side = seen(work, viewer, number, id)?;
        let home = crate::conversations::find(work, side.conversation_id)?;
        let draft = sides::drafted(work, agent, &home, Some(side.id))?;
        file.attach(work, agent, draft.id)
    });
    Ok(file_row(&who, &kept.await?))
}
