//! Ids of Spain, the United Kingdom and Italy.

use super::shapes::{Taken, take};
use super::{is_labelled_otherwise, is_tied};
use crate::glyphs::Glyph;

/// Eight digits, or X, Y, Z and seven, and a letter that is their remainder by 23.
pub(super) fn spain(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let dni = || take(glyphs, at, "##?###?###-@");
    let nie = || take(glyphs, at, "@-#######-@").or_else(|| take(glyphs, at, "@-#?###?###-@"));
    let Taken { end, text } = dni().or_else(nie)?;
    let (number, letter) = text.split_at(text.len() - 1);
    let number = match number.as_bytes().first()? {
        b'x' => format!("0{}", &number[1..]),
        b'y' => format!("1{}", &number[1..]),
        b'z' => format!("2{}", &number[1..]),
        b'0'..=b'9' => number.to_owned(),
        _ => return None,
    };
    let rest = number.parse::<usize>().ok()? % 23;
    let is_right = "trwagmyfpdxbnjzsqvhlcke".get(rest..=rest) == Some(letter);
    (is_right && !is_labelled_otherwise(glyphs, at)).then_some(end)
}

/// The number of social insurance: province, eight digits, and the remainder by 97 of all before it.
pub(super) fn spanish_insurance(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "##=########=##").or_else(|| take(glyphs, at, "##/########/##"))?;
    let number = |from: usize, to: usize| text[from..to].parse::<u64>().unwrap_or(0);
    let is_right = number(0, 10) % 97 == number(10, 12) && matches!(number(0, 2), 1..=53 | 66);
    (is_right && !is_labelled_otherwise(glyphs, at)).then_some(end)
}

/// Two letters of those given out, six digits, a letter from A to D.
pub(super) fn united_kingdom(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "@@?##?##?##?@")?;
    let (first, second) = (text.as_bytes()[0], text.as_bytes()[1]);
    let given_out =
        !b"dfiquv".contains(&first) && !b"dfiquvo".contains(&second) && !["bg", "gb", "kn", "nk", "nt", "tn", "zz"].contains(&&text[..2]);
    let is_right = given_out && matches!(text.as_bytes()[8], b'a'..=b'd');
    (is_right && !is_labelled_otherwise(glyphs, at)).then_some(end)
}

/// Six letters of a name, the day and place of birth, and a check letter.
pub(super) fn italy(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let Taken { end, text } = take(glyphs, at, "@@@@@@##@##@###@")?;
    // What a character counts at the odd places; at the even ones it counts as it stands.
    const ODD: [u32; 26] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let plain = |c: char| c.to_digit(10).unwrap_or_else(|| c as u32 - u32::from(b'a'));
    let sum: u32 = text
        .chars()
        .take(15)
        .enumerate()
        .map(|(place, c)| if place % 2 == 0 { ODD[plain(c) as usize] } else { plain(c) })
        .sum();
    let is_right = text.chars().last().map(plain) == Some(sum % 26);
    (is_right && !is_tied(glyphs, at, end)).then_some(end)
}
