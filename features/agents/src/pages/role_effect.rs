//! What a role would mean, before it is saved: who has it now, what they may, and what they may not.

use crate::permissions::{ALL, Permission, Permissions};
use crate::{RoleId, agents};
use axum::extract::State;
use web::{Markup, Problem, Query, SignedIn, Site, html};

/// `GET /settings/roles/preview?role=…&permission=…`: as the boxes are ticked.
pub(super) async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let wanted = query.list("permission").into_iter().filter_map(Permission::of_word).collect();
    drawn(&site, &who, query.number("role").map(RoleId), &wanted).await
}

pub(super) async fn drawn(site: &Site, who: &SignedIn, role: Option<RoleId>, wanted: &Permissions) -> Result<Markup, Problem> {
    let people = site.db().read(agents::all).await?;
    let having: Vec<&str> = people
        .iter()
        .filter(|person| Some(person.role) == role && person.is_active)
        .map(|person| person.name.as_str())
        .collect();
    let t = who.t();
    let (may, may_not): (Vec<Permission>, Vec<Permission>) = ALL.iter().partition(|permission| wanted.has(**permission));
    let list = |all: &[Permission]| html! { ul.plain-list { @for one in all { li { (t.say(&one.explanation_key())) } } } };
    Ok(html! {
        div.stack.tight {
            p { @if having.is_empty() { (t.say("agents-role-nobody-has")) } @else { (t.say_with("agents-role-people-have", &[("people", &having.join(", "))])) } }
            @if may.is_empty() { p { strong { (t.say("agents-role-may-nothing")) } } } @else { p { strong { (t.say("agents-role-they-may")) } } (list(&may)) }
            @if !may_not.is_empty() { details.more { summary { (t.say_with("agents-role-they-may-not", &[("count", &may_not.len())])) } (list(&may_not)) } }
        }
    })
}
