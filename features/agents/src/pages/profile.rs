//! My profile: name, language, zone, signature, looks.

use super::caller::Myself;
use super::layout::{mistake, notice, refusal};
use super::zones;
use crate::agent::change_profile::{Profile, change_profile};
use crate::{Agent, Density, Theme, agents};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use kit::Locale;
use web::parts::{button, card, field, form, page_head, select, textarea};
use web::{Fields, Frame, Markup, Problem, Query, Site, Text, html, see_other};

pub(super) async fn show(State(site): State<Site>, me: Myself, query: Query) -> Result<Markup, Problem> {
    let agent = me.agent;
    let agent = site.db().read(move |tx| agents::find(tx, agent)).await?;
    draw(&site, &me, &of(&agent), &notice(me.t(), &query)).await
}

pub(super) async fn save(State(site): State<Site>, me: Myself, fields: Fields) -> Result<Response, Problem> {
    let (agent, wanted) = (me.agent, read(&fields));
    let kept = wanted.clone();
    match site.db().work(me.actor(), move |work| change_profile(work, agent, &wanted)).await {
        Ok(()) => Ok(see_other("/settings/profile?done=saved").into_response()),
        Err(trouble) => {
            let sentence = refusal(me.t(), trouble)?;
            let page = draw(&site, &me, &kept, &mistake(Some(&sentence))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) fn of(agent: &Agent) -> Profile {
    Profile {
        name: agent.name.clone(),
        locale: agent.locale(),
        zone: agent.zone.clone(),
        signature: agent.signature.clone(),
        theme: agent.theme,
        density: agent.density,
    }
}

/// What nobody offers (another theme, a permission) is not read at all.
fn read(fields: &Fields) -> Profile {
    Profile {
        name: fields.text("name").to_owned(),
        locale: Locale::of_tag(fields.text("locale")).unwrap_or_default(),
        zone: fields.text("zone").to_owned(),
        signature: fields.raw("signature").to_owned(),
        theme: Theme::of_word(fields.text("theme")).unwrap_or(Theme::System),
        density: Density::of_word(fields.text("density")).unwrap_or(Density::Comfortable),
    }
}

async fn draw(site: &Site, me: &Myself, profile: &Profile, above: &Markup) -> Result<Markup, Problem> {
    let t = me.t();
    let body = html! {
        (page_head(&t.say("agents-profile"), &t.say("agents-profile-about"), &html! {}))
        (above)
        (form(&me.csrf, "/settings/profile", &html! {
            div.stack {
                (card(&t.say("agents-profile-you"), &you(t, profile)))
                (card(&t.say("agents-signature"), &signature(t, profile)))
                (card(&t.say("agents-looks"), &looks(t, profile)))
                div.line { (button(t.say("agents-save")).primary()) }
            }
        }))
    };
    Frame::new(site, me, t.say("agents-profile")).settings("profile").body(body).await
}

fn you(t: &Text, profile: &Profile) -> Markup {
    let zones = zones::names().into_iter().map(|zone| (zone.clone(), zone));
    html! {
        div.fields {
            (field(t.say("agents-name"), "name").value(&profile.name).autocomplete("name").required())
            (select(t.say("agents-language"), "locale", Locale::ALL.map(|locale| (locale.tag(), locale.name())), profile.locale.tag()))
            (select(t.say("agents-zone"), "zone", zones, &profile.zone))
        }
    }
}

fn signature(t: &Text, profile: &Profile) -> Markup {
    html! { (textarea(t.say("agents-signature"), "signature").value(&profile.signature).hint(t.say("agents-signature-hint")).optional(t)) }
}

fn looks(t: &Text, profile: &Profile) -> Markup {
    let themes = Theme::ALL.iter().map(|theme| (theme.word(), t.say(&format!("agents-theme-{}", theme.word()))));
    let densities = Density::ALL
        .iter()
        .map(|density| (density.word(), t.say(&format!("agents-density-{}", density.word()))));
    html! {
        div.fields {
            (select(t.say("agents-theme"), "theme", themes, profile.theme.word()))
            (select(t.say("agents-density"), "density", densities, profile.density.word()))
        }
    }
}
