//! The teams and who belongs to them.

use super::layout::{listing, mistake, notice, refusal};
use crate::changes::{TeamSetting, keeping_new};
use crate::teams::{self, Member, Team};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use web::parts::{Table, Tone, avatar, badge, button, card, empty_state, field, form, page_head, table};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Markup, Problem> {
    draw(&site, &signed_in, &Fields::default(), &notice(signed_in.t(), &query)).await
}

pub(super) async fn create(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let (name, description) = (fields.text("name").to_owned(), fields.text("description").to_owned());
    let created = site.db().work(signed_in.actor(), move |work| {
        let team = teams::create(work, &name, &description)?;
        keeping_new(work, &TeamSetting, &team.to_string())?;
        Ok(team)
    });
    match created.await {
        Ok(team) => Ok(see_other(&format!("/settings/teams/{team}")).into_response()),
        Err(trouble) => {
            let sentence = refusal(signed_in.t(), trouble)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&site, &signed_in, &fields, &mistake(Some(&sentence))).await?).into_response())
        }
    }
}

async fn draw(site: &Site, signed_in: &SignedIn, fields: &Fields, above: &Markup) -> Result<Markup, Problem> {
    let (teams, members) = site.db().read(|tx| Ok((teams::all(tx)?, teams::members(tx)?))).await?;
    let t = signed_in.t();
    let body = html! {
        (page_head(&t.say("agents-teams"), &t.say("agents-teams-about"), &html! {}))
        (above)
        @if teams.is_empty() {
            (empty_state("team", &t.say("agents-teams-none"), &html! { p.muted { (t.say("agents-teams-none-next")) } }))
        } @else {
            (listing(&t.say("agents-teams"), &listed(t, &teams, &members)))
        }
        (card(&t.say("agents-team-new"), &new_form(signed_in, fields)))
    };
    Frame::new(site, signed_in, t.say("agents-teams")).settings("teams").body(body).await
}

fn listed(t: &Text, teams: &[Team], members: &[Member]) -> Table {
    let heads = [t.say("agents-name"), t.say("agents-team-members")];
    let rows = html! {
        @for team in teams {
            tr {
                td { a href={ "/settings/teams/" (team.id) } { (team.name) } div.sub.muted { (team.description) } }
                td { div.line { @for member in members.iter().filter(|member| member.team == team.id) { (shown(t, member)) } } }
            }
        }
    };
    table(t.say("agents-teams"), heads, rows)
}

fn shown(t: &Text, member: &Member) -> Markup {
    html! { span.line { (avatar(&member.name)) (member.name) @if member.lead { (badge(Tone::Info, &t.say("agents-team-lead"))) } } }
}

fn new_form(signed_in: &SignedIn, fields: &Fields) -> Markup {
    let t = signed_in.t();
    form(
        &signed_in.csrf,
        "/settings/teams",
        &html! {
            div.stack {
                div.fields {
                    (field(t.say("agents-name"), "name").value(fields.text("name")).required())
                    (field(t.say("agents-description"), "description").value(fields.text("description")).optional(t))
                }
                div.line { (button(t.say("agents-team-create")).primary()) }
            }
        },
    )
}
