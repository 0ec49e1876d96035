//! What stands beside a name somebody signs in with: “login mia@mail.example / Kettle2024”, “user mia, pass hunter”.

use super::{said, skip, token};
use crate::glyphs::Glyph;

const NEAR: usize = 56;

/// The secret behind a slash behind the login.
pub(super) fn behind(glyphs: &[Glyph], end: usize) -> Option<(usize, usize)> {
    let from = skip(glyphs, end, |c| matches!(c, ' ' | ':' | '='));
    let to = token(glyphs, from, false);
    let login = said(glyphs, from, to);
    if from == end && glyphs[end - 1].ch.is_ascii() || login.is_empty() || login.contains("://") {
        return None;
    }
    if let Some((address, secret)) = login.split_once('/') {
        let is_secret = address.contains('@') && secret.len() >= 4 && !secret.contains('/');
        return is_secret.then(|| (from + address.chars().count() + 1, to));
    }
    let slash = skip(glyphs, to, |c| c == ' ');
    if slash == to || !glyphs.get(slash).is_some_and(|glyph| matches!(glyph.ch, '/' | '|')) {
        return None;
    }
    let from = skip(glyphs, slash + 1, |c| c == ' ');
    let to = token(glyphs, from, false);
    let secret = said(glyphs, from, to);
    let has = |is: fn(&char) -> bool| secret.chars().any(|c| is(&c));
    let is_secret =
        secret.len() >= 4 && !secret.contains('*') && (login.contains('@') || (has(char::is_ascii_digit) && has(char::is_ascii_lowercase)));
    is_secret.then_some((from, to))
}

/// Whether a login with its name stands right before this place: “user mia, ”.
pub(super) fn ends_before(glyphs: &[Glyph], at: usize) -> bool {
    const NAMES: &[&str] = &[
        "user",
        "username",
        "login",
        "usuario",
        "account",
        "cuenta",
        "email",
        "correo",
        "账号",
        "帐号",
        "帳號",
        "用户名",
    ];
    let text = said(glyphs, at.saturating_sub(NEAR), at);
    let Some(text) = text.trim_end_matches(' ').strip_suffix([',', ';', '/', '|', '\n', '，', '；']) else {
        return false;
    };
    let line = text.trim_end().rsplit('\n').next().unwrap_or_default();
    let mut words = line.rsplit([' ', ':', '=', '：']).filter(|word| !word.is_empty());
    let login = words.next().unwrap_or_default();
    let is_called_so = |word: &str| NAMES.contains(&word);
    !login.is_empty()
        && words
            .next()
            .is_some_and(|name| is_called_so(name) || (matches!(name, "is" | "es" | "是") && words.next().is_some_and(is_called_so)))
}
