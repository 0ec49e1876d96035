//! From an action to its errands. Called when the log says that an action was done; twice is once.

use super::{ErrandId, JOB, Kept, word};
use crate::Event;
use crate::commerce::{Capability, Errand, Task};
use crate::links::{self, Kind};
use crate::shop::ShopId;
use db::{Trouble, Work, jobs, sql};
use kit::Token;
use orders::action::Request;
use orders::bill::BillOf;
use orders::payments::{self, Payment, PaymentId, PaymentKind};
use orders::shipments::{self, ShipmentId};
use orders::told;
use orders::unit::{self, UnitId, UnitState};
use orders::{OrderId, orders as shelf};

/// Where the order lives, if it is a shop's.
struct Home {
    shop: ShopId,
    theirs: String,
}

/// Begins what an action on an order means for its shop, and for the providers its money came through.
pub fn follow(work: &mut Work<'_>, action: i64, order: OrderId) -> Result<(), Trouble> {
    let begun: i64 = sql("SELECT COUNT(*) FROM shop_errand WHERE action_id = $1").with(action).only(work, "count")?;
    let homes = links::of_ours(work, Kind::Order, order.0)?;
    if begun > 0 {
        return Ok(());
    }
    let deed = told::deed(work, action)?;
    let verb = deed.request.verb();
    let home = homes
        .into_iter()
        .map(|(shop, theirs)| Home { shop, theirs })
        .find(|home| is_of_orders(work, home.shop));
    let whole = match &deed.request {
        Request::Cancel(_) => unit::of(work, order)?.iter().all(|unit| unit.state == UnitState::Cancelled),
        _ => false,
    };
    let mut cancelled = match &deed.request {
        Request::Cancel(cancel) if !whole => theirs_of(work, home.as_ref(), &cancel.units)?,
        _ => Vec::new(),
    };
    for line in money_back(work, order, action)? {
        let Some((shop, payment)) = came_through(work, &line)? else { continue };
        let at_home = home.as_ref().filter(|home| home.shop == shop);
        // Where pieces cannot be cancelled with their money, they stay for a person.
        let takes_pieces = at_home.is_some() && cancels_pieces(work, shop);
        let pieces = if takes_pieces { std::mem::take(&mut cancelled) } else { Vec::new() };
        let task = Task::Refund { payment, amount: line.amount(), reason: line.reason.clone(), cancelled: pieces };
        let theirs = at_home.map(|home| home.theirs.clone());
        begin(
            work,
            &New {
                shop,
                theirs,
                order,
                action,
                payment: Some(line.id.0),
                agent: deed.agent,
                verb: &verb,
            },
            Some(task),
        )?;
    }
    let Some(home) = home else { return Ok(()) };
    let new = New {
        shop: home.shop,
        theirs: Some(home.theirs.clone()),
        order,
        action,
        payment: None,
        agent: deed.agent,
        verb: &verb,
    };
    let task = match &deed.request {
        Request::Cancel(cancel) if whole => Some(Task::Cancel { reason: cancel.reason.clone() }),
        Request::Cancel(_) if !cancelled.is_empty() => None,
        Request::ChangeAddress(_) => Some(Task::ChangeAddress { ship_to: shelf::find(work, order)?.ship_to()? }),
        request if is_for_a_person(request) => None,
        _ => return Ok(()),
    };
    begin(work, &new, task).map(drop)
}

/// A parcel that was sent from here is told to the shop; one the shop told of is not.
pub fn sent(work: &mut Work<'_>, shipment: i64, order: OrderId) -> Result<(), Trouble> {
    if !links::of_ours(work, Kind::Parcel, shipment)?.is_empty() {
        return Ok(());
    }
    let homes = links::of_ours(work, Kind::Order, order.0)?;
    let home = homes
        .into_iter()
        .map(|(shop, theirs)| Home { shop, theirs })
        .find(|home| is_of_orders(work, home.shop));
    let Some(home) = home else { return Ok(()) };
    let units = shipments::units(work, ShipmentId(shipment))?;
    let parcel = shipments::find(work, ShipmentId(shipment))?;
    let lines = theirs_of(work, Some(&home), &units)?;
    if lines.is_empty() {
        return Ok(());
    }
    // No action stands behind it: what the warehouse tells is a fact.
    let new = New {
        shop: home.shop,
        theirs: Some(home.theirs),
        order,
        action: 0,
        payment: None,
        agent: None,
        verb: "fulfil",
    };
    begin(work, &new, Some(Task::Fulfil { lines, carrier: parcel.carrier, tracking: parcel.tracking })).map(drop)
}

/// A payment provider's link names a payment, not an order to be acted on.
fn is_of_orders(work: &mut Work<'_>, shop: ShopId) -> bool {
    crate::shops::find(work, shop).is_ok_and(|shop| shop.system != crate::shop::System::Stripe)
}

