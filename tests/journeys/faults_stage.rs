//! The demo company on a disk or under a clock that can be made to fail, what it was asked to keep and what it said, and the look afterwards
//! whether it was true to its word.

use crate::post::eventually;
use crate::running::{free_port, get};
use db::{Database, sql};
use frontline::config::{Config, Flags, load};
use frontline::house::House;
use kit::Clock;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// What one asked the desk to keep, and what it said.
#[derive(Default)]
struct History {
    accepted: Vec<String>,
    refused: Vec<String>,
}

/// The demo company on a disk that can be made to fail.
pub struct Ailing {
    pub process: Child,
    /// The data folder, as seen from here.
    pub data: PathBuf,
    port: u16,
    lmtp: u16,
    token: String,
    cookies: String,
    history: History,
    asked: usize,
}

/// Whether this machine lets us, which only a trial tells: a box around it may forbid what root may do elsewhere. Says why not.
pub fn may_fail(tool: &str, trial: &[&str]) -> bool {
    let root = rustix::process::geteuid().is_root();
    let there = Command::new(tool).args(trial).output().is_ok_and(|tried| tried.status.success());
    if !root || !there {
        eprintln!(
            "left out: {}",
            if root {
                format!("{tool} does not do here what the scene needs")
            } else {
                "it wants root, as ./check has in CI".to_owned()
            }
        );
    }
    root && there
}

fn program(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_frontline"));
    program.arg("--data").arg(data);
    program
}

/// The words with which the program serves.
fn serving(data: &Path, port: u16, lmtp: u16) -> Vec<String> {
    let listen = format!("127.0.0.1:{port}");
    let lmtp = format!("127.0.0.1:{lmtp}");
    ["--data", &data.to_string_lossy(), "--listen", &listen, "--lmtp-listen", &lmtp, "--api-rate", "60000", "serve"]
        .map(str::to_owned)
        .to_vec()
}

