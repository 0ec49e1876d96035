//! An email address, parsed once at the door.

use serde::{Deserialize, Serialize};

/// A syntactically valid address, lower-cased, without display name (RFC 5321 mailbox, unquoted local part).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The text is not an address.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not an email address. Write it as name@example.com.")]
pub struct NotAnEmail(pub String);

impl EmailAddress {
    /// Parses and lower-cases; white space around it is ignored.
    pub fn parse(text: &str) -> Result<Self, NotAnEmail> {
        let address = text.trim().to_lowercase();
        let good = address.rsplit_once('@').is_some_and(|(local, domain)| is_local(local) && is_domain(domain));
        if good { Ok(Self(address)) } else { Err(NotAnEmail(text.chars().take(120).collect())) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }
}

fn is_local(local: &str) -> bool {
    !local.is_empty() && local.len() <= 64 && !local.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c))
}

fn is_domain(domain: &str) -> bool {
    !domain.is_empty() && domain.len() <= 255 && domain.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.len() <= 63 && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnEmail;
    fn try_from(text: String) -> Result<Self, NotAnEmail> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::EmailAddress;

    #[test]
    fn addresses_are_lower_cased_and_nonsense_is_refused() {
        assert_eq!(EmailAddress::parse("  Mia.K@Example.ORG ").map(String::from), Ok("mia.k@example.org".into()));
        for bad in [
            "",
            "mia",
            "@x.org",
            "mia@",
            "mia@@x.org",
            "mia@x..org",
            "a b@x.org",
            "mia@x.org\r\nBcc: all@x.org",
            "<mia@x.org>",
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad:?} passed");
        }
    }
}
