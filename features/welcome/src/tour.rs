//! The tour: a day of an agent in eleven steps. Each says what to do with the real thing and waits until it was done, however
//! it was done; whether it was, the activity log says.
//!
//! What leaves no line there (a page opened, the palette) the browser reports as a step; so does "skip". Leaving loses nothing.

use crate::Event;
use crate::welcomed::{self, Tour, Welcomed};
use db::{Trouble, Tx, Work, sql};

/// One step, the events that mean it was done, and what it points at: a selector, most particular first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub word: &'static str,
    kinds: &'static [&'static str],
    pub target: &'static str,
    /// The keys that do it, shown beside the words; `mod+k` is Ctrl or ⌘.
    pub keys: &'static str,
}

const fn step(word: &'static str, kinds: &'static [&'static str], target: &'static str, keys: &'static str) -> Step {
    Step { word, kinds, target, keys }
}

/// The steps, in order.
pub const STEPS: &[Step] = &[
    step("open", &[], "#list [data-open]", "j o"),
    step("reply", &["message.written"], "fl-composer [data-body], #mode-reply", "r"),
    step("note", &["note.added"], "#mode-note", "n"),
    step("assign", &["conversation.assigned"], "[popovertarget=assign-menu]", "i"),
    step("snooze", &["conversation.snoozed"], "[popovertarget=snooze-menu]", "h"),
    step("undo", &[], "#toasts form button, .brand", "z"),
    step("palette", &[], ".rail-search", "mod+k"),
    step("search", &[], ".rail-search", "/"),
    step("macro", &["macro.used"], "[popovertarget=macro-menu]", "m"),
    step("order", &["action.done", "action.denied", "approval.asked"], "[data-key=d], a[href='/orders']", "d"),
    step("resolve", &["conversation.resolved"], "form[action$='/resolve'] > [data-key=e]", "e"),
];

/// What a step done without a trace, or skipped, is recorded as.
const REPORTED: &str = "tour.step";

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What is to be done now; `None`: all of it was.
    pub step: Option<Step>,
    pub done: usize,
}

/// One thing somebody did: what kind of event it left, and the step if it was reported as one.
pub struct Done<'a> {
    pub kind: &'a str,
    pub reported: Option<&'a str>,
}

/// How far the steps have come by what was done since the tour began, in order.
pub fn after(done: &[Done<'_>]) -> Standing {
    let mut steps = STEPS.iter();
    let mut now = steps.next();
    for one in done {
        let Some(step) = now else { break };
        if step.kinds.contains(&one.kind) || one.reported == Some(step.word) {
            now = steps.next();
        }
    }
    let left = now.map_or(0, |_| 1 + steps.len());
    Standing { step: now.copied(), done: STEPS.len() - left }
}

/// Where this agent is; `None` while they are on no tour.
pub fn standing(tx: &mut Tx<'_>, agent: i64) -> Result<Option<Standing>, Trouble> {
    let welcomed = welcomed::of(tx, agent)?;
    if welcomed.tour != Tour::On {
        return Ok(None);
    }
    // Two halves, each by an index of its own.
    let lines: Vec<(String, String)> = sql("SELECT one.kind, one.detail FROM (
            SELECT id, kind, detail FROM activity WHERE id > $1 AND actor_kind = 'agent' AND actor_id = $2 AND conversation_id IS NOT NULL
             UNION ALL
            SELECT id, kind, detail FROM activity WHERE id > $1 AND actor_kind = 'agent' AND actor_id = $2 AND conversation_id IS NULL) one
          ORDER BY one.id LIMIT 5000")
    .with(welcomed.tour_since)
    .with(agent)
    .all(tx)?;
    let reported: Vec<Option<String>> = lines.iter().map(|(kind, detail)| reported(kind, detail)).collect();
    let done: Vec<Done<'_>> = lines
        .iter()
        .zip(&reported)
        .map(|((kind, _), step)| Done { kind, reported: step.as_deref() })
        .collect();
    Ok(Some(after(&done)))
}

fn reported(kind: &str, detail: &str) -> Option<String> {
    match (kind == REPORTED).then(|| serde_json::from_str(detail)) {
        Some(Ok(Event::TourStep { step, .. })) => Some(step),
        _ => None,
    }
}

/// Whether this agent ever began, or said no.
pub fn is_offered(tx: &mut Tx<'_>, agent: i64) -> Result<bool, Trouble> {
    Ok(welcomed::of(tx, agent)?.tour == Tour::Never)
}

/// Begins, from the first step; a tour that was left goes on where it was, unless `anew`.
pub fn begin(work: &mut Work<'_>, agent: i64, anew: bool) -> Result<(), Trouble> {
    let now = welcomed::of(work, agent)?;
    if now.tour == Tour::On && !anew {
        work.keep_quietly("it goes on already");
        return Ok(());
    }
    let resumes = now.tour == Tour::Left && now.tour_since > 0 && !anew;
    let since = if resumes { now.tour_since } else { newest_line(work)? };
    welcomed::keep(work, agent, &Welcomed { tour: Tour::On, tour_since: since, ..now })?;
    work.record(&Event::TourBegun { agent })
}

/// A step without a trace was done, or is skipped. Only the step one is at counts.
pub fn did(work: &mut Work<'_>, agent: i64, word: &str) -> Result<(), Trouble> {
    let at = standing(work, agent)?.and_then(|standing| standing.step);
    match at.filter(|step| step.word == word) {
        Some(step) => work.record(&Event::TourStep { agent, step: step.word.to_owned() }),
        None => {
            work.keep_quietly("it was done before");
            Ok(())
        }
    }
}

/// Leaves it; what was done stays done. After the last step it is over for good.
pub fn leave(work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
    let now = welcomed::of(work, agent)?;
    let is_over = standing(work, agent)?.is_some_and(|standing| standing.step.is_none());
    let tour = if is_over { Tour::Done } else { Tour::Left };
    if now.tour == tour || now.tour == Tour::Done {
        work.keep_quietly("it was left before");
        return Ok(());
    }
    welcomed::keep(work, agent, &Welcomed { tour, ..now })?;
    work.record(&if is_over { Event::TourDone { agent } } else { Event::TourLeft { agent } })
}

fn newest_line(tx: &mut Tx<'_>) -> Result<i64, Trouble> {
    let newest: Option<i64> = sql("SELECT id FROM activity ORDER BY id DESC LIMIT 1").one(tx)?;
    Ok(newest.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(done: &[(&'static str, Option<&'static str>)]) -> (Option<&'static str>, usize) {
        let done: Vec<Done<'_>> = done.iter().map(|(kind, reported)| Done { kind, reported: *reported }).collect();
        let standing = after(&done);
        (standing.step.map(|step| step.word), standing.done)
    }

    #[test]
    fn a_step_waits_until_it_was_done_after_the_one_before() {
        assert_eq!(at(&[]), (Some("open"), 0));
        assert_eq!(at(&[("message.written", None)]), (Some("open"), 0), "a reply before anything was opened is not the tour's");
        assert_eq!(at(&[(REPORTED, Some("open")), ("note.added", None)]), (Some("reply"), 1));
        assert_eq!(at(&[(REPORTED, Some("open")), ("message.written", None), ("note.added", None)]), (Some("assign"), 3));
    }

    #[test]
    fn skipping_every_step_ends_the_tour() {
        let all: Vec<_> = STEPS.iter().map(|step| (REPORTED, Some(step.word))).collect();

        assert_eq!(at(&all), (None, STEPS.len()));
    }
}
