//! Numbers a state or a bank gives a person, told by their shape and their check digits; where there is none (United States, United
//! Kingdom) by their shape and the ranges that are given out.
//!
//! Spain (DNI, NIE), China (resident id), United States (SSN, ITIN), United Kingdom (NINO), Brazil (CPF), Mexico (CURP), and bank accounts
//! (IBAN). Passports and driving licences have no shape to go by.

mod shapes;

use crate::glyphs::Glyph;
use crate::labels;
use crate::paint::{Kind, Span};
use shapes::{Taken, take};

/// What takes a number at a place: where it ends, how many of its characters stay readable.
type Finder = fn(&[Glyph], usize) -> Option<(usize, usize)>;

const FINDERS: &[Finder] = &[china, spain, united_states, united_kingdom, brazil, mexico, bank_account];

const SSN_WORDS: &[&str] = &["ssn", "ss#", "social security", "seguro social", "seguridad social", "itin", "社会安全", "社会保障", "社保"];
const DNI_WORDS: &[&str] = &["dni", "nif", "nie"];
const CPF_WORDS: &[&str] = &["cpf"];

/// Every id in the text.
pub(crate) fn find(glyphs: &[Glyph]) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < glyphs.len() {
        let begins = glyphs[at].ch.is_ascii_alphanumeric() && !at.checked_sub(1).is_some_and(|before| continues(glyphs[before].ch));
        let id = if begins { FINDERS.iter().find_map(|finder| finder(glyphs, at)) } else { None };
        match id {
            Some((end, keep)) => {
                found.push(Span::number(Kind::Id, &glyphs[at..end], keep));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// What belongs to the same word or number.
const fn continues(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '*')
}

fn is_labelled_otherwise(glyphs: &[Glyph], at: usize) -> bool {
    labels::is_called_otherwise(glyphs, at)
}

/// Eight digits, or X, Y, Z and seven, and a letter that is their remainder by 23.
fn spain(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    let dni = || take(glyphs, at, "##?###?###-@");
    let nie = || take(glyphs, at, "@-#######-@").or_else(|| take(glyphs, at, "@-#?###?###-@"));
    let named = || {
        labels::is_named(glyphs, at, DNI_WORDS)
            .then(|| take(glyphs, at, "##?###?###?@").or_else(|| take(glyphs, at, "@?#######?@")))
            .flatten()
    };
    let Taken { end, text } = dni().or_else(nie).or_else(named)?;
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
    (is_right && !is_labelled_otherwise(glyphs, at)).then_some((end, 0))
}

/// Region, day of birth, running number, and a check character by ISO 7064 (mod 11-2).
fn china(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    let Taken { end, text } = take(glyphs, at, "######?########?###%")?;
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = text.chars().zip(weights).filter_map(|(c, weight)| c.to_digit(10).map(|digit| digit * weight)).sum();
    let is_right = "10x98765432".chars().nth(sum as usize % 11) == text.chars().last();
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(0);
    let region = matches!(number(0, 2), 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91);
    let born = matches!(number(6, 10), 1880..=2099) && matches!(number(10, 12), 1..=12) && matches!(number(12, 14), 1..=31);
    (is_right && region && born).then_some((end, 0))
}

/// With dashes by its shape; otherwise only where it is called so.
fn united_states(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    let dashed = take(glyphs, at, "###=##=####");
    let named = || labels::is_named(glyphs, at, SSN_WORDS);
    let found = match dashed {
        Some(taken) if !is_labelled_otherwise(glyphs, at) || named() => taken,
        Some(_) => return None,
        None if named() => take(glyphs, at, "###?##?####")?,
        None => return None,
    };
    let number = |from: usize, to: usize| found.text[from..to].parse::<u32>().unwrap_or(0);
    let (area, group, serial) = (number(0, 3), number(3, 5), number(5, 9));
    let ssn = matches!(area, 1..=665 | 667..=899) && group > 0 && serial > 0;
    let itin = area >= 900 && matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
    let is_tied = |place: Option<&Glyph>| place.is_some_and(|glyph| glyph.ch == '-');
    let tied = is_tied(at.checked_sub(1).and_then(|before| glyphs.get(before))) || is_tied(glyphs.get(found.end));
    ((ssn || itin) && !tied).then_some((found.end, 0))
}

/// Two letters of those given out, six digits, a letter from A to D.
fn united_kingdom(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    let Taken { end, text } = take(glyphs, at, "@@?##?##?##?@")?;
    let (first, second) = (text.as_bytes()[0], text.as_bytes()[1]);
    let given_out =
        !b"dfiquv".contains(&first) && !b"dfiquvo".contains(&second) && !["bg", "gb", "kn", "nk", "nt", "tn", "zz"].contains(&&text[..2]);
    let is_right = given_out && matches!(text.as_bytes()[8], b'a'..=b'd');
    (is_right && !is_labelled_otherwise(glyphs, at)).then_some((end, 0))
}

/// Eleven digits of which the last two are check digits; as `000.000.000-00`, or where it is called so.
fn brazil(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    let shaped = take(glyphs, at, "###.###.###=##");
    let Taken { end, text } =
        shaped.or_else(|| labels::is_named(glyphs, at, CPF_WORDS).then(|| take(glyphs, at, "###?###?###?##")).flatten())?;
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let check = |count: usize| {
        let sum: u32 = digits[..count].iter().zip((2..=count as u32 + 1).rev()).map(|(digit, weight)| digit * weight).sum();
        sum * 10 % 11 % 10
    };
    let all_the_same = digits.windows(2).all(|pair| pair[0] == pair[1]);
    (check(9) == digits[9] && check(10) == digits[10] && !all_the_same).then_some((end, 0))
}

/// Name, day of birth, sex, place, and a check digit over an alphabet with Ñ.
fn mexico(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    let Taken { end, text } = take(glyphs, at, "@@@@######@@@@@@*#")?;
    let value = |c: char| match c {
        '0'..='9' => c as u32 - '0' as u32,
        'a'..='n' => c as u32 - 'a' as u32 + 10,
        _ => c as u32 - 'a' as u32 + 11,
    };
    let sum: u32 = text.chars().take(17).zip((2..=18).rev()).map(|(c, weight)| value(c) * weight).sum();
    let sex = matches!(text.as_bytes()[10], b'h' | b'm' | b'x');
    (sex && (10 - sum % 10) % 10 == value(text.chars().last()?)).then_some((end, 0))
}

/// Length of an IBAN by country, for the countries of SEPA and some around.
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("ad", 24),
    ("at", 20),
    ("be", 16),
    ("bg", 22),
    ("br", 29),
    ("ch", 21),
    ("cy", 28),
    ("cz", 24),
    ("de", 22),
    ("dk", 18),
    ("ee", 20),
    ("es", 24),
    ("fi", 18),
    ("fr", 27),
    ("gb", 22),
    ("gr", 27),
    ("hr", 21),
    ("hu", 28),
    ("ie", 22),
    ("is", 26),
    ("it", 27),
    ("li", 21),
    ("lt", 20),
    ("lu", 20),
    ("lv", 21),
    ("mc", 27),
    ("mt", 31),
    ("nl", 18),
    ("no", 15),
    ("pl", 28),
    ("pt", 25),
    ("ro", 24),
    ("se", 24),
    ("si", 19),
    ("sk", 24),
    ("sm", 27),
    ("tr", 26),
    ("ae", 23),
    ("sa", 24),
    ("il", 23),
];

/// The remainder by 97 is 1. The last four characters stay: by them people tell their accounts apart.
fn bank_account(glyphs: &[Glyph], at: usize) -> Option<(usize, usize)> {
    let country: String = glyphs.get(at..at + 2)?.iter().map(|glyph| glyph.ch).collect();
    let length = IBAN_LENGTHS.iter().find(|(known, _)| *known == country)?.1;
    let pattern: String = (0..length).map(|place| if place > 0 && place % 4 == 0 { "?*" } else { "*" }).collect();
    let Taken { end, text } = take(glyphs, at, &pattern)?;
    let turned = text[4..].chars().chain(text[..4].chars());
    let rest = turned
        .filter_map(|c| c.to_digit(36))
        .fold(0_u32, |rest, digit| if digit > 9 { (rest * 100 + digit) % 97 } else { (rest * 10 + digit) % 97 });
    (rest == 1 && text[2..4].bytes().all(|b| b.is_ascii_digit())).then_some((end, 4))
}
