//! The key of the desk: what it signs with, and what its secrets are sealed with, in one file or one variable.
//!
//! A new file is 32 bytes, from which both follow. After `frontline key rotate` it is text: a line for what signs, which stays, so that answers
//! to old mails still thread and second factors still work, and a line for each key that seals, the newest first.

use super::make_new;
use crate::config::Config;
use db::Trouble;
use db::vault::Ring;
use kit::{Key, Token};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Instead of a file: its contents.
pub const VARIABLE: &str = "FRONTLINE_KEY_CONTENTS";

const FIRST_LINE: &str = "frontline key 1";
/// The name of the key that follows from a file of 32 bytes.
const FIRST: &str = "first";

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
    /// Seal, the newest first.
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
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()
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
        (!seals.is_empty()).then_some(Self { signs, seals })
    }

    fn of(key: Key) -> Self {
        let seals = vec![(FIRST.to_owned(), key.for_purpose("secrets at rest"))];
        Self { signs: key, seals }
    }

    /// The keys that seal.
    pub fn ring(&self) -> Ring {
        Ring::of(self.seals.clone())
    }

    /// Whether older keys are still kept: sealing anew is not finished.
    pub const fn is_between(&self) -> bool {
        self.seals.len() > 1
    }

    /// With a new key that seals from now on; older ones still open.
    pub fn with_new(&self) -> Self {
        let name: String = Token::random().hash().chars().take(8).collect();
        let mut seals = vec![(name, Key::random())];
        seals.extend(self.seals.iter().cloned());
        Self { signs: self.signs.clone(), seals }
    }

    /// With the newest alone.
    pub fn without_old(&self) -> Self {
        Self { signs: self.signs.clone(), seals: self.seals[..1.min(self.seals.len())].to_vec() }
    }

    fn text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\nsigns {}\n", hex(&self.signs));
        for (name, key) in &self.seals {
            text.push_str(&format!("seals {name} {}\n", hex(key)));
        }
        text
    }
}

fn hex(key: &Key) -> String {
    key.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn key_of(text: &str) -> Option<Key> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let bytes: Vec<u8> = digits?.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    (text.len() == 64).then(|| bytes.try_into().ok()).flatten().map(Key::from_bytes)
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
    fn a_damaged_file_is_no_key() {
        let hex = "07".repeat(32);
        assert_eq!(KeyFile::parse(hex.as_bytes()).unwrap().signs.bytes(), &[7; 32], "32 bytes in hex, as a variable has them");
        for damaged in ["", "short", "frontline key 1\nsigns 07\n", "frontline key 1\nseals a 07\n", "frontline key 2\n"] {
            assert!(KeyFile::parse(damaged.as_bytes()).is_none(), "{damaged}");
        }
        assert!(KeyFile::parse(&hex.as_bytes()[..63]).is_none());
    }
}
