//! Codes: three to eight digits, in one piece or in equal groups.

use super::skip;
use crate::glyphs::Glyph;

const SHORTEST: usize = 3;
const LONGEST: usize = 8;

/// “CVV 123”, “验证码483920”: a code right behind its name.
pub(super) fn directly(glyphs: &[Glyph], end: usize) -> Option<(usize, usize)> {
    let from = skip(glyphs, end, |c| matches!(c, ' ' | '(' | '#' | '"' | '\''));
    if from - end > 3 {
        return None;
    }
    digits(glyphs, from)
}

/// “482910”, “482 910”, “48-21”, “4 8 2 1”.
pub(super) fn digits(glyphs: &[Glyph], from: usize) -> Option<(usize, usize)> {
    let first = length(glyphs, from);
    if first == 0 || first > LONGEST {
        return None;
    }
    let (mut to, mut groups) = (from + first, 1);
    while (groups + 1) * first <= LONGEST && joins(glyphs, to, first) {
        (to, groups) = (to + 1 + first, groups + 1);
    }
    let is_long = groups * first >= SHORTEST;
    // Two groups that go on with another kind of group are a date or an amount: then the first alone counts.
    let ends_well = groups == 1 || first >= SHORTEST || !is_joined(glyphs, to);
    let goes_on = glyphs.get(to).is_some_and(|glyph| glyph.ch.is_ascii_alphabetic());
    (is_long && ends_well && !goes_on).then_some((from, to))
}

/// “支付密码123456”: four to eight digits which no date or time goes on with.
pub(super) fn of_a_password(glyphs: &[Glyph], from: usize) -> Option<(usize, usize)> {
    let to = from + length(glyphs, from);
    let goes_on = is_joined(glyphs, to) || glyphs.get(to).is_some_and(|glyph| glyph.ch.is_ascii_alphanumeric());
    (matches!(to - from, 4..=LONGEST) && !goes_on).then_some((from, to))
}

fn length(glyphs: &[Glyph], from: usize) -> usize {
    glyphs[from.min(glyphs.len())..]
        .iter()
        .take(LONGEST + 1)
        .take_while(|glyph| glyph.ch.is_ascii_digit())
        .count()
}

/// Whether a group of this length follows behind one blank or sign.
fn joins(glyphs: &[Glyph], to: usize, group: usize) -> bool {
    let may_join = glyphs.get(to).is_some_and(|glyph| match glyph.ch {
        '-' => true,
        ' ' => group <= SHORTEST,
        '.' => group < SHORTEST,
        _ => false,
    });
    may_join && length(glyphs, to + 1) == group
}

fn is_joined(glyphs: &[Glyph], to: usize) -> bool {
    let sign = glyphs.get(to).is_some_and(|glyph| matches!(glyph.ch, '-' | '.' | '/' | ':'));
    sign && length(glyphs, to + 1) > 0
}
