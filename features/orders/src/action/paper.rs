//! Issuing papers on request: the invoice of what is billed and not invoiced yet, a receipt of what was paid, for an order
//! and for a charge. Policies know one word for either.

use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, ChargeId, Entry};
use crate::order::OrderId;
use crate::papers::{self, PaperKind};
use crate::payments;
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Issues the invoice of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueInvoice {
    pub order: OrderId,
}

impl Deed for IssueInvoice {
    fn verb(&self) -> String {
        "invoice".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts)
    }

    fn plan(&self, _: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        invoice(at, BillOf::Order(self.order))
    }

    fn reason(&self) -> &'static str {
        "invoice"
    }
}

/// Issues a receipt for what was paid so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueReceipt {
    pub order: OrderId,
}

impl Deed for IssueReceipt {
    fn verb(&self) -> String {
        "receipt".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts)
    }

    fn plan(&self, _: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        receipt(at, BillOf::Order(self.order))
    }

    fn reason(&self) -> &'static str {
        "receipt"
    }
}

/// Issues the invoice of a charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceCharge {
    pub charge: ChargeId,
}

impl Deed for InvoiceCharge {
    fn verb(&self) -> String {
        "invoice".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_charge(tx, self.charge)
    }

    fn facts(&self, tx: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        let issued = papers::of(tx, BillOf::Charge(self.charge))?;
        Ok(facts.with("invoice.issued", issued.iter().any(|paper| paper.kind == PaperKind::Invoice)))
    }

    fn plan(&self, _: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        invoice(at, BillOf::Charge(self.charge))
    }

    fn reason(&self) -> &'static str {
        "invoice"
    }
}

/// Issues a receipt for what was paid of a charge so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptCharge {
    pub charge: ChargeId,
}

impl Deed for ReceiptCharge {
    fn verb(&self) -> String {
        "receipt".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_charge(tx, self.charge)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts)
    }

    fn plan(&self, _: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        receipt(at, BillOf::Charge(self.charge))
    }

    fn reason(&self) -> &'static str {
        "receipt"
    }
}

fn invoice(at: &Place, bill: BillOf) -> Result<Plan, Stop> {
    let open: Vec<Entry> = at.entries.iter().filter(|entry| entry.paper.is_none()).cloned().collect();
    if bill::total(at.currency, &open)?.gross.is_positive() {
        Ok(issuing(bill, PaperKind::Invoice))
    } else {
        deny("nothing_to_invoice")
    }
}

fn receipt(at: &Place, bill: BillOf) -> Result<Plan, Stop> {
    if payments::paid(at.currency, &at.payments)?.is_positive() {
        Ok(issuing(bill, PaperKind::Receipt))
    } else {
        deny("nothing_paid")
    }
}

fn issuing(bill: BillOf, kind: PaperKind) -> Plan {
    let mut plan = Plan::on(bill).finally("paper_issued");
    plan.effects.push(Effect::Issues { kind });
    plan
}
