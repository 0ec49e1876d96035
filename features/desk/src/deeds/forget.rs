//! Forgetting deeds that can no longer be undone: drafts thrown away and values replaced are not kept for nothing.

use super::undo::UNDONE_WITHIN_SECONDS;
use super::{DeedId, Way, json};
use db::{Trouble, Work, sql};

/// Forgets up to a thousand deeds past their time and says how many. Of a bulk change the row stays, without what it held; one
/// still being carried on, or being undone, is kept until it is over.
pub fn forget_old(work: &mut Work<'_>) -> Result<usize, Trouble> {
    work.keep_quietly("deeds past their time");
    let since = work.now.plus_seconds(-UNDONE_WITHIN_SECONDS);
    let old: Vec<DeedId> = sql("SELECT d.id FROM deed d
          WHERE d.forgotten_at IS NULL AND d.done_at < $1
            AND NOT EXISTS (SELECT 1 FROM bulk b WHERE b.deed_id = d.id AND b.finished_at IS NULL)
          ORDER BY d.done_at, d.id LIMIT 1000")
    .with(since)
    .all(work)?;
    for deed in &old {
        forget(work, *deed)?;
    }
    Ok(old.len())
}

fn forget(work: &mut Work<'_>, deed: DeedId) -> Result<(), Trouble> {
    sql("DELETE FROM deed_change WHERE deed_id = $1").with(deed).run(work)?;
    let gone = sql("DELETE FROM deed WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM bulk WHERE deed_id = $1)")
        .with(deed)
        .run(work)?;
    if gone == 0 {
        let now = work.now;
        sql("UPDATE deed SET way = $2, forgotten_at = $3 WHERE id = $1")
            .with(deed)
            .with(json(&Way::None)?)
            .with(now)
            .run(work)?;
    }
    Ok(())
}
