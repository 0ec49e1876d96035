//! Brands as agents see them: a dot in their colour and their name, on a row, in a conversation's head, where one writes.

use crate::faces::{self, Face, Faces, Worn};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use std::sync::Arc;
use web::{Markup, Needs, Problem, Routes, Site, html};

/// What the app puts into the site with `SiteBuilder::with`; without it inboxes wear no brand.
#[derive(Clone)]
pub struct Brands(pub Arc<dyn Faces>);

pub fn routes() -> Routes {
    Routes::new().get("/faces.css", Needs::SignedIn, stylesheet)
}

/// The brands there are, none where nobody knows any.
pub fn all(tx: &mut Tx<'_>, brands: Option<&Brands>) -> Result<Vec<Face>, Trouble> {
    brands.map_or_else(|| Ok(Vec::new()), |brands| brands.0.all(tx))
}

/// What each inbox wears.
pub fn worn(tx: &mut Tx<'_>, brands: Option<&Brands>) -> Result<Worn, Trouble> {
    let worn = tx.shared("desk.worn".to_owned(), |tx| {
        let faces = all(tx, brands)?;
        if faces.is_empty() { Ok(Worn::default()) } else { Worn::of(tx, &faces) }
    });
    Ok((*worn?).clone())
}

/// The dot and the name.
pub fn sign(face: &Face) -> Markup {
    html! { span.face data-face=(face.id) { (face.name) } }
}

/// Where the colours are; the address changes with them, so that browsers keep them for good.
pub fn link(faces: &[Face]) -> Markup {
    let version = kit::sha256_hex(faces::stylesheet(faces).as_bytes());
    html! { @if faces.iter().any(|face| !face.colour.is_empty()) { link rel="stylesheet" href={ "/faces.css?v=" (&version[..12]) }; } }
}

async fn stylesheet(State(site): State<Site>) -> Result<Response, Problem> {
    let brands = site.service_if_given::<Brands>();
    let faces = site.db().read(move |tx| all(tx, brands.as_deref())).await?;
    let about = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "private, max-age=31536000")];
    Ok((about, faces::stylesheet(&faces)).into_response())
}
