//! The program as its owner meets it: how fast it starts with data, what it weighs at rest, how soon a mail is on a screen.
//!
//! `cargo build --release && cargo run --release -p benches --bin whole_program -- target/release/frontline`
//!
//! Each figure stands beside its floor measured in the same run: an empty program's start, the fsyncs a mail needs.

use benches::{desk, letter, stopwatch};
use db::Actor;
use email::raw::{self, Incoming};
use email::smtp_out::{self, Envelope, Sent, SmtpSettings};
use email::tls::{Security, Tcp};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const STORED: usize = 20_000;
const MAILS: usize = 40;

#[tokio::main]
async fn main() {
    let program = std::env::args().nth(1).unwrap_or_else(|| "target/release/frontline".into());
    let folder = tempfile::tempdir().expect("a folder");
    fill(folder.path()).await;
    let floor = median((0..10).map(|_| run_once(&program)).collect());
    println!("floor: starting the program only to print its configuration: {:.1} ms", floor.as_secs_f64() * 1e3);
    // The first start builds the search index of what is stored; the second is the one people meet.
    let first = Running::start(&program, folder.path());
    first.settle();
    drop(first);
    let (mut starts, mut last) = (Vec::new(), None);
    for _ in 0..5 {
        drop(last.take());
        let running = Running::start(&program, folder.path());
        starts.push(running.took);
        last = Some(running);
    }
    let running = last.expect("a running program");
    println!(
        "start to the first answer with {STORED} mails stored: {:.0} ms (median of 5)",
        median(starts).as_secs_f64() * 1e3
    );
    running.settle();
    println!("resident at rest: {:.1} MiB", running.resident_mib());
    let fsync = median((0..20).map(|n| fsynced(folder.path(), n)).collect());
    let waits = latencies(&running).await;
    println!("one small durable write on this disk: {:.1} ms", fsync.as_secs_f64() * 1e3);
    println!(
        "from the mail server's 250 to the signal in an agent's browser: median {:.0} ms, slowest of {MAILS} {:.0} ms",
        median(waits.clone()).as_secs_f64() * 1e3,
        waits.iter().max().copied().unwrap_or_default().as_secs_f64() * 1e3
    );
    println!("resident after that: {:.1} MiB", running.resident_mib());
}

async fn fill(folder: &std::path::Path) {
    let (db, key, inbox) = desk(folder).await;
    for from in (0..STORED).step_by(500) {
        let mails: Vec<Incoming> = (from..from + 500)
            .map(|number| {
                let bytes = letter(number);
                Incoming {
                    sha256: kit::sha256_hex(&bytes),
                    bytes,
                    uid: None,
                    received_at: None,
                    mail_from: None,
                }
            })
            .collect();
        db.work(Actor::System, move |work| mails.iter().try_for_each(|mail| raw::keep(work, inbox, "imap", mail).map(drop)))
            .await
            .expect("kept");
    }
    while email::file_waiting(&db, &key).await.expect("filed") > 0 {}
    let password = agents::Hasher::new().hash(&agents::NewPassword::for_demo("bench")).await.expect("a hash");
    db.work(Actor::System, move |work| {
        let new = agents::NewAgent {
            name: "Ana".into(),
            email: kit::EmailAddress::parse("ana@kettle.example").expect("an address"),
            role: agents::BuiltIn::Admin,
            locale: kit::Locale::En,
            zone: "UTC".into(),
            password: password.clone(),
        };
        agents::add(work, &new)
    })
    .await
    .expect("Ana");
    drop(db);
    std::fs::rename(folder.join("bench.db"), folder.join("frontline.db")).expect("the database's name");
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::rename(folder.join(format!("bench.db{ending}")), folder.join(format!("frontline.db{ending}")));
    }
}

struct Running {
    child: Child,
    http: u16,
    smtp: u16,
    link: String,
    took: Duration,
}

impl Running {
    fn start(program: &str, folder: &std::path::Path) -> Self {
        let (http, smtp) = (free_port(), free_port());
        let clock = stopwatch();
        let mut child = Command::new(program)
            .args([
                "--data",
                folder.to_str().expect("utf-8"),
                "--listen",
                &format!("127.0.0.1:{http}"),
                "--smtp-listen",
                &format!("127.0.0.1:{smtp}"),
                "--log",
                "error",
            ])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        while !get(http, "/healthz", "").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            std::thread::sleep(Duration::from_millis(2));
        }
        let took = clock();
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines().map_while(Result::ok);
        let link = lines.find(|line| line.contains("/local/")).expect("the link for the local browser");
        Self {
            child,
            http,
            smtp,
            link: link.trim().rsplit_once(&http.to_string()).expect("a path").1.to_owned(),
            took,
        }
    }

    /// Waits until its memory and its work have come to rest.
    fn settle(&self) {
        let mut before = self.cpu_ticks();
        for _ in 0..60 {
            std::thread::sleep(Duration::from_secs(1));
            let now = self.cpu_ticks();
            if now - before <= 2 {
                break;
            }
            before = now;
        }
        std::thread::sleep(Duration::from_secs(12));
    }

    fn cpu_ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        stat.rsplit_once(')')
            .map_or(0, |(_, rest)| rest.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum())
    }

    fn resident_mib(&self) -> f64 {
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

async fn latencies(running: &Running) -> Vec<Duration> {
    let entered = get(running.http, &running.link, "").expect("an answer");
    let cookie = entered
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .and_then(|line| line.split(';').next())
        .expect("a session")
        .to_owned();
    let mut stream = TcpStream::connect(("127.0.0.1", running.http)).expect("the live stream");
    stream
        .write_all(
            format!(
                "GET /live HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n",
                running.http
            )
            .as_bytes(),
        )
        .expect("asked");
    let mut signals = BufReader::new(stream).lines().map_while(Result::ok).filter(|line| line.contains("\"counts\""));
    let settings = SmtpSettings::new("127.0.0.1", running.smtp, Security::Plain, None, "customer.example");
    let mut waits = Vec::new();
    for number in 0..MAILS {
        let mail = letter(1_000_000 + number * 3);
        let envelope = Envelope {
            mail_from: Some("c@mail.example".into()),
            rcpt_to: vec!["support@kettle.example".into()],
        };
        let sent = smtp_out::send(&Tcp, &settings, &envelope, &mail).await;
        let clock = stopwatch();
        assert!(matches!(sent, Sent::Accepted { .. }), "{sent:?}");
        // A conversation opens and its message arrives: the first signal is the one the browser acts on.
        signals.next().expect("a signal");
        waits.push(clock());
        tokio::time::sleep(Duration::from_millis(300)).await;
        // Later signals of the same mail are already in the buffer; the next mail must not take them for its own.
        signals.next();
    }
    waits
}

fn run_once(program: &str) -> Duration {
    let clock = stopwatch();
    let done = Command::new(program).arg("config").stdout(Stdio::null()).status().expect("the program");
    assert!(done.success());
    clock()
}

fn fsynced(folder: &std::path::Path, number: usize) -> Duration {
    let mut file = std::fs::File::create(folder.join(format!("fsync-{number}"))).expect("a file");
    let clock = stopwatch();
    file.write_all(b"x").and_then(|()| file.sync_data()).expect("durable");
    clock()
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}

fn get(port: u16, path: &str, more: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}Connection: close\r\n\r\n").as_bytes())
        .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
