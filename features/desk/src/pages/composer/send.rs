//! Sending what the composer holds. A refusal gives the composer back with every word in it.

use super::draw::{Composer, Drawing};
use super::keep::{kind_of, typed};
use crate::conversation::forward;
use crate::conversation::news::NEWS;
use crate::deeds;
use crate::drafts::{self, Draft, DraftId, DraftKind, Typed};
use crate::pages::conversation::{Shown, refreshed};
use crate::pages::door::{Answer, ForPiece};
use crate::pages::shared;
use crate::pages::signs;
use crate::pages::toasts::Said;
use crate::pages::verbs::snooze;
use crate::pages::verbs::status::after;
use crate::{Conversation, Forward, MessageId, Recipients, Reply, Then, inboxes, messages};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::once::{self, Known};
use db::{Refusal, Trouble, Work};
use kit::Moment;
use serde::Serialize;
use web::{Fields, Problem, SignedIn, Site, html, see_other, with_mistakes};

const LONGEST_KEY: usize = 100;

/// What is to be sent, and what then.
#[derive(Debug, Clone)]
struct Writing {
    kind: DraftKind,
    typed: Typed,
    answers: Option<MessageId>,
    then: Then,
    /// The newest message the composer knew when it was drawn.
    seen: Option<MessageId>,
    /// When it is to leave, as typed; and whether it was sent by the button that means it.
    send_at: String,
    later: bool,
    /// What the browser calls this sending, so that sent again it is known again.
    key: Option<String>,
    /// It waited on a device, and the draft it was written in: what was begun since is none of its business.
    waited_in: Option<Option<DraftId>>,
    /// The draft the composer showed and how new it was; none where a form does not say.
    shown: Option<(Option<DraftId>, i64)>,
}

/// What came of it.
struct Written {
    message: MessageId,
    undo_seconds: i64,
    leaves_at: Option<Moment>,
}

impl Writing {
    fn of(fields: &Fields) -> Self {
        let then = match fields.text("then") {
            "open" => Then::StaysOpen,
            "resolved" => Then::Resolved,
            _ => Then::Pending,
        };
        Self {
            kind: kind_of(fields),
            typed: typed(fields),
            answers: fields.number("answers").map(MessageId),
            then,
            seen: fields.number("seen").map(MessageId),
            send_at: fields.text("send_at").to_owned(),
            later: fields.flag("later"),
            key: fields.optional("key").map(|key| key.chars().take(LONGEST_KEY).collect()),
            waited_in: None,
            shown: fields.number("version").map(|version| (fields.number("draft").map(DraftId), version)),
        }
    }

    /// What waited on a device without a connection.
    fn that_waited(fields: &Fields) -> Self {
        Self { waited_in: Some(fields.number("draft").map(DraftId)), ..Self::of(fields) }
    }

    /// The draft whose files go along and which is over then: the composer's; for what waited, the one it was written in, if nothing
    /// else was written there since.
    fn draft(&self, work: &mut Work<'_>, agent: i64, conversation: &Conversation) -> Result<Option<Draft>, Trouble> {
        let newest = drafts::newest_in(work, agent, conversation.id)?;
        Ok(newest.filter(|draft| match self.waited_in {
            None => true,
            Some(written_in) => written_in == Some(draft.id) && self.typed.text.trim_end().starts_with(draft.text.trim_end()),
        }))
    }

    /// Words another tab wrote into the draft, which are not in what is sent: they stay a draft.
    fn leave_to_the_other_tab(&self, work: &mut Work<'_>, agent: i64, conversation: &Conversation, draft: &Draft) -> Result<(), Trouble> {
        let is_shown = self.shown.is_none_or(|shown| shown == (Some(draft.id), draft.version));
        let words = draft.text.trim();
        if is_shown || words.is_empty() || crate::masking::of_conversation(work, conversation.id)?.covered(&self.typed.text).contains(words)
        {
            return Ok(());
        }
        let left = drafts::in_composer(work, agent, conversation, draft.kind)?;
        drafts::save(work, agent, left.id, &draft.typed(), None).map(drop)
    }

