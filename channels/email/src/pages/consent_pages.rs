//! The consent of a mailbox's owner, by the administrator's hand: naming the program we come as, and coming back from the provider.

use super::MailboxesChanged;
use super::mailbox_page::Shown;
use super::servers::blank;
use crate::consent::sign_in::{RETURN, Way};
use crate::consent::{self, Bought, Client, Consent, ConsentTrouble};
use crate::pages::presets::{self, Guess};
use crate::{Event, ImapAccess, LoginKind, SmtpAccess, mailboxes};
use axum::extract::{Path, State};
use axum::response::Redirect;
use db::{Trouble, Work};
use desk::InboxId;
use web::{Fields, Problem, Query, SignedIn, Site, see_other};

/// Keeps the program we come as, or takes a consent away.
pub(super) async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Redirect, Problem> {
    let inbox = InboxId(id);
    let shown = Shown::find(&site, inbox).await?;
    let stored = shown.mailbox.as_ref().and_then(|mailbox| mailbox.consent.clone());
    let (consent, done) = match fields.text("do") {
        "remove" => (None, "consent-removed"),
        _ => (Some(prepared(&read_client(&fields, stored.as_ref())?, stored)), "consent-client"),
    };
    let known = shown.mailbox.is_some();
    site.db()
        .work(signed_in.actor(), move |work| {
            if !known {
                blank(inbox).keep(work)?;
            }
            consent::keep(work, inbox, consent.as_ref(), None)?;
            work.record(&Event::MailboxSettingsChanged { inbox: inbox.0 })
        })
        .await?;
    Ok(see_other(&format!("/settings/inboxes/{id}/email?done={done}#consent")))
}

/// The same program keeps its consent; another one has none yet.
fn prepared(client: &Client, stored: Option<Consent>) -> Consent {
    stored
        .filter(|stored| stored.client == *client)
        .unwrap_or_else(|| Consent::prepared(client.clone()))
}

fn read_client(fields: &Fields, stored: Option<&Consent>) -> Result<Client, Problem> {
    let typed = |name| fields.text(name).to_owned();
    let secret = fields.optional("client_secret").map(str::to_owned);
    let kept = || {
        let same =
            |stored: &&Consent| stored.client.client_id == fields.text("client_id") && stored.client.token_url == fields.text("token_url");
        stored.filter(same).map(|stored| stored.client.client_secret.clone())
    };
    let client = Client {
        sign_in_url: typed("sign_in_url"),
        token_url: typed("token_url"),
        scope: typed("scope"),
        client_id: typed("client_id"),
        client_secret: secret.or_else(kept).unwrap_or_default(),
    };
    if !client.is_allowed() {
        return Err(Problem::refused("email-consent-refused-address"));
    }
    if client.client_id.is_empty() || client.client_secret.is_empty() {
        return Err(Problem::refused("email-consent-refused-client"));
    }
    Ok(client)
}

/// Where the provider sends the browser. Only who went may come back, within twenty minutes.
pub(super) async fn back(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Redirect, Problem> {
    let way = Way::of_state(query.text("state"), site.key(), site.now()).filter(|way| way.agent == signed_in.agent_id);
    let way = way.ok_or_else(|| Problem::refused("email-consent-refused-way"))?;
    if query.text("code").is_empty() {
        return Err(Problem::refused("email-consent-refused-no"));
    }
    let shown = Shown::find(&site, way.inbox).await?;
    let stored = shown.mailbox.as_ref().and_then(|mailbox| mailbox.consent.clone());
    let stored = stored.ok_or_else(|| Problem::refused("email-consent-refused-way"))?;
    let redirect = return_address(&site);
    let bought = stored.client.buy_with_code(query.text("code"), &way.verifier(site.key()), &redirect).await;
    let bought = bought.map_err(|trouble| problem(&trouble))?;
    if bought.refresh_token.is_none() && stored.refresh_token.is_none() {
        return Err(Problem::refused("email-consent-refused-not-lasting"));
    }
    let (inbox, address) = (way.inbox, shown.inbox.address.clone());
    site.db()
        .work(signed_in.actor(), move |work| connect(work, inbox, &address, &stored, &bought))
        .await?;
    MailboxesChanged::tell(&site);
    Ok(see_other(&format!("/settings/inboxes/{inbox}/email?done=consent")))
}

/// The servers sign in by token from now on; those nobody entered yet are the provider's.
fn connect(work: &mut Work<'_>, inbox: InboxId, address: &str, asked: &Consent, bought: &Bought) -> Result<(), Trouble> {
    let mut mailbox = mailboxes::find(work, inbox)?.ok_or(Trouble::NotFound("mailbox"))?;
    // Another program was named while the provider was asked: its consent is another one.
    let present = mailbox
        .consent
        .clone()
        .filter(|present| present.client == asked.client)
        .ok_or(Trouble::Changed("mailbox"))?;
    let guess = presets::guess(address, presets::of_sign_in(&asked.client.sign_in_url));
    if guess.provider.is_some() {
        mailbox.imap.get_or_insert_with(|| incoming(&guess, address));
        mailbox.smtp.get_or_insert_with(|| outgoing(&guess, address));
    }
    if let Some(imap) = &mut mailbox.imap {
        imap.login = LoginKind::XOAuth2;
    }
    if let Some(smtp) = &mut mailbox.smtp {
        smtp.login = LoginKind::XOAuth2;
    }
    mailbox.keep(work)?;
    let after = present.after(bought, work.now);
    consent::keep(work, inbox, Some(&after), Some(&bought.access_token))
}

fn incoming(guess: &Guess, address: &str) -> ImapAccess {
    let (host, port, security) = guess.imap.clone();
    ImapAccess {
        host,
        port,
        security: security.into(),
        login: LoginKind::XOAuth2,
        user: address.into(),
        secret: String::new(),
        folder: "INBOX".into(),
        extra_root: None,
        mark_seen: false,
    }
}

fn outgoing(guess: &Guess, address: &str) -> SmtpAccess {
    let (host, port, security) = guess.smtp.clone();
    SmtpAccess {
        host,
        port,
        security: security.into(),
        login: LoginKind::XOAuth2,
        user: address.into(),
        secret: String::new(),
        extra_root: None,
    }
}

/// What the provider must be told to allow, and sends the browser to.
pub(super) fn return_address(site: &Site) -> String {
    format!("{}{RETURN}", site.base_url().trim_end_matches('/'))
}

fn problem(trouble: &ConsentTrouble) -> Problem {
    let (key, detail) = match trouble {
        ConsentTrouble::NotAllowed(_) => ("email-consent-refused-address", ""),
        ConsentTrouble::Unreachable(why) => ("email-consent-refused-unreachable", why.as_str()),
        ConsentTrouble::TooSlow => ("email-consent-refused-unreachable", "20 s"),
        ConsentTrouble::Gibberish(what) => ("email-consent-refused-strange", what.as_str()),
        ConsentTrouble::Withdrawn(code) => ("email-consent-refused-withdrawn", code.as_str()),
        ConsentTrouble::UnknownClient(code) => ("email-consent-refused-unknown", code.as_str()),
    };
    Problem::from(Trouble::refused(key).with("detail", detail))
}
