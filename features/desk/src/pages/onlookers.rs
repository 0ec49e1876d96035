//! The strip that says who else is on this conversation. Each browser says what its agent does; the others' pages are told
//! that something changed and ask again, as with everything that lives.

use super::conversation::Shown;
use crate::looking::{self, Doing, Onlooker};
use crate::pages::signs::avatar_sized;
use crate::{Viewer, Visible};
use axum::extract::{Path, State};
use web::parts::icon;
use web::{Fields, Markup, Needs, Problem, Query, Routes, Signal, SignedIn, Site, Text, html};

pub fn routes() -> Routes {
    Routes::new().get("/conversations/{number}/onlookers", Needs::SignedIn, strip_alone).post(
        "/conversations/{number}/onlookers",
        Needs::SignedIn,
        say,
    )
}

/// `POST …/onlookers` with `doing=looks`, `writes` or nothing for leaving: the others, as the strip shows them.
async fn say(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, fields: Fields) -> Result<Markup, Problem> {
    let (viewer, doing) = (Viewer::of(&who), Doing::of_word(fields.text("doing")));
    let said = site.db().work(who.actor(), move |work| {
        let conversation = Visible::numbered(work, viewer, number)?;
        let changed = looking::say(work, viewer.agent, &conversation, doing)?;
        Ok((conversation.id, conversation.inbox_id, changed, looking::others(work, viewer, conversation.id)?))
    });
    let (id, inbox, changed, others) = said.await?;
    if changed {
        site.tell(Signal::about([topic(id.0)]).in_inbox(inbox.0));
    }
    Ok(names(who.t(), &others))
}

/// With `row`, as a row of a list shows them.
async fn strip_alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let viewer = Viewer::of(&who);
    let found = site.db().read(move |tx| {
        let conversation = Visible::numbered(tx, viewer, number)?;
        Ok((conversation.id.0, looking::others(tx, viewer, conversation.id)?))
    });
    let (id, others) = found.await?;
    if query.flag("row") {
        return Ok(mark(who.t(), id, number, others.iter()));
    }
    Ok(strip(who.t(), id, number, &others))
}

/// The strip under the head of a conversation.
pub fn draw(who: &SignedIn, shown: &Shown) -> Markup {
    strip(who.t(), shown.conversation.id.0, shown.conversation.number, &shown.onlookers)
}

fn strip(text: &Text, id: i64, number: i64, others: &[Onlooker]) -> Markup {
    let address = format!("/conversations/{number}/onlookers");
    html! {
        div.onlookers id={ "onlookers-" (number) } role="status" data-live=(topic(id)) hx-get=(address) hx-trigger="live" hx-swap="outerMorph" data-onlookers=(address) { (names(text, others)) }
    }
}

/// The eye or the pen in a row; it fetches itself when somebody comes or goes.
pub fn mark<'a>(text: &Text, id: i64, number: i64, others: impl Iterator<Item = &'a Onlooker>) -> Markup {
    let others: Vec<&Onlooker> = others.collect();
    let address = format!("/conversations/{number}/onlookers?row=1");
    html! {
        span.row-onlookers id={ "row-onlookers-" (number) } data-live=(topic(id)) hx-get=(address) hx-trigger="live" hx-swap="outerMorph" {
            @if let Some(first) = others.first() {
                @let writes = first.doing == Doing::Writes;
                @let said = others.iter().map(|one| text.say_with(sentence(one.doing), &[("name", &one.name)])).collect::<Vec<_>>().join(", ");
                span data-doing=(first.doing.word()) title=(said) { (icon(if writes { "draft" } else { "eye" })) span.visually-hidden { (said) } }
            }
        }
    }
}

const fn sentence(doing: Doing) -> &'static str {
    match doing {
        Doing::Writes => "desk-onlooker-writes",
        Doing::Looks => "desk-onlooker-looks",
    }
}

fn names(text: &Text, others: &[Onlooker]) -> Markup {
    html! {
        @for one in others {
            span.onlooker data-doing=(one.doing.word()) { (avatar_sized(&one.name, "small")) (text.say_with(sentence(one.doing), &[("name", &one.name)])) }
        }
    }
}

fn topic(id: i64) -> String {
    format!("onlookers:{id}")
}
