//! How a mailbox is doing: in one badge for lists, and in full with its figures on its own page.

use super::mailbox_page::{Shown, email_inbox};
use crate::mailbox::Lost;
use crate::{Mailbox, mailboxes};
use axum::extract::{Path, State};
use db::{Trouble, Tx, sql};
use desk::InboxId;
use kit::Moment;
use web::parts::{Tone, badge, banner, card as card_around};
use web::{Markup, Problem, SignedIn, Site, Text, html};

/// What the server holds against what is stored here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figures {
    pub server: Option<i64>,
    pub stored: i64,
    /// Too large, or not handed out: known, and not stored.
    pub left: i64,
}

impl Figures {
    pub fn of(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Self, Trouble> {
        let (server, known) = mailboxes::reconcile(tx, inbox)?;
        let left: i64 = sql("SELECT COUNT(*) FROM raw_mail r JOIN mailbox m ON m.inbox_id = r.inbox_id AND m.uid_validity = r.uid_validity
                              WHERE r.inbox_id = $1 AND r.state = 'left_on_server' AND r.uid IS NOT NULL")
        .with(inbox)
        .only(tx, "count")?;
        Ok(Self { server, stored: known - left, left })
    }

    /// Why the two differ: the key of a sentence.
    pub const fn explanation(self) -> &'static str {
        match self.server {
            None => "email-figures-unknown",
            Some(server) if server == self.stored => "email-figures-same",
            Some(server) if server == self.stored + self.left => "email-figures-left",
            Some(server) if server < self.stored + self.left => "email-figures-deleted",
            Some(_) => "email-figures-to-come",
        }
    }
}

/// One badge for the list of inboxes: what this inbox's mailbox is doing.
pub fn state_line(tx: &mut Tx<'_>, inbox: InboxId, text: &Text) -> Result<Markup, Trouble> {
    let mailbox = mailboxes::find(tx, inbox)?;
    Ok(sign(text, mailbox.as_ref()))
}

/// The state card alone, for a page that listens.
pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    site.db().read(move |tx| email_inbox(tx, InboxId(id))).await?;
    let shown = Shown::find(&site, InboxId(id)).await?;
    Ok(card(signed_in.t(), &shown, site.now(), &signed_in.zone))
}

/// State, reason, next step and figures.
pub(super) fn card(text: &Text, shown: &Shown, now: Moment, zone: &str) -> Markup {
    let mailbox = shown.mailbox.as_ref();
    let body = html! {
        div.stack {
            p.line { (sign(text, mailbox)) @if let Some(since) = since(mailbox) { span.muted { (text.say_with("email-since", &[("when", &text.ago(since, now))])) } } }
            @if let Some(mailbox) = mailbox.filter(|mailbox| word(mailbox) == "failing") {
                (banner(Tone::Danger, &html! { p { (mailbox.state.reason) } p { (text.say("email-failing-next")) } }))
            }
            @if let Some(lost) = mailbox.map(|mailbox| mailbox.lost).filter(|lost| lost.anything()) {
                (banner(Tone::Danger, &html! { p { (text.say_with("email-secret-lost-next", &[("what", &named(text, lost))])) } }))
            }
            @if mailbox.is_none_or(|mailbox| mailbox.smtp.is_none() && !mailbox.lost.smtp) {
                (banner(Tone::Warn, &html! { p { (text.say("email-cannot-send")) } }))
            }
            @if let Some(figures) = shown.figures.filter(|_| mailbox.is_some_and(|mailbox| mailbox.imap.is_some())) { (drawn(text, figures, mailbox, now, zone)) }
        }
    };
    let id = shown.inbox.id;
    html! {
        div id="mailbox-state" data-live="mailboxes" hx-get={ "/settings/inboxes/" (id) "/email/state" } hx-trigger="live" hx-swap="outerMorph" {
            (card_around(&text.say("email-state"), &body))
        }
    }
}

