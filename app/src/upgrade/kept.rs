//! The folder of what upgrades laid aside: one file for each, named by the version that came and the moment it came, and a note while an
//! upgrade is under way, which says what the desk was before its first step, however often it is interrupted.

use super::asides;
use crate::config::Config;
use crate::house::make_private_folder;
use db::Trouble;
use kit::Moment;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const FOLDER: &str = "before-upgrades";
const UNDER_WAY: &str = "under-way";
const FIRST: &str = "before-";
pub(super) const FORM: &str = "%Y%m%dT%H%M%SZ";
/// A copy nobody asked for goes after as many days: whoever was erased since is still in it.
pub const DAYS: i64 = 30;
// What its rows name elsewhere must still be there.
const _: () = assert!(desk::outlying::STAYS_SECONDS > DAYS * 86_400);

/// One state that was laid aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub path: PathBuf,
    /// When it was the state of the desk.
    pub at: Moment,
    /// The version that came then.
    pub version: String,
}

impl Kept {
    /// Its file name.
    pub fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn parse(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_prefix(FIRST)?.strip_suffix(".db")?;
        let (version, at) = name.rsplit_once('-')?;
        let at = jiff::civil::DateTime::strptime(FORM, at).ok()?.in_tz("UTC").ok()?;
        let (version, at) = (version.to_owned(), Moment::from_seconds(at.timestamp().as_second()));
        Some(Self { path, at, version })
    }
}

/// All of them, the newest first.
pub fn all(config: &Config) -> Vec<Kept> {
    let entries = std::fs::read_dir(folder(config)).into_iter().flatten().flatten();
    let mut kept: Vec<Kept> = entries.filter_map(|entry| Kept::parse(entry.path())).collect();
    kept.sort_by(|a, b| (b.at, &b.path).cmp(&(a.at, &a.path)));
    kept
}

/// The one an upgrade of this moment would make.
pub(super) fn new(config: &Config, now: Moment) -> Kept {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let name = format!("{FIRST}{version}-{}.db", now.in_zone("UTC").strftime(FORM));
    Kept { path: folder(config).join(name), at: now, version }
}

/// What was laid aside by an upgrade that has not ended.
pub(super) fn under_way(config: &Config) -> Option<Kept> {
    let name = std::fs::read_to_string(folder(config).join(UNDER_WAY)).ok()?;
    all(config).into_iter().find(|kept| kept.name() == name.trim())
}

/// An upgrade begins that laid this aside.
pub(super) fn begin(config: &Config, kept: &Kept) -> Result<(), Trouble> {
    let (note, new) = (folder(config).join(UNDER_WAY), folder(config).join("under-way.part"));
    let written = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new);
    written
        .and_then(|mut file| file.write_all(kept.name().as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&new, &note))
        .and_then(|()| File::open(folder(config))?.sync_all())
        .map_err(|e| unwritten(&note, &e))
}

/// It ended: older states go, and the note.
pub(super) fn end(config: &Config, newest: &Kept) -> Result<(), Trouble> {
    for older in all(config).iter().filter(|kept| *kept != newest) {
        std::fs::remove_file(&older.path).map_err(|e| unwritten(&older.path, &e))?;
    }
    forget_under_way(config)
}

/// No upgrade is under way any more.
pub fn forget_under_way(config: &Config) -> Result<(), Trouble> {
    let note = folder(config).join(UNDER_WAY);
    match std::fs::remove_file(&note) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(unwritten(&note, &e)),
        _ => Ok(()),
    }
}

/// Lets those go that are older than [`DAYS`]; says which.
pub fn let_go(config: &Config, now: Moment) -> Vec<Kept> {
    forget_parts(&folder(config));
    let old = |kept: &Kept| now.seconds_since(kept.at) > DAYS * 86_400;
    all(config)
        .into_iter()
        .filter(|kept| old(kept) && std::fs::remove_file(&kept.path).is_ok())
        .collect()
}

/// Looks twice a day, until `stop`; first after an hour, for what goes cannot be brought back, and the clock of a machine that has just started may
/// be wrong.
pub async fn run(config: Config, clock: kit::Clock, stop: CancellationToken) {
    let mut pause = Duration::from_secs(3_600);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = Duration::from_secs(43_200);
        for gone in let_go(&config, clock.now()) {
            tracing::info!("the state from before an upgrade has gone after {DAYS} days: {}", gone.name());
        }
        for gone in asides::let_go(&config, clock.now()) {
            tracing::info!("the state from before a rollback has gone after {DAYS} days: {}", gone.path.display());
        }
    }
}

/// Where they lie, which only their owner may read. What an interrupted copy left there goes.
pub(super) fn make_folder(config: &Config) -> Result<(), Trouble> {
    let folder = folder(config);
    make_private_folder(&folder).map_err(|e| unwritten(&folder, &e))?;
    forget_parts(&folder);
    Ok(())
}

/// What an interrupted copy left goes before anybody looks whether there is room for the next.
pub(super) fn forget_unfinished(config: &Config) {
    forget_parts(&folder(config));
}

fn forget_parts(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for left in entries.filter(|entry| entry.file_name().to_string_lossy().contains(".part")) {
        let _ = std::fs::remove_file(left.path());
    }
}

/// An empty file for its owner only, whatever an interrupted upgrade left there.
pub(super) fn make_anew(path: &Path) -> Result<(), Trouble> {
    forget_log_of(path);
    let made = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    made.map(drop).map_err(|e| unwritten(path, &e))
}

/// A file that is whole gets its name.
pub(super) fn name(part: &Path, path: &Path) -> Result<(), Trouble> {
    forget_log_of(part);
    File::open(part)
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(part, path))
        .and_then(|()| path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all()))
        .map_err(|e| unwritten(path, &e))
}

/// Its log was emptied into it; what is left of it is nobody's.
pub(super) fn forget_log_of(path: &Path) {
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
}

fn folder(config: &Config) -> PathBuf {
    config.data.join(FOLDER)
}

fn unwritten(path: &Path, e: &io::Error) -> Trouble {
    Trouble::Opening(format!("{} cannot be written: {e}. Check who owns it, and the room on its disk.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_which_version_came_and_when() {
        let folder = tempfile::tempdir().unwrap();
        let config = crate::config::load(&crate::config::Flags::default()).unwrap();
        let config = Config { data: folder.path().to_owned(), ..config };
        let (then, now) = (Moment::from_seconds(1_773_133_200), Moment::from_seconds(1_773_133_200 + 31 * 86_400));
        make_folder(&config).unwrap();
        for moment in [then, now] {
            std::fs::write(new(&config, moment).path, b"").unwrap();
        }
        std::fs::write(new(&config, then).path.with_extension("part"), b"").unwrap();

        assert_eq!(all(&config).iter().map(|kept| kept.at).collect::<Vec<_>>(), [now, then]);
        assert_eq!(all(&config)[1].name(), format!("before-{}-20260310T090000Z.db", env!("CARGO_PKG_VERSION")));
        assert_eq!(let_go(&config, now), [new(&config, then)]);
        assert_eq!(all(&config), [new(&config, now)]);
    }
}
