//! The words that name a secret, as they look once folded: small, without accents.

use crate::glyphs::Glyph;
use std::collections::HashMap;
use std::sync::LazyLock;

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
    /// The same, but only behind a sign or a verb: the name means other things as well.
    StrictCode,
    /// Any word, but behind a colon that begins a line, or where it is somebody's: it means other things as well.
    Key,
    /// A name somebody signs in with; the secret stands behind a slash.
    Login,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub kind: Kind,
    pub length: usize,
}

/// Of two that fit the longer one counts.
const WORDS: &[(&str, Kind)] = &[
    ("passwords", Kind::Word),
    ("password", Kind::Word),
    ("passwort", Kind::Word),
    ("passphrase", Kind::Word),
    ("passcodes", Kind::Word),
    ("passcode", Kind::Word),
    ("pass code", Kind::Word),
    ("pass-code", Kind::Word),
    ("pass phrase", Kind::Word),
    ("seed phrase", Kind::Word),
    ("recovery phrase", Kind::Word),
    ("frase secreta", Kind::Word),
    ("frase de contrasena", Kind::Word),
    ("frase semilla", Kind::Word),
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
    ("clave personal", Kind::Word),
    ("clave de ingreso", Kind::Word),
    ("clave de internet", Kind::Word),
    ("clave del wifi", Kind::Word),
    ("clave del banco", Kind::Word),
    ("clave bancaria", Kind::Word),
    ("clave nueva", Kind::Signed),
    ("claves", Kind::Key),
    ("clave", Kind::Key),
    ("contra", Kind::Strict),
    ("pin codes", Kind::Code),
    ("pin code", Kind::Code),
    ("pin-code", Kind::Code),
    ("pincode", Kind::Code),
    ("pines", Kind::Code),
    ("nip", Kind::Code),
    ("pin number", Kind::Code),
    ("pin码", Kind::Code),
    ("pin", Kind::Code),
    ("cvv2", Kind::Code),
    ("cvc2", Kind::Code),
    ("cvv number", Kind::Code),
    ("cvc number", Kind::Code),
    ("cvv code", Kind::Code),
    ("cvc code", Kind::Code),
    ("cvv", Kind::Code),
    ("cvc", Kind::Code),
    ("cvn", Kind::Code),
    ("csc", Kind::Code),
    ("three digits on the back", Kind::Code),
    ("3 digits on the back", Kind::Code),
    ("digits on the back", Kind::Code),
    ("tres digitos de atras", Kind::Code),
    ("tres digitos de detras", Kind::Code),
    ("tres digitos del reverso", Kind::Code),
    ("digitos del reverso", Kind::Code),
    ("digitos de atras", Kind::Code),
    ("digitos de detras", Kind::Code),
    ("security number", Kind::Code),
    ("token", Kind::StrictCode),
    ("login", Kind::Login),
    ("log in", Kind::Login),
    ("logon", Kind::Login),
    ("user", Kind::Login),
    ("username", Kind::Login),
    ("usuario", Kind::Login),
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
    ("codigo de la tarjeta", Kind::Code),
    ("codigo de confirmacion sms", Kind::Code),
    ("codigo de autorizacion", Kind::Code),
    ("codigo de ingreso", Kind::Code),
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
    ("cvv码", Kind::Code),
    ("短信码", Kind::Code),
    ("登录码", Kind::Code),
    ("背面三位数", Kind::Code),
    ("背面三位", Kind::Code),
    ("背面的三位数", Kind::Code),
    ("后三位", Kind::Code),
    ("後三碼", Kind::Code),
    ("账号", Kind::Login),
    ("帐号", Kind::Login),
    ("帳號", Kind::Login),
    ("动态码", Kind::Code),
    ("動態碼", Kind::Code),
];

type ByFirst = HashMap<char, Vec<(&'static str, Kind)>>;

/// By their first character: most words begin none.
static BY_FIRST: LazyLock<ByFirst> = LazyLock::new(|| {
    let mut by_first = ByFirst::new();
    for (word, kind) in WORDS {
        by_first.entry(word.chars().next().unwrap_or_default()).or_default().push((word, *kind));
    }
    by_first
});

/// The name of a secret that begins here.
pub(super) fn at(glyphs: &[Glyph], at: usize) -> Option<Word> {
    let is_latin = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let inside = at > 0 && glyphs[at].ch.is_ascii() && is_latin(glyphs[at - 1].ch);
    if inside {
        return None;
    }
    let known = BY_FIRST.get(&glyphs[at].ch)?;
    let named = known.iter().filter_map(|(word, kind)| {
        let length = word.chars().count();
        let fits = glyphs.len() >= at + length && word.chars().zip(&glyphs[at..]).all(|(c, glyph)| c == glyph.ch);
        let goes_on = word.is_ascii() && glyphs.get(at + length).is_some_and(|glyph| glyph.ch.is_ascii_alphabetic());
        (fits && !goes_on).then_some(Word { kind: *kind, length })
    });
    named.max_by_key(|word| word.length)
}