    /// The time it was planned for. A time that stands there and is not meant, or is no time, is asked about before anything leaves.
    fn planned(&self, who: &SignedIn, now: Moment) -> Result<Option<Moment>, Refusal> {
        if self.kind != DraftKind::Reply || (self.send_at.is_empty() && !self.later) {
            return Ok(None);
        }
        match (snooze::typed(&self.send_at, who, now), self.later) {
            (Ok(at), true) => Ok(Some(at)),
            (Err(_), true) => Err(self.refusal("desk-send-unreadable")),
            (_, false) => Err(self.refusal("desk-send-now-or-later")),
        }
    }

    fn refusal(&self, key: &'static str) -> Refusal {
        Refusal { key, words: vec![("typed", self.send_at.clone())] }
    }

    fn send(&self, work: &mut Work<'_>, conversation: &Conversation, agent: i64, send_at: Option<Moment>) -> Result<Written, Trouble> {
        let undo_seconds = inboxes::find(work, conversation.inbox_id)?.undo_seconds;
        let request = self.request(agent, conversation);
        let known = request.as_ref().map_or(Ok(Known::New), |request| once::known(work, request))?;
        if let Known::Answered(message) = &known {
            let message = MessageId(message.parse().map_err(|_| Trouble::Shape("no message".into()))?);
            return Ok(Written { message, undo_seconds, leaves_at: send_at });
        }
        let written = self.write(work, conversation, agent, send_at, undo_seconds)?;
        if let (Some(request), Known::New) = (&request, known) {
            once::keep(work, request, &written.message.to_string())?;
        }
        Ok(written)
    }

    /// A key that comes back with other words is another sending.
    fn request(&self, agent: i64, conversation: &Conversation) -> Option<once::Request> {
        let Typed { to, cc, bcc, text, .. } = &self.typed;
        let said = format!("{}\n{}\n{to}\n{cc}\n{bcc}\n{text}", conversation.id, self.kind.word());
        Some(once::Request {
            caller: format!("composer of agent {agent}"),
            key: self.key.clone()?,
            fingerprint: kit::sha256_hex(said.as_bytes()),
        })
    }

    fn write(
        &self,
        work: &mut Work<'_>,
        conversation: &Conversation,
        agent: i64,
        send_at: Option<Moment>,
        undo_seconds: i64,
    ) -> Result<Written, Trouble> {
        if let Some(message) = self.sent_before(work, conversation, agent)? {
            return Ok(Written { message, undo_seconds, leaves_at: send_at });
        }
        if self.kind != DraftKind::Note {
            conversation.nothing_new_since(work, agent, self.seen)?;
        }
        let held = self.draft(work, agent, conversation)?;
        let draft = held.as_ref().map(|draft| draft.id);
        let text = self.typed.text.clone();
        let message = match self.kind {
            DraftKind::Note => {
                let note = conversation.note(work, &text, draft.map(|draft| draft.0))?;
                draft.map_or(Ok(()), |draft| drafts::discard(work, agent, draft))?;
                held.map_or(Ok(()), |held| self.leave_to_the_other_tab(work, agent, conversation, &held))?;
                return Ok(Written { message: note, undo_seconds: 0, leaves_at: None });
            }
            DraftKind::Forward => {
                let passed_on = self.answers.or(newest(work, conversation)?).ok_or(Trouble::NotFound("message"))?;
                conversation.forward(work, &Forward { message: passed_on, recipients: self.recipients()?, text, draft })?
            }
            DraftKind::Reply | DraftKind::New | DraftKind::Side | DraftKind::Shared => conversation.reply(
                work,
                &Reply {
                    recipients: self.recipients()?,
                    text,
                    answers: self.answers,
                    draft,
                    then: self.then,
                    send_at,
                },
            )?,
        };
        held.map_or(Ok(()), |held| self.leave_to_the_other_tab(work, agent, conversation, &held))?;
        deeds::of_message(work, agent, message, send_at.unwrap_or(work.now.plus_seconds(undo_seconds)))?;
        Ok(Written { message, undo_seconds, leaves_at: send_at })
    }

