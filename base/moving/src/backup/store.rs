//! Where pieces lie: a folder, or anything else that puts, gets, lists and removes named bytes.

use crate::files;
use db::Trouble;
use std::fs::{File, TryLockError};
use std::path::PathBuf;

/// Keeps named bytes. Names are made of lower-case letters, digits, `-`, `.` and `/`.
pub trait Store: Send + Sync {
    /// What it is called in messages.
    fn place(&self) -> String;
    /// Keeps `bytes` under `name`, durably and as a whole, before it returns.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Trouble>;
    /// The same, where the caller goes on meanwhile: it is kept once [`Store::settle`] returned, and what goes wrong may be told there or
    /// by a later call.
    fn put_soon(&self, name: &str, bytes: Vec<u8>) -> Result<(), Trouble> {
        self.put(name, &bytes)
    }
    /// Waits until everything put so far is kept.
    fn settle(&self) -> Result<(), Trouble> {
        Ok(())
    }
    /// What lies there, as it is: whether it is what was put there, its seal knows.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Trouble>;
    /// The same for what has no seal: refused where the place knows that it was changed.
    fn get_whole(&self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        self.get(name)
    }
    /// Every name that begins with `folder` and a slash.
    fn list(&self, folder: &str) -> Result<Vec<String>, Trouble>;
    fn remove(&self, name: &str) -> Result<(), Trouble>;
    /// Moves what lies under `name` to `NAME.damaged`, out of the way and not lost.
    fn set_aside(&self, name: &str) -> Result<(), Trouble>;
    /// Keeps others from writing or pruning here until what it returns is dropped; [`Trouble::InUse`] while another does.
    fn hold(&self) -> Result<Box<dyn Held>, Trouble>;
    /// What is less sure here than elsewhere, for whoever runs the desk.
    fn doubt(&self) -> Result<Option<String>, Trouble> {
        Ok(None)
    }
}

/// A place that is held.
pub trait Held {
    /// Refuses once another may have it, as after a long silence on the way there. Asked before anything is said or removed that rests
    /// on being alone.
    fn still(&self) -> Result<(), Trouble>;
}

/// The lock of a folder lasts as long as its file is open.
impl Held for File {
    fn still(&self) -> Result<(), Trouble> {
        Ok(())
    }
}

/// A folder on a disk.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    pub const fn at(path: PathBuf) -> Self {
        Self { path }
    }
}

impl Store for Folder {
    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
        files::put(&self.path.join(name), bytes)
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let path = self.path.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(files::trouble(&path, &e)),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Trouble> {
        let mut names = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(below) = open.pop() {
            let path = self.path.join(&below);
            let entries = match std::fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
                Err(e) => return Err(files::trouble(&path, &e)),
            };
            for entry in entries {
                let entry = entry.map_err(|e| files::trouble(&path, &e))?;
                let name = format!("{below}/{}", entry.file_name().to_string_lossy());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(name),
                    // What a crash left half written was never a piece.
                    _ if name.ends_with(".unfinished") => {}
                    _ => names.push(name),
                }
            }
        }
        names.sort();
        Ok(names)
    }

    fn remove(&self, name: &str) -> Result<(), Trouble> {
        let path = self.path.join(name);
        match std::fs::remove_file(&path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(files::trouble(&path, &e)),
            _ => Ok(()),
        }
    }

    fn set_aside(&self, name: &str) -> Result<(), Trouble> {
        let path = self.path.join(name);
        std::fs::rename(&path, self.path.join(format!("{name}.damaged"))).map_err(|e| files::trouble(&path, &e))
    }

    fn hold(&self) -> Result<Box<dyn Held>, Trouble> {
        files::make_folder(&self.path)?;
        let path = self.path.join("lock");
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| files::trouble(&path, &e))?;
        match file.try_lock() {
            Ok(()) => Ok(Box::new(file)),
            Err(TryLockError::WouldBlock) => {
                Err(Trouble::InUse(format!("{} is in use by another backup or prune. Try again when it is done.", self.place())))
            }
            Err(TryLockError::Error(e)) => Err(files::trouble(&path, &e)),
        }
    }
}
