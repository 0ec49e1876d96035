//! The key of the desk: what it signs with, and what its secrets are sealed with, in one file or one variable.
//!
//! A new file is 32 bytes, from which both follow. After `frontline key rotate` it is text: a line for what signs, which stays, so that answers
//! to old mails still thread and second factors still work, and a line for each key that seals, the newest first. What a key is called follows
//! from the key, so that a secret sealed with one of another desk is known as such. Older versions gave names of their own (`first`, or by
//! chance): those still open, and whatever has one is sealed anew at the next start.

use super::{make_new, make_private_folder};
use crate::config::Config;
use db::Trouble;
use db::vault::Ring;
use kit::Key;
use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Instead of a file: its contents.
pub const VARIABLE: &str = "FRONTLINE_KEY_CONTENTS";

const FIRST_LINE: &str = "frontline key 1";
/// What older versions called the key that follows from a file of 32 bytes.
const FIRST: &str = "first";

/// What a key is called: it follows from the key and tells nothing else of it.
pub fn name_of(key: &Key) -> String {
    key.sign(b"what a key is called").chars().take(12).collect()
}

/// Where the key comes from.
#[derive(Debug, Clone)]
pub enum KeyPlace {
    File(PathBuf),
    /// The environment: it can be read, not written.
    Variable,
}

/// What a key file says.
#[derive(Debug, Clone)]
pub struct KeyFile {
    /// Signs; never changes.
    pub signs: Key,
    /// Seal, the newest first, each under its name; behind that the same key under a name an older version gave it.
    seals: Vec<(String, Key)>,
}

impl KeyPlace {
    /// As the configuration has it.
    pub fn of(config: &Config) -> Self {
        if std::env::var_os(VARIABLE).is_some() {
            return Self::Variable;
        }
        Self::File(config.key_file.clone().unwrap_or_else(|| config.data.join("key")))
    }

    /// The key, made if there is none.
    pub fn open(&self) -> Result<KeyFile, Trouble> {
        if let Self::File(path) = self
            && !path.exists()
        {
            let made = make_new(path, Key::random().bytes());
            made.or_else(|e| if path.exists() { Ok(()) } else { Err(e) })
                .map_err(|e| Trouble::Opening(format!("{} cannot be made: {e}. Check who owns its folder.", path.display())))?;
        }
        self.read()
    }

    /// The key as it is now.
    pub fn read(&self) -> Result<KeyFile, Trouble> {
        let bytes = self.bytes()?;
        KeyFile::parse(&bytes).ok_or_else(|| {
            Trouble::Opening(format!(
                "{self} is damaged: it must be 32 bytes, or what `frontline key rotate` wrote. Restore it from a backup."
            ))
        })
    }

    /// What stands there, for backups and exports.
    pub fn bytes(&self) -> Result<Vec<u8>, Trouble> {
        match self {
            Self::File(path) => std::fs::read(path)
                .map_err(|e| Trouble::Opening(format!("{} cannot be read: {e}. Name the data folder with --data.", path.display()))),
            Self::Variable => Ok(std::env::var(VARIABLE).unwrap_or_default().into_bytes()),
        }
    }

    /// Whether there is one.
    pub fn exists(&self) -> bool {
        match self {
            Self::File(path) => path.exists(),
            Self::Variable => true,
        }
    }

    /// Takes something out of the database, and every key that may open it: while a rotation passes by, the key before it or the one after it.
    pub fn around<T>(&self, take: impl FnOnce() -> Result<T, Trouble>) -> Result<(T, Vec<u8>), Trouble> {
        let before = self.bytes()?;
        let taken = take()?;
        let after = self.bytes()?;
        if before == after {
            return Ok((taken, after));
        }
        let both = KeyFile::parse(&after).zip(KeyFile::parse(&before));
        let both = both.and_then(|(after, before)| after.joined(&before)).ok_or_else(|| {
            Trouble::Opening(format!("{self} was replaced by the key of another desk meanwhile. Nothing was written; try again."))
        })?;
        Ok((taken, both.text().into_bytes()))
    }