    /// The message this very form has become already. Where a draft stands, something else was begun since.
    fn sent_before(&self, work: &mut Work<'_>, conversation: &Conversation, agent: i64) -> Result<Option<MessageId>, Trouble> {
        if drafts::newest_in(work, agent, conversation.id)?.is_some() {
            return Ok(None);
        }
        let recipients = if self.kind == DraftKind::Note { None } else { Some(self.recipients()?) };
        let passed_on = match self.answers.filter(|_| self.kind == DraftKind::Forward) {
            Some(message) => Some(messages::find(work, message)?),
            None => None,
        };
        // What was kept is covered; what the form says is not.
        let masking = crate::masking::of_conversation(work, conversation.id)?;
        let typed = masking.covered(&self.typed.text);
        conversation.written_just_now(work, agent, recipients.as_ref(), |text| match self.kind {
            DraftKind::Forward => forward::is_forward(text, &typed, passed_on.as_ref()),
            _ => text == typed,
        })
    }

    async fn in_its_conversation(self, site: &Site, who: &SignedIn, number: i64) -> Result<Written, Trouble> {
        let (viewer, agent, planned) = (crate::Viewer::of(who), who.agent_id, self.planned(who, site.now()));
        let written = site.db().work(who.actor(), move |work| {
            let conversation = crate::Visible::numbered(work, viewer, number)?;
            match &planned {
                Ok(at) => self.send(work, &conversation, agent, *at),
                Err(refusal) => Err(Trouble::Refused(refusal.clone())),
            }
        });
        written.await
    }

    fn recipients(&self) -> Result<Recipients, Trouble> {
        Recipients::parse(&self.typed.to, &self.typed.cc, &self.typed.bcc)
    }

    fn in_composer(&self, error: String) -> Composer {
        let Typed { to, cc, bcc, text, .. } = self.typed.clone();
        Composer {
            kind: Some(self.kind),
            to,
            cc,
            bcc,
            text,
            answers: self.answers.map(|message| message.0),
            error: Some(error),
            send_at: self.send_at.clone(),
            held: false,
        }
    }
}

fn newest(work: &mut Work<'_>, conversation: &Conversation) -> Result<Option<MessageId>, Trouble> {
    let all = crate::messages::of(work, conversation.id)?;
    Ok(all.iter().rfind(|message| message.kind != crate::MessageKind::Note).map(|message| message.id))
}

/// `POST /conversations/{number}/messages`: a reply, a note or a forward, as `kind` says.
pub async fn send(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let writing = Writing::of(&fields);
    if writing.kind != DraftKind::Note && !who.may("conversations.reply") {
        return Err(Problem::forbidden());
    }
    if fields.flag("share") {
        return share(&site, &who, number, &fields, for_piece).await;
    }
    let answer = Answer::new(&site, &who, number, &fields, for_piece);
    let sent = writing.clone();
    let resolves = writing.kind == DraftKind::Reply && writing.then == Then::Resolved;
    let next = if resolves { after(&site, &who, answer.place, number).await? } else { None };
    let outcome = sent.in_its_conversation(&site, &who, number);
    match outcome.await {
        Ok(written) => sent_answer(&answer, &writing, &written, next).await,
        Err(Trouble::Refused(refusal)) if for_piece.0 => refused(&answer, &writing, &refusal).await,
        Err(trouble) => Err(trouble.into()),
    }
}

