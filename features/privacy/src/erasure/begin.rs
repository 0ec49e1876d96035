//! Asking for an erasure. Everything that speaks against it is said before anything is touched.

use super::{Erasure, ErasureId, JOB, Papers, State, family, find, links, needles, refuse_held};
use crate::Event;
use agents::{Permission, Rights};
use customers::CustomerId;
use db::{Trouble, Work, jobs, sql};

/// What somebody wants.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Why: who asked, by what paper.
    pub why: String,
    /// The customer's name as it stands on their page, typed once more; their number where they have no name.
    pub typed: String,
    pub papers: Papers,
}

/// Begins. The job goes on from here; nothing is erased yet when this returns.
pub fn begin(work: &mut Work<'_>, customer: i64, wish: &Wish) -> Result<ErasureId, Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyErase)?;
    let found = customers::find(work, CustomerId(customer))?;
    if customers::current(work, found.id)? != found.id {
        return Err(Trouble::refused("privacy-refused-merged"));
    }
    let expected = if found.name.trim().is_empty() {
        customer.to_string()
    } else {
        found.name.trim().to_owned()
    };
    if wish.typed.trim() != expected {
        return Err(Trouble::refused("privacy-refused-not-typed").with("expected", expected));
    }
    if wish.why.trim().is_empty() {
        return Err(Trouble::refused("privacy-refused-no-reason"));
    }
    refuse_held(work, customer)?;
    refuse_under_way(work, customer)?;
    write_down(work, customer, &wish.why, "asked", wish.papers)
}

/// An older state of the desk brought somebody back who is erased: they go again, without being asked about.
pub(crate) fn begin_again(work: &mut Work<'_>, customer: i64, papers: Papers) -> Result<ErasureId, Trouble> {
    let under_way: Option<ErasureId> = sql("SELECT id FROM erasure WHERE customer_id = $1 AND finished_at IS NULL")
        .with(customer)
        .one(work)?;
    match under_way {
        Some(id) => Ok(id),
        None => write_down(work, customer, "", "backup", papers),
    }
}

fn write_down(work: &mut Work<'_>, customer: i64, why: &str, origin: &str, papers: Papers) -> Result<ErasureId, Trouble> {
    let all = family(work, customer)?;
    let mut wanted = needles::known_by(work, &all)?;
    wanted.extend(links::of(work, &all)?);
    let wanted = serde_json::to_string(&wanted).map_err(|e| Trouble::Shape(e.to_string()))?;
    let (kind, by) = (work.actor.kind(), work.actor.id());
    let now = work.now;
    let id: ErasureId = sql(
        "INSERT INTO erasure (customer_id, pseudonym, why, origin, papers, asked_by_kind, asked_by_id, asked_at, state, wanted)
                             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
    )
    .with(customer)
    .with(pseudonym())
    .with(why.trim())
    .with(origin)
    .with(papers)
    .with(kind)
    .with(by)
    .with(now)
    .with(State::Conversations)
    .with(wanted)
    .only(work, "erasure")?;
    jobs::promise(work, JOB, &id.to_string(), Some(&format!("{JOB}:{id}")), now)?;
    work.record(&Event::ErasureBegun { customer, erasure: id.0 })?;
    Ok(id)
}

/// A name nobody has and nobody can be found by.
fn pseudonym() -> String {
    let hash = kit::Token::random().hash();
    format!("erased-{}", hash.get(..10).unwrap_or("unknown"))
}

/// What is still going on in the person's name must come to its end first, or a shop would do half of it.
fn refuse_under_way(work: &mut Work<'_>, customer: i64) -> Result<(), Trouble> {
    let going: Option<i64> = sql("SELECT 1 FROM erasure WHERE customer_id = $1 AND finished_at IS NULL")
        .with(customer)
        .one(work)?;
    if going.is_some() {
        return Err(Trouble::refused("privacy-refused-under-way"));
    }
    let waiting: i64 = sql("SELECT (SELECT COUNT(*) FROM approval WHERE customer_id = $1 AND state = 'asked')
              + (SELECT COUNT(*) FROM person_export WHERE customer_id = $1 AND state = 'waiting')
              + (SELECT COUNT(*) FROM shop_errand e JOIN sales_order o ON o.id = e.order_id WHERE o.customer_id = $1 AND e.ended_at IS NULL)")
    .with(customer)
    .only(work, "count")?;
    if waiting > 0 {
        return Err(Trouble::refused("privacy-refused-waiting").with("count", waiting));
    }
    Ok(())
}

/// Tries a stuck one again, from the sweep on.
pub fn try_again(work: &mut Work<'_>, id: ErasureId) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyErase)?;
    let Erasure { state, customer, .. } = find(work, id)?;
    if state != State::Stuck {
        return Ok(());
    }
    sql("UPDATE erasure SET state = $2, place = 0, problem = '' WHERE id = $1")
        .with(id)
        .with(State::Sweeping)
        .run(work)?;
    let now = work.now;
    jobs::promise(work, JOB, &id.to_string(), Some(&format!("{JOB}:{id}")), now)?;
    work.record(&Event::ErasureBegun { customer, erasure: id.0 })
}
