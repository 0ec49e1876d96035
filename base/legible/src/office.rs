//! The words of packed documents: Word, Excel, PowerPoint and their open counterparts are archives of XML. Nothing is kept
//! of what is unpacked but its words, and what is unpacked is counted as it comes.

use crate::{Limits, Unread};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub fn text(bytes: &[u8], limits: &Limits) -> Result<(String, bool), Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    if archive.len() > limits.entries {
        return Err(Unread::Bomb);
    }
    let mut parts: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(Into::into)
        .filter(|name: &String| has_words(name))
        .collect();
    if parts.is_empty() {
        return Err(Unread::Unknown);
    }
    parts.sort_by_key(|name| (name.len(), name.clone()));
    let mut unpacking = Unpacking {
        left: limits.unpacked_bytes,
        most: limits.characters.saturating_mul(4),
        text: String::new(),
    };
    for name in &parts {
        if unpacking.is_full() {
            return Ok((unpacking.text, true));
        }
        unpacking.part(&mut archive, name)?;
    }
    let is_cut = unpacking.is_full();
    Ok((unpacking.text, is_cut))
}

/// The entries that hold what people wrote.
fn has_words(name: &str) -> bool {
    let numbered = |folder: &str| name.strip_prefix(folder).is_some_and(|rest| rest.ends_with(".xml") && !rest.contains('/'));
    matches!(
        name,
        "word/document.xml" | "word/footnotes.xml" | "word/endnotes.xml" | "word/comments.xml" | "xl/sharedStrings.xml" | "content.xml"
    ) || numbered("word/header")
        || numbered("word/footer")
        || numbered("xl/worksheets/sheet")
        || numbered("ppt/slides/slide")
        || numbered("ppt/notesSlides/notesSlide")
}

struct Unpacking {
    left: u64,
    most: usize,
    text: String,
}

impl Unpacking {
    const fn is_full(&self) -> bool {
        self.text.len() >= self.most
    }

    fn part(&mut self, archive: &mut Archive<'_>, name: &str) -> Result<(), Unread> {
        let entry = archive.by_name(name).map_err(|e| match e {
            ZipError::InvalidPassword | ZipError::UnsupportedArchive(_) => Unread::Locked,
            _ => Unread::Damaged,
        })?;
        // One byte more than may be, so that reaching the end of the allowance is seen.
        let mut counted = Counted { inner: entry.take(self.left + 1), read: 0 };
        let outcome = self.words(Reader::from_reader(BufReader::new(&mut counted)), name.starts_with("xl/worksheets/"));
        let read = counted.read;
        if read > self.left {
            return Err(Unread::Bomb);
        }
        self.left -= read;
        outcome
    }

    fn words(&mut self, mut xml: Reader<impl std::io::BufRead>, is_sheet: bool) -> Result<(), Unread> {
        xml.config_mut().check_end_names = false;
        let (mut buffer, mut cell) = (Vec::new(), Cell::default());
        while !self.is_full() {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|_| Unread::Damaged)? {
                Event::Eof => break,
                Event::Start(tag) if is_sheet => {
                    cell.opens(tag.local_name().as_ref(), || tag.try_get_attribute("t").ok().flatten().map(|t| t.value.into_owned()))
                }
                Event::Start(tag) | Event::Empty(tag) => self.gap(tag.local_name().as_ref(), false),
                Event::End(tag) => {
                    cell.closes(tag.local_name().as_ref());
                    self.gap(tag.local_name().as_ref(), true);
                }
                Event::Text(text) if !is_sheet || cell.is_read => self.text.push_str(&text.decode().unwrap_or_default()),
                Event::CData(text) if !is_sheet || cell.is_read => self.text.push_str(&text.decode().unwrap_or_default()),
                Event::GeneralRef(name) if !is_sheet || cell.is_read => match name.resolve_char_ref() {
                    Ok(Some(c)) => self.text.push(c),
                    _ => self
                        .text
                        .push_str(name.decode().ok().and_then(|name| resolve_predefined_entity(&name)).unwrap_or_default()),
                },
                _ => {}
            }
        }
        Ok(())
    }

    /// Paragraphs, rows and breaks end a line; tabs, cells and counted spaces part words.
    fn gap(&mut self, tag: &[u8], is_end: bool) {
        match tag {
            b"p" | b"h" | b"row" | b"table-row" | b"si" if is_end => self.text.push('\n'),
            b"br" | b"cr" | b"line-break" => self.text.push('\n'),
            b"tab" | b"s" => self.text.push(' '),
            b"tc" | b"c" | b"table-cell" if is_end => self.text.push(' '),
            _ => {}
        }
    }
}

/// In a sheet only what is in a cell counts, and not the numbers of words that stand elsewhere.
#[derive(Default)]
struct Cell {
    is_shared: bool,
    is_read: bool,
}

impl Cell {
    fn opens(&mut self, tag: &[u8], kind: impl FnOnce() -> Option<Vec<u8>>) {
        match tag {
            b"c" => self.is_shared = kind().is_some_and(|kind| kind == b"s"),
            b"v" => self.is_read = !self.is_shared,
            b"t" => self.is_read = true,
            _ => {}
        }
    }

    fn closes(&mut self, tag: &[u8]) {
        if matches!(tag, b"v" | b"t") {
            self.is_read = false;
        }
    }
}

struct Counted<R> {
    inner: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        Ok(count)
    }
}
