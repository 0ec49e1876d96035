//! Signing out, both ways: after signing out here, the way to sign out at the provider, too; and the provider saying that somebody
//! signed out there (OpenID Connect RP-Initiated Logout 1.0 and Back-Channel Logout 1.0).

use crate::provider::{Provider, ProviderId};
use crate::token::{self, Expected};
use crate::{Ailment, Way, providers};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use db::Actor;
use url::Url;
use web::parts::link_button;
use web::{Fields, Problem, Site, Visitor, bare, html, see_other};

/// Signed out here; there, they may still be signed in.
pub(super) async fn left(State(site): State<Site>, visitor: Visitor, Path(id): Path<i64>) -> Result<Response, Problem> {
    let provider = site.db().read(move |tx| providers::find(tx, ProviderId(id))).await?;
    let Some(address) = way_out(&site, &provider).await else {
        return Ok(see_other("/sign-in").into_response());
    };
    let t = visitor.t();
    let title = t.say("sso-left-title");
    let page = html! {
        div { h1 { (title) } p.lead { (t.say_with("sso-left-about", &[("name", &provider.name)])) } }
        div.card { div.stack {
            (link_button(t.say_with("sso-leave-there", &[("name", &provider.name)]), address.as_str()).primary().wide())
        } }
        footer { a href="/sign-in" { (t.say("sso-back-to-sign-in")) } }
    };
    Ok(bare(&visitor, &title, page).into_response())
}

/// Where the provider signs people out, if it says so.
async fn way_out(site: &Site, provider: &Provider) -> Option<Url> {
    let way = site.service::<Way>();
    let metadata = way.known.of(&way.caller, &way.own_network, &provider.issuer, site.now()).await.ok()?;
    let mut address = Url::parse(metadata.end_session_endpoint.as_deref()?).ok()?;
    address
        .query_pairs_mut()
        .append_pair("client_id", &provider.client_id)
        .append_pair("post_logout_redirect_uri", &format!("{}/sign-in", site.base_url()));
    Some(address)
}

/// The provider says that somebody signed out there; their sessions that began there end.
pub(super) async fn told(State(site): State<Site>, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let provider = site.db().read(move |tx| providers::find(tx, ProviderId(id))).await?;
    let subject = match who(&site, &provider, fields.text("logout_token")).await {
        Ok(subject) => subject,
        Err(ailment) => return Ok(refused(&ailment)),
    };
    let provider = provider.id;
    site.db()
        .work(Actor::System, move |work| {
            work.keep_quietly("nobody of ours was signed in through it");
            match providers::owner(work, provider, &subject)? {
                Some(agent) => agents::sessions::end_those_of_provider(work, agent, provider.0),
                None => Ok(()),
            }
        })
        .await?;
    Ok((StatusCode::OK, [(CACHE_CONTROL, "no-store")]).into_response())
}

async fn who(site: &Site, provider: &Provider, said: &str) -> Result<String, Ailment> {
    let way = site.service::<Way>();
    let metadata = way.known.of(&way.caller, &way.own_network, &provider.issuer, site.now()).await?;
    let keys = way.known.keys(&way.caller, &metadata, token::key_of(said).as_deref(), site.now()).await?;
    let expected = Expected { issuer: &metadata.issuer, client_id: &provider.client_id, now: site.now() };
    Ok(token::signed_out(said, &keys, &expected)?)
}

fn refused(ailment: &Ailment) -> Response {
    let said = serde_json::json!({ "error": "invalid_request", "error_description": ailment.to_string() });
    (StatusCode::BAD_REQUEST, [(CACHE_CONTROL, "no-store")], axum::Json(said)).into_response()
}
