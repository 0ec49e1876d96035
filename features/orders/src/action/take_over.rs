//! Taking over an order as it stands in another system: a fact, not a request, so no policy judges it; it needs the
//! permission `orders.manage`. Its ledgers are written as if it had been ours from the start, so that every action finds
//! what it needs; stock is not touched, for the pieces left another house. Told again, it changes nothing.

use super::apply::new_order;
use super::pricing::{Shipping, billed};
use super::refund::spread;
use super::{NewOrder, NewUnit, Place, Stop};
use crate::address::Address;
use crate::bill::{self, BillOf, EntryKind, NewEntry, UnitRef};
use crate::exact::fault;
use crate::order::OrderId;
use crate::payment_method::{self, MethodId};
use crate::payments::{self, Movement, PaymentId, PaymentKind};
use crate::product::by_sku;
use crate::shipments::{self, Parcel, ShipmentKind, ShipmentState};
use crate::suggestions::{shown, together};
use crate::unit::{UnitId, UnitState};
use crate::{Event, brand, ledger, may_manage, orders};
use customers::CustomerId;
use db::{Trouble, Work, sql};
use kit::{Currency, Moment, Money};

/// An order as another system knows it.
#[derive(Debug, Clone)]
pub struct Known {
    pub outside_reference: String,
    pub number: Option<String>,
    /// The brand's code.
    pub brand: String,
    pub customer: CustomerId,
    pub currency: Option<Currency>,
    pub placed_at: Moment,
    pub ship_to: Address,
    pub bill_to: Option<Address>,
    pub shipping_method: String,
    pub shipping: Option<Money>,
    pub units: Vec<KnownUnit>,
    pub payments: Vec<KnownPayment>,
    pub shipments: Vec<KnownShipment>,
}

/// One piece: what it was sold for, and where it is.
#[derive(Debug, Clone)]
pub struct KnownUnit {
    pub sku: String,
    pub price: Money,
    pub state: UnitState,
}

/// Money that was taken, and how much of it went back.
#[derive(Debug, Clone)]
pub struct KnownPayment {
    pub method: MethodId,
    pub amount: Money,
    pub refunded: Option<Money>,
    /// Reserved and not taken yet.
    pub authorised_only: bool,
    pub reference: String,
    pub at: Moment,
}

/// A parcel: which units, by their place from 0, and when.
#[derive(Debug, Clone)]
pub struct KnownShipment {
    pub carrier: String,
    pub tracking: String,
    pub units: Vec<usize>,
    pub sent_at: Moment,
    pub delivered_at: Option<Moment>,
}

/// Takes it over, or finds the one taken over before: `true` if it is new.
pub fn take_over(work: &mut Work<'_>, known: &Known) -> Result<(OrderId, bool), Trouble> {
    may_manage(work)?;
    if let Some(order) = orders::by_outside_reference(work, &known.outside_reference)? {
        return Ok((order.id, false));
    }
    refuse_what_cannot_be(work, known)?;
    let at = place(work, known).map_err(refusal)?;
    let priced = priced(work, &at, known).map_err(refusal)?;
    let order = open(work, &at, known)?;
    let units = new_order::add_units(work, order, &priced.0)?;
    bill_them(work, order, &units, &priced.1)?;
    let before = together::products(work, order)?;
    stand_where_they_are(work, order, &at, known, &units)?;
    let after = together::products(work, order)?;
    together::moved(work, &before, &after)?;
    shown::bought(work, order, &units, known.placed_at)?;
    for payment in &known.payments {
        pay(work, order, &at, known, payment)?;
    }
    for shipment in &known.shipments {
        send(work, order, shipment, &units)?;
    }
    take_off_the_rest(work, order, known)?;
    remember_when(work, order, known)?;
    let order = ledger::refresh(work, order)?;
    let (minor, currency) = (order.total().minor, order.currency.code().to_owned());
    work.record(&Event::OrderPlaced { customer: order.customer.0, order: order.id.0, minor, currency })?;
    Ok((order.id, true))
}

fn wrong(what: &str) -> Trouble {
    Trouble::refused("orders-import-wrong").with("what", what)
}

fn refusal(stop: Stop) -> Trouble {
    match stop {
        Stop::Trouble(trouble) => trouble,
        Stop::Denied(code) => wrong(code),
    }
}

