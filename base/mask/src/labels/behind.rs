//! Words behind a number that only a card has behind it: its expiry, its code, and “… hmm, that was my visa”.

use super::words::CARD;
use crate::glyphs::Glyph;

const NEAR: usize = 36;

/// What stands behind a card and behind nothing else.
const CARDS_OWN: &[&str] = &[
    "exp",
    "expires",
    "expiry",
    "expiring",
    "expiration",
    "cvv",
    "cvc",
    "cvv2",
    "cvc2",
    "valid thru",
    "caduca",
    "caducidad",
    "vence",
    "vencimiento",
];
/// What says that the number was meant to be another.
const CORRECTIONS: &[&str] = &["hmm", "hm", "oops", "ups", "sorry", "wait", "no", "i mean", "perdon", "digo", "uy", "ah", "oh", "eh"];
const VERBS: &[&str] = &["that is", "that's", "this is", "it is", "it's", "that was", "is", "was", "es", "era", "esa es", "ese es"];
const OWNERS: &[&str] = &["my", "mi", "our", "nuestra"];
const CHINESE: &[&str] = &[
    "有效期",
    "到期",
    "是我的卡",
    "是我的银行卡",
    "是我的信用卡",
    "是我的銀行卡",
    "是卡号",
    "是信用卡",
    "是银行卡",
    "这是我的卡",
    "这是卡号",
    "这是我的信用卡",
];

pub(super) fn is_a_cards(glyphs: &[Glyph], to: usize) -> bool {
    let text: String = glyphs[to..].iter().take(NEAR).map(|glyph| glyph.ch).collect();
    let text = text.trim_start_matches([' ', ',', '.', '-', '(', '…', '，', '\n', '"']);
    if CHINESE.iter().any(|sign| text.starts_with(sign)) || CARDS_OWN.iter().any(|word| after(text, word).is_some()) {
        return true;
    }
    let (rest, corrects) = one_of(text, CORRECTIONS);
    let (rest, says) = one_of(rest, VERBS);
    let (rest, owned) = one_of(rest, OWNERS);
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    (corrects || says)
        && owned
        && CARD.contains(&word)
        && !matches!(word, "pay" | "paid" | "payment" | "charge" | "refund" | "pago" | "cargo" | "cobro" | "reembolso")
}

fn one_of<'a>(text: &'a str, words: &[&str]) -> (&'a str, bool) {
    words
        .iter()
        .filter_map(|word| after(text, word))
        .min_by_key(|rest| rest.len())
        .map_or((text, false), |rest| (rest, true))
}

/// What follows this word, if the text begins with it.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    ends.then(|| rest.trim_start_matches([' ', ',', '.', ':', '-', '…']))
}
