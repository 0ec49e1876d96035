//! Whether a database and a key belong together. The database remembers what its keys are called; one from before that is asked whether
//! anything in it opens. A desk with another key would sign what nobody believes and void what it cannot read, so it does not serve.

use super::{House, KeyPlace, SECRETS, name_of};
use db::vault::{Openings, openings};
use db::{Actor, Trouble, Tx, Work, sql};
use std::path::Path;

/// The setting: the name of the key that signs, and of the one that sealed when it was written.
const NAME: &str = "house.key";

impl House {
    /// Refuses the key of another desk, and one from before the last rotation. A database that remembers none learns this one.
    pub async fn knows_its_key(&self, place: &KeyPlace) -> Result<(), Trouble> {
        self.looks_at_its_key(place).await?;
        self.remembers_its_key().await
    }

    /// The same, and nothing is learnt.
    pub async fn looks_at_its_key(&self, place: &KeyPlace) -> Result<(), Trouble> {
        let ring = self.db.vault().newest()?;
        let belongs = match self.db.read(remembered).await? {
            Some((signs, seals)) => signs == name_of(&self.key) && ring.has(&seals),
            None => self.db.read(something_opens).await?,
        };
        if belongs { Ok(()) } else { Err(another(place)) }
    }

    /// From now on the database belongs to the key as it is.
    pub async fn remembers_its_key(&self) -> Result<(), Trouble> {
        let value = format!("{} {}", name_of(&self.key), self.db.vault().newest()?.newest());
        self.db.work(Actor::System, move |work| remember(work, &value)).await
    }
}

fn remembered(tx: &mut Tx<'_>) -> Result<Option<(String, String)>, Trouble> {
    let value: Option<String> = sql("SELECT value FROM setting WHERE name = $1").with(NAME).one(tx)?;
    Ok(value.and_then(|value| value.split_once(' ').map(|(signs, seals)| (signs.to_owned(), seals.to_owned()))))
}

fn remember(work: &mut Work<'_>, value: &str) -> Result<(), Trouble> {
    work.keep_quietly("what the keys of this database are called");
    sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2 WHERE setting.value <> $2")
        .with(NAME)
        .with(value)
        .run(work)
        .map(drop)
}

/// Of a database nothing of which is sealed, nothing contradicts the key.
fn something_opens(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    let mut all = Openings::default();
    for columns in SECRETS {
        let found = openings(tx, columns)?;
        all = Openings { sealed: all.sealed + found.sealed, open: all.open + found.open };
    }
    Ok(all.sealed == 0 || all.open > 0)
}

fn another(place: &KeyPlace) -> Trouble {
    Trouble::Opening(format!(
        "the key in {place} is not the one this database was sealed with. Nothing was changed. Put the right one there (it is in the last \
         backup and in every export), or name its file with FRONTLINE_KEY_FILE. {LOST}"
    ))
}

/// There is a desk, and no key.
pub(super) fn missing(place: &KeyPlace, data: &Path) -> Trouble {
    Trouble::Opening(format!(
        "{place} is missing, and the desk in {} was sealed with it. Bring it back (it is in the last backup and in every export), or name its \
         file with FRONTLINE_KEY_FILE. {LOST}",
        data.display()
    ))
}

const LOST: &str = "If it is lost for good, `frontline key accept` goes on with another: then passwords of mailboxes, keys of shops and secrets of webhooks \
     are entered again.";
