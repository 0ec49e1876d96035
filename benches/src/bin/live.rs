//! Many live connections at once: what each costs the program, and how soon one change is told to all of them, beside as many bare
//! sockets of this process that are written the same bytes.
//!
//! `cargo build --release && cargo run --release -p benches --bin live -- target/release/frontline 10000`
//!
//! Needs two open files for each connection in all; raise the limit (`ulimit -n`) before.

use benches::program::{Filled, Running, fill};
use benches::{letter, stopwatch};
use email::smtp_out::{self, Envelope, Sent, SmtpSettings};
use email::tls::{Security, Tcp};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

const BROADCASTS: usize = 10;
/// The bare sockets are both ends in one process, so there are fewer; their figure is scaled.
const BARE: usize = 4_000;
const AGENTS: usize = 200;

#[tokio::main]
async fn main() {
    let program = std::env::args().nth(1).unwrap_or_else(|| "target/release/frontline".into());
    let many: usize = std::env::args().nth(2).and_then(|number| number.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder");
    let Filled { cookies, .. } = fill(folder.path(), &(0..300).collect::<Vec<_>>(), AGENTS).await;
    let floor = bare().await;
    println!(
        "{BARE} bare sockets written one line each: {:.0} ms, {:.0} ms scaled to {many}",
        floor * 1e3,
        floor * 1e3 * many as f64 / BARE as f64
    );
    let running = Running::start(&program, folder.path());
    running.settle();
    let empty = running.resident_mib();
    let heard = Arc::new(AtomicUsize::new(0));
    let (told, last) = watch::channel(Instant::now());
    let told = Arc::new(told);
    let clock = stopwatch();
    for number in 0..many {
        let (cookie, heard, told) = (cookies[number % AGENTS].clone(), heard.clone(), told.clone());
        let stream = join(running.http, &cookie).await;
        tokio::spawn(listen(stream, heard, told));
    }
    println!("{many} connected in {:.1} s", clock().as_secs_f64());
    running.settle();
    let full = running.resident_mib();
    println!(
        "resident {empty:.1} MiB before and {full:.1} MiB with them: {:.1} KiB each",
        (full - empty) * 1024.0 / many as f64
    );
    let mut took = Vec::new();
    for number in 0..BROADCASTS {
        took.push(broadcast(&running, number, many, &heard, &last).await);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    took.sort_by(f64::total_cmp);
    println!(
        "from a mail server's 250 until all {many} have heard: median {:.0} ms, slowest of {BROADCASTS} {:.0} ms; {:.1} × the bare sockets",
        took[BROADCASTS / 2] * 1e3,
        took[BROADCASTS - 1] * 1e3,
        took[BROADCASTS / 2] / (floor * many as f64 / BARE as f64)
    );
    println!("resident after that: {:.1} MiB", running.resident_mib());
}

/// Opens a stream and reads until it is one.
async fn join(port: u16, cookie: &str) -> BufReader<TcpStream> {
    let mut stream = BufReader::with_capacity(512, TcpStream::connect(("127.0.0.1", port)).await.expect("a connection"));
    let asked = format!("GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n");
    stream.get_mut().write_all(asked.as_bytes()).await.expect("asked");
    let mut line = String::new();
    stream.read_line(&mut line).await.expect("an answer");
    assert!(line.starts_with("HTTP/1.1 200"), "{line}");
    stream
}

/// Counts each signal that a list changed, and says when.
async fn listen(mut stream: BufReader<TcpStream>, heard: Arc<AtomicUsize>, told: Arc<watch::Sender<Instant>>) {
    let mut line = String::new();
    loop {
        line.clear();
        // At the end the program is stopped; before that somebody is missing, and is waited for in vain.
        if stream.read_line(&mut line).await.expect("the stream") == 0 {
            return;
        }
        if line.contains("\"counts\"") {
            heard.fetch_add(1, Ordering::Relaxed);
            told.send_replace(Instant::now());
        }
    }
}

/// Sends a mail in and waits until every stream has told of it; in seconds from the moment it was taken.
async fn broadcast(running: &Running, number: usize, many: usize, heard: &AtomicUsize, last: &watch::Receiver<Instant>) -> f64 {
    heard.store(0, Ordering::Relaxed);
    let settings = SmtpSettings::new("127.0.0.1", running.smtp, Security::Plain, None, "customer.example");
    let envelope = Envelope {
        mail_from: Some("c@mail.example".into()),
        rcpt_to: vec!["support@kettle.example".into()],
    };
    let sent = smtp_out::send(&Tcp, &settings, &envelope, &letter(3_000_000 + number * 3)).await;
    assert!(matches!(sent, Sent::Accepted { .. }), "{sent:?}");
    let taken = Instant::now();
    while heard.load(Ordering::Relaxed) < many {
        assert!(taken.elapsed() < Duration::from_secs(20), "{} of {many} heard", heard.load(Ordering::Relaxed));
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    last.borrow().saturating_duration_since(taken).as_secs_f64()
}

/// The floor: both ends in this process, one line to each; in seconds until the last was read.
async fn bare() -> f64 {
    let door = TcpListener::bind("127.0.0.1:0").await.expect("a door");
    let port = door.local_addr().expect("a port").port();
    let heard = Arc::new(AtomicUsize::new(0));
    let mut ends = Vec::with_capacity(BARE);
    for _ in 0..BARE {
        let (mut near, far) =
            (TcpStream::connect(("127.0.0.1", port)).await.expect("a connection"), door.accept().await.expect("a visitor"));
        ends.push(far.0);
        let heard = heard.clone();
        tokio::spawn(async move {
            let mut bytes = [0; 256];
            while near.read(&mut bytes).await.is_ok_and(|read| read > 0) {
                heard.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    let clock = stopwatch();
    for end in &mut ends {
        end.write_all(b"data: {\"id\":\"1.2\",\"topics\":[\"conversation:42\",\"counts\"]}\n\n")
            .await
            .expect("written");
    }
    while heard.load(Ordering::Relaxed) < BARE {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    clock().as_secs_f64()
}
