//! Mail that is in no conversation: why, its raw text, and reading it again after something was mended.

use super::MailboxesChanged;
use super::mailbox_page::{Shown, readable_inbox};
use super::raw_mail::as_file;
use crate::raw;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use db::{Trouble, Tx, Work, sql};
use desk::{Inbox, InboxId, Viewer};
use kit::Moment;
use web::parts::{button, card as card_around, form, link_button, page_head, table, table_card, time};
use web::{Frame, Markup, Problem, SignedIn, Site, Text, html, see_other};

/// As much of a mail as a page shows; the file holds all of it.
const SHOWN_BYTES: usize = 64 * 1024;

type Row = (i64, String, Option<String>, i64, Moment, Option<Vec<u8>>);

struct Aside {
    inbox: Inbox,
    raw: raw::SetAside,
    bytes: Option<Vec<u8>>,
}

/// The table on the servers page.
pub(super) fn card(signed_in: &SignedIn, shown: &Shown, now: Moment, may_read: bool) -> Markup {
    let text = signed_in.t();
    let title = text.say("email-aside");
    if shown.set_aside.is_empty() {
        return card_around(&title, &html! { p.muted { (text.say("email-aside-none")) } });
    }
    let heads = ["email-aside-when", "email-aside-what", "email-aside-why", "email-aside-size"].map(|key| text.say(key));
    let rows = html! {
        @for mail in &shown.set_aside {
            tr {
                td { (time(text, mail.received_at, now, &signed_in.zone)) }
                td { (text.say(state_key(&mail.state))) }
                td { (why(text, mail.problem.as_deref())) }
                td.number { (text.size(mail.size_bytes)) }
                td.actions {
                    @if may_read { (link_button(text.say("email-aside-open"), address(shown.inbox.id, mail.id)).quiet()) }
                }
            }
        }
    };
    html! { (table_card(&title, &table(&title, heads, rows).with_actions(text))) }
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path((inbox, raw)): Path<(i64, i64)>) -> Result<Markup, Problem> {
    let aside = find(&site, &signed_in, inbox, raw).await?;
    let text = signed_in.t();
    let title = text.say_with("email-aside-title", &[("number", &raw.to_string())]);
    let here = address(aside.inbox.id, raw);
    let actions = html! {
        @if aside.bytes.is_some() {
            (form(&signed_in.csrf, format!("{here}/read-again"), &html! { (button(text.say("email-aside-again")).primary().icon("refresh")) }))
            (link_button(text.say("email-aside-file"), format!("{here}/file")).icon("download"))
        }
        (link_button(text.say("email-aside-back"), format!("/settings/inboxes/{inbox}/email")).quiet())
    };
    let facts = html! {
        dl.facts {
            dt { (text.say("email-aside-when")) } dd { (text.date_and_time(aside.raw.received_at, &signed_in.zone)) }
            dt { (text.say("email-aside-what")) } dd { (text.say(state_key(&aside.raw.state))) }
            dt { (text.say("email-aside-why")) } dd { (why(text, aside.raw.problem.as_deref())) }
            dt { (text.say("email-aside-size")) } dd { (text.size(aside.raw.size_bytes)) }
        }
    };
    let body = html! {
        (page_head(&title, &aside.inbox.address, &actions))
        (card_around(&text.say("email-aside-facts"), &facts))
        (card_around(&text.say("email-aside-text"), &written(text, aside.bytes.as_deref())))
    };
    Frame::new(&site, &signed_in, title).settings("inboxes").body(body).await
}

fn written(text: &Text, bytes: Option<&[u8]>) -> Markup {
    let Some(bytes) = bytes else {
        return html! { p.muted { (text.say("email-aside-elsewhere")) } };
    };
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN_BYTES)]);
    html! {
        pre.mono.prose.plain tabindex="0" { (shown) }
        @if bytes.len() > SHOWN_BYTES { p.muted { (text.say("email-aside-cut")) } }
    }
}

pub(super) async fn download(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((inbox, raw)): Path<(i64, i64)>,
) -> Result<Response, Problem> {
    let bytes = find(&site, &signed_in, inbox, raw).await?.bytes.ok_or_else(Problem::not_found)?;
    Ok(as_file(&format!("mail-{raw}.eml"), bytes))
}

/// Puts the mail back in line for the filer.
pub(super) async fn read_again(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((inbox, raw)): Path<(i64, i64)>,
) -> Result<Redirect, Problem> {
    find(&site, &signed_in, inbox, raw).await?;
    site.db().work(signed_in.actor(), move |work| put_back(work, InboxId(inbox), raw)).await?;
    MailboxesChanged::tell(&site);
    Ok(see_other(&format!("/settings/inboxes/{inbox}/email?done=read-again")))
}

fn put_back(work: &mut Work<'_>, inbox: InboxId, raw: i64) -> Result<(), Trouble> {
    if raw::put_back(work, inbox, raw)? { Ok(()) } else { Err(Trouble::Changed("mail")) }
}

async fn find(site: &Site, signed_in: &SignedIn, inbox: i64, raw: i64) -> Result<Aside, Problem> {
    let viewer = Viewer::of(signed_in);
    Ok(site.db().read(move |tx| read(tx, viewer, InboxId(inbox), raw)).await?)
}

fn read(tx: &mut Tx<'_>, viewer: Viewer, inbox: InboxId, raw: i64) -> Result<Aside, Trouble> {
    let inbox = readable_inbox(tx, viewer, inbox)?;
    let (id, state, problem, size_bytes, received_at, bytes): Row =
        sql("SELECT id, state, problem, size_bytes, received_at, bytes FROM raw_mail
              WHERE id = $1 AND inbox_id = $2 AND state IN ('ignored', 'failed', 'left_on_server')")
        .with(raw)
        .with(inbox.id)
        .only(tx, "mail")?;
    Ok(Aside { inbox, raw: raw::SetAside { id, state, problem, size_bytes, received_at }, bytes })
}

fn address(inbox: InboxId, raw: i64) -> String {
    format!("/settings/inboxes/{inbox}/email/set-aside/{raw}")
}

const fn state_key(state: &str) -> &'static str {
    match state.as_bytes() {
        b"ignored" => "email-aside-ignored",
        b"failed" => "email-aside-failed",
        _ => "email-aside-left",
    }
}

/// What we wrote down ourselves is said in the reader's language; what a machine said stays as it said it.
pub(super) fn why(text: &Text, problem: Option<&str>) -> String {
    match problem {
        Some("too_large") => text.say("email-aside-too-large"),
        Some("withheld") => text.say("email-aside-withheld"),
        Some("a delivery report about a message that is not ours") => text.say("email-aside-foreign-report"),
        Some(crate::filer::ANSWERS_A_NOTICE) => text.say("email-aside-notice"),
        Some(other) => other.to_owned(),
        None => String::new(),
    }
}
