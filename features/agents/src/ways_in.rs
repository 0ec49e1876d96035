//! How people may come in: with a password of this desk, or only through the company's own sign-in.
//!
//! Only through the company's own sign-in still leaves one door: one administrator keeps their password, for the day the
//! provider is away. Links from letters then set no password that would open anything.

use crate::agent::AgentId;
use crate::event::Event;
use crate::permissions::Permissions;
use crate::rights::Rights;
use crate::sessions::{self, SessionId, Why};
use crate::{agents, roles};
use db::{Trouble, Tx, Work, sql};

const NAME: &str = "agents.keeps_password";

/// Who alone may still use a password; `None`: everybody may.
pub fn keeper(tx: &mut Tx<'_>) -> Result<Option<AgentId>, Trouble> {
    let kept: Option<String> = sql("SELECT value FROM setting WHERE name = $1").with(NAME).one(tx)?;
    Ok(kept.and_then(|value| value.parse().ok()).map(AgentId))
}

/// Whether this agent's password opens anything.
pub fn may_use_password(tx: &mut Tx<'_>, agent: AgentId) -> Result<bool, Trouble> {
    Ok(keeper(tx)?.is_none_or(|keeper| keeper == agent))
}

/// From now on people come in through the company's own sign-in only, but for `keeper`. Sessions that began otherwise end, except
/// the keeper's and `mine`. The caller knows that there is such a sign-in and that it works.
pub fn only_through_provider(work: &mut Work<'_>, keeps: AgentId, mine: Option<SessionId>) -> Result<(), Trouble> {
    needs_everything(work)?;
    let person = agents::find(work, keeps)?;
    if !(person.is_active() && person.has_password() && roles::find(work, person.role)?.is_admin()) {
        return Err(Trouble::refused("agents-refused-no-keeper").with("name", person.name));
    }
    if keeper(work)? == Some(keeps) {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .with(NAME)
        .with(keeps.to_string())
        .run(work)?;
    work.record(&Event::OnlyThroughProvider { keeper: keeps.0 })?;
    sessions::end_those_by_password(work, keeps, mine, Why::OnlyThroughProvider)
}

/// Passwords open again.
pub fn passwords_too(work: &mut Work<'_>) -> Result<(), Trouble> {
    needs_everything(work)?;
    let gone = sql("DELETE FROM setting WHERE name = $1").with(NAME).run(work)?;
    if gone == 0 {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    work.record(&Event::PasswordsToo {})
}

/// Whoever decides who comes in could come in as anybody: that takes every right there is.
pub fn needs_everything(work: &mut Work<'_>) -> Result<(), Trouble> {
    Rights::of_actor(work)?.cover(&Permissions::all())
}

/// The one door that is left stays.
pub(crate) fn refuse_if_keeper(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    if keeper(work)? == Some(agent) {
        Err(Trouble::refused("agents-refused-keeper"))
    } else {
        Ok(())
    }
}
