//! The pages of this room: orders, what can be done with them, who the customer is, approvals, and what the shop is set up
//! with. Every address stands here with the permission it needs.

mod actions;
mod form;
mod identity;
mod list;
mod order;
mod panel;
mod preview;
mod reasons;
mod request;
mod told;
mod verdicts;
mod whereabouts;
mod wording;
mod workspace;

pub use panel::{beside, section};
pub use workspace::{Beside, Desk, NoWorkspace, Workspace};

use web::{Needs, Routes};

const SEE: Needs = Needs::Permission("orders.see");
const ACT: Needs = Needs::Permission("orders.act");

/// Every address of this room.
pub fn routes() -> Routes {
    of_orders().merge(of_identity())
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
