//! The cookie of a trip: what the browser holds while its owner is at the provider.

use axum::http::{HeaderMap, HeaderValue};
use web::{Site, cookie_brought};

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
    cookie_brought(headers, name(site)).map(ToOwned::to_owned)
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
