//! What belongs to an order, row by row.

use crate::api::amount::Amount;
use crate::bill::{self, Entry, EntryKind};
use crate::papers::{Paper, PaperKind};
use crate::payment_method::MethodKind;
use crate::payments::{Payment, PaymentKind};
use crate::returns::{self, Condition, Exchange, RefundTo, Return, ReturnState};
use crate::shipments::{self, Shipment, ShipmentKind, ShipmentState};
use crate::unit::{Unit, UnitState};
use db::{Trouble, Tx};
use kit::{Currency, Money};
use serde::Serialize;
use std::collections::BTreeMap;
use web::api::{Time, ToSchema, word, word_or_null};

/// One piece.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderUnit)]
pub(in crate::api) struct Piece {
    pub id: i64,
    pub position: i64,
    pub sku: String,
    pub name: String,
    pub options: BTreeMap<String, String>,
    #[schema(schema_with = word::<UnitState>)]
    pub state: UnitState,
    /// What it was sold for, before discounts.
    pub price: Amount,
    /// What it is worth now, with tax: its entries of the bill.
    pub worth: Amount,
    pub delivered_at: Option<Time>,
}

impl Piece {
    pub(super) fn of(currency: Currency, entries: &[Entry], unit: &Unit) -> Result<Self, Trouble> {
        Ok(Self {
            id: unit.id.0,
            position: unit.position,
            sku: unit.sku.clone(),
            name: unit.name.clone(),
            options: unit.options()?,
            state: unit.state,
            price: Money::new(unit.price_minor, currency).into(),
            worth: bill::of_unit(currency, entries, unit.id)?.gross.into(),
            delivered_at: unit.delivered_at.map(Time),
        })
    }
}

/// One entry of the bill: positive is owed to us.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BillEntry {
    pub id: i64,
    pub unit: Option<i64>,
    #[schema(schema_with = word::<EntryKind>)]
    pub kind: EntryKind,
    pub label: String,
    pub tax_class: String,
    /// `0.19` is 19 %.
    pub rate: String,
    pub net: Amount,
    pub tax: Amount,
    pub gross: Amount,
    /// The invoice or credit note that took it up.
    pub paper: Option<i64>,
    pub action: Option<i64>,
    pub entered_at: Time,
}

impl BillEntry {
    pub(in crate::api) fn of(entry: &Entry) -> Result<Self, Trouble> {
        let amount = entry.amount();
        Ok(Self {
            id: entry.id.0,
            unit: entry.unit.map(|unit| unit.0),
            kind: entry.kind,
            label: entry.label.clone(),
            tax_class: entry.tax_class.clone(),
            rate: entry.rate()?.normalize().to_string(),
            net: amount.net.into(),
            tax: amount.tax.into(),
            gross: amount.gross.into(),
            paper: entry.paper,
            action: entry.action,
            entered_at: entry.entered_at.into(),
        })
    }
}

/// One line of the payments ledger.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payment)]
pub(in crate::api) struct Moved {
    pub id: i64,
    #[schema(schema_with = word::<PaymentKind>)]
    pub kind: PaymentKind,
    pub amount: Amount,
    /// The authorisation a capture or void is of; the capture a refund is of.
    pub parent: Option<i64>,
    #[schema(schema_with = word::<MethodKind>)]
    pub method_kind: MethodKind,
    pub method: Option<i64>,
    pub balance: Option<i64>,
    /// What the provider calls it.
    pub reference: String,
    pub reason: String,
    pub action: Option<i64>,
    pub entered_at: Time,
    /// When the outside world had done it; a refund without it is promised.
    pub settled_at: Option<Time>,
    pub failed_at: Option<Time>,
}

impl From<&Payment> for Moved {
    fn from(line: &Payment) -> Self {
        Self {
            id: line.id.0,
            kind: line.kind,
            amount: line.amount().into(),
            parent: line.parent.map(|id| id.0),
            method_kind: line.method_kind,
            method: line.method.map(|id| id.0),
            balance: line.balance.map(|id| id.0),
            reference: line.reference.clone(),
            reason: line.reason.clone(),
            action: line.action,
            entered_at: line.entered_at.into(),
            settled_at: line.settled_at.map(Time),
            failed_at: line.failed_at.map(Time),
        }
    }
}

/// A parcel.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Shipment)]
pub(in crate::api) struct Sent {
    pub id: i64,
    #[schema(schema_with = word::<ShipmentKind>)]
    pub kind: ShipmentKind,
    pub carrier: String,
    pub tracking: String,
    #[schema(schema_with = word::<ShipmentState>)]
    pub state: ShipmentState,
    pub units: Vec<i64>,
    pub passages: Vec<Passed>,
    pub created_at: Time,
    pub delivered_at: Option<Time>,
}

