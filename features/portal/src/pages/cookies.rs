//! The two cookies of the portal: the session, and the code somebody waits for. The agents' cookie is another.

use axum::http::{HeaderMap, HeaderValue, header};
use kit::Token;
use web::Site;

/// What a cookie is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cookie {
    Session,
    Code,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "frontline-portal",
            Self::Code => "frontline-portal-code",
        }
    }

    const fn seconds(self) -> i64 {
        match self {
            Self::Session => crate::sessions::LONGEST_SECONDS,
            Self::Code => crate::entry::CODE_HOLDS,
        }
    }

    /// The `Set-Cookie` value that keeps a token.
    pub(super) fn keep(self, site: &Site, token: &Token) -> HeaderValue {
        self.set(site, token.reveal(), self.seconds())
    }

    /// The `Set-Cookie` value that forgets it.
    pub(super) fn forget(self, site: &Site) -> HeaderValue {
        self.set(site, "", 0)
    }

    /// The token the browser brought; it proves nothing until its hash is found.
    pub(super) fn token(self, site: &Site, headers: &HeaderMap) -> Option<Token> {
        let name = self.full_name(site);
        let brought = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        brought
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(given, value)| *given == name && !value.is_empty())
            .map(|(_, value)| Token::presented(value))
    }

    fn set(self, site: &Site, value: &str, seconds: i64) -> HeaderValue {
        let secure = if site.is_https() { "; Secure" } else { "" };
        let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={seconds}", self.full_name(site));
        HeaderValue::try_from(cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    fn full_name(self, site: &Site) -> String {
        if site.is_https() { format!("__Host-{}", self.name()) } else { self.name().to_owned() }
    }
}
