//! SQLite: one writer thread with group commit, a few reader threads.
//!
//! The writer drains its queue into one `BEGIN IMMEDIATE`, each job but the first in its own savepoint, one `COMMIT`, and only then
//! answers everybody. The first needs none: what it did is undone with the whole. WAL with `synchronous=FULL`: what was answered
//! survives a power failure.
//!
//! Before each batch, and now and then without one, the writer looks whether the files are still those it has open. A write-ahead log that
//! somebody deleted is emptied into the database, and everybody opens it anew; while the database itself is gone nothing is kept.

use crate::engine::crash::CrashPoint;
use crate::engine::files::{Files, Found, TAKEN};
use crate::engine::queue::{Asking, Reader, queue};
use crate::engine::{Change, Question, guarded, shortened};
use crate::tx::{Engine, Written};
use crate::work::Leaves;
use crate::{Sql, Trouble, Tx, Value, Vault, Work};
use kit::Clock;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

const READERS: usize = 3;
/// A batch is closed after this many jobs or this much time, so that nobody waits for a flood to end.
const BATCH_JOBS: usize = 512;
const BATCH_TIME: Duration = Duration::from_millis(25);
const SLOW: Duration = Duration::from_millis(20);
/// How much of the database each connection keeps at hand.
const READING_KIB: i64 = 4_000;
const WRITING_KIB: i64 = 16_000;
/// After so many pages (16 MB) the write-ahead log goes into the database. A page that many changes touch goes there once for all of them; a
/// log of one block of the library's table of it, 4,096 pages, costs who reads no more than a short one.
const LOG_PAGES: u32 = 4_000;
/// How long nobody looks at the files while nobody writes.
const LOOK: Duration = Duration::from_secs(2);

/// What every transaction is given: the time, and the keys of secrets.
type Surroundings<'a> = (&'a Clock, &'a Vault);

/// How often the files were opened anew. Who reads holds it for as long as that takes.
type Openings = Arc<RwLock<u64>>;

/// The queues to the threads; dropping it ends them after what they hold.
pub(crate) struct Sqlite {
    pub changes: Sender<Change>,
    pub questions: Asking,
}

/// Opens the file and starts the threads. `committed` is told after each commit, and before anybody else, what it left in which tables.
pub(crate) fn open(
    path: &Path,
    clock: &Clock,
    vault: &Vault,
    committed: impl Fn(Leaves, &Written) + Send + 'static,
) -> Result<Sqlite, Trouble> {
    let writer = connect(path, false)?;
    let (changes, waiting) = channel::<Change>();
    let (questions, readers) = queue(READERS);
    let openings = Openings::default();
    for (number, reader) in readers.into_iter().enumerate() {
        let (clock, vault, path) = (clock.clone(), vault.clone(), path.to_owned());
        let openings = openings.clone();
        spawn(&format!("read-{number}"), move || read_loop(&path, (&clock, &vault), &openings, &reader))?;
    }
    let (clock, vault, path) = (clock.clone(), vault.clone(), path.to_owned());
    let mut writer = Writer { files: Files::of(&path), path, connection: writer, openings };
    spawn("write", move || write_loop(&mut writer, (&clock, &vault), &waiting, &committed))?;
    Ok(Sqlite { changes, questions })
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), Trouble> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(body)
        .map(drop)
        .map_err(|e| Trouble::Opening(format!("no thread could be started ({e}). Raise the process limit.")))
}

/// A connection with our settings.
pub(crate) fn connect(path: &Path, read_only: bool) -> Result<Connection, Trouble> {
    let flags = if read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    } | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let failed = |e: rusqlite::Error| {
        Trouble::Opening(format!("{} cannot be opened: {e}. Check that the folder exists and is writable.", path.display()))
    };
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(256);
    // Plans do not depend on the values bound. Without this every statement with `LIMIT $n` is planned anew for each value,
    // which was a quarter of all the time an action of the order desk took.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
    connection
        .execute_batch("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")
        .map_err(failed)?;
    // Taken as pages are read, not beforehand. Who writes looks into every index of a table, and most are in no order.
    let cache = if read_only { READING_KIB } else { WRITING_KIB };
    connection.pragma_update(None, "cache_size", -cache).map_err(failed)?;
    if !read_only {
        connection
            .execute_batch(&format!(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {LOG_PAGES}; PRAGMA journal_size_limit = 67108864;"
            ))
            .map_err(failed)?;
    }
    Ok(connection)
}

/// A connection for looking. What an interrupted copy left to be taken back only a writer may take back.
pub(crate) fn look_at(path: &Path) -> Result<Connection, Trouble> {
    connect(path, true).or_else(|trouble| if path.exists() { connect(path, false) } else { Err(trouble) })
}

/// The one connection that changes rows.
struct Writer {
    path: PathBuf,
    connection: Connection,
    files: Files,
    openings: Openings,
}

impl Writer {
    /// Whether what is written now will be found again. A log that was taken away is emptied into the database first, out of the file
    /// that only we still have open.
    fn is_sound(&mut self) -> Result<(), Trouble> {
        match self.files.look() {
            Found::Same => Ok(()),
            Found::DatabaseTaken => Err(Trouble::Unavailable(TAKEN.into())),
            Found::LogTaken => self.begin_a_new_log(),
        }
    }

