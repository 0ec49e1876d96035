//! Somebody whom the company's own sign-in has proven to be who they are. Whoever calls this has checked the proof.

use super::{Answer, Visitor, enter_vouched, second_step};
use crate::agent::Agent;
use db::{Trouble, Work, sql};
use kit::Key;

/// What `came_by` begins with.
pub const BY: &str = "provider";

/// Lets them in; the second factor of this desk is asked for unless the provider vouches for one. `provider` is written into the
/// session, so that it can be told where it began.
pub fn by_provider(
    work: &mut Work<'_>,
    key: &Key,
    agent: &Agent,
    visitor: &Visitor,
    provider: i64,
    vouched: bool,
) -> Result<Answer, Trouble> {
    if !agent.is_active() {
        return Ok(Answer::Wrong);
    }
    let by = format!("{BY}:{provider}");
    if agent.has_second_factor() && !vouched {
        return second_step::begin(work, agent.id, &by).map(Answer::SecondStep);
    }
    enter_vouched(work, key, agent, visitor, &by, vouched).map(Answer::In)
}

/// The provider vouches for nobody any more, or is no way in: whoever came through it and has no second factor here is asked for one, where
/// one is asked.
pub fn vouches_no_more(work: &mut Work<'_>, provider: i64) -> Result<(), Trouble> {
    sql("UPDATE session SET vouched = FALSE WHERE came_by = $1 AND vouched")
        .with(format!("{BY}:{provider}"))
        .run(work)
        .map(drop)
}
