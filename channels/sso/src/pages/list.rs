//! The company's own sign-ins, and whether passwords open the desk beside them.

use super::rehearsal::role_name;
use crate::provider::Provider;
use crate::{only, providers};
use agents::sessions::SessionId;
use agents::{AgentId, agents as shelf, roles, ways_in};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use web::parts::{Tone, badge, banner, button, card, empty_state, form, link_button, page_head, select, table, table_card};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other, with_mistakes};

struct Shown {
    providers: Vec<Provider>,
    people: Vec<(crate::ProviderId, i64)>,
    roles: Vec<agents::Role>,
    keeper: Option<AgentId>,
    /// Administrators who have a password.
    could_keep: Vec<(AgentId, String)>,
}

impl Shown {
    fn read(tx: &mut Tx<'_>) -> Result<Self, Trouble> {
        let admins: Vec<_> = shelf::all(tx)?
            .into_iter()
            .filter(|person| person.is_active && person.built_in == Some(agents::BuiltIn::Admin))
            .collect();
        let mut could_keep = Vec::new();
        for admin in admins {
            if shelf::find(tx, admin.id)?.has_password() {
                could_keep.push((admin.id, admin.name));
            }
        }
        Ok(Self {
            providers: providers::all(tx)?,
            people: providers::people_of_each(tx)?,
            roles: roles::all(tx)?,
            keeper: ways_in::keeper(tx)?,
            could_keep,
        })
    }
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Markup, Problem> {
    let known = ["saved", "removed", "only", "passwords"];
    let done = known
        .iter()
        .find(|word| **word == query.text("done"))
        .map(|word| signed_in.t().say(&format!("sso-done-{word}")));
    let above = html! { @if let Some(done) = done { div role="status" { (banner(Tone::Good, &html! { p { (done) } })) } } };
    draw(&site, &signed_in, &above).await
}

pub(super) async fn only(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let (keeper, mine) = (AgentId(fields.number("keeper").unwrap_or(0)), signed_in.session_id.map(SessionId));
    let done = site.db().work(signed_in.actor(), move |work| only::from_now_on(work, keeper, mine)).await;
    match done {
        Ok(()) => Ok(see_other("/settings/sign-in?done=only").into_response()),
        Err(Trouble::Refused(refusal)) => {
            let above = banner(Tone::Danger, &html! { p { (signed_in.t().refusal(&refusal)) } });
            Ok(with_mistakes(draw(&site, &signed_in, &above).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

pub(super) async fn passwords_too(State(site): State<Site>, signed_in: SignedIn) -> Result<Response, Problem> {
    site.db().work(signed_in.actor(), ways_in::passwords_too).await?;
    Ok(see_other("/settings/sign-in?done=passwords").into_response())
}

async fn draw(site: &Site, signed_in: &SignedIn, above: &Markup) -> Result<Markup, Problem> {
    let shown = site.db().read(Shown::read).await?;
    let t = signed_in.t();
    let title = t.say("sso-menu");
    let add = link_button(t.say("sso-add"), "/settings/sign-in/new").primary().icon("plus");
    let body = html! {
        (page_head(&title, &t.say("sso-about"), &html! { @if !shown.providers.is_empty() { (add) } }))
        (above)
        @if shown.providers.is_empty() {
            (empty_state("building", &t.say("sso-none"), &html! { p { (t.say("sso-none-next")) } (add) }))
        } @else {
            (listed(signed_in, &shown))
            (card(&t.say("sso-only"), &only_card(signed_in, &shown)))
        }
    };
    Frame::new(site, signed_in, title).settings("sign-in").body(body).await
}

fn listed(signed_in: &SignedIn, shown: &Shown) -> Markup {
    let t = signed_in.t();
    let people = |provider: &Provider| shown.people.iter().find(|(id, _)| *id == provider.id).map_or(0, |(_, count)| *count);
    let role = |provider: &Provider| {
        let found = provider.role.and_then(|id| shown.roles.iter().find(|role| role.id == id));
        found.map_or_else(|| "–".to_owned(), |role| role_name(t, role.built_in, &role.name))
    };
    let rows = html! {
        @for provider in &shown.providers {
            tr {
                td { div.cell-main { div { a href={ "/settings/sign-in/" (provider.id) } { (provider.name) } div.sub { (provider.issuer) } } } }
                td { @if provider.enabled { (badge(Tone::Good, &t.say("sso-open"))) } @else { (badge(Tone::Plain, &t.say("sso-closed"))) } }
                td { (t.say(&format!("sso-joins-{}-short", provider.joins.word()))) }
                td { (role(provider)) }
                td { (people(provider)) }
            }
        }
    };
    let heads = ["sso-name", "sso-state", "sso-who", "sso-role", "sso-people"].map(|key| t.say(key));
    let title = t.say("sso-menu");
    html! { (table_card(&title, &table(&title, heads, rows))) }
}

fn only_card(signed_in: &SignedIn, shown: &Shown) -> Markup {
    let t = signed_in.t();
    let name = |keeper: AgentId| shown.could_keep.iter().find(|(id, _)| *id == keeper).map_or("", |(_, name)| name.as_str());
    let choices = shown.could_keep.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let first = shown.could_keep.iter().find(|(id, _)| id.0 == signed_in.agent_id).or(shown.could_keep.first());
    html! {
        div.stack {
            @if let Some(keeper) = shown.keeper {
                p { (t.say_with("sso-only-is-on", &[("name", &name(keeper))])) }
                (form(&signed_in.csrf, "/settings/sign-in/passwords", &html! { (button(t.say("sso-passwords-too"))) }))
            } @else {
                p { (t.say("sso-only-about")) }
                (form(&signed_in.csrf, "/settings/sign-in/only", &html! { div.stack {
                    div.fields { (select(t.say("sso-keeper"), "keeper", choices, first.map_or_else(String::new, |(id, _)| id.to_string())).hint(t.say("sso-keeper-hint"))) }
                    div.line { (button(t.say("sso-only-turn-on")).danger()) }
                } }))
            }
        }
    }
}
