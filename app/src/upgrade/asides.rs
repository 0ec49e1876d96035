//! What a rollback took out of the way: the database as it was until then, beside the one that came in its place. It stays for some days, for
//! whoever went back by mistake, and goes by itself: whoever was erased since is still in it. An upgrade does not take it away, for the next
//! start may be one by mistake, too.

use super::kept::{DAYS, FORM, forget_log_of};
use crate::config::Config;
use crate::house::place;
use db::Place;
use kit::Moment;
use std::path::{Path, PathBuf};

const UNTIL: &str = ".until-";

/// One state that was taken out of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    pub path: PathBuf,
    /// Until when it was the desk.
    pub until: Moment,
}

impl Aside {
    /// Where the database at `path` goes at this moment.
    pub fn of(path: &Path, now: Moment) -> Self {
        let path = format!("{}{UNTIL}{}", path.display(), now.in_zone("UTC").strftime(FORM)).into();
        Self { path, until: now }
    }

    /// With the log beside it.
    pub fn size_bytes(&self) -> u64 {
        let log = PathBuf::from(format!("{}-wal", self.path.display()));
        [&self.path, &log]
            .into_iter()
            .filter_map(|path| std::fs::metadata(path).ok())
            .map(|about| about.len())
            .sum()
    }

    /// When it goes by itself.
    pub const fn goes_at(&self) -> Moment {
        self.until.plus_seconds(DAYS * 86_400)
    }
}

/// All of them, the newest first. On PostgreSQL nothing is taken out of the way.
pub fn all(config: &Config) -> Vec<Aside> {
    let Place::Sqlite(database) = place(config) else { return Vec::new() };
    let Some((folder, name)) = database.parent().zip(database.file_name()) else {
        return Vec::new();
    };
    let first = format!("{}{UNTIL}", name.to_string_lossy());
    let parse = |path: PathBuf| {
        let at = path.file_name()?.to_str()?.strip_prefix(&first)?.to_owned();
        let at = jiff::civil::DateTime::strptime(FORM, at).ok()?.in_tz("UTC").ok()?;
        Some(Aside { path, until: Moment::from_seconds(at.timestamp().as_second()) })
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<Aside> = entries.filter_map(|entry| parse(entry.path())).collect();
    all.sort_by(|a, b| b.path.cmp(&a.path));
    all
}

/// Lets those go whose time is over; says which.
pub fn let_go(config: &Config, now: Moment) -> Vec<Aside> {
    let is_gone = |aside: &Aside| {
        let gone = aside.goes_at() < now && std::fs::remove_file(&aside.path).is_ok();
        if gone {
            forget_log_of(&aside.path);
        }
        gone
    };
    all(config).into_iter().filter(is_gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rollback_took_out_of_the_way_goes_after_thirty_days_with_its_log_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let config = crate::config::load(&crate::config::Flags::default()).unwrap();
        let config = Config { data: folder.path().to_owned(), database: None, ..config };
        let database = folder.path().join("frontline.db");
        let (then, now) = (Moment::from_seconds(1_773_133_200), Moment::from_seconds(1_773_133_200 + 31 * 86_400));
        let (old, new) = (Aside::of(&database, then), Aside::of(&database, now));
        let beside = |aside: &Aside, end: &str| PathBuf::from(format!("{}{end}", aside.path.display()));
        for path in [
            database.clone(),
            old.path.clone(),
            beside(&old, "-wal"),
            beside(&old, "-shm"),
            new.path.clone(),
            beside(&new, "-wal"),
        ] {
            std::fs::write(path, b"12345").unwrap();
        }

        assert_eq!(old.path.file_name().unwrap(), "frontline.db.until-20260310T090000Z");
        assert_eq!(all(&config), [new.clone(), old.clone()]);
        assert_eq!((new.size_bytes(), all(&config)[1].size_bytes()), (10, 10));
        assert_eq!(let_go(&config, then.plus_seconds(30 * 86_400)), []);
        assert_eq!(let_go(&config, now), [old]);
        assert_eq!(all(&config), [new]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "the database, the newer one, and its log");
    }
}
