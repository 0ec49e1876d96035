//! What lies ahead of the clock: made while it stood far ahead, so that it comes in a year or stands on top for one.

use super::finding::Finding;
use crate::ahead::{self, Ahead};
use crate::house::House;

const WHAT: &str = "times";

pub(super) async fn look(house: &House) -> Vec<Finding> {
    match house.db.read(ahead::look).await {
        Ok(found) => vec![judged(&found)],
        Err(trouble) => vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    }
}

fn judged(found: &Ahead) -> Finding {
    if found.is_nothing() {
        return Finding::ok(WHAT, "nothing lies ahead of the clock");
    }
    let until = found.until.map_or_else(String::new, |until| format!(", until {}", until.rfc3339()));
    let told = format!("made while the clock stood ahead{until}: {}", found.words());
    if found.is_the_clock() {
        return Finding::fail(
            WHAT,
            format!("{told}; that is most of all there is, so rather the clock stands behind"),
            "timedatectl set-ntp true",
        );
    }
    Finding::warn(WHAT, told, "frontline put-times-right")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    #[test]
    fn attack_43_what_was_made_ahead_is_told_with_its_remedy_and_a_clock_that_stands_behind_is_told_instead() {
        let found = |rows: &[(&'static str, i64)], lines| judged(&Ahead { rows: rows.to_vec(), until: None, lines });

        assert_eq!(found(&[], (0, 9)).mark, Mark::Ok);
        let ahead = found(&[("job", 2)], (3, 900));
        assert!(ahead.mark == Mark::Warn && ahead.next.as_deref() == Some("frontline put-times-right"), "{ahead}");
        assert!(ahead.found.contains("2 of job"));
        let behind = found(&[("job", 2)], (800, 900));
        assert!(behind.mark == Mark::Fail && behind.next.is_some_and(|next| next.starts_with("timedatectl")));
    }
}
