//! Who is in: places for everybody together and for each address, and what became of those who came.
//!
//! An address of IPv6 stands for its /64, which one customer of a provider has whole.

use crate::figures::{Ending, Figures};
use crate::limits::{Limits, Pace};
use prometheus_client::registry::Registry;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Counts for all doors of a program. Cheap to clone.
#[derive(Clone)]
pub struct Crowd(Arc<Inner>);

struct Inner {
    limits: Limits,
    room: Arc<Semaphore>,
    by_address: Mutex<HashMap<IpAddr, usize>>,
    figures: Figures,
}

/// Somebody's place; given up when dropped.
pub(crate) struct Place {
    crowd: Crowd,
    /// Whose count it is in; a proxy's is in nobody's.
    counted: Option<IpAddr>,
    _room: OwnedSemaphorePermit,
}

impl Crowd {
    /// Nobody is in yet.
    pub fn new(limits: Limits) -> Self {
        let room = Arc::new(Semaphore::new(limits.most));
        Self(Arc::new(Inner { limits, room, by_address: Mutex::default(), figures: Figures::default() }))
    }

    pub(crate) fn pace(&self) -> &Pace {
        &self.0.limits.pace
    }

    /// Three of four places are taken: whoever only waits goes sooner.
    pub(crate) fn is_crowded(&self) -> bool {
        self.0.room.available_permits() < self.0.limits.most.div_ceil(4)
    }

    /// Waits until there is room for one more.
    pub(crate) async fn room(&self) -> Option<OwnedSemaphorePermit> {
        self.0.room.clone().acquire_owned().await.ok()
    }

    /// A place for somebody from there, unless too many of them are in already.
    pub(crate) fn admit(&self, from: IpAddr, room: OwnedSemaphorePermit) -> Option<Place> {
        let from = from.to_canonical();
        if self.0.limits.proxies.contains(&from) {
            return Some(self.place(None, room));
        }
        let whose = network_of(from);
        let mut by_address = self.0.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        let count = by_address.entry(whose).or_default();
        if *count >= self.0.limits.most_per_address {
            drop(by_address);
            self.ended(Ending::TooMany);
            return None;
        }
        *count += 1;
        drop(by_address);
        Some(self.place(Some(whose), room))
    }

    fn place(&self, counted: Option<IpAddr>, room: OwnedSemaphorePermit) -> Place {
        self.0.figures.open.inc();
        Place { crowd: self.clone(), counted, _room: room }
    }

    pub(crate) fn ended(&self, how: Ending) {
        self.0.figures.ended(how);
    }

    pub(crate) fn shed(&self, streams: u64) {
        self.0.figures.shed.inc_by(streams);
    }

    /// Shows the counts in a registry.
    pub fn register(&self, registry: &mut Registry) {
        self.0.figures.register(registry);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.crowd.0.figures.open.dec();
        let Some(whose) = self.counted else { return };
        let mut by_address = self.crowd.0.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = by_address.get_mut(&whose) {
            *count -= 1;
            if *count == 0 {
                by_address.remove(&whose);
            }
        }
    }
}

fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn comes(crowd: &Crowd, from: &str) -> Option<Place> {
        let room = crowd.room().await.expect("room");
        crowd.admit(from.parse().expect("an address"), room)
    }

    #[tokio::test]
    async fn attack_40_one_address_or_network_takes_no_more_than_its_places() {
        let limits = Limits {
            most_per_address: 2,
            proxies: vec!["10.0.0.1".parse().expect("an address")],
            ..Limits::for_files(1_024)
        };
        let crowd = Crowd::new(limits);

        let first = comes(&crowd, "192.0.2.7").await;
        let mapped = comes(&crowd, "::ffff:192.0.2.7").await;
        assert!(first.is_some() && mapped.is_some());
        assert!(comes(&crowd, "192.0.2.7").await.is_none(), "a third");
        assert!(comes(&crowd, "192.0.2.8").await.is_some(), "somebody else");
        drop(first);
        assert!(comes(&crowd, "192.0.2.7").await.is_some(), "in the place of one who left");

        let neighbours = [comes(&crowd, "2001:db8::1").await, comes(&crowd, "2001:db8::2").await];
        assert!(neighbours.iter().all(Option::is_some));
        assert!(comes(&crowd, "2001:db8::3").await.is_none(), "one customer has a whole /64");
        assert!(comes(&crowd, "2001:db8:0:1::3").await.is_some());

        let by_proxy = [comes(&crowd, "10.0.0.1").await, comes(&crowd, "10.0.0.1").await, comes(&crowd, "10.0.0.1").await];
        assert!(by_proxy.iter().all(Option::is_some), "a proxy brings many people");
    }

    #[tokio::test]
    async fn whoever_finds_the_house_full_waits_for_a_place() {
        let crowd = Crowd::new(Limits { most: 4, ..Limits::for_files(1_024) });
        let mut places = Vec::new();
        for last in 1..=3 {
            assert!(!crowd.is_crowded());
            places.push(comes(&crowd, &format!("192.0.2.{last}")).await);
        }
        assert!(!crowd.is_crowded());
        places.push(comes(&crowd, "192.0.2.4").await);
        assert!(crowd.is_crowded());

        let full = tokio::time::timeout(std::time::Duration::from_millis(20), crowd.room()).await;
        assert!(full.is_err(), "nobody is let in beyond the last place");
        places.pop();
        assert!(crowd.room().await.is_some());
    }
}
