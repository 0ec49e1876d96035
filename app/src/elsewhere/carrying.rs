//! Carrying the bytes of attachments to where the configuration wants them, and taking objects away that are to go. One node at a time is at it.
//!
//! Of each: its name is written down, the object is put, fetched again and compared, and only then does the row let its bytes go
//! (`desk::outlying`). What cannot be carried now stays where it is and is tried again; a single file that is damaged or lost holds up no other.

use super::Places;
use crate::config::Attachments;
use db::elsewhere::Lies;
use db::{Actor, Database, Trouble, Tx, Work, sql};
use desk::outlying::{self, Content, Going, Seen};
use futures::future::join_all;
use kit::Key;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// So many travel at once: each is in memory three times, as it is, sealed, and as it came back.
const AT_ONCE: i64 = 4;
/// So many are taken away in one go.
const GOING_AT_ONCE: i64 = 50;
const LOOK: Duration = Duration::from_secs(5);
/// After trouble at a place, or with a file.
const AGAIN: Duration = Duration::from_secs(60);
const TROUBLE: &str = "attachments.trouble";

/// Whoever carries.
#[derive(Clone)]
pub struct Carrier {
    pub db: Database,
    pub key: Key,
    pub places: Arc<Places>,
    pub wanted: Attachments,
}

/// What one pass did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passed {
    pub moved: usize,
    pub removed: usize,
    /// Files that could not be carried, and objects that would not go: they stay as they are.
    pub left: usize,
    /// Why the first of those stayed.
    pub why: Option<String>,
}

impl Passed {
    /// What did not go as it should, if anything.
    pub fn trouble(&self) -> Option<String> {
        let why = self.why.as_deref().unwrap_or("they are damaged or lost");
        (self.left > 0).then(|| format!("{} files or objects stay where they are; the log names them. The first: {why}", self.left))
    }

    fn leaves(&mut self, why: &str) {
        self.left += 1;
        self.why.get_or_insert_with(|| why.to_owned());
    }
}

