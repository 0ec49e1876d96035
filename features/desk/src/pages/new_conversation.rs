//! Writing to a customer first: a draft like any other, and on sending a conversation of its own.

use super::composer::{addressees_line, emoji_picker, file_row, seen};
use super::form::deaf_to_enter;
use super::place::Place;
use super::toasts::Said;
use crate::attachments::{self, Attachment};
use crate::drafts::{self, Draft, DraftId, DraftKind};
use crate::lists::View;
use crate::{Inbox, InboxId, Recipients, Reply, Then, Viewer, inboxes, start};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use web::parts::{csrf_field, icon, icon_button, link_button, page_head};
use web::{Fields, Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html, see_other, with_mistakes};

pub fn routes() -> Routes {
    let reply = Needs::Permission("conversations.reply");
    Routes::new()
        .get("/new", reply, begin)
        .get("/new/{draft}", reply, page)
        .post("/new/{draft}", reply, send)
}

/// Opens a fresh draft and leads to it, so that reloading finds what was typed. `?to=` names somebody already.
async fn begin(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Response, Problem> {
    let (viewer, agent, to) = (Viewer::of(&who), who.agent_id, query.text("to").to_owned());
    let begun = site.db().work(who.actor(), move |work| {
        let Some(inbox) = inboxes::seen_by(work, viewer)?.first().map(|inbox| inbox.id) else {
            return Ok(None);
        };
        let draft = drafts::for_new(work, agent, inbox)?;
        drafts::save(work, agent, draft.id, &drafts::Typed { to: to.clone(), ..drafts::Typed::default() }, None)?;
        Ok(Some(draft.id))
    });
    match begun.await? {
        Some(draft) => Ok(see_other(&format!("/new/{draft}")).into_response()),
        None => Ok(no_inbox(&site, &who).await?.into_response()),
    }
}

async fn no_inbox(site: &Site, who: &SignedIn) -> Result<Markup, Problem> {
    let text = who.t();
    let next = html! { @if who.may("inboxes.manage") { (link_button(text.say("desk-inbox-add"), "/settings/inboxes").primary()) } @else { p { (text.say("desk-no-inbox-next")) } } };
    Frame::new(site, who, text.say("desk-new"))
        .body(web::parts::empty_state("mail", &text.say("desk-no-inbox"), &next))
        .await
}

/// What the page is drawn from.
struct Opened {
    draft: Draft,
    files: Vec<Attachment>,
    inboxes: Vec<Inbox>,
}

impl Opened {
    async fn read(site: &Site, who: &SignedIn, id: i64) -> Result<Self, Problem> {
        let (viewer, agent) = (Viewer::of(who), who.agent_id);
        let opened = site.db().read(move |tx| {
            let draft = drafts::own(tx, agent, DraftId(id))?;
            if draft.kind != DraftKind::New {
                return Err(Trouble::NotFound("draft"));
            }
            Ok(Self {
                files: attachments::of_draft(tx, id)?,
                inboxes: inboxes::seen_by(tx, viewer)?,
                draft,
            })
        });
        Ok(opened.await?)
    }
}

/// Whoever comes back to what was sent or thrown away is told so, and shown the way on.
async fn page(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let opened = match Opened::read(&site, &who, id).await {
        Ok(opened) => opened,
        Err(problem) if problem.status() == StatusCode::NOT_FOUND => return gone(&site, &who).await,
        Err(problem) => return Err(problem),
    };
    let title = who.t().say("desk-new");
    let body = html! { (page_head(&title, &who.t().say("desk-new-about"), &html! {})) (composer(&who, &opened, None)) };
    Ok(Frame::new(&site, &who, title).body(body).await?.into_response())
}

async fn gone(site: &Site, who: &SignedIn) -> Result<Response, Problem> {
    let text = who.t();
    let next = html! { p { (text.say("desk-new-gone-next")) } (link_button(text.say("desk-drafts"), "/drafts").primary()) };
    let body = web::parts::empty_state("mail", &text.say("desk-new-gone"), &next);
    Ok((StatusCode::NOT_FOUND, Frame::new(site, who, text.say("desk-new")).body(body).await?).into_response())
}

async fn send(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let (viewer, agent, given) = (Viewer::of(&who), who.agent_id, fields.clone());
    let sent = site.db().work(who.actor(), move |work| start_from(work, viewer, agent, DraftId(id), &given)).await;
    match sent {
        Ok((number, message, seconds)) => {
            let at = site.now().seconds();
            let said = Said::sending(number, message, seconds).word();
            let to = Place::View(View::Pending).conversation(number);
            Ok(see_other(&format!("{to}&said={said}&at={at}")).into_response())
        }
        Err(Trouble::Refused(refusal)) => {
            let opened = Opened::read(&site, &who, id).await?.holding(&fields);
            let error = who.t().refusal(&refusal);
            let body = html! { (page_head(&who.t().say("desk-new"), "", &html! {})) (composer(&who, &opened, Some(&error))) };
            Ok(with_mistakes(Frame::new(&site, &who, who.t().say("desk-new")).body(body).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// Sends from an inbox the agent sees; another's is not there.
fn start_from(work: &mut Work<'_>, viewer: Viewer, agent: i64, draft: DraftId, fields: &Fields) -> Result<(i64, i64, i64), Trouble> {
    drafts::own(work, agent, draft)?;
    let wished = fields.number("inbox").map(InboxId);
    let inbox = inboxes::seen_by(work, viewer)?
        .into_iter()
        .find(|inbox| Some(inbox.id) == wished)
        .ok_or(Trouble::NotFound("inbox"))?;
    let recipients = Recipients::parse(fields.text("to"), fields.text("cc"), fields.text("bcc"))?;
    let text = fields.raw("body").replace("\r\n", "\n");
    let reply = Reply {
        recipients,
        text,
        answers: None,
        draft: Some(draft),
        then: Then::Pending,
        send_at: None,
    };
    let (conversation, message) = start(work, inbox.id, fields.text("subject"), &reply)?;
    conversation.assign(work, Some(agent))?;
    Ok((conversation.number, message.0, inbox.undo_seconds))
}

impl Opened {
    /// With what was typed last, though it was refused.
    fn holding(mut self, fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        self.draft = Draft {
            to_text: text("to"),
            cc_text: text("cc"),
            bcc_text: text("bcc"),
            subject: text("subject"),
            text: fields.raw("body").to_owned(),
            ..self.draft
        };
        self
    }
}

fn composer(who: &SignedIn, opened: &Opened, error: Option<&str>) -> Markup {
    let text = who.t();
    let draft = &opened.draft;
    let own = format!("/drafts/{}", draft.id);
    html! {
        fl-composer id={ "composer-new-" (draft.id) } data-mode="reply" data-draft-url=(own) data-upload-url={ (own) "/files" } data-snippet-url={ (own) "/snippets" } {
            form.composer method="post" action={ "/new/" (draft.id) } {
                (deaf_to_enter()) (csrf_field(&who.csrf)) (seen(Some(draft)))
                (from(&text.say("desk-from-inbox"), opened))
                @for (name, label, value) in [("to", "desk-to", &draft.to_text), ("cc", "desk-cc", &draft.cc_text), ("bcc", "desk-bcc", &draft.bcc_text)] {
                    div.composer-to { label for={ "new-" (name) } { (text.say(label)) } (addressees_line(text, &format!("new-{name}"), name, value, name == "to")) span {} }
                }
                div.composer-to { label for="new-subject" { (text.say("desk-subject")) } input id="new-subject" name="subject" value=(draft.subject) autocomplete="off" required; span {} }
                div.composer-text {
                    label.visually-hidden for="body-new" { (text.say("desk-message-text")) }
                    textarea.composer-body id="body-new" name="body" data-body rows="8" required dir="auto" placeholder=(text.say("desk-write-new")) { "\n" (draft.text) }
                    ul.suggestions id="emoji-new" role="listbox" aria-label=(text.say("desk-emoji")) data-emoji-offers hidden {}
                    ul.suggestions id="snippets-new" role="listbox" aria-label=(text.say("desk-macros")) data-snippets hidden {}
                }
                @if let Some(error) = error { div.field { p.error role="alert" { (icon("warning")) (error) } } }
                ul.attachments data-attachments { @for file in &opened.files { (file_row(who, file)) } }
                div.composer-bar {
                    label.icon-button.file title=(text.say("desk-attach")) { (icon("attach")) input type="file" multiple data-files aria-label=(text.say("desk-attach")); }
                    (icon_button("smile", text.say("desk-emoji")).attr("popovertarget", "emoji-menu"))
                    output.composer-state {}
                    button.button.primary type="submit" data-send { (text.say("desk-send")) kbd { "Ctrl ↵" } }
                }
                (emoji_picker(who))
            }
        }
    }
}

/// Which of our addresses it comes from.
fn from(label: &str, opened: &Opened) -> Markup {
    html! {
        div.composer-to {
            label for="new-inbox" { (label) }
            select.select id="new-inbox" name="inbox" {
                @for inbox in &opened.inboxes { option value=(inbox.id) selected[opened.draft.inbox_id == Some(inbox.id)] { (inbox.name) " <" (inbox.address) ">" } }
            }
            span {}
        }
    }
}
