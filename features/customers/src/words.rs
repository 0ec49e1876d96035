//! Making typed text fit to store: one line without control characters, and the folded key lists are sorted and sought by.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// One line: control characters and direction overrides gone, inner white space single, at most `most` characters.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let visible: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_hidden(*c)).collect();
    visible
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(most)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A name as it may be kept: a card or a secret somebody gives as their name is covered.
pub(crate) fn called(name: &str) -> String {
    one_line(&mask::text(mask::Policy::All, &one_line(name, 2_000)).text, 200)
}

/// Several lines, with the same care.
pub(crate) fn lines(text: &str, most: usize) -> String {
    let text: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !is_hidden(*c))
        .take(most)
        .collect();
    text.trim().to_owned()
}

/// What lists are sorted and sought by: lower case, accents folded, so that “alvaro” finds “Álvaro”.
pub(crate) fn folded(text: &str) -> String {
    text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().nfc().collect()
}

/// Control characters, and the marks that make text read other than it is stored.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{folded, lines, one_line};

    #[test]
    fn typed_text_becomes_one_honest_line() {
        assert_eq!(one_line("  Mia\r\nBcc: all \u{202e}K. ", 200), "Mia Bcc: all K.");
        assert_eq!(one_line("王小明", 2), "王小");
        assert_eq!(lines("one\r\ntwo\0\n", 100), "one\ntwo");
    }

    #[test]
    fn accents_and_case_do_not_hide_a_name() {
        assert_eq!(folded("Álvaro NÚÑEZ"), "alvaro nunez");
        assert_eq!(folded("王小明"), "王小明");
        assert_eq!(folded("한국"), "한국");
    }
}