    fn begin_a_new_log(&mut self) -> Result<(), Trouble> {
        let openings = self.openings.clone();
        // Nobody reads until the log is empty: who goes on with the old one would look for new pages in it.
        let mut openings = openings.write().unwrap_or_else(PoisonError::into_inner);
        let busy: i64 = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(|e| trouble(e, "wal_checkpoint"))?;
        if busy != 0 {
            let why = "its write-ahead log was deleted while the desk works, and somebody still reads an old state of it, a backup perhaps";
            return Err(Trouble::Unavailable(why.into()));
        }
        self.connection = connect(&self.path, false).map_err(|trouble| {
            // Whoever asks whether the desk is ready reads why, and no path.
            tracing::error!(%trouble, "the database could not be opened again");
            Trouble::Unavailable(
                "its write-ahead log was deleted while the desk works, and the database could not be opened again; see the log".into(),
            )
        })?;
        self.files = Files::of(&self.path);
        *openings += 1;
        tracing::error!("somebody deleted the write-ahead log of the database; nothing is lost, and a new one was begun");
        Ok(())
    }
}

fn write_loop(writer: &mut Writer, around: Surroundings<'_>, waiting: &Receiver<Change>, committed: &dyn Fn(Leaves, &Written)) {
    let crash = CrashPoint::from_environment();
    loop {
        let first = match waiting.recv_timeout(LOOK) {
            Ok(first) => first,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let _ = writer.is_sound();
                continue;
            }
        };
        match writer.is_sound() {
            Err(trouble) => (first.settle)(Err(trouble)),
            Ok(()) => write_batch(&writer.connection, around, first, (waiting, committed), &crash),
        }
    }
}

/// Where changes come from, and what is called once rows were changed for good.
type Doors<'a> = (&'a Receiver<Change>, &'a dyn Fn(Leaves, &Written));

/// One group commit. It is announced before anybody is told yes: who then asks finds what they changed.
fn write_batch(connection: &Connection, around: Surroundings<'_>, mut first: Change, (waiting, committed): Doors<'_>, crash: &CrashPoint) {
    if let Err(e) = connection.execute_batch("BEGIN IMMEDIATE") {
        return (first.settle)(Err(trouble(e, "BEGIN IMMEDIATE")));
    }
    let began = Instant::now();
    let mut written = Written::new();
    let (verdict, mut all) = carried_out(connection, around, &mut first, &mut written);
    if verdict.is_err() {
        undo(connection);
        return (first.settle)(verdict);
    }
    let mut settled = vec![(first.settle, verdict)];
    loop {
        // A full disk makes SQLite roll the whole batch back by itself: nothing more may join, and nobody is told yes.
        let over = connection.is_autocommit() || settled.len() >= BATCH_JOBS || began.elapsed() > BATCH_TIME;
        let Some(mut change) = (if over { None } else { waiting.try_recv().ok() }) else { break };
        let (verdict, leaves) = in_savepoint(connection, around, &mut change, &mut written);
        all = all.max(leaves);
        settled.push((change.settle, verdict));
    }
    let commit = finish(connection, all > Leaves::Nothing, crash);
    if commit.is_ok() {
        committed(all, &written);
    }
    for (settle, verdict) in settled {
        settle(match (&commit, verdict) {
            (Err(reason), Ok(())) => Err(Trouble::Unavailable(reason.clone())),
            (_, verdict) => verdict,
        });
    }
}

fn finish(connection: &Connection, changed: bool, crash: &CrashPoint) -> Result<(), String> {
    if changed {
        crash.before_commit();
    }
    let commit = connection.execute_batch("COMMIT").map_err(|e| {
        undo(connection);
        e.to_string()
    });
    if changed {
        crash.after_commit();
    }
    commit
}

/// Nothing that was done since the transaction began is kept. A full disk may have ended it already.
fn undo(connection: &Connection) {
    if !connection.is_autocommit()
        && let Err(reason) = connection.execute_batch("ROLLBACK")
    {
        tracing::error!(%reason, "a transaction could not be rolled back");
    }
}

/// One job, undone with its savepoint if it fails.
fn in_savepoint(
    connection: &Connection,
    around: Surroundings<'_>,
    change: &mut Change,
    written: &mut Written,
) -> (Result<(), Trouble>, Leaves) {
    if let Err(e) = run_cached(connection, "SAVEPOINT job") {
        return (Err(e), Leaves::Nothing);
    }
    let (verdict, leaves) = carried_out(connection, around, change, written);
    if connection.is_autocommit() {
        return (verdict, leaves);
    }
    let undo = verdict.is_err().then(|| run_cached(connection, "ROLLBACK TO job"));
    let release = run_cached(connection, "RELEASE job");
    (undo.transpose().and(release).and(verdict), leaves)
}

