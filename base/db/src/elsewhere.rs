//! Bytes that left their row: large ones may lie at another place, a folder or storage, as objects nobody there can read.
//!
//! Cast: [`Lies`] says where some bytes lie, under which name, and with which key they were sealed; [`Bytes`] are those of a row, here or elsewhere;
//! an [`Elsewhere`] brings objects and is given to the database once, when it is opened. Whichever table has the columns `bytes_place`,
//! `bytes_object` and `bytes_key` beside `bytes` may have rows of this kind ([`Outlying`]): then `bytes` is empty there.
//!
//! Promises: what comes back is what went, or it is said that it does not; an object opens with the key in its row only, so once the row is gone
//! nobody can read it any more, whatever the place still keeps. Refuses to know what the bytes mean, and when they move.

use crate::whole::Table;
use crate::{Database, Trouble, Value};
use kit::{hex, unhex};
use rand::RngCore as _;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::sync::Arc;

/// Where some bytes lie.
#[derive(Clone, PartialEq, Eq)]
pub struct Lies {
    /// The place, as the configuration writes it.
    pub place: String,
    /// What they are called there: by chance, once and never again.
    pub object: String,
    /// What opens them, in hexadecimal digits.
    pub key: String,
}

impl Lies {
    /// A new name and a new key at this place.
    pub fn anew(place: &str) -> Self {
        let (mut name, mut key) = ([0u8; 16], [0u8; 32]);
        rand::rng().fill_bytes(&mut name);
        rand::rng().fill_bytes(&mut key);
        let name = hex(&name);
        Self {
            place: place.to_owned(),
            object: format!("{FOLDER}/{}/{name}", &name[..2]),
            key: hex(&key),
        }
    }

    /// The bytes as the place may have them.
    pub fn shut(&self, bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
        let failed = || Trouble::Panicked("bytes could not be sealed".into());
        let key = self.sealing().ok_or_else(failed)?;
        let mut sealed = vec![0u8; NONCE_LEN];
        rand::rng().fill_bytes(&mut sealed);
        let nonce = Nonce::try_assume_unique_for_key(&sealed).map_err(|_| failed())?;
        sealed.extend_from_slice(bytes);
        let tag = key.seal_in_place_separate_tag(nonce, Aad::from(self.object.as_bytes()), &mut sealed[NONCE_LEN..]);
        sealed.extend_from_slice(tag.map_err(|_| failed())?.as_ref());
        Ok(sealed)
    }

    /// What was sealed under this name with this key; `None` if a bit of it was changed.
    pub fn open(&self, mut sealed: Vec<u8>) -> Option<Vec<u8>> {
        let key = self.sealing()?;
        let nonce = Nonce::try_assume_unique_for_key(sealed.get(..NONCE_LEN)?).ok()?;
        let opened = key
            .open_in_place(nonce, Aad::from(self.object.as_bytes()), sealed.get_mut(NONCE_LEN..)?)
            .ok()?
            .len();
        sealed.truncate(NONCE_LEN + opened);
        sealed.drain(..NONCE_LEN);
        Some(sealed)
    }

    /// Fetched and opened; `None` where the place answers and has it not, or has something else. Blocking.
    pub fn fetched_from(&self, elsewhere: &dyn Elsewhere) -> Result<Option<Vec<u8>>, Trouble> {
        Ok(elsewhere.get(&self.place, &self.object)?.and_then(|sealed| self.open(sealed)))
    }

    fn sealing(&self) -> Option<LessSafeKey> {
        UnboundKey::new(&CHACHA20_POLY1305, &unhex(&self.key)?).ok().map(LessSafeKey::new)
    }
}

/// The key is never printed.
impl std::fmt::Debug for Lies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.place, self.object)
    }
}

/// Below which all objects lie.
pub const FOLDER: &str = "files";

/// Who brings objects from places. Blocking.
pub trait Elsewhere: Send + Sync {
    /// The object as it lies there; `None` only where the place itself answers and has none of this name.
    fn get(&self, place: &str, object: &str) -> Result<Option<Vec<u8>>, Trouble>;
}

/// The bytes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bytes {
    Here(Vec<u8>),
    Elsewhere(Lies),
}

impl Bytes {
    /// From the columns `bytes`, `bytes_place`, `bytes_object` and `bytes_key`.
    pub fn of(bytes: Vec<u8>, place: Option<String>, object: Option<String>, key: Option<String>) -> Self {
        match (place, object, key) {
            (Some(place), Some(object), Some(key)) => Self::Elsewhere(Lies { place, object, key }),
            _ => Self::Here(bytes),
        }
    }

    /// The bytes, fetched if they are not here, and those that this hash was made of.
    pub async fn fetch(self, db: &Database, sha256: &str) -> Result<Vec<u8>, Trouble> {
        let lies = match self {
            Self::Here(bytes) => return Ok(bytes),
            Self::Elsewhere(lies) => lies,
        };
        let elsewhere = db.elsewhere().ok_or_else(|| nobody(&lies.place))?;
        let asked = lies.clone();
        let fetched = tokio::task::spawn_blocking(move || asked.fetched_from(&*elsewhere))
            .await
            .map_err(|e| Trouble::Panicked(e.to_string()))??;
        fetched.filter(|bytes| kit::sha256_hex(bytes) == sha256).ok_or_else(|| lost(&lies))
    }
}

