//! Raw first: what IMAP fetched or a mail server brought is on disk before anybody is told so.

use crate::covering::covered;
use crate::imap::{Cursor, Fetched, ImapSettings, MailboxState, ServerCount, Shelf, ShelfTrouble, Skipped, WhySkipped};
use crate::listener::{Accept, AcceptTrouble, Arrived};
use crate::mailboxes;
use crate::raw::{self, Incoming};
use db::{Actor, Database, Trouble, Work, sql};
use desk::{InboxId, Masking, masking};
use std::sync::Arc;
use tokio::sync::Notify;

/// One IMAP folder's place in the database.
pub struct DatabaseShelf {
    pub db: Database,
    pub inbox: InboxId,
    /// The folder it is for. Once the inbox reads another, what still comes from this one is refused: it would move the
    /// other's cursor.
    pub folder: ImapSettings,
    /// Told when something was kept.
    pub filer: Arc<Notify>,
}

impl DatabaseShelf {
    async fn work<T: Send + 'static>(
        &self,
        change: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, ShelfTrouble> {
        self.db.work(Actor::System, change).await.map_err(|e| ShelfTrouble(Box::new(e)))
    }
}

/// UIDVALIDITY, last UID and MODSEQ, as far as they are known.
type Place = (Option<i64>, Option<i64>, Option<i64>);

impl Shelf for DatabaseShelf {
    async fn cursor(&self) -> Result<Option<Cursor>, ShelfTrouble> {
        let inbox = self.inbox;
        let row: Option<Place> = self
            .db
            .read(move |tx| sql("SELECT uid_validity, last_uid, mod_seq FROM mailbox WHERE inbox_id = $1").with(inbox).one(tx))
            .await
            .map_err(|e| ShelfTrouble(Box::new(e)))?;
        Ok(row.and_then(|(validity, uid, mod_seq)| {
            Some(Cursor {
                uid_validity: validity? as u32,
                last_uid: uid? as u32,
                mod_seq: mod_seq.map(|n| n as u64),
            })
        }))
    }

    async fn keep(&self, batch: Vec<Fetched>, cursor: Cursor) -> Result<(), ShelfTrouble> {
        let inbox = self.inbox;
        let any = !batch.is_empty();
        let masking = self.db.read(move |tx| masking::of_inbox(tx, inbox)).await.map_err(|e| ShelfTrouble(Box::new(e)))?;
        let covering = move || {
            batch
                .into_iter()
                .map(|fetched| Incoming::fetched(fetched, cursor.uid_validity, masking))
                .collect::<Vec<_>>()
        };
        let mails = tokio::task::spawn_blocking(covering).await.map_err(|e| ShelfTrouble(Box::new(e)))?;
        let folder = self.folder.clone();
        self.work(move |work| {
            still_reads(work, inbox, &folder)?;
            for mail in &mails {
                raw::keep(work, inbox, "imap", mail)?;
            }
            raw::move_cursor(work, inbox, cursor)
        })
        .await?;
        if any {
            self.filer.notify_one();
        }
        Ok(())
    }

    async fn skipped(&self, skipped: Skipped, uid_validity: u32) -> Result<(), ShelfTrouble> {
        let inbox = self.inbox;
        let why = match skipped.why {
            WhySkipped::TooLarge => "too_large",
            WhySkipped::Withheld => "withheld",
        };
        self.work(move |work| {
            work.keep_quietly("a message left on the server, noted before");
            raw::left_on_server(work, inbox, (uid_validity, skipped.uid), skipped.size, why)
        })
        .await
    }

    async fn count(&self, server: ServerCount) {
        let inbox = self.inbox;
        let counted = self
            .work(move |work| {
                let now = work.now;
                work.keep_quietly("the server's own count");
                sql("UPDATE mailbox SET server_exists = $2, counted_at = $3 WHERE inbox_id = $1")
                    .with(inbox)
                    .with(i64::from(server.exists))
                    .with(now)
                    .run(work)
            })
            .await;
        if let Err(trouble) = counted {
            tracing::warn!(%trouble, "the server's count was not kept");
        }
    }

