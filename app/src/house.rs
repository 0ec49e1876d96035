//! The house: the data folder, the key that signs, the database with everybody's tables.

mod belonging;
mod key_file;

use crate::config::Config;
use crate::elsewhere::Places;
use crate::upgrade::{self, Keeping};
use db::{Database, Migration, Place, SecretColumn, Trouble, Vault};
pub use key_file::{KeyFile, KeyPlace, name_of};
use kit::{Clock, Key};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// An open company.
#[derive(Clone)]
pub struct House {
    pub db: Database,
    pub key: Key,
    pub folder: PathBuf,
}

/// Every room's tables, in the order they lean on each other.
pub fn migrations() -> Vec<Migration> {
    [
        db::MIGRATIONS,
        agents::MIGRATIONS,
        customers::MIGRATIONS,
        desk::MIGRATIONS,
        orders::MIGRATIONS,
        portal::MIGRATIONS,
        email::MIGRATIONS,
        shops::MIGRATIONS,
        webhooks::MIGRATIONS,
        welcome::MIGRATIONS,
        push::MIGRATIONS,
        sso::MIGRATIONS,
        scim::MIGRATIONS,
        takeover::MIGRATIONS,
        privacy::MIGRATIONS,
        feedback::MIGRATIONS,
        knowledge::MIGRATIONS,
    ]
    .concat()
}

/// Every room's secrets, sealed in the database.
pub const SECRETS: &[&[SecretColumn]] =
    &[agents::post::SECRETS, email::SECRETS, shops::SECRETS, webhooks::SECRETS, push::SECRETS, sso::SECRETS];

/// Columns of bytes with their hash beside them: what is moved is held against it.
pub const PROOFS: &[moving::Proof] = &[
    moving::Proof { table: "blob", hash: "sha256", bytes: "bytes" },
    moving::Proof { table: "raw_mail", hash: "sha256", bytes: "bytes" },
    moving::Proof { table: "shop_delivery", hash: "sha256", bytes: "bytes" },
];

impl House {
    /// Opens the company, making folder, key and tables where they are missing. One of an older schema is laid aside first as it is, and
    /// then brought up to this program's.
    pub fn open(config: &Config, clock: Clock) -> Result<Self, Trouble> {
        Self::open_keeping(config, clock, Keeping::Copy)
    }

    /// The same, with or without laying aside what is there.
    pub fn open_keeping(config: &Config, clock: Clock, keeping: Keeping) -> Result<Self, Trouble> {
        make_folder(&config.data)?;
        let key_place = KeyPlace::of(config);
        if must_exist(config).is_ok() && config.database.is_none() && !key_place.exists() {
            return Err(belonging::missing(&key_place, &config.data));
        }
        let key = key_place.open()?.signs;
        let vault = Vault::looking_at(Box::new(move || Ok(key_place.read()?.ring())))?;
        upgrade::prepare(config, &clock, keeping)?;
        let db = Database::open_with(place(config), &migrations(), clock, &vault)?;
        upgrade::finish(config)?;
        db.reaches(Places::of(config));
        Ok(Self { db, key, folder: config.data.clone() })
    }

    /// Opens a company that must be there already, for commands that would be surprised by an empty one.
    pub fn open_existing(config: &Config) -> Result<Self, Trouble> {
        must_exist(config)?;
        Self::open(config, Clock::system())
    }
}

/// Which database the configuration names.
pub fn place(config: &Config) -> Place {
    match &config.database {
        Some(url) => Place::Postgres(url.clone()),
        None => Place::Sqlite(config.data.join("frontline.db")),
    }
}

/// Refuses a folder where there is no desk.
pub fn must_exist(config: &Config) -> Result<(), Trouble> {
    if config.database.is_none() && !config.data.join("frontline.db").exists() {
        return Err(Trouble::Opening(format!(
            "there is no desk in {}. Run `frontline serve` once, or name its folder with --data.",
            config.data.display()
        )));
    }
    Ok(())
}

/// Refuses a place where another desk lives than the one with this key. The same key may be there already.
pub fn may_take_key(config: &Config, bytes: &[u8]) -> Result<(), Trouble> {
    make_folder(&config.data)?;
    if config.data.join("search").exists() {
        return Err(Trouble::Opening(format!(
            "{} holds the search index of another desk. Nothing was changed. Name an empty folder with --data.",
            config.data.display()
        )));
    }
    KeyPlace::of(config).may_take(bytes).map(drop)
}

/// Puts the key of a desk that comes from elsewhere where the configuration has it, if [`may_take_key`] allows it.
pub fn take_key(config: &Config, bytes: &[u8]) -> Result<(), Trouble> {
    may_take_key(config, bytes)?;
    KeyPlace::of(config).take(bytes)
}

fn make_folder(folder: &Path) -> Result<(), Trouble> {
    make_private_folder(folder)
        .map_err(|e| Trouble::Opening(format!("the data folder {} cannot be made: {e}. Name another with --data.", folder.display())))
}

/// A folder for its owner only, and those above it.
pub(crate) fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes `path` with these contents, readable by its owner only; one that is there stays.
fn make_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all())
}
