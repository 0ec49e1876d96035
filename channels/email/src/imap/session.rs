//! From settings to an open folder: greet, log in, introduce ourselves, select.

use std::time::Duration;

use async_imap::imap_proto::{MailboxDatum, Response, ResponseCode};
use async_imap::{Authenticator, Client, error::Error};

use super::fence::Fence;
use super::folder_name::to_imap;
use super::greeting::greeted;
use super::line::Line;
use super::trouble::shortened;
use super::{AfterFetch, Ailment, ImapSettings, Pace};
use crate::tls::{Dial, Login, Wire};

/// What SELECT told about the folder.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Folder {
    pub uid_validity: u32,
    pub uid_next: Option<u32>,
    pub mod_seq: Option<u64>,
}

/// A logged-in line; no folder is open yet.
pub(super) async fn log_in(dial: &impl Dial, settings: &ImapSettings, pace: &Pace) -> Result<Line, Ailment> {
    let (wire, able) = within(pace.connect_within, greeted(dial, settings)).await?;
    let literal_bytes = u64::from(settings.limits.piece_bytes) * 4;
    let client = Client::new(Fence::new(wire, literal_bytes));
    let session = within(pace.stall_after, authenticate(client, &settings.login, &able)).await?;
    let mut line = Line::new(session, pace.stall_after);
    line.learn_abilities().await?;
    if line.can("ID") {
        // NetEase (163.com, 126.com) refuses SELECT to programs that do not introduce themselves.
        line.try_ask("ID (\"name\" \"Frontline\")").await?;
    }
    Ok(line)
}

/// Opens the folder; read-only when nothing will be changed in it.
pub(super) async fn open(line: &mut Line, settings: &ImapSettings) -> Result<Folder, Ailment> {
    let verb = if settings.after_fetch == AfterFetch::Leave { "EXAMINE" } else { "SELECT" };
    let mut folder = Folder::default();
    let command = format!("{verb} {}", quoted(&to_imap(&settings.folder))?);
    let selected = line.ask("SELECT", &command, |answer| folder.learn(answer)).await;
    match selected {
        Err(Ailment::Refused { reply, .. }) => Err(Ailment::FolderMissing { folder: settings.folder.clone(), reply }),
        Err(other) => Err(other),
        Ok(()) => Ok(folder),
    }
}

impl Folder {
    fn learn(&mut self, answer: &Response<'_>) {
        let (Response::Data { outcome, .. } | Response::Done { outcome, .. }) = answer else {
            return;
        };
        match outcome.code {
            Some(ResponseCode::UidValidity(validity)) => self.uid_validity = validity,
            Some(ResponseCode::UidNext(next)) => self.uid_next = Some(next),
            Some(ResponseCode::HighestModSeq(highest)) => self.mod_seq = Some(highest),
            _ => {}
        }
    }
}

/// The folders a person may choose from, as people write them.
pub(super) async fn folders(line: &mut Line) -> Result<Vec<String>, Ailment> {
    let mut names = Vec::new();
    line.ask("LIST", "LIST \"\" \"*\"", |answer| {
        if let Response::MailboxData(MailboxDatum::List(listed)) = answer
            && names.len() < 10_000
        {
            names.push(super::folder_name::to_people(&listed.name));
        }
    })
    .await?;
    Ok(names)
}

/// Passes text to the server as a quoted string.
pub(super) fn quoted(text: &str) -> Result<String, Ailment> {
    if text.chars().any(char::is_control) {
        return Err(Ailment::Unsendable(text.to_owned()));
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

type Session = async_imap::Session<Fence<Wire>>;

async fn authenticate(client: Client<Fence<Wire>>, login: &Login, able: &[String]) -> Result<Session, Ailment> {
    let offers = |word: &str| able.iter().any(|ability| ability == word);
    let answer = match login {
        Login::XOAuth2 { .. } => client.authenticate("XOAUTH2", Once(login.initial_response())).await,
        Login::Password { .. } if offers("AUTH=PLAIN") => client.authenticate("PLAIN", Once(login.initial_response())).await,
        Login::Password { .. } if offers("LOGINDISABLED") => return Err(Ailment::NoSuchLogin),
        Login::Password { user, password } => client.login(user, password).await,
    };
    answer.map_err(|(trouble, _)| refused(trouble, login))
}

fn refused(trouble: Error, login: &Login) -> Ailment {
    match trouble {
        // RFC 5530: the server itself is ill, not the password.
        Error::No(reply) if reply.contains("[UNAVAILABLE]") || reply.contains("[INUSE]") => {
            Ailment::Refused { command: "the login for now", reply: said(&reply) }
        }
        Error::No(reply) | Error::Bad(reply) => match login {
            Login::Password { .. } => Ailment::PasswordRefused(said(&reply)),
            Login::XOAuth2 { .. } => Ailment::TokenRefused(said(&reply)),
        },
        Error::Io(trouble) => Ailment::from_io(trouble),
        Error::ConnectionLost => Ailment::SaidGoodbye("it closed the connection during the login".into()),
        Error::Validate(_) => Ailment::Unsendable(login.user().to_owned()),
        other => Ailment::Gibberish(shortened(&other.to_string())),
    }
}

/// The server's own words, out of what the library wraps them in: `code: None, info: Some("…")`.
fn said(reply: &str) -> String {
    let own = reply.split_once("info: Some(\"").and_then(|(_, rest)| rest.strip_suffix("\")"));
    shortened(&own.unwrap_or(reply).replace("\\\"", "\""))
}

/// Answers the first challenge with the credentials and any further one with nothing: a server that refuses an XOAUTH2 token
/// sends its reason as a challenge, and says NO only after an empty answer.
struct Once(Vec<u8>);

impl Authenticator for Once {
    type Response = Vec<u8>;

    fn process(&mut self, _challenge: &[u8]) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }
}

async fn within<T>(limit: Duration, attempt: impl Future<Output = Result<T, Ailment>>) -> Result<T, Ailment> {
    tokio::time::timeout(limit, attempt).await.unwrap_or(Err(Ailment::Silent(limit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_in_the_servers_own_words() {
        assert_eq!(
            said(r#"code: None, info: Some("[AUTHENTICATIONFAILED] No \"app\" password.")"#),
            r#"[AUTHENTICATIONFAILED] No "app" password."#
        );
        assert_eq!(said("code: None, info: None"), "code: None, info: None", "without words, what there is");
    }

    #[test]
    fn quotes_are_escaped_and_line_breaks_refused() {
        assert_eq!(quoted(r#"a"b\c"#).ok().as_deref(), Some(r#""a\"b\\c""#));
        assert!(matches!(quoted("INBOX\r\nA9 DELETE INBOX"), Err(Ailment::Unsendable(_))));
    }
}
