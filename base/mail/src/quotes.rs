//! Folds away what was said before: quoted history and signatures, in text and in HTML, as the mail programs of the world
//! mark them. When in doubt it folds nothing: answers between quotes, forwarded mail and letters that would vanish stay whole.

mod html;
mod marks;

use serde::Serialize;

pub use html::fold_html;
use marks::{is_attribution, is_forward, is_header_block, is_history_line, is_named_attribution, is_signature};

/// A text in two: what is new, and what may be folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Folded {
    /// What the sender wrote this time.
    pub fresh: String,
    /// The history and the signature below, if any.
    pub quoted: Option<String>,
}

/// Folds a plain text.
pub fn fold_text(text: &str) -> Folded {
    let lines: Vec<&str> = text.lines().collect();
    let folded = history_below(&lines).or_else(|| quotes_between(&lines));
    match folded {
        Some((fresh, quoted)) if !fresh.trim().is_empty() && !quoted.trim().is_empty() => {
            Folded { fresh: fresh.trim_end().to_owned(), quoted: Some(quoted.trim_end().to_owned()) }
        }
        _ => Folded { fresh: text.to_owned(), quoted: None },
    }
}

/// Marks below which everything is history: header blocks, "Original Message", a signature, an attribution without `>`.
fn history_below(lines: &[&str]) -> Option<(String, String)> {
    let cut = (0..lines.len()).find(|at| begins_history(lines, *at))?;
    let above = &lines[..cut];
    if lines[cut..].iter().take(2).any(|line| is_forward(line)) || above.iter().any(|line| is_forward(line)) {
        return None;
    }
    // Quotes above a signature are looked at first; a signature below them belongs to the answer.
    let (fresh, quoted) = match quotes_between(above) {
        Some((fresh, quoted)) => (fresh, format!("{quoted}\n{}", lines[cut..].join("\n"))),
        None => (above.join("\n"), lines[cut..].join("\n")),
    };
    let swallowed = fresh.trim().is_empty() && above.iter().any(|line| line.starts_with('>'));
    (!swallowed).then_some((fresh, quoted))
}

fn begins_history(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    if line.starts_with('>') {
        return false;
    }
    is_signature(line)
        || is_history_line(line)
        || is_header_block(&lines[at..])
        || attribution_length(lines, at).is_some_and(|length| !quote_follows(lines, at + length))
}

/// How many lines an attribution takes; long ones are wrapped.
fn attribution_length(lines: &[&str], at: usize) -> Option<usize> {
    let wrapped = (1..=3).find(|length| {
        lines
            .get(at..at + length)
            .is_some_and(|lines| is_unbroken(lines) && is_attribution(&lines.join(" ")))
    });
    wrapped.or_else(|| is_named_attribution(lines[at]).then_some(1))
}

fn is_unbroken(lines: &[&str]) -> bool {
    lines.iter().all(|line| !line.trim().is_empty())
}

fn quote_follows(lines: &[&str], at: usize) -> bool {
    lines[at..]
        .iter()
        .take(20)
        .find(|line| !line.trim().is_empty())
        .is_some_and(|line| line.starts_with('>'))
}

/// A single block of `>` lines at the end or at the beginning. Text between two blocks is an inline answer: nothing folds.
fn quotes_between(lines: &[&str]) -> Option<(String, String)> {
    let first = lines.iter().position(|line| line.starts_with('>'))?;
    let last = lines.iter().rposition(|line| line.starts_with('>'))?;
    let unbroken = lines[first..=last].iter().all(|line| line.starts_with('>') || line.trim().is_empty());
    if !unbroken || lines.iter().any(|line| is_forward(line)) {
        return None;
    }
    let start = attribution_before(lines, first);
    let (before, after) = (lines[..start].join("\n"), lines[last + 1..].join("\n"));
    let quoted = lines[start..=last].join("\n");
    match (before.trim().is_empty(), after.trim().is_empty()) {
        (false, true) => Some((before, quoted)),
        (true, false) => Some((after.trim_start().to_owned(), quoted)),
        _ => None,
    }
}

fn attribution_before(lines: &[&str], quote: usize) -> usize {
    let end = lines[..quote].iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
    let starts = (1..=3usize.min(end)).map(|length| end - length);
    let wrapped = starts
        .rev()
        .find(|start| is_unbroken(&lines[*start..end]) && is_attribution(&lines[*start..end].join(" ")));
    let named = (end > 0 && is_named_attribution(lines[end - 1])).then(|| end - 1);
    wrapped.or(named).unwrap_or(quote)
}

#[cfg(test)]
mod tests;