    /// What the key of a desk that comes from elsewhere will be written as here; nothing where it is here already. Refuses a place with
    /// the key of another desk, which may open something. Where an older or newer key of the same desk is, both stay.
    pub fn may_take(&self, bytes: &[u8]) -> Result<Option<Vec<u8>>, Trouble> {
        let there = match self.exists() {
            true => self.read()?,
            false => return Ok(Some(bytes.to_vec())),
        };
        let comes = KeyFile::parse(bytes).ok_or_else(|| {
            Trouble::Opening("the key that came along is damaged. Nothing was changed. Use another backup or export.".into())
        })?;
        let joined = there.joined(&comes).ok_or_else(|| {
            Trouble::Opening(format!(
                "{self} holds the key of another desk. Nothing was changed. Name an empty folder with --data, another place for the key with \
                 FRONTLINE_KEY_FILE, or move that file away if nothing needs it."
            ))
        })?;
        if there.opens_all_of(&comes) {
            return Ok(None);
        }
        match self {
            Self::File(_) => Ok(Some(joined.text().into_bytes())),
            Self::Variable => Err(Trouble::Opening(format!(
                "{VARIABLE} holds another key of this desk, from before or after a rotation. Nothing was changed. Unset it for this command \
                 and name a file with FRONTLINE_KEY_FILE: the key is put there."
            ))),
        }
    }

    /// Puts the key of a desk that comes from elsewhere here, where [`Self::may_take`] allows it.
    pub fn take(&self, bytes: &[u8]) -> Result<(), Trouble> {
        let (Some(bytes), Self::File(path)) = (self.may_take(bytes)?, self) else {
            return Ok(());
        };
        let folder = folder_of(path);
        let written = make_private_folder(folder).and_then(|()| if path.exists() { replace(path, &bytes) } else { make_new(path, &bytes) });
        written.map_err(|e| Trouble::Opening(format!("{self} cannot be written: {e}. Check who owns its folder.")))
    }

    /// Nobody else changes the key while this is held.
    pub fn hold(&self) -> Result<Option<File>, Trouble> {
        let Self::File(path) = self else { return Ok(None) };
        let failed = |e: std::io::Error| Trouble::Opening(format!("the folder of {self} cannot be held: {e}. Check who owns it."));
        let folder = File::open(folder_of(path)).map_err(failed)?;
        match folder.try_lock() {
            Ok(()) => Ok(Some(folder)),
            Err(TryLockError::WouldBlock) => Err(Trouble::InUse(format!(
                "somebody else is changing {self} now. Nothing was changed. Wait until they are done, and look with `frontline key show`."
            ))),
            Err(TryLockError::Error(e)) => Err(failed(e)),
        }
    }

    /// Puts another in its place, all of it or nothing.
    pub fn write(&self, key: &KeyFile) -> Result<(), Trouble> {
        let Self::File(path) = self else {
            return Err(Trouble::Opening(format!(
                "the key comes from {VARIABLE}, which no program can change. Write it into a file, name that with FRONTLINE_KEY_FILE, and try again."
            )));
        };
        replace(path, key.text().as_bytes()).map_err(|e| {
            Trouble::Opening(format!("{} cannot be written: {e}. Check who owns its folder; nothing was changed.", path.display()))
        })
    }
}

fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let new = path.with_extension("new");
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&new, path)?;
    File::open(folder_of(path))?.sync_all()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl KeyFile {
    /// Reads what a file or a variable says.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if let Ok(bytes) = <[u8; 32]>::try_from(bytes) {
            return Some(Self::of(Key::from_bytes(bytes)));
        }
        let text = std::str::from_utf8(bytes).ok()?.trim();
        if let Some(key) = key_of(text) {
            return Some(Self::of(key));
        }
        let mut lines = text.lines().map(str::trim);
        (lines.next() == Some(FIRST_LINE)).then_some(())?;
        let (mut signs, mut seals) = (None, Vec::new());
        for line in lines {
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["signs", key] => signs = Some(key_of(key)?),
                ["seals", name, key] => seals.push((name.to_owned(), key_of(key)?)),
                _ => return None,
            }
        }
        let signs = signs?;
        (!seals.is_empty()).then(|| Self { signs, seals: by_their_names(seals) })
    }

    fn of(key: Key) -> Self {
        let seals = by_their_names(vec![(FIRST.to_owned(), key.for_purpose("secrets at rest"))]);
        Self { signs: key, seals }
    }

    /// The keys of both, if they are of one desk: those of `self` first, or of `other` where `self` was never rotated.
    fn joined(&self, other: &Self) -> Option<Self> {
        (self.signs.bytes() == other.signs.bytes()).then_some(())?;
        let (first, then) = if self.was_rotated() { (self, other) } else { (other, self) };
        let seals = first.seals.iter().chain(&then.seals).cloned().collect();
        Some(Self { signs: self.signs.clone(), seals: by_their_names(seals) })
    }

    fn was_rotated(&self) -> bool {
        let born = name_of(&self.signs.for_purpose("secrets at rest"));
        self.seals.first().is_some_and(|(name, _)| *name != born)
    }

    fn opens_all_of(&self, other: &Self) -> bool {
        let has = |key: &Key| self.seals.iter().any(|(_, known)| known.bytes() == key.bytes());
        other.seals.iter().all(|(_, key)| has(key))
    }

    /// The keys that seal.
    pub fn ring(&self) -> Ring {
        Ring::of(self.seals.clone())
    }

    /// Whether older keys are still kept: sealing anew is not finished.
    pub fn is_between(&self) -> bool {
        let newest = self.seals.first().map(|(_, key)| key.bytes());
        self.seals.iter().any(|(_, key)| Some(key.bytes()) != newest)
    }

    /// With a new key that seals from now on; older ones still open.
    pub fn with_new(&self) -> Self {
        let key = Key::random();
        let mut seals = vec![(name_of(&key), key)];
        seals.extend(self.seals.iter().cloned());
        Self { signs: self.signs.clone(), seals }
    }

    /// With the newest alone, under its own name.
    pub fn without_old(&self) -> Self {
        Self { signs: self.signs.clone(), seals: self.seals[..1.min(self.seals.len())].to_vec() }
    }

    fn text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\nsigns {}\n", kit::hex(self.signs.bytes()));
        for (name, key) in &self.seals {
            text.push_str(&format!("seals {name} {}\n", kit::hex(key.bytes())));
        }
        text
    }
}

