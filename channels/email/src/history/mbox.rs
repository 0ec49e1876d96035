//! Mails out of an mbox file, one at a time.
//!
//! A line `From ` after an empty line, or at the start, begins a mail. `>From ` in a mail is `From ` (mboxrd), whatever program
//! wrote the file: with the older kinds a quoted line loses one `>`, which nobody can tell apart.

use super::{LARGEST, Lying};
use kit::Moment;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

/// A longer line is read in parts: a file without line ends must not fill the memory.
const LONGEST_LINE: u64 = 1 << 20;

pub(super) struct Mbox<R = BufReader<File>> {
    name: String,
    input: R,
    offset: u64,
    line: Vec<u8>,
    /// Where the mail being read begins, and what its first line says.
    begun: Option<(u64, Option<Moment>)>,
}

impl Mbox {
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut mbox = Self::over(path.display().to_string(), BufReader::with_capacity(1 << 20, File::open(path)?));
        mbox.next_line()?;
        if !mbox.line.is_empty() && !mbox.begins() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "it does not begin like an mbox file, with a line “From …”. Is it a single mail? Then import it with `eml`",
            ));
        }
        mbox.begun = (!mbox.line.is_empty()).then(|| (0, received(&mbox.line)));
        Ok(mbox)
    }
}

impl<R: BufRead> Mbox<R> {
    const fn over(name: String, input: R) -> Self {
        Self { name, input, offset: 0, line: Vec::new(), begun: None }
    }

    /// Reads a line, its end included, or a part of a long one; empty at the end of the file.
    fn next_line(&mut self) -> io::Result<()> {
        self.line.clear();
        self.offset += self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut self.line)? as u64;
        Ok(())
    }

    fn begins(&self) -> bool {
        self.line.starts_with(b"From ")
    }

    fn mail(&mut self, (start, received_at): (u64, Option<Moment>)) -> io::Result<Lying> {
        let (mut bytes, mut size, mut after_empty, mut at_start) = (Vec::new(), 0usize, false, true);
        self.begun = None;
        loop {
            let line_start = self.offset;
            self.next_line()?;
            if self.line.is_empty() {
                break;
            }
            if after_empty && self.begins() {
                self.begun = Some((line_start, received(&self.line)));
                break;
            }
            after_empty = at_start && matches!(self.line.as_slice(), b"\n" | b"\r\n");
            let line = if at_start { unquoted(&self.line) } else { &self.line };
            at_start = self.line.ends_with(b"\n");
            size += line.len();
            if size <= LARGEST {
                bytes.extend_from_slice(line);
            }
        }
        // The empty line before the next mail belongs to the file.
        if after_empty && self.begun.is_some() {
            let end = if bytes.ends_with(b"\r\n") { 2 } else { 1 };
            bytes.truncate(bytes.len() - end.min(bytes.len()));
        }
        let bytes = if size > LARGEST {
            Err(format!("it is larger than {} MiB", LARGEST >> 20))
        } else {
            Ok(bytes)
        };
        Ok(Lying::new(format!("{} at byte {start}", self.name), bytes, received_at))
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = io::Result<Lying>;

    fn next(&mut self) -> Option<Self::Item> {
        let begun = self.begun.take()?;
        Some(self.mail(begun))
    }
}

fn unquoted(line: &[u8]) -> &[u8] {
    let rest = line.iter().position(|byte| *byte != b'>').map_or(&line[..0], |first| &line[first..]);
    if line.first() == Some(&b'>') && rest.starts_with(b"From ") { &line[1..] } else { line }
}

/// `From mia@example.com Tue Mar 10 09:00:00 2026`: the time is in UTC, as the kind of file has it.
fn received(line: &[u8]) -> Option<Moment> {
    let text = String::from_utf8_lossy(line);
    let date: Vec<&str> = text.split_ascii_whitespace().skip(2).collect();
    mail::moment(&date.join(" ")).map(Moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mails(text: &str) -> Vec<(String, Option<i64>)> {
        let mut mbox = Mbox::over("m".into(), text.as_bytes());
        mbox.next_line().unwrap();
        mbox.begun = Some((0, received(&mbox.line)));
        let read =
            mbox.map(|mail| mail.map(|mail| (String::from_utf8(mail.bytes.unwrap()).unwrap(), mail.received_at.map(Moment::seconds))));
        read.collect::<io::Result<_>>().unwrap()
    }

    #[test]
    fn a_line_from_after_an_empty_line_begins_a_mail_and_a_quoted_one_does_not() {
        let file = "From mia@x Tue Mar 10 09:00:00 2026\nSubject: a\n\nHello\n>From here on\n>>From deeper\nFrom the middle\n\n\
                    From - whenever\nSubject: b\n\nEnd\n";

        assert_eq!(
            mails(file),
            [
                ("Subject: a\n\nHello\nFrom here on\n>From deeper\nFrom the middle\n".to_owned(), Some(1_773_133_200)),
                ("Subject: b\n\nEnd\n".to_owned(), None),
            ]
        );
    }

    #[test]
    fn a_line_without_end_is_read_in_parts_and_stays_whole() {
        let long = ">From ".repeat(400_000);
        let read = mails(&format!("From a\nSubject: a\n\nx{long}\n\nFrom b\nSubject: b\n"));

        assert_eq!(read.len(), 2);
        assert_eq!(read[0].0, format!("Subject: a\n\nx{long}\n"));
    }

    #[test]
    fn lines_end_as_they_end_and_an_empty_mail_is_one() {
        assert_eq!(
            mails("From a\r\nSubject: a\r\n\r\nHi\r\n\r\nFrom b\r\n"),
            [("Subject: a\r\n\r\nHi\r\n".to_owned(), None), (String::new(), None)]
        );
    }
}
