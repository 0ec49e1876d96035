//! The Test button: what was typed is tried as it would be used, nothing is changed and nothing is saved.

use super::form::{proof, stored_incoming, stored_outgoing};
use super::mailbox_page::Shown;
use super::reasons;
use super::server::{Server, Side};
use crate::imap::{self, TestReport};
use crate::smtp_out::{self, SmtpReport};
use crate::tls::Tcp;
use crate::{ImapAccess, SmtpAccess};
use axum::extract::{Path, State};
use desk::InboxId;
use std::time::Duration;
use web::parts::{Tone, banner, icon};
use web::{Fields, Markup, Mistakes, Problem, SignedIn, Site, Text, html};

/// Longer than a healthy server needs, shorter than a browser waits.
const WITHIN: Duration = Duration::from_secs(15);

pub(super) async fn test(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, side)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Markup, Problem> {
    let side = Side::of_word(&side).ok_or_else(Problem::not_found)?;
    let shown = Shown::find(&site, InboxId(id)).await?;
    let text = signed_in.t();
    let stored = match side {
        Side::Incoming => stored_incoming(shown.mailbox.as_ref()),
        Side::Outgoing => stored_outgoing(shown.mailbox.as_ref()),
    };
    let mut mistakes = Mistakes::none();
    let server = Server::read(side, &fields, stored.as_ref(), &mut mistakes, text);
    if !mistakes.is_empty() {
        return Ok(failed(&mistakes.all().map(|(_, sentence)| sentence.to_owned()).collect::<Vec<_>>().join(" ")));
    }
    Ok(match side {
        Side::Incoming => incoming(&site, text, server.into_imap(fields.text("imap_folder"), fields.flag("imap_mark_seen"))).await,
        Side::Outgoing => outgoing(&site, text, server.into_smtp()).await,
    })
}

async fn incoming(site: &Site, text: &Text, access: ImapAccess) -> Markup {
    match tokio::time::timeout(WITHIN, imap::test(&Tcp, &access.settings())).await {
        Ok(Ok(report)) => html! { (fetches(text, &access, &report)) (proven(site, Side::Incoming, &access)) },
        Ok(Err(trouble)) => failed(&reasons::incoming(text, &trouble)),
        Err(_) => failed(&reasons::too_slow(text, &access.host)),
    }
}

async fn outgoing(site: &Site, text: &Text, access: SmtpAccess) -> Markup {
    let settings = access.settings("localhost");
    match tokio::time::timeout(WITHIN, smtp_out::test(&Tcp, &settings)).await {
        Ok(Ok(report)) => html! { (sends(text, &report)) (proven(site, Side::Outgoing, &access)) },
        Ok(Err(trouble)) => failed(&reasons::outgoing(text, &trouble)),
        Err(_) => failed(&reasons::too_slow(text, &access.host)),
    }
}

fn fetches(text: &Text, access: &ImapAccess, report: &TestReport) -> Markup {
    let told = if report.can_idle { "email-test-told-at-once" } else { "email-test-asked-each-minute" };
    banner(
        Tone::Good,
        &html! {
            p { (text.say_with("email-test-fetches", &[("folder", &access.folder), ("count", &report.messages)])) " " (text.say(told)) }
            details { summary.line { (icon("chevron-down")) (text.say_with("email-test-folders", &[("count", &report.folders.len())])) } p.sub { (report.folders.join(" · ")) } }
        },
    )
}

fn sends(text: &Text, report: &SmtpReport) -> Markup {
    let key = if report.is_logged_in { "email-test-sends" } else { "email-test-sends-without-login" };
    let private = if report.is_private { "email-test-private" } else { "email-test-readable" };
    banner(
        Tone::Good,
        &html! {
            p { (text.say(key)) " " (text.say(private)) }
            @if let Some(bytes) = report.largest_message {
                p.sub { (text.say_with("email-test-largest", &[("size", &text.size(i64::try_from(bytes).unwrap_or(i64::MAX)))])) }
            }
            p.sub { (report.greeting) }
        },
    )
}

fn failed(sentence: &str) -> Markup {
    banner(Tone::Danger, &html! { p { (sentence) } })
}

/// Goes back with the form, so that saving knows these settings were seen to work.
fn proven(site: &Site, side: Side, access: &impl serde::Serialize) -> Markup {
    html! { input type="hidden" name=(side.names().tested) value=(proof(site.key(), access)); }
}
