//! Customers who may be one person: what they have in common, how sure that makes us, and who was said to be two people.
//!
//! [`look`] is called whenever a customer changes and works out their pairs anew by indexed keys; no list walks through all
//! customers. A guess changes nobody: merging is a person's deed, and so is holding two apart, which is remembered.

mod keys;

use crate::identity::is_nobody;
use crate::{CustomerId, Event, current, find, identities};
use db::{FromRow, Trouble, Tx, Work, jobs, sql};
pub use keys::address_key;
use keys::{Likeness, likenesses};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of the job that looks through all customers once; the payload is the key of the last one seen.
pub const JOB: &str = "customers.look_for_doubles";

db::words!(
    /// What speaks for two being one.
    Reason {
        /// Two ways of writing the same mailbox.
        Email = "email",
        Phone = "phone",
        NameAndCompany = "name_and_company",
        Address = "address",
        Name = "name",
    }
);

impl Reason {
    const fn weight(self) -> i64 {
        match self {
            Self::Email => 90,
            Self::Phone => 80,
            Self::NameAndCompany => 60,
            Self::Address => 50,
            Self::Name => 20,
        }
    }
}

/// Less than this is chance.
const TELLING: i64 = 50;
const SUREST: i64 = 99;
/// What more customers share than this says nothing of two of them.
const COMMON: i64 = 20;
const SHOWN: i64 = 5;

/// Somebody a customer may be the same person as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Double {
    pub other: CustomerId,
    /// How sure, up to 99.
    pub score: i64,
    pub reasons: Vec<Reason>,
}

/// Two who may be one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub one: CustomerId,
    pub other: CustomerId,
    pub score: i64,
    pub reasons: Vec<Reason>,
}

#[derive(FromRow)]
struct Row {
    one: CustomerId,
    other: CustomerId,
    score: i64,
    reasons: String,
}

impl From<Row> for Pair {
    fn from(row: Row) -> Self {
        let reasons = row.reasons.split(' ').filter_map(Reason::of_word).collect();
        Self { one: row.one, other: row.other, score: row.score, reasons }
    }
}

/// Whom this customer may be the same person as, the surest first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Double>, Trouble> {
    let rows: Vec<Row> = sql("SELECT one_id, other_id, score, reasons FROM (
             SELECT d.one_id, d.other_id, d.score, d.reasons FROM customer_double d WHERE d.one_id = $1 AND d.apart_at IS NULL
              UNION ALL
             SELECT d.other_id, d.one_id, d.score, d.reasons FROM customer_double d WHERE d.other_id = $1 AND d.apart_at IS NULL) AS pairs
          ORDER BY score DESC, other_id LIMIT $2")
    .with(customer)
    .with(SHOWN)
    .all(tx)?;
    Ok(rows
        .into_iter()
        .map(Pair::from)
        .map(|pair| Double { other: pair.other, score: pair.score, reasons: pair.reasons })
        .collect())
}

/// Where a page of pairs ended.
pub type Place = (i64, CustomerId, CustomerId);

