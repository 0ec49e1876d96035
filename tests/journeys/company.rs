//! A whole desk at work, to be killed or stopped: its data on one engine or the other, a shop, the program that serves it, and a far end that
//! takes its letters and outlives it.

use crate::books;
use crate::post::eventually;
use crate::running::{free_port, get, sending_inbox};
use crate::stage;
use crate::writers::hand_in;
use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use db::{Actor, Database, Place, Trouble, Work};
use desk::{Recipients, Reply, Then};
use email::listener::{self, Accept, AcceptTrouble, Arrived, ListenerSettings, Protocol};
use frontline::config::{Config, Flags, load};
use frontline::house::House;
use kit::{Clock, Currency, EmailAddress, Locale};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use testkit::TestPlace;
use tokio_util::sync::CancellationToken;

/// Where customers write to, and the one who does.
pub const INBOX: &str = "support@kettle.example";
pub const CUSTOMER: &str = "mia@example.org";

/// Who works here and what they work on.
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    pub ana: i64,
    pub ben: i64,
    pub inbox: i64,
    /// A conversation each, so that no two who write speak of the same thing.
    pub threads: [i64; 4],
    pub mia: i64,
    pub card: i64,
}

/// The other side of every letter: keeps it as it came, perhaps slowly.
#[derive(Default)]
pub struct FarEnd {
    letters: Mutex<Vec<String>>,
    /// How many milliseconds it thinks before it says yes.
    pub thinks: AtomicU64,
}

impl FarEnd {
    pub fn letters(&self) -> Vec<String> {
        self.letters.lock().expect("whole").clone()
    }
}

/// Shared by the listener and the journey.
struct Door(Arc<FarEnd>);

impl Accept for Door {
    async fn recipient(&self, _: &str) -> Result<bool, AcceptTrouble> {
        Ok(true)
    }

    async fn keep(&self, arrived: Arrived) -> Result<(), AcceptTrouble> {
        let letter = String::from_utf8_lossy(&arrived.raw).into_owned();
        self.0.letters.lock().expect("whole").push(letter);
        tokio::time::sleep(Duration::from_millis(self.0.thinks.load(Ordering::SeqCst))).await;
        Ok(())
    }
}

/// The desk, its people, and perhaps the program that serves it.
pub struct Company {
    folder: tempfile::TempDir,
    pub port: u16,
    pub lmtp: u16,
    pub cast: Cast,
    pub far_end: Arc<FarEnd>,
    pub token: String,
    process: Option<Child>,
    stop: CancellationToken,
    /// Dropped last: where the data lies, if not in the folder.
    place: Option<TestPlace>,
}