/// What must be entered again.
fn named(text: &Text, lost: Lost) -> String {
    let all = [
        (lost.imap, "email-incoming"),
        (lost.smtp, "email-outgoing"),
        (lost.dkim, "email-dkim"),
        (lost.consent, "email-consent"),
    ];
    let names = all.iter().filter(|(is_lost, _)| *is_lost).map(|(_, key)| text.say(key));
    names.collect::<Vec<_>>().join(", ")
}

fn drawn(text: &Text, figures: Figures, mailbox: Option<&Mailbox>, now: Moment, zone: &str) -> Markup {
    let counted = mailbox.and_then(|mailbox| mailbox.state.counted_at);
    html! {
        dl.facts {
            dt { (text.say("email-figures-server")) }
            dd {
                @match figures.server {
                    Some(count) => { (text.number(count)) },
                    None => { "–" },
                }
                @if let Some(counted) = counted { " " span.muted title=(text.date_and_time(counted, zone)) { (text.ago(counted, now)) } }
            }
            dt { (text.say("email-figures-stored")) }
            dd { (text.number(figures.stored)) }
            @if figures.left > 0 { dt { (text.say("email-figures-left-label")) } dd { (text.number(figures.left)) } }
        }
        p.muted { (text.say(figures.explanation())) }
    }
}

/// The state as it is, not as it was last written down: a mailbox switched off is off.
fn word(mailbox: &Mailbox) -> &str {
    if mailbox.enabled && mailbox.imap.is_some() { &mailbox.state.word } else { "off" }
}

fn since(mailbox: Option<&Mailbox>) -> Option<Moment> {
    mailbox.filter(|mailbox| word(mailbox) != "off").and_then(|mailbox| mailbox.state.since)
}

fn sign(text: &Text, mailbox: Option<&Mailbox>) -> Markup {
    let Some(mailbox) = mailbox else {
        return badge(Tone::Warn, &text.say("email-state-unset"));
    };
    if mailbox.lost.anything() {
        return html! { (badge(Tone::Danger, &text.say("email-state-lost"))) " " span.muted { (text.say("email-secret-lost")) } };
    }
    if !mailbox.enabled {
        return badge(Tone::Plain, &text.say("email-state-off"));
    }
    match word(mailbox) {
        "connecting" => badge(Tone::Info, &text.say("email-state-connecting")),
        "working" => badge(Tone::Info, &working(text, &mailbox.state.reason)),
        "idle" => badge(Tone::Good, &text.say("email-state-idle")),
        "failing" => badge(Tone::Danger, &text.say("email-state-failing")),
        _ if mailbox.imap.is_none() && mailbox.smtp.is_none() => badge(Tone::Warn, &text.say("email-state-unset")),
        _ if mailbox.imap.is_none() => badge(Tone::Plain, &text.say("email-state-sends-only")),
        _ => badge(Tone::Info, &text.say("email-state-starting")),
    }
}

/// `120/5000`: so many fetched of so many.
fn working(text: &Text, progress: &str) -> String {
    let (kept, of) = progress.split_once('/').unwrap_or((progress, progress));
    let number = |digits: &str| digits.parse::<i64>().unwrap_or(0);
    text.say_with("email-state-working", &[("kept", &number(kept)), ("of", &number(of))])
}

#[cfg(test)]
mod tests {
    use super::Figures;

    #[test]
    fn a_difference_between_server_and_store_is_explained() {
        let table = [
            (None, 3, 0, "email-figures-unknown"),
            (Some(3), 3, 0, "email-figures-same"),
            (Some(3), 2, 1, "email-figures-left"),
            (Some(1), 3, 0, "email-figures-deleted"),
            (Some(9), 3, 1, "email-figures-to-come"),
        ];
        for (server, stored, left, key) in table {
            assert_eq!(Figures { server, stored, left }.explanation(), key);
        }
    }
}