/// Shows what was typed to a colleague or a team first.
async fn share(site: &Site, who: &SignedIn, number: i64, fields: &Fields, for_piece: ForPiece) -> Result<Response, Problem> {
    let writing = Writing { kind: DraftKind::Reply, ..Writing::of(fields) };
    let (viewer, agent, typed) = (crate::Viewer::of(who), who.agent_id, writing.typed.clone());
    let named = fields.number("draft").map(DraftId);
    let asked = shared::asked(fields.text("share_with"));
    let answer = Answer::new(site, who, number, fields, for_piece);
    let shown = site.db().work(who.actor(), move |work| {
        let conversation = crate::Visible::numbered(work, viewer, number)?;
        let asked = asked.ok_or(Trouble::refused("desk-shared-nobody"))?;
        let draft = match named {
            Some(draft) => draft,
            None => drafts::in_composer(work, agent, &conversation, DraftKind::Reply)?.id,
        };
        conversation.share(work, agent, &typed, asked, Some(draft))
    });
    match shown.await {
        Ok(id) => Ok(see_other(&shared::address(answer.place, number, id)).into_response()),
        Err(Trouble::Refused(refusal)) if for_piece.0 => refused(&answer, &writing, &refusal).await,
        Err(trouble) => Err(trouble.into()),
    }
}

/// What became of something that waited on a device without a connection.
#[derive(Debug, Serialize)]
pub struct Waited {
    /// Why it was not sent; it stays on the device until its writer has looked.
    held: Option<String>,
}

/// `POST /conversations/{number}/waiting`: what a composer holds, sent by a browser that found its connection again. Told under
/// the key of the first try, so that it is there once whether or not that one arrived.
pub async fn send_waiting(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    fields: Fields,
) -> Result<Json<Waited>, Problem> {
    let writing = Writing::that_waited(&fields);
    if writing.kind != DraftKind::Note && !who.may("conversations.reply") {
        return Err(Problem::forbidden());
    }
    // It was to be looked at first; only its writer can say what becomes of it now.
    if fields.flag("share") {
        return Ok(Json(Waited { held: Some(who.t().say("desk-shared-not-shown")) }));
    }
    match writing.in_its_conversation(&site, &who, number).await {
        Ok(_) => Ok(Json(Waited { held: None })),
        Err(Trouble::Refused(refusal)) => Ok(Json(Waited { held: Some(who.t().refusal(&refusal)) })),
        Err(trouble) => Err(trouble.into()),
    }
}

async fn sent_answer(answer: &Answer<'_>, writing: &Writing, written: &Written, next: Option<String>) -> Result<Response, Problem> {
    let number = answer.number;
    let said = match writing.kind {
        DraftKind::Note => Said::new("desk-said-noted", number).back_at(format!("/messages/{}/take-back", written.message), &[]),
        _ if written.leaves_at.is_some() => {
            let time = written.leaves_at.map(|at| signs::soon(answer.who, at, answer.site.now())).unwrap_or_default();
            Said::new("desk-said-scheduled", number)
                .with("time", time)
                .back_at(format!("/messages/{}/take-back", written.message), &[])
        }
        _ => Said::sending(number, written.message.0, written.undo_seconds),
    };
    if let Some(next) = next {
        return Ok(answer.elsewhere(&next, said));
    }
    if !answer.for_piece.0 {
        return Ok(see_other(&format!("{}#message-{}", answer.place.conversation(number), written.message)).into_response());
    }
    let shown = Shown::read(answer.site, answer.who, number, answer.place).await?;
    Ok(html! { (super::draw::draw(answer.who, &shown)) (refreshed(answer.who, &shown)) (said.toast(answer.who)) }.into_response())
}

/// The composer again with every word in it. What arrived meanwhile is shown in the thread; sending once more means it was seen.
async fn refused(answer: &Answer<'_>, writing: &Writing, refusal: &Refusal) -> Result<Response, Problem> {
    let shown = Shown::read(answer.site, answer.who, answer.number, answer.place).await?;
    let held = refusal.key == NEWS;
    let composer = Composer { held, ..writing.in_composer(answer.who.t().refusal(refusal)) };
    let composer = Drawing { who: answer.who, shown: &shown, composer: &composer, swap: None }.whole();
    Ok(with_mistakes(html! { (composer) @if held { (refreshed(answer.who, &shown)) } }).into_response())
}
