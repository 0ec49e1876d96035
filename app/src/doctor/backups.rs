//! The desk's own backups: whether they are made, and when the last one was.

use super::finding::Finding;
use crate::backups::{self, Last};
use crate::config::Config;
use crate::house::House;
use kit::Moment;

const WHAT: &str = "backup";
const OLD_SECONDS: i64 = 26 * 3_600;

pub(super) async fn look(config: &Config, house: &House, now: Moment) -> Vec<Finding> {
    let asked = house.db.read(|tx| Ok((backups::last(tx)?, backups::trouble(tx)?)));
    match asked.await {
        Ok((last, trouble)) => vec![judged(config.backup.at.is_some(), last.as_ref(), trouble.as_deref(), now)],
        Err(trouble) => vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    }
}

fn judged(nightly: bool, last: Option<&Last>, trouble: Option<&str>, now: Moment) -> Finding {
    if !nightly {
        return Finding::warn(
            WHAT,
            "this desk does not back itself up",
            "set backup_to, backup_key_file and backup_at; see docs/backup.md",
        );
    }
    let reason = trouble.map(|reason| format!("; the last try said: {reason}")).unwrap_or_default();
    match last {
        None => Finding::fail(WHAT, format!("none was made yet{reason}"), "frontline backup"),
        Some(last) if now.seconds_since(last.at) > OLD_SECONDS => {
            let hours = now.seconds_since(last.at) / 3_600;
            Finding::fail(WHAT, format!("the last one, {}, is {hours} hours old{reason}", last.name), "frontline backup")
        }
        Some(last) if trouble.is_some() => Finding::warn(WHAT, format!("{} was made{reason}", last.name), "frontline backup verify"),
        Some(last) => Finding::ok(WHAT, format!("{} was made", last.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    #[test]
    fn a_backup_that_is_missing_old_or_failing_is_told() {
        let now = Moment::from_seconds(1_773_133_200);
        let last = |hours: i64| Last { name: "b".into(), at: now.plus_seconds(-hours * 3_600) };

        assert_eq!(judged(false, None, None, now).mark, Mark::Warn);
        assert_eq!(judged(true, None, None, now).mark, Mark::Fail);
        assert_eq!(judged(true, Some(&last(30)), Some("disk full"), now).mark, Mark::Fail);
        assert!(judged(true, Some(&last(30)), Some("disk full"), now).found.contains("disk full"));
        assert_eq!(judged(true, Some(&last(2)), Some("disk full"), now).mark, Mark::Warn);
        assert_eq!(judged(true, Some(&last(2)), None, now).mark, Mark::Ok);
    }
}
