//! Places in the company's own network that may be asked although they are not public: whoever runs the machine named them.
//!
//! A place is an origin, written whole: scheme, host and port. Nothing is guessed from it: another port of the same host is
//! another place. A page of settings can never add one.

use std::sync::Arc;
use url::Url;

/// The origins named in the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnNetwork(Arc<[String]>);

impl OwnNetwork {
    /// Reads `https://sso.intern.example, http://127.0.0.1:4011`. What is no origin is given back as the error.
    pub fn parse(listed: &str) -> Result<Self, String> {
        let named = listed.split(',').map(str::trim).filter(|part| !part.is_empty());
        named
            .map(|part| origin(part).ok_or_else(|| part.to_owned()))
            .collect::<Result<Vec<_>, _>>()
            .map(|origins| Self(origins.into()))
    }

    /// Whether this address lies at one of them.
    pub fn has(&self, url: &Url) -> bool {
        is_plain(url) && self.0.contains(&url.origin().ascii_serialization())
    }
}

fn origin(part: &str) -> Option<String> {
    let url = Url::parse(part).ok()?;
    let whole = is_plain(&url) && url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    whole.then(|| url.origin().ascii_serialization())
}

fn is_plain(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host() && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::OwnNetwork;
    use url::Url;

    #[test]
    fn attack_35_only_what_was_named_is_ours() {
        let own = OwnNetwork::parse("https://sso.intern.example:8443, http://127.0.0.1:4011/").expect("origins");

        for (url, ours) in [
            ("https://sso.intern.example:8443/realms/kettle?x=1", true),
            ("http://127.0.0.1:4011/token", true),
            ("https://sso.intern.example/", false),
            ("http://sso.intern.example:8443/", false),
            ("http://127.0.0.1:4012/", false),
            ("http://localhost:4011/", false),
            ("http://user:word@127.0.0.1:4011/", false),
            ("https://169.254.169.254/", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(own.has(&Url::parse(url).expect("a URL")), ours, "{url}");
        }
    }

    #[test]
    fn what_is_no_origin_is_said() {
        for wrong in [
            "sso.intern.example",
            "https://sso.intern.example/realms",
            "ftp://sso.intern.example",
            "https://u:p@sso.example",
        ] {
            assert_eq!(OwnNetwork::parse(wrong), Err(wrong.to_owned()));
        }
        assert_eq!(OwnNetwork::parse("  "), Ok(OwnNetwork::default()));
    }
}
