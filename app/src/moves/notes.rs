//! The report of an import: one line for each thing worth telling, its place and the reason, apart by a tab.

use super::Outcome;
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
        let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
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
            println!("{} of them are named with the reason in {}.", self.count, self.path.display());
        }
        Ok(())
    }
}
