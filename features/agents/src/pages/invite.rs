//! Inviting somebody: who, as what, in which teams.

use super::hand_over::link_page;
use super::layout::{mistake, refusal, role_name};
use super::letters::post;
use super::zones;
use crate::invitation::{Invitation, invite};
use crate::permissions::Permissions;
use crate::post::About;
use crate::teams::{self, Team, TeamId};
use crate::{BuiltIn, Role, RoleId, roles};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::{EmailAddress, Locale};
use web::parts::{button, card, checkbox, field, form, link_button, page_head, select};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html};

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    draw(&site, &signed_in, &Fields::default(), None).await
}

pub(super) async fn send(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let t = signed_in.t();
    let wanted = match read(&signed_in, &fields) {
        Ok(wanted) => wanted,
        Err(trouble) => return again(&site, &signed_in, &fields, &refusal(t, trouble)?).await,
    };
    let (post, name) = (post(&site), wanted.name.clone());
    let links = post.clone();
    match site.db().work(signed_in.actor(), move |work| invite(work, &wanted, &post)).await {
        Ok((_, token)) => Ok(link_page(&site, &signed_in, &name, About::Invitation, &links.link(About::Invitation, &token))
            .await?
            .into_response()),
        Err(trouble) => again(&site, &signed_in, &fields, &refusal(t, trouble)?).await,
    }
}

/// Name, address, role and teams; whatever else a form may carry is not read.
fn read(signed_in: &SignedIn, fields: &Fields) -> Result<Invitation, Trouble> {
    let email = EmailAddress::parse(fields.text("email")).map_err(|_| Trouble::refused("agents-refused-no-email"))?;
    Ok(Invitation {
        name: fields.text("name").to_owned(),
        email,
        role: RoleId(fields.number("role").unwrap_or_default()),
        teams: fields.numbers("team").into_iter().map(TeamId).collect(),
        locale: Locale::of_tag(fields.text("locale")).unwrap_or(signed_in.locale),
        zone: fields.text("zone").to_owned(),
    })
}

async fn again(site: &Site, signed_in: &SignedIn, fields: &Fields, sentence: &str) -> Result<Response, Problem> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(site, signed_in, fields, Some(sentence)).await?).into_response())
}

async fn draw(site: &Site, signed_in: &SignedIn, fields: &Fields, wrong: Option<&str>) -> Result<Markup, Problem> {
    let (roles, teams) = site.db().read(|tx| Ok((roles::all(tx)?, teams::all(tx)?))).await?;
    let t = signed_in.t();
    let body = html! {
        (page_head(&t.say("agents-invite"), &t.say("agents-invite-about"), &html! {}))
        (mistake(wrong))
        (card(&t.say("agents-invite"), &form(&signed_in.csrf, "/settings/people/invite", &html! {
            div.stack {
                (who(signed_in, fields, &roles))
                (team_boxes(signed_in, &teams, &fields.numbers("team").into_iter().map(TeamId).collect::<Vec<_>>()))
                div.line { (button(t.say("agents-invite-send")).primary()) (link_button(t.say("agents-cancel"), "/settings/people").quiet()) }
            }
        })))
    };
    Frame::new(site, signed_in, t.say("agents-invite")).settings("people").body(body).await
}

fn who(signed_in: &SignedIn, fields: &Fields, roles: &[Role]) -> Markup {
    let t = signed_in.t();
    let plain = roles.iter().find(|role| role.built_in == Some(BuiltIn::Agent)).map_or(0, |role| role.id.0);
    let role = fields.number("role").unwrap_or(plain);
    let zone = fields.optional("zone").unwrap_or(&signed_in.zone);
    let locale = fields.optional("locale").unwrap_or_else(|| signed_in.locale.tag());
    html! {
        div.fields {
            (field(t.say("agents-name"), "name").value(fields.text("name")).required().autofocus())
            (field(t.say("agents-email"), "email").kind("email").value(fields.text("email")).required())
            (role_choice(signed_in, roles, RoleId(role)))
            (select(t.say("agents-language"), "locale", Locale::ALL.map(|locale| (locale.tag(), locale.name())), locale))
            (select(t.say("agents-zone"), "zone", zones::names().into_iter().map(|zone| (zone.clone(), zone)), zone))
        }
    }
}

/// The roles this person may give: those that allow nothing they may not do; and the one already given.
pub(super) fn role_choice(signed_in: &SignedIn, roles: &[Role], chosen: RoleId) -> Markup {
    let t = signed_in.t();
    let own = Permissions::of_words(&signed_in.permissions.names().collect::<Vec<_>>().join(" "));
    let open = roles.iter().filter(|role| role.id == chosen || own.cover(&role.permissions()));
    let options = open.map(|role| (role.id.to_string(), role_name(t, role.built_in, &role.name)));
    html! { (select(t.say("agents-role"), "role", options, chosen.to_string()).hint(t.say("agents-role-hint"))) }
}

pub(super) fn team_boxes(signed_in: &SignedIn, teams: &[Team], chosen: &[TeamId]) -> Markup {
    let t = signed_in.t();
    html! {
        @if !teams.is_empty() {
            fieldset {
                legend { strong { (t.say("agents-teams")) } }
                div.line { @for team in teams { (checkbox(&team.name, "team", chosen.contains(&team.id)).value(team.id.to_string())) } }
            }
        }
    }
}