/// One job within the open transaction. If it fails, whoever called undoes what it did.
fn carried_out(
    connection: &Connection,
    (clock, vault): Surroundings<'_>,
    change: &mut Change,
    written: &mut Written,
) -> (Result<(), Trouble>, Leaves) {
    let began = Instant::now();
    let mut work = Work::new(Tx::new(Engine::Sqlite(connection), clock.now(), vault.clone()), change.actor);
    let verdict = guarded(change, &mut work);
    let leaves = if verdict.is_ok() { work.leaves() } else { Leaves::Nothing };
    for table in work.into_tx().written {
        if !written.contains(&table) {
            written.push(table);
        }
    }
    if began.elapsed() > SLOW {
        tracing::warn!(milliseconds = began.elapsed().as_millis() as u64, "a unit of work held the writer for long");
    }
    if connection.is_autocommit() {
        let gone = || Err(Trouble::Unavailable("the transaction was rolled back, as on a full disk".into()));
        return (verdict.and_then(|()| gone()), leaves);
    }
    (verdict, leaves)
}

fn run_cached(connection: &Connection, text: &str) -> Result<(), Trouble> {
    connection
        .prepare_cached(text)
        .and_then(|mut s| s.execute([]))
        .map(drop)
        .map_err(|e| trouble(e, text))
}

fn read_loop(path: &Path, (clock, vault): Surroundings<'_>, openings: &Openings, reader: &Reader) {
    // At once: a file that is taken away later is still open, and read.
    let (mut connection, mut opened) = (connect(path, true).ok(), 0);
    while let Some(question) = reader.next() {
        let openings = openings.read().unwrap_or_else(PoisonError::into_inner);
        if connection.is_none() || *openings != opened {
            match connect(path, true) {
                Ok(anew) => (connection, opened) = (Some(anew), *openings),
                Err(e) => {
                    question(Err(Trouble::Unavailable(e.to_string())));
                    continue;
                }
            }
        }
        // One that can neither begin nor end would be asked again and again: who failed rests first, and who rested last is asked.
        let is_sound = connection.as_ref().is_some_and(|connection| read_one(connection, clock, vault, question));
        connection = connection.filter(|_| is_sound);
    }
}

/// Whether the connection may be used again.
fn read_one(connection: &Connection, clock: &Clock, vault: &Vault, question: Question) -> bool {
    if let Err(e) = run_cached(connection, "BEGIN DEFERRED") {
        question(Err(e));
        return false;
    }
    let mut tx = Tx::new(Engine::Sqlite(connection), clock.now(), vault.clone());
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| question(Ok(&mut tx))));
    drop(tx);
    run_cached(connection, "COMMIT").is_ok()
}

pub(crate) fn query(connection: &Connection, sql: &Sql) -> Result<Vec<Vec<Value>>, Trouble> {
    let failed = |e| trouble(e, &sql.text);
    let mut statement = connection.prepare_cached(&sql.text).map_err(failed)?;
    let columns = statement.column_count();
    bind_by_number(&mut statement, sql)?;
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        found.push((0..columns).map(|i| row.get_ref(i).map(value_of)).collect::<Result<Vec<_>, _>>().map_err(failed)?);
    }
    Ok(found)
}

pub(crate) fn execute(connection: &Connection, sql: &Sql) -> Result<u64, Trouble> {
    let failed = |e| trouble(e, &sql.text);
    let mut statement = connection.prepare_cached(&sql.text).map_err(failed)?;
    bind_by_number(&mut statement, sql)?;
    statement.raw_execute().map(|n| n as u64).map_err(failed)
}

/// `$2` takes the second value wherever it stands. To SQLite `$2` is only a name, numbered by first appearance.
fn bind_by_number(statement: &mut rusqlite::CachedStatement<'_>, sql: &Sql) -> Result<(), Trouble> {
    let unfit = |why: &str| Trouble::Database { statement: shortened(&sql.text), reason: why.to_owned() };
    for index in 1..=statement.parameter_count() {
        let number: usize = statement
            .parameter_name(index)
            .and_then(|name| name.get(1..)?.parse().ok())
            .ok_or_else(|| unfit("parameters are written $1, $2 …"))?;
        let value = number
            .checked_sub(1)
            .and_then(|n| sql.values.get(n))
            .ok_or_else(|| unfit("fewer values were bound than the statement names"))?;
        statement.raw_bind_parameter(index, value).map_err(|e| trouble(e, &sql.text))?;
    }
    Ok(())
}

fn value_of(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Integer(n),
        ValueRef::Real(n) => Value::Real(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(n) => ValueRef::Integer(*n),
            Self::Real(n) => ValueRef::Real(*n),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Boolean(yes) => ValueRef::Integer(i64::from(*yes)),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

pub(crate) fn trouble(error: rusqlite::Error, statement: &str) -> Trouble {
    use ErrorCode::{CannotOpen, DatabaseBusy, DiskFull, ReadOnly, SystemIoFailure};
    match error.sqlite_error_code() {
        Some(DiskFull | ReadOnly | SystemIoFailure | CannotOpen | DatabaseBusy) => Trouble::Unavailable(error.to_string()),
        _ => Trouble::Database { statement: shortened(statement), reason: error.to_string() },
    }
}
