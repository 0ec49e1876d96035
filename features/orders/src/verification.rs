//! Identity before disclosure: how we know that the customer is who they say, how strongly, where, and for how long. Trying
//! too often stops it for a while; what each strength may see and do is the policy's to say. What was shown in one portal
//! session, conversation or call counts there and nowhere else ([`Within`]).

mod within;

pub use within::Within;

use crate::address::Address;
use crate::brand::Brand;
use crate::orders;
use crate::policies;
use crate::{Event, verdict};
use agents::{Permission, Rights};
use customers::CustomerId;
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{Moment, same_secret, sha256_hex};
use policy::Strength;
use rand::Rng as _;

db::id!(
    /// The key of a verification.
    VerificationId
);

db::words!(
    /// How somebody was verified.
    Method {
        /// They write from an address or number we know.
        Recognised = "recognised",
        /// Name, postcode and order number match.
        Matched = "matched",
        /// They typed the code we sent.
        Confirmed = "confirmed",
        /// They are signed in.
        SignedIn = "signed_in",
    }
);

impl Method {
    /// How strong it is.
    pub const fn strength(self) -> Strength {
        match self {
            Self::Recognised => Strength::Recognised,
            Self::Matched => Strength::Matched,
            Self::Confirmed => Strength::Confirmed,
            Self::SignedIn => Strength::SignedIn,
        }
    }

    /// For how long it holds where the policy does not say, in seconds. A browser left open is still somebody's browser, but who
    /// sits at it is known for a shorter while.
    const fn holds(self, within: Within) -> i64 {
        match (self, within) {
            (Self::Recognised, _) => 24 * 3_600,
            (Self::Matched | Self::Confirmed, _) => 3_600,
            (Self::SignedIn, Within::Session(_)) => SESSION_STRONG_SECONDS,
            (Self::SignedIn, _) => 12 * 3_600,
        }
    }
}

/// For how long after its code a portal session is as strong as signed in. Then a new code makes it so again.
pub const SESSION_STRONG_SECONDS: i64 = 2 * 3_600;
/// Wrong answers in an hour after which nobody may try again for the rest of it.
const MOST_WRONG: i64 = 5;
const HOUR: i64 = 3_600;
const CODE_HOLDS: i64 = 600;
const MOST_CODES: i64 = 3;

/// A verification as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Verification {
    pub id: VerificationId,
    pub method: Method,
    pub verified_at: Moment,
    pub valid_until: Moment,
}