/// Whether the shop system cancels pieces one by one.
fn cancels_pieces(work: &mut Work<'_>, shop: ShopId) -> bool {
    crate::shops::find(work, shop).is_ok_and(|shop| shop.system.can().contains(&Capability::CancelPieces))
}

/// What changes the order in a way no connector can carry out: it is shown to a person.
const fn is_for_a_person(request: &Request) -> bool {
    matches!(
        request,
        Request::ChangeItems(_)
            | Request::ChangeShipping(_)
            | Request::Exchange(_)
            | Request::Return(_)
            | Request::ReceiveReturn(_)
            | Request::CloseReturn(_)
            | Request::Resend(_)
            | Request::ApplyVoucher(_)
    )
}

/// Refunds the action promised that are not on their way.
fn money_back(work: &mut Work<'_>, order: OrderId, action: i64) -> Result<Vec<Payment>, Trouble> {
    let lines = payments::of(work, BillOf::Order(order))?;
    let ours = |line: &Payment| line.action == Some(action) && line.kind == PaymentKind::Refund && line.is_promised();
    Ok(lines.into_iter().filter(ours).collect())
}

/// The shop or provider the money came through, and what it calls the payment.
fn came_through(work: &mut Work<'_>, line: &Payment) -> Result<Option<(ShopId, String)>, Trouble> {
    let Some(parent) = line.parent else { return Ok(None) };
    let mut places = links::of_ours(work, Kind::Payment, parent.0)?;
    // A payment known to the shop and to its provider goes back where its order lives.
    places.sort_by_key(|(shop, _)| !is_of_orders(work, *shop));
    Ok(places.into_iter().next())
}

/// Units as lines of theirs.
fn theirs_of(work: &mut Work<'_>, home: Option<&Home>, units: &[UnitId]) -> Result<Vec<(String, u32)>, Trouble> {
    let mut lines: Vec<(String, u32)> = Vec::new();
    let Some(home) = home else { return Ok(lines) };
    for unit in units {
        let piece = links::of_ours(work, Kind::Piece, unit.0)?.into_iter().find(|(shop, _)| *shop == home.shop);
        let Some((line, _)) = piece.as_ref().and_then(|(_, theirs)| theirs.rsplit_once('#')) else {
            continue;
        };
        match lines.iter_mut().find(|(known, _)| known == line) {
            Some((_, count)) => *count += 1,
            None => lines.push((line.to_owned(), 1)),
        }
    }
    Ok(lines)
}

/// The same once more, under a key of its own.
pub(super) fn anew(work: &mut Work<'_>, kept: &Kept, payment: Option<PaymentId>) -> Result<ErrandId, Trouble> {
    let Some(errand) = kept.errand()? else {
        return Err(Trouble::refused("shops-only-by-hand"));
    };
    let order = kept.order.ok_or(Trouble::NotFound("order"))?;
    let new = New {
        shop: kept.shop,
        theirs: errand.order.clone(),
        order,
        action: kept.action,
        payment: payment.map(|payment| payment.0),
        agent: kept.agent,
        verb: &kept.what,
    };
    begin(work, &new, Some(errand.task))
}

struct New<'a> {
    shop: ShopId,
    theirs: Option<String>,
    order: OrderId,
    action: i64,
    payment: Option<i64>,
    agent: Option<i64>,
    /// What only a person can do is named by the verb of the action.
    verb: &'a str,
}

fn begin(work: &mut Work<'_>, new: &New<'_>, task: Option<Task>) -> Result<ErrandId, Trouble> {
    let now = work.now;
    // Random, for a house restored from a backup must not meet the keys of the one it was.
    let key: String = Token::random().hash().chars().take(32).collect();
    let what = task.as_ref().map_or_else(|| new.verb.to_owned(), |task| word(task).into());
    let errand = task.map(|task| Errand { key: key.clone(), order: new.theirs.clone(), task });
    let asked = errand.as_ref().map(serde_json::to_string).transpose().map_err(|e| Trouble::Shape(e.to_string()))?;
    let state = if asked.is_some() { "waiting" } else { "asks" };
    let id: ErrandId = sql(
        "INSERT INTO shop_errand (shop_id, order_id, action_id, payment_id, agent_id, what, asked, key, state, begun_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
    )
    .with(new.shop)
    .with(new.order)
    .with(new.action)
    .with(new.payment)
    .with(new.agent)
    .with(&what)
    .with(asked.clone().unwrap_or_default())
    .with(&key)
    .with(state)
    .with(now)
    .only(work, "errand")?;
    let (shop, errand, order) = (new.shop.0, id.0, Some(new.order.0));
    if asked.is_some() {
        jobs::promise(work, JOB, &id.to_string(), None, now)?;
        work.record(&Event::ErrandBegun { shop, errand, order, what })?;
        return Ok(id);
    }
    work.record(&Event::ErrandAsks { shop, errand, order, what, agent: new.agent, reason: String::new() })?;
    Ok(id)
}
