//! Which backups there are.

use crate::backup::contents::Contents;
use crate::backup::pieces::is_digit;
use crate::backup::{Backup, Seal, Store};
use db::Trouble;
use kit::{Moment, hex};

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
    let names = listed.iter().filter_map(|path| path.strip_prefix("backups/"));
    Ok(names.filter(|name| is_name(name)).map(str::to_owned).collect())
}

/// What a backup made now is called: its time, and eight digits that set it apart from others of that second and behind them.
pub(super) fn name_at(store: &dyn Store, now: Moment) -> Result<String, Trouble> {
    let names = names(store)?;
    Ok(name_behind(names.last().map(String::as_str), now, rand::random()))
}

fn name_behind(newest: Option<&str>, now: Moment, digits: u32) -> String {
    let second = now.in_zone("UTC").strftime("%Y%m%dT%H%M%SZ").to_string().to_lowercase();
    let of_this_second = newest.and_then(|newest| newest.strip_prefix(&second)?.strip_prefix('-'));
    let before = of_this_second.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let digits = match before {
        Some(before) if digits <= before => before.saturating_add(1),
        _ => digits,
    };
    format!("{second}-{digits:08x}")
}

/// `20260310t090000z-0123abcd`. Whatever else lies there was put there by somebody else and is left alone.
fn is_name(name: &str) -> bool {
    name.len() == 25
        && name.bytes().enumerate().all(|(place, byte)| match place {
            8 => byte == b't',
            15 => byte == b'z',
            16 => byte == b'-',
            17.. => is_digit(byte),
            _ => byte.is_ascii_digit(),
        })
}

/// Whether two key files belong to one desk. What a desk signs with never changes; what seals its secrets does, and then the file is text with
/// a line for each.
pub(super) fn same_desk(one: &[u8], other: &[u8]) -> bool {
    signs(one) == signs(other)
}

fn signs(key: &[u8]) -> Vec<u8> {
    let line = |text: &str| text.lines().find_map(|line| line.strip_prefix("signs ")).map(str::trim).map(str::to_owned);
    match std::str::from_utf8(key).ok().and_then(line) {
        Some(signs) => signs.into_bytes(),
        None => hex(key).into_bytes(),
    }
}

/// Refuses a place whose newest backup that opens is of another desk: the two would let each other's backups go.
pub(super) fn refuse_another_desk(store: &dyn Store, seal: &Seal, desk_key: &[u8]) -> Result<(), Trouble> {
    let newest = names(store)?.into_iter().rev().find_map(|name| open(store, seal, &name).ok());
    match newest {
        Some(backup) if !same_desk(&backup.contents.desk_key, desk_key) => Err(another_desk(store, &backup.name)),
        _ => Ok(()),
    }
}

pub(super) fn another_desk(store: &dyn Store, name: &str) -> Trouble {
    Trouble::Opening(format!(
        "{}: backup {name} is of another desk. Nothing was changed. One place is for one desk: name another with --to or backup_to.",
        store.place()
    ))
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
    if !contents.is_known() {
        return Err(Trouble::Opening(format!(
            "{}: backup {name} was made by a newer Frontline ({}). Use that version or a later one.",
            store.place(),
            contents.version
        )));
    }
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

#[cfg(test)]
mod tests {
    use super::{is_name, name_behind};
    use kit::Moment;

    #[test]
    fn only_what_a_backup_is_called_is_a_backup() {
        assert!(is_name("20260310t090000z-0123abcd"));
        for other in [".DS_Store", "20260310t090000z-0123abcd.bak", "@eaDir/20260310t090000z-0123", "20260310t090000z-0123abcg", ""] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn the_later_of_two_backups_of_one_second_is_the_newest() {
        let now = Moment::from_seconds(1_773_133_200);
        let first = name_behind(None, now, 0xffff_0000);
        assert_eq!(first, "20260310t090000z-ffff0000");
        for digits in [0, 0xffff_0000, 0xffff_0001] {
            let second = name_behind(Some(&first), now, digits);
            assert!(is_name(&second) && second > first, "{second}");
        }
        assert_eq!(name_behind(Some(&first), now.plus_seconds(1), 7), "20260310t090001z-00000007");
    }
}
