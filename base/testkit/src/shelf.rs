//! A place outside the database, in memory, for the bytes of files that were carried out. It may be away.

use db::elsewhere::{Elsewhere, Lies};
use db::{Actor, Database, Trouble, sql};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Where files of a scene lie that left their row.
#[derive(Default)]
pub struct Shelf {
    objects: Mutex<BTreeMap<String, Vec<u8>>>,
    is_away: AtomicBool,
}

impl Shelf {
    /// The place is called so in the rows of [`Shelf::takes_all_of`].
    pub const PLACE: &str = "s3://kettle";

    /// Puts `bytes` where they lie.
    pub fn takes(&self, lies: &Lies, bytes: &[u8]) {
        let sealed = lies.shut(bytes).expect("sealed");
        self.objects.lock().expect("the shelf").insert(lies.object.clone(), sealed);
    }

    /// Takes every content of a database, however small it is, as carrying does, and lets the database reach it.
    pub async fn takes_all_of(db: &Database) -> Arc<Self> {
        let shelf = Arc::new(Self::default());
        let contents = db.read(|tx| sql("SELECT id, bytes FROM blob ORDER BY id").all::<(i64, Vec<u8>)>(tx));
        for (id, bytes) in contents.await.expect("contents") {
            let lies = Lies::anew(Self::PLACE);
            shelf.takes(&lies, &bytes);
            let told = db.work(Actor::System, move |work| {
                work.keep_quietly("as carrying does");
                sql("UPDATE blob SET bytes = $2, bytes_place = $3, bytes_object = $4, bytes_key = $5 WHERE id = $1")
                    .with(id)
                    .with(Vec::<u8>::new())
                    .with(&lies.place)
                    .with(&lies.object)
                    .with(&lies.key)
                    .run(work)
            });
            told.await.expect("told");
        }
        db.reaches(shelf.clone());
        shelf
    }

    /// From now on it does not answer, or does again.
    pub fn goes_away(&self, is_away: bool) {
        self.is_away.store(is_away, Ordering::Relaxed);
    }

    /// Nothing is there any more.
    pub fn loses_everything(&self) {
        self.objects.lock().expect("the shelf").clear();
    }
}

impl Elsewhere for Shelf {
    fn get(&self, _: &str, object: &str) -> Result<Option<Vec<u8>>, Trouble> {
        if self.is_away.load(Ordering::Relaxed) {
            return Err(Trouble::Elsewhere(format!("{} does not answer", Self::PLACE)));
        }
        Ok(self.objects.lock().expect("the shelf").get(object).cloned())
    }
}
