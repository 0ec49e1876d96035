//! The order desk for programs: one file per resource. Reading needs `orders.see`, acting `orders.act`, loading
//! `orders.manage`. What is done is done by [`crate::preview`] and [`crate::confirm`] as for everybody: no address of
//! the API moves money by itself.

mod accounts;
mod actions;
mod addresses;
mod amount;
mod approvals;
mod balances;
mod brands;
mod charges;
mod fulfilment;
mod loading;
mod looks;
mod order;
mod orders;
mod papers;
mod payment_methods;
mod plans;
mod policies;
mod products;
mod rate_cards;
mod records;
mod reports;
mod requests;
mod subscriptions;
mod suggestion_figures;
mod suggestion_rules;
mod suggestions;
mod tax_classes;
mod vat_numbers;
mod verdict;
mod verdicts;
mod verification;
mod vouchers;

use crate::order::Order;
use customers::CustomerId;
use db::{Trouble, Tx};
use web::{Needs, Routes};

/// Every call of this room.
pub fn routes() -> Routes {
    orders::routes()
        .merge(actions::routes())
        .merge(verdicts::routes())
        .merge(papers::routes())
        .merge(approvals::routes())
        .merge(verification::routes())
        .merge(addresses::routes())
        .merge(payment_methods::routes())
        .merge(balances::routes())
        .merge(brands::routes())
        .merge(products::routes())
        .merge(loading::routes())
        .merge(fulfilment::routes())
        .merge(vouchers::routes())
        .merge(records::routes())
        .merge(accounts::routes())
        .merge(charges::routes())
        .merge(subscriptions::routes())
        .merge(rate_cards::routes())
        .merge(reports::routes())
        .merge(policies::routes())
        .merge(plans::routes())
        .merge(tax_classes::routes())
        .merge(vat_numbers::routes())
        .merge(looks::routes())
        .merge(suggestions::routes())
        .merge(suggestion_rules::routes())
        .merge(suggestion_figures::routes())
}

const SEE: Needs = Needs::Permission("orders.see");
const ACT: Needs = Needs::Permission("orders.act");
const MANAGE: Needs = Needs::Permission("orders.manage");

/// The order with this number. No database keeps U+0000, so no order has it in its number.
fn numbered(tx: &mut Tx<'_>, number: &str) -> Result<Order, Trouble> {
    if number.contains('\0') {
        return Err(Trouble::NotFound("order"));
    }
    crate::orders::by_number(tx, number)?.ok_or(Trouble::NotFound("order"))
}

/// The customer with this key, or whoever they turned out to be.
fn customer(tx: &mut Tx<'_>, id: i64) -> Result<CustomerId, Trouble> {
    customers::current(tx, CustomerId(id))
}
