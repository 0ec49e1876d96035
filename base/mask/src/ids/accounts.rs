//! Bank accounts: the IBAN of ISO 13616.

use super::shapes::{Taken, take};
use crate::glyphs::Glyph;

/// How long the IBAN of a country is, as its register says.
const LENGTHS: &[(usize, &[&str])] = &[
    (15, &["no"]),
    (16, &["be"]),
    (18, &["dk", "fi", "fk", "fo", "gl", "nl", "sd"]),
    (19, &["mk", "si"]),
    (20, &["at", "ba", "ee", "kz", "lt", "lu", "mn", "xk"]),
    (21, &["ch", "hr", "li", "lv"]),
    (22, &["bg", "bh", "cr", "de", "gb", "ge", "ie", "me", "rs", "va"]),
    (23, &["ae", "gi", "il", "iq", "om", "so", "tl"]),
    (24, &["ad", "cz", "es", "md", "pk", "ro", "sa", "se", "sk", "tn", "vg"]),
    (25, &["ly", "pt", "st"]),
    (26, &["is", "tr"]),
    (27, &["bi", "dj", "fr", "gr", "it", "mc", "mr", "sm"]),
    (28, &["al", "az", "by", "cy", "do", "gt", "hu", "lb", "ni", "pl", "sv"]),
    (29, &["br", "eg", "ps", "qa", "ua"]),
    (30, &["jo", "kw", "mu", "ye"]),
    (31, &["mt", "sc"]),
    (32, &["lc"]),
    (33, &["ru"]),
];

/// The remainder by 97 is 1.
pub(super) fn iban(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let country: String = glyphs.get(at..at + 2)?.iter().map(|glyph| glyph.ch).collect();
    let length = LENGTHS.iter().find(|(_, countries)| countries.contains(&country.as_str()))?.0;
    let pattern: String = (0..length).map(|place| if place > 0 && place % 4 == 0 { "?*" } else { "*" }).collect();
    let Taken { end, text } = take(glyphs, at, &pattern)?;
    let turned = text[4..].chars().chain(text[..4].chars());
    let rest = turned
        .filter_map(|c| c.to_digit(36))
        .fold(0_u32, |rest, digit| if digit > 9 { (rest * 100 + digit) % 97 } else { (rest * 10 + digit) % 97 });
    (rest == 1 && text[2..4].bytes().all(|b| b.is_ascii_digit())).then_some(end)
}
