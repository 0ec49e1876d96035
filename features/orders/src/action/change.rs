//! Changing an order that has not left yet: its pieces, its addresses, how it is paid, how it travels.

use super::cancel::{credits, less_what_was_reduced, original, owed_at, with_money_final};
use super::parts::Wanted;
use super::pay::Pay;
use super::pricing::{billed, gross, pieces, shipping_entry};
use super::settle::{let_go, settled, take};
use super::{Deed, Edit, Place, Plan, Stop, deny};
use crate::address::Address;
use crate::bill::{self, BillOf, EntryKind, NewEntry};
use crate::exact::fault;
use crate::order::{OrderId, OrderStatus};
use crate::payment_method;
use crate::product::by_sku;
use crate::returns::RefundTo;
use crate::tax::Taxed;
use crate::unit::{UnitId, UnitState};
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Takes pieces out and puts others in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeItems {
    pub order: OrderId,
    #[serde(default)]
    pub take_out: Vec<UnitId>,
    #[serde(default)]
    pub put_in: Vec<Wanted>,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub pay: Option<Pay>,
    #[serde(default = "original")]
    pub refund_to: RefundTo,
}

impl Deed for ChangeItems {
    fn verb(&self) -> String {
        "change_items".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let in_stock = super::facts::all_in_stock(tx, &self.put_in)?;
        let out = if self.take_out.is_empty() { Vec::new() } else { at.named(&self.take_out)? };
        let mut same = true;
        for line in &self.put_in {
            let product = by_sku(tx, &line.sku)?.map(|variant| variant.product);
            same &= at.units.iter().any(|unit| Some(unit.product) == product);
        }
        Ok(super::facts::of_units(at, &out, facts)
            .with("items.in_stock", in_stock)
            .with("exchange.same_product", same))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let order = at.the_order()?;
        if matches!(order.status, OrderStatus::Cancelled) {
            return deny("order_cancelled");
        }
        if order.status != OrderStatus::Placed {
            return deny("already_shipped");
        }
        let out = if self.take_out.is_empty() { Vec::new() } else { at.named(&self.take_out)? };
        if out.iter().any(|unit| unit.state != UnitState::Ordered) {
            return deny("already_cancelled");
        }
        let stays = at.units.iter().filter(|unit| unit.state == UnitState::Ordered).count() > out.len();
        if self.put_in.is_empty() && !stays {
            return deny("cancel_instead");
        }
        let mut plan = Plan::on(BillOf::Order(order.id));
        plan.entries = credits(at, &out)?;
        // What was taken off the old pieces is not taken off the new ones too.
        plan.entries.extend(less_what_was_reduced(at, &plan.entries)?);
        if !self.put_in.is_empty() {
            let new = pieces(tx, at, &self.put_in)?;
            let priced = billed(tx, at, order.prices_include_tax, new, at.currency.zero(), None)?;
            plan.stock = priced.units.iter().map(|unit| (unit.variant, -1)).collect();
            plan.new_units = priced.units;
            plan.entries.extend(priced.entries);
        }
        plan.stock.extend(out.iter().map(|unit| (unit.variant, 1)));
        plan.unit_states = out.iter().map(|unit| (unit.id, UnitState::Cancelled)).collect();
        let change = gross(at, &plan.entries)?;
        plan.movements = settled(tx, at, change, self.refund_to, self.pay.as_ref(), "items changed")?;
        plan.edits.push(Edit::Items { out: self.take_out.clone(), put_in: plan.new_units.len() });
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Sends or bills it elsewhere, while it is here. To another country its tax would change: place it anew instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeAddress {
    pub order: OrderId,
    #[serde(default)]
    pub ship_to: Option<Address>,
    #[serde(default)]
    pub bill_to: Option<Address>,
    #[serde(default)]
    pub reason: String,
}

impl Deed for ChangeAddress {
    fn verb(&self) -> String {
        "change_address".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, _: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let told: Vec<&Address> = self.ship_to.iter().chain(&self.bill_to).collect();
        let complete = told.iter().all(|address| (*address).clone().checked().is_ok());
        let country = self
            .ship_to
            .as_ref()
            .map_or_else(|| at.country.clone(), |address| address.country.to_ascii_uppercase());
        Ok(facts.with("address.complete", complete).with("address.country", country))
    }

    fn plan(&self, _: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let order = at.the_order()?;
        let mut plan = Plan::on(BillOf::Order(order.id));
        let checked = |address: &Address| address.clone().checked().or_else(|_| deny("address_incomplete"));
        if let Some(ship_to) = &self.ship_to {
            if order.status != OrderStatus::Placed {
                return deny("already_shipped");
            }
            let (before, after) = (order.ship_to()?, checked(ship_to)?);
            if after.country != order.country {
                return deny("another_country");
            }
            plan.edits.extend((before != after).then_some(Edit::ShipTo { before, after }));
        }
        if let Some(bill_to) = &self.bill_to {
            let (before, after) = (order.bill_to()?, checked(bill_to)?);
            plan.edits.extend((before != after).then_some(Edit::BillTo { before, after }));
        }
        if plan.edits.is_empty() { deny("nothing_changes") } else { Ok(plan) }
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Pays it another way: what was only authorised is let go and authorised anew; what was taken stays taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePayment {
    pub order: OrderId,
    pub pay: Pay,
    #[serde(default)]
    pub reason: String,
}

impl Deed for ChangePayment {
    fn verb(&self) -> String {
        "change_payment".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        super::facts::of_payment(tx, at, Some(&self.pay), facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let order = at.the_order()?;
        let method = payment_method::find(tx, self.pay.method)?;
        if Some(method.customer) != at.customer {
            return deny("method_not_theirs");
        }
        if method.archived_at.is_some() {
            return deny("method_removed");
        }
        if order.status == OrderStatus::Cancelled {
            return deny("order_cancelled");
        }
        if !order.due().is_positive() {
            return deny("already_paid");
        }
        let open = let_go(at, "paid another way")?;
        if order.method == Some(method.id) && open.is_empty() {
            return deny("nothing_changes");
        }
        let mut plan = Plan::on(BillOf::Order(order.id));
        if !open.is_empty() && method.kind != payment_method::MethodKind::Invoice {
            plan.movements.push(take(tx, at.customer, order.due(), &self.pay, "paid another way")?);
        }
        plan.movements.extend(open);
        plan.edits.push(Edit::Method { before: order.method, after: method.id });
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Sends it another way; the difference in price is taken or given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeShipping {
    pub order: OrderId,
    pub shipping: String,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub pay: Option<Pay>,
    #[serde(default = "original")]
    pub refund_to: RefundTo,
}

impl Deed for ChangeShipping {
    fn verb(&self) -> String {
        "change_shipping".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let order = at.the_order()?;
        if order.status == OrderStatus::Cancelled {
            return deny("order_cancelled");
        }
        if order.status != OrderStatus::Placed {
            return deny("already_shipped");
        }
        if order.shipping_method == self.shipping {
            return deny("nothing_changes");
        }
        let mut plan = Plan::on(BillOf::Order(order.id));
        plan.entries = shipping_credit(at)?;
        plan.entries.extend(shipping_entry(tx, at, order.prices_include_tax, &self.shipping)?);
        let change = gross(at, &plan.entries)?;
        plan.movements = settled(tx, at, change, self.refund_to, self.pay.as_ref(), "shipping changed")?;
        plan.edits
            .push(Edit::ShippingMethod { before: order.shipping_method.clone(), after: self.shipping.clone() });
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Takes off again what is left of the shipping billed so far: what was waived is gone already, and no rate of the bill may
/// fall below zero.
fn shipping_credit(at: &Place) -> Result<Vec<NewEntry>, Stop> {
    let of = |kinds: &[EntryKind]| -> Vec<bill::Entry> {
        let whole = at.entries.iter().filter(|entry| entry.unit.is_none() && kinds.contains(&entry.kind));
        whole.cloned().collect()
    };
    let shipping = of(&[EntryKind::Shipping]);
    let left = bill::by_rate(at.currency, &of(&[EntryKind::Shipping, EntryKind::Fee, EntryKind::Waiver]))?;
    let mut credits = Vec::new();
    for (class, rate, billed) in bill::by_rate(at.currency, &shipping)? {
        let left = left.iter().find(|(own, at_rate, _)| *own == class && *at_rate == rate);
        let Some((_, _, left)) = left else { continue };
        let amount = the_lesser(the_lesser(billed, *left), owed_at(at, &class, rate)?);
        if amount.gross.is_positive() {
            let label = shipping.last().map(|entry| entry.label.clone()).unwrap_or_default();
            let amount = amount.negated().map_err(fault)?;
            credits.push(NewEntry { unit: None, kind: EntryKind::Shipping, label, tax_class: class, rate, amount });
        }
    }
    Ok(credits)
}

/// Of two amounts of one rate the one with the smaller gross.
pub(super) fn the_lesser(one: Taxed, other: Taxed) -> Taxed {
    if other.gross.minor < one.gross.minor { other } else { one }
}
