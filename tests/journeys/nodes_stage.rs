//! Two programs on one PostgreSQL, each with a folder and a door of its own, started, stopped and killed apart.

use crate::post::{Servers, eventually};
use crate::running::{free_port, furnish, get};
use db::{Database, FromRow, Tx, sql};
use desk::InboxId;
use frontline::config::{Config, Flags, load};
use frontline::house::House;
use kit::Clock;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use testkit::{TestPlace, place_on_postgres};

pub struct Node {
    pub folder: tempfile::TempDir,
    pub port: u16,
    /// Where it tells its figures.
    pub figures: u16,
    url: String,
    /// What it is started with besides.
    pub environment: Vec<(&'static str, &'static str)>,
    process: Option<Child>,
}

impl Node {
    fn on(url: &str) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            port: free_port(),
            figures: free_port(),
            url: url.to_owned(),
            environment: Vec::new(),
            process: None,
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontline"));
        command
            .args(["--data", self.folder.path().to_str().expect("utf-8"), "--database", &self.url])
            .envs(self.environment.iter().copied());
        command
    }

    /// Starts it and does not wait.
    pub fn start(&mut self, serve: &[&str]) {
        let path = self.folder.path().join("log");
        let log = std::fs::OpenOptions::new().create(true).append(true).open(path).expect("a log");
        let (listen, figures) = (format!("127.0.0.1:{}", self.port), format!("127.0.0.1:{}", self.figures));
        let mut command = self.command();
        command
            .args(["--listen", &listen, "--metrics-listen", &figures, "--api-rate", "100000", "serve"])
            .args(serve);
        self.process = Some(command.stdout(Stdio::null()).stderr(log).spawn().expect("the program"));
    }

    pub fn is_ready(&self) -> bool {
        get(self.port, "/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    pub fn await_ready(&self) {
        assert!(
            eventually(Duration::from_secs(60), || self.is_ready().then_some(())).is_some(),
            "it never became ready:\n{}",
            self.log()
        );
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// `STOP`, `CONT` or `TERM`.
    pub fn signal(&self, which: &str) {
        let pid = self.process.as_ref().expect("it runs").id().to_string();
        let sent = Command::new("kill").args([&format!("-{which}"), &pid]).status().expect("kill");
        assert!(sent.success());
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// What others call it.
    pub fn ends_with(&self) -> String {
        format!(":{}", self.port)
    }

    /// What the doctor says.
    pub fn doctor(&self) -> String {
        let output = self.command().arg("doctor").output().expect("the doctor");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A token with everything its agent may do, from the command line.
    pub fn token(&self, email: &str) -> String {
        let output = self.command().args(["token", "create", email, "--name", "A journey"]).output().expect("a token");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Listens to what changes, as a program does: every line of the stream, from now on.
    pub fn listen(&self, token: &str) -> BufReader<TcpStream> {
        let mut line = TcpStream::connect(("127.0.0.1", self.port)).expect("the door");
        line.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        line.write_all(format!("GET /api/v1/events HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\r\n").as_bytes())
            .expect("asked");
        let mut stream = BufReader::new(line);
        // The head of the answer is there: it listens.
        for line in stream.by_ref().lines() {
            if line.expect("a head").is_empty() {
                break;
            }
        }
        stream
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A desk with one mailbox, and two programs that may serve it.
pub struct Cluster {
    pub a: Node,
    pub b: Node,
    pub db: Database,
    pub inbox: InboxId,
    pub inbox_address: String,
    /// Dropped last.
    _place: TestPlace,
}

/// `None` without servers.
pub fn empty() -> Option<(TestPlace, Node, Node)> {
    let place = place_on_postgres();
    let Some(db::Place::Postgres(url)) = place.as_ref().map(TestPlace::place) else {
        eprintln!("left out: no PostgreSQL; start it with eval \"$(tests/servers/up)\"");
        return None;
    };
    Some((place?, Node::on(&url), Node::on(&url)))
}

impl Cluster {
    pub async fn with_mailbox(servers: &Servers, name: &str) -> Option<Self> {
        let (place, a, b) = empty()?;
        let config = Config {
            data: a.folder.path().to_owned(),
            database: Some(a.url.clone()),
            ..load(&Flags::default()).expect("a configuration")
        };
        let db = House::open(&config, Clock::system()).expect("the desk's data").db;
        share_key(&a, &b);
        let inbox_address = format!("{}@example.org", own(name));
        let (_, inbox) = furnish(&db, servers, &inbox_address).await;
        Some(Self { a, b, db, inbox, inbox_address, _place: place })
    }

    pub async fn ask<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, db::Trouble> + Send + 'static) -> T {
        self.db.read(question).await.expect("an answer")
    }

    /// The first value a question gives.
    pub async fn count(&self, question: &'static str) -> i64 {
        self.ask(move |tx| sql(question).only(tx, "count")).await
    }

    /// Waits until a question gives so much, or more.
    pub async fn until(&self, seconds: u64, question: &'static str, wanted: i64) {
        let began = std::time::Instant::now();
        loop {
            let found = self.count(question).await;
            if found >= wanted {
                return;
            }
            assert!(
                began.elapsed() < Duration::from_secs(seconds),
                "{found} of {wanted} after {seconds} s: {question}\n--- a\n{}\n--- b\n{}",
                self.a.log(),
                self.b.log()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until everything is done by the node whose name ends so.
    pub async fn until_all_is_done_by(&self, node: &str) {
        let began = std::time::Instant::now();
        loop {
            let held = self.duties().await;
            if held.len() >= DUTIES && held.iter().all(|held| held.node.ends_with(node)) {
                return;
            }
            assert!(
                began.elapsed() < Duration::from_secs(40),
                "{node}: {held:?}\n--- a\n{}\n--- b\n{}",
                self.a.log(),
                self.b.log()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Who holds each duty, by the name of the node; nobody's are left out.
    pub async fn duties(&self) -> Vec<Held> {
        self.ask(|tx| sql("SELECT d.name, n.name FROM duty d JOIN node n ON n.id = d.node_id ORDER BY d.name").all(tx))
            .await
    }

    /// The node that follows the mailbox, and the other one.
    pub async fn follower_first(&mut self) -> (&mut Node, &mut Node) {
        let held = self.duties().await;
        let mailbox = held.iter().find(|held| held.duty.starts_with("mailbox")).expect("somebody follows the mailbox");
        if mailbox.node.ends_with(&self.a.ends_with()) {
            (&mut self.a, &mut self.b)
        } else {
            (&mut self.b, &mut self.a)
        }
    }
}

/// Reactions, timers, surveys, webhooks, shops, consents and the mailbox.
const DUTIES: usize = 7;

#[derive(Debug, FromRow)]
pub struct Held {
    pub duty: String,
    pub node: String,
}

/// A name for this run alone: mailboxes outlive it.
pub fn own(name: &str) -> String {
    format!("{name}-{}", std::process::id())
}

/// Both sign and seal with the same key.
pub fn share_key(from: &Node, to: &Node) {
    std::fs::copy(from.folder.path().join("key"), to.folder.path().join("key")).expect("the key");
}

/// A letter of ours at whichever node listens there; whether it was accepted.
pub fn post(port: u16, token: &str, inbox: i64, to: &str, number: usize) -> bool {
    let body = format!(r#"{{"inbox":{inbox},"to":["{to}"],"subject":"Letter {number}","text":"Letter number {number}."}}"#);
    ask(port, token, "/conversations", &format!("letter-{number}"), &body).is_some_and(|answer| answer.starts_with("HTTP/1.1 20"))
}

/// Posts to the API; `None` if nobody answered in time.
pub fn ask(port: u16, token: &str, path: &str, key: &str, body: &str) -> Option<String> {
    let mut line = TcpStream::connect(("127.0.0.1", port)).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let head = format!("POST /api/v1{path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n");
    let more = format!("Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    line.write_all(format!("{head}{more}").as_bytes()).ok()?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    (!answer.is_empty()).then_some(answer)
}
