//! How far somebody is: one row each, made when it is first needed.

use db::{FromRow, Trouble, Tx, Work, sql};

db::words!(
    /// Where somebody is on the tour.
    #[derive(Default)]
    Tour {
        #[default]
        Never = "",
        On = "on",
        Left = "left",
        Done = "done",
    }
);

#[derive(Debug, Clone, Default, FromRow)]
pub struct Welcomed {
    pub news_seen: i64,
    pub tour: Tour,
    /// The line of the log after which the tour's steps are looked for.
    pub tour_since: i64,
}

pub fn of(tx: &mut Tx<'_>, agent: i64) -> Result<Welcomed, Trouble> {
    let row: Option<Welcomed> = sql("SELECT news_seen, tour, tour_since FROM welcomed WHERE agent_id = $1").with(agent).one(tx)?;
    Ok(row.unwrap_or_default())
}

/// Keeps it; the caller records what it means.
pub fn keep(work: &mut Work<'_>, agent: i64, now: &Welcomed) -> Result<(), Trouble> {
    sql("INSERT INTO welcomed (agent_id, news_seen, tour, tour_since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (agent_id) DO UPDATE SET news_seen = excluded.news_seen, tour = excluded.tour, tour_since = excluded.tour_since")
    .with(agent)
    .with(now.news_seen)
    .with(now.tour)
    .with(now.tour_since)
    .run(work)
    .map(drop)
}
