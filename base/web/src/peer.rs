//! From where somebody asks: the address that limits count by, and whether the browser sits on this very machine.

use axum::extract::ConnectInfo;
use axum::http::header::HOST;
use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const FORWARDED_FOR: &str = "x-forwarded-for";

/// Where a request came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Peer {
    pub address: IpAddr,
    pub is_local_browser: bool,
    /// It says whom it speaks for, and nobody told us to believe it.
    pub unbelieved_proxy: Option<IpAddr>,
}

/// Reads it from the connection; what a proxy says counts only if we were told to trust that proxy's address.
pub(crate) fn peer(trusted_proxies: &[IpAddr], extensions: &Extensions, headers: &HeaderMap) -> Peer {
    let connected = extensions.get::<ConnectInfo<SocketAddr>>().map(|connected| connected.0.ip().to_canonical());
    let forwarded = headers.contains_key(FORWARDED_FOR) || headers.contains_key("forwarded");
    let is_local_browser = connected.is_some_and(|address| address.is_loopback()) && !forwarded && is_local_name(headers);
    let connected = connected.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let is_believed = trusted_proxies.contains(&connected);
    let address = if is_believed {
        behind(trusted_proxies, headers).unwrap_or(connected)
    } else {
        connected
    };
    Peer {
        address,
        is_local_browser,
        unbelieved_proxy: (forwarded && !is_believed).then_some(connected),
    }
}

/// The last hop the proxies themselves did not add; what stands left of it, the visitor may have made up.
fn behind(trusted_proxies: &[IpAddr], headers: &HeaderMap) -> Option<IpAddr> {
    let lines: Vec<&str> = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok()).collect();
    let hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
    hops.map_while(|hop| hop.trim().parse::<IpAddr>().ok())
        .map(|hop| hop.to_canonical())
        .find(|hop| !trusted_proxies.contains(hop))
}

/// A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding), so the name asked for must be local, too.
fn is_local_name(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    type Said<'a> = &'a [(&'static str, &'a str)];

    fn asked(from: &str, headers: Said<'_>) -> Peer {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(from.parse().unwrap(), 4711)));
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        peer(&["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()], &extensions, &headers)
    }

    #[test]
    fn only_a_trusted_proxy_may_say_whom_it_speaks_for() {
        let table: [(&str, Said<'_>, &str); 6] = [
            ("192.0.2.7", &[("x-forwarded-for", "127.0.0.1")], "192.0.2.7"),
            ("10.0.0.1", &[("x-forwarded-for", "6.6.6.6, 192.0.2.9")], "192.0.2.9"),
            ("10.0.0.1", &[("x-forwarded-for", "192.0.2.9, 10.0.0.2")], "192.0.2.9"),
            ("10.0.0.1", &[("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "192.0.2.9")], "192.0.2.9"),
            ("10.0.0.1", &[("x-forwarded-for", "6.6.6.6, nonsense")], "10.0.0.1"),
            ("::ffff:192.0.2.7", &[], "192.0.2.7"),
        ];
        for (from, headers, address) in table {
            assert_eq!(asked(from, headers).address, address.parse::<IpAddr>().unwrap(), "{from} {headers:?}");
        }
        let stranger = asked("192.0.2.7", &[("x-forwarded-for", "127.0.0.1")]);
        assert_eq!(stranger.unbelieved_proxy, Some("192.0.2.7".parse().unwrap()), "whoever administers is told of it");
        assert_eq!(asked("10.0.0.1", &[("x-forwarded-for", "192.0.2.9")]).unbelieved_proxy, None);
    }

    #[test]
    fn a_local_browser_asks_this_machine_by_a_local_name_and_without_a_proxy() {
        for host in ["localhost:8080", "127.0.0.1", "[::1]:8080"] {
            assert!(asked("127.0.0.1", &[("host", host)]).is_local_browser, "{host}");
        }
        assert!(!asked("127.0.0.1", &[("host", "rebound.evil.example:8080")]).is_local_browser);
        assert!(!asked("127.0.0.1", &[("host", "localhost"), ("x-forwarded-for", "192.0.2.9")]).is_local_browser);
        assert!(!asked("192.0.2.7", &[("host", "localhost")]).is_local_browser);
    }
}
