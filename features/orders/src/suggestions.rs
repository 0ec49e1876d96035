//! Suggestions: what an agent could offer this customer now, from rules and from what is bought together, and why nothing.
//!
//! 1. [`answer`] looks at the [`Case`] first. If anything speaks against it (an open return, an angry letter, a recent no),
//!    the answer is those reasons, by name, and nothing else is looked up: see [`gate`].
//! 2. Then [`rules`] that fit, then [`together`]; what is sold out, owned already or not sold here is left out, with why.
//! 3. A share of customers is shown nothing, to compare with. [`shown::show`] writes down what was shown or kept back;
//!    [`shown::offered`] and [`shown::declined`] what became of it. Whether it was bought, [`shown::bought`] notices by itself
//!    whenever pieces enter an order, whoever placed it.
//! 4. [`figures`] counts all that.
//!
//! It places no order: what is suggested goes through [`crate::preview`] and [`crate::confirm`] like everything else.

mod candidates;
mod case;
pub mod figures;
pub mod gate;
pub mod opting;
pub mod rules;
pub mod settings;
pub mod shown;
pub mod together;
mod trial;
mod wording;

pub use candidates::{Because, Dropped, Suggestion};
pub use case::{Asking, Case, Talk};
pub use gate::WhyNot;
pub use rules::{Has, Kind, LookAt, NewRule, Rule, RuleId};
pub use settings::Settings;
pub use shown::SuggestionId;
pub use trial::{Trial, Trying, tried};
pub use wording::filled;

use db::{Trouble, Tx};

/// What could be offered now, or why nothing.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub suggestions: Vec<Suggestion>,
    /// Why nothing is suggested; nothing here if something is, or if nothing fits.
    pub not_now: Vec<WhyNot>,
    /// What fits and cannot be offered.
    pub dropped: Vec<Dropped>,
    /// The customer is one of those who are shown nothing, so that the difference can be told. What they would have been
    /// shown is in here, to be counted and not to be drawn.
    pub held_out: Vec<Suggestion>,
}

/// Works out what could be offered; changes nothing.
pub fn answer(tx: &mut Tx<'_>, asking: &Asking) -> Result<Answer, Trouble> {
    let (settings, rules) = (settings::read(tx)?, rules::all(tx)?);
    answered(tx, asking, &settings, rules)
}

fn answered(tx: &mut Tx<'_>, asking: &Asking, settings: &Settings, rules: Vec<Rule>) -> Result<Answer, Trouble> {
    let case = Case::of(tx, asking, settings)?;
    let not_now = gate::why_not(&case, settings, tx.now());
    if !not_now.is_empty() {
        return Ok(Answer { not_now, ..Answer::default() });
    }
    let (found, dropped) = candidates::of(tx, &case, settings, rules)?;
    if !found.is_empty() && gate::is_held_out(case.customer, settings.hold_out_percent) {
        return Ok(Answer { not_now: vec![WhyNot::HeldOut], held_out: found, ..Answer::default() });
    }
    Ok(Answer { suggestions: found, dropped, ..Answer::default() })
}
