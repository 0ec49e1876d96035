//! The program as its owner meets it: how fast it starts with data, what it weighs at rest, how soon a mail is on a screen.
//!
//! `cargo build --release && cargo run --release -p benches --bin whole_program -- target/release/frontline`
//!
//! Each figure stands beside its floor measured in the same run: an empty program's start, the fsyncs a mail needs.

use benches::program::{Running, fill, forget, get, median};
use benches::{letter, stopwatch};
use email::smtp_out::{self, Envelope, Sent, SmtpSettings};
use email::tls::{Security, Tcp};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

const STORED: usize = 20_000;
const MAILS: usize = 40;

#[tokio::main]
async fn main() {
    let program = std::env::args().nth(1).unwrap_or_else(|| "target/release/frontline".into());
    let folder = tempfile::tempdir().expect("a folder");
    fill(folder.path(), &(0..STORED).collect::<Vec<_>>(), 1).await;
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
    let written = last.expect("a running program");
    println!(
        "start to the first answer with {STORED} mails stored: {:.0} ms (median of 5)",
        median(starts).as_secs_f64() * 1e3
    );
    written.settle();
    println!("resident at rest, its file in memory as it was written: {:.1} MiB", written.resident_mib());
    drop(written);
    forget(&program);
    let running = Running::start(&program, folder.path());
    running.settle();
    println!("resident at rest, its file read as after a boot: {:.1} MiB", running.resident_mib());
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
