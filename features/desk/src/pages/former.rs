//! Old numbers lead to where their conversations are now: `/conversations/by-number/1042`.
//!
//! A number that came from another desk wins over ours: whoever asks by this address has an old link. Several answers are listed
//! by the search.

use super::search_page;
use crate::{Viewer, Visible, former_numbers};
use axum::extract::{Path, State};
use axum::response::Redirect;
use db::Trouble;
use web::{Needs, Problem, Routes, SignedIn, Site, see_other};

pub fn routes() -> Routes {
    Routes::new().get("/conversations/by-number/{number}", Needs::SignedIn, lead)
}

async fn lead(State(site): State<Site>, who: SignedIn, Path(number): Path<String>) -> Result<Redirect, Problem> {
    let (viewer, wanted) = (Viewer::of(&who), number.clone());
    let found = site.db().read(move |tx| {
        let former = former_numbers::called(tx, viewer, &wanted)?;
        if !former.is_empty() {
            return Ok(former.into_iter().map(|one| one.number).collect::<Vec<_>>());
        }
        let ours = wanted.trim_start_matches('#').parse().map_err(|_| Trouble::NotFound("conversation"))?;
        Ok(vec![Visible::numbered(tx, viewer, ours)?.number])
    });
    match found.await?.as_slice() {
        [one] => Ok(see_other(&format!("/conversations/{one}"))),
        _ => Ok(see_other(&search_page::address(&format!("#{}", number.trim_start_matches('#')), None, false, 0))),
    }
}
