//! Ids of China, Taiwan and Hong Kong.

use super::is_labelled_otherwise;
use super::shapes::{Taken, take};
use crate::glyphs::Glyph;
use crate::labels::{self, Label};

/// Region, day of birth, running number, and a check character by ISO 7064 (mod 11-2). With another check character, which is a slip of
/// the pen more often than an order of 18 digits, only where nothing says it is an order.
pub(super) fn china(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "######?########?###%")?;
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = text.chars().zip(weights).filter_map(|(c, weight)| c.to_digit(10).map(|digit| digit * weight)).sum();
    let is_right = "10x98765432".chars().nth(sum as usize % 11) == text.chars().last();
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(0);
    let region = matches!(number(0, 2), 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91);
    let born = matches!(number(6, 10), 1880..=2099) && matches!(number(10, 12), 1..=12) && matches!(number(12, 14), 1..=31);
    let lives = matches!(number(6, 10), 1920..=2030) && number(2, 4) > 0 && number(4, 6) > 0;
    let may_be = || lives && labels::around(glyphs, at, end) == Label::None && !labels::in_an_address(glyphs, at);
    (region && born && (is_right || may_be())).then_some(end)
}

/// A letter for the place, a digit for the sex, and a check digit over what the letter stands for.
pub(super) fn taiwan(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "@#########")?;
    // In the order in which the numbers from 10 on were given to the letters.
    let place = "abcdefghjklmnpqrstuvxywzio".find(text.chars().next()?)? as u32 + 10;
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 =
        place / 10 + place % 10 * 9 + digits.iter().zip([8, 7, 6, 5, 4, 3, 2, 1, 1]).map(|(digit, weight)| digit * weight).sum::<u32>();
    let is_right = matches!(digits[0], 1 | 2 | 8 | 9) && sum.is_multiple_of(10);
    (is_right && labels::before(glyphs, at) != Label::Other).then_some(end)
}

/// A letter or two, six digits, and a check character in brackets.
pub(super) fn hong_kong(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "@######(!)").or_else(|| take(glyphs, at, "@@######(!)"))?;
    // A blank counts 36 where the first letter is missing.
    let values = std::iter::repeat_n(36, 9 - text.len()).chain(text.chars().filter_map(|c| c.to_digit(36)));
    let sum: u32 = values.zip((1..=9).rev()).map(|(value, weight)| value * weight).sum();
    (sum.is_multiple_of(11) && !is_labelled_otherwise(glyphs, at)).then_some(end)
}
