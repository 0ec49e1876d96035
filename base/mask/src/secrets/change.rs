//! What a secret was changed to: “I changed my password to …”, “cambié la contraseña por …”, “密码改成了…”.

use super::{Joiner, said, starts_with};
use crate::glyphs::Glyph;

/// How far before its name it is said that a secret changes.
const NEAR: usize = 40;
const CHANGES: &[&str] = &[
    "chang", "updat", "set ", "set my", "switch", "made ", "cambi", "actualiz", "puse", "puesto", "pongo", "modifi", "改", "设", "換", "换",
];
const RESETS: &[&str] = &["reset", "restable", "reinici", "重置"];

pub(super) fn joiner(glyphs: &[Glyph], name: usize, at: usize) -> Option<(Joiner, usize)> {
    const CHINESE: &[&str] = &["改成了", "改成", "改到", "设成了", "设成", "換成", "换成了", "换成", "設成"];
    if let Some(verb) = CHINESE.iter().find(|verb| starts_with(glyphs, at, verb)) {
        return Some((Joiner::Change, verb.chars().count()));
    }
    let word = [" to ", " a ", " por ", " como "].into_iter().find(|word| starts_with(glyphs, at, word))?;
    let text = said(glyphs, name.saturating_sub(NEAR), at + 1);
    let sentence = text.rsplit(['.', '!', '?', ';', '\n']).next().unwrap_or_default();
    let tells = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let joiner = if tells(RESETS) {
        Joiner::Weak
    } else if tells(CHANGES) {
        Joiner::Change
    } else {
        return None;
    };
    Some((joiner, word.len() - 1))
}
