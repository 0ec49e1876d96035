//! The strip that says who else is on this conversation. Each browser says what its agent does; the others' pages are told
//! that something changed and ask again, as with everything that lives.

use super::conversation::Shown;
use crate::looking::{self, Doing, Onlooker};
use crate::pages::signs::avatar_sized;
use crate::{Viewer, Visible};
use axum::extract::{Path, State};
use web::{Fields, Markup, Needs, Problem, Routes, Signal, SignedIn, Site, Text, html};

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
        site.live().send(Signal::about([topic(id.0)]).in_inbox(inbox.0));
    }
    Ok(names(who.t(), &others))
}

async fn strip_alone(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>) -> Result<Markup, Problem> {
    let viewer = Viewer::of(&who);
    let found = site.db().read(move |tx| {
        let conversation = Visible::numbered(tx, viewer, number)?;
        Ok((conversation.id.0, looking::others(tx, viewer, conversation.id)?))
    });
    let (id, others) = found.await?;
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

fn names(text: &Text, others: &[Onlooker]) -> Markup {
    html! {
        @for one in others {
            @let key = if one.doing == Doing::Writes { "desk-onlooker-writes" } else { "desk-onlooker-looks" };
            span.onlooker data-doing=(one.doing.word()) { (avatar_sized(&one.name, "small")) (text.say_with(key, &[("name", &one.name)])) }
        }
    }
}

fn topic(id: i64) -> String {
    format!("onlookers:{id}")
}
