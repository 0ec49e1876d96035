//! A rule tried before it is saved: what would be suggested in a case that is there, with the rule as it is being written in the
//! place it has or would have. Nobody is held out of a trial, and nothing is counted as shown.

use super::{Answer, Asking, NewRule, RuleId, Settings, answered, rules, settings};
use db::{Trouble, Tx};

/// What is tried.
#[derive(Debug, Clone)]
pub enum Trying {
    /// A rule: one that is there with other words, or a new one behind the others.
    Rule(Option<RuleId>, NewRule),
    /// Other settings for all.
    Settings(Settings),
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Trial {
    pub with_it: Answer,
    /// As things stand, to compare with.
    pub as_it_is: Answer,
    /// The key the tried rule has in the answer.
    pub rule: Option<RuleId>,
}

/// Tries it; changes nothing.
pub fn tried(tx: &mut Tx<'_>, asking: &Asking, trying: &Trying) -> Result<Trial, Trouble> {
    let (now, all) = (settings::read(tx)?, rules::all(tx)?);
    let as_it_is = answered(tx, asking, &for_everybody(&now), all.clone())?;
    let (with_it, rule) = match trying {
        Trying::Settings(wanted) => (answered(tx, asking, &for_everybody(&wanted.checked()?), all)?, None),
        Trying::Rule(id, new) => {
            let rule = rules::imagined(tx, *id, new)?;
            let key = rule.id;
            let mut all = all;
            match all.iter_mut().find(|one| Some(one.id) == *id) {
                Some(there) => *there = rule,
                None => all.push(rule),
            }
            (answered(tx, asking, &for_everybody(&now), all)?, Some(key))
        }
    };
    Ok(Trial { with_it, as_it_is, rule })
}

fn for_everybody(settings: &Settings) -> Settings {
    Settings { hold_out_percent: 0, ..settings.clone() }
}
