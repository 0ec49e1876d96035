//! Which backups there are.

use crate::backup::contents::Contents;
use crate::backup::{Backup, Seal, Store};
use db::Trouble;

/// Where the list of a backup's pieces lies.
pub(super) fn path(name: &str) -> String {
    format!("backups/{name}")
}

pub(super) fn label(name: &str) -> String {
    format!("backup {name}")
}

/// The names of all backups, oldest first: a name begins with its time.
pub(super) fn names(store: &dyn Store) -> Result<Vec<String>, Trouble> {
    let listed = store.list("backups")?;
    Ok(listed.into_iter().filter_map(|path| path.strip_prefix("backups/").map(str::to_owned)).collect())
}

/// Opens the backup of this name.
pub fn open<'a>(store: &'a dyn Store, seal: &'a Seal, name: &str) -> Result<Backup<'a>, Trouble> {
    let Some(sealed) = store.get(&path(name))? else {
        return Err(Trouble::Opening(format!("{} holds no backup {name}. `frontline backup list` names all.", store.place())));
    };
    let damaged = || {
        Trouble::Opening(format!(
            "{}/{} was cut short or changed. Use another backup (`frontline backup list`), or bring the file back from a copy.",
            store.place(),
            path(name)
        ))
    };
    let bytes = seal.open(&label(name), &sealed).ok_or_else(damaged)?;
    let contents: Contents = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
    Ok(Backup { name: name.to_owned(), contents, store, seal })
}

/// The newest backup.
pub fn newest<'a>(store: &'a dyn Store, seal: &'a Seal) -> Result<Backup<'a>, Trouble> {
    let name = names(store)?.pop();
    let name = name.ok_or_else(|| Trouble::Opening(format!("{} holds no backup yet. Make one with `frontline backup`.", store.place())))?;
    open(store, seal, &name)
}

/// A backup, or the name of one that does not open and why.
pub type Opened<'a> = Result<Backup<'a>, (String, Trouble)>;

/// Every backup, oldest first; one that does not open comes as its name and the trouble.
pub fn openable<'a>(store: &'a dyn Store, seal: &'a Seal) -> Result<Vec<Opened<'a>>, Trouble> {
    let named = names(store)?.into_iter();
    Ok(named.map(|name| open(store, seal, &name).map_err(|trouble| (name, trouble))).collect())
}
