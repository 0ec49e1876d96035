//! Letting a colleague decide in one's place: to whom, until when, and taking it back.

use crate::approvals::{self, Delegation, DelegationId};
use crate::pages::days::{day_of, is_over};
use agents::AgentId;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use std::collections::HashMap;
use web::parts::{button, field, form, select};
use web::{Fields, Markup, Problem, SignedIn, Site, html, see_other};

/// Two weeks: a holiday.
const USUAL_SECONDS: i64 = 14 * 86_400;

pub(super) fn draw(
    site: &Site,
    who: &SignedIn,
    all: &[Delegation],
    names: &HashMap<i64, String>,
    colleagues: &[(AgentId, String)],
) -> Markup {
    let text = who.t();
    let name = |id: AgentId| names.get(&id.0).cloned().unwrap_or_default();
    let options: Vec<(String, String)> = colleagues
        .iter()
        .filter(|(id, _)| id.0 != who.agent_id)
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect();
    html! {
        div.stack {
            @for one in all {
                div.line.apart {
                    @let until = text.date(one.valid_until, &who.zone);
                    @if one.from.0 == who.agent_id {
                        span { (text.say_with("orders-away-given", &[("name", &name(one.to)), ("date", &until)])) }
                        (form(&who.csrf, format!("/approvals/delegations/{}/end", one.id), &html! { (button(text.say("orders-away-end")).quiet()) }))
                    } @else { span { (text.say_with("orders-away-received", &[("name", &name(one.from)), ("date", &until)])) } }
                }
            }
            (form(&who.csrf, "/approvals/delegations", &html! {
                div.stack {
                    div.fields {
                        (select(text.say("orders-away-to"), "to", options, ""))
                        (field(text.say("orders-away-until"), "until").kind("date").value(day_of(site.now().plus_seconds(USUAL_SECONDS), &who.zone)).required())
                    }
                    div.line { (button(text.say("orders-away-let")).icon("assign")) }
                }
            }))
        }
    }
}

/// `POST /approvals/delegations`
pub(in crate::pages) async fn delegate(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let to = fields
        .number("to")
        .map(AgentId)
        .ok_or_else(|| Problem::refused("orders-delegation-makes-no-sense"))?;
    let until = is_over(fields.text("until"), &who.zone).ok_or_else(|| Problem::refused("orders-delegation-makes-no-sense"))?;
    site.db()
        .work(who.actor(), move |work| {
            let now = work.now;
            approvals::delegate(work, to, now, until).map(drop)
        })
        .await?;
    Ok(see_other("/approvals").into_response())
}

/// `POST /approvals/delegations/{delegation}/end`
pub(in crate::pages) async fn end(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    site.db()
        .work(who.actor(), move |work| -> Result<(), Trouble> { approvals::end(work, DelegationId(id)) })
        .await?;
    Ok(see_other("/approvals").into_response())
}
