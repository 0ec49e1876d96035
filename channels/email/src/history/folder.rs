//! Mails that are files: a Maildir, or files that end in `.eml`. Names first, in their order; each file is read when it is its turn.
//!
//! A folder below that is called as mail programs call their drafts, trash and spam says so of what lies in it. The folder that was
//! named itself says nothing: whoever names it wants it.

use super::{LARGEST, Lying};
use crate::imap::folder_for_people;
use kit::Moment;
use mail::archived::{Unwanted, named};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The deepest folder that is looked into.
const DEEPEST: usize = 32;

pub(super) fn maildir(path: &Path) -> io::Result<impl Iterator<Item = io::Result<Lying>> + use<>> {
    let in_use = |file: &Path| file.parent().and_then(Path::file_name).is_some_and(|folder| folder == "cur" || folder == "new");
    let mut files = Vec::new();
    collect(path, 0, &mut files)?;
    files.retain(|file| in_use(file));
    if files.is_empty() && !path.join("cur").is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "it is no Maildir: there is no folder “cur” in it"));
    }
    files.sort_by_key(|file| (delivered(file), file.clone()));
    let root = path.to_owned();
    Ok(files.into_iter().map(move |file| {
        let unwanted = by_flags(&file).or_else(|| by_folder(&root, &file));
        let received_at = delivered(&file).map(Moment::from_seconds);
        Ok(Lying { received_at, unwanted, ..read(&file) })
    }))
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
    let root = path.to_owned();
    Ok(files.into_iter().map(move |file| Ok(Lying { unwanted: by_folder(&root, &file), ..read(&file) })))
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

fn by_flags(file: &Path) -> Option<Unwanted> {
    let name = file.file_name()?.to_string_lossy();
    let (_, flags) = name.rsplit_once(":2,")?;
    let flagged = [('D', Unwanted::Draft), ('T', Unwanted::Trash)];
    flagged.into_iter().find_map(|(flag, unwanted)| flags.contains(flag).then_some(unwanted))
}

fn by_folder(root: &Path, file: &Path) -> Option<Unwanted> {
    let folders = file.strip_prefix(root).ok()?.parent()?;
    folders.iter().find_map(|folder| {
        let folder = folder.to_string_lossy();
        // Maildir++ writes a folder in a folder as `.Outer.Inner`; others begin with the name of Google's, or with INBOX.
        let has_more = folder.starts_with(['.', '[']) || folder.to_lowercase().starts_with("inbox.");
        let mut names: Box<dyn Iterator<Item = &str>> =
            if has_more { Box::new(folder.split('.')) } else { Box::new(std::iter::once(&*folder)) };
        names.find_map(|name| named(&folder_for_people(name)))
    })
}

/// A Maildir name begins with the second it was delivered in.
fn delivered(file: &Path) -> Option<i64> {
    file.file_name()?.to_string_lossy().split('.').next()?.parse().ok().filter(|seconds| *seconds > 0)
}

/// A file that cannot be read is noted and stops nothing.
fn read(file: &Path) -> Lying {
    let place = file.display().to_string();
    let about = std::fs::metadata(file);
    let changed = about
        .as_ref()
        .ok()
        .and_then(|about| about.modified().ok())
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let changed_at = changed.and_then(|since| i64::try_from(since.as_micros()).ok()).map(Moment);
    let bytes = match about {
        Ok(about) if about.len() > LARGEST as u64 => Err(format!("it is larger than {} MiB", LARGEST >> 20)),
        Ok(_) => std::fs::read(file).map_err(|e| e.to_string()),
        Err(e) => Err(e.to_string()),
    };
    Lying { changed_at, ..Lying::new(place, bytes, None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_called_as_programs_call_theirs_says_what_lies_in_it() {
        for (file, expected) in [
            ("cur/1420106400.M1P1.h:2,S", None),
            ("cur/1420106400.M1P1.h:2,DS", Some(Unwanted::Draft)),
            ("cur/1420106400.M1P1.h:2,ST", Some(Unwanted::Trash)),
            (".Sent/cur/1:2,S", None),
            (".Drafts/cur/1:2,S", Some(Unwanted::Draft)),
            (".INBOX.Borradores/new/1", Some(Unwanted::Draft)),
            (".Trash.2015/cur/1:2,S", Some(Unwanted::Trash)),
            (".Deleted Messages/cur/1:2,S", Some(Unwanted::Trash)),
            (".[Gmail].Spam/cur/1:2,S", Some(Unwanted::Spam)),
            ("[Gmail].Papelera/cur/1:2,S", Some(Unwanted::Trash)),
            ("[Gmail]/All Mail/cur/1:2,S", None),
            (".Junk/cur/1:2,S", Some(Unwanted::Spam)),
            ("Correo no deseado/cur/1:2,S", Some(Unwanted::Spam)),
            (".&V4NXPpCuTvY-/cur/1:2,S", Some(Unwanted::Spam)),
            (".草稿箱/cur/1:2,S", Some(Unwanted::Draft)),
            ("spam.example/cur/1:2,S", None),
            (".Trashy novels/cur/1:2,S", None),
        ] {
            let file = Path::new("/old/Trash/Maildir").join(file);
            let found = by_flags(&file).or_else(|| by_folder(Path::new("/old/Trash/Maildir"), &file));
            assert_eq!(found, expected, "{}", file.display());
        }
    }
}
