//! PostgreSQL in trouble under the running program: restarted, its connections cut, out of connections, a table locked, transactions that
//! cannot be serialised, while eight callers write. Each repeats what was not answered with yes, under the same key. Afterwards each thing is
//! there once: nothing acknowledged is lost, nothing is doubled.
//!
//! The server is one of its own, which wants root and Debian's postgresql; without them the journey says so and passes.

use crate::post::eventually;
use crate::running::{PASSWORD, free_port, get};
use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use db::{Actor, sql};
use frontline::config::{Config, Flags, load};
use frontline::house::House;
use kit::{Clock, EmailAddress, Locale};
use postgres::{Client, NoTls};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const CALLERS: usize = 8;
/// A caller that hears nothing but no for so long gives up, and the journey fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A PostgreSQL of its own, which may fall.
struct Server {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
}

impl Server {
    /// `None`, with a word on standard error, where none can be started.
    fn start() -> Option<Self> {
        let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path().join("bin"))
            .collect();
        versions.sort();
        let found = versions.pop().filter(|_| rustix::process::geteuid().is_root());
        let Some(programs) = found else {
            eprintln!("left out: a PostgreSQL of its own wants root and Debian's package postgresql");
            return None;
        };
        let server = Self { folder: tempfile::tempdir().expect("a folder"), programs, port: free_port() };
        let data = server.data();
        assert!(Command::new("chown").arg("postgres").arg(server.folder.path()).status().expect("chown").success());
        server.runs("initdb", &["-D", &data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        let conf = server.folder.path().join("data/postgresql.conf");
        let mut conf = std::fs::OpenOptions::new().append(true).open(conf).expect("its configuration");
        // The machine does not fall, only the server: what it wrote is there, synced or not.
        let settings = format!(
            "port = {}\nunix_socket_directories = ''\nlisten_addresses = '127.0.0.1'\nmax_connections = 20\nfsync = off\nautovacuum = off\n",
            server.port
        );
        conf.write_all(settings.as_bytes()).expect("written");
        server.control(&["start"]);
        Some(server)
    }

    fn data(&self) -> String {
        self.folder.path().join("data").to_string_lossy().into_owned()
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn runs(&self, program: &str, words: &[&str]) {
        let status = Command::new("setpriv")
            .args(["--reuid=postgres", "--regid=postgres", "--init-groups"])
            .arg(self.programs.join(program))
            .args(words)
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("setpriv");
        assert!(status.success(), "{program} {words:?}");
    }

    fn control(&self, words: &[&str]) {
        let (data, log) = (self.data(), self.folder.path().join("data/log.txt"));
        self.runs("pg_ctl", &[words, &["-w", "-t", "30", "-D", &data, "-l", &log.to_string_lossy()]].concat());
    }

    fn ask(&self, statement: &str) {
        if let Err(e) = Client::connect(&self.url(), NoTls).and_then(|mut client| client.batch_execute(statement)) {
            eprintln!("{statement}: {e}");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.data();
        let _ = Command::new("setpriv")
            .args(["--reuid=postgres", "--regid=postgres", "--init-groups"])
            .arg(self.programs.join("pg_ctl"))
            .args(["stop", "-m", "immediate", "-D", &data])
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

/// The program on that server, and a token.
struct Served {
    process: Child,
    port: u16,
    token: String,
    config: Config,
}

impl Served {
    async fn on(server: &Server, folder: &Path) -> Self {
        let config = Config {
            data: folder.to_owned(),
            database: Some(server.url()),
            ..load(&Flags::default()).expect("a configuration")
        };
        let password = Hasher::new().hash(&NewPassword::for_demo(PASSWORD)).await.expect("a hash");
        let ana = NewAgent {
            name: "Ana Ruiz".into(),
            email: EmailAddress::parse("ana@kettle.example").expect("an address"),
            role: BuiltIn::Admin,
            locale: Locale::En,
            zone: "UTC".into(),
            password,
        };
        let house = House::open(&config, Clock::system()).expect("a desk");
        house.db.work(Actor::System, move |work| agents::add(work, &ana)).await.expect("Ana");
        drop(house);
        let port = free_port();
        let mut program = Command::new(env!("CARGO_BIN_EXE_frontline"));
        program.arg("--data").arg(folder).args(["--database", &server.url()]);
        let made = Command::new(env!("CARGO_BIN_EXE_frontline"))
            .arg("--data")
            .arg(folder)
            .args(["--database", &server.url(), "token", "create", "ana@kettle.example", "--name", "Callers"])
            .output()
            .expect("a token");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let process = program
            .args(["--listen", &format!("127.0.0.1:{port}"), "--api-rate", "600000", "serve", "--empty"])
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(folder.join("log")).expect("a log"))
            .spawn()
            .expect("the program");
        let served = Self {
            process,
            port,
            token: String::from_utf8_lossy(&made.stdout).trim().to_owned(),
            config,
        };
        assert!(served.is_ready(), "it serves");
        served
    }

    fn is_ready(&self) -> bool {
        let ready = || get(self.port, "/readyz").filter(|answer| answer.starts_with("HTTP/1.1 200"));
        eventually(Duration::from_secs(30), ready).is_some()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One of those who write: each thing until it hears yes, under one key.
struct Caller {
    port: u16,
    token: String,
    number: usize,
}

impl Caller {
    /// The names it heard yes for, and how often it heard no.
    fn writes(&self, stop: &AtomicBool, said: &AtomicUsize) -> (Vec<String>, usize) {
        let (mut done, mut refused) = (Vec::new(), 0);
        while !stop.load(Ordering::Relaxed) {
            let name = format!("customer {} of caller {}", done.len(), self.number);
            let began = Instant::now();
            while let Err(answer) = self.asks(&name) {
                refused += 1;
                assert!(began.elapsed() < PATIENCE, "{name}: {answer}");
                std::thread::sleep(Duration::from_millis(50));
            }
            done.push(name);
            said.fetch_add(1, Ordering::Relaxed);
        }
        (done, refused)
    }

    /// Yes, or “not now”, or no answer at all; anything else is a fault.
    fn asks(&self, name: &str) -> Result<(), String> {
        let body = format!(r#"{{"name":"{name}"}}"#);
        let head = format!(
            "POST /api/v1/customers HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nAuthorization: Bearer {}\r\n",
            self.token
        );
        let request = format!(
            "{head}Content-Type: application/json\r\nIdempotency-Key: {}\r\nContent-Length: {}\r\n\r\n{body}",
            name.replace(' ', "-"),
            body.len()
        );
        let answered = || -> std::io::Result<String> {
            let mut line = TcpStream::connect(("127.0.0.1", self.port))?;
            line.set_read_timeout(Some(Duration::from_secs(30)))?;
            line.write_all(request.as_bytes())?;
            let mut answer = String::new();
            line.read_to_string(&mut answer).map(|_| answer)
        };
        let answer = answered().map_err(|e| e.to_string())?;
        if answer.starts_with("HTTP/1.1 201") {
            return Ok(());
        }
        assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after: "), "{name}: {answer}");
        Err(answer)
    }
}

/// What befalls the server, one after the other; after each the callers get on before the next.
fn troubles(server: &Server, progress: impl Fn()) {
    server.control(&["restart", "-m", "immediate"]);
    progress();
    server.control(&["restart", "-m", "fast"]);
    progress();
    for _ in 0..5 {
        server.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
        );
        std::thread::sleep(Duration::from_millis(60));
    }
    progress();
    // Somebody else takes every connection there is, and ours are cut.
    server.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
    let greedy: Vec<Client> = (0..20).map_while(|_| Client::connect(&server.url(), NoTls).ok()).collect();
    std::thread::sleep(Duration::from_millis(700));
    drop(greedy);
    progress();
    // A table is locked for longer than statements wait; then transactions meet at the strictest level.
    server.ask(
        "ALTER DATABASE postgres SET lock_timeout = '100ms'; ALTER DATABASE postgres SET default_transaction_isolation = 'serializable'",
    );
    server.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
    progress();
    server.ask("BEGIN; LOCK TABLE customer IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(0.8); COMMIT");
    progress();
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_postgresql_that_falters_loses_and_doubles_nothing() {
    let Some(server) = tokio::task::spawn_blocking(Server::start).await.expect("started") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let served = Served::on(&server, folder.path()).await;
    let (stop, said) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let callers: Vec<_> = (0..CALLERS)
        .map(|number| {
            let caller = Caller { port: served.port, token: served.token.clone(), number };
            let (stop, said) = (stop.clone(), said.clone());
            std::thread::spawn(move || caller.writes(&stop, &said))
        })
        .collect();
    let rounds = if std::env::var("FRONTLINE_SOAK").is_ok_and(|value| value == "1") { 40 } else { 1 };

    let (server, progress) = tokio::task::spawn_blocking({
        let (said, stop) = (said.clone(), stop.clone());
        move || {
            let gets_on = || {
                let goal = said.load(Ordering::Relaxed) + 2 * CALLERS;
                let on = eventually(PATIENCE, || (said.load(Ordering::Relaxed) >= goal).then_some(()));
                assert!(on.is_some(), "the callers get on by themselves after each trouble");
            };
            gets_on();
            (0..rounds).for_each(|_| troubles(&server, gets_on));
            stop.store(true, Ordering::Relaxed);
            (server, said.load(Ordering::Relaxed))
        }
    })
    .await
    .unwrap_or_else(|fault| {
        stop.store(true, Ordering::Relaxed);
        panic!("{fault}; the program said:\n{}", std::fs::read_to_string(folder.path().join("log")).unwrap_or_default())
    });
    let (mut done, mut refused) = (Vec::new(), 0);
    for caller in callers {
        let (names, times) = tokio::task::spawn_blocking(move || caller.join()).await.expect("joined").expect("a caller");
        done.extend(names);
        refused += times;
    }

    assert!(served.is_ready(), "ready again");
    let db = House::open(&served.config, Clock::system()).expect("the desk opens").db;
    let (there, distinct, told): (i64, i64, i64) = db
        .read(|tx| {
            sql("SELECT COUNT(*), COUNT(DISTINCT name), (SELECT COUNT(*) FROM activity WHERE kind = 'customer.created')
                   FROM customer WHERE name LIKE 'customer %'")
            .only(tx, "count")
        })
        .await
        .expect("counted");
    let wished = done.len() as i64;
    assert_eq!((there, distinct, told), (wished, wished, wished), "each once, and each in the log once");
    assert!(refused > 0, "nothing ever went wrong: the troubles were none");
    eprintln!("{wished} things written, {refused} times no, {progress} under trouble");
    drop(server);
}
