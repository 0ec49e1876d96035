//! The pages of this room: orders, what can be done with them, who the customer is, approvals, and what the shop is set up
//! with. Every address stands here with the permission it needs.

mod actions;
mod approvals;
pub mod beginning;
mod days;
pub(crate) mod denied;
mod effects;
mod files;
mod form;
mod holdings;
mod identity;
mod list;
mod order;
mod panel;
mod policies;
mod preview;
mod products;
mod progress;
mod rate_cards;
mod reasons;
mod record_types;
mod reports;
mod request;
mod sending;
mod shop;
mod suggesting;
mod suggestions;
mod taking;
mod told;
mod verdicts;
mod whereabouts;
mod wording;
pub(crate) mod workspace;

pub use panel::{beside, section};
use shop::{shop_code, shop_currency, shop_money};
pub use workspace::{Beside, Desk, Named, NoWorkspace, Workspace};

use db::{Trouble, Tx};
use web::{MenuEntry, Needs, Routes};

const SEE: Needs = Needs::Permission("orders.see");
const ACT: Needs = Needs::Permission("orders.act");
const DECIDE: Needs = Needs::Permission("approvals.decide");
const MANAGE: Needs = Needs::Permission("orders.manage");
const WRITE: Needs = Needs::Permission("policies.manage");
const APPROVE: Needs = Needs::Permission("policies.approve");

/// The entries of the settings navigation.
pub const MENU: &[MenuEntry] = &[
    entry("products", "/settings/products", "orders-products", MANAGE, "folder"),
    entry("shop", "/settings/shop", "orders-shop", MANAGE, "building"),
    entry("suggestions", "/settings/suggestions", "orders-suggestions", MANAGE, "star"),
    entry("rate-cards", "/settings/rate-cards", "orders-rate-cards", MANAGE, "list"),
    entry("record-types", "/settings/record-types", "orders-record-types", MANAGE, "file"),
    entry("policies", "/settings/policies", "orders-policies", APPROVE, "book"),
];

const fn entry(name: &'static str, href: &'static str, label_key: &'static str, needs: Needs, icon: &'static str) -> MenuEntry {
    MenuEntry { name, href, label_key, needs, icon, group_key: "orders-menu" }
}

/// Reads all that the page of this order shows and throws it away: for who measures what a page costs.
pub fn read_order(tx: &mut Tx<'_>, number: &str) -> Result<(), Trouble> {
    order::sight::Sight::of(tx, number).map(drop)
}

/// Every address of this room.
pub fn routes() -> Routes {
    of_orders()
        .merge(of_holdings())
        .merge(of_identity())
        .merge(of_approvals())
        .merge(of_reports())
        .merge(of_policies())
        .merge(of_papers())
        .merge(of_the_shop())
        .merge(of_suggestions())
        .merge(of_services())
}

fn of_suggestions() -> Routes {
    Routes::new()
        .get("/customers/{customer}/suggestions", SEE, suggesting::show)
        .post("/customers/{customer}/suggestions/wanted", ACT, suggesting::wanted)
        .post("/suggestions/{suggestion}/reply", ACT, suggesting::reply)
        .post("/suggestions/{suggestion}/order", ACT, suggesting::order)
        .post("/suggestions/{suggestion}/decline", ACT, suggesting::decline)
        .get("/settings/suggestions", MANAGE, suggestions::list)
        .post("/settings/suggestions", MANAGE, suggestions::make)
        .get("/settings/suggestions/new", MANAGE, suggestions::new)
        .get("/settings/suggestions/preview", MANAGE, suggestions::preview)
        .get("/settings/suggestions/how/preview", MANAGE, suggestions::preview_how)
        .post("/settings/suggestions/how", MANAGE, suggestions::how)
        .post("/settings/suggestions/count", MANAGE, suggestions::count_anew)
        .get("/settings/suggestions/{rule}", MANAGE, suggestions::edit)
        .post("/settings/suggestions/{rule}", MANAGE, suggestions::change)
        .post("/settings/suggestions/{rule}/remove", MANAGE, suggestions::remove)
}

fn of_orders() -> Routes {
    Routes::new()
        .get("/orders", SEE, list::show)
        .get("/orders/{number}", SEE, order::show)
        .get("/orders/{number}/actions", ACT, actions::show)
        .get("/orders/{number}/actions/{verb}", ACT, form::show)
        .post("/orders/{number}/actions/{verb}", ACT, preview::show)
        .post("/orders/{number}/actions/{verb}/confirm", ACT, preview::yes)
        .get("/customers/{customer}/orders", SEE, panel::refreshed)
        .get("/customers/{customer}/begin/{verb}", ACT, beginning::show)
        .get("/customers/{customer}/actions/{verb}", ACT, taking::show)
        .post("/customers/{customer}/actions/{verb}", ACT, taking::look)
        .post("/customers/{customer}/actions/{verb}/confirm", ACT, taking::yes)
        .get("/orders/{number}/verdicts/{verdict}", SEE, verdicts::show)
        .post("/orders/{number}/reply", SEE, told::put_into_reply)
}

