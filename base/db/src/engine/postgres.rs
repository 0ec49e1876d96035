//! PostgreSQL: worker threads, each with one connection and its own prepared statements.
//!
//! A unit of work that meets a serialisation failure, a deadlock, or a connection lost before its commit is repeated.
//! A connection lost during the commit is reported, never repeated: whether it took is not known here.

use crate::engine::crash::CrashPoint;
use crate::engine::{Change, Question, guarded, shortened};
use crate::nodes::Joined;
use crate::tx::Engine;
use crate::work::Leaves;
use crate::{Sql, Trouble, Tx, Value, Vault, Work};
use bytes::BytesMut;
use kit::Clock;
use postgres::types::{IsNull, ToSql, Type};
use postgres::{Client, Config, NoTls, Row, Statement};
use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const WORKERS: usize = 6;
const TRIES: usize = 8;

pub(crate) enum Task {
    Change(Change),
    Question(Question),
}

/// The queue to the workers.
pub(crate) struct Postgres {
    pub tasks: Sender<Task>,
}

/// A transaction with the statements its connection has prepared.
pub struct Open<'a> {
    transaction: postgres::Transaction<'a>,
    prepared: &'a mut HashMap<String, Statement>,
}

struct Worker {
    url: String,
    vault: Vault,
    joined: Joined,
    client: Option<Client>,
    prepared: HashMap<String, Statement>,
}

/// Starts the workers; connections open when first needed.
pub(crate) fn open(
    url: &str,
    clock: &Clock,
    vault: &Vault,
    announce: Arc<dyn Fn() + Send + Sync>,
    joined: &Joined,
) -> Result<Postgres, Trouble> {
    let (tasks, waiting) = channel::<Task>();
    let waiting = Arc::new(Mutex::new(waiting));
    let crash = Arc::new(CrashPoint::from_environment());
    for number in 0..WORKERS {
        let (waiting, clock, announce, crash) = (waiting.clone(), clock.clone(), announce.clone(), crash.clone());
        let worker = Worker {
            url: url.to_owned(),
            vault: vault.clone(),
            joined: joined.clone(),
            client: None,
            prepared: HashMap::new(),
        };
        std::thread::Builder::new()
            .name(format!("pg-{number}"))
            .spawn(move || work_loop(worker, &clock, &waiting, &*announce, &crash))
            .map_err(|e| Trouble::Opening(format!("no thread could be started ({e}). Raise the process limit.")))?;
    }
    Ok(Postgres { tasks })
}

/// One connection, for migrations and tools.
pub(crate) fn connect(url: &str) -> Result<Client, Trouble> {
    let refused = |e: postgres::Error| Trouble::Unavailable(format!("PostgreSQL did not let us in: {}", told(&e)));
    let mut config: Config = url.parse().map_err(refused)?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(10));
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(20));
    }
    // A server that vanished without a word is missed within half a minute, not after two hours.
    config
        .keepalives_idle(Duration::from_secs(10))
        .keepalives_interval(Duration::from_secs(5))
        .keepalives_retries(3);
    config.connect(NoTls).map_err(refused)
}

/// The server ends the transaction of a process that was stopped in the middle of one: it would hold up everybody else.
const ENDS_STOPPED: &str = "SET idle_in_transaction_session_timeout = '15s'";

fn work_loop(mut worker: Worker, clock: &Clock, waiting: &Mutex<Receiver<Task>>, announce: &(dyn Fn() + Send + Sync), crash: &CrashPoint) {
    loop {
        let Ok(task) = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv() else {
            return;
        };
        match task {
            Task::Question(question) => worker.answer(clock, question),
            Task::Change(mut change) => {
                let verdict = worker.change(clock, &mut change, crash);
                if matches!(verdict, Ok(Leaves::News)) {
                    announce();
                }
                (change.settle)(verdict.map(drop));
            }
        }
    }
}

