//! The program, running: a data folder with one agent and one inbox, started, killed and started again.

use crate::post::{Servers, eventually};
use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use db::{Actor, Database};
use desk::inbox::InboxSettings;
use desk::{Inbox, InboxId};
use email::{ImapAccess, LoginKind, Mailbox, SmtpAccess};
use frontline::config::{Config, Flags, load};
use frontline::house::House;
use kit::{Clock, EmailAddress, Locale};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub const PASSWORD: &str = "a long kettle song";

/// A desk on disk, and perhaps the program that serves it.
pub struct Desk {
    pub folder: tempfile::TempDir,
    pub inbox_address: String,
    pub agent: i64,
    pub inbox: InboxId,
    port: u16,
    process: Option<Child>,
}

impl Desk {
    /// A desk whose only inbox reads and sends through the gate's servers. `name` keeps mailboxes of journeys apart.
    pub async fn with_mailbox(servers: &Servers, name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let inbox_address = format!("{name}@example.org");
        let (agent, inbox) = furnish(&open(folder.path()), servers, &inbox_address).await;
        Self { folder, inbox_address, agent, inbox, port: free_port(), process: None }
    }

    /// The desk's data, for looking and for verbs while nothing serves.
    pub fn data(&self) -> Database {
        open(self.folder.path())
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts the program and waits until it answers; says how long that took.
    pub fn start(&mut self, environment: &[(&str, String)]) -> Option<Duration> {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))
            .expect("a log");
        let child = Command::new(env!("CARGO_BIN_EXE_frontline"))
            .args([
                "--data",
                self.folder.path().to_str().expect("utf-8"),
                "--listen",
                &format!("127.0.0.1:{}", self.port),
                "serve",
                "--empty",
            ])
            .envs(environment.iter().map(|(name, value)| (*name, value.as_str())))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program");
        self.process = Some(child);
        let began = std::time::Instant::now();
        let up = eventually(Duration::from_secs(20), || {
            if self.has_died() {
                return Some(false);
            }
            get(self.port, "/healthz").filter(|answer| answer.starts_with("HTTP/1.1 200")).map(|_| true)
        });
        (up == Some(true)).then(|| began.elapsed())
    }

    pub fn has_died(&mut self) -> bool {
        self.process.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(Some(_))))
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.process.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// What the program logged, for a failing test.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Ana, who may do everything, and an inbox with its mailbox.
pub async fn furnish(db: &Database, servers: &Servers, inbox_address: &str) -> (i64, InboxId) {
    let password = Hasher::new().hash(&NewPassword::for_demo(PASSWORD)).await.expect("a hash");
    let ana = NewAgent {
        name: "Ana Ruiz".into(),
        email: EmailAddress::parse("ana@kettle.example").expect("an address"),
        role: BuiltIn::Admin,
        locale: Locale::En,
        zone: "UTC".into(),
        password,
    };
    let agent = db.work(Actor::System, move |work| agents::add(work, &ana)).await.expect("Ana").0;
    let (servers, address) = (servers.clone(), inbox_address.to_owned());
    let inbox = db.work(Actor::System, move |work| add_inbox(work, &servers, &address)).await.expect("an inbox");
    (agent, inbox)
}

/// As the program opens it, with its own keys.
fn open(folder: &std::path::Path) -> Database {
    let config = Config { data: folder.to_owned(), ..load(&Flags::default()).expect("a configuration") };
    House::open(&config, Clock::system()).expect("the desk's data").db
}

/// An inbox that only sends, through whoever listens at `smtp` of this machine or another; not kept yet.
pub fn sending_inbox(work: &mut db::Work<'_>, address: &str, smtp: (String, u16)) -> Result<Mailbox, db::Trouble> {
    let settings = InboxSettings {
        name: "Support".into(),
        from_name: "Kettle Support".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 0,
        acknowledgement: String::new(),
    };
    let inbox = Inbox::add(work, "email", address, &settings)?;
    let smtp = SmtpAccess {
        host: smtp.0,
        port: smtp.1,
        security: "plain".into(),
        login: LoginKind::Password,
        user: String::new(),
        secret: String::new(),
        extra_root: None,
    };
    Ok(Mailbox::sending_only(inbox, smtp))
}

fn add_inbox(work: &mut db::Work<'_>, servers: &Servers, address: &str) -> Result<InboxId, db::Trouble> {
    let mut mailbox = sending_inbox(work, address, servers.smtp.clone())?;
    mailbox.imap = Some(ImapAccess {
        host: servers.imap.0.clone(),
        port: servers.imap.1,
        security: "plain".into(),
        login: LoginKind::Password,
        user: address.into(),
        secret: servers.password.clone(),
        folder: "INBOX".into(),
        extra_root: None,
        mark_seen: false,
    });
    mailbox.keep(work)?;
    Ok(mailbox.inbox)
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}

/// The whole answer to a `GET`, head and body.
pub fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").as_bytes())
        .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
