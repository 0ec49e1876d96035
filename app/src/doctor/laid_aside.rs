//! What upgrades and rollbacks laid aside: it is large, and who was erased since is still in it, so it should not be forgotten.

use super::finding::Finding;
use crate::config::Config;
use crate::upgrade::asides::{self, Aside};
use crate::upgrade::kept;
use kit::Moment;

const WHAT: &str = "laid aside";
const MEGABYTE: u64 = 1_000_000;

pub(super) fn look(config: &Config, now: Moment) -> Vec<Finding> {
    let mut findings: Vec<Finding> = kept::all(config).iter().map(|kept| before_an_upgrade(&kept.name(), size(&kept.path))).collect();
    findings.extend(asides::all(config).iter().map(|aside| until_a_rollback(aside, aside.size_bytes(), now)));
    findings
}

fn size(path: &std::path::Path) -> u64 {
    std::fs::metadata(path).map_or(0, |about| about.len())
}

fn before_an_upgrade(name: &str, bytes: u64) -> Finding {
    let days = kept::DAYS;
    Finding::ok(
        WHAT,
        format!("{name}, {} MB, until the next upgrade, at most {days} days: for frontline rollback", bytes.div_ceil(MEGABYTE)),
    )
}

fn until_a_rollback(aside: &Aside, bytes: u64, now: Moment) -> Finding {
    let (path, megabytes) = (aside.path.display(), bytes.div_ceil(MEGABYTE));
    let told = format!("{path}, {megabytes} MB: the desk as it was before somebody went back");
    if aside.goes_at() < now {
        return Finding::warn(WHAT, format!("{told}; its time is over, and frontline serve could not take it away"), format!("rm {path}*"));
    }
    let day = aside.goes_at().in_zone("UTC").strftime("%Y-%m-%d");
    Finding::ok(WHAT, format!("{told}; it goes on {day}, or now by: rm {path}*"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;
    use std::path::Path;

    #[test]
    fn what_lies_beside_the_desk_is_told_with_its_size_and_its_end() {
        let then = Moment::from_seconds(1_773_133_200);
        let aside = Aside::of(Path::new("/data/frontline.db"), then);

        let told = until_a_rollback(&aside, 12_000_001, then.plus_seconds(86_400));
        assert_eq!(told.mark, Mark::Ok);
        for words in ["/data/frontline.db.until-20260310T090000Z", "13 MB", "2026-04-09", "rm /data/"] {
            assert!(told.found.contains(words), "{}", told.found);
        }
        assert_eq!(until_a_rollback(&aside, 1, then.plus_seconds(31 * 86_400)).mark, Mark::Warn);
        assert!(before_an_upgrade("before-2.db", 5).found.contains("1 MB"));
    }
}
