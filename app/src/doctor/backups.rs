//! The desk's own backups: whether they are made, when the last one was, and whether their place answers.

use super::finding::Finding;
use crate::backups::{self, Last};
use crate::config::Config;
use crate::house::House;
use crate::moves::open_place;
use db::Trouble;
use kit::Moment;
use moving::backup::Seal;

const WHAT: &str = "backup";
const WHERE: &str = "place of backups";
const OLD_SECONDS: i64 = 26 * 3_600;

pub(super) async fn look(config: &Config, house: &House, now: Moment) -> Vec<Finding> {
    let asked = house.db.read(|tx| Ok((backups::last(tx)?, backups::trouble(tx)?, backups::doubt(tx)?)));
    let (last, trouble, doubt) = match asked.await {
        Ok(known) => known,
        Err(trouble) => return vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    };
    let mut findings = vec![judged(config.backup.at.is_some(), last.as_ref(), trouble.as_deref(), now)];
    if let Some(answer) = ask_place(config).await {
        findings.push(place(answer, last.is_some(), doubt.as_deref()));
    }
    findings
}

/// What the place is called, and whether backups were begun there; nothing if none is named.
async fn ask_place(config: &Config) -> Option<Result<(String, bool), Trouble>> {
    let (to, config) = (config.backup.to.clone()?, config.clone());
    let asked = backups::apart(move || {
        let store = open_place(&config, &to)?;
        Ok((store.place(), Seal::is_begun(&*store)?))
    });
    Some(asked.await)
}

fn place(answer: Result<(String, bool), Trouble>, was_begun: bool, doubt: Option<&str>) -> Finding {
    match answer {
        Err(trouble) => Finding::fail(WHERE, trouble, "frontline backup list"),
        Ok((place, false)) if was_begun => Finding::fail(
            WHERE,
            format!("{place} holds no backup, and the desk made one"),
            "mount the disk or correct backup_to, then: frontline backup list",
        ),
        Ok((place, false)) => Finding::warn(WHERE, format!("{place} holds no backup yet"), "frontline backup"),
        Ok((place, true)) => match doubt {
            Some(doubt) => Finding::warn(WHERE, format!("{place} answers; {doubt}"), "leave backup_at empty on all machines but one"),
            None => Finding::ok(WHERE, format!("{place} answers")),
        },
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

    #[test]
    fn a_place_that_is_away_empty_or_less_sure_is_told() {
        let answer = |begun| Ok(("s3://kettle".to_owned(), begun));

        assert_eq!(place(Err(Trouble::Opening("away".into())), true, None).mark, Mark::Fail);
        assert_eq!(place(answer(false), true, None).mark, Mark::Fail, "what was there is not");
        assert_eq!(place(answer(false), false, None).mark, Mark::Warn);
        assert_eq!(place(answer(true), true, Some("no conditions")).mark, Mark::Warn);
        assert_eq!(place(answer(true), true, None).mark, Mark::Ok);
    }
}