fn refuse_what_cannot_be(work: &mut Work<'_>, known: &Known) -> Result<(), Trouble> {
    let now = work.now;
    if known.outside_reference.trim().is_empty() || known.outside_reference.len() > 200 {
        return Err(wrong("outside_reference"));
    }
    if known.units.is_empty() || known.units.len() > 1_000 {
        return Err(wrong("units"));
    }
    if known.units.iter().any(|unit| unit.price.is_negative()) || known.shipping.is_some_and(Money::is_negative) {
        return Err(wrong("price"));
    }
    if let Some(number) = &known.number
        && (number.trim().is_empty() || number.len() > 40 || orders::by_number(work, number)?.is_some())
    {
        return Err(wrong("number"));
    }
    let times = known.payments.iter().map(|payment| payment.at);
    let times = times.chain(known.shipments.iter().flat_map(|one| [Some(one.sent_at), one.delivered_at].into_iter().flatten()));
    if times.chain([known.placed_at]).any(|at| at > now) {
        return Err(wrong("a time that has not come"));
    }
    let of_units = |one: &KnownShipment| one.units.iter().all(|place| *place < known.units.len());
    if known.shipments.iter().all(of_units) { Ok(()) } else { Err(wrong("shipments/units")) }
}

fn place(work: &mut Work<'_>, known: &Known) -> Result<Place, Stop> {
    let Some(brand) = brand::by_code(work, &known.brand)? else {
        return super::deny("unknown_brand");
    };
    let ship_to = known.ship_to.clone().checked()?;
    let currency = known.currency.unwrap_or(brand.currency);
    Place::of_customer(work, Some(known.customer), brand, &ship_to.country, currency)
}

fn priced(work: &mut Work<'_>, at: &Place, known: &Known) -> Result<(Vec<NewUnit>, Vec<NewEntry>), Stop> {
    let mut units = Vec::new();
    for unit in &known.units {
        let Some(variant) = by_sku(work, &unit.sku)? else { return super::deny("unknown_sku") };
        if unit.price.currency != at.currency {
            return super::deny("two_currencies");
        }
        units.push(NewUnit {
            variant: variant.id,
            product: variant.product,
            sku: variant.sku.clone(),
            name: variant.name()?,
            options: variant.options()?,
            category: variant.category.clone(),
            tax_class: variant.tax_class.clone(),
            price: unit.price,
        });
    }
    if known.shipping.is_some_and(|price| price.currency != at.currency) {
        return super::deny("two_currencies");
    }
    let shipping = known.shipping.map(|price| Shipping { method: known.shipping_method.clone(), price });
    let priced = billed(work, at, at.brand.prices_include_tax, units, at.currency.zero(), shipping)?;
    Ok((priced.units, priced.entries))
}

fn open(work: &mut Work<'_>, at: &Place, known: &Known) -> Result<OrderId, Trouble> {
    let customer = at.customer.unwrap_or(known.customer);
    let ship_to = known.ship_to.clone().checked()?;
    let bill_to = known.bill_to.clone().map(Address::checked).transpose()?.unwrap_or_else(|| ship_to.clone());
    let new = NewOrder {
        brand: at.brand.id,
        customer,
        email: customers::customer::email_of(work, customer)?.unwrap_or_default(),
        currency: at.currency,
        country: at.country.clone(),
        prices_include_tax: at.brand.prices_include_tax,
        shipping_method: known.shipping_method.clone(),
        ship_to,
        bill_to,
        method: known.payments.first().map(|payment| payment.method),
        outside_reference: Some(known.outside_reference.clone()),
        number: known.number.clone(),
    };
    for payment in &known.payments {
        let method = payment_method::find(work, payment.method).map_err(|_| wrong("payments/method"))?;
        if method.customer != customer || method.kind.is_balance() {
            return Err(wrong("payments/method"));
        }
    }
    new_order::open(work, &new)
}

fn bill_them(work: &mut Work<'_>, order: OrderId, units: &[UnitId], entries: &[NewEntry]) -> Result<(), Trouble> {
    for entry in entries {
        let unit = match entry.unit {
            Some(UnitRef::New(place)) => units.get(place).copied(),
            Some(UnitRef::Is(id)) => Some(id),
            None => None,
        };
        bill::enter(work, BillOf::Order(order), unit, entry, None)?;
    }
    Ok(())
}

/// What was cancelled or came back is owed no more; the others are where they are.
fn stand_where_they_are(work: &mut Work<'_>, order: OrderId, at: &Place, known: &Known, units: &[UnitId]) -> Result<(), Trouble> {
    let entries = bill::of(work, BillOf::Order(order))?;
    for (place, (known_unit, unit)) in known.units.iter().zip(units).enumerate() {
        let arrived = known.shipments.iter().find(|one| one.units.contains(&place)).and_then(|one| one.delivered_at);
        let has_arrived = known_unit.state.has_arrived();
        sql("UPDATE order_unit SET state = $2, delivered_at = $3 WHERE id = $1")
            .with(*unit)
            .with(known_unit.state)
            .with(has_arrived.then(|| arrived.unwrap_or(known.placed_at)))
            .run(work)?;
        if matches!(known_unit.state, UnitState::Cancelled | UnitState::Returned) {
            let worth = bill::of_unit(at.currency, &entries, *unit)?;
            let first = entries.iter().find(|entry| entry.unit == Some(*unit));
            let Some(first) = first.filter(|_| !worth.gross.is_zero()) else { continue };
            let credit = NewEntry {
                unit: Some(UnitRef::Is(*unit)),
                kind: EntryKind::Credit,
                label: first.label.clone(),
                tax_class: first.tax_class.clone(),
                rate: first.rate()?,
                amount: worth.negated().map_err(fault)?,
            };
            bill::enter(work, BillOf::Order(order), Some(*unit), &credit, None)?;
        }
    }
    Ok(())
}

