//! Room on the disk. A full one keeps nothing and accepts nothing.

use super::finding::Finding;
use crate::config::Config;

const WHAT: &str = "disk";
const MEGABYTE: u64 = 1_000_000;
const TOO_LITTLE: u64 = 200 * MEGABYTE;
const LITTLE: u64 = 1_000 * MEGABYTE;

pub(super) fn look(config: &Config) -> Vec<Finding> {
    let command = format!("du -xh --max-depth=2 {} | sort -h | tail", config.data.display());
    vec![match rustix::fs::statvfs(&config.data) {
        Ok(disk) => judged(disk.f_bavail.saturating_mul(disk.f_frsize), &command),
        Err(e) => Finding::warn(WHAT, format!("the free space is not known ({e})"), format!("df -h {}", config.data.display())),
    }]
}

fn judged(free_bytes: u64, command: &str) -> Finding {
    let found = format!("{} MB free", free_bytes / MEGABYTE);
    match free_bytes {
        ..TOO_LITTLE => Finding::fail(WHAT, found, command),
        TOO_LITTLE..LITTLE => Finding::warn(WHAT, found, command),
        _ => Finding::ok(WHAT, found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    #[test]
    fn little_room_is_told_before_there_is_none() {
        for (free, mark) in [(0, Mark::Fail), (199 * MEGABYTE, Mark::Fail), (999 * MEGABYTE, Mark::Warn), (1_000 * MEGABYTE, Mark::Ok)] {
            assert_eq!(judged(free, "du").mark, mark, "{free}");
        }
    }
}
