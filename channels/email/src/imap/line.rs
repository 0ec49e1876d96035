//! One logged-in connection: asks a command, reads its answers, and overhears what the server says about the folder meanwhile.
//!
//! Built on async-imap's lowest layer on purpose: its higher calls wait without limit, and its IDLE waits for ever when the server
//! answers NO.

use std::time::Duration;

use async_imap::imap_proto::{Capability, MailboxDatum, RequestId, Response, Status};

use super::Ailment;
use super::fence::Fence;
use super::trouble::shortened;
use crate::tls::Wire;

pub(super) struct Line {
    session: async_imap::Session<Fence<Wire>>,
    patience: Duration,
    abilities: Vec<String>,
    /// How many messages the folder holds, as last heard.
    pub exists: u32,
    /// How often the server has told of more messages; a rise means news.
    pub announcements: u64,
}

impl Line {
    pub(super) fn new(session: async_imap::Session<Fence<Wire>>, patience: Duration) -> Self {
        Self { session, patience, abilities: Vec::new(), exists: 0, announcements: 0 }
    }

    /// Sends a command and shows each answer to `each`; returns when the server says OK to it.
    pub(super) async fn ask(
        &mut self,
        name: &'static str,
        command: &str,
        mut each: impl FnMut(&Response<'_>) + Send,
    ) -> Result<(), Ailment> {
        let id = self.send(command).await?;
        loop {
            let said = self.next(|answer| {
                each(answer);
                verdict(answer, &id)
            });
            match said.await? {
                None => {}
                Some(Verdict::Yes) => return Ok(()),
                Some(Verdict::No(reply)) => return Err(Ailment::Refused { command: name, reply }),
            }
        }
    }

    /// Asks for something we can live without.
    pub(super) async fn try_ask(&mut self, command: &str) -> Result<bool, Ailment> {
        match self.ask("", command, |_| ()).await {
            Ok(()) => Ok(true),
            Err(Ailment::Refused { .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }

    pub(super) async fn learn_abilities(&mut self) -> Result<(), Ailment> {
        let mut abilities = Vec::new();
        self.ask("CAPABILITY", "CAPABILITY", |answer| {
            if let Response::Capabilities(list) = answer {
                abilities = list.iter().filter_map(word).collect();
            }
        })
        .await?;
        self.abilities = abilities;
        Ok(())
    }

    pub(super) fn can(&self, ability: &str) -> bool {
        self.abilities.iter().any(|known| known == ability)
    }

    pub(super) fn forget(&mut self, ability: &str) {
        self.abilities.retain(|known| known != ability);
    }

    pub(super) async fn send(&mut self, command: &str) -> Result<RequestId, Ailment> {
        let sending = tokio::time::timeout(self.patience, self.session.run_command(command));
        match sending.await {
            Err(_) => Err(Ailment::Silent(self.patience)),
            Ok(sent) => sent.map_err(from_imap),
        }
    }

    pub(super) async fn send_done(&mut self) -> Result<(), Ailment> {
        self.session.run_command_untagged("DONE").await.map_err(from_imap)
    }

    /// What `read` makes of the next answer, which is owed within the usual patience.
    pub(super) async fn next<T>(&mut self, read: impl FnOnce(&Response<'_>) -> T + Send) -> Result<T, Ailment> {
        let patience = self.patience;
        tokio::time::timeout(patience, self.overhear(read)).await.unwrap_or(Err(Ailment::Silent(patience)))
    }

    /// The next thing the server says, however long that takes. May be dropped while it waits; nothing is lost by that.
    pub(super) async fn overhear<T>(&mut self, read: impl FnOnce(&Response<'_>) -> T + Send) -> Result<T, Ailment> {
        let Some(answer) = self.session.read_response().await.map_err(Ailment::from_io)? else {
            return Err(Ailment::SaidGoodbye("it closed the connection".into()));
        };
        match answer.parsed() {
            Response::MailboxData(MailboxDatum::Exists(exists)) => {
                self.announcements += u64::from(*exists > self.exists);
                self.exists = *exists;
            }
            Response::Expunge(_) => self.exists = self.exists.saturating_sub(1),
            Response::Vanished { earlier: false, uids } => {
                let gone: u64 = uids.iter().map(|range| u64::from(range.end().saturating_sub(*range.start())) + 1).sum();
                self.exists = self.exists.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX));
            }
            Response::Data { status: Status::Bye, outcome } => {
                return Err(Ailment::SaidGoodbye(shortened(outcome.information.as_deref().unwrap_or_default())));
            }
            _ => {}
        }
        Ok(read(answer.parsed()))
    }
}

pub(super) enum Verdict {
    Yes,
    No(String),
}

/// What the server finally says to the command `id`, if this answer is that.
pub(super) fn verdict(answer: &Response<'_>, id: &RequestId) -> Option<Verdict> {
    let Response::Done { tag, status, outcome } = answer else { return None };
    if tag != id {
        return None;
    }
    Some(match status {
        Status::Ok => Verdict::Yes,
        _ => Verdict::No(shortened(outcome.information.as_deref().unwrap_or_default())),
    })
}

fn word(capability: &Capability<'_>) -> Option<String> {
    match capability {
        Capability::Atom(word) => Some(word.to_ascii_uppercase()),
        _ => None,
    }
}

fn from_imap(trouble: async_imap::error::Error) -> Ailment {
    match trouble {
        async_imap::error::Error::Io(trouble) => Ailment::from_io(trouble),
        other => Ailment::Gibberish(shortened(&other.to_string())),
    }
}