impl Company {
    /// In a folder of its own, or on that server.
    pub async fn founded(place: Option<TestPlace>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (far_end, stop) = (Arc::<FarEnd>::default(), CancellationToken::new());
        let settings = ListenerSettings::new(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), Protocol::Smtp, "far-end.example");
        let socket = listener::bind(&settings).await.expect("a far end");
        let door = socket.local_addr().expect("its door").port();
        tokio::spawn(listener::serve(socket, settings, Arc::new(Door(far_end.clone())), stop.clone()));
        let house = House::open(&config(folder.path(), place.as_ref()), Clock::system()).expect("a desk");
        let cast = furnish(&house.db, door).await;
        drop(house);
        let mut company = Self {
            folder,
            port: free_port(),
            lmtp: free_port(),
            cast,
            far_end,
            token: String::new(),
            process: None,
            stop,
            place,
        };
        company.token = company.says(&["token", "create", "ana@kettle.example", "--name", "Those who write"]);
        company
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontline"));
        command.arg("--data").arg(self.folder.path());
        if let Some(Place::Postgres(url)) = self.place.as_ref().map(TestPlace::place) {
            command.args(["--database", &url]);
        }
        command
    }

    /// What a command prints.
    pub fn says(&self, words: &[&str]) -> String {
        let output = self.command().args(words).output().expect("the program");
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// What it prints, however it ends.
    pub fn tells(&self, words: &[&str]) -> String {
        let output = self.command().args(words).output().expect("the program");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Mia's mail is taken in.
    pub fn mails(&self, mark: &str) {
        let said = hand_in(self.lmtp, INBOX, mark, Duration::from_secs(20)).expect("an answer");
        assert!(said.starts_with("250"), "{mark}: {said}");
    }

    /// Starts the program; how long it took until it served, or nothing if it died before.
    pub fn start(&mut self, environment: &[(&str, String)]) -> Option<Duration> {
        let path = self.folder.path().join("log");
        let log = std::fs::OpenOptions::new().create(true).append(true).open(path).expect("a log");
        let (listen, lmtp) = (format!("127.0.0.1:{}", self.port), format!("127.0.0.1:{}", self.lmtp));
        let began = Instant::now();
        let process = self
            .command()
            .args(["--listen", &listen, "--lmtp-listen", &lmtp, "--api-rate", "1000000", "serve", "--empty"])
            .envs(environment.iter().map(|(name, value)| (*name, value.as_str())))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program");
        self.process = Some(process);
        let up = eventually(Duration::from_secs(60), || {
            if self.has_died() {
                return Some(false);
            }
            get(self.port, "/healthz").filter(|answer| answer.starts_with("HTTP/1.1 200")).map(|_| true)
        });
        up?.then(|| began.elapsed())
    }

    /// Starts it and wants it to serve.
    pub fn serves(&mut self, environment: &[(&str, String)]) -> Duration {
        let took = self.start(environment);
        took.unwrap_or_else(|| panic!("it does not serve:\n{}", self.log()))
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

    /// `STOP`, `CONT` or `TERM`.
    pub fn signal(&self, which: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_child(self.process.as_ref().expect("it runs"));
        rustix::process::kill_process(pid, which).expect("told");
    }

    /// Asked to end, and waited for.
    pub fn ends(&mut self) {
        self.signal(rustix::process::Signal::TERM);
        let ended = eventually(Duration::from_secs(30), || self.has_died().then_some(()));
        assert!(ended.is_some(), "it ends when asked to:\n{}", self.log());
        self.process = None;
    }

    pub fn log(&self) -> String {
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(60)..].join("\n")
    }

    /// The desk's data, for looking.
    pub fn data(&self) -> Database {
        House::open(&config(self.folder.path(), self.place.as_ref()), Clock::system())
            .expect("the desk opens")
            .db
    }

    /// Whether the search, as a program asks it, finds this word in a conversation.
    pub fn finds(&self, word: &str) -> bool {
        let answer =
            self.asks(&format!("/api/v1/search?kind=conversation&q=%22{word}%22"), &format!("Authorization: Bearer {}", self.token));
        answer.starts_with("HTTP/1.1 200") && !answer.contains("\"data\":[]")
    }

    /// The answer to a question with one field in its head.
    pub fn asks(&self, path: &str, field: &str) -> String {
        let asked = || -> std::io::Result<String> {
            let mut line = TcpStream::connect(("127.0.0.1", self.port))?;
            line.set_read_timeout(Some(Duration::from_secs(20)))?;
            let host = format!("127.0.0.1:{}", self.port);
            line.write_all(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{field}\r\n\r\n").as_bytes())?;
            let mut answer = String::new();
            line.read_to_string(&mut answer)?;
            Ok(answer)
        };
        asked().unwrap_or_default()
    }

    /// Ana's browser, signed in by the link of this machine: its cookies, as a field.
    pub async fn signs_in(&self) -> String {
        let ana = agents::AgentId(self.cast.ana);
        let link = self.data().work(Actor::System, move |work| agents::session_for_local_browser(work, ana)).await;
        let answer = self.asks(&format!("/local/{}", link.expect("a link").reveal()), "Accept: text/html");
        let cookies: Vec<&str> = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).collect();
        assert!(!cookies.is_empty(), "{answer}");
        format!("Cookie: {}", cookies.join("; "))
    }

    /// What is wrong with its files or tables by the engine's own tests, and with the books of its shop.
    pub async fn ailments(&self, db: &Database) -> Vec<String> {
        let place = db.place().clone();
        let mut faults = db.read(books::faults).await.expect("the books");
        faults.extend(
            tokio::task::spawn_blocking(move || testkit::off(move || engines_own(&place)))
                .await
                .expect("looked at"),
        );
        faults
    }
}

impl Drop for Company {
    fn drop(&mut self) {
        self.kill();
        self.stop.cancel();
    }
}

fn config(folder: &Path, place: Option<&TestPlace>) -> Config {
    let database = match place.map(TestPlace::place) {
        Some(Place::Postgres(url)) => Some(url),
        _ => None,
    };
    Config {
        data: folder.to_owned(),
        database,
        ..load(&Flags::default()).expect("a configuration")
    }
}

/// Whole pages, whole indexes, and no reference into nothing. Blocking.
fn engines_own(place: &Place) -> Vec<String> {
    let health = Database::check(place, &frontline::house::migrations()).expect("it can be looked at");
    let mut faults = health.faults;
    match place {
        Place::Sqlite(path) => {
            let file = rusqlite::Connection::open(path).expect("the file");
            let said: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
            faults.extend(Some(said).filter(|said| said != "ok"));
        }
        Place::Postgres(url) => faults.extend(amcheck(url)),
    }
    faults
}

/// Every index against its table, by PostgreSQL's own extension, which Debian brings along.
fn amcheck(url: &str) -> Option<String> {
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("PostgreSQL");
    if let Err(e) = client.batch_execute("CREATE EXTENSION IF NOT EXISTS amcheck SCHEMA public") {
        eprintln!("indexes are not looked at: {e}");
        return None;
    }
    let every_index = "SELECT COUNT(public.bt_index_check(i.indexrelid, true)) FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
         WHERE a.amname = 'btree' AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())";
    client.query_one(every_index, &[]).err().map(|e| format!("an index is not its table: {e}"))
}

