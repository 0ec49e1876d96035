//! The workspace as its agents meet it, in a real browser: from a key to the painted result, 10,000 rows scrolled, and one
//! agent's change on another's screen while 200 are connected.
//!
//! `cargo build --release && npm ci --prefix tests/browser && cargo run --release -p benches --bin workspace -- target/release/frontline`
//!
//! The browser's part is `benches/browser/workspace.mjs`; it reports each figure beside a static page of the same size.

use benches::program::{Running, fill};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::Notify;

const CONVERSATIONS: usize = 10_000;
const AGENTS: usize = 200;
/// The two in the browser.
const WATCHED: usize = 2;
/// What a browser waits at least between two askings for the same part (`SHORTEST_PAUSE_MS` of `assets/js/live.js`).
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
/// When it asks for lists and counts after somebody else changed something, in milliseconds, with so many listening (`BESIDE_MS` and
/// `FOR_EACH_MS` of the same file).
const BESIDE: std::ops::Range<u64> = 100..(AGENTS as u64 * 10);
/// What a browser that shows the open conversations asks for anew when the counts change.
const PARTS: [&str; 2] = ["/rail?here=view%3Aopen", "/rows?view=open&rows=50"];

#[tokio::main]
async fn main() {
    let program = std::env::args().nth(1).unwrap_or_else(|| "target/release/frontline".into());
    let folder = tempfile::tempdir().expect("a folder");
    let numbers: Vec<usize> = (0..CONVERSATIONS).map(|number| number * 3).collect();
    let cookies = fill(folder.path(), &numbers, AGENTS).await.cookies;
    let running = Running::start(&program, folder.path());
    running.settle();
    play(running.http, "alone").await;
    let asked = Arc::new(AtomicU64::new(0));
    let others: Vec<_> = cookies[WATCHED..]
        .iter()
        .map(|cookie| tokio::spawn(look_on(running.http, cookie.clone(), asked.clone())))
        .collect();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = running.cpu_ticks();
    play(running.http, "crowd").await;
    println!(
        "the other {} asked for {} parts meanwhile; the program used {:.1} s of CPU",
        others.len(),
        asked.load(Ordering::Relaxed),
        (running.cpu_ticks() - before) as f64 / 100.0
    );
    println!("resident with {AGENTS} connected: {:.1} MiB", running.resident_mib());
    for other in others {
        assert!(!other.is_finished(), "a stream ended early: {:?}", other.await);
    }
}

/// Plays the browser's part and passes on what it says.
async fn play(port: u16, part: &'static str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser/workspace.mjs");
    let played = tokio::task::spawn_blocking(move || {
        Command::new("node")
            .arg(script)
            .arg(format!("http://127.0.0.1:{port}"))
            .env("FL_PART", part)
            .env("FL_PASSWORD", benches::program::PASSWORD)
            .status()
    });
    let status = played.await.expect("the browser").expect("node");
    assert!(status.success(), "the browser's part {part} failed");
}

/// One more agent with the open conversations on the screen: listens, and asks anew as a browser would.
async fn look_on(port: u16, cookie: String, asked: Arc<AtomicU64>) {
    let bell = Arc::new(Notify::new());
    let asking = tokio::spawn(ask_anew(port, cookie.clone(), bell.clone(), asked));
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the live stream");
    stream
        .write_all(request(port, "/live", &cookie, "Accept: text/event-stream\r\n").as_bytes())
        .await
        .expect("asked");
    let mut lines = BufReader::new(stream).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if line.contains("\"counts\"") {
            bell.notify_one();
        }
    }
    asking.abort();
}

async fn ask_anew(port: u16, cookie: String, bell: Arc<Notify>, asked: Arc<AtomicU64>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a connection");
    let mut turn = 0;
    loop {
        bell.notified().await;
        tokio::time::sleep(Duration::from_millis(moment_of_its_own(&cookie, &mut turn))).await;
        for path in PARTS {
            stream
                .write_all(request(port, path, &cookie, "HX-Request: true\r\n").as_bytes())
                .await
                .expect("asked");
            read_answer(&mut stream).await;
            asked.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(SHORTEST_PAUSE).await;
    }
}

/// Another one each time and for each browser, the same in each run.
fn moment_of_its_own(cookie: &str, turn: &mut u64) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    *turn += 1;
    let mut hash = DefaultHasher::new();
    (cookie, *turn).hash(&mut hash);
    BESIDE.start + hash.finish() % (BESIDE.end - BESIDE.start)
}

fn request(port: u16, path: &str, cookie: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n{more}\r\n")
}

/// Reads one answer to its end, so that the connection can be asked again.
async fn read_answer(stream: &mut TcpStream) {
    let mut answer = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = stream.read(&mut buffer).await.expect("an answer");
        assert!(read > 0, "the connection was closed");
        answer.extend_from_slice(&buffer[..read]);
        let Some(head) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let words = String::from_utf8_lossy(&answer[..head]).to_lowercase();
        assert!(words.starts_with("http/1.1 200"), "{words}");
        let length = words.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        let whole = match length {
            Some(length) => answer.len() >= head + 4 + length,
            None => answer.ends_with(b"0\r\n\r\n"),
        };
        if whole {
            return;
        }
    }
}