/// The pairs of the whole base, the surest first; the next page begins behind `after`.
pub fn page(tx: &mut Tx<'_>, after: Option<Place>, limit: i64) -> Result<Vec<Pair>, Trouble> {
    let (score, one, other) = after.unwrap_or((i64::MAX, CustomerId(i64::MAX), CustomerId(i64::MAX)));
    let rows: Vec<Row> = sql("SELECT one_id, other_id, score, reasons FROM customer_double
          WHERE apart_at IS NULL AND (score, one_id, other_id) < ($1, $2, $3)
          ORDER BY score DESC, one_id DESC, other_id DESC LIMIT $4")
    .with(score)
    .with(one)
    .with(other)
    .with(limit)
    .all(tx)?;
    Ok(rows.into_iter().map(Pair::from).collect())
}

/// Works out anew whom a customer may be the same person as. `addresses` are keys made by [`address_key`], by whoever keeps addresses.
pub fn look(work: &mut Work<'_>, customer: CustomerId, addresses: &[String]) -> Result<(), Trouble> {
    work.keep_quietly("guesses, worked out anew whenever a customer changes");
    let keys = match current(work, customer) {
        Ok(standing) if standing == customer => keys_of(work, customer, addresses)?,
        // Merged away: nobody is like somebody who is not there.
        Ok(_) => BTreeSet::new(),
        Err(Trouble::NotFound(_)) => return Ok(()),
        Err(other) => return Err(other),
    };
    forget(work, customer)?;
    let mut alike: BTreeMap<CustomerId, BTreeSet<Reason>> = BTreeMap::new();
    for likeness in keys {
        sql("INSERT INTO customer_likeness (customer_id, kind, key) VALUES ($1, $2, $3)")
            .with(customer)
            .with(likeness.reason)
            .with(&likeness.key)
            .run(work)?;
        for other in sharing(work, customer, &likeness)? {
            alike.entry(other).or_default().insert(likeness.reason);
        }
    }
    alike.into_iter().try_for_each(|(other, reasons)| keep(work, customer, other, &reasons))
}

/// Nobody is like this customer any more, until they are looked at again.
pub(crate) fn forget(work: &mut Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
    sql("DELETE FROM customer_likeness WHERE customer_id = $1").with(customer).run(work)?;
    sql("DELETE FROM customer_double WHERE apart_at IS NULL AND one_id = $1").with(customer).run(work)?;
    sql("DELETE FROM customer_double WHERE apart_at IS NULL AND other_id = $1")
        .with(customer)
        .run(work)?;
    Ok(())
}

fn keys_of(tx: &mut Tx<'_>, customer: CustomerId, addresses: &[String]) -> Result<BTreeSet<Likeness>, Trouble> {
    let stored = find(tx, customer)?;
    let known = identities::of(tx, customer)?;
    let known = known.iter().filter(|held| !is_nobody(&held.value)).map(|held| (held.kind, held.value.as_str()));
    Ok(likenesses(&stored.name, stored.company.map(|company| company.0), known, addresses))
}

/// Whoever shares this, while they are few. What more and more customers share passes through the time when it begins to say
/// nothing one customer after the other: then what was guessed by it alone is taken back.
fn sharing(work: &mut Work<'_>, customer: CustomerId, likeness: &Likeness) -> Result<Vec<CustomerId>, Trouble> {
    let others: Vec<CustomerId> = sql("SELECT l.customer_id FROM customer_likeness l
          WHERE l.kind = $2 AND l.key = $3 AND l.customer_id <> $1 ORDER BY l.customer_id LIMIT $4")
    .with(customer)
    .with(likeness.reason)
    .with(&likeness.key)
    .with(2 * COMMON + 1)
    .all(work)?;
    let count = others.len() as i64;
    if count <= COMMON {
        return Ok(others);
    }
    if count <= 2 * COMMON {
        take_back(work, likeness)?;
    }
    Ok(Vec::new())
}

/// Takes back the guesses that have no other reason than this.
fn take_back(work: &mut Work<'_>, likeness: &Likeness) -> Result<(), Trouble> {
    sql("DELETE FROM customer_double
          WHERE apart_at IS NULL AND reasons = $1
            AND one_id IN (SELECT l.customer_id FROM customer_likeness l WHERE l.kind = $1 AND l.key = $2)
            AND other_id IN (SELECT l.customer_id FROM customer_likeness l WHERE l.kind = $1 AND l.key = $2)
            AND NOT EXISTS (SELECT 1 FROM customer_likeness a JOIN customer_likeness b ON b.kind = a.kind AND b.key = a.key
                             WHERE a.customer_id = customer_double.one_id AND b.customer_id = customer_double.other_id
                               AND a.kind = $1 AND a.key <> $2)")
    .with(likeness.reason)
    .with(&likeness.key)
    .run(work)?;
    Ok(())
}

fn keep(work: &mut Work<'_>, customer: CustomerId, other: CustomerId, reasons: &BTreeSet<Reason>) -> Result<(), Trouble> {
    let score = reasons.iter().map(|reason| reason.weight()).sum::<i64>().min(SUREST);
    if score < TELLING {
        return Ok(());
    }
    let words: Vec<&str> = reasons.iter().map(|reason| reason.word()).collect();
    let now = work.now;
    // Two who were said to be two stay so.
    sql("INSERT INTO customer_double (one_id, other_id, score, reasons, found_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (one_id, other_id) DO NOTHING")
    .with(customer.min(other))
    .with(customer.max(other))
    .with(score)
    .with(words.join(" "))
    .with(now)
    .run(work)?;
    Ok(())
}

/// Says that two are not the same person; they are suggested no more.
pub fn hold_apart(work: &mut Work<'_>, customer: CustomerId, other: CustomerId) -> Result<(), Trouble> {
    let now = work.now;
    let (one, two) = in_order(customer, other);
    let rows = sql("UPDATE customer_double SET apart_at = $3 WHERE one_id = $1 AND other_id = $2 AND apart_at IS NULL")
        .with(one)
        .with(two)
        .with(now)
        .run(work)?;
    if rows == 0 {
        work.keep_quietly("they were said to be two before");
        return exists(work, one, two);
    }
    work.record(&Event::HeldApart { customer: customer.0, other: other.0 })
}

/// Takes that back.
pub fn let_together(work: &mut Work<'_>, customer: CustomerId, other: CustomerId) -> Result<(), Trouble> {
    let (one, two) = in_order(customer, other);
    let rows = sql("UPDATE customer_double SET apart_at = NULL WHERE one_id = $1 AND other_id = $2 AND apart_at IS NOT NULL")
        .with(one)
        .with(two)
        .run(work)?;
    if rows == 0 {
        work.keep_quietly("they may be one already");
        return exists(work, one, two);
    }
    work.record(&Event::HeldApartUndone { customer: customer.0, other: other.0 })
}

fn exists(tx: &mut Tx<'_>, one: CustomerId, other: CustomerId) -> Result<(), Trouble> {
    sql("SELECT 1 FROM customer_double WHERE one_id = $1 AND other_id = $2")
        .with(one)
        .with(other)
        .only::<i64>(tx, "double")
        .map(drop)
}

fn in_order(customer: CustomerId, other: CustomerId) -> (CustomerId, CustomerId) {
    (customer.min(other), customer.max(other))
}

/// The next customers behind `after`, to be looked at one by one.
pub fn next(tx: &mut Tx<'_>, after: CustomerId, limit: i64) -> Result<Vec<CustomerId>, Trouble> {
    sql("SELECT c.id FROM customer c WHERE c.id > $1 ORDER BY c.id LIMIT $2")
        .with(after)
        .with(limit)
        .all(tx)
}

/// Asks for the customers behind `after` to be looked at, later.
pub fn go_on(work: &mut Work<'_>, after: CustomerId) -> Result<(), Trouble> {
    let now = work.now;
    jobs::promise(work, JOB, &after.to_string(), None, now)
}
