//! The pages of this room: orders, what can be done with them, who the customer is, approvals, and what the shop is set up
//! with. Every address stands here with the permission it needs.

mod actions;
mod approvals;
mod days;
mod files;
mod form;
mod identity;
mod list;
mod order;
mod panel;
mod policies;
mod preview;
mod print;
mod reasons;
mod reports;
mod request;
mod told;
mod verdicts;
mod whereabouts;
mod wording;
mod workspace;

pub use panel::{beside, section};
pub use workspace::{Beside, Desk, NoWorkspace, Workspace};

use web::{MenuEntry, Needs, Routes};

const SEE: Needs = Needs::Permission("orders.see");
const ACT: Needs = Needs::Permission("orders.act");
const DECIDE: Needs = Needs::Permission("approvals.decide");
const MANAGE: Needs = Needs::Permission("orders.manage");
const WRITE: Needs = Needs::Permission("policies.manage");
const APPROVE: Needs = Needs::Permission("policies.approve");

/// The entries of the settings navigation.
pub const MENU: &[MenuEntry] = &[entry("policies", "/settings/policies", "orders-policies", APPROVE, "book")];

const fn entry(name: &'static str, href: &'static str, label_key: &'static str, needs: Needs, icon: &'static str) -> MenuEntry {
    MenuEntry { name, href, label_key, needs, icon, group_key: "orders-menu" }
}

/// Every address of this room.
pub fn routes() -> Routes {
    of_orders().merge(of_identity()).merge(of_approvals()).merge(of_reports()).merge(of_policies()).merge(of_papers())
}

fn of_orders() -> Routes {
    Routes::new()
        .get("/orders", SEE, list::show)
        .get("/orders/{number}", SEE, order::show)
        .get("/orders/{number}/actions", ACT, actions::show)
        .get("/orders/{number}/actions/{verb}", ACT, form::show)
        .post("/orders/{number}/actions/{verb}", ACT, preview::show)
        .post("/orders/{number}/actions/{verb}/confirm", ACT, preview::yes)
        .get("/orders/{number}/verdicts/{verdict}", SEE, verdicts::show)
        .post("/orders/{number}/reply", SEE, told::put_into_reply)
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
    Routes::new().get("/papers/{id}", SEE, files::download).post("/papers/{id}/attach", SEE, files::attach)
}
