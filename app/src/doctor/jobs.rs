//! Promises to do something later: given up, or due for so long that nobody seems to be at it.

use super::finding::Finding;
use crate::config::Config;
use crate::house::House;
use crate::site::base_url;
use db::sql;
use kit::Moment;

const WHAT: &str = "jobs";
const OVERDUE_SECONDS: i64 = 600;

type Dead = (String, i64, Option<String>);

pub(super) async fn look(config: &Config, house: &House, now: Moment) -> Vec<Finding> {
    let since = now.plus_seconds(-OVERDUE_SECONDS);
    let asked = house.db.read(move |tx| {
        let dead: Vec<Dead> =
            sql("SELECT kind, COUNT(*), MAX(last_error) FROM job WHERE dead_at IS NOT NULL GROUP BY kind ORDER BY kind").all(tx)?;
        // Files of before an upgrade are read when there is time, one after the other; nobody waits for them.
        let overdue: i64 = sql(
            "SELECT COUNT(*) FROM job WHERE dead_at IS NULL AND run_at < $1 AND (leased_until IS NULL OR leased_until < $1) AND kind <> $2",
        )
        .with(since)
        .with(desk::file_texts::JOB)
        .only(tx, "count")?;
        let waiting: i64 = sql("SELECT COUNT(*) FROM job WHERE dead_at IS NULL").only(tx, "count")?;
        Ok((dead, overdue, waiting))
    });
    match asked.await {
        Ok((dead, overdue, waiting)) => judged(&dead, overdue, waiting, &base_url(config)),
        Err(trouble) => vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    }
}

fn judged(dead: &[Dead], overdue: i64, waiting: i64, url: &str) -> Vec<Finding> {
    let mut findings: Vec<Finding> = dead
        .iter()
        .map(|(kind, count, error)| {
            let error = error.as_deref().unwrap_or("no reason was kept");
            // Letters of the house are invitations and resets; everything else is a message in a conversation.
            let page = if kind == agents::post::JOB { "settings/people" } else { "views/trouble" };
            Finding::warn(WHAT, format!("{count} of {kind} were given up; the last said: {error}"), format!("open {url}/{page}"))
        })
        .collect();
    findings.push(match overdue {
        0 => Finding::ok(WHAT, format!("{waiting} waiting, none overdue")),
        overdue => Finding::warn(WHAT, format!("{overdue} are overdue by ten minutes: is Frontline running?"), "frontline serve"),
    });
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    const URL: &str = "https://desk.kettle.example";

    #[test]
    fn what_was_given_up_and_what_is_overdue_is_told() {
        assert_eq!(judged(&[], 0, 3, URL), [Finding::ok(WHAT, "3 waiting, none overdue")]);
        let findings = judged(&[("desk.deliver".into(), 2, Some("550 no such user".into()))], 4, 4, URL);
        assert!(findings.iter().all(|finding| finding.mark == Mark::Warn && finding.next.is_some()));
        assert!(findings[0].found.contains("550 no such user"));
    }
}
