//! The colour of a brand: its stylesheet, and the settings page where it is chosen.

use crate::look::{self, Look};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Redirect, Response};
use db::Actor;
use desk::{Inbox, InboxId, inboxes};
use orders::brand::{self, Brand, BrandId};
use web::parts::{Tone, banner, button, card, field, form, page_head, select};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

/// A house colour until somebody chooses another.
const UNCHOSEN: &str = "#1f6f5c";

/// A brand's colour is no secret: it is on every page of the shop.
pub(super) async fn stylesheet(State(site): State<Site>, Path(id): Path<i64>) -> Result<Response, Problem> {
    let look = site.db().read(move |tx| look::of(tx, BrandId(id))).await?.ok_or_else(Problem::not_found)?;
    let about = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=3600")];
    Ok((about, look::stylesheet(&look.colour)).into_response())
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Markup, Problem> {
    let (brands, inboxes) = site
        .db()
        .read(|tx| {
            let mut brands = Vec::new();
            for brand in brand::all(tx)? {
                let look = look::of(tx, brand.id)?;
                brands.push((brand, look));
            }
            Ok((brands, inboxes::all(tx)?))
        })
        .await?;
    let t = signed_in.t();
    let link = format!("{}/portal", site.base_url());
    let body = html! {
        (page_head(&t.say("portal-settings"), &t.say_with("portal-settings-about", &[("link", &link)]), &Markup::default()))
        @if query.text("done") == "saved" { div role="status" { (banner(Tone::Good, &html! { p { (t.say("portal-settings-saved")) } })) } }
        @if brands.is_empty() { p { (t.say("portal-settings-no-brand")) } }
        @for (brand, look) in &brands { (one(&signed_in, brand, look.as_ref(), &inboxes)) }
    };
    Frame::new(&site, &signed_in, t.say("portal-settings")).settings("portal").body(body).await
}

fn one(signed_in: &SignedIn, brand: &Brand, look: Option<&Look>, inboxes: &[Inbox]) -> Markup {
    let t = signed_in.t();
    let none = (String::new(), t.say("portal-settings-first-inbox"));
    let choices = std::iter::once(none).chain(inboxes.iter().map(|inbox| (inbox.id.to_string(), inbox.name.clone())));
    let chosen = look.and_then(|look| look.inbox).map_or_else(String::new, |inbox| inbox.to_string());
    let body = html! { div.stack {
        (field(t.say("portal-settings-colour"), "colour").id(format!("colour-{}", brand.id)).kind("color")
            .value(look.map_or(UNCHOSEN, |look| &look.colour)).hint(t.say("portal-settings-colour-hint")))
        @if let Some(look) = look { (in_workspace(signed_in, brand, look)) }
        (select(t.say("portal-settings-inbox"), "inbox", choices, chosen).id(format!("inbox-{}", brand.id)))
        div { (button(t.say("portal-settings-save")).primary()) }
    } };
    card(&brand.name, &form(&signed_in.csrf, format!("/settings/portal/{}", brand.id), &body))
}

/// How agents see it: as it can be read in light and in dark.
fn in_workspace(signed_in: &SignedIn, brand: &Brand, look: &Look) -> Markup {
    let (light, dark) = web::colour::on_pages(&look.colour);
    let t = signed_in.t();
    let key = if light == look.colour && dark == look.colour {
        "portal-settings-colour-as-it-is"
    } else {
        "portal-settings-colour-moved"
    };
    html! {
        link rel="stylesheet" href={ "/faces.css?of=" (light.trim_start_matches('#')) (dark.trim_start_matches('#')) };
        p.line { span.face data-face=(brand.id) { (brand.name) } span.hint { (t.say_with(key, &[("light", &light), ("dark", &dark)])) } }
    }
}

pub(super) async fn choose(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Redirect, Problem> {
    let (colour, inbox) = (fields.text("colour").to_owned(), fields.number("inbox").map(InboxId));
    site.db()
        .work(Actor::Agent(signed_in.agent_id), move |work| look::choose(work, BrandId(id), &colour, inbox))
        .await?;
    Ok(see_other("/settings/portal?done=saved"))
}