fn of_holdings() -> Routes {
    Routes::new()
        .get("/customers/{customer}/holdings", SEE, holdings::show)
        .post("/customers/{customer}/addresses", ACT, holdings::add_address)
        .post("/customers/{customer}/payment-methods", ACT, holdings::add_method)
        .post("/addresses/{id}/usual", ACT, holdings::default_address)
        .post("/addresses/{id}/remove", ACT, holdings::remove_address)
        .post("/payment-methods/{id}/usual", ACT, holdings::default_method)
        .post("/payment-methods/{id}/remove", ACT, holdings::remove_method)
}

fn of_identity() -> Routes {
    Routes::new()
        .get("/customers/{customer}/verify", SEE, identity::show)
        .post("/customers/{customer}/verify/match", SEE, identity::compare)
        .post("/customers/{customer}/verify/send-code", SEE, identity::send_code)
        .post("/customers/{customer}/verify/code", SEE, identity::take_code)
        .post("/customers/{customer}/verify/end", SEE, identity::end)
}

fn of_approvals() -> Routes {
    Routes::new()
        .get("/approvals", SEE, approvals::list)
        .get("/approvals/count", SEE, approvals::count)
        .get("/approvals/{id}", SEE, approvals::show)
        .post("/approvals/{id}/give", DECIDE, approvals::give)
        .post("/approvals/{id}/refuse", DECIDE, approvals::refuse)
        .post("/approvals/delegations", DECIDE, approvals::delegate)
        .post("/approvals/delegations/{delegation}/end", DECIDE, approvals::end)
}

fn of_reports() -> Routes {
    Routes::new()
        .get("/reports/orders", MANAGE, reports::show)
        .get("/reports/orders/rows", MANAGE, reports::rows)
        .get("/reports/orders/csv", MANAGE, reports::export)
}

fn of_policies() -> Routes {
    Routes::new()
        .get("/settings/policies", APPROVE, policies::list)
        .post("/settings/policies", WRITE, policies::draft)
        .get("/settings/policies/new", WRITE, policies::new)
        .get("/settings/policies/{policy}", APPROVE, policies::show)
        .post("/settings/policies/{policy}", WRITE, policies::change)
        .get("/settings/policies/{policy}/edit", WRITE, policies::edit)
        .post("/settings/policies/{policy}/remove", WRITE, policies::remove)
        .post("/settings/policies/{policy}/approve", APPROVE, policies::approve)
        .post("/settings/policies/{policy}/live", APPROVE, policies::live)
}

fn of_papers() -> Routes {
    Routes::new()
        .get("/papers/{id}", SEE, files::download)
        .post("/papers/{id}/attach", SEE, files::attach)
        .get("/customers/{customer}/papers", SEE, sending::show)
        .get("/returns/{id}/note", SEE, sending::note)
        .post("/returns/{id}/attach", SEE, sending::attach_note)
}

fn of_services() -> Routes {
    Routes::new()
        .get("/settings/rate-cards", MANAGE, rate_cards::list)
        .post("/settings/rate-cards", MANAGE, rate_cards::add)
        .get("/settings/rate-cards/{code}", MANAGE, rate_cards::show)
        .post("/settings/rate-cards/{code}/retire", MANAGE, rate_cards::retire)
        .get("/settings/record-types", MANAGE, record_types::list)
        .post("/settings/record-types", MANAGE, record_types::define)
        .get("/settings/record-types/preview", MANAGE, record_types::preview)
        .get("/settings/record-types/{code}", MANAGE, record_types::show)
}

fn of_the_shop() -> Routes {
    Routes::new()
        .get("/settings/shop", MANAGE, shop::show)
        .get("/settings/shop/preview", MANAGE, shop::preview)
        .post("/settings/shop/entities", MANAGE, shop::add_entity)
        .post("/settings/shop/entities/{id}", MANAGE, shop::change_entity)
        .post("/settings/shop/brands", MANAGE, shop::add_brand)
        .post("/settings/shop/brands/{id}", MANAGE, shop::change_brand)
        .post("/settings/shop/zones", MANAGE, shop::set_zone)
        .post("/settings/shop/tax", MANAGE, shop::set_tax)
        .post("/settings/shop/shipping", MANAGE, shop::set_shipping)
        .post("/settings/shop/vouchers", MANAGE, shop::add_voucher)
        .post("/settings/shop/plans", MANAGE, shop::set_plan)
        .post("/settings/shop/tax-classes", MANAGE, shop::describe_class)
        .post("/settings/shop/looks", MANAGE, shop::set_look)
        .get("/settings/products", MANAGE, products::list)
        .post("/settings/products", MANAGE, products::add)
        .get("/settings/products/{product}", MANAGE, products::show)
        .get("/settings/products/{product}/preview", MANAGE, products::preview_product)
        .get("/settings/variants/{variant}/preview", MANAGE, products::preview_variant)
        .post("/settings/products/{product}", MANAGE, products::change_product)
        .post("/settings/products/{product}/variants", MANAGE, products::add_variant)
        .post("/settings/variants/{variant}/price", MANAGE, products::set_price)
        .post("/settings/variants/{variant}/stock", MANAGE, products::stock_entry)
        .post("/settings/variants/{variant}/available", MANAGE, products::set_available)
        .post("/settings/variants/{variant}/change", MANAGE, products::change_variant)
}
