//! How many may be in, and how long nobody may keep us waiting.

use std::net::IpAddr;
use std::time::Duration;

/// Files the program keeps open besides its visitors: the database, the index, mail, shops.
const OURS: u64 = 512;
/// Nobody needs more at one node, and each costs some memory.
const MOST: u64 = 20_000;
/// Fewer places than this shut out a single browser: six wires for what a page asks for, one for its live stream, the same again for a second window.
pub const LEAST: usize = 16;
/// With fewer files than this a busy desk runs out of them.
pub const ENOUGH_FILES: u64 = 1_024;

/// The bounds of one program, for all its doors together.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at once.
    pub most: usize,
    /// Connections at once from one address, or one network of IPv6.
    pub most_per_address: usize,
    /// Proxies: they bring many people, so only `most` bounds them.
    pub proxies: Vec<IpAddr>,
    pub pace: Pace,
}

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// For the handshake of TLS, whole.
    pub handshake: Duration,
    /// For the first request of a connection, its head whole.
    pub first_request: Duration,
    /// For the next one.
    pub next_request: Duration,
    /// For either, while the house is crowded.
    pub crowded: Duration,
    /// For whoever asked for an answer to take the next piece of it.
    pub taking: Duration,
    /// For the next piece of a request's body; and so much longer than its bytes need at `slowest_bytes` may the whole of it take.
    pub giving: Duration,
    /// The slowest line we put up with, in bytes a second.
    pub slowest_bytes: u64,
    /// How often each connection is looked at.
    pub look: Duration,
    /// How long answers under way may take after a stop was asked for.
    pub last_words: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            first_request: Duration::from_secs(20),
            next_request: Duration::from_secs(75),
            crowded: Duration::from_secs(5),
            taking: Duration::from_secs(60),
            giving: Duration::from_secs(30),
            slowest_bytes: 500,
            look: Duration::from_secs(5),
            last_words: Duration::from_secs(12),
        }
    }
}

impl Limits {
    /// For a program that may have so many files open.
    pub fn for_files(files: u64) -> Self {
        Self {
            most: room_for(files),
            most_per_address: 512,
            proxies: Vec::new(),
            pace: Pace::default(),
        }
    }
}

/// What to say of a program that may have so few files open; nothing where they are enough.
pub fn too_few(files: u64) -> Option<String> {
    (files < ENOUGH_FILES).then(|| {
        format!(
            "only {files} files may be open at once, which leaves room for {} connections and little for the rest of the desk",
            room_for(files)
        )
    })
}

/// How many visitors a program has room for that may have so many files open. Never fewer than one browser needs.
pub fn room_for(files: u64) -> usize {
    let room = files.saturating_sub(OURS).max(files / 2).clamp(LEAST as u64, MOST);
    usize::try_from(room).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{LEAST, room_for, too_few};

    #[test]
    fn visitors_leave_files_for_the_house() {
        assert_eq!(room_for(65_536), 20_000);
        assert_eq!(room_for(4_096), 3_584);
        assert_eq!(room_for(1_024), 512);
        assert_eq!(room_for(256), 128);
        assert_eq!(room_for(0), LEAST);
    }

    #[test]
    fn attack_40_too_few_files_are_told_with_the_room_they_leave() {
        assert_eq!(too_few(1_024), None);
        assert!(too_few(256).is_some_and(|told| told.contains("only 256 files") && told.contains("128 connections")));
    }
}
