//! Getting in: an address, a code by mail, and the code typed in the browser that asked for it.
//!
//! Known and unknown addresses get the same answer after the same work; only the letter differs, and that reaches the
//! owner of the mailbox. A code is bound to the browser that asked (its token is in a cookie), so nobody can guess at, or
//! use up, the code somebody else is waiting for. Naming an order does not open it: it only says which page comes first.

use crate::limits::{self, Kind, Knock};
use crate::sessions::{self, Origin};
use crate::{Event, post};
use customers::{CustomerId, Identity, identities};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{EmailAddress, Key, Locale, Token, same_secret};
use rand::Rng as _;
use web::Site;

/// For how long a code is good, in seconds.
pub const CODE_HOLDS: i64 = 600;
/// Wrong tries after which a code is void.
pub const MOST_TRIES: i64 = 5;
const FORGOTTEN_AFTER: i64 = 86_400;

/// What somebody typed.
#[derive(Debug, Clone)]
pub struct Asked {
    pub email: EmailAddress,
    pub order_number: Option<String>,
    /// The language the browser asks for, used where we know no better.
    pub locale: Locale,
}

/// What came of asking for a code.
#[derive(Debug)]
pub enum Answer {
    /// The token of this try, for a cookie. It says nothing about whether a letter goes out.
    Asked(Token),
    Wait,
}

/// Sends a code to the address if somebody is known by it.
pub fn ask(work: &mut Work<'_>, site: &Site, asked: &Asked, origin: &Origin) -> Result<Answer, Trouble> {
    let knock = Knock::new(site.key(), Kind::Code, asked.email.as_str(), &origin.place, asked.email.domain());
    if !limits::count(work, &knock)? {
        return Ok(Answer::Wait);
    }
    let customer = who_is_meant(work, asked)?;
    let locale = language(work, customer)?.unwrap_or(asked.locale);
    let (token, code, now) = (Token::random(), format!("{:06}", rand::rng().random_range(0..1_000_000)), work.now);
    sql("DELETE FROM portal_code WHERE expires_at < $1")
        .with(now.plus_seconds(-FORGOTTEN_AFTER))
        .run(work)?;
    sql("INSERT INTO portal_code (token_hash, customer_id, address, order_number, code_hash, asked_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .with(token.hash())
    .with(customer)
    .with(customer.map_or("", |_| asked.email.as_str()))
    .with(customer.and(asked.order_number.as_deref()))
    .with(hidden(site.key(), &token, &code))
    .with(now)
    .with(now.plus_seconds(CODE_HOLDS))
    .run(work)?;
    work.record(&Event::CodeAsked { customer: customer.map(|id| id.0) })?;
    post::promise(work, site, customer.map(|_| &asked.email), locale, &code)?;
    Ok(Answer::Asked(token))
}

/// The customer known by the address; if an order is named, only if it is theirs.
fn who_is_meant(tx: &mut Tx<'_>, asked: &Asked) -> Result<Option<CustomerId>, Trouble> {
    let holder = identities::holder(tx, &Identity::Email(asked.email.clone()))?;
    let Some(number) = &asked.order_number else { return Ok(holder) };
    let order = orders::orders::by_number(tx, number.trim_start_matches('#'))?;
    Ok(holder.filter(|holder| order.is_some_and(|order| order.customer == *holder)))
}

/// Asked of a stranger, too, so that they cost as much as a customer.
fn language(tx: &mut Tx<'_>, customer: Option<CustomerId>) -> Result<Option<Locale>, Trouble> {
    match customers::find(tx, customer.unwrap_or(CustomerId(0))) {
        Ok(found) => Ok(found.language.as_deref().and_then(Locale::of_tag)),
        Err(Trouble::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Six digits are found by trying; keyed with what is not in the database they are not.
fn hidden(key: &Key, token: &Token, code: &str) -> String {
    key.for_purpose("portal code").sign(format!("{}:{code}", token.hash()).as_bytes())
}

/// What came of typing a code.
#[derive(Debug)]
pub enum Entered {
    /// The token of the new session, and the order that was named.
    In {
        session: Token,
        order_number: Option<String>,
    },
    Wrong,
    /// Too old, used, tried too often, or never asked for.
    Stale,
}

#[derive(FromRow)]
struct Open {
    id: i64,
    customer: Option<CustomerId>,
    address: String,
    order_number: Option<String>,
    code_hash: String,
}

/// Takes the code. The try is counted before it is looked at, so a thousand at once are a thousand counted.
pub fn enter(work: &mut Work<'_>, key: &Key, asked_with: &Token, typed: &str, origin: &Origin) -> Result<Entered, Trouble> {
    let now = work.now;
    let open: Option<Open> = sql("UPDATE portal_code SET tries = tries + 1
          WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND tries < $3
         RETURNING id, customer_id, address, order_number, code_hash")
    .with(asked_with.hash())
    .with(now)
    .with(MOST_TRIES)
    .one(work)?;
    let Some(open) = open else {
        work.keep_quietly("there was nothing to try");
        return Ok(Entered::Stale);
    };
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let right = same_secret(&open.code_hash, &hidden(key, asked_with, &digits));
    let customer = open.customer.filter(|_| right);
    let Some(customer) = customer else {
        work.record(&Event::CodeWrong { customer: open.customer.map(|id| id.0) })?;
        return Ok(Entered::Wrong);
    };
    void_codes(work, customer, open.id)?;
    work.acting_as(Actor::Customer(customer.0), |work| {
        let session = sessions::open(work, customer, &open.address, origin)?;
        Ok(Entered::In { session, order_number: open.order_number })
    })
}

/// The code is used, and with it every other one the customer was sent.
fn void_codes(work: &mut Work<'_>, customer: CustomerId, used: i64) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE portal_code SET used_at = $3 WHERE used_at IS NULL AND (customer_id = $1 OR id = $2)")
        .with(customer)
        .with(used)
        .with(now)
        .run(work)?;
    Ok(())
}
