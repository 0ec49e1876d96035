//! Issuing papers on request: the invoice of what is billed and not invoiced yet, a receipt of what was paid.

use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, Entry};
use crate::order::OrderId;
use crate::papers::PaperKind;
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
        let open: Vec<Entry> = at.entries.iter().filter(|entry| entry.paper.is_none()).cloned().collect();
        if !bill::total(at.currency, &open)?.gross.is_positive() {
            return deny("nothing_to_invoice");
        }
        let mut plan = Plan::on(BillOf::Order(self.order)).finally("paper_issued");
        plan.effects.push(Effect::Issues { kind: PaperKind::Invoice });
        Ok(plan)
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
        if !at.the_order()?.paid().is_positive() {
            return deny("nothing_paid");
        }
        let mut plan = Plan::on(BillOf::Order(self.order)).finally("paper_issued");
        plan.effects.push(Effect::Issues { kind: PaperKind::Receipt });
        Ok(plan)
    }

    fn reason(&self) -> &'static str {
        "receipt"
    }
}
