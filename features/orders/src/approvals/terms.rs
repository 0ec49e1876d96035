//! How the policy wants a request decided: how long it waits, whether whoever asked may decide, whether somebody may decide
//! in another's place. Read once, when it is asked, and kept with the request: a later policy changes nothing about it.

use crate::action::preview::Considered;
use crate::policies;
use db::{Trouble, Tx};

/// What a policy's line about approvals says beside role and amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terms {
    pub valid_hours: i64,
    pub four_eyes: bool,
    pub may_delegate: bool,
}

/// Where the policy has no line for the role of who asks: the strictest.
const UNWRITTEN: Terms = Terms { valid_hours: 72, four_eyes: true, may_delegate: false };

/// The terms for an action that was found to need approval.
pub(crate) fn of(tx: &mut Tx<'_>, considered: &Considered) -> Result<Terms, Trouble> {
    let Some(id) = considered.policy else { return Ok(UNWRITTEN) };
    let role = considered.facts.get("actor.role").and_then(|fact| fact.texts()).and_then(<[String]>::first);
    let policy = policies::read(tx, id)?;
    let line = policy
        .actions
        .get(&considered.preview.verb)
        .zip(role)
        .and_then(|(action, role)| action.approval_for(role));
    Ok(line.map_or(UNWRITTEN, |line| Terms {
        valid_hours: line.valid_hours,
        four_eyes: line.four_eyes,
        may_delegate: line.may_delegate,
    }))
}
