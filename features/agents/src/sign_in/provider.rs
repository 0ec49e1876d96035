//! Somebody whom the company's own sign-in has proven to be who they are. Whoever calls this has checked the proof.

use super::{Answer, Visitor, enter, second_step};
use crate::agent::Agent;
use db::{Trouble, Work};
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
    enter(work, key, agent, visitor, &by).map(Answer::In)
}
