//! Mails that are files: a Maildir, or files that end in `.eml`. Names first, in their order; each file is read when it is its turn.

use super::{LARGEST, Lying};
use kit::Moment;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The deepest folder that is looked into.
const DEEPEST: usize = 32;

pub(super) fn maildir(path: &Path) -> io::Result<impl Iterator<Item = io::Result<Lying>> + use<>> {
    let in_use = |file: &Path| file.parent().and_then(Path::file_name).is_some_and(|folder| folder == "cur" || folder == "new");
    let mut files = Vec::new();
    collect(path, 0, &mut files)?;
    files.retain(|file| in_use(file) && !is_draft_or_trash(file));
    if files.is_empty() && !path.join("cur").is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "it is no Maildir: there is no folder “cur” in it"));
    }
    // A Maildir name begins with the second it was delivered in.
    files.sort_by_key(|file| (delivered(file), file.clone()));
    Ok(files.into_iter().map(|file| read(&file)))
}

pub(super) fn eml(path: &Path) -> io::Result<impl Iterator<Item = io::Result<Lying>> + use<>> {
    let mut files = Vec::new();
    if path.is_dir() {
        collect(path, 0, &mut files)?;
        files.retain(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("eml")));
        files.sort();
    } else {
        std::fs::metadata(path)?;
        files.push(path.to_owned());
    }
    Ok(files.into_iter().map(|file| read(&file)))
}

/// Every file below, without following links out of the folder.
fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_file() {
            files.push(entry.path());
        } else if kind.is_dir() && depth < DEEPEST && entry.file_name() != "tmp" {
            collect(&entry.path(), depth + 1, files)?;
        }
    }
    Ok(())
}

fn is_draft_or_trash(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.rsplit_once(":2,").is_some_and(|(_, flags)| flags.contains('D') || flags.contains('T'))
}

fn delivered(file: &Path) -> u64 {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.split('.').next().and_then(|seconds| seconds.parse().ok()).unwrap_or(0)
}

/// A file that cannot be read is noted and stops nothing.
fn read(file: &Path) -> io::Result<Lying> {
    let place = file.display().to_string();
    let about = std::fs::metadata(file);
    let received_at = about
        .as_ref()
        .ok()
        .and_then(|about| about.modified().ok())
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let received_at = received_at.and_then(|since| i64::try_from(since.as_micros()).ok()).map(Moment);
    let bytes = match about {
        Ok(about) if about.len() > LARGEST as u64 => Err(format!("it is larger than {} MiB", LARGEST >> 20)),
        Ok(_) => std::fs::read(file).map_err(|e| e.to_string()),
        Err(e) => Err(e.to_string()),
    };
    Ok(Lying { place, bytes, received_at })
}
