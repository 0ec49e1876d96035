//! The keys about the doors: the certificate and where it comes from, the plain port beside it, how many may come in.

use std::net::SocketAddr;
use std::path::PathBuf;
use url::Url;

/// How browsers and programs come in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoorSettings {
    pub certified: Option<Certified>,
    pub http_listen: Option<SocketAddr>,
    /// As many as the machine has room for, if not said.
    pub most_connections: Option<usize>,
    pub most_per_address: usize,
}

/// Where the certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certified {
    Files {
        certificate: PathBuf,
        key: PathBuf,
    },
    Acme {
        directory: Url,
        names: Vec<String>,
        contact: Option<String>,
        root: Option<PathBuf>,
    },
}

/// What is wrong with them.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DoorTrouble {
    #[error("tls_certificate and tls_key belong together. Set both, or neither.")]
    HalfAPair,
    #[error("both tls_certificate and acme_domains are set. Leave one of them empty: the desk shows one certificate.")]
    TwoSources,
    #[error(
        "acme_domains: “{0}” is not a name an authority can look at. Write whole host names without stars and ports, e.g. desk.example.com, separated by commas."
    )]
    NotAName(String),
    #[error(
        "acme_domains is set, and the authority's terms are not agreed to. Read them (the directory {0} names their address), then set acme_terms_agreed = \"yes\"."
    )]
    NotAgreed(String),
    #[error(
        "acme_directory = “{0}” is not an https address. Write the authority's directory, e.g. https://acme-v02.api.letsencrypt.org/directory."
    )]
    NotADirectory(String),
    #[error("acme_contact = “{0}” is not an email address. Write one like noor@example.com, or leave it empty.")]
    NotAContact(String),
    #[error("http_listen = “{0}” is not an address with a port. Write it like 0.0.0.0:80.")]
    NotAnAddress(String),
    #[error(
        "http_listen only leads to HTTPS, and there is no certificate. Set tls_certificate and tls_key, or acme_domains; or leave http_listen empty."
    )]
    LeadsNowhere,
    #[error("base_url = “{0}” is not https, and the pages are. Write the address people type with https://.")]
    NotPrivate(String),
    #[error(
        "{0} = “{1}” is no number of connections a desk can do with: a single browser needs up to sixteen. Write one from 16 to 1000000."
    )]
    NotANumber(&'static str, String),
}

impl DoorSettings {
    /// Read from the values as they are written.
    pub(super) fn checked(text: &dyn Fn(&str) -> String) -> Result<Self, DoorTrouble> {
        let filled = |key: &str| Some(text(key)).filter(|value| !value.is_empty());
        let certified = match (files(&filled)?, acme(&filled)?) {
            (Some(_), Some(_)) => return Err(DoorTrouble::TwoSources),
            (files, acme) => files.or(acme),
        };
        let http_listen = filled("http_listen")
            .map(|value| value.parse().map_err(|_| DoorTrouble::NotAnAddress(value)))
            .transpose()?;
        if http_listen.is_some() && certified.is_none() {
            return Err(DoorTrouble::LeadsNowhere);
        }
        if let Some(plain) = filled("base_url").filter(|url| certified.is_some() && !url.starts_with("https://")) {
            return Err(DoorTrouble::NotPrivate(plain));
        }
        Ok(Self {
            certified,
            http_listen,
            most_connections: filled("most_connections").map(|value| number("most_connections", value)).transpose()?,
            most_per_address: number("most_connections_per_address", text("most_connections_per_address"))?,
        })
    }

    /// The host people type, if the certificate says it.
    pub fn first_name(&self) -> Option<&str> {
        match &self.certified {
            Some(Certified::Acme { names, .. }) => names.first().map(String::as_str),
            _ => None,
        }
    }
}

type Filled<'a> = dyn Fn(&str) -> Option<String> + 'a;

fn files(filled: &Filled<'_>) -> Result<Option<Certified>, DoorTrouble> {
    match (filled("tls_certificate"), filled("tls_key")) {
        (Some(certificate), Some(key)) => Ok(Some(Certified::Files { certificate: certificate.into(), key: key.into() })),
        (None, None) => Ok(None),
        _ => Err(DoorTrouble::HalfAPair),
    }
}

