//! Who serves the desk, and who does what only one may do. On SQLite there is one program, and nothing to find.

use super::finding::Finding;
use crate::house::House;
use db::nodes::{self, Held, Seen};
use db::{Place, Trouble};
use kit::Moment;
use std::collections::BTreeSet;

const WHAT: &str = "nodes";
/// Machines may differ by this much without anybody noticing.
const TOLERATED: i64 = 60_000_000;

pub(super) async fn look(house: &House) -> Vec<Finding> {
    if matches!(house.db.place(), Place::Sqlite(_)) {
        return Vec::new();
    }
    let asked: Result<_, Trouble> = house.db.read(|tx| Ok((nodes::all(tx)?, nodes::duties(tx)?, tx.now()))).await;
    match asked {
        Ok((seen, duties, now)) => judged(&seen, &duties, now),
        Err(trouble) => vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    }
}

fn judged(seen: &[Seen], duties: &[Held], now: Moment) -> Vec<Finding> {
    let (alive, silent): (Vec<&Seen>, Vec<&Seen>) = seen.iter().partition(|node| node.lives(now));
    if alive.is_empty() {
        return vec![Finding::ok(WHAT, "nobody serves this desk now")];
    }
    let mut findings: Vec<Finding> = alive.iter().flat_map(|node| of(node, duties)).collect();
    findings.extend(silent.into_iter().map(|node| {
        let found = format!("{} has said nothing since {}: it is stopped, or its line is cut", node.name, node.heard_at.rfc3339());
        Finding::warn(WHAT, found, "look at that machine: systemctl status frontline")
    }));
    let versions: BTreeSet<&str> = alive.iter().map(|node| node.version.as_str()).collect();
    if versions.len() > 1 {
        let found = format!("they are of different versions: {}", versions.into_iter().collect::<Vec<_>>().join(", "));
        findings.push(Finding::warn(WHAT, found, "upgrade the others as well"));
    }
    findings
}

fn of(node: &Seen, duties: &[Held]) -> Vec<Finding> {
    let held: Vec<&str> = duties.iter().filter(|(_, by)| *by == Some(node.id)).map(|(name, _)| name.as_str()).collect();
    let does = if held.is_empty() { "pages and jobs only".to_owned() } else { held.join(", ") };
    let mut findings = vec![match &node.rests {
        None => Finding::ok(WHAT, format!("{} ({}): {does}", node.name, node.version)),
        Some(step) => Finding::warn(
            WHAT,
            format!("{} ({}) takes no new work: a newer Frontline has changed the database ({step})", node.name, node.version),
            "upgrade it and start it again",
        ),
    }];
    if node.clock_off.abs() > TOLERATED {
        let found = format!("the clock of {} is {} s away from the database's", node.name, node.clock_off.abs() / 1_000_000);
        findings.push(Finding::warn(WHAT, found, "on that machine: timedatectl set-ntp true"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    fn node(id: i64, name: &str, heard_at: i64) -> Seen {
        Seen {
            id,
            name: name.into(),
            version: "1.4.0".into(),
            joined_at: Moment(0),
            heard_at: Moment::from_seconds(heard_at),
            clock_off: 0,
            rests: None,
        }
    }

    fn told(seen: &[Seen]) -> Vec<String> {
        let duties = [("mailbox 3".to_owned(), Some(1)), ("timers".to_owned(), Some(1)), ("shops".to_owned(), None)];
        let findings = judged(seen, &duties, Moment::from_seconds(100));
        assert!(findings.iter().all(|finding| (finding.mark == Mark::Ok) == finding.next.is_none()));
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn who_lives_and_who_does_what_is_told() {
        let well = told(&[node(1, "kettle-a:8080", 99), node(2, "kettle-b:8080", 98)]);
        assert_eq!(
            well,
            [
                "ok    nodes: kettle-a:8080 (1.4.0): mailbox 3, timers",
                "ok    nodes: kettle-b:8080 (1.4.0): pages and jobs only"
            ]
        );
        assert_eq!(told(&[node(1, "kettle-a:8080", 10)]), ["ok    nodes: nobody serves this desk now"]);
    }

    #[test]
    fn who_is_silent_behind_a_version_or_in_another_time_is_told_with_a_remedy() {
        let older = Seen {
            rests: Some("desk 41".into()),
            version: "1.3.0".into(),
            clock_off: -300_000_000,
            ..node(2, "kettle-b:8080", 99)
        };
        let told = told(&[node(1, "kettle-a:8080", 99), older, node(3, "kettle-c:8080", 40)]).join("\n");
        for part in ["takes no new work", "desk 41", "300 s away", "kettle-c:8080 has said nothing", "1.3.0, 1.4.0"] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }
}
