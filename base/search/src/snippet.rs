//! The piece of a text that shows why it was found: plain text, and the ranges to highlight. Never markup.

use crate::words::{Role, Word, words};
use std::collections::HashSet;
use std::ops::Range;

/// A piece of stored text. Escape it like any text; the ranges are byte ranges of `text`, in order, on characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    pub text: String,
    pub highlights: Vec<Range<usize>>,
}

/// What to highlight: whole words, and beginnings of words; a few letters otherwise where nothing is spelt as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sought {
    pub words: Vec<Wanted>,
    pub beginnings: Vec<Wanted>,
    pub distance: u8,
}

/// A word, and the forms of it that count as the word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub text: String,
    pub forms: Vec<String>,
}

impl Wanted {
    fn has_form(&self, word: &str) -> bool {
        // All of them begin with the same two letters, and most words do not.
        !self.forms.is_empty() && self.text.as_bytes().get(..2) == word.as_bytes().get(..2) && self.forms.iter().any(|form| form == word)
    }
}

impl Sought {
    /// Which of what was sought this word is.
    fn which(&self, word: &Word) -> Option<usize> {
        let whole = |wanted: &Wanted| word.role != Role::Last && (wanted.text == word.text || self.stands_for(wanted, &word.text));
        let begun = |wanted: &Wanted| word.text.starts_with(wanted.text.as_str()) || self.stands_for(wanted, &word.text);
        let place = self.words.iter().position(whole);
        place.or_else(|| self.beginnings.iter().position(begun).map(|place| self.words.len() + place))
    }

    fn stands_for(&self, wanted: &Wanted, word: &str) -> bool {
        wanted.has_form(word) || self.is_near(&wanted.text, word)
    }

    fn is_near(&self, sought: &str, word: &str) -> bool {
        self.distance > 0 && sought.chars().count() > 3 && strsim::osa_distance(sought, word) <= usize::from(self.distance)
    }
}

/// At most this much of a body is looked through for a piece to show.
const LOOKED_AT: usize = 60_000;

/// The piece of about `length` characters with the most of what was sought.
pub(crate) fn piece(text: &str, sought: &Sought, length: usize) -> Snippet {
    weighed(text, sought, length).1
}

/// How many different ones of what was sought are in this text, and the piece of about `length` characters with the most of it.
pub(crate) fn weighed(text: &str, sought: &Sought, length: usize) -> (usize, Snippet) {
    let text = &text[..boundary(text, LOOKED_AT)];
    let (mut which, mut found) = (HashSet::new(), Vec::new());
    for word in words(text) {
        if let Some(place) = sought.which(&word) {
            which.insert(place);
            found.push(word.range);
        }
    }
    let around = busiest(&found, length);
    let start = around.map_or(0, |first| beginning(text, first, length / 4));
    let end = text[start..].char_indices().nth(length).map_or(text.len(), |(at, _)| start + at);
    let inside = found.into_iter().filter(|range| range.start >= start && range.end <= end);
    (which.len(), shown(text, start..end, merged(inside)))
}

/// Where the stretch with the most matches begins.
fn busiest(found: &[Range<usize>], length: usize) -> Option<usize> {
    let count = |first: &Range<usize>| found.iter().filter(|range| (first.start..first.start + length).contains(&range.start)).count();
    found.iter().take(200).rev().max_by_key(|first| count(first)).map(|first| first.start)
}

/// A little before the match, at the start of a word.
fn beginning(text: &str, at: usize, before: usize) -> usize {
    let from = text[..at].char_indices().rev().nth(before).map_or(0, |(from, _)| from);
    if from == 0 {
        0
    } else {
        text[from..at].find(char::is_whitespace).map_or(from, |space| from + space)
    }
}

/// Overlapping pairs become one stretch.
fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut sorted: Vec<_> = ranges.collect();
    sorted.sort_by_key(|range| (range.start, range.end));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in sorted {
        match kept.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => kept.push(range),
        }
    }
    kept
}

/// Cuts the piece out: white space becomes single spaces one byte wide, cut ends get an ellipsis.
fn shown(text: &str, piece: Range<usize>, highlights: Vec<Range<usize>>) -> Snippet {
    let mut snippet = Snippet::default();
    if piece.start > 0 {
        snippet.text.push('…');
    }
    let mut waiting = highlights.into_iter().peekable();
    let mut opened = None;
    for (at, c) in text[piece.clone()].char_indices().map(|(at, c)| (at + piece.start, c)) {
        if waiting.peek().is_some_and(|range| range.start == at) {
            opened = Some(snippet.text.len());
        }
        if !(c.is_whitespace() || c.is_control()) {
            snippet.text.push(c);
        } else if !snippet.text.is_empty() && !snippet.text.ends_with([' ', '…']) {
            snippet.text.push(' ');
        }
        if let Some(start) = opened
            && waiting.next_if(|range| range.end == at + c.len_utf8()).is_some()
        {
            snippet.highlights.push(start..snippet.text.len());
            opened = None;
        }
    }
    if piece.end < text.len() {
        snippet.text.push('…');
    }
    snippet
}

fn boundary(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::forms;

    fn marked(text: &str, sought: &[&str], beginnings: &[&str], length: usize) -> String {
        let wanted = |word: &&str| Wanted { text: (*word).to_owned(), forms: forms(word) };
        let own = |list: &[&str]| list.iter().map(wanted).collect();
        let snippet = piece(text, &Sought { words: own(sought), beginnings: own(beginnings), distance: 0 }, length);
        let mut marked = snippet.text;
        for range in snippet.highlights.iter().rev() {
            marked.insert(range.end, ']');
            marked.insert(range.start, '[');
        }
        marked
    }

    #[test]
    fn a_piece_shows_what_was_sought() {
        assert_eq!(marked("The  kettle\n<b>leaks</b>", &["leaks"], &["ket"], 80), "The [kettle] <b>[leaks]</b>");
        assert_eq!(marked("我的水壶漏水了", &["水壶", "壶漏"], &[], 80), "我的[水壶漏]水了");
        assert_eq!(marked("Envío número 7", &["numero"], &[], 80), "Envío [número] 7");
        assert_eq!(marked("Two kettles, one kettleful", &["kettle"], &[], 80), "Two [kettles], one kettleful");
        assert_eq!(marked("Se venden hervidores", &["hervidor"], &["vendiend"], 80), "Se venden [hervidores]");
        assert_eq!(marked("nothing here", &["kettle"], &[], 7), "nothing…");
    }

    #[test]
    fn a_long_text_is_cut_where_the_words_are() {
        let text = format!("{} the kettle leaks {}", "before ".repeat(400), "after ".repeat(400));
        let shown = marked(&text, &["kettle", "leaks"], &[], 60);
        assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("[kettle] [leaks]"), "{shown}");
        assert!(shown.chars().count() < 80);
    }
}
