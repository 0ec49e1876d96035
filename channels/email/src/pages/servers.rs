//! The page of an email inbox's servers: how it is doing, where mail comes from and goes to, its signature, what was set aside.

use super::form::Form;
use super::mailbox_page::Shown;
use super::{MailboxesChanged, consent_card, dkim_card, presets, server_fields, set_aside, state};
use crate::consent::{self, Consent};
use crate::mailbox::{Lost, State as MailboxState};
use crate::{Mailbox, mailboxes};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use desk::{InboxId, Viewer};
use web::parts::{Tone, banner, button, csrf_field, field, link_button, page_head, switch};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other, with_mistakes};

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let shown = Shown::find(&site, InboxId(id)).await?;
    let guess = presets::guess(&shown.inbox.address, query.text("provider"));
    let form = if query.has("provider") {
        Form::of(None, guess, &shown.inbox.address)
    } else {
        Form::of(shown.mailbox.as_ref(), guess, &shown.inbox.address)
    };
    draw(&site, &signed_in, &shown, &form, &query).await
}

/// Keeps the servers and wakes the post. Settings nobody tested are kept too, and the page says so.
pub(super) async fn save(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let inbox = InboxId(id);
    let shown = Shown::find(&site, inbox).await?;
    let form = Form::read(&fields, shown.mailbox.as_ref(), signed_in.t());
    if !form.mistakes.is_empty() {
        return Ok(with_mistakes(draw(&site, &signed_in, &shown, &form, &Query::default()).await?).into_response());
    }
    let tested = form.is_tested(&fields, shown.mailbox.as_ref(), site.key());
    let (enabled, imap, smtp, authserv_id) = (form.enabled, form.imap_access(), form.smtp_access(), form.authserv_id);
    site.db()
        .work(signed_in.actor(), move |work| {
            let before = mailboxes::find(work, inbox)?;
            let before = before.unwrap_or_else(|| blank(inbox));
            let mailbox = Mailbox {
                lost: Lost { imap: false, smtp: false, ..before.lost },
                enabled,
                imap: imap.clone(),
                smtp: smtp.clone(),
                authserv_id: authserv_id.clone(),
                ..before
            };
            mailbox.keep(work)?;
            // What the form brought back may be an older token than the one bought meanwhile.
            match mailbox.consent.filter(Consent::is_given) {
                Some(consent) => consent::keep(work, inbox, Some(&consent.due_now()), None),
                None => Ok(()),
            }
        })
        .await?;
    MailboxesChanged::tell(&site);
    let done = if tested { "saved" } else { "untested" };
    Ok(see_other(&format!("/settings/inboxes/{id}/email?done={done}")).into_response())
}

/// A mailbox nothing is known of yet.
pub(super) fn blank(inbox: InboxId) -> Mailbox {
    let state = MailboxState {
        word: "off".into(),
        reason: String::new(),
        since: None,
        server_exists: None,
        counted_at: None,
    };
    Mailbox {
        inbox,
        enabled: true,
        imap: None,
        smtp: None,
        dkim: None,
        consent: None,
        authserv_id: String::new(),
        lost: Lost::default(),
        state,
    }
}

async fn draw(site: &Site, signed_in: &SignedIn, shown: &Shown, form: &Form, query: &Query) -> Result<Markup, Problem> {
    let text = signed_in.t();
    let inbox = &shown.inbox;
    let title = text.say_with("email-servers-title", &[("name", &inbox.name)]);
    let back = link_button(text.say("email-to-inbox"), format!("/settings/inboxes/{}", inbox.id)).quiet();
    let viewer = Viewer::of(signed_in);
    let id = inbox.id;
    let may_read = site.db().read(move |tx| Ok(desk::inboxes::keys_seen_by(tx, viewer)?.contains(&id.0))).await?;
    let body = html! {
        (page_head(&title, &inbox.address, &html! { (back) }))
        (notice(text, query))
        (state::card(text, shown, site.now(), &signed_in.zone))
        (servers_form(signed_in, shown, form, query))
        (consent_card::card(site, signed_in, shown, query))
        (dkim_card::card(signed_in, shown))
        (set_aside::card(signed_in, shown, site.now(), may_read))
    };
    Frame::new(site, signed_in, title).settings("inboxes").body(body).await
}

fn notice(text: &Text, query: &Query) -> Markup {
    const DONE: &[(&str, &str, Tone)] = &[
        ("added", "email-done-added", Tone::Good),
        ("saved", "email-done-saved", Tone::Good),
        ("untested", "email-done-untested", Tone::Warn),
        ("consent", "email-done-consent", Tone::Good),
        ("consent-client", "email-done-consent-client", Tone::Info),
        ("consent-removed", "email-done-consent-removed", Tone::Good),
        ("dkim", "email-done-dkim", Tone::Good),
        ("dkim-removed", "email-done-dkim-removed", Tone::Good),
        ("read-again", "email-done-read-again", Tone::Good),
    ];
    let done = DONE.iter().find(|(word, ..)| *word == query.text("done"));
    html! { @if let Some((_, key, tone)) = done { div role="status" { (banner(*tone, &html! { p { (text.say(key)) } })) } } }
}

fn servers_form(signed_in: &SignedIn, shown: &Shown, form: &Form, query: &Query) -> Markup {
    let text = signed_in.t();
    let id = shown.inbox.id.0;
    html! {
        form.card method="post" action={ "/settings/inboxes/" (id) "/email" } {
            (csrf_field(&signed_in.csrf))
            header { h2 { (text.say("email-servers")) } }
            div.body {
                @if !form.mistakes.is_empty() { (banner(Tone::Danger, &html! { p { (text.say("email-mistakes")) } })) }
                (providers(text, shown, query))
                (server_fields::incoming(text, id, form))
                (server_fields::outgoing(text, id, form))
                div.setting {
                    div { h3 { (text.say("email-trust")) } p { (text.say("email-trust-about")) } }
                    div.stack {
                        (field(text.say("email-authserv-id"), "authserv_id")
                            .value(&form.authserv_id)
                            .optional(text)
                            .autocomplete("off")
                            .hint(text.say("email-authserv-id-hint")))
                        (switch(text.say("email-enabled"), "enabled", form.enabled).hint(text.say("email-enabled-hint")))
                    }
                }
            }
            footer { (button(text.say("email-save")).primary()) }
        }
    }
}

/// Links that fill the servers in, and what the provider wants.
fn providers(text: &Text, shown: &Shown, query: &Query) -> Markup {
    let guess = presets::guess(&shown.inbox.address, query.text("provider"));
    let base = format!("/settings/inboxes/{}/email?provider=", shown.inbox.id);
    let way = |name: &str, word: &str, chosen: bool| {
        html! { a.button.soft[chosen] href={ (base) (word) } aria-current=[chosen.then_some("true")] { (name) } }
    };
    html! {
        div.setting {
            div { h3 { (text.say("email-provider")) } p { (text.say("email-provider-about")) } }
            div.stack {
                nav.line aria-label=(text.say("email-provider")) {
                    @for provider in presets::PROVIDERS { (way(provider.name, provider.word, guess.provider == Some(provider))) }
                    (way(&text.say("email-provider-other"), "other", guess.provider.is_none()))
                }
                @if let Some(provider) = guess.provider {
                    (banner(Tone::Info, &html! { p { (text.say_with(provider.hint_key, &[("provider", &provider.name)])) } }))
                }
            }
        }
    }
}
