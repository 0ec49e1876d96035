//! The people who work here, for whoever manages them.

use super::layout::{listing, notice, role_name};
use crate::agents::{self, Listed};
use crate::teams::{self, Member, Team};
use axum::extract::State;
use web::parts::{Tone, avatar, badge, link_button, page_head, table, tag};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, Text, html};

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Markup, Problem> {
    let (people, teams, members) = site.db().read(|tx| Ok((agents::all(tx)?, teams::all(tx)?, teams::members(tx)?))).await?;
    let t = signed_in.t();
    let invite = html! { (link_button(t.say("agents-invite"), "/settings/people/invite").primary().icon("plus")) };
    let rows = html! { @for person in &people { (row(t, person, &teams_of(person, &teams, &members))) } };
    let heads = [t.say("agents-name"), t.say("agents-role"), t.say("agents-teams"), t.say("agents-standing")];
    let body = html! {
        (page_head(&t.say("agents-people"), &t.say("agents-people-about"), &invite))
        (notice(t, &query))
        (listing(&t.say_with("agents-people-count", &[("count", &people.iter().filter(|person| person.is_active).count())]), &table(t.say("agents-people"), heads, rows)))
    };
    Frame::new(&site, &signed_in, t.say("agents-people")).settings("people").body(body).await
}

fn teams_of<'a>(person: &Listed, teams: &'a [Team], members: &[Member]) -> Vec<&'a str> {
    let is_in = |team: &Team| members.iter().any(|member| member.team == team.id && member.agent == person.id);
    teams.iter().filter(|team| is_in(team)).map(|team| team.name.as_str()).collect()
}

fn row(t: &Text, person: &Listed, teams: &[&str]) -> Markup {
    html! {
        tr {
            td {
                div.cell-main {
                    span.presence data-presence=(person.presence.word()) { (avatar(&person.name)) }
                    div { a href={ "/settings/people/" (person.id) } { (person.name) } div.sub { (person.email) } }
                }
            }
            td { (role_name(t, person.built_in, &person.role_name)) }
            td { div.line { @for team in teams { (tag(team)) } } }
            td { div.line { (standing(t, person)) } }
        }
    }
}

/// Whether they can come in, and how well that is guarded.
fn standing(t: &Text, person: &Listed) -> Markup {
    html! {
        @if !person.is_active { (badge(Tone::Plain, &t.say("agents-is-deactivated"))) }
        @else if person.is_invited { (badge(Tone::Info, &t.say("agents-is-invited"))) }
        @else { (badge(Tone::Good, &t.say("agents-is-active"))) }
        @if person.has_second_factor { (badge(Tone::Plain, &t.say("agents-has-second-factor"))) }
    }
}
