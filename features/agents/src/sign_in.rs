//! Signing in: an address and a password, then, for those who set it up, a second step.
//!
//! The attempt is written down before the password is looked at, so a thousand at once are a thousand counted. Whether
//! the address is known, deactivated, invited or unknown, the same steps are taken and the same answer given.

pub mod device;
pub mod limits;
pub mod local;
pub mod provider;
pub mod second_step;

use crate::agent::{Agent, AgentId};
use crate::hasher::{Hasher, PasswordHash};
use crate::{access, agents, sessions, ways_in};
use db::{Actor, Database, Trouble, Work};
use kit::{EmailAddress, Key, Token};
use limits::{Attempt, Counted, Kind};

/// Who stands at the door, as far as the connection tells.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    pub address: String,
    pub user_agent: String,
    /// The device cookie, if the browser brought one.
    pub device: Option<String>,
    /// The session this browser had until now; it ends when a new one begins.
    pub session: Option<Token>,
}

/// What came of it.
#[derive(Debug)]
pub enum Answer {
    /// The session's token for the cookie, and the device cookie for next time.
    In(Entry),
    /// The password was right; now the code. The token goes into a short-lived cookie.
    SecondStep(Token),
    /// Wrong, and nothing says what.
    Wrong,
    /// Too many attempts. They may come back then, use a known device, or reset their password.
    Wait { minutes: i64 },
}

/// Somebody is in.
#[derive(Debug)]
pub struct Entry {
    pub agent: AgentId,
    pub session: Token,
    pub device: String,
    /// How long the browser keeps the session's cookie; `None`: until it is closed.
    pub keeps_seconds: Option<i64>,
}

/// Tries an address and a password.
pub async fn sign_in(
    db: &Database,
    hasher: &Hasher,
    key: &Key,
    typed_email: &str,
    password: &str,
    visitor: &Visitor,
) -> Result<Answer, Trouble> {
    let account = limits::account(typed_email);
    let device = device::trusted(key, &account, visitor);
    let email = EmailAddress::parse(typed_email).ok();
    let (attempt, known) = match knock(db, account, device, visitor, email).await? {
        Knocked::Wait { minutes } => return Ok(Answer::Wait { minutes }),
        Knocked::Counted(attempt, known) => (attempt, known),
    };
    if !hasher.opens(password, known.as_ref().map(|known| &known.hash)).await? {
        return Ok(Answer::Wrong);
    }
    let Some(known) = known else { return Ok(Answer::Wrong) };
    let (visitor, key) = (visitor.clone(), key.clone());
    db.work(Actor::System, move |work| let_in(work, &key, &attempt, &known, &visitor)).await
}

/// An active account that has a password.
#[derive(Debug, Clone)]
struct Known {
    agent: AgentId,
    hash: PasswordHash,
}

enum Knocked {
    Wait { minutes: i64 },
    Counted(Attempt, Option<Known>),
}

async fn knock(
    db: &Database,
    account: String,
    device: Option<String>,
    visitor: &Visitor,
    email: Option<EmailAddress>,
) -> Result<Knocked, Trouble> {
    let address = visitor.address.clone();
    db.work(Actor::System, move |work| {
        let counted = limits::count(work, Kind::Password, &account, &address, device.as_deref())?;
        let attempt = match counted {
            Counted::Wait { minutes } => return Ok(Knocked::Wait { minutes }),
            Counted::Go(attempt) => attempt,
        };
        let agent = match &email {
            Some(email) => agents::by_email(work, email)?,
            None => None,
        };
        Ok(Knocked::Counted(attempt, agent.and_then(known)))
    })
    .await
}

fn known(agent: Agent) -> Option<Known> {
    let is_active = agent.is_active();
    agent.password_hash.filter(|_| is_active).map(|hash| Known { agent: agent.id, hash })
}

/// The password was right a moment ago: looks again, for meanwhile it may have been changed or its owner deactivated.
fn let_in(work: &mut Work<'_>, key: &Key, attempt: &Attempt, known: &Known, visitor: &Visitor) -> Result<Answer, Trouble> {
    let agent = agents::find(work, known.agent)?;
    if !agent.is_active() || agent.password_hash.as_ref() != Some(&known.hash) {
        return Ok(Answer::Wrong);
    }
    if !ways_in::may_use_password(work, agent.id)? {
        return Ok(Answer::Wrong);
    }
    limits::succeeded(work, attempt)?;
    if agent.has_second_factor() {
        return second_step::begin(work, agent.id, "").map(Answer::SecondStep);
    }
    enter(work, key, &agent, visitor, "password").map(Answer::In)
}

/// Opens the session and gives the browser its device cookie.
pub(crate) fn enter(work: &mut Work<'_>, key: &Key, agent: &Agent, visitor: &Visitor, by: &str) -> Result<Entry, Trouble> {
    enter_vouched(work, key, agent, visitor, by, false)
}

/// The same; `vouched`: the company's own sign-in said that a second factor was shown there.
fn enter_vouched(work: &mut Work<'_>, key: &Key, agent: &Agent, visitor: &Visitor, by: &str, vouched: bool) -> Result<Entry, Trouble> {
    let session = work.acting_as(Actor::Agent(agent.id.0), |work| sessions::open_vouched(work, agent.id, visitor, by, vouched))?;
    let account = limits::account(agent.email.as_str());
    let device = visitor.device.clone().filter(|cookie| device::read(key, &account, cookie).is_some());
    Ok(Entry {
        agent: agent.id,
        session,
        keeps_seconds: access::rules(work)?.sessions.cookie_seconds(),
        device: device.unwrap_or_else(|| device::mint(key, &account)),
    })
}

/// Whether `password` is the agent's own, for what asks for it again. Counted like a sign-in, so a stolen session cannot guess on.
pub async fn confirm(
    db: &Database,
    hasher: &Hasher,
    key: &Key,
    agent: AgentId,
    password: &str,
    visitor: &Visitor,
) -> Result<Confirmed, Trouble> {
    let (key, visitor) = (key.clone(), visitor.clone());
    let counted = db
        .work(Actor::Agent(agent.0), move |work| {
            let agent = agents::find(work, agent)?;
            let account = limits::account(agent.email.as_str());
            let device = device::trusted(&key, &account, &visitor);
            Ok((limits::count(work, Kind::Password, &account, &visitor.address, device.as_deref())?, agent.password_hash))
        })
        .await?;
    let (attempt, hash) = match counted {
        (Counted::Wait { minutes }, _) => return Ok(Confirmed::Wait { minutes }),
        (Counted::Go(attempt), hash) => (attempt, hash),
    };
    if !hasher.opens(password, hash.as_ref()).await? {
        return Ok(Confirmed::No);
    }
    db.work(Actor::Agent(agent.0), move |work| limits::succeeded(work, &attempt)).await?;
    Ok(Confirmed::Yes)
}

/// The answer of [`confirm`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    Yes,
    No,
    Wait { minutes: i64 },
}
