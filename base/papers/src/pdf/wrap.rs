//! Long text into lines, where Unicode allows a break (UAX 14); a word wider than the line is cut where it must be.

use super::type_case::{Style, width};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// The lines of the text in this style, none wider than `room`. A newline begins a new one.
pub(super) fn wrap(text: &str, style: Style, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut start) = (String::new(), 0);
    for (end, kind) in linebreaks(text) {
        let piece = &text[start..end];
        start = end;
        if !line.is_empty() && width(line.as_str(), style) + width(piece.trim_end(), style) > room {
            lines.push(std::mem::take(&mut line));
        }
        for part in cut(piece, style, room) {
            if !line.is_empty() && width(&line, style) + width(part.trim_end(), style) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(part);
        }
        if kind == BreakOpportunity::Mandatory {
            lines.push(std::mem::take(&mut line));
        }
    }
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    lines
}

/// A word in pieces that fit, at least one character each.
fn cut(word: &str, style: Style, room: f32) -> Vec<&str> {
    if width(word.trim_end(), style) <= room {
        return vec![word];
    }
    let (mut parts, mut start, mut taken) = (Vec::new(), 0, 0.0);
    for (at, char) in word.char_indices() {
        let wide = width(char.encode_utf8(&mut [0; 4]), style);
        if at > start && taken + wide > room {
            parts.push(&word[start..at]);
            (start, taken) = (at, 0.0);
        }
        taken += wide;
    }
    parts.push(&word[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { size: 10.0, bold: false, ink: (0, 0, 0) };

    #[test]
    fn no_line_is_wider_than_its_room_and_nothing_is_lost() {
        let long = "Überlandleitungsmasten".repeat(9);
        for text in [
            "A kettle of brushed steel, with a lid",
            "不锈钢电热水壶，一点七升，带盖",
            &long,
            "one\ntwo\n\nfour",
            "a  b",
            "",
        ] {
            let lines = wrap(text, STYLE, 60.0);
            assert!(lines.iter().all(|line| width(line, STYLE) <= 60.0), "{lines:?}");
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(bare(&lines.concat()), bare(text));
        }
        assert_eq!(wrap("one\ntwo\n\nfour", STYLE, 60.0), ["one", "two", "", "four"]);
    }
}
