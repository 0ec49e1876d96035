//! The words that name a secret, as they look once folded: small, without accents.

use crate::glyphs::Glyph;

/// What a secret of that name looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any word: a password.
    Word,
    /// Any word, but only behind a colon: the name means other things as well.
    Signed,
    /// A word with a digit in it: the name means other things as well.
    Strict,
    /// Three to eight digits: a PIN, a security code, a code for one time.
    Code,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub kind: Kind,
    pub length: usize,
}

/// Longer names before those they begin with.
const WORDS: &[(&str, Kind)] = &[
    ("passwords", Kind::Word),
    ("password", Kind::Word),
    ("passwort", Kind::Word),
    ("passphrase", Kind::Word),
    ("passcode", Kind::Word),
    ("pass word", Kind::Word),
    ("passwd", Kind::Word),
    ("pass", Kind::Signed),
    ("pwd", Kind::Word),
    ("pw", Kind::Signed),
    ("contrasenas", Kind::Word),
    ("contrasena", Kind::Word),
    ("contrasenia", Kind::Word),
    ("clave de acceso", Kind::Word),
    ("clave secreta", Kind::Word),
    ("palabra clave", Kind::Strict),
    ("clave", Kind::Strict),
    ("pin code", Kind::Code),
    ("pin number", Kind::Code),
    ("pin码", Kind::Code),
    ("pin", Kind::Code),
    ("cvv2", Kind::Code),
    ("cvc2", Kind::Code),
    ("cvv code", Kind::Code),
    ("cvc code", Kind::Code),
    ("cvv", Kind::Code),
    ("cvc", Kind::Code),
    ("card code", Kind::Code),
    ("card security code", Kind::Code),
    ("security code", Kind::Code),
    ("verification code", Kind::Code),
    ("authentication code", Kind::Code),
    ("confirmation pin", Kind::Code),
    ("login code", Kind::Code),
    ("sign-in code", Kind::Code),
    ("access code", Kind::Code),
    ("sms code", Kind::Code),
    ("2fa code", Kind::Code),
    ("one-time password", Kind::Word),
    ("one time password", Kind::Word),
    ("one-time code", Kind::Code),
    ("one time code", Kind::Code),
    ("otp code", Kind::Code),
    ("otp", Kind::Code),
    ("codigo de seguridad", Kind::Code),
    ("codigo de verificacion", Kind::Code),
    ("codigo de un solo uso", Kind::Code),
    ("codigo de acceso", Kind::Code),
    ("codigo de autenticacion", Kind::Code),
    ("codigo secreto", Kind::Code),
    ("codigo sms", Kind::Code),
    ("codigo cvv", Kind::Code),
    ("codigo cvc", Kind::Code),
    ("codigo otp", Kind::Code),
    ("codigo pin", Kind::Code),
    ("密码", Kind::Word),
    ("密碼", Kind::Word),
    ("口令", Kind::Word),
    ("验证码", Kind::Code),
    ("驗證碼", Kind::Code),
    ("校验码", Kind::Code),
    ("校驗碼", Kind::Code),
    ("安全码", Kind::Code),
    ("安全碼", Kind::Code),
    ("动态码", Kind::Code),
    ("動態碼", Kind::Code),
];

/// The name of a secret that begins here.
pub(super) fn at(glyphs: &[Glyph], at: usize) -> Option<Word> {
    if !matches!(
        glyphs[at].ch,
        'p' | 'c' | 's' | 'v' | 'a' | 'l' | '2' | 'o' | '密' | '口' | '验' | '驗' | '校' | '安' | '动' | '動'
    ) {
        return None;
    }
    let is_latin = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let inside = at > 0 && glyphs[at].ch.is_ascii() && is_latin(glyphs[at - 1].ch);
    if inside {
        return None;
    }
    WORDS.iter().find_map(|(word, kind)| {
        if !word.starts_with(glyphs[at].ch) {
            return None;
        }
        let length = word.chars().count();
        let fits = glyphs.len() >= at + length && word.chars().zip(&glyphs[at..]).all(|(c, glyph)| c == glyph.ch);
        let goes_on = word.is_ascii() && glyphs.get(at + length).is_some_and(|glyph| glyph.ch.is_ascii_alphabetic());
        (fits && !goes_on).then_some(Word { kind: *kind, length })
    })
}
