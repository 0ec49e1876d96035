//! A bucket as a place of backups.

use crate::lock::Lock;
use crate::talk::Talk;
use crate::{Access, Address, Patience};
use bytes::Bytes;
use db::Trouble;
use kit::Clock;
use moving::backup::{Held, Store};
use outside::Outside;
use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinError, JoinSet};

/// How many objects travel at once while a backup is made.
const AT_ONCE: usize = 4;

/// Named bytes in a bucket. Blocking, like every place of backups, and for use outside any runtime: it brings its own.
pub struct Bucket {
    engine: Arc<Engine>,
    under_way: Mutex<JoinSet<Result<(), Trouble>>>,
    /// Whether the server obeys no conditions, once that was seen.
    is_doubtful: OnceLock<bool>,
}

impl Bucket {
    /// Nothing is asked yet.
    pub fn at(address: Address, access: &Access, way: (Arc<dyn Outside>, Clock), patience: Patience) -> Result<Self, Trouble> {
        let talk = Arc::new(Talk::with(address, access, way, patience)?);
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("bucket").enable_all().build();
        let runtime = runtime
            .map_err(|e| Trouble::Opening(format!("a thread for the storage could not be started: {e}. Free memory, then try again.")))?;
        Ok(Self {
            engine: Arc::new(Engine { runtime: Some(runtime), talk }),
            under_way: Mutex::default(),
            is_doubtful: OnceLock::new(),
        })
    }

    fn talk(&self) -> &Arc<Talk> {
        &self.engine.talk
    }

    /// Waits until fewer than `fewer` objects travel. At the first trouble the others are given up, too.
    fn wait_for(&self, under_way: &mut JoinSet<Result<(), Trouble>>, fewer: usize) -> Result<(), Trouble> {
        while under_way.len() >= fewer {
            let Some(arrived) = self.engine.run(under_way.join_next())? else { break };
            if let Err(trouble) = arrived.unwrap_or_else(|e| Err(ended(&e))) {
                *under_way = JoinSet::new();
                return Err(trouble);
            }
        }
        Ok(())
    }
}

impl Store for Bucket {
    fn place(&self) -> String {
        self.talk().address.to_string()
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
        self.engine.run(self.talk().keep(name, Bytes::copy_from_slice(bytes)))?
    }

    fn put_soon(&self, name: &str, bytes: Vec<u8>) -> Result<(), Trouble> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        self.wait_for(&mut under_way, AT_ONCE)?;
        let (talk, name) = (self.talk().clone(), name.to_owned());
        let sent = async move { talk.keep(&name, bytes.into()).await };
        under_way.spawn_on(sent, self.engine.runtime()?.handle());
        Ok(())
    }

    fn settle(&self) -> Result<(), Trouble> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        self.wait_for(&mut under_way, 1)
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let found = self.engine.run(self.talk().get(name))??;
        Ok(found.map(|found| found.bytes.into()))
    }

    fn get_whole(&self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        match self.engine.run(self.talk().get(name))?? {
            Some(found) if !found.is_whole => Err(Trouble::Opening(format!(
                "{}/{name} is not what was put there: it was cut short or changed. Bring it back from a copy or an older version of the object.",
                self.place()
            ))),
            found => Ok(found.map(|found| found.bytes.into())),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Trouble> {
        self.engine.run(self.talk().list(folder))?
    }

    fn remove(&self, name: &str) -> Result<(), Trouble> {
        self.engine.run(self.talk().remove(name))?
    }

    fn set_aside(&self, name: &str) -> Result<(), Trouble> {
        if let Some(bytes) = self.get(name)? {
            self.put(&format!("{name}.damaged"), &bytes)?;
        }
        self.remove(name)
    }

    fn hold(&self) -> Result<Box<dyn Held>, Trouble> {
        let lock = self.engine.run(Lock::take(self.talk()))??;
        if *self.is_doubtful.get_or_init(|| lock.is_doubtful) {
            tracing::warn!(place = %self.talk().address, "{NO_CONDITIONS}");
        }
        Ok(Box::new(HeldBucket { engine: self.engine.clone(), lock }))
    }

    fn doubt(&self) -> Result<Option<String>, Trouble> {
        if self.is_doubtful.get().is_none() {
            drop(self.hold()?);
        }
        Ok(self.is_doubtful.get().filter(|doubtful| **doubtful).map(|_| NO_CONDITIONS.to_owned()))
    }
}

const NO_CONDITIONS: &str = "the storage does not obey conditions (If-None-Match, If-Match), so two backups that begin at the same moment \
                             are kept apart by waiting only; let one machine make the backups";

/// The thread that talks.
struct Engine {
    runtime: Option<Runtime>,
    talk: Arc<Talk>,
}

impl Engine {
    fn runtime(&self) -> Result<&Runtime, Trouble> {
        self.runtime.as_ref().ok_or_else(|| Trouble::Panicked("a bucket was used after its end".into()))
    }

    fn run<T>(&self, what: impl Future<Output = T>) -> Result<T, Trouble> {
        Ok(self.runtime()?.block_on(what))
    }
}

impl Drop for Engine {
    /// Also where waiting is not allowed.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

struct HeldBucket {
    engine: Arc<Engine>,
    lock: Lock,
}

impl Held for HeldBucket {
    fn still(&self) -> Result<(), Trouble> {
        self.engine.run(self.lock.still())?
    }
}

impl Drop for HeldBucket {
    fn drop(&mut self) {
        let _ = self.engine.run(self.lock.let_go());
    }
}

fn ended(error: &JoinError) -> Trouble {
    Trouble::Panicked(format!("an object on its way to the storage was given up: {error}"))
}