impl Worker {
    /// A connection that was lost since the last question, as when the server was restarted, is found out at its beginning and opened anew.
    fn answer(&mut self, clock: &Clock, question: Question) {
        for last in [false, true] {
            if let Err(e) = self.ready() {
                return question(Err(e));
            }
            let Some(mut client) = self.client.take() else { return };
            let reading = client.build_transaction().read_only(true);
            match reading.isolation_level(postgres::IsolationLevel::RepeatableRead).start() {
                Ok(transaction) => {
                    let open = Open { transaction, prepared: &mut self.prepared };
                    let mut tx = Tx::new(Engine::Postgres(open), clock.now(), self.vault.clone()).on(self.joined.get().map(|node| &**node));
                    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| question(Ok(&mut tx))));
                }
                Err(e) if !last && is_lost(&e) => continue,
                Err(e) => question(Err(trouble(&e, "BEGIN"))),
            }
            self.client = Some(client);
            return;
        }
    }

    /// Runs one change to its commit.
    fn change(&mut self, clock: &Clock, change: &mut Change, crash: &CrashPoint) -> Result<Leaves, Trouble> {
        let mut last = Trouble::Unavailable("no try was made".into());
        for _ in 0..TRIES {
            match self.try_once(clock, change, crash) {
                Err(Attempt::Again(reason)) => last = reason,
                Err(Attempt::Over(reason)) => return Err(reason),
                Ok(leaves) => return Ok(leaves),
            }
        }
        Err(last)
    }

    fn try_once(&mut self, clock: &Clock, change: &mut Change, crash: &CrashPoint) -> Result<Leaves, Attempt> {
        self.ready().map_err(Attempt::Over)?;
        let Some(client) = &mut self.client else { return Ok(Leaves::Nothing) };
        let transaction = client.transaction().map_err(|e| Attempt::Again(trouble(&e, "BEGIN")))?;
        let engine = Engine::Postgres(Open { transaction, prepared: &mut self.prepared });
        let tx = Tx::new(engine, clock.now(), self.vault.clone()).on(self.joined.get().map(|node| &**node));
        let mut work = Work::new(tx, change.actor);
        let verdict = guarded(change, &mut work);
        let leaves = work.leaves();
        let Engine::Postgres(open) = work.into_tx().engine else { return Ok(Leaves::Nothing) };
        match verdict {
            Ok(()) => {
                crash.before_commit();
                open.transaction.commit().map_err(|e| after_commit(&e))?;
                crash.after_commit();
                Ok(leaves)
            }
            Err(reason) => {
                let _ = open.transaction.rollback();
                let again = reason.may_pass() || matches!(reason, Trouble::Taken { .. });
                Err(if again { Attempt::Again(reason) } else { Attempt::Over(reason) })
            }
        }
    }

    fn ready(&mut self) -> Result<(), Trouble> {
        if self.client.as_ref().is_none_or(Client::is_closed) {
            self.prepared.clear();
            self.client = None;
            let mut client = connect(&self.url)?;
            client.batch_execute(ENDS_STOPPED).map_err(|e| trouble(&e, ENDS_STOPPED))?;
            self.client = Some(client);
        }
        Ok(())
    }
}

enum Attempt {
    Again(Trouble),
    Over(Trouble),
}

fn after_commit(error: &postgres::Error) -> Attempt {
    match trouble(error, "COMMIT") {
        again @ Trouble::Repeat(_) => Attempt::Again(again),
        over => Attempt::Over(over),
    }
}

fn prepared(open: &mut Open<'_>, text: &str) -> Result<Statement, Trouble> {
    if let Some(known) = open.prepared.get(text) {
        return Ok(known.clone());
    }
    let statement = open.transaction.prepare(text).map_err(|e| trouble(&e, text))?;
    open.prepared.insert(text.to_owned(), statement.clone());
    Ok(statement)
}

