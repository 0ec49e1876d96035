//! Where the server is, and with which key.

use crate::Address;
use db::Trouble;
use rusty_s3::UrlStyle;
use std::fmt;
use url::Url;

/// How a bucket is named in an address: before the host or in the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Host,
    Path,
}

/// What opens the server.
#[derive(Clone, PartialEq, Eq)]
pub struct Access {
    /// `None` for Amazon's own server in that region.
    pub endpoint: Option<Url>,
    pub region: String,
    /// `None` for the usual one of that server.
    pub style: Option<Style>,
    pub key: String,
    pub secret: String,
    /// What goes with a key that is lent for some hours.
    pub session: Option<String>,
}

impl Access {
    pub(crate) fn endpoint(&self) -> Result<Url, Trouble> {
        let amazon = || {
            let china = if self.region.starts_with("cn-") { ".cn" } else { "" };
            Url::parse(&format!("https://s3.{}.amazonaws.com{china}", self.region))
        };
        let endpoint = self.endpoint.clone().map_or_else(amazon, Ok);
        endpoint.map_err(|_| Trouble::Opening(format!("“{}” is not a region. Correct s3_region, e.g. eu-central-1.", self.region)))
    }

    /// Amazon wants the bucket in the host; others may have no name and no certificate for that, nor has Amazon for a bucket with dots.
    pub(crate) fn style(&self, address: &Address) -> UrlStyle {
        let usual = if self.endpoint.is_some() || address.bucket.contains('.') {
            Style::Path
        } else {
            Style::Host
        };
        match self.style.unwrap_or(usual) {
            Style::Host => UrlStyle::VirtualHost,
            Style::Path => UrlStyle::Path,
        }
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("endpoint", &self.endpoint.as_ref().map(Url::as_str))
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}
