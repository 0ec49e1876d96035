//! SQLite: one writer thread with group commit, a few reader threads.
//!
//! The writer drains its queue into one `BEGIN IMMEDIATE`, each job in its own savepoint, one `COMMIT`, and only then
//! answers everybody. WAL with `synchronous=FULL`: what was answered survives a power failure.

use crate::engine::crash::CrashPoint;
use crate::engine::{Change, Question, guarded, shortened};
use crate::tx::Engine;
use crate::{Sql, Trouble, Tx, Value, Vault, Work};
use kit::Clock;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const READERS: usize = 3;
/// A batch is closed after this many jobs or this much time, so that nobody waits for a flood to end.
const BATCH_JOBS: usize = 512;
const BATCH_TIME: Duration = Duration::from_millis(25);
const SLOW: Duration = Duration::from_millis(20);

/// What every transaction is given: the time, and the keys of secrets.
type Surroundings<'a> = (&'a Clock, &'a Vault);

/// The queues to the threads; dropping it ends them after what they hold.
pub(crate) struct Sqlite {
    pub changes: Sender<Change>,
    pub questions: Sender<Question>,
}

/// Opens the file and starts the threads. `announce` is called after each commit.
pub(crate) fn open(path: &Path, clock: &Clock, vault: &Vault, announce: Arc<dyn Fn() + Send + Sync>) -> Result<Sqlite, Trouble> {
    let writer = connect(path, false)?;
    let (changes, waiting) = channel::<Change>();
    let (questions, asked) = channel::<Question>();
    let asked = Arc::new(Mutex::new(asked));
    for number in 0..READERS {
        let (asked, clock, vault, path) = (asked.clone(), clock.clone(), vault.clone(), path.to_owned());
        spawn(&format!("read-{number}"), move || read_loop(&path, &clock, &vault, &asked))?;
    }
    let (clock, vault) = (clock.clone(), vault.clone());
    spawn("write", move || write_loop(&writer, (&clock, &vault), &waiting, &*announce))?;
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
        .execute_batch("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000;")
        .map_err(failed)?;
    if !read_only {
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;")
            .map_err(failed)?;
    }
    Ok(connection)
}

fn write_loop(connection: &Connection, around: Surroundings<'_>, waiting: &Receiver<Change>, announce: &(dyn Fn() + Send + Sync)) {
    let crash = CrashPoint::from_environment();
    while let Ok(first) = waiting.recv() {
        if write_batch(connection, around, first, waiting, &crash) {
            announce();
        }
    }
}

/// One group commit. Says whether rows changed.
fn write_batch(connection: &Connection, around: Surroundings<'_>, first: Change, waiting: &Receiver<Change>, crash: &CrashPoint) -> bool {
    if let Err(e) = connection.execute_batch("BEGIN IMMEDIATE") {
        (first.settle)(Err(trouble(e, "BEGIN IMMEDIATE")));
        return false;
    }
    let (mut settled, mut changed) = (Vec::new(), false);
    let began = Instant::now();
    let mut next = Some(first);
    while let Some(mut change) = next {
        let (verdict, touched) = in_savepoint(connection, around, &mut change);
        changed |= touched;
        settled.push((change.settle, verdict));
        // A full disk makes SQLite roll the whole batch back by itself: nothing more may join, and nobody is told yes.
        let over = connection.is_autocommit() || settled.len() >= BATCH_JOBS || began.elapsed() > BATCH_TIME;
        next = if over { None } else { waiting.try_recv().ok() };
    }
    let commit = finish(connection, changed, crash);
    for (settle, verdict) in settled {
        settle(match (&commit, verdict) {
            (Err(reason), Ok(())) => Err(Trouble::Unavailable(reason.clone())),
            (_, verdict) => verdict,
        });
    }
    changed && commit.is_ok()
}

fn finish(connection: &Connection, changed: bool, crash: &CrashPoint) -> Result<(), String> {
    if changed {
        crash.before_commit();
    }
    let commit = connection.execute_batch("COMMIT").map_err(|e| {
        let _ = connection.execute_batch("ROLLBACK");
        e.to_string()
    });
    if changed {
        crash.after_commit();
    }
    commit
}

fn in_savepoint(connection: &Connection, (clock, vault): Surroundings<'_>, change: &mut Change) -> (Result<(), Trouble>, bool) {
    let began = Instant::now();
    if let Err(e) = run_cached(connection, "SAVEPOINT job") {
        return (Err(e), false);
    }
    let mut work = Work::new(Tx::new(Engine::Sqlite(connection), clock.now(), vault.clone()), change.actor);
    let verdict = guarded(change, &mut work);
    let changed = work.changed() && verdict.is_ok();
    drop(work.into_tx());
    if connection.is_autocommit() {
        let gone = || Err(Trouble::Unavailable("the transaction was rolled back, as on a full disk".into()));
        return (verdict.and_then(|()| gone()), changed);
    }
    let undo = verdict.is_err().then(|| run_cached(connection, "ROLLBACK TO job"));
    let release = run_cached(connection, "RELEASE job");
    if began.elapsed() > SLOW {
        tracing::warn!(milliseconds = began.elapsed().as_millis() as u64, "a unit of work held the writer for long");
    }
    (undo.transpose().and(release).and(verdict), changed)
}

fn run_cached(connection: &Connection, text: &str) -> Result<(), Trouble> {
    connection
        .prepare_cached(text)
        .and_then(|mut s| s.execute([]))
        .map(drop)
        .map_err(|e| trouble(e, text))
}

fn read_loop(path: &Path, clock: &Clock, vault: &Vault, asked: &Mutex<Receiver<Question>>) {
    let mut connection = None;
    loop {
        let Ok(question) = asked.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv() else {
            return;
        };
        if connection.is_none() {
            match connect(path, true) {
                Ok(opened) => connection = Some(opened),
                Err(e) => {
                    question(Err(e));
                    continue;
                }
            }
        }
        if let Some(connection) = &connection {
            read_one(connection, clock, vault, question);
        }
    }
}

fn read_one(connection: &Connection, clock: &Clock, vault: &Vault, question: Question) {
    if let Err(e) = run_cached(connection, "BEGIN DEFERRED") {
        return question(Err(e));
    }
    let mut tx = Tx::new(Engine::Sqlite(connection), clock.now(), vault.clone());
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| question(Ok(&mut tx))));
    drop(tx);
    let _ = run_cached(connection, "COMMIT");
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
