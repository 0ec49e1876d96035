//! Who a note may mention: colleagues who see this conversation, by the first letters of any part of their name.

use crate::pages::signs::avatar_sized;
use crate::{Viewer, Visible, colleagues};
use axum::extract::{Path, State};
use web::{Markup, Problem, Query, SignedIn, Site, html};

const MOST: usize = 8;

/// `GET /conversations/{number}/mentions?q=be`.
pub async fn people(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let (viewer, typed) = (Viewer::of(&who), query.text("q").to_lowercase());
    let all = site.db().read(move |tx| {
        let conversation = Visible::numbered(tx, viewer, number)?;
        colleagues::who_see(tx, conversation.inbox_id)
    });
    let fitting: Vec<(i64, String)> = all.await?.into_iter().filter(|(_, name)| fits(name, &typed)).take(MOST).collect();
    Ok(html! {
        @for (id, name) in &fitting { li role="option" id={ "mention-" (id) } data-mention=(name) { (avatar_sized(name, "small")) (name) } }
    })
}

fn fits(name: &str, typed: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(typed) || name.split_whitespace().any(|part| part.starts_with(typed))
}
