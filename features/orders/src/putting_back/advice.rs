//! Rules of suggestions, how suggestions are made, and types of records.

use super::{MANAGE, key};
use crate::record_type::{self, Definition};
use crate::suggestions::NewRule;
use crate::suggestions::rules::{self, RuleId};
use crate::suggestions::settings::{self, Settings};
use agents::changes::{Setting, read, written};
use db::{Trouble, Tx, Work};

/// A rule; what it suggested so far keeps counting for it.
#[derive(Debug, Clone, Copy)]
pub struct RuleSetting;

impl Setting for RuleSetting {
    fn kind(&self) -> &'static str {
        "suggestion_rule"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        "/settings/suggestions".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        match rules::find(tx, RuleId(key(thing)?)) {
            Ok(rule) => Ok((rule.name.clone(), written(&Some(rule.settings()))?)),
            Err(Trouble::NotFound(_)) => Ok((String::new(), "null".to_owned())),
            Err(other) => Err(other),
        }
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let id = RuleId(key(thing)?);
        let Some(stood) = read::<Option<NewRule>>(stood)? else { return rules::remove(work, id) };
        rules::take_up_again(work, id)?;
        rules::change(work, id, &stood)
    }
}

/// How suggestions are made.
#[derive(Debug, Clone, Copy)]
pub struct SuggestionsSetting;

impl Setting for SuggestionsSetting {
    fn kind(&self) -> &'static str {
        "suggestions"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        "/settings/suggestions".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, _: &str) -> Result<(String, String), Trouble> {
        // In the order in which they are kept when they are changed.
        Ok((String::new(), written(&settings::read(tx)?.checked()?)?))
    }

    fn put_back(&self, work: &mut Work<'_>, _: &str, stood: &str) -> Result<(), Trouble> {
        let stood: Settings = read(stood)?;
        settings::change(work, &stood)
    }
}

/// A type of records, by its code. Put back, it is the next version with the words of the one before; a new one goes while
/// there is no record of it.
#[derive(Debug, Clone, Copy)]
pub struct RecordTypeSetting;

impl Setting for RecordTypeSetting {
    fn kind(&self) -> &'static str {
        "record_type"
    }

    fn needs(&self) -> &'static str {
        MANAGE
    }

    fn href(&self, _: &str) -> String {
        "/settings/record-types".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let found = record_type::by_code(tx, thing)?;
        let name = found.as_ref().map_or_else(String::new, |known| known.name.clone());
        let stands = found.map(|known| Ok::<_, Trouble>((known.name.clone(), known.definition()?))).transpose()?;
        Ok((name, written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        match read::<Option<(String, Definition)>>(stood)? {
            Some((name, definition)) => record_type::define(work, thing, &name, &definition).map(drop),
            None => record_type::remove_unused(work, thing),
        }
    }
}
