//! What is new, for the people who work with it: a few notes, shipped with the program in three languages, newest first.
//!
//! A note is never a window in the way: a dot in the menu says that there are some, and the page lists them. What was there
//! before somebody came is no news to them.

use crate::welcomed;
use db::{Trouble, Tx, Work};

/// One note. Its words are `welcome-news-SLUG` and `welcome-news-SLUG-more`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Grows with every note and is never used again.
    pub number: i64,
    /// When it was shipped: noon of that day, in seconds.
    pub shipped: i64,
    pub slug: &'static str,
    /// Where it can be tried.
    pub href: Option<&'static str>,
}

const fn note(number: i64, shipped: i64, slug: &'static str, href: Option<&'static str>) -> Note {
    Note { number, shipped, slug, href }
}

/// Every note, newest first.
pub const NOTES: &[Note] = &[
    note(12, 1_795_780_800, "knowledge", Some("/knowledge")),
    note(11, 1_795_694_400, "steady", None),
    note(10, 1_795_694_400, "ratings", None),
    note(9, 1_795_694_400, "passkeys", Some("/settings/security")),
    note(8, 1_795_608_000, "tour", Some("/tour")),
    note(7, 1_795_608_000, "keys", Some("/settings/keys")),
    note(6, 1_795_608_000, "brands", None),
    note(5, 1_795_521_600, "targets", Some("/views/breaching")),
    note(4, 1_795_521_600, "incidents", None),
    note(3, 1_795_435_200, "undo", None),
    note(2, 1_795_435_200, "views", Some("/views/new")),
    note(1, 1_795_348_800, "suggestions", None),
];

/// How many this agent has not seen.
pub fn unseen(tx: &mut Tx<'_>, agent: i64) -> Result<i64, Trouble> {
    Ok(new_to(tx, agent)?.len() as i64)
}

/// Those this agent has not seen, newest first.
pub fn new_to(tx: &mut Tx<'_>, agent: i64) -> Result<Vec<i64>, Trouble> {
    let seen = welcomed::of(tx, agent)?.news_seen;
    let came = agents::agents::find(tx, agents::AgentId(agent))?.created_at;
    Ok(NOTES
        .iter()
        .filter(|note| note.number > seen && note.shipped > came.seconds())
        .map(|note| note.number)
        .collect())
}

/// They have seen all there are.
pub fn seen(work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
    let newest = NOTES.iter().map(|note| note.number).max().unwrap_or(0);
    let now = welcomed::of(work, agent)?;
    work.keep_quietly("which notes were seen");
    if now.news_seen >= newest {
        return Ok(());
    }
    welcomed::keep(work, agent, &welcomed::Welcomed { news_seen: newest, ..now })
}

#[cfg(test)]
mod tests {
    use super::NOTES;

    #[test]
    fn notes_are_numbered_once_and_newest_first() {
        assert!(NOTES.windows(2).all(|pair| pair[0].number > pair[1].number && pair[0].shipped >= pair[1].shipped));
    }
}
