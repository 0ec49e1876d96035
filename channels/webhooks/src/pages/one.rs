//! A receiver's page: how it is doing, its secrets, what it was told.

use super::list;
use crate::messages::{self, Message, MessageState, Try};
use crate::{State as Doing, Webhook, WebhookId, webhooks};
use axum::extract::{Path, State};
use db::{Trouble, Tx};
use web::parts::{Tone, badge, banner, button, card, form, link_button, page_head, tabs, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, html};

/// How many messages the page shows.
const SHOWN: i64 = 50;

/// What the page shows, gathered once.
struct Shown {
    webhook: Webhook,
    messages: Vec<(Message, Vec<Try>)>,
    waiting: i64,
    dead: i64,
    state: Option<MessageState>,
    /// What was told for somebody's eyes is read by nobody else, but who sees everything anyway.
    may_read: bool,
}

impl Shown {
    fn read(tx: &mut Tx<'_>, who: &SignedIn, id: WebhookId, state: Option<MessageState>) -> Result<Self, Trouble> {
        let (waiting, dead) = messages::counts(tx, id)?;
        let found = messages::of(tx, id, state, None, SHOWN)?;
        let mut with_tries = Vec::new();
        for message in found {
            let tries = messages::tries(tx, message.id)?;
            with_tries.push((message, tries));
        }
        let webhook = webhooks::find(tx, id)?;
        Ok(Self {
            may_read: may_read(who, &webhook),
            webhook,
            messages: with_tries,
            waiting,
            dead,
            state,
        })
    }
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let state = MessageState::of_word(query.text("state"));
    let who = signed_in.clone();
    let shown = site.db().read(move |tx| Shown::read(tx, &who, WebhookId(id), state)).await?;
    let text = signed_in.t();
    let title = shown.webhook.name.clone();
    let actions = html! {
        (press(&signed_in, id, "test", "webhooks-test"))
        @if shown.webhook.state == Doing::Paused { (press(&signed_in, id, "resume", "webhooks-resume")) }
        @else { (press(&signed_in, id, "pause", "webhooks-pause")) }
        (link_button(text.say("webhooks-edit"), format!("/settings/webhooks/{id}/edit")))
        (link_button(text.say("webhooks-all"), "/settings/webhooks").quiet())
    };
    let body = html! {
        (page_head(&title, &shown.webhook.url, &actions))
        (notice(&signed_in, &query))
        (facts(&signed_in, &shown))
        (secrets(&site, &signed_in, &shown.webhook))
        (told(&site, &signed_in, &shown))
        (ending(&signed_in, id))
    };
    Frame::new(&site, &signed_in, title).settings("webhooks").body(body).await
}

fn press(signed_in: &SignedIn, id: i64, word: &str, label: &str) -> Markup {
    form(&signed_in.csrf, format!("/settings/webhooks/{id}/act/{word}"), &html! { (button(signed_in.t().say(label))) })
}

fn notice(signed_in: &SignedIn, query: &Query) -> Markup {
    let known = ["saved", "test", "pause", "resume", "rotate", "drop-old", "replay", "replay-dead"];
    let done = known.iter().find(|word| **word == query.text("done"));
    html! { @if let Some(word) = done {
        div role="status" { (banner(Tone::Good, &html! { p { (signed_in.t().say(&format!("webhooks-done-{word}"))) } })) }
    } }
}

fn facts(signed_in: &SignedIn, shown: &Shown) -> Markup {
    let text = signed_in.t();
    card(
        &text.say("webhooks-state"),
        &html! {
            dl.facts {
                dt { (text.say("webhooks-state")) } dd { (list::state(text, &shown.webhook)) }
                dt { (text.say("webhooks-wanted")) } dd.mono { (shown.webhook.wanted().patterns().join(" ")) }
                dt { (text.say("webhooks-state-waiting")) } dd { (shown.waiting) }
                dt { (text.say("webhooks-state-dead")) } dd { (shown.dead) }
            }
            p.muted { (text.say("webhooks-eyes")) }
        },
    )
}