impl Carrier {
    /// Again and again until `stop`; what is under way is finished.
    pub async fn run(self, stop: CancellationToken) {
        let mut said = None;
        loop {
            let outcome = self.pass(&stop).await;
            let trouble = outcome.map_or_else(|trouble| trouble.to_string(), |passed| passed.trouble().unwrap_or_default());
            let pause = if trouble.is_empty() { LOOK } else { AGAIN };
            if said.as_ref() != Some(&trouble) {
                if !trouble.is_empty() {
                    tracing::warn!(trouble, "attachments are not all where they belong; it is tried again");
                }
                self.remember(&trouble).await;
                said = Some(trouble);
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Takes away what is to go and carries everything that is not where it belongs.
    pub async fn pass(&self, stop: &CancellationToken) -> Result<Passed, Trouble> {
        let mut passed = self.take_away().await?;
        let there = self.db.read(outlying::places).await?;
        match &self.wanted {
            Attachments::AsTheyLie => {}
            Attachments::Inside => {
                for place in there {
                    self.all_at(&place, None, stop, &mut passed).await?;
                }
            }
            Attachments::At(to) => {
                let to_move =
                    there.iter().any(|place| place != to) || !self.db.read(|tx| outlying::inside(tx, Seen::default(), 1)).await?.is_empty();
                if !to_move {
                    return Ok(passed);
                }
                self.begin(to, there.contains(to)).await?;
                self.all_inside(to, stop, &mut passed).await?;
                for place in there.into_iter().filter(|place| place != to) {
                    self.all_at(&place, Some(to), stop, &mut passed).await?;
                }
            }
        }
        Ok(passed)
    }

    async fn begin(&self, to: &str, has_files: bool) -> Result<(), Trouble> {
        let (places, key, to) = (self.places.clone(), self.key.clone(), to.to_owned());
        apart(move || places.begin(&to, &key, has_files)).await
    }

    async fn all_inside(&self, to: &str, stop: &CancellationToken, passed: &mut Passed) -> Result<(), Trouble> {
        let mut seen = Seen::default();
        while !stop.is_cancelled() {
            let some = self.db.read(move |tx| outlying::inside(tx, seen, AT_ONCE)).await?;
            let Some(last) = some.last() else { break };
            seen = Seen { size_bytes: last.size_bytes, id: last.id };
            self.out(some, to, passed).await?;
        }
        Ok(())
    }

    /// Those at one place, to another or into the database.
    async fn all_at(&self, place: &str, to: Option<&str>, stop: &CancellationToken, passed: &mut Passed) -> Result<(), Trouble> {
        let mut after = 0;
        while !stop.is_cancelled() {
            let asked = place.to_owned();
            let some = self.db.read(move |tx| outlying::at(tx, &asked, after, AT_ONCE)).await?;
            let Some(last) = some.last() else { break };
            after = last.id;
            match to {
                Some(to) => self.out(some, to, passed).await?,
                None => self.back(some, passed).await?,
            }
        }
        Ok(())
    }

    /// Some contents to a place. All are tried. Trouble ends the pass if the place does not answer; else the file stays, and others go on.
    async fn out(&self, contents: Vec<Content>, to: &str, passed: &mut Passed) -> Result<(), Trouble> {
        let going: Vec<(Content, Lies)> = contents.into_iter().map(|content| (content, Lies::anew(to))).collect();
        let names: Vec<Lies> = going.iter().map(|(_, lies)| lies.clone()).collect();
        self.db
            .work(Actor::System, move |work| names.iter().try_for_each(|lies| outlying::comes(work, lies)))
            .await?;
        let outcomes = join_all(going.into_iter().map(|(content, lies)| self.one_out(content, lies))).await;
        self.told(outcomes, to, passed).await
    }

    /// One content; whether its row names the object now.
    async fn one_out(&self, content: Content, lies: Lies) -> Result<bool, Trouble> {
        let Some(bytes) = self.bytes_of(&content).await? else { return Ok(false) };
        let (places, at) = (self.places.clone(), lies.clone());
        let is_there = apart(move || put(&places, &at, &bytes)).await?;
        if !is_there {
            return Err(Trouble::Elsewhere(format!(
                "{lies:?} was answered as kept and is not what was put there. Ask whoever runs the storage"
            )));
        }
        self.db.work(Actor::System, move |work| outlying::went_out(work, &content, &lies)).await
    }

    async fn back(&self, contents: Vec<Content>, passed: &mut Passed) -> Result<(), Trouble> {
        let Some(from) = contents.first().and_then(Content::lies).map(|lies| lies.place) else {
            return Ok(());
        };
        let outcomes = join_all(contents.into_iter().map(|content| self.one_back(content))).await;
        self.told(outcomes, &from, passed).await
    }

    async fn told(&self, outcomes: Vec<Result<bool, Trouble>>, place: &str, passed: &mut Passed) -> Result<(), Trouble> {
        let mut trouble = None;
        for outcome in outcomes {
            match outcome {
                Ok(true) => passed.moved += 1,
                Ok(false) => passed.leaves("it is damaged or lost"),
                Err(Trouble::Elsewhere(why)) => {
                    passed.leaves(&why);
                    trouble.get_or_insert(why);
                }
                Err(other) => return Err(other),
            }
        }
        let Some(why) = trouble else { return Ok(()) };
        let (places, place) = (self.places.clone(), place.to_owned());
        if !apart(move || places.is_begun(&place)).await? {
            return Err(Trouble::Elsewhere(why));
        }
        tracing::error!(why, "a file could not be carried, though its place answers; it stays where it is");
        Ok(())
    }

    async fn one_back(&self, content: Content) -> Result<bool, Trouble> {
        let Some(bytes) = self.bytes_of(&content).await? else { return Ok(false) };
        self.db.work(Actor::System, move |work| outlying::came_in(work, &content, &bytes)).await
    }

    /// The bytes from wherever they are; `None`, and a word in the log, if they are lost or not those of their hash.
    async fn bytes_of(&self, content: &Content) -> Result<Option<Vec<u8>>, Trouble> {
        let id = content.id;
        let bytes = match content.lies() {
            None => Some(self.db.read(move |tx| outlying::bytes(tx, id)).await?),
            Some(lies) => {
                let places = self.places.clone();
                apart(move || lies.fetched_from(&*places)).await?
            }
        };
        let whole = bytes.filter(|bytes| kit::sha256_hex(bytes) == content.sha256);
        if whole.is_none() {
            tracing::error!(content = id, from = ?content.lies(), "the bytes of a file are lost or damaged; they stay where they are");
        }
        Ok(whole)
    }

    /// Takes objects away, and looks that they are gone. One that does not go is tried again, ever more rarely, for as long as it takes; others at
    /// the same place wait with it, for it may be away.
    async fn take_away(&self) -> Result<Passed, Trouble> {
        let (mut passed, mut away) = (Passed::default(), BTreeMap::<String, String>::new());
        while self.db.read(outlying::is_due_to_go).await? {
            let due = self.db.work(Actor::System, |work| outlying::due_to_go(work, GOING_AT_ONCE)).await?;
            if due.is_empty() {
                break;
            }
            for going in due {
                let why = match away.get(&going.place) {
                    Some(why) => Some(why.clone()),
                    None => self.remove(&going).await.err().map(|trouble| trouble.to_string()),
                };
                passed.removed += usize::from(why.is_none());
                if let Some(why) = &why {
                    passed.leaves(why);
                    away.entry(going.place.clone()).or_insert_with(|| {
                        tracing::warn!(object = going.object, why, "an object that is to go does not; it is tried again");
                        why.clone()
                    });
                }
                let ended = self.db.work(Actor::System, move |work| match &why {
                    None => outlying::is_gone(work, &going.object),
                    Some(why) => outlying::stays(work, &going, why),
                });
                ended.await?;
            }
        }
        Ok(passed)
    }

    async fn remove(&self, going: &Going) -> Result<(), Trouble> {
        let (places, Going { object, place, .. }) = (self.places.clone(), going.clone());
        apart(move || remove(&places, &place, &object)).await
    }

    async fn remember(&self, trouble: &str) {
        let trouble = trouble.to_owned();
        let kept = self.db.work(Actor::System, move |work: &mut Work<'_>| {
            work.keep_quietly("what keeps attachments from where they belong");
            sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2 WHERE setting.value <> $2")
                .with(TROUBLE)
                .with(&trouble)
                .run(work)
                .map(drop)
        });
        if let Err(trouble) = kept.await {
            tracing::warn!(%trouble, "what is wrong with attachments could not be written down");
        }
    }
}

/// What keeps attachments from where they belong, if anything did at the last pass.
pub fn trouble(tx: &mut Tx<'_>) -> Result<Option<String>, Trouble> {
    let text: Option<String> = sql("SELECT value FROM setting WHERE name = $1").with(TROUBLE).one(tx)?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// Puts the object there and fetches it again: whether it is what was put. A storage that keeps something else would be found out too late.
fn put(places: &Places, lies: &Lies, bytes: &[u8]) -> Result<bool, Trouble> {
    let store = places.store(&lies.place)?;
    store.put(&lies.object, &lies.shut(bytes)?).map_err(super::away)?;
    let back = store.get(&lies.object).map_err(super::away)?;
    // A disk may have been unmounted since the pass began: what was kept then lies where nobody will look for it.
    if !places.is_begun(&lies.place)? {
        return Err(super::not_there(&lies.place));
    }
    Ok(back.and_then(|sealed| lies.open(sealed)).is_some_and(|back| back == bytes))
}

fn remove(places: &Places, place: &str, object: &str) -> Result<(), Trouble> {
    let store = places.store(place)?;
    if !super::is_below(object) {
        return Err(Trouble::Elsewhere(format!("{object} is no name of an object of ours; nothing of that name is taken away")));
    }
    if !places.is_begun(place)? {
        return Err(super::not_there(place));
    }
    store.remove(object).map_err(super::away)?;
    match store.get(object).map_err(super::away)? {
        None => Ok(()),
        Some(_) => Err(Trouble::Elsewhere(format!("{place} says that it took {object} away, and it is still there"))),
    }
}

async fn apart<T: Send + 'static>(body: impl FnOnce() -> Result<T, Trouble> + Send + 'static) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(body).await.map_err(|e| Trouble::Panicked(e.to_string()))?
}
