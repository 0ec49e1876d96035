//! Who a note may mention: colleagues who see this conversation, by the first letters of any part of their name.

use crate::colleagues::{self, Colleague};
use crate::pages::signs::colleague;
use crate::{Viewer, Visible};
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
    let fitting: Vec<Colleague> = all.await?.iter().filter(|one| fits(&one.name, &typed)).take(MOST).cloned().collect();
    Ok(html! {
        @for one in &fitting { li role="option" id={ "mention-" (one.id) } data-mention=(one.name) { (colleague(who.t(), one)) } }
    })
}

fn fits(name: &str, typed: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with(typed) || name.split_whitespace().any(|part| part.starts_with(typed))
}
