//! Passwords that are more than one word without blanks: “correct horse battery staple”, “我爱你123”.

use super::{is_token, said, token, usual};
use crate::glyphs::Glyph;

const MOST_WORDS: usize = 12;
const LONGEST_IN_CHINESE: usize = 24;
/// What is said about a password in Chinese, and what else has a number.
const NOT_CHINESE: &[char] = &[
    '忘', '错', '錯', '不', '没', '沒', '无', '無', '请', '請', '已', '见', '怎', '吗', '呢', '什', '谁', '哪', '几', '单', '單', '位',
    '手', '电', '電',
];
/// What may be in a password, but speaks for a sentence where there is no digit.
const SENTENCE: &[char] = &[
    '了', '的', '是', '在', '要', '给', '发', '改', '丢', '找', '登', '帮', '为', '过', '重', '失', '问', '可', '能',
];

/// Where the secret ends whose first word stands here: further words belong to it if they go up to the end of the line or the sentence
/// and hardly one of them is a word of every sentence.
pub(super) fn end(glyphs: &[Glyph], from: usize, to: usize) -> usize {
    let (mut end, mut words, mut usual) = (to, 1, 0);
    while words < MOST_WORDS
        && glyphs.get(end).is_some_and(|glyph| glyph.ch == ' ')
        && glyphs.get(end + 1).is_some_and(|next| next.ch != ' ')
    {
        let next = token(glyphs, end + 1, false);
        let word = said(glyphs, end + 1, next);
        let is_plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '\''));
        let speaks = crate::labels::is_another_thing(&word) || usual::is_about_secrets(&word);
        usual += usize::from(usual::is_said_often(&word));
        if !is_plain || speaks || usual > 1 || (usual > 0 && word.len() < 5) {
            return to;
        }
        (end, words) = (next, words + 1);
    }
    let ends = glyphs
        .get(end)
        .is_none_or(|glyph| matches!(glyph.ch, '\n' | '.' | ',' | ';' | '!' | '?' | ')' | '"'));
    let is_short = end - from <= 2 * super::LONGEST;
    if ends && is_short && (usual == 0 || words > 3) { end } else { to }
}

/// Whether it is called a phrase, and goes on as one: then its first word may be any.
pub(super) fn is_called_one(glyphs: &[Glyph], name: usize, from: usize, to: usize) -> bool {
    const PHRASES: &[&str] = &["passphrase", "pass phrase", "seed phrase", "recovery phrase", "frase"];
    let name = said(glyphs, name, from);
    PHRASES.iter().any(|phrase| name.starts_with(phrase)) && end(glyphs, from, to) > to
}

/// “我爱你123”; without a digit only right behind a colon.
pub(super) fn chinese(glyphs: &[Glyph], from: usize, behind_a_sign: bool) -> Option<(usize, usize)> {
    if glyphs.get(from).is_none_or(|glyph| is_token(glyph.ch) || glyph.ch.is_whitespace()) {
        return None;
    }
    let over = glyphs.len().min(from + LONGEST_IN_CHINESE);
    let to = (from..over).find(|at| ends_here(glyphs, *at)).unwrap_or(over);
    let text = said(glyphs, from, to);
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let has_letter = text.contains(|c: char| c.is_ascii_lowercase());
    let is_short = matches!(to - from, 2..=8);
    let may_be = !text.contains(NOT_CHINESE) && (has_digit || (behind_a_sign && (is_short || has_letter) && !text.contains(SENTENCE)));
    may_be.then_some((from, to))
}

fn ends_here(glyphs: &[Glyph], at: usize) -> bool {
    let goes_on = || glyphs.get(at + 1).is_some_and(|next| next.ch.is_ascii_alphanumeric());
    match glyphs[at].ch {
        '，' | '。' | '！' | '？' | '；' | '、' | '"' | '*' => true,
        ',' | '.' | '!' | '?' | ';' | ':' | '(' => !goes_on(),
        c => c.is_whitespace(),
    }
}
