//! What can be read in a file: the words of plain text, web pages, tables, PDF, and the documents of office programs.
//!
//! Cast: [`Form::of`] tells what a file is by its first bytes before its name; [`text_of`] takes the words out, within
//! [`Limits`]; [`Unread`] says why there are none. Pure: bytes in, text out.
//!
//! It promises that whatever is unpacked is counted while it is unpacked, and that a reader's panic is an answer like any
//! other. It cannot promise that a foreign reader ends in time or keeps its memory small: whoever reads files of strangers
//! lets it run in a process that can be ended.

mod form;
mod office;
mod pdf;

pub use form::Form;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// How much is read of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Larger files are left alone.
    pub bytes: usize,
    /// So much is unpacked of an archive before it counts as a bomb.
    pub unpacked_bytes: u64,
    /// An archive with more entries is none of an office program.
    pub entries: usize,
    /// So many pages of a PDF; what follows is left out.
    pub pages: usize,
    /// So much text; what follows is left out.
    pub characters: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 25 * 1024 * 1024,
            unpacked_bytes: 64 * 1024 * 1024,
            entries: 2_000,
            pages: 300,
            characters: 300_000,
        }
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    /// A limit was reached; there is more in the file.
    pub is_cut: bool,
}

/// Why nothing was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    #[error("no kind of file whose words can be read")]
    Unknown,
    #[error("there are no words in it")]
    Empty,
    #[error("it is too large")]
    TooLarge,
    #[error("it is damaged")]
    Damaged,
    #[error("it is locked with a password")]
    Locked,
    #[error("it unpacks to more than it may")]
    Bomb,
}

impl Unread {
    /// The word it is kept by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::Damaged => "damaged",
            Self::Locked => "locked",
            Self::Bomb => "bomb",
        }
    }
}

/// The words of a file, white space made plain.
pub fn text_of(bytes: &[u8], form: Form, limits: &Limits) -> Result<Words, Unread> {
    if bytes.len() > limits.bytes {
        return Err(Unread::TooLarge);
    }
    let (text, is_cut) = catch_unwind(AssertUnwindSafe(|| raw(bytes, form, limits))).unwrap_or(Err(Unread::Damaged))?;
    let text = tidy(&text);
    let short: String = text.chars().take(limits.characters).collect();
    match short.chars().any(char::is_alphanumeric) {
        true => Ok(Words { is_cut: is_cut || short.len() < text.len(), text: short }),
        false => Err(Unread::Empty),
    }
}

fn raw(bytes: &[u8], form: Form, limits: &Limits) -> Result<(String, bool), Unread> {
    // A letter of four bytes is the widest; more than that of a plain file cannot be wanted.
    let most = limits.characters.saturating_mul(4).min(bytes.len());
    match form {
        Form::Plain => Ok((mail::decoded(&bytes[..most], None), most < bytes.len())),
        Form::Html => Ok((mail::plain_of_html(&mail::decoded(bytes, None)), false)),
        Form::Pdf => pdf::text(bytes, limits),
        Form::Office => office::text(bytes, limits),
    }
}

/// Runs of spaces become one, of empty lines one empty line; letters nobody sees are left out.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len().min(1 << 20));
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\u{c}' if !tidied.ends_with("\n\n") => {
                tidied.truncate(tidied.trim_end_matches(' ').len());
                if !tidied.is_empty() && !tidied.ends_with("\n\n") {
                    tidied.push('\n');
                }
            }
            c if c.is_whitespace() => {
                if !tidied.is_empty() && !tidied.ends_with([' ', '\n']) {
                    tidied.push(' ');
                }
            }
            c if c.is_control() || c == '\u{fffd}' => {}
            c => tidied.push(c),
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}
