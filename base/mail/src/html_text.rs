//! HTML to readable plain text. Ordinary letters go through html2text; large or hostile ones through a plain tag stripper
//! that uses constant memory beside its output.

use crate::calm_html;

const LARGEST_FOR_LAYOUT_BYTES: usize = 48 * 1024;
const MOST_NODES_FOR_LAYOUT: usize = 30_000;
const WIDTH: usize = 100_000;

/// The text a reader would see.
pub(crate) fn to_text(html: &str) -> String {
    let laid_out = (html.len() <= LARGEST_FOR_LAYOUT_BYTES && calm_html::is_calm(html, MOST_NODES_FOR_LAYOUT))
        .then(|| lay_out(html))
        .flatten();
    tidy(&laid_out.unwrap_or_else(|| strip(html)))
}

/// No reflow (quotes and addresses keep their lines), no table frames, no footnotes for links.
fn lay_out(html: &str) -> Option<String> {
    html2text::config::plain_no_decorate()
        .allow_width_overflow()
        .raw_mode(true)
        .link_footnotes(false)
        .no_table_borders()
        .string_from_read(html.as_bytes(), WIDTH)
        .ok()
}

/// Every tag out, blocks on their own lines, the commonest entities decoded.
pub(crate) fn strip(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut out, &rest[..at]);
        let tag = &rest[at..];
        rest = match hidden_block(tag) {
            Some(after) => after,
            None => match tag.find('>') {
                Some(end) => {
                    if breaks_line(&tag[1..end]) && !out.ends_with('\n') {
                        out.push('\n');
                    }
                    &tag[end + 1..]
                }
                None => "",
            },
        };
    }
    push_text(&mut out, rest);
    out
}

fn hidden_block(tag: &str) -> Option<&str> {
    if let Some(comment) = tag.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or("", |end| &comment[end + 3..]));
    }
    for name in ["script", "style", "head", "title"] {
        let opens = tag.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && tag[1 + name.len()..].starts_with([' ', '>', '\t', '\n', '\r', '/']);
        if opens {
            return Some(find_ignoring_case(tag, &format!("</{name}")).map_or("", |end| &tag[end..]));
        }
    }
    None
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.match_indices("</")
        .map(|(at, _)| at)
        .find(|at| text.get(*at..at + wanted.len()).is_some_and(|found| found.eq_ignore_ascii_case(wanted)))
}

fn breaks_line(tag: &str) -> bool {
    let name = tag
        .trim_start_matches('/')
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    ["p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "ul", "ol", "hr", "pre"].contains(&name.as_str())
}

fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        collapse(out, &rest[..at]);
        let (character, after) = entity(&rest[at..]);
        out.push_str(character.encode_utf8(&mut [0; 4]));
        rest = after;
    }
    collapse(out, rest);
}

fn entity(text: &str) -> (char, &str) {
    let end = text.bytes().take(12).position(|byte| byte == b';');
    let Some(end) = end else { return ('&', &text[1..]) };
    let character = match &text[1..end] {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        number => number
            .strip_prefix("#x")
            .or_else(|| number.strip_prefix("#X"))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .or_else(|| number.strip_prefix('#').and_then(|decimal| decimal.parse().ok()))
            .and_then(char::from_u32),
    };
    character.map_or(('&', &text[1..]), |character| (character, &text[end + 1..]))
}

fn collapse(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            c if c.is_whitespace() && (out.is_empty() || out.ends_with([' ', '\n'])) => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
}

/// Lines without trailing blanks, never more than one empty line in a row, no invisible filler.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let line =
            line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{34f}' | '\u{ad}' | '\u{feff}'));
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 && !(out.is_empty() && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_words() {
        let html = "<html><head><style>p{}</style><title>t</title></head><body><p>Hi&nbsp;Ana &amp; Ben</p><div>Two</div><ul><li>one</li></ul></body></html>";

        for text in [to_text(html), tidy(&strip(html))] {
            assert!(text.contains("Ana & Ben") && text.contains("Two") && text.contains("one"), "{text}");
            assert!(!text.contains("p{}") && !text.contains('<'), "{text}");
        }
    }
}