/// What holds there now, the strongest first.
pub fn holding(tx: &mut Tx<'_>, customer: CustomerId, within: Within) -> Result<Vec<Verification>, Trouble> {
    let now = tx.now();
    sql("SELECT id, method, verified_at, valid_until
           FROM verification
          WHERE customer_id = $1 AND valid_until > $2 AND ended_at IS NULL AND within IN ($3, $4)
          ORDER BY strength DESC, id DESC")
    .with(customer)
    .with(now)
    .with(within.word())
    .with(within.beside())
    .all(tx)
}

/// How strongly the customer is verified there now, as policies name it.
pub fn strength(tx: &mut Tx<'_>, customer: CustomerId, within: Within) -> Result<&'static str, Trouble> {
    Ok(holding(tx, customer, within)?.first().map_or(Strength::None, |held| held.method.strength()).name())
}

/// A channel or the portal knows it by itself: the sender was authenticated, the customer signed in. No agent may say so.
pub fn known_by_channel(work: &mut Work<'_>, customer: CustomerId, method: Method, within: Within) -> Result<(), Trouble> {
    match (work.actor, method) {
        (Actor::System, Method::Recognised | Method::SignedIn) => {}
        (Actor::Customer(id), Method::Recognised | Method::SignedIn) if id == customer.0 => {}
        _ => return Err(Trouble::refused("orders-verify-not-by-hand")),
    }
    verified(work, customer, method, within)
}

/// Somebody begins a conversation from where they are known: there they are known as strongly, until it ends here.
pub fn carry(work: &mut Work<'_>, customer: CustomerId, from: Within, to: Within) -> Result<(), Trouble> {
    if work.actor != Actor::Customer(customer.0) {
        return Err(Trouble::refused("orders-verify-not-by-hand"));
    }
    match holding(work, customer, from)?.into_iter().next() {
        Some(held) => verified_until(work, customer, held.method, to, held.valid_until),
        None => Ok(()),
    }
}

/// What somebody told us to prove who they are.
#[derive(Debug, Clone)]
pub struct Told {
    pub name: String,
    pub postcode: String,
    pub order_number: String,
}

/// Compares what was told with an order of this customer. `false` counts as a failed try and says nothing about what
/// was wrong.
pub fn match_told(work: &mut Work<'_>, customer: CustomerId, told: &Told, conversation: Option<i64>) -> Result<bool, Trouble> {
    may_verify(work)?;
    refuse_after_too_many(work, customer)?;
    let order = orders::by_number(work, told.order_number.trim_start_matches('#'))?.filter(|order| order.customer == customer);
    let right = match order {
        Some(order) => matches_one(told, &[order.ship_to()?, order.bill_to()?]),
        None => false,
    };
    tried(work, customer, Method::Matched, right)?;
    if right {
        let within = Within::of(work.actor, conversation);
        verified(work, customer, Method::Matched, within)?;
    }
    Ok(right)
}

fn matches_one(told: &Told, addresses: &[Address]) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let same = |address: &Address| plain(&address.name) == plain(&told.name) && plain(&address.postcode) == plain(&told.postcode);
    !plain(&told.name).is_empty() && !plain(&told.postcode).is_empty() && addresses.iter().any(same)
}

/// Makes a code to be sent to an address of the customer's; the caller sends it and shows it to nobody. Earlier codes no
/// longer hold.
pub fn make_code(work: &mut Work<'_>, customer: CustomerId) -> Result<String, Trouble> {
    may_verify(work)?;
    refuse_after_too_many(work, customer)?;
    let now = work.now;
    let sent: i64 = sql("SELECT COUNT(*) FROM verification_code WHERE customer_id = $1 AND sent_at > $2")
        .with(customer)
        .with(now.plus_seconds(-HOUR))
        .only(work, "code")?;
    if sent >= MOST_CODES {
        return Err(Trouble::refused("orders-verify-too-many-codes"));
    }
    let code = format!("{:06}", rand::rng().random_range(0..1_000_000));
    sql("UPDATE verification_code SET used_at = $2 WHERE customer_id = $1 AND used_at IS NULL")
        .with(customer)
        .with(now)
        .run(work)?;
    sql("INSERT INTO verification_code (customer_id, code_hash, sent_at, expires_at) VALUES ($1, $2, $3, $4)")
        .with(customer)
        .with(hash(customer, &code))
        .with(now)
        .with(now.plus_seconds(CODE_HOLDS))
        .run(work)?;
    work.record(&Event::IdentityCodeSent { customer: customer.0 })?;
    Ok(code)
}

fn hash(customer: CustomerId, code: &str) -> String {
    sha256_hex(format!("{customer}:{}", code.trim()).as_bytes())
}

/// Takes the code the customer read out or typed. `false` counts as a failed try.
pub fn take_code(work: &mut Work<'_>, customer: CustomerId, code: &str, conversation: Option<i64>) -> Result<bool, Trouble> {
    may_verify(work)?;
    refuse_after_too_many(work, customer)?;
    let now = work.now;
    let open: Option<(i64, String)> = sql("SELECT id, code_hash FROM verification_code
          WHERE customer_id = $1 AND used_at IS NULL AND expires_at > $2 ORDER BY id DESC LIMIT 1")
    .with(customer)
    .with(now)
    .one(work)?;
    let right = open.as_ref().is_some_and(|(_, kept)| same_secret(kept, &hash(customer, code)));
    tried(work, customer, Method::Confirmed, right)?;
    if let (Some((id, _)), true) = (open, right) {
        sql("UPDATE verification_code SET used_at = $2 WHERE id = $1").with(id).with(now).run(work)?;
        let within = Within::of(work.actor, conversation);
        verified(work, customer, Method::Confirmed, within)?;
    }
    Ok(right)
}

/// Ends what holds in one place: the call is over, the browser signed out.
pub fn end_within(work: &mut Work<'_>, customer: CustomerId, within: Within) -> Result<(), Trouble> {
    let now = work.now;
    let ended = sql("UPDATE verification SET ended_at = $2
          WHERE customer_id = $1 AND ended_at IS NULL AND valid_until > $2 AND within IN ($3, $4)")
    .with(customer)
    .with(now)
    .with(within.word())
    .with(within.beside())
    .run(work)?;
    if ended > 0 {
        work.record(&Event::VerificationEnded { customer: customer.0 })?;
    }
    Ok(())
}

/// Ends what holds anywhere: somebody doubts.
pub fn end(work: &mut Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
    let now = work.now;
    let ended = sql("UPDATE verification SET ended_at = $2 WHERE customer_id = $1 AND ended_at IS NULL AND valid_until > $2")
        .with(customer)
        .with(now)
        .run(work)?;
    if ended > 0 {
        work.record(&Event::VerificationEnded { customer: customer.0 })?;
    }
    Ok(())
}

/// Agents and tokens that may see orders; the customer themselves; the system.
fn may_verify(work: &mut Work<'_>) -> Result<(), Trouble> {
    match work.actor {
        Actor::Agent(_) | Actor::ApiToken(_) => Rights::of_actor(work)?.need(Permission::OrdersSee),
        _ => Ok(()),
    }
}

fn refuse_after_too_many(work: &mut Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
    let since = work.now.plus_seconds(-HOUR);
    let wrong: i64 = sql("SELECT COUNT(*) FROM verification_try WHERE customer_id = $1 AND tried_at > $2 AND NOT succeeded")
        .with(customer)
        .with(since)
        .only(work, "try")?;
    if wrong >= MOST_WRONG {
        Err(Trouble::refused("orders-verify-too-often"))
    } else {
        Ok(())
    }
}

/// How many wrong answers are left before nobody may try for the rest of the hour.
pub fn tries_left(tx: &mut Tx<'_>, customer: CustomerId) -> Result<i64, Trouble> {
    let since = tx.now().plus_seconds(-HOUR);
    let wrong: i64 = sql("SELECT COUNT(*) FROM verification_try WHERE customer_id = $1 AND tried_at > $2 AND NOT succeeded")
        .with(customer)
        .with(since)
        .only(tx, "try")?;
    Ok((MOST_WRONG - wrong).max(0))
}

fn tried(work: &mut Work<'_>, customer: CustomerId, method: Method, succeeded: bool) -> Result<(), Trouble> {
    let (now, actor) = (work.now, work.actor);
    // The customer's row is the lock: guesses made at once must not slip past the count together.
    sql("UPDATE customer SET last_seen_at = last_seen_at WHERE id = $1").with(customer).run(work)?;
    sql("INSERT INTO verification_try (customer_id, method, succeeded, actor_kind, actor_id, tried_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .with(customer)
        .with(method)
        .with(succeeded)
        .with(actor.kind())
        .with(actor.id())
        .with(now)
        .run(work)?;
    if succeeded {
        return Ok(());
    }
    work.record(&Event::IdentityNotVerified { customer: customer.0, method: method.word().into() })
}

fn verified(work: &mut Work<'_>, customer: CustomerId, method: Method, within: Within) -> Result<(), Trouble> {
    let said = policies::verified_for(work, method.strength())?.map(|minutes| minutes.saturating_mul(60));
    let holds = match (said, within) {
        (Some(seconds), Within::Session(_)) => seconds.min(method.holds(within)),
        (Some(seconds), _) => seconds,
        (None, _) => method.holds(within),
    };
    let until = work.now.plus_seconds(holds);
    verified_until(work, customer, method, within, until)
}

fn verified_until(work: &mut Work<'_>, customer: CustomerId, method: Method, within: Within, until: Moment) -> Result<(), Trouble> {
    let (now, actor, strength) = (work.now, work.actor, method.strength() as i64);
    let id: VerificationId = sql(
        "INSERT INTO verification (customer_id, method, strength, conversation_id, actor_kind, actor_id, verified_at, valid_until, within)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
    )
    .with(customer)
    .with(method)
    .with(strength)
    .with(within.conversation())
    .with(actor.kind())
    .with(actor.id())
    .with(now)
    .with(until)
    .with(within.word())
    .only(work, "verification")?;
    work.record(&Event::IdentityVerified { customer: customer.0, verification: id.0, method: method.word().into(), strength })
}

/// Whether this (`order_status`, `addresses` … as policies name them) may be told to the customer as they are verified there.
pub fn may_be_told(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    within: Within,
    brand: &Brand,
    country: &str,
    what: &str,
) -> Result<policy::Verdict, Trouble> {
    let facts = policy::Facts::new().with("customer.verified", strength(tx, customer, within)?);
    let Some((_, document)) = policies::counting(tx, brand, country)? else {
        let denied = verdict::impossible("no_policy");
        return Ok(policy::Verdict { outcome: denied.outcome, reasons: denied.reasons, checked: denied.checked });
    };
    Ok(policy::disclose(&document, what, &facts))
}
