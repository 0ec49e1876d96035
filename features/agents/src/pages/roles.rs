//! The roles and what each allows: the whole matrix on one page.

use super::layout::{listing, notice, role_name};
use crate::permissions::ALL;
use crate::{Role, RoleId, roles};
use axum::extract::State;
use web::parts::{Table, icon, link_button, page_head, table};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, Text, html};

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Markup, Problem> {
    let (roles, counts) = site.db().read(|tx| Ok((roles::all(tx)?, roles::people_in_each(tx)?))).await?;
    let t = signed_in.t();
    let new = html! { (link_button(t.say("agents-role-new"), "/settings/roles/new").primary().icon("plus")) };
    let body = html! {
        (page_head(&t.say("agents-roles"), &t.say("agents-roles-about"), &new))
        (notice(t, &query))
        (listing(&t.say("agents-roles"), &listed(t, &roles, &counts)))
        (listing(&t.say("agents-roles-matrix"), &matrix(t, &roles)))
    };
    Frame::new(&site, &signed_in, t.say("agents-roles")).settings("roles").body(body).await
}

fn listed(t: &Text, roles: &[Role], counts: &[(RoleId, i64)]) -> Table {
    let people = |role: &Role| counts.iter().find(|(id, _)| *id == role.id).map_or(0, |(_, people)| *people);
    let heads = [t.say("agents-role"), t.say("agents-people")];
    let rows = html! {
        @for role in roles {
            tr {
                td {
                    @match role.built_in {
                        Some(built_in) => { strong { (t.say(built_in.name_key())) } div.sub.muted { (t.say(&format!("{}-about", built_in.name_key()))) } },
                        None => a href={ "/settings/roles/" (role.id) } { (role.name) },
                    }
                }
                td { (t.say_with("agents-people-count", &[("count", &people(role))])) }
            }
        }
    };
    table(t.say("agents-roles"), heads, rows)
}

fn matrix(t: &Text, roles: &[Role]) -> Table {
    let heads = std::iter::once(t.say("agents-permission")).chain(roles.iter().map(|role| role_name(t, role.built_in, &role.name)));
    let rows = html! {
        @for permission in ALL {
            tr {
                th scope="row" { (t.say(&permission.explanation_key())) }
                @for role in roles { td { (mark(t, role.permissions().has(*permission))) } }
            }
        }
    };
    table(t.say("agents-roles-matrix"), heads, rows)
}

/// A tick or a dash, each with its word for whoever does not see it.
fn mark(t: &Text, may: bool) -> Markup {
    html! {
        @if may { (icon("check")) span.visually-hidden { (t.say("agents-yes")) } }
        @else { span.faint aria-hidden="true" { "–" } span.visually-hidden { (t.say("agents-no")) } }
    }
}