/// Each key under the name that follows from it, and then under the one it was given.
fn by_their_names(given: Vec<(String, Key)>) -> Vec<(String, Key)> {
    let mut seals: Vec<(String, Key)> = Vec::new();
    for (called, key) in given {
        for name in [name_of(&key), called] {
            if !seals.iter().any(|(known, _)| *known == name) {
                seals.push((name, key.clone()));
            }
        }
    }
    seals
}

fn key_of(text: &str) -> Option<Key> {
    kit::unhex(text)?.try_into().ok().map(Key::from_bytes)
}

impl std::fmt::Display for KeyPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Variable => f.write_str(VARIABLE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_signs_stays_and_what_seals_follows_one_another() {
        let first = KeyFile::parse(&[7; 32]).unwrap();
        let between = KeyFile::parse(first.with_new().text().as_bytes()).unwrap();
        let after = KeyFile::parse(between.without_old().text().as_bytes()).unwrap();

        assert!(!first.is_between() && between.is_between() && !after.is_between());
        assert_eq!(between.signs.bytes(), first.signs.bytes());
        assert_eq!(after.ring().newest(), between.ring().newest());
        assert_ne!(after.ring().newest(), first.ring().newest());
        assert_ne!(first.ring().keys()[0].1.bytes(), first.signs.bytes());
    }

    #[test]
    fn a_name_follows_from_the_key_and_what_older_versions_called_it_still_opens() {
        let (one, other) = (KeyFile::parse(&[7; 32]).unwrap(), KeyFile::parse(&[8; 32]).unwrap());
        let named = format!("frontline key 1\nsigns {}\nseals by-chance {}\n", "07".repeat(32), "09".repeat(32));
        let named = KeyFile::parse(named.as_bytes()).unwrap();

        assert_ne!(one.ring().newest(), other.ring().newest());
        assert_ne!(one.ring().newest(), FIRST);
        assert!(one.ring().has(FIRST) && named.ring().has("by-chance"));
        assert_eq!(named.ring().newest(), name_of(&Key::from_bytes([9; 32])));
        assert!(!named.is_between());
        let later = KeyFile::parse(named.with_new().text().as_bytes()).unwrap();
        assert!(later.ring().has("by-chance") && !later.without_old().ring().has("by-chance"));
    }

    #[test]
    fn the_keys_of_one_desk_are_joined_and_those_of_two_never() {
        let born = KeyFile::parse(&[7; 32]).unwrap();
        let rotated = born.with_new().without_old();

        for joined in [born.joined(&rotated).unwrap(), rotated.joined(&born).unwrap()] {
            assert_eq!(joined.ring().newest(), rotated.ring().newest(), "a key that was given up does not seal again");
            assert!(joined.opens_all_of(&born) && joined.opens_all_of(&rotated));
        }
        assert!(!rotated.opens_all_of(&born));
        assert!(born.joined(&KeyFile::parse(&[8; 32]).unwrap()).is_none());
    }

    #[test]
    fn a_damaged_file_is_no_key() {
        let hex = "07".repeat(32);
        assert_eq!(KeyFile::parse(hex.as_bytes()).unwrap().signs.bytes(), &[7; 32], "32 bytes in hex, as a variable has them");
        for damaged in ["", "short", "frontline key 1\nsigns 07\n", "frontline key 1\nseals a 07\n", "frontline key 2\n"] {
            assert!(KeyFile::parse(damaged.as_bytes()).is_none(), "{damaged}");
        }
        assert!(KeyFile::parse(&hex.as_bytes()[..63]).is_none());
    }
}