/// The place has it not, or has something else.
pub fn lost(lies: &Lies) -> Trouble {
    Trouble::Elsewhere(format!(
        "{lies:?} is not there, or is not what was put there. Bring it back from a copy or an older version of the object, or restore a backup"
    ))
}

fn nobody(place: &str) -> Trouble {
    Trouble::Elsewhere(format!("nothing here knows the way to {place}. Start this with the configuration of the desk"))
}

/// Where the columns stand in a table whose bytes may lie elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Outlying {
    pub bytes: usize,
    place: usize,
    object: usize,
    key: usize,
}

impl Outlying {
    pub fn of(table: &Table) -> Option<Self> {
        let at = |column| table.place_of(column);
        Some(Self {
            bytes: at("bytes")?,
            place: at("bytes_place")?,
            object: at("bytes_object")?,
            key: at("bytes_key")?,
        })
    }

    /// Where the bytes of this row lie, if not in it.
    pub fn lies(&self, row: &[Value]) -> Option<Lies> {
        let text = |place: usize| match row.get(place) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        Some(Lies { place: text(self.place)?, object: text(self.object)?, key: text(self.key)? })
    }

    /// The row as one whose bytes lie in it. `kept_as` is what a backup calls them where it keeps them beside the row.
    pub fn bring_in(&self, row: &mut [Value], bytes: Vec<u8>, kept_as: Option<String>) {
        let cells = [
            (self.bytes, Value::Bytes(bytes)),
            (self.place, Value::Null),
            (self.object, kept_as.map_or(Value::Null, Value::Text)),
            (self.key, Value::Null),
        ];
        for (place, value) in cells {
            if let Some(cell) = row.get_mut(place) {
                *cell = value;
            }
        }
    }

    /// What a backup calls the bytes it keeps beside this row.
    pub fn kept_as<'a>(&self, row: &'a [Value]) -> Option<&'a str> {
        match (row.get(self.place), row.get(self.object)) {
            (Some(Value::Null), Some(Value::Text(name))) => Some(name),
            _ => None,
        }
    }

    /// The cells that say of a row that its bytes lie in it.
    pub fn none(&self) -> [(usize, Value); 3] {
        [(self.place, Value::Null), (self.object, Value::Null), (self.key, Value::Null)]
    }
}

/// What a snapshot does with rows whose bytes lie elsewhere.
#[derive(Clone, Default)]
pub enum Reach {
    /// It refuses: whoever did not think of them would lose them.
    #[default]
    Nowhere,
    /// It fetches them and gives the row as one that has them.
    Fetches(Arc<dyn Elsewhere>),
    /// The same for whoever proves something by having read everything: what is lost is trouble.
    Needs(Arc<dyn Elsewhere>),
    /// It gives the row as it stands, for a copy that stays with the same places.
    AsTheyLie,
}

impl Reach {
    /// By whoever the database was given, or nowhere.
    pub fn of(db: &Database) -> Self {
        db.elsewhere().map_or(Self::Nowhere, Self::Fetches)
    }

    /// A row as this reach gives it. Bytes that are lost leave the row with none: its hash tells.
    pub(crate) fn row(&self, outlying: Outlying, mut row: Vec<Value>) -> Result<Vec<Value>, Trouble> {
        let Some(lies) = outlying.lies(&row) else { return Ok(row) };
        match self {
            Self::Nowhere => Err(nobody(&lies.place)),
            Self::AsTheyLie => Ok(row),
            Self::Fetches(elsewhere) => {
                let bytes = lies.fetched_from(&**elsewhere)?.unwrap_or_default();
                outlying.bring_in(&mut row, bytes, None);
                Ok(row)
            }
            Self::Needs(elsewhere) => {
                let bytes = lies.fetched_from(&**elsewhere)?.ok_or_else(|| lost(&lies))?;
                outlying.bring_in(&mut row, bytes, None);
                Ok(row)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_bytes_open_under_their_name_with_their_key_only() {
        let (one, other) = (Lies::anew("/mnt/files"), Lies::anew("/mnt/files"));
        let sealed = one.shut(b"a kettle").expect("sealed");

        assert!(one.object.starts_with("files/") && one.object != other.object && one.key != other.key);
        assert!(!sealed.windows(6).any(|part| part == b"kettle"));
        assert_eq!(one.open(sealed.clone()).as_deref(), Some(&b"a kettle"[..]));
        assert_eq!(other.open(sealed.clone()), None);
        assert_eq!(Lies { key: one.key.clone(), ..other }.open(sealed.clone()), None, "another's place");
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(one.open(changed), None, "{place}");
        }
        assert_eq!(one.open(sealed[..20].to_vec()), None);
        assert_eq!(one.open(Vec::new()), None);
        assert_eq!(one.open(one.shut(b"").expect("sealed")).as_deref(), Some(&b""[..]));
        assert!(!format!("{one:?}").contains(&one.key));
    }
}