fn pay(work: &mut Work<'_>, order: OrderId, at: &Place, known: &Known, payment: &KnownPayment) -> Result<(), Trouble> {
    let method = payment_method::find(work, payment.method)?;
    if payment.amount.currency != at.currency || payment.refunded.is_some_and(|back| back.currency != at.currency) {
        return Err(wrong("two_currencies"));
    }
    let customer = at.customer.unwrap_or(known.customer);
    let movement = |kind, parent, amount| Movement {
        kind,
        parent,
        amount,
        method_kind: method.kind,
        method: Some(method.id),
        balance: None,
        reason: "taken_over".into(),
    };
    let kind = if payment.authorised_only { PaymentKind::Authorise } else { PaymentKind::Capture };
    let line = payments::enter(work, BillOf::Order(order), customer, &movement(kind, None, payment.amount), None)?;
    happened(work, line, payment)?;
    let Some(back) = payment.refunded.filter(|back| !back.is_zero()) else { return Ok(()) };
    let line = payments::enter(work, BillOf::Order(order), customer, &movement(PaymentKind::Refund, Some(line), back), None)?;
    happened(work, line, payment)
}

fn happened(work: &mut Work<'_>, line: PaymentId, payment: &KnownPayment) -> Result<(), Trouble> {
    sql("UPDATE payment SET entered_at = $2, settled_at = $2, reference = $3 WHERE id = $1")
        .with(line)
        .with(payment.at)
        .with(crate::stored::one_line(&payment.reference, 200))
        .run(work)?;
    Ok(())
}

/// With the last piece goes what is still owed for shipping and fees, as when an order is cancelled here; what was paid for
/// them and kept stays.
fn take_off_the_rest(work: &mut Work<'_>, order: OrderId, known: &Known) -> Result<(), Trouble> {
    let gone = |unit: &KnownUnit| matches!(unit.state, UnitState::Cancelled | UnitState::Returned);
    if !known.units.iter().all(gone) {
        return Ok(());
    }
    let at = Place::of_order(work, order).map_err(refusal)?;
    let owed = bill::total(at.currency, &at.entries)?.gross;
    let rest = crate::exact::less(owed, payments::paid(at.currency, &at.payments)?)?;
    if rest.is_positive() {
        let entries = spread(&at, rest, EntryKind::Credit).map_err(refusal)?;
        bill_them(work, order, &[], &entries)?;
    }
    Ok(())
}

fn send(work: &mut Work<'_>, order: OrderId, known: &KnownShipment, units: &[UnitId]) -> Result<(), Trouble> {
    let inside: Vec<UnitId> = known.units.iter().filter_map(|place| units.get(*place).copied()).collect();
    let parcel = Parcel {
        kind: ShipmentKind::Order,
        carrier: &known.carrier,
        tracking: &known.tracking,
        units: &inside,
        action: None,
    };
    let id = shipments::add(work, order, &parcel)?;
    sql("UPDATE shipment_event SET happened_at = $2 WHERE shipment_id = $1")
        .with(id)
        .with(known.sent_at)
        .run(work)?;
    let state = if known.delivered_at.is_some() { ShipmentState::Delivered } else { ShipmentState::Sent };
    sql("UPDATE shipment SET created_at = $2, delivered_at = $3, state = $4 WHERE id = $1")
        .with(id)
        .with(known.sent_at)
        .with(known.delivered_at)
        .with(state)
        .run(work)?;
    match known.delivered_at {
        Some(at) => shipments::pass(work, id, "delivered", "", at),
        None => Ok(()),
    }
}

/// When it was placed, sent and delivered: what deadlines of policies count from.
fn remember_when(work: &mut Work<'_>, order: OrderId, known: &Known) -> Result<(), Trouble> {
    let sent = known.shipments.iter().map(|one| one.sent_at).min();
    let delivered = known.shipments.iter().filter_map(|one| one.delivered_at).max();
    let all_here = known.units.iter().all(|unit| unit.state.has_arrived() || unit.state == UnitState::Cancelled);
    sql("UPDATE sales_order SET placed_at = $2, shipped_at = $3, delivered_at = $4 WHERE id = $1")
        .with(order)
        .with(known.placed_at)
        .with(sent)
        .with(delivered.filter(|_| all_here))
        .run(work)?;
    Ok(())
}
