//! Errands: what an action here means for the shop the order lives in, carried out by a durable job under one key.
//!
//! An errand is done, failed (the shop refused: the money line fails with it and can be drawn on again), or it asks: nobody
//! knows whether it was done, or only a person can do it. Then a person decides. A refund that turns up in the shop's books
//! with the errand's key closes the errand whatever we thought of it.

mod begin;

use crate::Event;
use crate::commerce::{Done, Errand, Task};
use crate::links::{self, Kind};
use crate::shop::{Shop, ShopId};
use crate::theirs::{TheirRefund, TheirRefundState};
use db::{FromRow, Trouble, Tx, Work, jobs, sql};
use kit::Moment;
use orders::OrderId;
use orders::payments::{self, PaymentId};
use orders::told;

pub use begin::{follow, sent};

/// The kind of the job that carries one out; its payload is the errand's key.
pub const JOB: &str = "shop.errand";

db::id!(
    /// An errand's key.
    ErrandId
);

db::words!(
    /// How far an errand is.
    ErrandState { Waiting = "waiting", Done = "done", Failed = "failed", Asks = "asks" }
);

/// An errand as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Kept {
    pub id: ErrandId,
    pub shop: ShopId,
    pub order: Option<OrderId>,
    pub action: i64,
    pub payment: Option<PaymentId>,
    pub agent: Option<i64>,
    /// `refund`, `cancel`, `change_address`, `fulfil`, or the verb of what only a person can do there.
    pub what: String,
    asked_json: String,
    pub key: String,
    pub state: ErrandState,
    pub tries: i64,
    pub reason: String,
    pub theirs: String,
    pub begun_at: Moment,
    pub ended_at: Option<Moment>,
    /// What it was begun anew as, after it had failed.
    pub again: Option<ErrandId>,
}

impl Kept {
    /// What was promised here did not happen there, and nobody has begun it anew or decided.
    pub fn is_unsettled(&self) -> bool {
        self.state == ErrandState::Asks || self.can_begin_anew()
    }

    /// Whether it failed, and can be asked once more.
    pub fn can_begin_anew(&self) -> bool {
        self.state == ErrandState::Failed && self.again.is_none() && !self.asked_json.is_empty()
    }

    /// What the shop is asked; `None` for what only a person can do there.
    pub fn errand(&self) -> Result<Option<Errand>, Trouble> {
        if self.asked_json.is_empty() {
            return Ok(None);
        }
        serde_json::from_str(&self.asked_json)
            .map(Some)
            .map_err(|e| Trouble::Shape(format!("errand {}: {e}", self.id)))
    }
}

/// The errand with this key.
pub fn find(tx: &mut Tx<'_>, id: ErrandId) -> Result<Kept, Trouble> {
    sql(
        "SELECT id, shop_id, order_id, action_id, payment_id, agent_id, what, asked, key, state, tries, reason, theirs, begun_at, ended_at,
                again_id
           FROM shop_errand WHERE id = $1",
    )
    .with(id)
    .only(tx, "errand")
}

/// The errands of an order, the newest first: for its page.
pub fn of_order(tx: &mut Tx<'_>, order: OrderId) -> Result<Vec<Kept>, Trouble> {
    sql(
        "SELECT id, shop_id, order_id, action_id, payment_id, agent_id, what, asked, key, state, tries, reason, theirs, begun_at, ended_at,
                again_id
           FROM shop_errand WHERE order_id = $1 ORDER BY id DESC LIMIT 100",
    )
    .with(order)
    .all(tx)
}

/// What is not done at a shop, those that ask first.
pub fn open_of(tx: &mut Tx<'_>, shop: ShopId) -> Result<Vec<Kept>, Trouble> {
    sql(
        "SELECT id, shop_id, order_id, action_id, payment_id, agent_id, what, asked, key, state, tries, reason, theirs, begun_at, ended_at,
                again_id
           FROM shop_errand WHERE shop_id = $1 AND state IN ('asks', 'waiting') ORDER BY state, id LIMIT 200",
    )
    .with(shop)
    .all(tx)
}

