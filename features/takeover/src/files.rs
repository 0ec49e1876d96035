//! The files of messages: bytes out of the export, or out of the folder they were unpacked in. Nothing outside it is read,
//! whatever a name in an export says. What a file is, its bytes decide.

use crate::plan::clean;
use desk::ArrivedFile;
use foreign::{File, Message};
use std::path::{Component, Path, PathBuf};

/// The largest file that is taken, in bytes.
const LARGEST: u64 = 256 << 20;

/// The files of one message that were found, and what is missing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Loaded {
    pub found: Vec<ArrivedFile>,
    /// By name, with the address it has on the other desk.
    pub missing: Vec<String>,
}

/// Everything that hangs on a message, as far as it is at hand.
pub(crate) fn load(folder: Option<&Path>, message: &Message) -> Loaded {
    let mut loaded = Loaded::default();
    for file in &message.files {
        match bytes(folder, file) {
            Some(bytes) => loaded.found.push(arrived(file, bytes)),
            None => loaded.missing.push(if file.url.is_empty() {
                file.name.clone()
            } else {
                format!("{} <{}>", file.name, file.url)
            }),
        }
    }
    loaded
}

/// Whether it could be loaded.
pub(crate) fn is_there(folder: Option<&Path>, file: &File) -> bool {
    file.bytes.is_some() || place(folder, file).is_some()
}

/// How much of memory it takes once it is loaded.
pub(crate) fn size(folder: Option<&Path>, file: &File) -> usize {
    match &file.bytes {
        Some(bytes) => bytes.len(),
        None => place(folder, file)
            .and_then(|place| place.metadata().ok())
            .map_or(0, |known| usize::try_from(known.len()).unwrap_or(usize::MAX)),
    }
}

fn arrived(file: &File, bytes: Vec<u8>) -> ArrivedFile {
    let media_type = mail::sniff(&bytes, &file.media_type);
    ArrivedFile {
        name: mail::safe_name(&clean(&file.name), &media_type),
        media_type,
        bytes,
        content_id: Some(clean(&file.content_id)).filter(|id| !id.is_empty()),
        inline: file.is_inline,
    }
}

fn bytes(folder: Option<&Path>, file: &File) -> Option<Vec<u8>> {
    match &file.bytes {
        Some(bytes) => Some(bytes.clone()),
        None => std::fs::read(place(folder, file)?).ok(),
    }
}

/// Where it lies: the first of its places that is a file, in the folder and not only by its name.
fn place(folder: Option<&Path>, file: &File) -> Option<PathBuf> {
    let folder = folder?.canonicalize().ok()?;
    file.paths.iter().find_map(|path| {
        let path = Path::new(path);
        let plain = path.components().all(|piece| matches!(piece, Component::Normal(_)));
        let there = plain.then(|| folder.join(path).canonicalize().ok()).flatten()?;
        let is_file = there.metadata().is_ok_and(|known| known.is_file() && known.len() <= LARGEST);
        (there.starts_with(&folder) && is_file).then_some(there)
    })
}

#[cfg(test)]
mod tests {
    use super::load;
    use foreign::{File, Message};

    fn file(paths: &[&str]) -> File {
        File {
            name: "../../a.png".into(),
            media_type: "image/png".into(),
            paths: paths.iter().map(|path| (*path).to_owned()).collect(),
            ..File::default()
        }
    }

    #[test]
    fn nothing_outside_the_folder_is_read_whatever_an_export_says() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("files");
        std::fs::create_dir_all(folder.join("7")).expect("made");
        std::fs::write(home.path().join("secret"), "secret").expect("written");
        std::fs::write(folder.join("7/a.png"), "<html>no picture</html>").expect("written");
        std::os::unix::fs::symlink(home.path().join("secret"), folder.join("link")).expect("linked");
        let absolute = home.path().join("secret");
        let hostile = ["../secret", "7/../../secret", absolute.to_str().expect("utf-8"), "link", "7"];
        let message = Message { files: vec![file(&hostile), file(&["gone", "7/a.png"])], ..Message::default() };

        let loaded = load(Some(&folder), &message);

        assert_eq!(loaded.missing, ["../../a.png"]);
        assert_eq!(loaded.found.len(), 1);
        assert!(!loaded.found[0].name.contains('/') && loaded.found[0].media_type != "image/png", "{:?}", loaded.found[0]);
        assert_eq!(load(None, &message).missing.len(), 2);
    }
}
