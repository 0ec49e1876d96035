//! The places where bytes of attachments lie outside the database: folders and buckets, opened when somebody asks for them.
//!
//! [`Places`] brings objects to whoever reads a file, backs up, copies, exports or erases; [`carrying`] moves them there and back and takes away what
//! is to go; [`command`] is `frontline attachments`. A place says of itself whose it is (`frontline-files.json`), so that a disk that is not
//! mounted is told from a file that is lost, and another desk's place from ours.

pub mod carrying;
pub mod command;

use crate::config::{BackupPlace, Config};
use crate::house::name_of;
use crate::moves::open_place_with;
use buckets::Patience;
use db::Trouble;
use db::elsewhere::{Elsewhere, FOLDER, Reach};
use kit::Key;
use moving::backup::Store;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const ABOUT: &str = "frontline-files.json";
const FORMAT: u32 = 1;

/// Somebody may be waiting at a page: rather a word soon than a file after minutes.
const PATIENCE: Duration = Duration::from_secs(10);
const TRIES: u32 = 3;

/// What a place says of itself.
#[derive(Serialize, Deserialize)]
struct About {
    format: u32,
    /// What the key of its desk is called.
    desk: String,
}

/// Every place, by what rows call it.
pub struct Places {
    config: Config,
    opened: Mutex<BTreeMap<String, Arc<dyn Store>>>,
}

impl Places {
    pub fn of(config: &Config) -> Arc<Self> {
        Arc::new(Self { config: config.clone(), opened: Mutex::default() })
    }

    /// The place, ready to be asked; nothing is asked yet.
    pub fn store(&self, place: &str) -> Result<Arc<dyn Store>, Trouble> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = opened.get(place) {
            return Ok(store.clone());
        }
        let named: BackupPlace = place.parse().map_err(|e: buckets::NoAddress| Trouble::Elsewhere(e.to_string()))?;
        let patience = Patience { answer: PATIENCE, tries: TRIES, ..Patience::default() };
        let store: Arc<dyn Store> = open_place_with(&self.config, &named, patience).map_err(away)?.into();
        opened.insert(place.to_owned(), store.clone());
        Ok(store)
    }

    /// Whether it answers and was begun. Blocking.
    pub fn is_begun(&self, place: &str) -> Result<bool, Trouble> {
        Ok(self.store(place)?.get(ABOUT).map_err(away)?.is_some())
    }

    /// Begins it, or sees that it is ours: with files of ours there already, a place that says nothing is a disk that is not mounted. Blocking.
    pub fn begin(&self, place: &str, key: &Key, has_files: bool) -> Result<(), Trouble> {
        let (store, desk) = (self.store(place)?, name_of(key));
        let Some(bytes) = store.get(ABOUT).map_err(away)? else {
            if has_files {
                return Err(not_there(place));
            }
            let about = serde_json::to_vec(&About { format: FORMAT, desk }).map_err(|e| Trouble::Shape(e.to_string()))?;
            return store.put(ABOUT, &about).map_err(away);
        };
        match serde_json::from_slice::<About>(&bytes) {
            Ok(about) if about.format == FORMAT && about.desk == desk => Ok(()),
            Ok(about) if about.format == FORMAT => Err(Trouble::Elsewhere(format!(
                "{place} holds the files of another desk. One place is for one desk: name another with attachments_to. If this is the same desk, give it \
                 the key it had when the place was begun"
            ))),
            _ => Err(Trouble::Elsewhere(format!(
                "{place}: {ABOUT} is damaged or of a newer Frontline. Use that version, or bring the file back from a copy"
            ))),
        }
    }
}

impl Elsewhere for Places {
    fn get(&self, place: &str, object: &str) -> Result<Option<Vec<u8>>, Trouble> {
        if !is_below(object) {
            return Ok(None);
        }
        let found = self.store(place)?.get(object).map_err(away)?;
        if found.is_none() && !self.is_begun(place)? {
            return Err(not_there(place));
        }
        Ok(found)
    }
}

/// Whether a name stays within the folder of objects, whoever wrote the row that has it.
fn is_below(object: &str) -> bool {
    let mut parts = Path::new(object).components();
    parts.next() == Some(Component::Normal(FOLDER.as_ref())) && parts.all(|part| matches!(part, Component::Normal(_)))
}

fn not_there(place: &str) -> Trouble {
    Trouble::Elsewhere(format!(
        "{place} holds no files of this desk ({ABOUT} is not there). Mount its disk, or correct the bucket; if the files were moved there by hand, move that one, too"
    ))
}

/// What a place says when it cannot be reached, as trouble of files and of nothing else.
fn away(trouble: Trouble) -> Trouble {
    Trouble::Elsewhere(trouble.to_string().trim_end_matches('.').to_owned())
}

/// For whoever reads the database as a whole: bytes that lie elsewhere are fetched.
pub fn reach(config: &Config) -> Reach {
    Reach::Fetches(Places::of(config))
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn attack_38_no_row_leads_out_of_the_folder_of_objects() {
        assert!(is_below("files/ab/abcdef"));
        for name in [
            "",
            "files/../key",
            "/var/lib/frontline/key",
            "../files/ab",
            "frontline-files.json",
            "files/ab/../../../key",
            "./files/ab",
        ] {
            assert!(!is_below(name), "{name}");
        }
    }
}