/// The shop did it. A refund's money line is settled under what the shop calls it.
pub(crate) fn done(work: &mut Work<'_>, kept: &Kept, done: &Done) -> Result<(), Trouble> {
    if !ends(work, kept, ErrandState::Done, "", &done.theirs)? {
        return Ok(());
    }
    if kept.what == "refund" && !done.theirs.is_empty() {
        links::put(work, kept.shop, Kind::Refund, &done.theirs, kept.order.map_or(0, |order| order.0))?;
    }
    if let Some(payment) = kept.payment {
        let reference = done.money.as_deref().unwrap_or(&done.theirs);
        if !done.is_promised && payments::find(work, payment)?.holds() {
            payments::settle(work, payment, reference)?;
        }
        if !reference.is_empty() {
            links::put(work, kept.shop, Kind::Payment, reference, payment.0)?;
        }
    }
    work.record(&Event::ErrandDone {
        shop: kept.shop.0,
        errand: kept.id.0,
        order: kept.order.map(|o| o.0),
        what: kept.what.clone(),
    })
}

/// The shop refused, or a person gave up: what was promised to the customer did not happen.
pub(crate) fn failed(work: &mut Work<'_>, kept: &Kept, reason: &str) -> Result<(), Trouble> {
    if !ends(work, kept, ErrandState::Failed, reason, "")? {
        return Ok(());
    }
    if let Some(payment) = kept.payment
        && payments::find(work, payment)?.is_promised()
    {
        payments::fail(work, payment, reason)?;
    }
    say_it_failed(work, kept, reason)
}

/// The provider took a refund on, and it came back: whoever asked for it hears of it, and the money is owed again.
pub(crate) fn came_back(work: &mut Work<'_>, payment: PaymentId, reason: &str) -> Result<(), Trouble> {
    told::unsettled(work, payment, reason)?;
    let (now, note) = (work.now, format!("refused|{reason}"));
    let id: Option<ErrandId> = sql("SELECT id FROM shop_errand WHERE payment_id = $1 AND what = 'refund' ORDER BY id DESC LIMIT 1")
        .with(payment)
        .one(work)?;
    let Some(id) = id else { return Ok(()) };
    sql("UPDATE shop_errand SET state = 'failed', reason = $2, ended_at = $3 WHERE id = $1")
        .with(id)
        .with(note.chars().take(300).collect::<String>())
        .with(now)
        .run(work)?;
    let kept = find(work, id)?;
    say_it_failed(work, &kept, &note)
}

fn say_it_failed(work: &mut Work<'_>, kept: &Kept, reason: &str) -> Result<(), Trouble> {
    work.record(&Event::ErrandFailed {
        shop: kept.shop.0,
        errand: kept.id.0,
        order: kept.order.map(|o| o.0),
        what: kept.what.clone(),
        agent: kept.agent,
        reason: reason.into(),
    })
}

/// A person must decide.
pub(crate) fn asks(work: &mut Work<'_>, kept: &Kept, reason: &str) -> Result<(), Trouble> {
    if !ends(work, kept, ErrandState::Asks, reason, "")? {
        return Ok(());
    }
    work.record(&Event::ErrandAsks {
        shop: kept.shop.0,
        errand: kept.id.0,
        order: kept.order.map(|o| o.0),
        what: kept.what.clone(),
        agent: kept.agent,
        reason: reason.into(),
    })
}

/// `false`: somebody or something ended it meanwhile.
fn ends(work: &mut Work<'_>, kept: &Kept, state: ErrandState, reason: &str, theirs: &str) -> Result<bool, Trouble> {
    let now = work.now;
    let ended = (state != ErrandState::Asks).then_some(now);
    let rows = sql("UPDATE shop_errand SET state = $2, reason = $3, theirs = $4, ended_at = $5
                     WHERE id = $1 AND state IN ('waiting', 'asks') AND state <> $2")
    .with(kept.id)
    .with(state)
    .with(reason.chars().take(300).collect::<String>())
    .with(theirs)
    .with(ended)
    .run(work)?;
    work.keep_quietly("an errand somebody else ended");
    Ok(rows > 0)
}

/// Counts a try that came to nothing yet.
pub(crate) fn tried(work: &mut Work<'_>, kept: &Kept, reason: &str) -> Result<(), Trouble> {
    sql("UPDATE shop_errand SET tries = tries + 1, reason = $2 WHERE id = $1 AND state = 'waiting'")
        .with(kept.id)
        .with(reason.chars().take(300).collect::<String>())
        .run(work)?;
    work.keep_quietly("an errand that is tried again");
    Ok(())
}

/// A person says what nobody else knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It was done in the shop.
    Done,
    /// It was not: do it now.
    Again,
    /// It was not, and is not to be.
    GiveUp,
}

