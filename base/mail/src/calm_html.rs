//! Is this HTML cheap to parse? The HTML standard reopens unclosed formatting tags in every paragraph, so a few kilobytes
//! can ask for millions of nodes. Parsers are only given what passes here; the rest is told apart without building a tree.

use std::collections::HashSet;

const MOST_ATTRIBUTES: usize = 500;
/// The parser's time grows with the square of the number of `&`.
const MOST_AMPERSANDS: usize = 20_000;
const DEEPEST: usize = 400;
const FORMATTING: [&str; 13] = ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Whether parsing this HTML builds at most `most_nodes` nodes of bounded depth, judged without trusting its end tags.
pub(crate) fn is_calm(html: &str, most_nodes: usize) -> bool {
    if html.bytes().filter(|byte| *byte == b'&').count() > MOST_AMPERSANDS {
        return false;
    }
    let (mut tags, mut opens, mut closes) = (0usize, 0usize, 0usize);
    let mut deepest = 0usize;
    let mut forms = HashSet::new();
    for tag in html.split('<').skip(1) {
        tags += 1;
        if tag.len() > MOST_ATTRIBUTES && attributes(tag) > MOST_ATTRIBUTES {
            return false;
        }
        let closing = tag.starts_with('/');
        let name_end = tag.trim_start_matches('/').find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
        let name = &tag.trim_start_matches('/')[..name_end];
        if closing {
            closes += 1;
        } else if !name.is_empty() && !is_void(name) {
            opens += 1;
            deepest = deepest.max(opens.saturating_sub(closes));
            if FORMATTING.iter().any(|formatting| formatting.eq_ignore_ascii_case(name)) {
                forms.insert(&tag[..tag.find('>').unwrap_or(tag.len())]);
            }
        }
    }
    // At most three of one form are reopened (the standard's "Noah's Ark clause").
    deepest <= DEEPEST && tags.saturating_mul(1 + forms.len() * 3) <= most_nodes
}

/// Roughly how many attributes a tag has; parsers compare each with all others.
fn attributes(tag: &str) -> usize {
    let (mut count, mut quote, mut before) = (0, None, ' ');
    for c in tag.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => break,
            None if matches!(c, '"' | '\'') && before == '=' => quote = Some(c),
            None if c.is_whitespace() || c == '/' => count += 1,
            None => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    count
}

/// The same HTML with formatting tags as `span`, which is never reopened. Nothing is lost but boldness and slant.
pub(crate) fn without_formatting(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut pieces = html.split('<');
    out.push_str(pieces.next().unwrap_or_default());
    for tag in pieces {
        out.push('<');
        let (slash, rest) = tag.strip_prefix('/').map_or(("", tag), |rest| ("/", rest));
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        out.push_str(slash);
        let formats = FORMATTING.iter().any(|formatting| formatting.eq_ignore_ascii_case(name));
        out.push_str(if formats { "span" } else { name });
        out.push_str(after);
    }
    out
}

fn is_void(name: &str) -> bool {
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "p", "li", "source", "td", "tr", "th", "wbr",
    ]
    .iter()
    .any(|void| void.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_10_html_that_explodes_is_recognised() {
        let bomb: String = (0..2_000).map(|n| format!("<b id={n}>")).chain((0..5_000).map(|_| "<p>x".to_owned())).collect();
        let deep = "<div>".repeat(10_000);
        let letter = "<p>Hello <b>Ana</b>, <i>thanks</i></p>".repeat(500);

        let attributes = format!("<p {}>", (0..5_000).map(|n| format!("a{n} ")).collect::<String>());

        assert!(!is_calm(&bomb, 150_000) && !is_calm(&deep, 150_000) && !is_calm(&attributes, 150_000));
        assert!(is_calm(&letter, 150_000));
        assert_eq!(without_formatting("<b>x</B> a < b <i class=y>"), "<span>x</span> a < b <span class=y>");
    }
}