    async fn state(&self, state: MailboxState) {
        let inbox = self.inbox;
        let (word, reason) = match &state {
            MailboxState::Connecting => ("connecting", String::new()),
            MailboxState::Working { kept, waiting } => ("working", format!("{kept}/{}", kept + waiting)),
            MailboxState::Idle => ("idle", String::new()),
            MailboxState::Failing { reason, .. } => ("failing", reason.to_string()),
        };
        let kept = self.work(move |work| mailboxes::doing(work, inbox, word, &reason)).await;
        if let Err(trouble) = kept {
            tracing::warn!(%trouble, "a mailbox's state was not kept");
        }
    }
}

fn still_reads(work: &mut Work<'_>, inbox: InboxId, folder: &ImapSettings) -> Result<(), Trouble> {
    let now = mailboxes::find(work, inbox)?.and_then(|mailbox| mailbox.imap).map(|imap| imap.settings());
    match now {
        Some(now) if now.place() == folder.place() => Ok(()),
        _ => Err(Trouble::Changed("mailbox")),
    }
}

/// The desk behind our own SMTP or LMTP listener.
pub struct DatabaseDoor {
    pub db: Database,
    pub filer: Arc<Notify>,
}

impl DatabaseDoor {
    async fn inbox_of(&self, address: &str) -> Result<Option<InboxId>, AcceptTrouble> {
        let address = without_plus(address);
        self.db
            .read(move |tx| desk::inboxes::receiving(tx, &address))
            .await
            .map_err(|e| AcceptTrouble(Box::new(e)))
    }
}

impl Accept for DatabaseDoor {
    async fn recipient(&self, address: &str) -> Result<bool, AcceptTrouble> {
        Ok(self.inbox_of(address).await?.is_some())
    }

    async fn keep(&self, arrived: Arrived) -> Result<(), AcceptTrouble> {
        let mut inboxes = Vec::new();
        for address in &arrived.rcpt_to {
            // An address that was ours when it was named and is not any more: the sender asks again and is told.
            let gone = || AcceptTrouble(format!("{address} is no address of ours any more").into());
            let inbox = self.inbox_of(address).await?.ok_or_else(gone)?;
            if !inboxes.contains(&inbox) {
                inboxes.push(inbox);
            }
        }
        let for_whom = inboxes.clone();
        let maskings = self
            .db
            .read(move |tx| for_whom.iter().map(|inbox| masking::of_inbox(tx, *inbox)).collect::<Result<Vec<_>, _>>());
        let maskings = maskings.await.map_err(|e| AcceptTrouble(Box::new(e)))?;
        let covering = move || maskings.into_iter().map(|masking| as_kept(&arrived, masking)).collect::<Vec<_>>();
        let mails = tokio::task::spawn_blocking(covering).await.map_err(|e| AcceptTrouble(Box::new(e)))?;
        self.db
            .work(Actor::System, move |work| {
                for (inbox, mail) in inboxes.iter().zip(&mails) {
                    raw::keep(work, *inbox, "listener", mail)?;
                }
                Ok(())
            })
            .await
            .map_err(|e| AcceptTrouble(Box::new(e)))?;
        self.filer.notify_one();
        Ok(())
    }
}

/// As an inbox keeps it that covers so much.
fn as_kept(arrived: &Arrived, masking: Masking) -> Incoming {
    let bytes = covered(masking, arrived.raw.clone());
    Incoming {
        sha256: kit::sha256_hex(&bytes),
        bytes: with_envelope(arrived, &bytes),
        uid: None,
        received_at: None,
        mail_from: Some(arrived.mail_from.clone().unwrap_or_default()),
    }
}

/// The trace a delivering server adds (RFC 5321 section 4.4): who it said it came from, and to which address, plus part and all.
fn with_envelope(arrived: &Arrived, raw: &[u8]) -> Vec<u8> {
    let mut bytes = format!("Return-Path: <{}>\r\n", arrived.mail_from.as_deref().unwrap_or("")).into_bytes();
    for address in &arrived.rcpt_to {
        bytes.extend(format!("Delivered-To: {address}\r\n").bytes());
    }
    bytes.extend(raw);
    bytes
}

fn without_plus(address: &str) -> String {
    let address = address.to_lowercase();
    address
        .rsplit_once('@')
        .map_or_else(|| address.clone(), |(local, domain)| format!("{}@{domain}", local.split('+').next().unwrap_or("")))
}

#[cfg(test)]
mod scenes;
