//! Walks through a folder once, from its first message to its last, and changes nothing in it: for taking old mail in.
//!
//! The folder is opened read-only. A line that breaks is dialled again from where it stood, a few times in a row.

use super::fetch::{fetch, list};
use super::plan::plan;
use super::session::{log_in, open};
use super::{AfterFetch, Ailment, Fetched, ImapSettings, ImapTrouble, Pace, Skipped};
use crate::tls::Dial;
use std::time::Duration;

/// How often a line that brings nothing is dialled again.
const TRIES: u32 = 5;

/// What is found on the way.
pub(crate) enum Found {
    Mail(Fetched),
    /// Too large, or never handed out.
    Left(Skipped),
}

/// How far it is: the last UID, which means something under one UIDVALIDITY only (RFC 3501, 2.3.1.1).
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    validity: u32,
    after: u32,
}

/// Shows every message to `each`, in the order of arrival and perhaps twice where a folder was numbered anew, until there is none or `each` answers no.
pub(crate) async fn walk(
    dial: &impl Dial,
    settings: &ImapSettings,
    each: &mut (dyn FnMut(Found) -> bool + Send),
) -> Result<(), ImapTrouble> {
    let settings = ImapSettings { after_fetch: AfterFetch::Leave, ..settings.clone() };
    let (mut at, mut failed) = (Place::default(), 0);
    loop {
        let before = at.after;
        match go_on(dial, &settings, &mut at, each).await {
            Ok(()) => return Ok(()),
            Err(what) => {
                failed = if at.after > before { 1 } else { failed + 1 };
                if failed >= TRIES || !may_pass(&what, at.after > 0) {
                    return Err(ImapTrouble { host: settings.host.clone(), mailbox: settings.login.user().to_owned(), what });
                }
                tokio::time::sleep(Duration::from_secs(u64::from(failed))).await;
            }
        }
    }
}

/// A line that broke, not a door that is shut; a server nobody ever reached is a wrong address.
const fn may_pass(what: &Ailment, began: bool) -> bool {
    matches!(what, Ailment::Silent(_) | Ailment::SaidGoodbye(_) | Ailment::Lost(_)) || (began && matches!(what, Ailment::Unreachable(_)))
}

async fn go_on(
    dial: &impl Dial,
    settings: &ImapSettings,
    at: &mut Place,
    each: &mut (dyn FnMut(Found) -> bool + Send),
) -> Result<(), Ailment> {
    let mut line = log_in(dial, settings, &Pace::default()).await?;
    let validity = open(&mut line, settings).await?.uid_validity;
    if validity != at.validity {
        *at = Place { validity, after: 0 };
    }
    loop {
        let listed = list(&mut line, at.after, settings.limits.listed).await?;
        if listed.is_empty() {
            line.try_ask("LOGOUT").await.ok();
            return Ok(());
        }
        for batch in plan(&listed, &settings.limits) {
            let (messages, skipped) = fetch(&mut line, &batch, &settings.limits).await?;
            let found = messages.into_iter().map(Found::Mail).chain(skipped.into_iter().map(Found::Left));
            for one in found {
                if !each(one) {
                    return Ok(());
                }
            }
            at.after = batch.last_uid;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, walk};
    use crate::imap::{ImapSettings, Login, Security};
    use crate::tls::{Dial, Wire};
    use std::io;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream};

    /// A folder of two mails, 8 and 9. The first line to it breaks after them; then it was numbered anew, from 1.
    #[derive(Default)]
    struct Renumbered(AtomicU32);

    impl Dial for Renumbered {
        async fn dial(&self, _host: &str, _port: u16) -> io::Result<Wire> {
            let (ours, theirs) = tokio::io::duplex(64 << 10);
            let line = self.0.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(serve(theirs, line));
            Ok(Wire::new(ours))
        }
    }

    async fn serve(stream: DuplexStream, line: u32) -> io::Result<()> {
        let (read, mut write) = tokio::io::split(stream);
        let mut lines = BufReader::new(read).lines();
        let (validity, first) = if line == 0 { (7, 8) } else { (8, 1) };
        write.write_all(b"* OK ready\r\n").await?;
        while let Some(said) = lines.next_line().await? {
            let (tag, command) = said.split_once(' ').unwrap_or((&said, ""));
            let answer = match command {
                "CAPABILITY" => "* CAPABILITY IMAP4rev1\r\n".to_owned(),
                _ if command.starts_with("EXAMINE") => format!("* 2 EXISTS\r\n* OK [UIDVALIDITY {validity}] ok\r\n"),
                _ if command.contains(":* (UID RFC822.SIZE)") => {
                    let asked: u32 = command.trim_start_matches("UID FETCH ").split(':').next().and_then(|n| n.parse().ok()).unwrap_or(0);
                    if line == 0 && asked > first {
                        return Ok(());
                    }
                    let listed = (first..first + 2).filter(|uid| *uid >= asked);
                    listed.map(|uid| format!("* {} FETCH (UID {uid} RFC822.SIZE 2)\r\n", uid - first + 1)).collect()
                }
                _ if command.contains("BODY.PEEK[]<0.") => (first..first + 2)
                    .map(|uid| format!("* {} FETCH (UID {uid} BODY[]<0> {{2}}\r\nhi)\r\n", uid - first + 1))
                    .collect(),
                _ => String::new(),
            };
            write.write_all(format!("{answer}{tag} OK done\r\n").as_bytes()).await?;
        }
        Ok(())
    }

    #[tokio::test(start_paused = true)]
    async fn attack_17_a_folder_numbered_anew_between_two_lines_is_walked_from_its_first_mail() {
        let login = Login::Password { user: "support@kettle.example".into(), password: "kettle".into() };
        let settings = ImapSettings::new("imap.kettle.example", 143, Security::Plain, login);
        let mut seen = Vec::new();
        let each = &mut |found| {
            if let Found::Mail(mail) = found {
                seen.push(mail.uid);
            }
            true
        };

        walk(&Renumbered::default(), &settings, each).await.expect("walked");

        assert_eq!(seen, [8, 9, 1, 2]);
    }
}
