//! Numbers as people write them: groups of digits with blanks, dashes (or what a keyboard has beside them), dots or one line end between them.

use crate::glyphs::Glyph;

/// Digits that stand together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    /// Places among the glyphs; the second is past the end.
    pub from: usize,
    pub to: usize,
    /// What stands between it and the group before; `None` for the first.
    pub joint: Option<Joint>,
}

/// What joins two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    Blank,
    Dash,
    Dot,
    /// A line end, with marks of quoting behind it.
    Line,
}

/// How many characters may stand between two groups of one number.
const WIDEST_JOINT: usize = 12;

impl Group {
    pub const fn len(&self) -> usize {
        self.to - self.from
    }
}

/// All stretches of groups, each as long as it goes.
pub(crate) fn runs(glyphs: &[Glyph]) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        if !glyphs[at].ch.is_ascii_digit() {
            at += 1;
            continue;
        }
        let to = end_of_digits(glyphs, at);
        let last = runs.last().and_then(|run| run.last()).map(|group| group.to);
        let joint = last.and_then(|last| joint(&glyphs[last..at]));
        match (joint, runs.last_mut()) {
            (Some(joint), Some(run)) => run.push(Group { from: at, to, joint: Some(joint) }),
            _ => runs.push(vec![Group { from: at, to, joint: None }]),
        }
        at = to;
    }
    runs
}

fn end_of_digits(glyphs: &[Glyph], from: usize) -> usize {
    glyphs[from..]
        .iter()
        .position(|glyph| !glyph.ch.is_ascii_digit())
        .map_or(glyphs.len(), |length| from + length)
}

fn joint(between: &[Glyph]) -> Option<Joint> {
    if between.is_empty() || between.len() > WIDEST_JOINT {
        return None;
    }
    let count = |wanted: char| between.iter().filter(|glyph| glyph.ch == wanted).count();
    let (lines, dashes, dots, quotes) = (count('\n'), count('-') + count('_'), count('.') + count('/'), count('>'));
    let blanks = count(' ');
    if lines + dashes + dots + quotes + blanks != between.len() || lines > 1 || dashes + dots > 1 || (quotes > 0 && lines == 0) {
        return None;
    }
    match (lines, dashes, dots) {
        (1, _, _) => Some(Joint::Line),
        (_, 1, _) => Some(Joint::Dash),
        (_, _, 1) => Some(Joint::Dot),
        _ => Some(Joint::Blank),
    }
}
