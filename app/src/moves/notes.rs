//! The report of an import: one line for each thing worth telling, its place and the reason, apart by a tab.

use super::Outcome;
use crate::terminal::outln;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

/// The file of what went wrong, made with the first line.
pub(super) struct Notes {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    count: u64,
    trouble: Option<std::io::Error>,
}

impl Notes {
    pub const fn new(path: PathBuf) -> Self {
        Self { path, file: None, count: 0, trouble: None }
    }

    pub fn add(&mut self, place: &str, why: &str) {
        self.count += 1;
        if let Err(e) = self.write(place, why) {
            self.trouble.get_or_insert(e);
        }
    }

    fn write(&mut self, place: &str, why: &str) -> std::io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => BufWriter::new(File::create(&self.path)?),
        };
        writeln!(self.file.insert(file), "{}\t{}", plain(place), plain(why))
    }

    pub fn end(self) -> Outcome {
        if let Some(mut file) = self.file {
            file.flush()?;
        }
        if let Some(e) = self.trouble {
            return Err(format!("{} cannot be written: {e}. Name another file with --report.", self.path.display()).into());
        }
        if self.count > 0 {
            outln!("{} of them are named with the reason in {}.", self.count, self.path.display());
        }
        Ok(())
    }
}

/// What strangers wrote, as a terminal may show it: a control character could move its cursor, or more.
pub(super) fn plain(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::Notes;

    #[test]
    fn attack_38_what_strangers_wrote_moves_no_cursor() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notes.tsv");
        let mut notes = Notes::new(path.clone());

        notes.add("customer \u{1b}[2J7", "“\u{9b}31m\u{7}a\tb\r\nc” is no email");
        notes.end().expect("written");

        assert_eq!(std::fs::read_to_string(path).expect("read"), "customer  [2J7\t“ 31m a b  c” is no email\n");
    }
}