fn secrets(site: &Site, signed_in: &SignedIn, webhook: &Webhook) -> Markup {
    let text = signed_in.t();
    let old = webhook.old_until.filter(|until| *until > site.now());
    card(
        &text.say("webhooks-secret"),
        &html! {
            div.stack.tight {
                @if webhook.secret_is_lost() { (banner(Tone::Danger, &html! { p { (text.say("webhooks-secret-lost-next")) } })) }
                @else { details { summary { (text.say("webhooks-secret-show")) } p { code.mono { (webhook.secret().reveal()) } } } }
                p.muted { (text.say("webhooks-secret-about")) }
            }
            @if let Some(until) = old {
                p { (text.say("webhooks-secret-both")) " " (time(text, until, site.now(), &signed_in.zone)) }
                (press(signed_in, webhook.id.0, "drop-old", "webhooks-secret-drop"))
            } @else {
                (press(signed_in, webhook.id.0, "rotate", "webhooks-secret-rotate"))
            }
        },
    )
}

fn told(site: &Site, signed_in: &SignedIn, shown: &Shown) -> Markup {
    let text = signed_in.t();
    let here = format!("/settings/webhooks/{}", shown.webhook.id);
    let word = shown.state.map_or("", MessageState::word);
    let address = |word: &str| if word.is_empty() { here.clone() } else { format!("{here}?state={word}") };
    let label = |word: &str| text.say(&format!("webhooks-messages-{}", if word.is_empty() { "all" } else { word }));
    let links: Vec<(String, String)> = ["", "waiting", "dead", "delivered"].iter().map(|word| (label(word), address(word))).collect();
    html! {
        section.card {
            header { h2 { (text.say("webhooks-messages")) } }
            div.body.stack {
                (tabs(&text.say("webhooks-messages"), &links, &address(word)))
                @if shown.dead > 0 { (press(signed_in, shown.webhook.id.0, "replay-dead", "webhooks-replay-dead")) }
                @if shown.messages.is_empty() { p.muted { (text.say("webhooks-messages-none")) } }
                @for (message, tries) in &shown.messages { (one(site, signed_in, message, tries, shown.may_read)) }
            }
        }
    }
}

/// Whether what a receiver was told may be read by this person: by whose eyes it hears, and by who sees everything.
pub(crate) fn may_read(who: &SignedIn, webhook: &Webhook) -> bool {
    let sees_everything = ["conversations.see_all", "customers.see", "people.manage"]
        .iter()
        .all(|permission| who.may(permission));
    webhook.viewer == who.agent_id || sees_everything
}

fn one(site: &Site, signed_in: &SignedIn, message: &Message, tries: &[Try], may_read: bool) -> Markup {
    let text = signed_in.t();
    let tone = match message.state {
        MessageState::Waiting => Tone::Info,
        MessageState::Delivered => Tone::Good,
        MessageState::Dead => Tone::Danger,
    };
    let zone = &signed_in.zone;
    html! {
        details.section {
            summary { span.line {
                (badge(tone, &text.say(&format!("webhooks-state-{}", message.state.word()))))
                code { (message.kind) }
                span.muted { (time(text, message.made_at, site.now(), zone)) }
                span.muted { (text.say_with("webhooks-tries", &[("count", &message.tries)])) }
            } }
            div.body.stack.tight {
                p { (text.say("webhooks-id")) " " code.mono { (message.message) } }
                @if may_read { pre.mono tabindex="0" { (message.body) } } @else { p.muted { (text.say("webhooks-not-yours")) } }
                @for try_ in tries {
                    p {
                        (time(text, try_.tried_at, site.now(), zone)) " "
                        @if let Some(status) = try_.status { code { (status) } } @else { (text.say("webhooks-no-answer")) }
                        " " (text.say_with("webhooks-took", &[("milliseconds", &try_.milliseconds)]))
                        @if !try_.answer.is_empty() { " " span.muted { (try_.answer) } }
                    }
                }
                @if message.state != MessageState::Waiting {
                    (form(&signed_in.csrf, format!("/settings/webhooks/{}/messages/{}/replay", message.webhook, message.id),
                        &html! { (button(text.say("webhooks-replay")).quiet().icon("refresh")) }))
                }
            }
        }
    }
}

fn ending(signed_in: &SignedIn, id: i64) -> Markup {
    let text = signed_in.t();
    card(
        &text.say("webhooks-end"),
        &html! {
            p { (text.say("webhooks-end-about")) }
            (form(&signed_in.csrf, format!("/settings/webhooks/{id}/act/end"), &html! { (button(text.say("webhooks-end")).danger()) }))
        },
    )
}
