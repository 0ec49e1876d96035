//! Attachments outside the database: whether every place answers, and whether anything waits to move.

use super::finding::Finding;
use crate::config::{Attachments, Config};
use crate::elsewhere::{Places, carrying};
use crate::house::House;
use db::Trouble;
use desk::outlying::{self, Standing};

const WHAT: &str = "attachments";

pub(super) async fn look(config: &Config, house: &House) -> Vec<Finding> {
    let asked = house.db.read(|tx| Ok((outlying::places(tx)?, outlying::standing(tx)?, carrying::trouble(tx)?)));
    let (mut places, standing, trouble) = match asked.await {
        Ok(known) => known,
        Err(trouble) => return vec![Finding::fail(WHAT, trouble, "frontline doctor")],
    };
    let with_files = places.clone();
    if let Attachments::At(to) = &config.attachments
        && !places.contains(to)
    {
        places.push(to.clone());
    }
    if places.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let all = Places::of(config);
    for place in places {
        let (asked, all) = (place.clone(), all.clone());
        let answer = tokio::task::spawn_blocking(move || all.is_begun(&asked)).await;
        let answer = answer.unwrap_or_else(|e| Err(Trouble::Panicked(e.to_string())));
        findings.push(place_is(&place, answer, with_files.contains(&place)));
    }
    findings.push(judged(&standing, &config.attachments, trouble.as_deref()));
    findings
}

fn place_is(place: &str, answer: Result<bool, Trouble>, has_files: bool) -> Finding {
    match answer {
        Err(trouble) => Finding::fail(WHAT, trouble, "frontline attachments"),
        Ok(false) if has_files => Finding::fail(
            WHAT,
            format!("{place} holds no files of this desk, and rows name some there"),
            "mount the disk or correct s3_endpoint, then: frontline doctor",
        ),
        Ok(_) => Finding::ok(WHAT, format!("{place} answers")),
    }
}

fn judged(standing: &Standing, wanted: &Attachments, trouble: Option<&str>) -> Finding {
    let Standing { inside, coming, going } = standing;
    let waiting = if matches!(wanted, Attachments::At(_)) { *inside } else { 0 };
    let found = format!("{waiting} wait to leave the database, {coming} objects are on their way, {going} are to be taken away");
    match trouble {
        Some(trouble) => Finding::warn(WHAT, format!("{found}; the last pass said: {trouble}"), "frontline attachments"),
        None => Finding::ok(WHAT, found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    #[test]
    fn a_place_that_is_away_or_not_mounted_and_what_waits_is_told() {
        assert_eq!(place_is("/mnt/files", Err(Trouble::Elsewhere("away".into())), true).mark, Mark::Fail);
        assert_eq!(place_is("/mnt/files", Ok(false), true).mark, Mark::Fail);
        assert_eq!(place_is("/mnt/files", Ok(false), false).mark, Mark::Ok, "nothing was moved yet");

        let standing = Standing { inside: 3, coming: 1, going: 2 };
        let at = Attachments::At("/mnt/files".into());
        assert!(judged(&standing, &at, None).found.starts_with("3 wait"));
        assert!(judged(&standing, &Attachments::AsTheyLie, None).found.starts_with("0 wait"));
        let told = judged(&standing, &at, Some("s3 is silent"));
        assert!(told.mark == Mark::Warn && told.found.contains("s3 is silent"));
    }
}
