//! The small cookies of the doorstep: the device, the second step, the link somebody followed.
//!
//! A link's token moves from the address into a cookie at once, so it stands in no history, referrer or log.

use axum::http::{HeaderMap, HeaderValue, header};
use kit::Token;
use web::Site;

/// What a cookie is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cookie {
    Device,
    SecondStep,
    Invitation,
    Reset,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Device => "frontline-device",
            Self::SecondStep => "frontline-step",
            Self::Invitation => "frontline-invitation",
            Self::Reset => "frontline-reset",
        }
    }

    const fn seconds(self) -> i64 {
        match self {
            Self::Device => 365 * 86_400,
            Self::SecondStep => 300,
            Self::Invitation | Self::Reset => 1_800,
        }
    }

    /// The `Set-Cookie` value that keeps `value`.
    pub(super) fn keep(self, site: &Site, value: &str) -> HeaderValue {
        self.set(site, value, self.seconds())
    }

    /// The `Set-Cookie` value that forgets it.
    pub(super) fn forget(self, site: &Site) -> HeaderValue {
        self.set(site, "", 0)
    }

    fn set(self, site: &Site, value: &str, seconds: i64) -> HeaderValue {
        let secure = if site.is_https() { "; Secure" } else { "" };
        let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={seconds}", self.full_name(site));
        HeaderValue::try_from(cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// What the browser brought, if anything.
    pub(super) fn read(self, site: &Site, headers: &HeaderMap) -> Option<String> {
        let name = self.full_name(site);
        let brought = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        brought
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(given, value)| *given == name && !value.is_empty())
            .map(|(_, value)| value.to_owned())
    }

    /// The token the browser brought; it proves nothing until its hash is found.
    pub(super) fn token(self, site: &Site, headers: &HeaderMap) -> Option<Token> {
        self.read(site, headers).map(|text| Token::presented(&text))
    }

    fn full_name(self, site: &Site) -> String {
        if site.is_https() { format!("__Host-{}", self.name()) } else { self.name().to_owned() }
    }
}
