//! A certificate and its key, read and judged: whether they belong together, for which names, and until when.

use kit::Moment;
use rustls::crypto::CryptoProvider;
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::sync::Arc;
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

/// Why a pair cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairTrouble {
    #[error("there is no certificate in it that can be read ({0}). Name a PEM file with the whole chain, the desk's own certificate first")]
    NoCertificate(String),
    #[error("there is no private key in it that can be read ({0}). Name a PEM file with the key, without a password on it")]
    NoKey(String),
    #[error("the key does not belong to the certificate. Name the two files that were made together")]
    Apart,
    #[error("the certificate ran out at {0}. Get a new one from whoever issued it")]
    RanOut(String),
    #[error("the certificate is valid only from {0} on. Set the machine's clock, or wait")]
    NotYet(String),
}

/// What a certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub begins: Moment,
    pub ends: Moment,
    pub names: Vec<String>,
    pub serial: String,
}

/// A certificate that can be shown.
#[derive(Clone)]
pub struct Pair {
    pub(crate) key: Arc<CertifiedKey>,
    pub about: About,
}

impl Pair {
    /// Reads PEM texts; both may be the same text. Whether it is in time is asked for with [`Self::must_be_in_time`].
    pub fn read(certificates: &[u8], key: &[u8]) -> Result<Self, PairTrouble> {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificates).collect();
        let chain = chain.map_err(|e| PairTrouble::NoCertificate(e.to_string()))?;
        let first = chain
            .first()
            .ok_or_else(|| PairTrouble::NoCertificate("nothing begins with BEGIN CERTIFICATE".into()))?;
        let about = About::read(first).ok_or_else(|| PairTrouble::NoCertificate("the first one is damaged".into()))?;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|e| PairTrouble::NoKey(e.to_string()))?;
        let key = provider().key_provider.load_private_key(key).map_err(|e| PairTrouble::NoKey(e.to_string()))?;
        let certified = CertifiedKey::new(chain, key);
        certified.keys_match().map_err(|_| PairTrouble::Apart)?;
        Ok(Self { key: Arc::new(certified), about })
    }

    /// Refuses a pair that no browser would believe now, whatever it is for.
    pub fn must_be_in_time(&self, now: Moment) -> Result<(), PairTrouble> {
        if self.about.ends <= now {
            return Err(PairTrouble::RanOut(self.about.ends.rfc3339()));
        }
        if now < self.about.begins {
            return Err(PairTrouble::NotYet(self.about.begins.rfc3339()));
        }
        Ok(())
    }
}

impl About {
    fn read(certificate: &[u8]) -> Option<Self> {
        let (_, read) = X509Certificate::from_der(certificate).ok()?;
        let names = read.subject_alternative_name().ok().flatten().map(|found| &found.value.general_names);
        let names = names.into_iter().flatten().filter_map(|name| match name {
            GeneralName::DNSName(name) => Some(name.to_lowercase()),
            GeneralName::IPAddress([a, b, c, d]) => Some(std::net::Ipv4Addr::new(*a, *b, *c, *d).to_string()),
            GeneralName::IPAddress(bytes) => Some(std::net::Ipv6Addr::from(<[u8; 16]>::try_from(*bytes).ok()?).to_string()),
            _ => None,
        });
        Some(Self {
            begins: Moment::from_seconds(read.validity().not_before.timestamp()),
            ends: Moment::from_seconds(read.validity().not_after.timestamp()),
            names: names.collect(),
            serial: read.raw_serial_as_string(),
        })
    }

    /// Whether it is for this host; a star stands for one label, the first.
    pub fn is_for(&self, host: &str) -> bool {
        let host = host.trim_matches(['[', ']']).to_lowercase();
        let beside = host.split_once('.').map(|(_, domain)| domain);
        self.names
            .iter()
            .any(|name| *name == host || name.strip_prefix("*.").is_some_and(|domain| beside == Some(domain)))
    }

    /// Whole days until it runs out; less than none afterwards.
    pub const fn days_left(&self, now: Moment) -> i64 {
        self.ends.seconds_since(now).div_euclid(86_400)
    }
}

pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    fn made(names: &[&str]) -> (String, String) {
        let key = KeyPair::generate().expect("a key");
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).expect("names");
        (params.not_before, params.not_after) = (date_time_ymd(2026, 1, 1), date_time_ymd(2026, 3, 1));
        (params.self_signed(&key).expect("a certificate").pem(), key.serialize_pem())
    }

    #[test]
    fn a_pair_says_its_names_and_its_time() {
        let (certificate, key) = made(&["desk.kettle.example", "*.shops.kettle.example", "192.0.2.7"]);
        let pair = Pair::read(certificate.as_bytes(), key.as_bytes()).expect("a pair");

        assert_eq!(pair.about.ends.rfc3339(), "2026-03-01T00:00:00Z");
        assert_eq!(pair.about.days_left(Moment::from_seconds(1_767_225_600)), 59);
        for host in ["desk.kettle.example", "DESK.kettle.example", "de.shops.kettle.example", "192.0.2.7"] {
            assert!(pair.about.is_for(host), "{host}");
        }
        for host in ["kettle.example", "a.b.shops.kettle.example", "shops.kettle.example", "192.0.2.8", ""] {
            assert!(!pair.about.is_for(host), "{host}");
        }
        assert!(matches!(pair.must_be_in_time(Moment::from_seconds(1_772_323_200)), Err(PairTrouble::RanOut(_))));
        assert!(matches!(pair.must_be_in_time(Moment::from_seconds(1_767_225_599)), Err(PairTrouble::NotYet(_))));
        assert_eq!(pair.must_be_in_time(Moment::from_seconds(1_767_225_600)), Ok(()));
    }

    #[test]
    fn both_may_stand_in_one_text_and_what_does_not_fit_is_named() {
        let ((certificate, key), (_, other)) = (made(&["a.example"]), made(&["b.example"]));
        let both = format!("{key}{certificate}");
        let trouble = |certificate: &str, key: &str| Pair::read(certificate.as_bytes(), key.as_bytes()).map(|_| ()).unwrap_err();

        assert!(Pair::read(both.as_bytes(), both.as_bytes()).is_ok());
        assert_eq!(trouble(&certificate, &other), PairTrouble::Apart);
        assert!(matches!(trouble(&key, &key), PairTrouble::NoCertificate(_)));
        assert!(matches!(trouble(&certificate, &certificate), PairTrouble::NoKey(_)));
        assert!(matches!(trouble("", ""), PairTrouble::NoCertificate(_)));
        assert!(matches!(trouble(&certificate[..certificate.len() / 2], &key), PairTrouble::NoCertificate(_)));
    }
}
