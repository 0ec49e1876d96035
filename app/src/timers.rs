//! What time alone brings about: snoozed conversations wake, follow-ups fall due, promised answers become late, silent agents go
//! offline, values past their retention go, answers to programs and what can no longer be undone are forgotten, requests for approval expire, subscriptions are
//! renewed, returns that never came are called off, retention rules do their night. All of it with [`kit::Caution`]: a clock may be wrong.

use db::{Actor, Database, Trouble, Work, activity, once};
use kit::Allowed;
use orders::action::{CloseReturn, RenewSubscription};
use orders::returns::{self, ReturnId};
use orders::{Ask, Confirmed, Request};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Looks every few seconds until `stop`.
pub async fn run(db: Database, stop: CancellationToken) {
    let (mut looks, mut round, mut caution, mut before) = (0u32, 0u32, None, Allowed::EVERYTHING);
    while !stop.is_cancelled() {
        if caution.is_none() {
            caution = activity::begin_cautiously(&db)
                .await
                .inspect_err(|trouble| tracing::warn!(%trouble, "the log could not be read; it is tried again"))
                .ok();
        }
        if let Some(caution) = &mut caution {
            let allowed = caution.look(db.clock().now(), Instant::now());
            say(allowed, &mut before);
            if allowed.reversible {
                fall_due(&db, looks).await;
                looks = looks.wrapping_add(1);
            }
            if allowed.irreversible {
                cannot_be_put_back(&db, round).await;
                round = round.wrapping_add(1);
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(5)) => {}
        }
    }
}

/// To whoever reads the log of the program, when it changes.
fn say(allowed: Allowed, before: &mut Allowed) {
    if allowed != *before && !allowed.irreversible {
        tracing::warn!(
            waits = if allowed.reversible { "what cannot be put back" } else { "whatever falls due" },
            "the clock has leapt ahead, or nothing has happened here for long; see whether it is right with `frontline doctor`"
        );
    }
    *before = allowed;
}

/// What only tells, and what somebody may set otherwise again.
async fn fall_due(db: &Database, look: u32) {
    let outcome = wake_the_snoozed(db).await;
    report("snoozed conversations could not be woken", outcome.map(drop));
    report("follow-ups could not fall due", let_follow_ups_fall_due(db).await.map(drop));
    report("answers due soon could not be told", warn_of_breaches(db).await.map(drop));
    report("late answers could not be recorded", record_breaches(db).await.map(drop));
    if look.is_multiple_of(12) {
        report("silent agents could not be marked", leave_the_silent(db).await);
    }
}

/// What takes money, calls something off, forgets or erases.
async fn cannot_be_put_back(db: &Database, round: u32) {
    if round.is_multiple_of(12) {
        report("approvals could not expire", expire_approvals(db).await.map(drop));
        report("subscriptions could not be renewed", renew_subscriptions(db).await.map(drop));
    }
    if round.is_multiple_of(720) {
        report("expired values could not be removed", forget_expired(db).await);
        report("returns could not be called off", close_returns(db).await.map(drop));
        report("old answers could not be removed", forget_old_answers(db).await);
        report("old deeds could not be forgotten", forget_old_deeds(db).await);
        report("exports could not expire", forget_exports(db).await);
        report("retention rules could not do their night", keep_retention(db).await.map(drop));
    }
}

fn report(what: &str, outcome: Result<(), Trouble>) {
    if let Err(trouble) = outcome {
        tracing::warn!(%trouble, "{what}; it is tried again");
    }
}

/// Wakes every snoozed conversation whose time has come and says how many.
pub async fn wake_the_snoozed(db: &Database) -> Result<usize, Trouble> {
    let due = db.read(desk::conversations::due_to_wake).await?;
    let count = due.len();
    for id in due {
        db.work(Actor::System, move |work| {
            work.keep_quietly("it was woken before");
            desk::conversations::find(work, id)?.wake(work)
        })
        .await?;
    }
    Ok(count)
}

/// Tells of every answer that has come near its time and says how many.
pub async fn warn_of_breaches(db: &Database) -> Result<usize, Trouble> {
    let near = db.read(desk::targets::near_now).await?;
    let count = near.len();
    for id in near {
        db.work(Actor::System, move |work| desk::targets::warn(work, id)).await?;
    }
    Ok(count)
}

/// Lets every follow-up fall due whose time has come and says how many.
pub async fn let_follow_ups_fall_due(db: &Database) -> Result<usize, Trouble> {
    let due = db.read(desk::follow_ups::to_fall_due).await?;
    let count = due.len();
    for id in due {
        db.work(Actor::System, move |work| {
            work.keep_quietly("it was ended before");
            desk::follow_ups::fall_due(work, id)
        })
        .await?;
    }
    Ok(count)
}

/// Records every answer that has become late and says how many.
pub async fn record_breaches(db: &Database) -> Result<usize, Trouble> {
    let late = db.read(desk::targets::breached_now).await?;
    let count = late.len();
    for id in late {
        db.work(Actor::System, move |work| {
            work.keep_quietly("it was recorded before");
            desk::targets::breach(work, id)
        })
        .await?;
    }
    Ok(count)
}

async fn leave_the_silent(db: &Database) -> Result<(), Trouble> {
    db.work(Actor::System, |work| {
        work.keep_quietly("nobody was silent");
        agents::presence::leave_the_silent(work).map(drop)
    })
    .await
}

