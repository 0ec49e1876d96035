//! The test bench: what was judged is judged again, as if this version stood among the live ones in the place of its
//! predecessor. Of more than one cares to wait for, an even sample is played.

use super::{PolicyId, PolicyState, all, find, read};
use crate::brand;
use crate::verdict::{self, Kept, VerdictId, outcome_word};
use db::{Trouble, Tx};
use jiff::civil::Date;
use kit::Moment;
use policy::{Facts, Policy};
use std::collections::HashMap;
use std::sync::Arc;

/// One verdict that would have been another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub verdict: VerdictId,
    pub verb: String,
    pub judged_at: Moment,
    /// The words of the outcomes.
    pub was: &'static str,
    pub would_be: &'static str,
    pub was_code: String,
    pub would_be_code: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    pub changed: Vec<Difference>,
    /// How many were played: those this version would have decided.
    pub played: i64,
    /// How many verdicts there were in that time.
    pub judged: i64,
    /// Of these, each so-manieth was looked at; 1 is all of them.
    pub every: i64,
}

/// Plays what was judged between two moments against this version, at most `most` verdicts, evenly chosen. Only what this
/// version would have decided is played: where another live policy counts, it would not have been asked. What was impossible
/// stays impossible and is left out.
pub fn replay(tx: &mut Tx<'_>, id: PolicyId, from: Moment, until: Moment, most: i64) -> Result<Replay, Trouble> {
    let bench = Bench::of(tx, id)?;
    let judged = verdict::judged_between(tx, from, until)?;
    let most = most.max(1);
    let every = (judged.saturating_add(most - 1) / most).max(1);
    let mut replay = Replay { changed: Vec::new(), played: 0, judged, every };
    for kept in verdict::each_between(tx, from, until, every)? {
        let Some(found) = bench.plays(&kept)? else { continue };
        replay.played += 1;
        replay.changed.extend(found);
    }
    Ok(replay)
}

/// A version, and the live policies it would stand among.
struct Bench {
    id: PolicyId,
    policy: Arc<Policy>,
    beside: Vec<(PolicyId, Arc<Policy>)>,
    zones: HashMap<String, String>,
}

impl Bench {
    fn of(tx: &mut Tx<'_>, id: PolicyId) -> Result<Self, Trouble> {
        let name = find(tx, id)?.name;
        let mut beside = Vec::new();
        for other in all(tx)? {
            if other.state == PolicyState::Live && other.name != name {
                beside.push((other.id, read(tx, other.id)?));
            }
        }
        let zones = brand::all(tx)?.into_iter().map(|brand| (brand.code, brand.zone)).collect();
        Ok(Self { id, policy: read(tx, id)?, beside, zones })
    }

    /// Whether it would have been this version's to decide.
    fn counts(&self, brand: &str, country: &str, day: Date) -> bool {
        let Some(own) = self.policy.rank(brand, country, day) else { return false };
        let goes_before = |(id, other): &(PolicyId, Arc<Policy>)| {
            other.rank(brand, country, day).is_some_and(|rank| rank > own || (rank == own && id.0 < self.id.0))
        };
        !self.beside.iter().any(goes_before)
    }

    /// `None` if it is not played; else what would have been different, if anything.
    fn plays(&self, kept: &Kept) -> Result<Option<Option<Difference>>, Trouble> {
        let (facts, old) = (kept.facts()?, kept.verdict()?);
        let brand = brand_in(&facts).filter(|code| self.zones.contains_key(code)).unwrap_or_default();
        let zone = self.zones.get(&brand).map_or("UTC", String::as_str);
        if old.impossible || !self.counts(&brand, &kept.country, kept.judged_at.in_zone(zone).date()) {
            return Ok(None);
        }
        let new = policy::judge(&self.policy, &kept.verb, &facts);
        let would_be_code = new.reasons.first().map_or_else(String::new, |reason| reason.code.clone());
        let differs = new.outcome != old.outcome || would_be_code != old.code;
        Ok(Some(differs.then(|| Difference {
            verdict: kept.id,
            verb: kept.verb.clone(),
            judged_at: kept.judged_at,
            was: outcome_word(&old.outcome),
            would_be: outcome_word(&new.outcome),
            was_code: old.code,
            would_be_code,
        })))
    }
}

fn brand_in(facts: &Facts) -> Option<String> {
    facts.get("brand").and_then(|fact| fact.texts()).and_then(|texts| texts.first().cloned())
}
