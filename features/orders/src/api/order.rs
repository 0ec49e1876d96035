//! An order as programs see it: what it is, and everything that belongs to it.

mod past;
mod rows;

use super::amount::{Amount, PostalAddress};
use crate::bill::{self, BillOf};
use crate::order::{Order, OrderStatus, Paid};
use crate::{brand, papers, payments, returns, shipments, unit};
use db::{Trouble, Tx};
pub(super) use rows::{BillEntry, Moved};
use rows::{Cancellation, Edit, Exchanged, PaperRef, Piece, Returned, Sent};
use serde::Serialize;
use web::api::{Time, ToSchema, word};

/// An order in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OrderSummary)]
pub(super) struct Summary {
    pub id: i64,
    /// What people call it.
    pub number: String,
    /// The brand's code.
    pub brand: String,
    pub customer: i64,
    #[schema(schema_with = word::<OrderStatus>)]
    pub status: OrderStatus,
    #[schema(schema_with = word::<Paid>)]
    pub payment_state: Paid,
    pub email: String,
    pub total: Amount,
    pub paid: Amount,
    /// Below nothing if we owe the customer.
    pub due: Amount,
    pub placed_at: Time,
    pub shipped_at: Option<Time>,
    pub delivered_at: Option<Time>,
    pub cancelled_at: Option<Time>,
    /// What a shop beside us calls it.
    pub outside_reference: Option<String>,
    /// Counts changes.
    pub version: i64,
}

impl Summary {
    pub(super) fn of(tx: &mut Tx<'_>, order: &Order) -> Result<Self, Trouble> {
        Ok(Self {
            id: order.id.0,
            brand: brand::find(tx, order.brand)?.code,
            number: order.number.clone(),
            customer: order.customer.0,
            status: order.status,
            payment_state: order.payment_state(),
            email: order.email.clone(),
            total: order.total().into(),
            paid: order.paid().into(),
            due: order.due().into(),
            placed_at: order.placed_at.into(),
            shipped_at: order.shipped_at.map(Time),
            delivered_at: order.delivered_at.map(Time),
            cancelled_at: order.cancelled_at.map(Time),
            outside_reference: order.outside_reference.clone(),
            version: order.version,
        })
    }
}

/// An order with its units, ledgers, shipments, returns, papers and history.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Order)]
pub(super) struct Shown {
    #[serde(flatten)]
    pub summary: Summary,
    pub country: String,
    pub prices_include_tax: bool,
    pub shipping_method: String,
    pub ship_to: PostalAddress,
    pub bill_to: PostalAddress,
    /// The payment method the customer chose.
    pub method: Option<i64>,
    /// One each piece: the same variant twice is two units.
    pub units: Vec<Piece>,
    /// What is owed, entry by entry; only ever added to.
    pub bill: Vec<BillEntry>,
    /// What money moved; only ever added to.
    pub payments: Vec<Moved>,
    pub shipments: Vec<Sent>,
    pub returns: Vec<Returned>,
    pub exchanges: Vec<Exchanged>,
    pub cancellations: Vec<Cancellation>,
    pub papers: Vec<PaperRef>,
    /// What was changed after it was placed.
    pub edits: Vec<Edit>,
}

impl Shown {
    pub(super) fn of(tx: &mut Tx<'_>, order: &Order) -> Result<Self, Trouble> {
        let (id, of) = (order.id, BillOf::Order(order.id));
        let entries = bill::of(tx, of)?;
        let units = unit::of(tx, id)?;
        Ok(Self {
            summary: Summary::of(tx, order)?,
            country: order.country.clone(),
            prices_include_tax: order.prices_include_tax,
            shipping_method: order.shipping_method.clone(),
            ship_to: order.ship_to()?.into(),
            bill_to: order.bill_to()?.into(),
            method: order.method.map(|method| method.0),
            units: units.iter().map(|unit| Piece::of(order.currency, &entries, unit)).collect::<Result<_, _>>()?,
            bill: entries.iter().map(BillEntry::of).collect::<Result<_, _>>()?,
            payments: payments::of(tx, of)?.iter().map(Moved::from).collect(),
            shipments: shipments::of(tx, id)?.into_iter().map(|sent| Sent::of(tx, sent)).collect::<Result<_, _>>()?,
            returns: returns::of(tx, id)?.into_iter().map(|back| Returned::of(tx, back)).collect::<Result<_, _>>()?,
            exchanges: returns::exchanges(tx, id)?
                .into_iter()
                .map(|one| Exchanged::of(tx, &one))
                .collect::<Result<_, _>>()?,
            cancellations: past::cancellations(tx, id)?,
            papers: papers::of(tx, of)?.iter().map(PaperRef::from).collect(),
            edits: past::edits(tx, id)?,
        })
    }
}