impl Ailing {
    /// The company is founded in `folder` and a program is let in; then `command` serves it, and sees it at `at`.
    pub fn serve(folder: &Path, at: &Path, command: impl FnOnce(Vec<String>) -> Command) -> Self {
        let (port, lmtp) = (free_port(), free_port());
        let (mut first, _) = until_it_serves(program(folder).args(&serving(folder, port, lmtp)[2..]));
        let _ = first.kill();
        let _ = first.wait();
        let made = program(folder)
            .args(["token", "create", "noor@kettle.example", "--name", "Faults"])
            .output()
            .expect("a token");
        let token = String::from_utf8_lossy(&made.stdout).trim().to_owned();
        let (process, link) = until_it_serves(&mut command(serving(at, port, lmtp)));
        let answer = get(port, &link).expect("signed in");
        let cookies: Vec<&str> = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).collect();
        let data = PathBuf::from(format!("/proc/{}/root{}", process.id(), at.display()));
        Self {
            process,
            data,
            port,
            lmtp,
            token,
            cookies: cookies.join("; "),
            history: History::default(),
            asked: 0,
        }
    }

    /// The answer; what a clock that was set back costs is waited for, as it says: a second.
    pub fn send(&self, request: &str) -> String {
        let answer = self.send_once(request);
        if !answer.starts_with("HTTP/1.1 429") {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(1_100));
        self.send_once(request)
    }

    fn send_once(&self, request: &str) -> String {
        let mut line = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        line.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
        line.write_all(request.as_bytes()).expect("asked");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("answered");
        answer
    }

    /// A program writes a note. Whether it was kept; anything but yes and “not now” is a fault.
    pub fn notes(&mut self) -> bool {
        self.asked += 1;
        let text = format!("note {}.", self.asked);
        let body = format!(r#"{{"text":"{text}"}}"#);
        let head = "POST /api/v1/conversations/1/notes HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nContent-Type: application/json\r\n";
        let more = format!("Authorization: Bearer {}\r\nContent-Length: {}\r\n\r\n{body}", self.token, body.len());
        let answer = self.send(&format!("{head}{more}"));
        let yes = answer.starts_with("HTTP/1.1 201");
        assert!(yes || answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(yes || answer.contains("retry-after: "), "when to ask again is said: {answer}");
        if yes { &mut self.history.accepted } else { &mut self.history.refused }.push(text);
        yes
    }

    /// A mail server brings a mail. Whether it was taken; anything but yes and “later” is a fault.
    pub fn brings_mail(&mut self) -> bool {
        self.asked += 1;
        let id = format!("m{}@customer.example", self.asked);
        let said = deliver(self.lmtp, &id);
        assert!(said.starts_with("250") || said.starts_with('4'), "{said}");
        let yes = said.starts_with("250");
        if yes { &mut self.history.accepted } else { &mut self.history.refused }.push(id);
        yes
    }

    /// The status a program hears that lists conversations with this token.
    pub fn lists_with(&self, token: &str) -> String {
        let head = "GET /api/v1/conversations HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n";
        self.send(&format!("{head}Authorization: Bearer {token}\r\n\r\n")).chars().skip(9).take(3).collect()
    }

    /// What the agent who is signed in sees of a conversation.
    pub fn page(&self) -> String {
        self.send(&format!(
            "GET /conversations/1 HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            self.port, self.cookies
        ))
    }

    /// An agent and a program read.
    pub fn reads(&self) {
        let page = self.page();
        assert!(page.starts_with("HTTP/1.1 200"), "an agent reads: {page}");
        assert_eq!(self.lists_with(&self.token), "200", "a program reads");
    }

    pub fn ready(&self) -> String {
        get(self.port, "/readyz").expect("an answer")
    }

    /// While the disk fails: nothing is accepted, everything is read, and the reason is said. `worsen` sees to it that it still fails.
    pub fn ails(&mut self, why: &str, worsen: &dyn Fn(&Self)) {
        let mut refused = (0, 0);
        for _ in 0..300 {
            worsen(self);
            refused.0 += usize::from(!self.notes());
            worsen(self);
            refused.1 += usize::from(!self.brings_mail());
            self.reads();
            if refused.0.min(refused.1) >= 3 {
                break;
            }
        }
        assert!(refused.0.min(refused.1) >= 3, "nothing is acknowledged while {why}: {refused:?}");
        // Something small may still find room; then the desk is ready, and rightly so.
        let told = (0..100).map(|_| {
            worsen(self);
            self.notes();
            self.ready()
        });
        let mut told = told;
        let told = told.find(|told| told.starts_with("HTTP/1.1 503"));
        assert!(told.as_ref().is_some_and(|told| told.contains("cannot keep changes now")), "{why}: {told:?}");
    }

    /// By itself, when the disk works again.
    pub fn recovers(&mut self, why: &str) {
        let again = eventually(Duration::from_secs(20), || self.ready().starts_with("HTTP/1.1 200").then_some(()));
        assert!(again.is_some(), "after {why}: {}", self.ready());
        assert!(self.notes() && self.brings_mail(), "and keeps what it is told, after {why}");
        self.reads();
    }

    /// Stopped where it stands, its files are looked at.
    pub async fn was_true_to_its_word(mut self) {
        let copy = tempfile::tempdir().expect("a folder");
        let pid = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(pid, rustix::process::Signal::STOP).expect("stopped");
        for name in ["frontline.db", "frontline.db-wal", "key"] {
            std::fs::copy(self.data.join(name), copy.path().join(name)).expect("copied");
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let config = Config {
            data: copy.path().to_owned(),
            ..load(&Flags::default()).expect("a configuration")
        };
        let db = House::open(&config, Clock::system()).expect("the desk opens").db;
        let health: String = db.read(|tx| sql("PRAGMA integrity_check /* sqlite */").only(tx, "answer")).await.expect("answer");
        assert_eq!(health, "ok");
        for text in &self.history.accepted {
            assert_eq!(kept(&db, text).await, 1, "{text} was accepted");
        }
        for text in &self.history.refused {
            assert_eq!(kept(&db, text).await, 0, "{text} was refused");
        }
        let order: Vec<String> = db
            .read(|tx| sql("SELECT text FROM message WHERE text LIKE 'note %.' ORDER BY id").all(tx))
            .await
            .expect("the notes");
        let notes: Vec<&String> = self.history.accepted.iter().filter(|text| text.starts_with("note ")).collect();
        assert_eq!(order.iter().collect::<Vec<_>>(), notes, "in the order they were accepted in");
        eprintln!("{} accepted, {} refused", self.history.accepted.len(), self.history.refused.len());
    }
}

/// How often a note of this text, or a mail of this id, is there.
async fn kept(db: &Database, text: &str) -> i64 {
    let (note, mail) = (text.to_owned(), format!("%<{text}>%"));
    db.read(move |tx| {
        let notes: i64 = sql("SELECT COUNT(*) FROM message WHERE kind = 'note' AND text = $1").with(note).only(tx, "count")?;
        let mails: i64 = sql("SELECT COUNT(*) FROM raw_mail WHERE CAST(bytes AS TEXT) LIKE $1 /* sqlite */")
            .with(mail)
            .only(tx, "count")?;
        Ok(notes + mails)
    })
    .await
    .expect("counted")
}

impl Drop for Ailing {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program, and the path that signs the browser of this machine in.
fn until_it_serves(command: &mut Command) -> (Child, String) {
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program");
    let mut words = BufReader::new(process.stdout.take().expect("its words")).lines().map_while(Result::ok);
    let link = words.find_map(|line| Some(line[line.find("/local/")?..].trim().to_owned()));
    // Whoever says more is listened to: nobody speaks into a pipe that is closed.
    std::thread::spawn(move || words.for_each(drop));
    (process, link.expect("it serves"))
}

/// What the listener says to the mail at the end, or where it stopped.
fn deliver(port: u16, id: &str) -> String {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut writer = stream;
    let mut last = hear(&mut reader);
    let mail =
        format!("From: Mia <mia@mail.example>\r\nTo: support@kettle.example\r\nSubject: {id}\r\nMessage-ID: <{id}>\r\n\r\nHello\r\n.");
    for (line, wished) in [
        ("LHLO mx.example", "250"),
        ("MAIL FROM:<mia@mail.example>", "250"),
        ("RCPT TO:<support@kettle.example>", "250"),
        ("DATA", "354"),
        (&mail, "250"),
    ] {
        writer.write_all(format!("{line}\r\n").as_bytes()).expect("said");
        last = hear(&mut reader);
        if !last.starts_with(wished) {
            break;
        }
    }
    last
}

/// The last line of an answer.
fn hear(reader: &mut impl std::io::BufRead) -> String {
    loop {
        let mut line = String::new();
        let read = reader.read_line(&mut line).expect("an answer");
        if read == 0 || line.as_bytes().get(3) != Some(&b'-') {
            return line;
        }
    }
}
