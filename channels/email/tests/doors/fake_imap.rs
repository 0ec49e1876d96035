//! An IMAP server that holds one mailbox in memory and can be told to misbehave at a chosen command.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

use email::imap::{ImapSettings, Limits, Login, Pace, Security, follow};
use email::tls::{Dial, Wire};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::sync::{Notify, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::fake_shelf::FakeShelf;

/// What the server does instead of answering, once, when it hears a command containing the text.
pub enum Then {
    /// Says this (with `{tag}` filled in) and goes on.
    Say(&'static str),
    /// Answers as usual, except for the last line; then hangs up.
    AnswerAndClose,
    /// Says this and hangs up.
    SayAndClose(&'static str),
    /// Says this, then never anything again, and never hangs up.
    SayAndFallSilent(&'static str),
}

pub struct Mailbox {
    pub uid_validity: u32,
    pub messages: BTreeMap<u32, Vec<u8>>,
    pub capabilities: &'static str,
    pub password: &'static str,
    /// Answers RFC822.SIZE with this, whatever the truth.
    pub claimed_size: Option<u64>,
    /// UIDs that are listed and never handed out.
    pub withheld: Vec<u32>,
    pub faults: VecDeque<(&'static str, Then)>,
    pub commands: Vec<String>,
    pub dialled: Vec<Instant>,
    pub fell_silent: Option<Instant>,
}

#[derive(Clone)]
pub struct FakeImap {
    mailbox: Arc<Mutex<Mailbox>>,
    arrived: Arc<Notify>,
    goodbye: Arc<Notify>,
}

/// A mailbox being followed by the code under test.
pub struct Followed {
    pub shelf: FakeShelf,
    pub wake: Arc<Notify>,
    pub settings: watch::Sender<ImapSettings>,
    pub stop: CancellationToken,
}

impl FakeImap {
    pub fn holding(messages: impl IntoIterator<Item = (u32, Vec<u8>)>) -> Self {
        let mailbox = Mailbox {
            uid_validity: 7,
            messages: messages.into_iter().collect(),
            capabilities: "IMAP4rev1 IDLE MOVE UIDPLUS AUTH=PLAIN AUTH=XOAUTH2",
            password: "kettle",
            claimed_size: None,
            withheld: Vec::new(),
            faults: VecDeque::new(),
            commands: Vec::new(),
            dialled: Vec::new(),
            fell_silent: None,
        };
        Self {
            mailbox: Arc::new(Mutex::new(mailbox)),
            arrived: Arc::default(),
            goodbye: Arc::default(),
        }
    }

    pub fn with(self, change: impl FnOnce(&mut Mailbox)) -> Self {
        change(&mut self.look());
        self
    }

    /// The next time a command containing `at` is heard, `then` happens instead of the answer.
    pub fn failing(self, at: &'static str, then: Then) -> Self {
        self.with(|mailbox| mailbox.faults.push_back((at, then)))
    }

    pub fn look(&self) -> MutexGuard<'_, Mailbox> {
        self.mailbox.lock().expect("no test panics while it holds the mailbox")
    }

    pub fn receives(&self, uid: u32, raw: &[u8]) {
        self.look().messages.insert(uid, raw.to_vec());
        self.arrived.notify_one();
    }

    /// Shuts an idling client out.
    pub fn says_goodbye(&self) {
        self.goodbye.notify_one();
    }

    pub fn heard(&self, text: &str) -> usize {
        self.look().commands.iter().filter(|command| command.contains(text)).count()
    }

    pub fn settings() -> ImapSettings {
        let login = Login::Password { user: "support@kettle.example".into(), password: "kettle".into() };
        let limits = Limits { batch_count: 10, piece_bytes: 1000, message_bytes: 5000, ..Limits::default() };
        ImapSettings { limits, ..ImapSettings::new("imap.kettle.example", 143, Security::Plain, login) }
    }

    pub fn followed(&self) -> Followed {
        self.followed_with(Self::settings())
    }

    pub fn followed_with(&self, settings: ImapSettings) -> Followed {
        let (sender, receiver) = watch::channel(settings);
        let followed = Followed {
            shelf: FakeShelf::default(),
            wake: Arc::default(),
            settings: sender,
            stop: CancellationToken::new(),
        };
        let (shelf, wake, stop) = (followed.shelf.clone(), followed.wake.clone(), followed.stop.clone());
        tokio::spawn(follow(self.clone(), receiver, shelf, wake, stop, Pace::default()));
        followed
    }

    async fn serve(self, stream: DuplexStream) -> io::Result<()> {
        let (read, mut write) = tokio::io::split(stream);
        let mut lines = BufReader::new(read);
        write.write_all(b"* OK Kettle IMAP ready\r\n").await?;
        while let Some(command) = hear(&mut lines).await? {
            let (tag, rest) = command.split_once(' ').unwrap_or((&command, ""));
            self.look().commands.push(rest.to_owned());
            match self.fault(rest) {
                Some(Then::Say(text)) => write.write_all(text.replace("{tag}", tag).as_bytes()).await?,
                Some(Then::SayAndClose(text)) => return write.write_all(text.replace("{tag}", tag).as_bytes()).await,
                Some(Then::SayAndFallSilent(text)) => {
                    write.write_all(text.as_bytes()).await?;
                    self.look().fell_silent = Some(Instant::now());
                    std::future::pending::<()>().await;
                }
                Some(Then::AnswerAndClose) => return write.write_all(&self.answer(rest).0).await,
                None if rest.starts_with("AUTHENTICATE") => self.authenticate(tag, rest, &mut lines, &mut write).await?,
                None if rest == "IDLE" => {
                    if !self.idle(tag, &mut lines, &mut write).await? {
                        return Ok(());
                    }
                }
                None => {
                    let (mut answer, ending) = self.answer(rest);
                    answer.extend_from_slice(format!("{tag} {ending}\r\n").as_bytes());
                    write.write_all(&answer).await?;
                }
            }
        }
        Ok(())
    }

    fn fault(&self, command: &str) -> Option<Then> {
        let mut mailbox = self.look();
        let at = mailbox.faults.iter().position(|(at, _)| command.contains(at))?;
        mailbox.faults.remove(at).map(|(_, then)| then)
    }

    async fn authenticate(&self, tag: &str, command: &str, lines: &mut Lines, write: &mut WriteHalf<DuplexStream>) -> io::Result<()> {
        use base64::Engine as _;
        write.write_all(b"+ \r\n").await?;
        let secret = hear(lines).await?.unwrap_or_default();
        let secret = String::from_utf8(base64::engine::general_purpose::STANDARD.decode(secret).unwrap_or_default()).unwrap_or_default();
        if secret.contains(self.look().password) {
            return write.write_all(format!("{tag} OK in\r\n").as_bytes()).await;
        }
        if command.ends_with("XOAUTH2") {
            write.write_all(b"+ eyJzdGF0dXMiOiI0MDEifQ==\r\n").await?;
            assert_eq!(hear(lines).await?.as_deref(), Some(""), "a refused token is acknowledged with an empty line");
        }
        write.write_all(format!("{tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n").as_bytes()).await
    }

    async fn idle(&self, tag: &str, lines: &mut Lines, write: &mut WriteHalf<DuplexStream>) -> io::Result<bool> {
        write.write_all(b"+ idling\r\n").await?;
        loop {
            tokio::select! {
                () = self.arrived.notified() => {
                    let exists = self.look().messages.len();
                    write.write_all(format!("* {exists} EXISTS\r\n").as_bytes()).await?;
                }
                () = self.goodbye.notified() => {
                    write.write_all(b"* BYE shutting down\r\n").await?;
                    return Ok(false);
                }
                done = hear(lines) => {
                    if done?.as_deref() == Some("DONE") {
                        write.write_all(format!("{tag} OK idled\r\n").as_bytes()).await?;
                        return Ok(true);
                    }
                    return Ok(false);
                }
            }
        }
    }

    /// The untagged part of an answer, and its last line.
    fn answer(&self, command: &str) -> (Vec<u8>, &'static str) {
        let mut mailbox = self.look();
        let mut answer = Vec::new();
        if command == "CAPABILITY" {
            answer = format!("* CAPABILITY {}\r\n", mailbox.capabilities).into_bytes();
        } else if command.starts_with("SELECT") || command.starts_with("EXAMINE") {
            if !command.contains("INBOX") {
                return (answer, "NO [NONEXISTENT] No such folder");
            }
            let (exists, validity) = (mailbox.messages.len(), mailbox.uid_validity);
            let next = mailbox.messages.keys().last().map_or(1, |last| last + 1);
            answer = format!("* {exists} EXISTS\r\n* OK [UIDVALIDITY {validity}] ok\r\n* OK [UIDNEXT {next}] ok\r\n").into_bytes();
        } else if let Some(rest) = command.strip_prefix("UID FETCH ") {
            mailbox.fetch(rest, &mut answer);
        } else if let Some(rest) = command.strip_prefix("UID MOVE ") {
            let wanted = uids(rest.split(' ').next().unwrap_or_default());
            mailbox.messages.retain(|uid, _| !wanted.iter().any(|range| range.contains(uid)));
        } else if command == "NOOP" {
            answer = format!("* {} EXISTS\r\n", mailbox.messages.len()).into_bytes();
        } else if command.starts_with("LIST") {
            answer = b"* LIST () \"/\" INBOX\r\n* LIST () \"/\" \"Entw&APw-rfe\"\r\n".to_vec();
        }
        (answer, "OK done")
    }
}

impl Mailbox {
    fn fetch(&self, command: &str, answer: &mut Vec<u8>) {
        let (set, items) = command.split_once(' ').unwrap_or((command, ""));
        let wanted = uids(set);
        let last = self.messages.keys().last().copied();
        for (seq, (uid, raw)) in self.messages.iter().enumerate() {
            // `n:*` always names the last message, also below n: a real server's trap.
            let starred = set.ends_with(":*") && Some(*uid) == last;
            if !starred && !wanted.iter().any(|range| range.contains(uid)) {
                continue;
            }
            let seq = seq + 1;
            if items.contains("RFC822.SIZE") {
                let size = self.claimed_size.unwrap_or(raw.len() as u64);
                answer.extend_from_slice(format!("* {seq} FETCH (UID {uid} RFC822.SIZE {size})\r\n").as_bytes());
            } else if let Some(piece) = items.split_once("BODY.PEEK[]<").map(|(_, piece)| piece) {
                if self.withheld.contains(uid) {
                    continue;
                }
                let (from, most) = piece.split_once('.').expect("a piece has a start and a length");
                let from: usize = from.parse().expect("a number");
                let most: usize = most.split('>').next().and_then(|most| most.parse().ok()).expect("a number");
                let body = &raw[from.min(raw.len())..(from + most).min(raw.len())];
                let date = "17-Jul-1996 02:44:25 -0700";
                let head = format!("* {seq} FETCH (UID {uid} INTERNALDATE \"{date}\" BODY[]<{from}> {{{}}}\r\n", body.len());
                answer.extend_from_slice(head.as_bytes());
                answer.extend_from_slice(body);
                answer.extend_from_slice(b")\r\n");
            } else {
                answer.extend_from_slice(format!("* {seq} FETCH (UID {uid})\r\n").as_bytes());
            }
        }
    }
}

impl Dial for FakeImap {
    async fn dial(&self, _host: &str, _port: u16) -> io::Result<Wire> {
        let (ours, theirs) = tokio::io::duplex(64 << 10);
        self.look().dialled.push(Instant::now());
        tokio::spawn(self.clone().serve(theirs));
        Ok(Wire::new(ours))
    }
}

type Lines = BufReader<ReadHalf<DuplexStream>>;

async fn hear(lines: &mut Lines) -> io::Result<Option<String>> {
    let mut line = String::new();
    Ok((lines.read_line(&mut line).await? > 0).then(|| line.trim_end().to_owned()))
}

fn uids(set: &str) -> Vec<std::ops::RangeInclusive<u32>> {
    let number = |text: &str| if text == "*" { u32::MAX } else { text.parse().expect("a UID") };
    set.split(',')
        .map(|part| match part.split_once(':') {
            Some((first, last)) => number(first)..=number(last),
            None => number(part)..=number(part),
        })
        .collect()
}
