//! Tags on a conversation: put on by name, taken off by key.

use crate::pages::conversation::Shown;
use crate::pages::door::{Answer, ForPiece, deed};
use crate::pages::form::{act, hidden};
use crate::pages::signs;
use crate::pages::toasts::Said;
use axum::extract::{Path, State};
use axum::response::Response;
use web::parts::{icon, menu};
use web::{Fields, Markup, Needs, Problem, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    let resolve = Needs::Permission("conversations.resolve");
    Routes::new()
        .post("/conversations/{number}/tag", resolve, tag)
        .post("/conversations/{number}/untag", resolve, untag)
}

async fn tag(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let name = fields.text("name").to_owned();
    let (tag, done) = deed(&site, &who, number, move |work, conversation| {
        conversation.tag(work, &name)?;
        crate::tags::known_or_new(work, &name)
    })
    .await?;
    let said = Said::new("desk-said-tagged", number).with("name", tag.name).undoes(done);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

async fn untag(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let id = fields.number("tag").ok_or_else(Problem::not_found)?;
    let (name, done) = deed(&site, &who, number, move |work, conversation| {
        let there = crate::tags::of(work, conversation.id)?.into_iter().find(|tag| tag.id == id);
        conversation.untag(work, id)?;
        Ok(there.map(|tag| tag.name).unwrap_or_default())
    })
    .await?;
    let said = Said::new("desk-said-untagged", number).with("name", name).undoes(done);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// The menu of tags: those on it can be taken off, the others put on, a new one written.
pub fn tag_menu(who: &SignedIn, shown: &Shown, place: &Markup) -> Markup {
    let text = who.t();
    let on_it = |id: i64| shown.tags.iter().any(|tag| tag.id == id);
    menu(
        "tag-menu",
        &text.say("desk-tags"),
        &html! {
            (act(who, &shown.verb("tag"), &html! {
                (place)
                div.field {
                    label.visually-hidden for="new-tag" { (text.say("desk-tag-name")) }
                    input.input id="new-tag" name="name" maxlength="60" required placeholder=(text.say("desk-tag-name")) autocomplete="off" data-sieve="tags-to-put";
                }
                button.menu-item.when-typed type="submit" { (icon("plus")) (text.say("desk-tag-new")) }
            }))
            @for tag in &shown.tags {
                (act(who, &shown.verb("untag"), &html! { (place) (hidden("tag", tag.id)) button.menu-item type="submit" aria-pressed="true" { (signs::tag(tag)) span.end { (icon("check")) } } }))
            }
            div id="tags-to-put" {
                @for tag in shown.all_tags.iter().filter(|tag| !on_it(tag.id)) {
                    (act(who, &shown.verb("tag"), &html! { (place) (hidden("name", &tag.name)) button.menu-item type="submit" aria-pressed="false" data-sieve-item=(tag.name) { (signs::tag(tag)) } }))
                }
            }
        },
    )
}
