//! A policy in plain language: what an administrator reads before they sign it.

use crate::Policy;
use crate::parts::{parts, title};
use kit::Locale;
use serde::Serialize;

/// The whole policy, said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Description {
    /// For whom and when, and what is told to whom.
    pub scope: Vec<Sentence>,
    pub actions: Vec<ActionSaid>,
}

/// What is said of one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionSaid {
    pub action: String,
    pub title: String,
    pub sentences: Vec<Sentence>,
}

/// One sentence, and what the customer is told where it says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// The piece of the policy it is about: `rule:within-30-days`, `needs_confirmation`, `per_day:agent`.
    pub part: String,
    pub text: String,
    pub otherwise: Option<String>,
}

/// Says every piece of the policy in one language.
pub fn describe(policy: &Policy, locale: Locale) -> Description {
    let all = parts(policy);
    let about = |action: Option<&str>| -> Vec<Sentence> {
        let parts = all.iter().filter(|part| part.action.as_deref() == action && part.name != "title");
        parts
            .map(|part| Sentence {
                part: part.name.clone(),
                text: part.said.of(locale).to_owned(),
                otherwise: part.otherwise.as_ref().map(|words| words.of(locale).to_owned()),
            })
            .collect()
    };
    let actions = policy.actions.iter().map(|(name, action)| ActionSaid {
        action: name.clone(),
        title: title(name, action).of(locale).to_owned(),
        sentences: about(Some(name)),
    });
    Description { scope: about(None), actions: actions.collect() }
}
