//! The program itself, on a folder filled beforehand: what benchmarks of the whole share.

use crate::{desk, letter, stopwatch};
use agents::sign_in::Visitor;
use db::{Actor, Database};
use email::raw::{self, Incoming};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How many mails are kept in one transaction while a folder is filled.
const TOGETHER: usize = 500;
/// What all agents of a filled folder sign in with.
pub const PASSWORD: &str = "bench";

/// What a filled folder lets in.
pub struct Filled {
    /// A session's cookie for each agent.
    pub cookies: Vec<String>,
    /// A token of the first agent's that may do everything.
    pub token: String,
}

/// Fills `folder` with the mails [`letter`] writes for `numbers`, filed, and `agents` administrators `a0@kettle.example`, `a1@…`.
pub async fn fill(folder: &Path, numbers: &[usize], agents: usize) -> Filled {
    let (db, key, inbox) = desk(folder).await;
    for numbers in numbers.chunks(TOGETHER) {
        let mails: Vec<Incoming> = numbers.iter().map(|number| incoming(letter(*number))).collect();
        db.work(Actor::System, move |work| mails.iter().try_for_each(|mail| raw::keep(work, inbox, "imap", mail).map(drop)))
            .await
            .expect("kept");
    }
    while email::file_waiting(&db, &key).await.expect("filed") > 0 {}
    let cookies = people(&db, agents).await;
    let token = db.work(Actor::System, |work| {
        let owner = agents::first_admin(work)?.expect("an administrator").id;
        agents::tokens::create(work, owner, "bench", &agents::Permissions::all(), None)
    });
    let (_, token) = token.await.expect("a token");
    drop(db);
    keep_key(&folder.join("key"), &key);
    for ending in ["", "-wal", "-shm"] {
        let from = folder.join(format!("bench.db{ending}"));
        if from.exists() {
            std::fs::rename(from, folder.join(format!("frontline.db{ending}"))).expect("the database's name");
        }
    }
    Filled { cookies, token: token.reveal().to_owned() }
}

/// A desk whose key is missing does not serve.
fn keep_key(path: &Path, key: &kit::Key) {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).expect("a key file");
    file.write_all(key.bytes()).expect("the key");
}

fn incoming(bytes: Vec<u8>) -> Incoming {
    Incoming {
        sha256: kit::sha256_hex(&bytes),
        bytes,
        uid: None,
        received_at: None,
        mail_from: None,
    }
}

async fn people(db: &Database, count: usize) -> Vec<String> {
    let password = agents::Hasher::new().hash(&agents::NewPassword::for_demo(PASSWORD)).await.expect("a hash");
    db.work(Actor::System, move |work| {
        (0..count)
            .map(|number| {
                let agent = agents::add(
                    work,
                    &agents::NewAgent {
                        name: format!("Ana {number}"),
                        email: kit::EmailAddress::parse(&format!("a{number}@kettle.example")).expect("an address"),
                        role: agents::BuiltIn::Admin,
                        locale: kit::Locale::En,
                        zone: "UTC".into(),
                        password: password.clone(),
                    },
                )?;
                let visitor = Visitor {
                    address: "127.0.0.1".into(),
                    user_agent: "bench".into(),
                    session: None,
                    device: None,
                };
                let token = agents::sessions::open(work, agent, &visitor, "password")?;
                Ok(format!("frontline={}", token.reveal()))
            })
            .collect()
    })
    .await
    .expect("agents")
}

/// The program while it runs.
pub struct Running {
    pub child: Child,
    pub http: u16,
    pub smtp: u16,
    /// The path that signs the local browser in.
    pub link: String,
    /// From its start to its first answer.
    pub took: Duration,
}

/// Lets the system forget what it holds of the program's file, as after a boot: how much of a file is mapped with a page that is touched goes by
/// the pieces it came into memory in, and a program that was just linked or copied lies there in the largest.
pub fn forget(program: &str) {
    let file = std::fs::File::open(program).expect("the program");
    file.sync_all().expect("written");
    rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed).expect("forgotten");
}