fn bound(sql: &Sql) -> Vec<&(dyn ToSql + Sync)> {
    sql.values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

pub(crate) fn query(open: &mut Open<'_>, sql: &Sql) -> Result<Vec<Vec<Value>>, Trouble> {
    let statement = prepared(open, &sql.text)?;
    let rows = open.transaction.query(&statement, &bound(sql)).map_err(|e| trouble(&e, &sql.text))?;
    rows.iter().map(values_of).collect()
}

pub(crate) fn execute(open: &mut Open<'_>, sql: &Sql) -> Result<u64, Trouble> {
    let statement = prepared(open, &sql.text)?;
    open.transaction.execute(&statement, &bound(sql)).map_err(|e| trouble(&e, &sql.text))
}

pub(crate) fn values_of(row: &Row) -> Result<Vec<Value>, Trouble> {
    (0..row.len()).map(|i| value_of(row, i)).collect()
}

fn value_of(row: &Row, i: usize) -> Result<Value, Trouble> {
    let of = |e: postgres::Error| Trouble::Shape(e.to_string());
    let column = &row.columns()[i];
    Ok(match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(i).map_err(of)?.map_or(Value::Null, Value::Integer),
        Type::INT4 => row.try_get::<_, Option<i32>>(i).map_err(of)?.map_or(Value::Null, |n| Value::Integer(n.into())),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(i).map_err(of)?.map_or(Value::Null, Value::Real),
        Type::BOOL => row.try_get::<_, Option<bool>>(i).map_err(of)?.map_or(Value::Null, Value::Boolean),
        Type::TEXT | Type::VARCHAR | Type::NAME => row.try_get::<_, Option<String>>(i).map_err(of)?.map_or(Value::Null, Value::Text),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(i).map_err(of)?.map_or(Value::Null, Value::Bytes),
        ref other => {
            return Err(Trouble::Shape(format!(
                "column “{}” is {other}; cast it in the statement to BIGINT, TEXT, BOOLEAN, DOUBLE PRECISION or BYTEA",
                column.name()
            )));
        }
    })
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Self::Integer(n) if *ty == Type::FLOAT8 => (*n as f64).to_sql(ty, out),
            Self::Integer(n) => checked(n, ty, out),
            Self::Real(n) => checked(n, ty, out),
            Self::Text(text) => checked(&text.replace('\0', "\u{fffd}"), ty, out),
            Self::Boolean(yes) => checked(yes, ty, out),
            Self::Bytes(bytes) => checked(bytes, ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

fn checked<T: ToSql>(value: &T, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
    if T::accepts(ty) {
        value.to_sql(ty, out)
    } else {
        Err(format!("a {} cannot be bound to {ty}", std::any::type_name::<T>()).into())
    }
}

/// Whether the connection has gone, with the server or without it.
fn is_lost(error: &postgres::Error) -> bool {
    let ended = error.as_db_error().is_some_and(|db| db.code().code().starts_with("57P"));
    ended || error.is_closed() || std::error::Error::source(error).is_some_and(|e| e.is::<std::io::Error>())
}

pub(crate) fn trouble(error: &postgres::Error, statement: &str) -> Trouble {
    let Some(db) = error.as_db_error() else {
        return if is_lost(error) {
            Trouble::Unavailable(told(error))
        } else {
            Trouble::Database { statement: shortened(statement), reason: told(error) }
        };
    };
    match db.code().code() {
        "40001" | "40P01" => Trouble::Repeat(db.message().to_owned()),
        "23505" => Trouble::Taken { statement: shortened(statement), reason: db.message().to_owned() },
        // The server ends, is out of something, is cut off or only reads; somebody holds a lock for too long; a statement or a pause took too long.
        code if ["57P", "53", "08", "25006", "55P03", "57014", "25P03"].iter().any(|class| code.starts_with(class)) => {
            Trouble::Unavailable(db.message().to_owned())
        }
        _ => Trouble::Database { statement: shortened(statement), reason: db.message().to_owned() },
    }
}

fn told(error: &postgres::Error) -> String {
    use std::error::Error as _;
    error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
}