/// Something the carrier reported.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShipmentPassage)]
pub(in crate::api) struct Passed {
    pub what: String,
    pub place: String,
    pub happened_at: Time,
}

impl Sent {
    pub(in crate::api) fn of(tx: &mut Tx<'_>, shipment: Shipment) -> Result<Self, Trouble> {
        let passages = shipments::passages(tx, shipment.id)?.into_iter();
        Ok(Self {
            units: shipments::units(tx, shipment.id)?.iter().map(|unit| unit.0).collect(),
            passages: passages
                .map(|one| Passed { what: one.what, place: one.place, happened_at: one.happened_at.into() })
                .collect(),
            id: shipment.id.0,
            kind: shipment.kind,
            carrier: shipment.carrier,
            tracking: shipment.tracking,
            state: shipment.state,
            created_at: shipment.created_at.into(),
            delivered_at: shipment.delivered_at.map(Time),
        })
    }
}

/// Pieces on their way back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Return)]
pub(in crate::api) struct Returned {
    pub id: i64,
    pub number: String,
    #[schema(schema_with = word::<ReturnState>)]
    pub state: ReturnState,
    pub reason: String,
    #[schema(schema_with = word::<RefundTo>)]
    pub refund_to: RefundTo,
    /// They were replaced already, so nothing is paid back when they come.
    pub is_exchange: bool,
    pub label: String,
    pub units: Vec<ReturnedUnit>,
    pub opened_at: Time,
    pub received_at: Option<Time>,
    pub closed_at: Option<Time>,
}

/// One piece of a return; condition and acceptance are told when it was looked at.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReturnedUnit {
    pub unit: i64,
    #[schema(schema_with = word_or_null::<Condition>)]
    pub condition: Option<Condition>,
    pub accepted: Option<bool>,
}

impl Returned {
    pub(super) fn of(tx: &mut Tx<'_>, back: Return) -> Result<Self, Trouble> {
        let units = returns::units(tx, back.id)?.into_iter();
        Ok(Self {
            units: units
                .map(|one| ReturnedUnit { unit: one.unit.0, condition: one.condition, accepted: one.accepted })
                .collect(),
            id: back.id.0,
            number: back.number,
            state: back.state,
            reason: back.reason,
            refund_to: back.refund_to,
            is_exchange: back.is_exchange,
            label: back.label,
            opened_at: back.opened_at.into(),
            received_at: back.received_at.map(Time),
            closed_at: back.closed_at.map(Time),
        })
    }
}

/// Old pieces and the new ones in their stead.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExchangeRecord)]
pub(in crate::api) struct Exchanged {
    pub id: i64,
    pub return_id: Option<i64>,
    /// What the new pieces cost more.
    pub difference: Amount,
    pub pairs: Vec<ExchangedPair>,
    pub opened_at: Time,
}

/// Which piece replaced which.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ExchangedPair {
    pub old: i64,
    pub new: i64,
}

impl Exchanged {
    pub(super) fn of(tx: &mut Tx<'_>, exchange: &Exchange) -> Result<Self, Trouble> {
        let pairs = returns::pairs(tx, exchange.id)?.into_iter();
        Ok(Self {
            id: exchange.id,
            return_id: exchange.return_id.map(|id| id.0),
            difference: exchange.difference().into(),
            pairs: pairs.map(|(old, new)| ExchangedPair { old: old.0, new: new.0 }).collect(),
            opened_at: exchange.opened_at.into(),
        })
    }
}

/// Pieces that were cancelled.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Cancellation {
    pub id: i64,
    pub reason: String,
    pub units: Vec<i64>,
    pub cancelled_at: Time,
}

/// Something that was changed: what it was, what it became, who did it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderEdit)]
pub(in crate::api) struct Edit {
    pub id: i64,
    /// `ship_to`, `bill_to`, `method`, `shipping_method`, `bill`, or `items`: the pieces taken out before, those put in after, each
    /// with `unit`, `sku` and `name`.
    pub what: String,
    #[schema(value_type = Object)]
    pub before: serde_json::Value,
    #[schema(value_type = Object)]
    pub after: serde_json::Value,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub edited_at: Time,
}

/// A paper by its number; what it says is at `/papers/{id}`.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PaperRef {
    pub id: i64,
    #[schema(schema_with = word::<PaperKind>)]
    pub kind: PaperKind,
    pub number: String,
    pub gross: Amount,
    /// The invoice a credit note corrects.
    pub corrects: Option<i64>,
    pub issued_at: Time,
}

impl From<&Paper> for PaperRef {
    fn from(paper: &Paper) -> Self {
        Self {
            id: paper.id.0,
            kind: paper.kind,
            number: paper.number.clone(),
            gross: paper.gross().into(),
            corrects: paper.corrects.map(|id| id.0),
            issued_at: paper.issued_at.into(),
        }
    }
}