impl Running {
    /// Starts `program` on a filled `folder`.
    pub fn start(program: &str, folder: &Path) -> Self {
        Self::start_with(program, folder, &[])
    }

    /// The same with further arguments.
    pub fn start_with(program: &str, folder: &Path, more: &[&str]) -> Self {
        let (http, smtp) = (free_port(), free_port());
        let clock = stopwatch();
        let mut child = Command::new(program)
            .args(["--data", folder.to_str().expect("utf-8"), "--log", "error"])
            .args(["--listen", &format!("127.0.0.1:{http}"), "--smtp-listen", &format!("127.0.0.1:{smtp}")])
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        while !get(http, "/healthz", "").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            std::thread::sleep(Duration::from_millis(2));
        }
        let took = clock();
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines().map_while(Result::ok);
        let link = lines.find(|line| line.contains("/local/")).expect("the link for the local browser");
        let link = link.trim().rsplit_once(&http.to_string()).expect("a path").1.to_owned();
        Self { child, http, smtp, link, took }
    }

    /// Waits until its memory and its work have come to rest.
    pub fn settle(&self) {
        self.settle_for(60);
    }

    /// The same, for as many seconds as its work may take.
    pub fn settle_for(&self, seconds: u32) {
        let mut before = self.cpu_ticks();
        for _ in 0..seconds {
            std::thread::sleep(Duration::from_secs(1));
            let now = self.cpu_ticks();
            if now - before <= 2 {
                break;
            }
            before = now;
        }
        std::thread::sleep(Duration::from_secs(12));
    }

    /// What it has used of the processor so far, in hundredths of a second.
    pub fn cpu_ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        stat.rsplit_once(')')
            .map_or(0, |(_, rest)| rest.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum())
    }

    /// Milliseconds of the processor its threads took so far, to the microsecond where the system counts so.
    pub fn cpu_ms(&self) -> f64 {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).into_iter().flatten().flatten();
        let taken = threads.filter_map(|thread| {
            let stat = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
            stat.split_whitespace().next()?.parse::<f64>().ok()
        });
        taken.sum::<f64>() / 1e6
    }

    pub fn resident_mib(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kib = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        kib.unwrap_or(0.0) / 1024.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One connection that stays open, as a browser's does.
pub struct Asking {
    stream: BufReader<TcpStream>,
    head: String,
}

impl Asking {
    pub fn new(port: u16, cookie: &str) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self {
            stream: BufReader::new(stream),
            head: format!("Host: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nAccept: text/html, application/json\r\n"),
        }
    }

    /// Asks for `path`, wants a good answer and reads it to its end; in bytes.
    pub fn get(&mut self, path: &str) -> usize {
        let asked = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.head);
        self.stream.get_mut().write_all(asked.as_bytes()).expect("asked");
        let (mut length, mut line) = (None, String::new());
        loop {
            let first = length.is_none() && line.is_empty();
            line.clear();
            self.stream.read_line(&mut line).expect("a line");
            let said = line.trim_end().to_lowercase();
            assert!(!first || said.starts_with("http/1.1 200"), "{path}: {said}");
            if said.is_empty() {
                break;
            }
            if let Some(number) = said.strip_prefix("content-length: ") {
                length = number.parse::<usize>().ok();
            }
        }
        match length {
            Some(length) => self.skip(length),
            None => self.skip_pieces(),
        }
    }

    fn skip(&mut self, length: usize) -> usize {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("the body");
        length
    }

    /// Of a body whose length is not known beforehand.
    fn skip_pieces(&mut self) -> usize {
        let mut whole = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).expect("a length");
            let length = usize::from_str_radix(line.trim(), 16).expect("a length in hexadecimal");
            self.skip(length + 2);
            whole += length;
            if length == 0 {
                return whole;
            }
        }
    }
}

/// The middle one.
pub fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|door| door.local_addr())
        .expect("a free port")
        .port()
}

/// The whole answer to a `GET` of `path`, head and body, on a connection of its own; `more` are further head lines.
pub fn get(port: u16, path: &str, more: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}Connection: close\r\n\r\n").as_bytes())
        .ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(String::from_utf8_lossy(&answer).into_owned())
}
