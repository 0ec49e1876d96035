//! One message of the thread: who, to whom, when, what, and what became of it.

use super::{body, delivery};
use crate::attachments::Attachment;
use crate::pages::conversation::Shown;
use crate::pages::files;
use crate::pages::translation;
use crate::pages::verbs::message_menu;
use crate::{Message, MessageKind, Recipient, Role, survey};
use web::parts::{avatar, icon, icon_button, time};
use web::{Markup, SignedIn, html};

pub fn draw(who: &SignedIn, shown: &Shown, message: &Message) -> Markup {
    let author = author(who, shown, message);
    html! {
        li class={ "message " (message.kind.word()) } id={ "message-" (message.id) } {
            (avatar(&author))
            article.message-card aria-label=(author) {
                header.message-head { (head(who, shown, message, &author)) }
                (warnings(who, shown, message))
                (body::draw(who, shown, message))
                (translation::below(who, shown, message))
                (files(who, shown, message))
                (delivery::draw(who, shown, message))
                (message_menu::kept(who, shown.place, message.id))
            }
        }
    }
}

/// A message of a side conversation: as any other, but nothing is done with it from here.
pub fn beside(who: &SignedIn, shown: &Shown, message: &Message, ours: bool) -> Markup {
    let (author, text) = (author(who, shown, message), who.t());
    let recipients = shown.recipients_of(message);
    html! {
        li class={ "message " (if ours { "outgoing" } else { "incoming" }) } id={ "message-" (message.id) } {
            (avatar(&author))
            article.message-card aria-label=(author) {
                header.message-head {
                    strong { (author) }
                    @if !ours && message.from_address != author { span.address { (message.from_address) } }
                    @if message.automatic != "no" { span.badge title=(text.say("desk-automatic-title")) { (text.say(automatic_key(&message.automatic))) } }
                    span.when { (time(text, message.written_at, shown.now, &who.zone)) }
                    @if !recipients.is_empty() { (people(who, message, &recipients)) }
                }
                (warnings(who, shown, message))
                (body::draw(who, shown, message))
                (files(who, shown, message))
                (delivery::draw(who, shown, message))
            }
        }
    }
}

/// Who wrote it: the agent or the sender; a machine of ours by the inbox's name.
fn author(who: &SignedIn, shown: &Shown, message: &Message) -> String {
    let agent = message
        .author_id
        .filter(|_| message.author_kind == "agent")
        .map(|id| shown.names.agent(id).to_owned());
    let sender = || Some(message.from_name.clone()).filter(|name| !name.is_empty());
    let address = || Some(message.from_address.clone()).filter(|address| !address.is_empty());
    agent.or_else(sender).or_else(address).unwrap_or_else(|| who.t().say("desk-nameless"))
}

fn head(who: &SignedIn, shown: &Shown, message: &Message, author: &str) -> Markup {
    let text = who.t();
    let recipients = shown.recipients_of(message);
    html! {
        strong { (author) }
        @match message.kind {
            MessageKind::Note => span.kind { (icon("lock")) (text.say("desk-note")) },
            MessageKind::Incoming if message.from_address != author => span.address { (message.from_address) },
            MessageKind::Incoming => {}
            MessageKind::Outgoing => span.address { (message.from_name) },
        }
        @if let Some((_, agent)) = shown.drafted.iter().find(|(id, _)| *id == message.id) { span.badge { (icon("draft")) (text.say_with("desk-drafted-by", &[("name", &shown.names.agent(*agent))])) } }
        @if message.automatic != "no" { span.badge title=(text.say("desk-automatic-title")) { (text.say(automatic_key(&message.automatic))) } }
        span.when {
            (time(text, message.written_at, shown.now, &who.zone))
            (icon_button("more", text.say("desk-message-menu")).attr("popovertarget", format!("menu-{}", message.id)))
        }
        @if !recipients.is_empty() { (people(who, message, &recipients)) }
    }
}

/// Our own automatic answers, and machines elsewhere.
fn automatic_key(kind: &str) -> &'static str {
    match kind {
        "acknowledgement" => "desk-automatic-acknowledgement",
        "bounce" => "desk-automatic-bounce",
        survey::AUTOMATIC => "desk-automatic-survey",
        _ => "desk-automatic",
    }
}

fn people(who: &SignedIn, message: &Message, recipients: &[&Recipient]) -> Markup {
    let text = who.t();
    let first = recipients.iter().find(|recipient| recipient.role == Role::To).or_else(|| recipients.first());
    let others = recipients.len().saturating_sub(1);
    let name = first.map(|recipient| shown_name(recipient)).unwrap_or_default();
    html! {
        details.recipients id={ "recipients-" (message.id) } {
            summary { (text.say_with("desk-to-others", &[("name", &name), ("others", &others)])) (icon("chevron-down")) }
            @for (role, label) in [(Role::To, "desk-to"), (Role::Cc, "desk-cc"), (Role::Bcc, "desk-bcc")] {
                @let addressed: Vec<_> = recipients.iter().filter(|recipient| recipient.role == role).collect();
                @if !addressed.is_empty() {
                    div { (text.say(label)) ": "
                        @for (at, recipient) in addressed.iter().enumerate() { @if at > 0 { ", " } (full_name(recipient)) }
                    }
                }
            }
        }
    }
}

fn shown_name(recipient: &Recipient) -> String {
    if recipient.name.is_empty() { recipient.address.clone() } else { recipient.name.clone() }
}

fn full_name(recipient: &Recipient) -> String {
    if recipient.name.is_empty() {
        recipient.address.clone()
    } else {
        format!("{} <{}>", recipient.name, recipient.address)
    }
}

/// What to be careful about before reading.
fn warnings(who: &SignedIn, shown: &Shown, message: &Message) -> Markup {
    let text = who.t();
    let incoming = message.kind == MessageKind::Incoming;
    let claims_ours = incoming && shown.inboxes.iter().any(|inbox| inbox.address == message.from_address);
    html! {
        @if incoming && message.authentic == "fail" {
            p.banner.warn { (icon("shield")) span { (text.say(if claims_ours { "desk-claims-ours" } else { "desk-not-authentic" })) } }
        }
        @if let Some(reason) = &message.unreadable {
            p.banner.warn { (icon("warning")) span { (text.say_with("desk-unreadable", &[("reason", reason)])) }
                @if message.raw_id.is_some() { a.button.push href=(format!("/messages/{}/raw", message.id)) { (text.say("desk-raw")) } }
            }
        }
    }
}

fn files(who: &SignedIn, shown: &Shown, message: &Message) -> Markup {
    let files: Vec<&Attachment> = shown.files_of(message).filter(|file| !file.inline || message.html.is_none()).collect();
    html! {
        @if !files.is_empty() {
            ul.attachments { @for file in files { li { (file_link(who, file)) } } }
        }
    }
}

pub fn file_link(who: &SignedIn, file: &Attachment) -> Markup {
    let looked_at = files::is_lookable(file).then(|| format!("/attachments/{}/look", file.id));
    html! {
        a.attachment href={ "/attachments/" (file.id) } download data-preview=[looked_at] {
            @if files::is_picture(file) { img src={ "/attachments/" (file.id) "/inline" } alt="" loading="lazy"; } @else { (icon("file")) }
            span.name { (file.name) } span.size { (who.t().size(file.size_bytes)) }
        }
    }
}
