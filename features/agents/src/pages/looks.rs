//! Colours and density from the menu every page has: chosen there, kept at once, the same on every device.

use super::caller::Myself;
use super::profile;
use crate::agent::change_profile::{Profile, change_profile};
use crate::{Agent, Density, Theme, agents};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use web::{Fields, Problem, Site, see_other};

/// `POST /settings/profile/looks` with `theme`, `density` or both; what is not said, or is no look, stays as it was.
pub(super) async fn save(State(site): State<Site>, me: Myself, headers: HeaderMap, fields: Fields) -> Result<Response, Problem> {
    let agent = me.agent;
    let saved = site.db().work(me.actor(), move |work| {
        let now = agents::find(work, agent)?;
        change_profile(work, agent, &in_these_looks(&now, &fields))
    });
    saved.await?;
    // The page with the menu wears it already.
    Ok(match headers.contains_key("hx-request") {
        true => StatusCode::NO_CONTENT.into_response(),
        false => see_other("/settings/profile?done=saved").into_response(),
    })
}

fn in_these_looks(agent: &Agent, fields: &Fields) -> Profile {
    Profile {
        theme: Theme::of_word(fields.text("theme")).unwrap_or(agent.theme),
        density: Density::of_word(fields.text("density")).unwrap_or(agent.density),
        ..profile::of(agent)
    }
}