/// Decides on an errand that asks.
pub fn decide(work: &mut Work<'_>, id: ErrandId, decision: Decision) -> Result<(), Trouble> {
    let kept = find(work, id)?;
    if kept.state != ErrandState::Asks {
        return Err(Trouble::Changed("the errand"));
    }
    match decision {
        Decision::Done => done(work, &kept, &Done::default()),
        Decision::GiveUp => failed(work, &kept, "given-up|"),
        Decision::Again if kept.asked_json.is_empty() => Err(Trouble::refused("shops-only-by-hand")),
        Decision::Again => {
            sql("UPDATE shop_errand SET state = 'waiting', tries = 0 WHERE id = $1").with(id).run(work)?;
            promise(work, &kept)
        }
    }
}

/// Begins a failed errand anew: under another key, for the old one may have been carried out after all. A refund promises its
/// money once more, as far as it is still owed.
pub fn begin_anew(work: &mut Work<'_>, id: ErrandId) -> Result<ErrandId, Trouble> {
    let kept = find(work, id)?;
    if !kept.can_begin_anew() {
        return Err(Trouble::Changed("the errand"));
    }
    let payment = kept.payment.map(|payment| payments::promise_again(work, payment)).transpose()?;
    let new = begin::anew(work, &kept, payment)?;
    let rows = sql("UPDATE shop_errand SET again_id = $2 WHERE id = $1 AND again_id IS NULL")
        .with(id)
        .with(new)
        .run(work)?;
    if rows == 0 { Err(Trouble::Changed("the errand")) } else { Ok(new) }
}

fn promise(work: &mut Work<'_>, kept: &Kept) -> Result<(), Trouble> {
    let now = work.now;
    jobs::promise(work, JOB, &kept.id.to_string(), None, now)?;
    work.record(&Event::ErrandBegun {
        shop: kept.shop.0,
        errand: kept.id.0,
        order: kept.order.map(|o| o.0),
        what: kept.what.clone(),
    })
}

/// Whose a refund in the shop's books is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Made in the shop.
    Theirs,
    /// We asked for it: its errand is done, whatever we thought of it.
    Ours,
    /// We asked for it, gave up, and it happened all the same: the money moved, and the bill has it already.
    OursAfterAll,
}

/// Whether a refund in the shop's books is one we asked for.
pub(crate) fn came_about(work: &mut Work<'_>, shop: &Shop, refund: &TheirRefund) -> Result<Origin, Trouble> {
    let Some(key) = &refund.our_key else { return Ok(Origin::Theirs) };
    let id: Option<ErrandId> = sql("SELECT id FROM shop_errand WHERE shop_id = $1 AND key = $2 AND what = 'refund'")
        .with(shop.id)
        .with(key)
        .one(work)?;
    let Some(id) = id else { return Ok(Origin::Theirs) };
    let kept = find(work, id)?;
    if kept.state == ErrandState::Failed {
        return Ok(Origin::OursAfterAll);
    }
    if refund.state == TheirRefundState::Failed && kept.state != ErrandState::Done {
        failed(work, &kept, &format!("refused|{}", refund.reason))?;
        return Ok(Origin::Ours);
    }
    let money = refund.money.first().map(|line| line.id.clone());
    let is_promised = refund.state == TheirRefundState::Pending;
    done(work, &kept, &Done { theirs: refund.id.clone(), money, is_promised })?;
    Ok(Origin::Ours)
}

/// The word of a task.
pub(crate) const fn word(task: &Task) -> &'static str {
    match task {
        Task::Refund { .. } => "refund",
        Task::Cancel { .. } => "cancel",
        Task::ChangeAddress { .. } => "change_address",
        Task::Fulfil { .. } => "fulfil",
    }
}
