//! Attack 40 against the running program: thousands of connections that keep it waiting, while others work as before.
//!
//! In the gate two thousand come at once, with `FRONTLINE_SOAK=1` ten thousand. They come from many addresses of this machine, and whoever is
//! shown out comes again. Besiegers and besieged share the processors, so the ratio is that of the best of three looks, and waits under a few
//! milliseconds count as equal.

use crate::post::eventually;
use crate::running::{free_port, get};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpSocket;
use tokio_util::sync::CancellationToken;

const EQUAL: Duration = Duration::from_millis(5);
/// What one connection may cost the program. One in five holds an answer of more than a megabyte back, of which most lies with the kernel.
const BYTES_EACH: u64 = 48 * 1024;
const BYTES_ONCE: u64 = 48 * 1024 * 1024;

fn besiegers() -> usize {
    if std::env::var("FRONTLINE_SOAK").is_ok_and(|value| value == "1") {
        10_000
    } else {
        2_000
    }
}

/// The program, and somebody who listens to it.
struct Castle {
    folder: tempfile::TempDir,
    port: u16,
    process: Child,
}

impl Castle {
    /// Starts it, with no more files than this if a number is given.
    fn start(files: Option<usize>, settings: &[(&str, &str)]) -> Self {
        let (folder, port) = (tempfile::tempdir().expect("a folder"), free_port());
        let program = env!("CARGO_BIN_EXE_frontline");
        let mut command = Command::new("sh");
        let limited = files.map_or_else(String::new, |files| format!("ulimit -n {files}; "));
        command.args(["-c", &format!("{limited}exec \"$0\" \"$@\""), program]);
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let process = command
            .args(["--data", folder.path().to_str().expect("utf-8"), "--listen", &format!("127.0.0.1:{port}"), "serve", "--empty"])
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program");
        let castle = Self { folder, port, process };
        assert!(eventually(Duration::from_secs(30), || castle.is_well().then_some(())).is_some(), "{}", castle.log());
        castle
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn is_well(&self) -> bool {
        get(self.port, "/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    /// Ana's, who works here.
    fn token(&self) -> String {
        self.says(&["user", "add", "ana@kettle.example", "--name", "Ana Ruiz", "--role", "admin"], "a long kettle song\n");
        self.says(&["token", "create", "ana@kettle.example", "--name", "Wall board", "--scopes", "conversations.see"], "")
    }

    fn says(&self, arguments: &[&str], typed: &str) -> String {
        let mut said = Command::new(env!("CARGO_BIN_EXE_frontline"))
            .args(["--data", self.folder.path().to_str().expect("utf-8")])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        said.stdin.take().expect("an ear").write_all(typed.as_bytes()).expect("heard");
        let said = said.wait_with_output().expect("an end");
        assert!(said.status.success(), "{arguments:?}");
        String::from_utf8_lossy(&said.stdout).trim().to_owned()
    }

    /// A live stream of somebody who has the right to it.
    fn listens(&self) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a wire");
        let head = format!("GET /api/v1/events HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {}\r\n\r\n", self.token());
        stream.write_all(head.as_bytes()).expect("asked");
        stream.set_read_timeout(Some(Duration::from_secs(25))).expect("a limit");
        let mut piece = [0; 2048];
        let count = stream.read(&mut piece).expect("a head");
        assert!(piece.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&piece[..count]));
        stream
    }

    fn resident_bytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("it lives");
        let kib = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<u64>().ok());
        kib.expect("memory") * 1024
    }

    /// How long all but one in a hundred of ordinary requests take at most: pages and health, four at a time.
    fn p99(&self) -> Duration {
        let asking = |_| {
            let port = self.port;
            std::thread::spawn(move || {
                let took = |turn: usize| {
                    let path = if turn.is_multiple_of(2) { "/sign-in" } else { "/readyz" };
                    let began = Instant::now();
                    let answer = get(port, path).expect("an answer");
                    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
                    began.elapsed()
                };
                (0..150).map(took).collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..4).map(asking).collect();
        let mut all: Vec<Duration> = threads.into_iter().flat_map(|thread| thread.join().expect("answers")).collect();
        all.sort();
        all[all.len() * 99 / 100]
    }
}

impl Drop for Castle {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Those who keep it waiting, each in a way of their own, until told to stop.
struct Siege {
    runtime: tokio::runtime::Runtime,
    stop: CancellationToken,
    came: Arc<AtomicUsize>,
    shown_out: Arc<AtomicUsize>,
}

impl Siege {
    fn lay(port: u16, count: usize) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let siege = Self {
            runtime,
            stop: CancellationToken::new(),
            came: Arc::default(),
            shown_out: Arc::default(),
        };
        for number in 0..count {
            let (stop, came, shown_out) = (siege.stop.clone(), siege.came.clone(), siege.shown_out.clone());
            siege.runtime.spawn(async move {
                // They do not come in one instant: a burst of handshakes is another attack.
                tokio::time::sleep(Duration::from_millis(number as u64)).await;
                while !stop.is_cancelled() {
                    tokio::select! {
                        () = stop.cancelled() => {}
                        _ = waste_time(port, number, &came) => { shown_out.fetch_add(1, Ordering::Relaxed); }
                    }
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            });
        }
        siege
    }

    fn lift(self) -> usize {
        self.stop.cancel();
        self.runtime.shutdown_timeout(Duration::from_secs(2));
        self.shown_out.load(Ordering::Relaxed)
    }
}

/// Until the connection is closed. It counts as one that came once it is open and asked what it asks.
async fn waste_time(port: u16, number: usize, came: &AtomicUsize) -> std::io::Result<()> {
    let socket = TcpSocket::new_v4()?;
    let (row, seat) = ((number / 200) as u8, (number % 200) as u8);
    socket.bind(SocketAddr::from((Ipv4Addr::new(127, 1, row, seat + 1), 0)))?;
    socket.set_recv_buffer_size(4_096)?;
    let mut wire = socket.connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let (opening, drop): (&[u8], &[u8]) = match number % 5 {
        0 => (b"", b""),
        1 | 2 => (b"GET / HTTP/1.1\r\nHost: desk\r\n", b"X-And: so on\r\n"),
        3 => (
            b"POST /sign-in HTTP/1.1\r\nHost: desk\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n",
            b"k",
        ),
        _ => (b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: desk\r\n\r\n", b""),
    };
    wire.write_all(opening).await?;
    came.fetch_add(1, Ordering::Relaxed);
    loop {
        tokio::time::sleep(Duration::from_secs(3)).await;
        if number % 5 == 4 {
            let mut little = [0; 64];
            if wire.read(&mut little).await? == 0 {
                return Ok(());
            }
            continue;
        }
        let mut nothing = [0; 1];
        match wire.try_read(&mut nothing) {
            Ok(0) => return Ok(()),
            Err(e) if e.kind() != std::io::ErrorKind::WouldBlock => return Err(e),
            _ => wire.write_all(drop).await?,
        }
    }
}

/// The besiegers' own files.
fn more_files() {
    let allowed = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: allowed.maximum, maximum: allowed.maximum });
}

fn a_beat_comes(stream: &mut TcpStream) -> bool {
    let mut heard = String::new();
    let mut piece = [0; 2048];
    while !heard.contains("beat") {
        match stream.read(&mut piece) {
            Ok(count @ 1..) => heard.push_str(&String::from_utf8_lossy(&piece[..count])),
            _ => return false,
        }
    }
    true
}

#[test]
fn attack_40_thousands_who_keep_us_waiting_cost_the_others_nothing_and_streams_go_on() {
    more_files();
    let castle = Castle::start(None, &[]);
    let mut stream = castle.listens();
    castle.p99();
    let (alone, memory) = (castle.p99(), castle.resident_bytes());
    let count = besiegers();
    let siege = Siege::lay(castle.port, count);
    let gathered = eventually(Duration::from_secs(60), || (siege.came.load(Ordering::Relaxed) > count * 9 / 10).then_some(()));
    assert!(gathered.is_some(), "they never came");

    let besieged = (0..3).map(|_| castle.p99()).min().expect("a look");
    let grown = castle.resident_bytes().saturating_sub(memory);
    let goes_on = a_beat_comes(&mut stream) && a_beat_comes(&mut stream);

    let shown_out = siege.lift();
    eprintln!("alone {alone:?}, with {count} besiegers {besieged:?}; {grown} bytes more; {shown_out} were shown out");
    assert!(besieged < 2 * alone.max(EQUAL), "{besieged:?} instead of {alone:?}");
    assert!(grown < BYTES_ONCE + BYTES_EACH * count as u64, "{grown} bytes for {count} connections");
    assert!(goes_on, "the stream of somebody who works ended: {}", castle.log());
    assert!(shown_out > count / 4, "only {shown_out} of {count} were shown out");
    assert!(castle.is_well());
}

#[test]
fn attack_40_out_of_files_nobody_is_let_in_for_a_while_and_nothing_ends() {
    more_files();
    let mut castle =
        Castle::start(Some(256), &[("FRONTLINE_MOST_CONNECTIONS", "5000"), ("FRONTLINE_MOST_CONNECTIONS_PER_ADDRESS", "5000")]);
    let mut stream = castle.listens();

    let crowd: Vec<_> = (0..600).filter_map(|_| TcpStream::connect(("127.0.0.1", castle.port)).ok()).collect();
    let told = eventually(Duration::from_secs(10), || castle.log().contains("nobody can be let in now").then_some(()));
    assert!(told.is_some(), "{} connections and not a word: {}", crowd.len(), castle.log());
    assert!(a_beat_comes(&mut stream), "who was in before goes on");
    drop(crowd);

    let again = eventually(Duration::from_secs(10), || castle.is_well().then_some(()));
    assert!(again.is_some() && matches!(castle.process.try_wait(), Ok(None)), "{}", castle.log());
    assert!(castle.log().matches("nobody can be let in now").count() <= 2, "told once a minute at most");
}