async fn furnish(db: &Database, far_end: u16) -> Cast {
    let password = Hasher::new().hash(&NewPassword::for_demo("a long kettle song")).await.expect("a hash");
    db.work(Actor::System, move |work| {
        let ana = agents::add(work, &newcomer("Ana", BuiltIn::Admin, &password))?.0;
        let ben = agents::add(work, &newcomer("Ben", BuiltIn::Supervisor, &password))?.0;
        let mailbox = sending_inbox(work, INBOX, ("127.0.0.1".into(), far_end))?;
        mailbox.keep(work)?;
        let inbox = mailbox.inbox;
        let (mia, _, card, ..) = stage::furnish(work, Currency::EUR, Some(&stage::permissive()))?;
        let mut threads = [0; 4];
        for (at, thread) in threads.iter_mut().enumerate() {
            *thread = work.acting_as(Actor::Agent(ana), |work| begin(work, inbox, at))?;
        }
        Ok(Cast { ana, ben, inbox: inbox.0, threads, mia: mia.0, card: card.0 })
    })
    .await
    .expect("furnished")
}

fn newcomer(name: &str, role: BuiltIn, password: &agents::PasswordHash) -> NewAgent {
    NewAgent {
        name: name.into(),
        email: EmailAddress::parse(&format!("{}@kettle.example", name.to_lowercase())).expect("an address"),
        role,
        locale: Locale::En,
        zone: "UTC".into(),
        password: password.clone(),
    }
}

fn begin(work: &mut Work<'_>, inbox: desk::InboxId, number: usize) -> Result<i64, Trouble> {
    let to = vec![EmailAddress::parse(CUSTOMER).expect("an address")];
    let first = Reply {
        recipients: Recipients { to, ..Recipients::default() },
        text: format!("Thread {number}."),
        answers: None,
        draft: None,
        then: Then::Pending,
        send_at: None,
    };
    desk::start(work, inbox, &format!("Thread {number}"), &first).map(|(conversation, _)| conversation.id.0)
}