/// Marks every request for approval that nobody decided in time and says how many.
pub async fn expire_approvals(db: &Database) -> Result<i64, Trouble> {
    db.work(Actor::System, |work| {
        work.keep_quietly("none had expired");
        orders::approvals::expire(work)
    })
    .await
}

/// Renews every subscription whose period is over, one period each, and says how many. Each by the door everybody uses:
/// previewed, then confirmed under a key of the period it ends, so that two timers at once charge it once.
pub async fn renew_subscriptions(db: &Database) -> Result<usize, Trouble> {
    let due = db.read(|tx| orders::subscription::due(tx, 500)).await?;
    let mut renewed = 0;
    for id in due {
        match db.work(Actor::System, move |work| renew(work, id)).await {
            Ok(Some(true)) => renewed += 1,
            Ok(None) => {}
            Ok(Some(false)) => {
                tracing::warn!(subscription = id, "the policy does not let the subscription be renewed; it is tried again in an hour");
                put_off(db, id).await?;
            }
            // Another timer was there first.
            Err(Trouble::Changed(_)) => {}
            Err(trouble) => {
                tracing::warn!(subscription = id, %trouble, "the subscription could not be renewed; it is tried again in an hour");
                put_off(db, id).await?;
            }
        }
    }
    Ok(renewed)
}

/// What cannot be renewed now makes room for those behind it.
async fn put_off(db: &Database, id: i64) -> Result<(), Trouble> {
    db.work(Actor::System, move |work| orders::subscription::put_off(work, id)).await
}

/// Whether it could be renewed; `None` if somebody else did in the meantime.
fn renew(work: &mut Work<'_>, id: i64) -> Result<Option<bool>, Trouble> {
    work.keep_quietly("the policy does not allow it, or it was renewed before");
    let period = orders::subscription::find(work, id)?.period_until;
    if period > work.now {
        return Ok(None);
    }
    let request = Request::RenewSubscription(RenewSubscription { subscription: id });
    let actor = work.actor;
    let seen = orders::preview(work, actor, &request)?;
    if !seen.is_possible() {
        orders::keep_denial(work, &request, &orders::Origin::of(actor), None)?;
        return Ok(Some(false));
    }
    let (hash, key) = (seen.hash, format!("renew {id} after {}", period.0));
    let told = orders::confirm(work, &Ask { request, hash, key, agreed: true, conversation: None })?;
    Ok(Some(matches!(told, Confirmed::Done(_))))
}

/// Calls off every return whose pieces did not come in time and says how many. Each by the door everybody uses.
pub async fn close_returns(db: &Database) -> Result<usize, Trouble> {
    let (mut closed, mut last) = (0, None);
    loop {
        let page = db.read(move |tx| returns::overdue(tx, last, 100)).await?;
        let Some(end) = page.last() else { return Ok(closed) };
        last = Some(*end);
        for id in page {
            match db.work(Actor::System, move |work| close(work, id)).await {
                Ok(true) => closed += 1,
                Ok(false) => tracing::warn!(goods_return = id.0, "the policy does not let the return be called off"),
                // It came, or somebody called it off, in the meantime.
                Err(Trouble::Changed(_)) => {}
                Err(trouble) => tracing::warn!(goods_return = id.0, %trouble, "the return could not be called off; it is tried again"),
            }
        }
    }
}

fn close(work: &mut Work<'_>, id: ReturnId) -> Result<bool, Trouble> {
    work.keep_quietly("the policy does not allow it, or it was called off before");
    if returns::find(work, id)?.state != returns::ReturnState::Expected {
        return Err(Trouble::Changed("return"));
    }
    let request = Request::CloseReturn(CloseReturn { return_id: id, reason: "lost".into() });
    let actor = work.actor;
    let seen = orders::preview(work, actor, &request)?;
    if !seen.is_possible() {
        orders::keep_denial(work, &request, &orders::Origin::of(actor), None)?;
        return Ok(false);
    }
    let ask = Ask {
        request,
        hash: seen.hash,
        key: format!("close return {id}"),
        agreed: true,
        conversation: None,
    };
    Ok(matches!(orders::confirm(work, &ask)?, Confirmed::Done(_)))
}

async fn forget_expired(db: &Database) -> Result<(), Trouble> {
    db.work(Actor::System, |work| {
        work.keep_quietly("nothing had expired");
        customers::forget_expired(work).map(drop)
    })
    .await
}

/// Answers to requests are kept for a day.
async fn forget_old_answers(db: &Database) -> Result<(), Trouble> {
    db.work(Actor::System, |work| once::forget_old(work).map(drop)).await
}

/// Files of one person's data go when their time is over.
async fn forget_exports(db: &Database) -> Result<(), Trouble> {
    db.work(Actor::System, privacy::export::forget_expired).await
}

/// Does what the retention rules want of this night, a few conversations at a time, and says how many steps it took.
pub async fn keep_retention(db: &Database) -> Result<usize, Trouble> {
    let mut steps = 0;
    if db.work(Actor::System, privacy::retention::tonight).await? == 0 {
        return Ok(steps);
    }
    loop {
        match db.work(Actor::System, privacy::retention::carry_on).await {
            Ok(true) => steps += 1,
            Ok(false) => return Ok(steps),
            // Another node is at it.
            Err(Trouble::Changed(_)) => return Ok(steps),
            Err(trouble) => return Err(trouble),
        }
    }
}

/// Forgets, a few at a time, everything that was done too long ago to be undone.
pub async fn forget_old_deeds(db: &Database) -> Result<(), Trouble> {
    while db.work(Actor::System, desk::deeds::forget_old).await? > 0 {}
    Ok(())
}
