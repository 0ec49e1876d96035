//! The signature of outgoing mail: making or pasting a key, removing it, and looking whether DNS shows it.

use super::mailbox_page::{Shown, email_inbox};
use super::servers::blank;
use crate::dns;
use crate::{DkimKey, mailboxes};
use axum::extract::{Path, State};
use axum::response::Redirect;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::InboxId;
use mail::DkimSigner;
use mail_auth::dkim::generate::DkimKeyPair;
use web::{Fields, Markup, Problem, SignedIn, Site, see_other};

/// Every receiver understands RSA; many still ignore Ed25519.
const RSA_BITS: usize = 2048;

pub(super) async fn change(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Redirect, Problem> {
    let inbox = InboxId(id);
    site.db().read(move |tx| email_inbox(tx, inbox)).await?;
    let key = match fields.text("do") {
        "remove" => None,
        "paste" => Some(named(&fields, fields.text("pem").to_owned())?),
        _ => Some(named(&fields, generated().await?)?),
    };
    let done = if key.is_some() { "dkim" } else { "dkim-removed" };
    site.db()
        .work(signed_in.actor(), move |work| {
            let mut mailbox = mailboxes::find(work, inbox)?.unwrap_or_else(|| blank(inbox));
            mailbox.dkim.clone_from(&key);
            mailbox.lost.dkim = false;
            mailbox.keep(work)
        })
        .await?;
    Ok(see_other(&format!("/settings/inboxes/{id}/email?done={done}")))
}

/// A key under its domain and selector, tried by signing with it.
fn named(fields: &Fields, pem: String) -> Result<DkimKey, Problem> {
    let tidy = |name: &str| name.trim_matches('.').to_lowercase();
    let key = DkimKey {
        domain: tidy(fields.text("domain")),
        selector: tidy(fields.text("selector")),
        pem,
    };
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .split('.')
                .all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'))
    };
    if !is_name(&key.domain) || !is_name(&key.selector) {
        return Err(Problem::refused("email-dkim-bad-name"));
    }
    let signs = DkimSigner::from_pem(&key.domain, &key.selector, &key.pem).and_then(|signer| signer.sign(b"From: a@b.example\r\n\r\n", 0));
    signs.map_err(|e| Problem::refused("email-dkim-bad-key").with("detail", e))?;
    Ok(key)
}

/// A fresh RSA key as PEM. Looking for primes takes a second, so not on a thread that serves pages.
async fn generated() -> Result<String, Problem> {
    let made = tokio::task::spawn_blocking(|| DkimKeyPair::generate_rsa(RSA_BITS))
        .await
        .map_err(|e| Problem::fault(&e))?;
    let pair = made.map_err(|e| Problem::fault(&e))?;
    let encoded = STANDARD.encode(pair.private_key());
    let lines: Vec<&str> = encoded.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap_or_default()).collect();
    Ok(format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n", lines.join("\n")))
}

/// What DNS shows for this inbox's domain.
pub(super) async fn look(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let shown = Shown::find(&site, InboxId(id)).await?;
    let domain = shown.inbox.address.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned();
    let key = shown.mailbox.and_then(|mailbox| mailbox.dkim);
    let records = dns::look(&domain, key.as_ref()).await;
    Ok(super::dkim_card::judged(signed_in.t(), &records.judged()))
}
