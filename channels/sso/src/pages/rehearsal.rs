//! Trying a provider out: an administrator goes there and back and sees what would become of them. Nobody is let in, nothing changes.

use super::{cookie, doorstep};
use crate::admit::{Verdict, judge};
use crate::provider::{Provider, ProviderId};
use crate::{Told, Trip, providers};
use agents::{BuiltIn, RoleId, roles};
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use web::parts::{Tone, banner, link_button};
use web::{Problem, SignedIn, Site, Text, Visitor, bare, html};

pub(super) async fn set_out(State(site): State<Site>, visitor: Visitor, Path(id): Path<i64>) -> Result<Response, Problem> {
    let provider = site.db().read(move |tx| providers::find(tx, ProviderId(id))).await?;
    let trip = Trip::begin(provider.id, site.now(), "/settings/sign-in", true);
    Ok(doorstep::leave_for(&site, &visitor, &provider, &trip).await)
}

/// What the provider said, and what it would come to.
pub(super) async fn show(
    site: &Site,
    signed_in: Option<&SignedIn>,
    visitor: &Visitor,
    provider: &Provider,
    told: &Told,
) -> Result<Response, Problem> {
    signed_in.filter(|who| who.may("people.manage")).ok_or_else(Problem::forbidden)?;
    let (through, heard) = (provider.clone(), told.clone());
    let (verdict, roles) = site.db().read(move |tx| Ok((judge(tx, &through, &heard)?, roles::all(tx)?))).await?;
    let t = visitor.t();
    let role = |id: RoleId| {
        roles
            .iter()
            .find(|role| role.id == id)
            .map_or_else(String::new, |role| role_name(t, role.built_in, &role.name))
    };
    let title = t.say_with("sso-rehearsal-title", &[("name", &provider.name)]);
    let comes = !matches!(verdict, Verdict::Stays(_));
    let page = html! {
        div { h1 { (title) } p.lead { (t.say("sso-rehearsal-about")) } }
        (banner(if comes { Tone::Good } else { Tone::Warn }, &html! { p { (said(t, &verdict, &role)) } }))
        div.card { dl.facts {
            dt { (t.say("sso-told-name")) } dd { (told.name.as_deref().unwrap_or("–")) }
            dt { (t.say("sso-told-email")) } dd { (told.email.as_ref().map_or("–", |email| email.as_str())) }
            dt { (t.say("sso-told-verified")) } dd { (t.say(if told.email_is_verified { "sso-yes" } else { "sso-no" })) }
            @if !provider.role_claim.is_empty() {
                dt { code { (provider.role_claim) } } dd { (told.values(&provider.role_claim).join(", ")) }
            }
        } }
        footer { (link_button(t.say("sso-back-to-settings"), format!("/settings/sign-in/{}", provider.id)).primary()) }
    };
    Ok((AppendHeaders([(SET_COOKIE, cookie::forget(site))]), bare(visitor, &title, page)).into_response())
}

fn said(t: &Text, verdict: &Verdict, role: &impl Fn(RoleId) -> String) -> String {
    match verdict {
        Verdict::Known { role: None, .. } => t.say("sso-would-known"),
        Verdict::Links { role: None, .. } => t.say("sso-would-link"),
        Verdict::Known { role: Some(id), .. } => t.say_with("sso-would-known-as", &[("role", &role(*id))]),
        Verdict::Links { role: Some(id), .. } => t.say_with("sso-would-link-as", &[("role", &role(*id))]),
        Verdict::Joins { role: id, .. } => t.say_with("sso-would-join-as", &[("role", &role(*id))]),
        Verdict::Stays(why) => t.say(why.key()),
    }
}

/// How a role is called in the reader's language.
pub(super) fn role_name(t: &Text, built_in: Option<BuiltIn>, name: &str) -> String {
    built_in.map_or_else(|| name.to_owned(), |built_in| t.say(built_in.name_key()))
}
