//! What may be the number of a document: letters and digits in one piece or in groups, no date, no sum of money, no address.

use super::FILLERS;
use crate::glyphs::Glyph;
use crate::labels;

const FEWEST_DIGITS: usize = 6;
const MOST_DIGITS: usize = 24;
const LONGEST: usize = 34;
/// A group up to this length goes on behind a blank.
const GROUP: usize = 6;
/// What is longer is whole.
const WHOLE: usize = 11;

/// Where the number ends that begins here.
pub(super) fn token(glyphs: &[Glyph], at: usize) -> Option<usize> {
    if at.checked_sub(1).is_some_and(|before| matches!(glyphs[before].ch, '$' | '€' | '£' | '¥' | '+')) {
        return None;
    }
    let mut end = chunk(glyphs, at);
    let mut text = plain(glyphs, at, end);
    let mut last = text.len();
    while let Some((from, to)) = following(glyphs, end, &text, last) {
        let more = plain(glyphs, from, to);
        last = more.len();
        text.push_str(&more);
        end = to;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let may_be = (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits) && text.len() <= LONGEST && text.len() - digits <= 2 * digits;
    (may_be && !is_a_day(glyphs, at, end) && !is_money(glyphs, end) && !goes_on(glyphs, end)).then_some(end)
}

/// Letters and digits with single signs between them, and a check character in brackets.
pub(super) fn chunk(glyphs: &[Glyph], at: usize) -> usize {
    let is = |place: usize| glyphs.get(place).is_some_and(|glyph| glyph.ch.is_ascii_alphanumeric());
    let mut end = at;
    while end < at + 2 * LONGEST && (is(end) || (is_sign(glyphs, end) && is(end + 1))) {
        end += 1;
    }
    let character = |place: usize| glyphs.get(place).map(|glyph| glyph.ch);
    let in_brackets = character(end) == Some('(') && is(end + 1) && character(end + 2) == Some(')');
    if in_brackets { end + 3 } else { end }
}

fn is_sign(glyphs: &[Glyph], at: usize) -> bool {
    glyphs.get(at).is_some_and(|glyph| matches!(glyph.ch, '-' | '.' | '/'))
}

/// The group behind a blank that belongs to the number as well; `last` is the length of the group before.
fn following(glyphs: &[Glyph], end: usize, text: &str, last: usize) -> Option<(usize, usize)> {
    let is_blank = |place: usize| glyphs.get(place).is_some_and(|glyph| glyph.ch == ' ');
    // “12 - 34” is written with blanks around the dash.
    let from = match (is_blank(end), glyphs.get(end + 1).map(|glyph| glyph.ch), is_blank(end + 2)) {
        (true, Some('-'), true) => end + 3,
        (true, _, _) => end + 1,
        _ => return None,
    };
    if !glyphs.get(from)?.ch.is_ascii_alphanumeric() {
        return None;
    }
    let to = chunk(glyphs, from);
    let group = plain(glyphs, from, to);
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let has_digit = group.bytes().any(|b| b.is_ascii_digit());
    let only_letters = !text.bytes().any(|b| b.is_ascii_digit());
    let is_a_word = FILLERS.contains(&text) || labels::is_another_thing(text);
    let belongs = if only_letters {
        let digits = is_digits(&group);
        !is_a_word
            && match text.len() {
                1..=3 => has_digit && group.len() >= 2,
                4 => digits && group.len() == 6 || group.len() == 9,
                6 => has_digit && !digits && matches!(group.len(), 5 | 6 | 10),
                _ => false,
            }
    } else if has_digit {
        let goes_on = last <= GROUP || (text.len() <= WHOLE && last <= 10 && group.len() <= 3 && !is_digits(text) && !is_digits(&group));
        // Of Spain and Argentina: two digits, eight, and their check digits.
        let checked = last == 8 && text.len() == 10;
        (goes_on || checked) && group.len() <= 8 && text.len() < 20 && (group.len() > 1 || last <= 4 || checked)
    } else {
        // The letter at the end, which no word is.
        let is_last = glyphs.get(to).is_none_or(|glyph| !matches!(glyph.ch, ' ' | '\''));
        group.len() == 1 && matches!(text.len(), 7..=9) && (is_last || !matches!(group.as_str(), "a" | "e" | "i" | "o" | "u" | "y"))
    };
    belongs.then_some((from, to))
}

fn plain(glyphs: &[Glyph], from: usize, to: usize) -> String {
    glyphs[from..to].iter().map(|glyph| glyph.ch).filter(char::is_ascii_alphanumeric).collect()
}

/// `12.05.2027`, `2027-05-12`.
fn is_a_day(glyphs: &[Glyph], at: usize, end: usize) -> bool {
    let text: String = glyphs[at..end].iter().map(|glyph| glyph.ch).collect();
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    let [first, second, third] = parts[..] else { return false };
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    let is_year = |part: &str| part.len() == 4 && matches!(number(part), 1900..=2099);
    let is_short = |part: &str| part.len() <= 2 && matches!(number(part), 1..=31);
    is_short(second) && ((is_short(first) && (is_year(third) || third.len() == 2)) || (is_year(first) && is_short(third)))
}

fn is_money(glyphs: &[Glyph], end: usize) -> bool {
    const MONEY: &[&str] = &[
        "eur", "usd", "gbp", "cny", "rmb", "mxn", "€", "$", "£", "¥", "元", "块", "euro", "dolar", "dollar", "peso", "pound",
    ];
    let text: String = glyphs[end..].iter().take(8).map(|glyph| glyph.ch).collect();
    let text = text.trim_start();
    MONEY.iter().any(|money| text.starts_with(money))
}

/// An address, or something covered in part.
fn goes_on(glyphs: &[Glyph], end: usize) -> bool {
    glyphs
        .get(end)
        .is_some_and(|glyph| matches!(glyph.ch, '@' | '*' | '_') || glyph.ch.is_ascii_alphanumeric())
}
