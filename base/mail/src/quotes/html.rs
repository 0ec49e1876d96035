//! Folds HTML where mail programs mark their history. Cuts the source at a tag; both halves go through the sanitiser
//! afterwards, which closes what is open.

use super::marks::{is_attribution, is_forward, is_header_block, is_history_line, is_named_attribution};
use crate::html_text;

/// How far a mark's own words may be from its tag.
const NEAR: usize = 1_500;
const LONGEST_TAG: usize = 2_000;
/// No letter has its history behind more tags than this.
const MOST_TAGS: usize = 20_000;

/// Splits HTML into what is new and what may be folded. Feed it the HTML as sent, then sanitise both.
pub fn fold_html(html: &str) -> (String, Option<String>) {
    let Some(cut) = tags(html).take(MOST_TAGS).find(|tag| is_mark(html, *tag)).map(|tag| with_attribution(html, tag)) else {
        return (html.to_owned(), None);
    };
    let (above, below) = html.split_at(cut);
    if says_nothing(above) {
        return bottom_posted(html, cut).unwrap_or_else(|| (html.to_owned(), None));
    }
    if answers_inside(below) {
        return (html.to_owned(), None);
    }
    (above.to_owned(), Some(below.to_owned()))
}

/// The positions of all opening tags.
fn tags(html: &str) -> impl Iterator<Item = usize> {
    html.match_indices('<')
        .map(|(at, _)| at)
        .filter(|at| html[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn is_mark(html: &str, at: usize) -> bool {
    let tag = tag_at(html, at);
    let lower = tag.to_ascii_lowercase();
    let has = |wanted: &str| lower.contains(wanted);
    if lower.starts_with("<blockquote") {
        return has("type=\"cite\"")
            || has("type=cite")
            || has("type='cite'")
            || has("gmail_quote")
            || is_an_attribution(&text_before(html, at));
    }
    if !["<div", "<span", "<table", "<hr", "<p", "<section", "<a"]
        .iter()
        .any(|name| lower.starts_with(name))
    {
        return false;
    }
    const MARKS: [&str; 16] = [
        "gmail_quote",
        "gmail_signature",
        "yahoo_quoted",
        "moz-cite-prefix",
        "moz-signature",
        "divrplyfwdmsg",
        "appendonsend",
        "protonmail_quote",
        "zmail_extra",
        "mail-editor-reference-message-container",
        "messagereplysection",
        "isreplycontent",
        "reply-intro",
        "ms-outlook-mobile-reference-message",
        "qt_quoted",
        "_forwarded_original",
    ];
    let named = ["class=", "id=", "name="].iter().any(|attribute| has(attribute)) && MARKS.iter().any(|mark| has(mark));
    let words = || text_after(html, at);
    if named {
        return !words().lines().take(3).any(is_forward);
    }
    let ruled = has("border-top") && (has("solid") || has("1.0pt"));
    let first_words = || words().lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned).unwrap_or_default();
    if ruled || lower.starts_with("<hr") {
        return is_header_block(&words().lines().collect::<Vec<_>>());
    }
    // QQ and NetEase mark history with words only.
    lower.starts_with("<div") && html[at + tag.len()..].trim_start().starts_with(['-', '&']) && is_history_line(&first_words())
}

/// The history starts at the attribution, if one stands right above the mark.
fn with_attribution(html: &str, mark: usize) -> usize {
    let from = boundary(html, mark.saturating_sub(NEAR));
    let above: Vec<usize> = tags(&html[from..mark]).map(|at| from + at).collect();
    above
        .into_iter()
        .rev()
        .take(12)
        .find(|at| is_an_attribution(html_text::to_text(&html[*at..mark]).trim()))
        .unwrap_or(mark)
}

/// One line of words, or one that wraps.
fn is_an_attribution(text: &str) -> bool {
    is_attribution(&text.replace('\n', " ")) || (!text.contains('\n') && is_named_attribution(text))
}

/// An answer below the only quote: the quote folds, the answer is what is new.
fn bottom_posted(html: &str, cut: usize) -> Option<(String, Option<String>)> {
    let at = tags(&html[cut..]).map(|at| cut + at).find(|at| html[*at..].opens_with("<blockquote"))?;
    let end = element_end(html, at)?;
    let below = &html[end..];
    let answered_once = !below.to_ascii_lowercase().contains("<blockquote") && !says_nothing(below);
    answered_once.then(|| (below.to_owned(), Some(html[..end].to_owned())))
}

/// Words after a quote inside the history are answers between quotes.
fn answers_inside(below: &str) -> bool {
    let Some(at) = tags(below).find(|at| below[*at..].opens_with("<blockquote")) else {
        return false;
    };
    let Some(end) = element_end(below, at) else { return false };
    let rest = html_text::to_text(&below[end..]);
    let words = rest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('>'));
    let mut words = words.take_while(|line| !super::is_signature(line)).peekable();
    words.peek().is_some()
}

/// Where the element that opens at `at` ends, counting its own kind.
fn element_end(html: &str, at: usize) -> Option<usize> {
    let name: String = html[at + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let mut depth = 0usize;
    for (tag, _) in html[at..].match_indices('<') {
        let here = &html[at + tag..];
        if here.opens_with(&open) {
            depth += 1;
        } else if here.opens_with(&close) {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return here.find('>').map(|end| at + tag + end + 1);
            }
        }
    }
    None
}

fn tag_at(html: &str, at: usize) -> &str {
    let near = &html[at..html.floor_char_boundary(at + LONGEST_TAG)];
    &near[..near.find('>').map_or(near.len(), |end| end + 1)]
}

fn text_after(html: &str, at: usize) -> String {
    html_text::strip(&html[at..boundary(html, (at + NEAR).min(html.len()))])
}

/// The last words above a tag.
fn text_before(html: &str, at: usize) -> String {
    let from = boundary(html, at.saturating_sub(NEAR));
    let text = html_text::strip(&html[from..at]);
    text.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

fn boundary(html: &str, near: usize) -> usize {
    html.ceil_char_boundary(near)
}

fn says_nothing(html: &str) -> bool {
    !html.to_ascii_lowercase().contains("<img") && html_text::strip(html).trim().is_empty()
}

trait PrefixIgnoringCase {
    fn opens_with(&self, prefix: &str) -> bool;
}

impl PrefixIgnoringCase for str {
    /// Whether the text starts with an ASCII prefix, whatever its case.
    fn opens_with(&self, prefix: &str) -> bool {
        self.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    }
}
