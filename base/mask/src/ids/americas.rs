//! Ids of the United States, Brazil, Mexico, Chile and Argentina.

use super::shapes::{Taken, take};
use super::{is_a_day, is_labelled_otherwise, is_tied};
use crate::glyphs::Glyph;
use crate::labels::{self, Label};

/// A number of social security or of a taxpayer, with dashes and in the ranges that are given out.
pub(super) fn united_states(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "###=##=####")?;
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(0);
    let (area, group, serial) = (number(0, 3), number(3, 5), number(5, 9));
    let ssn = matches!(area, 1..=665 | 667..=899) && group > 0 && serial > 0;
    let itin = area >= 900 && matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
    ((ssn || itin) && !is_tied(glyphs, at, end) && !is_labelled_otherwise(glyphs, at)).then_some(end)
}

/// Eleven digits as `000.000.000-00`, of which the last two are check digits.
pub(super) fn brazil(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "###.###.###=##")?;
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let check = |count: usize| {
        let sum: u32 = digits[..count].iter().zip((2..=count as u32 + 1).rev()).map(|(digit, weight)| digit * weight).sum();
        sum * 10 % 11 % 10
    };
    let all_the_same = digits.windows(2).all(|pair| pair[0] == pair[1]);
    (check(9) == digits[9] && check(10) == digits[10] && !all_the_same).then_some(end)
}

/// The CURP: name, day of birth, sex, place. Nothing else looks so, whatever its check digit.
pub(super) fn mexico(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "@@@@######@@@@@@*#")?;
    let sex = matches!(text.as_bytes()[10], b'h' | b'm' | b'x');
    (sex && is_a_day(&text[4..10])).then_some(end)
}

/// The RFC: name, day, and three characters of which the last is a check digit.
pub(super) fn mexican_taxpayer(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "@@@@-######-**!")?;
    // The alphabet has & and Ñ, which nobody is named by here.
    let value = |c: char| match c {
        '0'..='9' => c as u32 - u32::from(b'0'),
        'a'..='n' => c as u32 - u32::from(b'a') + 10,
        _ => c as u32 - u32::from(b'a') + 11,
    };
    let sum: u32 = text.chars().take(12).zip((2..=13).rev()).map(|(c, weight)| value(c) * weight).sum();
    let check = match (11 - sum % 11) % 11 {
        10 => 'a',
        digit => char::from_digit(digit, 10)?,
    };
    let is_right = text.ends_with(check) && is_a_day(&text[4..10]);
    (is_right && !is_labelled_otherwise(glyphs, at)).then_some(end)
}

/// The RUT, as `00.000.000-0`: the last is the remainder by 11 of the others, each times 2 to 7.
pub(super) fn chile(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "##.###.###=K").or_else(|| take(glyphs, at, "#.###.###=K"))?;
    let digits = text[..text.len() - 1].chars().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip((2..=7).cycle()).map(|(digit, weight)| digit * weight).sum();
    let check = match 11 - sum % 11 {
        11 => '0',
        10 => 'k',
        digit => char::from_digit(digit, 10)?,
    };
    (text.ends_with(check) && !is_labelled_otherwise(glyphs, at)).then_some(end)
}

/// The CUIT, as `20-00000000-0`: what it is for, the DNI, and a check digit.
pub(super) fn argentina(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "##=########=#")?;
    let weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum: u32 = text.chars().zip(weights).filter_map(|(c, weight)| c.to_digit(10).map(|digit| digit * weight)).sum();
    let given_out = matches!(&text[..2], "20" | "23" | "24" | "25" | "26" | "27" | "30" | "33" | "34");
    let is_right = given_out && sum.is_multiple_of(11) && !is_tied(glyphs, at, end);
    (is_right && labels::before(glyphs, at) != Label::Other).then_some(end)
}
