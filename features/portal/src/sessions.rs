//! Customers who are in: one row per browser. The cookie holds 256 random bits, the row their hash.
//!
//! A session begins with a new token at every entry and ends when its owner signs out, after [`LONGEST_SECONDS`], and when
//! the address it was opened with is no longer this customer's: taken off, or moved along in a merge.
//!
//! How strongly somebody is known is each session's own. Its code makes it as strong as signed in for
//! [`verification::SESSION_STRONG_SECONDS`]; after that it is somebody who came through a mailbox we know, until a new code. What
//! another browser of the same customer showed lifts it by nothing, and what it showed ends with it.

use crate::{Event, zone};
use customers::CustomerId;
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{Moment, Token};
use orders::Origin as AskedFrom;
use orders::verification::{self, Method, Within};

db::id!(
    /// The key of a session.
    SessionId
);

/// A session is over after this long.
pub const LONGEST_SECONDS: i64 = 12 * 3_600;

/// The browser somebody comes with.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The network address.
    pub place: String,
    pub user_agent: String,
    /// The session this browser has already: it ends when another begins.
    pub session: Option<Token>,
}

/// Somebody who is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub session: SessionId,
    pub customer: CustomerId,
    /// The address the code went to.
    pub address: String,
    pub name: String,
    pub expires_at: Moment,
    /// The time zone they read in.
    pub zone: String,
}

#[derive(FromRow)]
struct Row {
    session: SessionId,
    customer: CustomerId,
    address: String,
    name: String,
    expires_at: Moment,
}

impl Present {
    /// Where they are known: in this browser and no other.
    pub const fn within(&self) -> Within {
        Within::Session(self.session.0)
    }

    /// Where they ask from.
    pub fn asks(&self) -> AskedFrom {
        AskedFrom::in_session(Actor::Customer(self.customer.0), self.session.0)
    }
}

/// Begins a session with a new token, for who typed the code; the one this browser had ends, whoever's it was.
pub(crate) fn open(work: &mut Work<'_>, customer: CustomerId, address: &str, origin: &Origin) -> Result<Token, Trouble> {
    let (token, now) = (Token::random(), work.now);
    if let Some(old) = &origin.session {
        forget(work, old)?;
    }
    sql("DELETE FROM portal_session WHERE expires_at <= $1").with(now).run(work)?;
    let session: SessionId = sql("INSERT INTO portal_session (token_hash, customer_id, address, user_agent, place, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id")
    .with(token.hash())
    .with(customer)
    .with(address)
    .with(origin.user_agent.chars().take(300).collect::<String>())
    .with(&origin.place)
    .with(now)
    .with(now.plus_seconds(LONGEST_SECONDS))
    .only(work, "portal session")?;
    verification::known_by_channel(work, customer, Method::Recognised, Within::Session(session.0))?;
    verification::known_by_channel(work, customer, Method::SignedIn, Within::Session(session.0))?;
    work.record(&Event::SignedIn { customer: customer.0, session: session.0 })?;
    Ok(token)
}

/// The session is no more, nor what was shown in it.
fn forget(work: &mut Work<'_>, token: &Token) -> Result<Option<CustomerId>, Trouble> {
    let ended: Option<(CustomerId, i64)> = sql("DELETE FROM portal_session WHERE token_hash = $1 RETURNING customer_id, id")
        .with(token.hash())
        .one(work)?;
    let Some((customer, session)) = ended else { return Ok(None) };
    verification::end_within(work, customer, Within::Session(session))?;
    Ok(Some(customer))
}

/// Who presents this token; `None` for anything unknown, expired, or opened with an address that is theirs no more.
pub fn who(tx: &mut Tx<'_>, token: &Token) -> Result<Option<Present>, Trouble> {
    let now = tx.now();
    let row: Option<Row> = sql("SELECT s.id, s.customer_id, s.address, c.name, s.expires_at
           FROM portal_session s
           JOIN customer c ON c.id = s.customer_id AND c.merged_into IS NULL
           JOIN customer_identity i ON i.customer_id = s.customer_id AND i.kind = 'email' AND i.value = s.address
          WHERE s.token_hash = $1 AND s.expires_at > $2")
    .with(token.hash())
    .with(now)
    .one(tx)?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Present {
        zone: zone::of(tx, row.customer)?,
        session: row.session,
        customer: row.customer,
        address: row.address,
        name: row.name,
        expires_at: row.expires_at,
    }))
}

/// Ends the session whose token is presented, if there is one. Other browsers stay as they are.
pub fn end(work: &mut Work<'_>, token: &Token) -> Result<(), Trouble> {
    match forget(work, token)? {
        Some(customer) => work.record(&Event::SignedOut { customer: customer.0, sessions: 1 }),
        None => {
            work.keep_quietly("nobody was signed in");
            Ok(())
        }
    }
}

/// Ends every session of the customer, and what was shown in them.
pub fn end_all(work: &mut Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
    let ended: Vec<i64> = sql("DELETE FROM portal_session WHERE customer_id = $1 RETURNING id").with(customer).all(work)?;
    if ended.is_empty() {
        work.keep_quietly("nobody was signed in");
        return Ok(());
    }
    for session in &ended {
        verification::end_within(work, customer, Within::Session(*session))?;
    }
    work.record(&Event::SignedOut { customer: customer.0, sessions: ended.len() as u64 })
}

/// How many browsers the customer is in with.
pub fn living(tx: &mut Tx<'_>, customer: CustomerId) -> Result<i64, Trouble> {
    let now = tx.now();
    sql("SELECT COUNT(*) FROM portal_session WHERE customer_id = $1 AND expires_at > $2")
        .with(customer)
        .with(now)
        .only(tx, "session")
}
