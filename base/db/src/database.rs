//! The handle everybody holds: opens either engine, runs questions and changes, announces commits.

use crate::elsewhere::Elsewhere;
use crate::engine::postgres::{self, Task};
use crate::engine::{Change, sqlite};
use crate::lasting::{Lasting, Tables};
use crate::migrate::{self, Migration};
use crate::nodes::{self, Fence, Joined, Line, Membership, Said};
use crate::shared::{Answers, Standing};
use crate::tried::Tried;
use crate::tx::Written;
use crate::work::Leaves;
use crate::{Actor, Trouble, Tx, Vault, Work, sql};
use kit::Clock;
use std::any::Any;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::{broadcast, oneshot, watch};

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
    /// Whoever is on duty asks in each change whether they still are.
    fence: Option<Fence>,
}

struct Inner {
    engine: Engine,
    place: Where,
    clock: Clock,
    vault: Vault,
    commits: watch::Sender<u64>,
    /// The same without those of other nodes.
    own_commits: watch::Sender<u64>,
    statements: Arc<AtomicU64>,
    answers: Arc<Answers>,
    lasting: Arc<Lasting>,
    known: Vec<(String, i64)>,
    joined: Joined,
    told: broadcast::Sender<String>,
    /// Who brings bytes that left their row.
    elsewhere: OnceLock<Arc<dyn Elsewhere>>,
    /// Why the last change could not be kept.
    hindrance: Arc<Mutex<Option<String>>>,
    /// What came of the last try to keep one all the same.
    tried: Tried,
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(membership) = self.joined.get() {
            membership.leave(None);
        }
    }
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
        let (commits, own_commits) = (watch::Sender::new(0), watch::Sender::new(0));
        let announce = {
            let (commits, own_commits) = (commits.clone(), own_commits.clone());
            Arc::new(move || {
                commits.send_modify(|n| *n += 1);
                own_commits.send_modify(|n| *n += 1);
            })
        };
        let (joined, lasting) = (Joined::default(), Arc::new(Lasting::default()));
        let (engine, clock) = match &place {
            Where::Sqlite(path) => {
                let lasting = lasting.clone();
                let committed = move |leaves, tables: &Written| {
                    lasting.changed(tables.iter().map(AsRef::as_ref));
                    if leaves == Leaves::News {
                        announce();
                    }
                };
                (Engine::Sqlite(Mutex::new(sqlite::open(path, &clock, vault, committed)?)), clock)
            }
            Where::Postgres(url) => {
                let clock = clock.led();
                migrate::on_a_thread(|| nodes::go_by_the_server(url, &clock))?;
                (Engine::Postgres(Mutex::new(postgres::open(url, &clock, vault, announce, &joined)?)), clock)
            }
        };
        let inner = Inner {
            engine,
            place,
            clock,
            vault: vault.clone(),
            commits,
            own_commits,
            statements: Arc::default(),
            answers: Arc::default(),
            lasting,
            known: migrations.iter().map(|step| (step.feature.to_owned(), step.number)).collect(),
            joined,
            told: broadcast::Sender::new(256),
            elsewhere: OnceLock::new(),
            hindrance: Arc::default(),
            tried: Tried::default(),
        };
        Ok(Self { inner: Arc::new(inner), fence: None })
    }

    pub fn place(&self) -> &Where {
        &self.inner.place
    }

    /// The keys its secrets are sealed with.
    pub fn vault(&self) -> &Vault {
        &self.inner.vault
    }

    /// From now on bytes that left their row are brought by this one; the first that is given stays.
    pub fn reaches(&self, elsewhere: Arc<dyn Elsewhere>) {
        let _ = self.inner.elsewhere.set(elsewhere);
    }

    /// Who brings bytes that left their row, if anybody was given.
    pub fn elsewhere(&self) -> Option<Arc<dyn Elsewhere>> {
        self.inner.elsewhere.get().cloned()
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Counts commits of this process, and hears of those of other nodes; changes when there may be something new in the log.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.inner.commits.subscribe()
    }

    /// What other nodes tell this one.
    pub fn told(&self) -> broadcast::Receiver<String> {
        self.inner.told.subscribe()
    }

    pub(crate) fn membership(&self) -> Option<Arc<Membership>> {
        self.inner.joined.get().cloned()
    }

    /// A line to other nodes, where there can be any.
    pub(crate) fn line(&self, membership: Arc<Membership>, said: Said) -> Option<Line> {
        let Where::Postgres(url) = &self.inner.place else { return None };
        let commits = self.inner.commits.clone();
        Some(Line {
            url: url.clone(),
            membership,
            clock: self.inner.clock.clone(),
            known: self.inner.known.clone(),
            ours: self.inner.own_commits.subscribe(),
            theirs: Arc::new(move || commits.send_modify(|n| *n += 1)),
            told: self.inner.told.clone(),
            said,
        })
    }

    pub(crate) fn has_joined(&self, membership: Arc<Membership>) -> Result<(), Trouble> {
        let again = |_| Trouble::Opening("this process is a node already".into());
        self.inner.joined.set(membership).map_err(again)
    }

    /// The same database for whoever is on duty.
    pub(crate) fn fenced(&self, fence: Fence) -> Self {
        Self { fence: Some(fence), ..self.clone() }
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
        // Counted before the snapshot: what it shows is never older than that.
        let standing = Standing { answers: self.inner.answers.clone(), commit: *self.inner.commits.borrow() };
        let asked: crate::engine::Question = Box::new(move |tx| {
            let _ = answer.send(tx.and_then(|tx| {
                tx.standing = Some(standing);
                let answer = question(tx);
                statements.fetch_add(tx.asked, Ordering::Relaxed);
                answer
            }));
        });
        match &self.inner.engine {
            Engine::Sqlite(engine) => lock(engine).questions.ask(asked),
            Engine::Postgres(engine) => drop(lock(engine).tasks.send(Task::Question(asked))),
        }
        answered.await.unwrap_or_else(|_| Err(Trouble::Panicked("a question panicked; see the log".into())))
    }

    /// The same, or what it answered less than a second ago whoever asked by the same `key`, while none of `tables` was changed since: all that
    /// the answer comes from, and what a deletion elsewhere would take rows of along. On PostgreSQL it is always asked.
    pub async fn read_lasting<T, F>(&self, tables: Tables, key: String, question: F) -> Result<Arc<T>, Trouble>
    where
        T: Any + Send + Sync,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static,
    {
        if matches!(self.inner.engine, Engine::Postgres(_)) {
            return self.read(question).await.map(Arc::new);
        }
        let (lasting, at) = (&self.inner.lasting, self.inner.clock.now().0);
        let changes = match lasting.find(tables, &key, at).map(Arc::downcast) {
            Ok(Ok(known)) => return Ok(known),
            Ok(Err(_)) => return Err(Trouble::Shape(format!("two kinds of answers are kept as {key}"))),
            Err(changes) => changes,
        };
        let found = Arc::new(self.read(question).await?);
        lasting.keep(tables, key, (at, found.clone()), changes);
        Ok(found)
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
        let (statements, fence) = (self.inner.statements.clone(), self.fence.clone());
        let (hindrance, changed) = (self.inner.hindrance.clone(), Arc::new(AtomicBool::new(false)));
        let changes = changed.clone();
        let change = Change {
            actor,
            run: Box::new(move |work| {
                let stands = fence.as_ref().map_or(Ok(()), |fence| fence.stands(work));
                let value = stands.and_then(|()| change(work));
                statements.fetch_add(work.asked, Ordering::Relaxed);
                changes.store(work.changed(), Ordering::Relaxed);
                let value = value?;
                *lock(&outcome) = Some(value);
                Ok(())
            }),
            settle: Box::new(move |verdict| {
                match &verdict {
                    Err(Trouble::Unavailable(why)) => *lock(&hindrance) = Some(why.clone()),
                    Ok(()) if changed.load(Ordering::Relaxed) => *lock(&hindrance) = None,
                    _ => {}
                }
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

impl Database {
    /// Whether changes are kept. Where the last one could not be, as on a full disk, another is tried, which changes nothing anybody sees;
    /// while that fails, too, this says why.
    pub async fn keeps_changes(&self) -> Result<(), Trouble> {
        self.kept_changes_lately(Duration::ZERO).await
    }

    /// The same for callers of whom there may be many: one try at a time, whose outcome everybody has who asked before it ended, and a
    /// failure whoever asks within `lately` of its end.
    pub async fn kept_changes_lately(&self, lately: Duration) -> Result<(), Trouble> {
        if lock(&self.inner.hindrance).is_none() {
            return Ok(());
        }
        self.inner.tried.or_try(lately, self.try_to_keep_a_change()).await
    }

    async fn try_to_keep_a_change(&self) -> Result<(), Trouble> {
        self.work(Actor::System, |work| {
            work.keep_quietly("whether changes are kept again");
            let now = work.now;
            sql("INSERT INTO setting (name, value) VALUES ('db.tried_at', $1) ON CONFLICT (name) DO UPDATE SET value = $1")
                .with(now.0.to_string())
                .run(work)
                .map(drop)
        })
        .await
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
