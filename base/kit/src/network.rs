//! Networks as people write them: `192.0.2.0/24`, `2001:db8::/32`, one address, and lists of them with a word beside each.
//!
//! An IPv4 address that comes dressed as IPv6 (`::ffff:192.0.2.7`) is the IPv4 address it stands for, in lists as at the door.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

/// The bits before an IPv4 address that comes as IPv6.
const MAPPED_BITS: u8 = 96;

/// A stretch of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network {
    first: IpAddr,
    /// So many bits are the network's.
    bits: u8,
}

/// Why a text is no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotANetwork {
    #[error("“{0}” is no address. Write it like 192.0.2.0/24, 2001:db8::/32 or 192.0.2.7")]
    NoAddress(String),
    #[error("“{text}” has no such length. Write a number from 0 to {most} behind the slash")]
    NoLength { text: String, most: u8 },
    #[error("“{text}” is one address of a network and not the network. Write {network} for all of it, or the address alone")]
    NotItsFirst { text: String, network: Network },
}

impl Network {
    /// Whether this address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.first.is_ipv4() && first_of(address, self.bits) == self.first
    }

    /// Whether all of `other` lies in it.
    pub fn covers(&self, other: &Self) -> bool {
        self.bits <= other.bits && self.contains(other.first)
    }
}

/// The address with everything behind the first `bits` bits taken off.
fn first_of(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(ip) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from_bits(ip.to_bits() & mask))
        }
        IpAddr::V6(ip) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & mask))
        }
    }
}

impl FromStr for Network {
    type Err = NotANetwork;
    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let text = text.trim();
        let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
        let written: IpAddr = address.parse().map_err(|_| NotANetwork::NoAddress(text.to_owned()))?;
        let most = if written.is_ipv4() { 32 } else { 128 };
        let no_length = || NotANetwork::NoLength { text: text.to_owned(), most };
        let bits = match length {
            None => most,
            // `+8` and `08` are numbers for Rust and slips for people.
            Some(digits) if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) => return Err(no_length()),
            Some(digits) => digits.parse::<u8>().ok().filter(|bits| *bits <= most).ok_or_else(no_length)?,
        };
        let (first, bits) = match (written.to_canonical(), written) {
            (first @ IpAddr::V4(_), IpAddr::V6(_)) if bits >= MAPPED_BITS => (first, bits - MAPPED_BITS),
            (IpAddr::V4(_), IpAddr::V6(_)) => return Err(no_length()),
            (first, _) => (first, bits),
        };
        let network = Self { first: first_of(first, bits), bits };
        if network.first == first {
            Ok(network)
        } else {
            Err(NotANetwork::NotItsFirst { text: text.to_owned(), network })
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.bits)
    }
}

/// Some networks; none of them is everywhere. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Arc<[Network]>);

impl Networks {
    /// Whether somebody at this address may come.
    pub fn admit(&self, address: IpAddr) -> bool {
        self.0.is_empty() || self.0.iter().any(|network| network.contains(address))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Network> for Networks {
    fn from_iter<I: IntoIterator<Item = Network>>(networks: I) -> Self {
        Self(networks.into_iter().collect())
    }
}

/// A network with what somebody wrote beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedNetwork {
    pub network: Network,
    /// Empty, or “the office”.
    pub name: String,
}

/// Reads a list: a line for each, or several with commas or spaces between; what stands behind `#` is a name for the line. What was
/// written twice is kept once.
pub fn networks_of_text(text: &str) -> Result<Vec<NamedNetwork>, NotANetwork> {
    let mut all: Vec<NamedNetwork> = Vec::new();
    for line in text.lines() {
        let (networks, name) = line.split_once('#').unwrap_or((line, ""));
        for written in networks.split([',', ' ', '\t', ';']).filter(|written| !written.is_empty()) {
            let network = written.parse()?;
            if all.iter().all(|known| known.network != network) {
                all.push(NamedNetwork { network, name: name.trim().chars().take(80).collect() });
            }
        }
    }
    Ok(all)
}

/// The list as text, a line for each.
pub fn networks_as_text(all: &[NamedNetwork]) -> String {
    let line = |one: &NamedNetwork| {
        if one.name.is_empty() {
            one.network.to_string()
        } else {
            format!("{} # {}", one.network, one.name)
        }
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Those that lie in another one of the list, with that one: taking them out changes nothing.
pub fn networks_inside_others(all: &[NamedNetwork]) -> Vec<(Network, Network)> {
    let around = |one: &Network| all.iter().map(|other| other.network).find(|other| other != one && other.covers(one));
    all.iter().filter_map(|one| Some((one.network, around(&one.network)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_other() {
        let table = [
            ("192.0.2.0/24", "192.0.2.255", true),
            ("192.0.2.0/24", "192.0.3.0", false),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7/32", "192.0.2.8", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::/0", "2001:db8::1", true),
            ("::/0", "203.0.113.9", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("192.0.2.0/25", "192.0.2.128", false),
            ("192.0.2.0/24", "::ffff:192.0.2.9", true),
            ("192.0.2.0/24", "::ffff:198.51.100.9", false),
            ("::ffff:192.0.2.0/120", "192.0.2.9", true),
            ("::ffff:192.0.2.7", "192.0.2.7", true),
            ("::/0", "::ffff:192.0.2.9", false),
        ];
        for (list, address, expected) in table {
            assert_eq!(network(list).contains(address.parse().unwrap()), expected, "{address} in {list}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused_with_what_to_write() {
        for bad in [
            "192.0.2.0/33",
            "192.0.2.0/-1",
            "192.0.2.0/",
            "192.0.2.0/+8",
            "192.0.2.0/0024",
            "2001:db8::/129",
            "::ffff:192.0.2.0/24",
        ] {
            assert!(matches!(bad.parse::<Network>(), Err(NotANetwork::NoLength { .. })), "{bad}");
        }
        for bad in ["", "desk.example", "192.0.2", "192.0.2.0.0/8", "192.0.2.0/24/24", "fe80::1%eth0"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        let said = "192.0.2.7/24".parse::<Network>().unwrap_err().to_string();
        assert!(said.contains("192.0.2.0/24"), "{said}");
        assert_eq!(network("::ffff:192.0.2.0/120").to_string(), "192.0.2.0/24");
    }

    #[test]
    fn a_list_keeps_names_and_says_what_lies_in_what() {
        let text = "10.0.0.0/8 # the house\n\n  10.1.0.0/16, 192.0.2.7\n192.0.2.7/32 # again\n2001:db8::/32 # the line\n";
        let all = networks_of_text(text).unwrap();

        assert_eq!(networks_as_text(&all), "10.0.0.0/8 # the house\n10.1.0.0/16\n192.0.2.7/32\n2001:db8::/32 # the line");
        assert_eq!(networks_of_text(&networks_as_text(&all)).unwrap(), all);
        assert_eq!(networks_inside_others(&all), [(network("10.1.0.0/16"), network("10.0.0.0/8"))]);
        assert!(networks_of_text("10.0.0.0/8 nonsense").is_err());
    }

    #[test]
    fn no_network_at_all_admits_everybody() {
        let some: Networks = [network("10.0.0.0/8")].into_iter().collect();
        assert!(Networks::default().admit("203.0.113.9".parse().unwrap()));
        assert!(some.admit("10.2.3.4".parse().unwrap()) && !some.admit("11.0.0.1".parse().unwrap()));
    }
}
