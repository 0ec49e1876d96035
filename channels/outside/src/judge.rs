//! From a host to a wire: every address is judged after the name was resolved, and the wire goes to a judged one.

use crate::{Outside, TlsTrouble, Wire, is_public};
use std::net::{IpAddr, SocketAddr};
use url::{Host, Url};

const MOST_ADDRESSES: usize = 3;

/// Why there is no wire.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    #[error("it is not a plain http or https address on its usual port. Correct the address")]
    NotAllowed,
    #[error("it leads to an address that is not public. It is never connected to")]
    Private,
    #[error("it could not be reached ({0}). Try again later")]
    Silent(String),
}

/// Where a URL leads, if it is one that may be followed: http or https, the usual port, no name and password in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub host: Host<String>,
    pub port: u16,
    pub is_private: bool,
}

impl Place {
    /// Reads it from a URL.
    pub fn of(url: &Url) -> Result<Self, Unreachable> {
        let (port, is_private) = match url.scheme() {
            "http" => (80, false),
            "https" => (443, true),
            _ => return Err(Unreachable::NotAllowed),
        };
        // The parser leaves out a port that is the usual one, so any that is named is not.
        if url.port().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(Unreachable::NotAllowed);
        }
        let host = url.host().ok_or(Unreachable::NotAllowed)?.to_owned();
        Ok(Self { host, port, is_private })
    }

    /// Whether it is never connected to, as can be told without asking for its name: an address that is not public, or this machine.
    pub fn is_inside(&self) -> bool {
        match &self.host {
            Host::Ipv4(address) => !is_public(IpAddr::V4(*address)),
            Host::Ipv6(address) => !is_public(IpAddr::V6(*address)),
            Host::Domain(name) => {
                let name = name.trim_end_matches('.');
                name == "localhost" || name.ends_with(".localhost")
            }
        }
    }
}

/// The host as TLS names it: without the brackets URLs put around IPv6.
pub fn bare(host: &Host<String>) -> String {
    match host {
        Host::Ipv6(address) => address.to_string(),
        other => other.to_string(),
    }
}

/// A wire to this place, made private if its URL says so.
pub async fn judged_wire(outside: &dyn Outside, place: &Place) -> Result<Wire, Unreachable> {
    let addresses = judged_addresses(outside, &place.host).await?;
    let wire = connect(outside, &addresses, place.port).await?;
    if !place.is_private {
        return Ok(wire);
    }
    let name = bare(&place.host);
    outside.secure(wire, &name).await.map_err(|e| Unreachable::Silent(e.to_string()))
}

/// Why there is no wire to a place the configuration names.
#[derive(Debug, thiserror::Error)]
pub enum NoWire {
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    #[error(transparent)]
    Tls(#[from] TlsTrouble),
}

/// A wire to a place the configuration names, whatever addresses its name has.
pub async fn named_wire(outside: &dyn Outside, url: &Url) -> Result<Wire, NoWire> {
    let host = url.host().ok_or(Unreachable::NotAllowed)?.to_owned();
    let port = url.port_or_known_default().ok_or(Unreachable::NotAllowed)?;
    let wire = connect(outside, &addresses(outside, &host).await?, port).await?;
    if url.scheme() != "https" {
        return Ok(wire);
    }
    Ok(outside.secure(wire, &bare(&host)).await?)
}

/// The same, for whoever need not know what was wrong with a certificate.
pub(crate) async fn own_wire(outside: &dyn Outside, url: &Url) -> Result<Wire, Unreachable> {
    named_wire(outside, url).await.map_err(|why| match why {
        NoWire::Unreachable(why) => why,
        NoWire::Tls(why) => Unreachable::Silent(why.to_string()),
    })
}

/// All addresses of the host. One that is not public spoils the others: a name that answers both ways is a trap.
async fn judged_addresses(outside: &dyn Outside, host: &Host<String>) -> Result<Vec<IpAddr>, Unreachable> {
    let addresses = addresses(outside, host).await?;
    if !addresses.iter().all(|address| is_public(*address)) {
        return Err(Unreachable::Private);
    }
    Ok(addresses)
}

async fn addresses(outside: &dyn Outside, host: &Host<String>) -> Result<Vec<IpAddr>, Unreachable> {
    match host {
        Host::Ipv4(address) => Ok(vec![IpAddr::V4(*address)]),
        Host::Ipv6(address) => Ok(vec![IpAddr::V6(*address)]),
        Host::Domain(name) => outside.resolve(name).await.map_err(|e| Unreachable::Silent(e.to_string())),
    }
}

async fn connect(outside: &dyn Outside, addresses: &[IpAddr], port: u16) -> Result<Wire, Unreachable> {
    let mut why = "the name has no address".to_owned();
    for address in addresses.iter().take(MOST_ADDRESSES) {
        match outside.connect(SocketAddr::new(*address, port)).await {
            Ok(wire) => return Ok(wire),
            Err(e) => why = e.to_string(),
        }
    }
    Err(Unreachable::Silent(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_never_connected_to_is_told_by_its_literal_address() {
        let inside = |url: &str| Place::of(&Url::parse(url).expect("a URL")).expect("a place").is_inside();
        for url in [
            "https://127.0.0.1/",
            "https://2130706433/in",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://169.254.169.254/latest",
            "https://10.1.2.3/",
            "https://localhost/",
            "https://hooks.localhost./",
        ] {
            assert!(inside(url), "{url}");
        }
        for url in ["https://hooks.example.com/", "https://93.184.216.34/", "https://localhost.example.com/"] {
            assert!(!inside(url), "{url}");
        }
    }
}
