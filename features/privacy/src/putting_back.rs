//! Retention rules as they can be put back. What a rule took away meanwhile does not come back.

use crate::retention::{self, RuleId, Wish};
use agents::changes::{Setting, read, written};
use db::{Trouble, Tx, Work};

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct RetentionSetting;

impl Setting for RetentionSetting {
    fn kind(&self) -> &'static str {
        "retention_rule"
    }

    fn needs(&self) -> &'static str {
        "privacy.retain"
    }

    fn href(&self, _: &str) -> String {
        "/settings/retention".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let rule = retention::find(tx, key(thing)?)?;
        let stands: Option<Wish> = rule.removed_at.is_none().then(|| rule.wish());
        Ok((rule.id.to_string(), written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (id, stood): (RuleId, Option<Wish>) = (key(thing)?, read(stood)?);
        match stood {
            Some(wish) => retention::change(work, id, wish),
            None => retention::remove(work, id),
        }
    }
}

fn key(thing: &str) -> Result<RuleId, Trouble> {
    thing.parse().map_err(|_| Trouble::NotFound("retention rule"))
}
