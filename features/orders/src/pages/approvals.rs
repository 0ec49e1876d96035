//! Requests that wait for a second person: what waits for me, what I asked for, one request with all it is about, and who
//! decides in my place while I am away.

mod away;
mod one;

use super::actions::ForPiece;
use super::order::sight::{agent_names, by_name};
use super::wording::{deed, role, said};
use crate::approvals::{self, Approval, Delegation};
use agents::AgentId;
pub(super) use away::{delegate, end};
use axum::extract::State;
use db::{Trouble, Tx};
pub(super) use one::{give, refuse, show};
use std::collections::HashMap;
use web::parts::{card, empty_state, page_head, table, table_card, time};
use web::{Frame, Markup, Problem, SignedIn, Site, html};

const ASKED: i64 = 20;

/// What the page shows.
struct Waiting {
    mine: Vec<Approval>,
    asked: Vec<Approval>,
    delegations: Vec<Delegation>,
    names: HashMap<i64, String>,
    colleagues: Vec<(AgentId, String)>,
    numbers: HashMap<i64, String>,
}

impl Waiting {
    fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Self, Trouble> {
        let (mine, asked) = (approvals::waiting_for(tx, agent)?, approvals::asked_for(tx, agent, ASKED)?);
        let mut numbers = HashMap::new();
        for order in mine.iter().chain(&asked).filter_map(|approval| approval.order) {
            numbers.insert(order.0, crate::orders::find(tx, order)?.number);
        }
        Ok(Self {
            delegations: approvals::delegations(tx, agent)?,
            names: agent_names(tx)?,
            colleagues: agents::agents::to_choose_from(tx)?,
            numbers,
            mine,
            asked,
        })
    }
}

/// `GET /approvals`: the page, or its lists alone when something was asked or decided.
pub(super) async fn list(State(site): State<Site>, who: SignedIn, piece: ForPiece) -> Result<Markup, Problem> {
    let agent = AgentId(who.agent_id);
    let found = site.db().read(move |tx| Waiting::of(tx, agent)).await?;
    let text = who.t();
    let decides = who.may("approvals.decide");
    let lists = html! {
        div.stack id="approvals-lists" data-live="orders" hx-get="/approvals" hx-trigger="live" hx-swap="outerMorph" {
            @if decides {
                @if found.mine.is_empty() { (empty_state("check", &text.say("orders-approvals-none"), &html! { p { (text.say("orders-approvals-none-next")) } })) }
                @else { (rows(&site, &who, &found, "orders-approvals-mine", &found.mine)) }
            }
            @if !found.asked.is_empty() { (rows(&site, &who, &found, "orders-approvals-asked", &found.asked)) }
        }
    };
    if piece.0 {
        return Ok(lists);
    }
    let body = html! {
        (page_head(&text.say("orders-approvals"), &text.say("orders-approvals-about"), &html! {}))
        (lists)
        @if decides { (card(&text.say("orders-away"), &away::draw(&site, &who, &found.delegations, &found.names, &found.colleagues))) }
    };
    Frame::new(&site, &who, text.say("orders-approvals")).here("approvals").body(body).await
}

/// `GET /approvals/count`: how many wait for me, for the rail.
pub(super) async fn count(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let agent = AgentId(who.agent_id);
    let count = site.db().read(move |tx| Ok(approvals::waiting_for(tx, agent)?.len())).await?;
    Ok(html! { @if count > 0 { span.count.owed { (who.t().number(count as i64)) } } })
}

fn rows(site: &Site, who: &SignedIn, found: &Waiting, title: &str, all: &[Approval]) -> Markup {
    let text = who.t();
    let heads = ["orders-what", "orders-order-head", "orders-gross", "orders-who", "orders-when", "orders-state"].map(|key| text.say(key));
    let rows = html! {
        @for approval in all {
            tr {
                td { a href={ "/approvals/" (approval.id) } { (deed(text, &approval.verb)) } div.muted { (role(text, &approval.role)) } }
                td { @if let Some(number) = approval.order.and_then(|order| found.numbers.get(&order.0)) { a href={ "/orders/" (number) } { (number) } } }
                td.number { (text.money(approval.amount())) }
                td { (by_name(&found.names, text, &approval.asker_kind, approval.asker_id)) }
                td { (time(text, approval.asked_at, site.now(), &who.zone)) }
                td { (said(text, "approval", approval.state.word())) @if !approval.reason.is_empty() { div.muted { (approval.reason) } } }
            }
        }
    };
    html! { (table_card(&text.say(title), &table(text.say(title), heads, rows))) }
}
