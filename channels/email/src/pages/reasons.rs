//! Why a test failed, in the administrator's language: what happened, at which server, what to do.

use crate::imap::{Ailment, ImapTrouble};
use crate::smtp_out::{SmtpAilment, SmtpTrouble};
use crate::tls::TlsTrouble;
use web::Text;

/// A sentence about the incoming server.
pub(super) fn incoming(text: &Text, trouble: &ImapTrouble) -> String {
    let (key, detail) = match &trouble.what {
        Ailment::Unreachable(e) => ("email-why-unreachable", e.to_string()),
        Ailment::Insecure(trouble) => insecure(trouble),
        Ailment::NoStartTls => ("email-why-no-starttls", String::new()),
        Ailment::NoSuchLogin => ("email-why-no-login", String::new()),
        Ailment::PasswordRefused(reply) => ("email-why-password", reply.clone()),
        Ailment::TokenRefused(reply) => ("email-why-token", reply.clone()),
        Ailment::FolderMissing { folder, .. } => ("email-why-folder", folder.clone()),
        Ailment::Silent(_) => ("email-why-slow", String::new()),
        Ailment::SaidGoodbye(reply) => ("email-why-closed", reply.clone()),
        Ailment::Lost(e) => ("email-why-closed", e.to_string()),
        Ailment::TooMuch(breach) => ("email-why-strange", breach.to_string()),
        Ailment::Gibberish(line) => ("email-why-strange", line.clone()),
        Ailment::Refused { reply, .. } => ("email-why-strange", reply.clone()),
        Ailment::Unsendable(what) => ("email-why-unsendable", what.clone()),
        Ailment::Shelf(trouble) => ("email-why-strange", trouble.to_string()),
    };
    said(text, key, &trouble.host, &detail)
}

/// A sentence about the outgoing server.
pub(super) fn outgoing(text: &Text, trouble: &SmtpTrouble) -> String {
    let (key, detail) = match &trouble.what {
        SmtpAilment::Unreachable(e) => ("email-why-unreachable", e.to_string()),
        SmtpAilment::Insecure(trouble) => insecure(trouble),
        SmtpAilment::NoStartTls => ("email-why-no-starttls", String::new()),
        SmtpAilment::NoSuchLogin => ("email-why-no-login", String::new()),
        SmtpAilment::LoginRefused(reply) => ("email-why-password", reply.to_string()),
        SmtpAilment::Silent { .. } => ("email-why-slow", String::new()),
        SmtpAilment::Lost(e) => ("email-why-closed", e.to_string()),
        SmtpAilment::NotNow { reply, .. } => ("email-why-strange", reply.to_string()),
        SmtpAilment::Gibberish(line) | SmtpAilment::NoFinalAnswer(line) => ("email-why-strange", line.clone()),
    };
    said(text, key, &trouble.host, &detail)
}

/// The server took longer than anybody wants to wait at a button.
pub(super) fn too_slow(text: &Text, host: &str) -> String {
    said(text, "email-why-slow", host, "")
}

fn insecure(trouble: &TlsTrouble) -> (&'static str, String) {
    match trouble {
        TlsTrouble::Untrusted(e) => ("email-why-untrusted", e.to_string()),
        TlsTrouble::Broken(e) => ("email-why-no-tls", e.to_string()),
        TlsTrouble::UnreadablePem(why) => ("email-why-bad-root", why.clone()),
        TlsTrouble::NotAHostName(name) => ("email-why-not-a-host", name.clone()),
    }
}

fn said(text: &Text, key: &'static str, host: &str, detail: &str) -> String {
    text.say_with(key, &[("host", &host), ("detail", &detail)])
}
