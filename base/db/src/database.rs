//! The handle everybody holds: opens either engine, runs questions and changes, announces commits.

use crate::engine::postgres::{self, Task};
use crate::engine::{Change, sqlite};
use crate::migrate::{self, Migration};
use crate::{Actor, Trouble, Tx, Vault, Work};
use kit::Clock;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{oneshot, watch};

/// Where a company's data lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// One file; its folder must exist.
    Sqlite(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

/// An open database. Cheap to clone; the last clone closes it.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    place: Where,
    clock: Clock,
    vault: Vault,
    commits: watch::Sender<u64>,
    statements: Arc<AtomicU64>,
}

enum Engine {
    Sqlite(Mutex<sqlite::Sqlite>),
    Postgres(Mutex<postgres::Postgres>),
}

impl Database {
    /// Opens `place`, brings it to the newest schema under a lock, and starts the threads. Blocking; call it before serving. Its secrets are
    /// sealed with a key everybody knows: a house is opened with [`Database::open_with`].
    pub fn open(place: Where, migrations: &[Migration], clock: Clock) -> Result<Self, Trouble> {
        Self::open_with(place, migrations, clock, &Vault::for_scenes())
    }

    /// The same, with the keys its secrets are sealed with.
    pub fn open_with(place: Where, migrations: &[Migration], clock: Clock, vault: &Vault) -> Result<Self, Trouble> {
        migrate::bring_up_to_date(&place, migrations, &clock)?;
        let (commits, _) = watch::channel(0);
        let announce = {
            let commits = commits.clone();
            Arc::new(move || commits.send_modify(|n| *n += 1))
        };
        let engine = match &place {
            Where::Sqlite(path) => Engine::Sqlite(Mutex::new(sqlite::open(path, &clock, vault, announce)?)),
            Where::Postgres(url) => Engine::Postgres(Mutex::new(postgres::open(url, &clock, vault, announce)?)),
        };
        Ok(Self {
            inner: Arc::new(Inner { engine, place, clock, vault: vault.clone(), commits, statements: Arc::default() }),
        })
    }

    pub fn place(&self) -> &Where {
        &self.inner.place
    }

    /// The keys its secrets are sealed with.
    pub fn vault(&self) -> &Vault {
        &self.inner.vault
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Counts commits of this process; changes when there may be something new in the log.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.inner.commits.subscribe()
    }

    /// How many statements this process has asked so far, in all questions and changes.
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// Asks one question against a consistent snapshot.
    pub async fn read<T, F>(&self, question: F) -> Result<T, Trouble>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let statements = self.inner.statements.clone();
        let asked: crate::engine::Question = Box::new(move |tx| {
            let _ = answer.send(tx.and_then(|tx| {
                let answer = question(tx);
                statements.fetch_add(tx.asked, Ordering::Relaxed);
                answer
            }));
        });
        match &self.inner.engine {
            Engine::Sqlite(engine) => drop(lock(engine).questions.send(asked)),
            Engine::Postgres(engine) => drop(lock(engine).tasks.send(Task::Question(asked))),
        }
        answered.await.unwrap_or_else(|_| Err(Trouble::Panicked("a question panicked; see the log".into())))
    }

    /// Changes rows as `actor` and answers once that is durable. The closure may run more than once on PostgreSQL.
    pub async fn work<T, F>(&self, actor: Actor, mut change: F) -> Result<T, Trouble>
    where
        T: Send + 'static,
        F: FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let kept = Arc::new(Mutex::new(None));
        let outcome = kept.clone();
        let statements = self.inner.statements.clone();
        let change = Change {
            actor,
            run: Box::new(move |work| {
                let value = change(work);
                statements.fetch_add(work.asked, Ordering::Relaxed);
                let value = value?;
                *lock(&outcome) = Some(value);
                Ok(())
            }),
            settle: Box::new(move |verdict| {
                let value = verdict.and_then(|()| lock(&kept).take().ok_or_else(|| Trouble::Panicked("no outcome was kept".into())));
                let _ = answer.send(value);
            }),
        };
        match &self.inner.engine {
            Engine::Sqlite(engine) => drop(lock(engine).changes.send(change)),
            Engine::Postgres(engine) => drop(lock(engine).tasks.send(Task::Change(change))),
        }
        answered.await.unwrap_or_else(|_| Err(Trouble::Unavailable("the writer has stopped".into())))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