fn acme(filled: &Filled<'_>) -> Result<Option<Certified>, DoorTrouble> {
    let Some(listed) = filled("acme_domains") else { return Ok(None) };
    let names: Result<Vec<_>, _> = listed.split(',').map(str::trim).filter(|name| !name.is_empty()).map(name).collect();
    let directory = filled("acme_directory").unwrap_or_default();
    let read = Url::parse(&directory).ok().filter(|url| url.scheme() == "https" && url.has_host());
    let directory = read.ok_or(DoorTrouble::NotADirectory(directory))?;
    if !matches!(filled("acme_terms_agreed").as_deref(), Some("yes" | "true")) {
        return Err(DoorTrouble::NotAgreed(directory.into()));
    }
    let contact = filled("acme_contact");
    if let Some(wrong) = contact.as_ref().filter(|address| kit::EmailAddress::parse(address).is_err()) {
        return Err(DoorTrouble::NotAContact(wrong.clone()));
    }
    Ok(Some(Certified::Acme { directory, names: names?, contact, root: filled("acme_root").map(PathBuf::from) }))
}

/// An authority looks a name up; a star, a number or a name of this machine alone it cannot.
fn name(written: &str) -> Result<String, DoorTrouble> {
    let wrong = || DoorTrouble::NotAName(written.to_owned());
    let Ok(url::Host::Domain(host)) = url::Host::parse(written) else { return Err(wrong()) };
    let fine = host.contains('.') && host.split('.').all(|label| !label.is_empty()) && !host.contains('*');
    if fine { Ok(host) } else { Err(wrong()) }
}

fn number(key: &'static str, value: String) -> Result<usize, DoorTrouble> {
    let read = value.parse().ok().filter(|number| (door::LEAST..=1_000_000).contains(number));
    read.ok_or(DoorTrouble::NotANumber(key, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn read(values: &[(&str, &str)]) -> Result<DoorSettings, DoorTrouble> {
        let defaults = crate::config::KEYS.iter().map(|key| (key.name, key.default));
        let values: BTreeMap<&str, &str> = defaults.chain(values.iter().copied()).collect();
        DoorSettings::checked(&|key| values.get(key).map(|value| (*value).to_owned()).unwrap_or_default())
    }

    #[test]
    fn a_certificate_comes_from_files_or_from_an_authority_whose_terms_are_agreed_to() {
        assert_eq!(read(&[]).map(|doors| doors.certified), Ok(None));
        assert_eq!(read(&[("tls_certificate", "a.pem")]), Err(DoorTrouble::HalfAPair));
        let files = [("tls_certificate", "a.pem"), ("tls_key", "b.pem")];
        assert!(matches!(read(&files).map(|doors| doors.certified), Ok(Some(Certified::Files { .. }))));

        let domains = ("acme_domains", "Desk.Kettle.example, help.kettle.example");
        assert!(matches!(read(&[domains]), Err(DoorTrouble::NotAgreed(_))));
        let agreed = read(&[domains, ("acme_terms_agreed", "yes")]).expect("settings");
        assert_eq!(agreed.first_name(), Some("desk.kettle.example"));
        let both = [files[0], files[1], domains, ("acme_terms_agreed", "yes")];
        assert_eq!(read(&both), Err(DoorTrouble::TwoSources));
    }

    #[test]
    fn what_does_not_fit_together_says_what_to_change() {
        for name in ["*.kettle.example", "192.0.2.7", "desk", "desk.kettle.example:443", "https://desk.kettle.example"] {
            let wrong = read(&[("acme_domains", name), ("acme_terms_agreed", "yes")]);
            assert_eq!(wrong, Err(DoorTrouble::NotAName(name.into())), "{name}");
        }
        assert_eq!(read(&[("http_listen", "0.0.0.0:80")]), Err(DoorTrouble::LeadsNowhere));
        let agreed = [("acme_domains", "desk.kettle.example"), ("acme_terms_agreed", "yes")];
        let with = |key: &'static str, value: &'static str| read(&[agreed[0], agreed[1], (key, value)]);
        assert!(matches!(with("base_url", "http://desk.kettle.example"), Err(DoorTrouble::NotPrivate(_))));
        assert!(matches!(with("acme_directory", "http://authority.example"), Err(DoorTrouble::NotADirectory(_))));
        assert!(matches!(with("acme_contact", "noor"), Err(DoorTrouble::NotAContact(_))));
        for number in ["many", "0", "15", "1000001"] {
            assert!(matches!(with("most_connections", number), Err(DoorTrouble::NotANumber(..))), "{number}");
            assert!(matches!(with("most_connections_per_address", number), Err(DoorTrouble::NotANumber(..))), "{number}");
        }
        assert!(with("most_connections", "16").is_ok());
        assert!(with("http_listen", "0.0.0.0:80").is_ok());
    }
}
