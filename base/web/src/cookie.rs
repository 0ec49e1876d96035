//! Our cookies: the session, the visit that binds forms before anybody is signed in, and the language somebody chose.
//!
//! Over https both carry the `__Host-` prefix, so no other host under the same domain can plant one.

use crate::site::Site;
use axum::http::{HeaderMap, HeaderValue, header};
use kit::{Locale, Token};

const SESSION: &str = "frontline";
const VISIT: &str = "frontline-visit";
const LANGUAGE: &str = "frontline-language";
const A_YEAR: i64 = 365 * 86_400;

/// The `Set-Cookie` value that keeps a session for `seconds`, or until the browser is closed.
pub fn session_cookie(site: &Site, token: &Token, seconds: Option<i64>) -> HeaderValue {
    set(site, SESSION, token.reveal(), seconds)
}

/// The `Set-Cookie` value that forgets the session.
pub fn end_session(site: &Site) -> HeaderValue {
    set(site, SESSION, "", Some(0))
}

/// The session token the browser presented; proves nothing until the gatekeeper knows it.
pub fn session_token(site: &Site, headers: &HeaderMap) -> Option<Token> {
    read(site, headers, SESSION)
}

pub(crate) fn visit_cookie(site: &Site, token: &Token) -> HeaderValue {
    set(site, VISIT, token.reveal(), None)
}

pub(crate) fn visit_token(site: &Site, headers: &HeaderMap) -> Option<Token> {
    read(site, headers, VISIT)
}

pub(crate) fn language_cookie(site: &Site, locale: Locale) -> HeaderValue {
    set(site, LANGUAGE, locale.tag(), Some(A_YEAR))
}

/// The language this browser was told to speak.
pub(crate) fn language(site: &Site, headers: &HeaderMap) -> Option<Locale> {
    Locale::of_tag(read(site, headers, LANGUAGE)?.reveal())
}

fn set(site: &Site, name: &str, value: &str, seconds: Option<i64>) -> HeaderValue {
    let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let secure = if site.is_https() { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", full_name(site, name));
    HeaderValue::try_from(cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
}

fn read(site: &Site, headers: &HeaderMap, name: &str) -> Option<Token> {
    cookie_brought(headers, &full_name(site, name)).map(Token::presented)
}

/// What the browser brought under this very name, if anything; proves nothing.
pub fn cookie_brought<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(given, value)| *given == name && !value.is_empty())
        .map(|(_, value)| value)
}

fn full_name(site: &Site, name: &str) -> String {
    if site.is_https() { format!("__Host-{name}") } else { name.to_owned() }
}
