//! The cookie of a trip: what the browser holds while its owner is at the provider.

use axum::http::{HeaderMap, HeaderValue, header};
use web::Site;

/// The `Set-Cookie` value that keeps it.
pub(super) fn keep(site: &Site, value: &str) -> HeaderValue {
    set(site, value, crate::trip::LIVES_SECONDS)
}

/// The `Set-Cookie` value that forgets it.
pub(super) fn forget(site: &Site) -> HeaderValue {
    set(site, "", 0)
}

/// What the browser brought, if anything.
pub(super) fn read(site: &Site, headers: &HeaderMap) -> Option<String> {
    let name = name(site);
    let brought = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    brought
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(given, value)| *given == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// Lax: it must come along when the provider leads the browser back.
fn set(site: &Site, value: &str, seconds: i64) -> HeaderValue {
    let secure = if site.is_https() { "; Secure" } else { "" };
    let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={seconds}", name(site));
    HeaderValue::try_from(cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
}

const fn name_of(is_https: bool) -> &'static str {
    if is_https { "__Host-frontline-trip" } else { "frontline-trip" }
}

fn name(site: &Site) -> &'static str {
    name_of(site.is_https())
}
