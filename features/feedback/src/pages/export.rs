//! The ratings of the last weeks as a file for a spreadsheet: no cell of it is a formula (attack 38), and that somebody took it
//! along is in the log.

use super::overview::Names;
use crate::ratings::{self, Rating};
use crate::{Event, figures, word_key};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use db::Conditions;
use desk::Viewer;
use kit::formula::harmless;
use web::{Problem, SignedIn, Site, Text};

/// More than a company gets in three months.
const MOST: i64 = 100_000;

pub(super) async fn csv(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    let (viewer, since) = (Viewer::of(&who), figures::beginning(site.now(), &who.zone));
    let read = site.db().read(move |tx| {
        let mut narrow = Conditions::new();
        narrow.add_with("r.rated_at >= $?", since);
        Ok((ratings::seen_by(tx, viewer, narrow, MOST)?, Names::read(tx)?))
    });
    let (all, names) = read.await?;
    let said = Event::Exported { lines: i64::try_from(all.len()).unwrap_or(MOST) };
    site.db().work(who.actor(), move |work| work.record(&said)).await?;
    let file = written(who.t(), &all, &names).map_err(|e| Problem::fault(&e))?;
    let day: String = site.now().rfc3339().chars().take(10).collect();
    let about = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"ratings-{day}.csv\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((about, file).into_response())
}

/// With a byte order mark, so that spreadsheets read it as UTF-8.
fn written(t: &Text, all: &[Rating], names: &Names) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let heads = ["given-when", "conversation", "value", "word", "comments", "agent", "team"];
    out.write_record(heads.map(|head| t.say(&format!("feedback-{head}"))))?;
    for one in all {
        let value = one.value.unwrap_or_default();
        let name = |names: &std::collections::HashMap<i64, String>, key: Option<i64>| {
            key.and_then(|key| names.get(&key).cloned()).unwrap_or_default()
        };
        let cells = [
            one.rated_at.map(kit::Moment::rfc3339).unwrap_or_default(),
            one.number.to_string(),
            value.to_string(),
            t.say(&word_key(value)),
            one.comment.clone(),
            name(&names.agents, one.agent),
            name(&names.teams, one.team),
        ];
        out.write_record(cells.map(|cell| harmless(&cell)))?;
    }
    Ok(out.into_inner()?)
}
