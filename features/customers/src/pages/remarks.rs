//! Notes and tags on a customer's page.

use super::customer::{Sight, change};
use crate::notes::{self, Note, NoteId};
use crate::{CustomerId, tags};
use axum::extract::{Path, State};
use axum::response::Response;
use web::parts::{button, card, field, form, icon_button, tag as drawn_tag, textarea, time};
use web::{Fields, Markup, Problem, SignedIn, Site, html};

pub(super) fn notes(sight: &Sight<'_>) -> Markup {
    let body = html! {
        div.stack {
            @if sight.portrait.notes.is_empty() { p.hint { (sight.say("customers-no-notes")) } }
            ul.stack { @for note in &sight.portrait.notes { li { (one_note(sight, note)) } } }
            @if sight.may_edit() { (note_form(sight)) }
        }
    };
    card(&sight.say("customers-notes"), &body)
}

fn one_note(sight: &Sight<'_>, note: &Note) -> Markup {
    let text = sight.signed_in.t();
    let somebody = text.say("customers-somebody");
    let remove = icon_button("trash", text.say("customers-note-remove")).attr("type", "submit");
    html! {
        div.line {
            strong { (sight.portrait.names.of(note.written_by()).unwrap_or(&somebody)) }
            span.hint { (time(text, note.written_at, sight.site.now(), &sight.signed_in.zone)) }
            @if sight.may_edit() { (form(&sight.signed_in.csrf, sight.path(&format!("/notes/{}/remove", note.id)), &html! { (remove) })) }
        }
        @for line in note.text.lines() { p { (line) } }
    }
}

fn note_form(sight: &Sight<'_>) -> Markup {
    let body = html! {
        div.stack {
            (textarea(sight.say("customers-note"), "text")
                .id("note-text")
                .hint(sight.say("customers-note-hint"))
                .value(sight.typed("note", "text").unwrap_or(""))
                .error(sight.mistake("note")))
            div.line { (button(sight.say("customers-note-write")).icon("note")) }
        }
    };
    form(&sight.signed_in.csrf, sight.path("/notes"), &body)
}

pub(super) fn tags(sight: &Sight<'_>) -> Markup {
    let text = sight.signed_in.t();
    let body = html! {
        div.stack {
            @if sight.portrait.tags.is_empty() { p.hint { (sight.say("customers-no-tags")) } }
            ul.line {
                @for tag in &sight.portrait.tags {
                    li.line {
                        (drawn_tag(tag))
                        @if sight.may_edit() {
                            @let remove = icon_button("cross", text.say_with("customers-tag-remove", &[("tag", tag)])).attr("type", "submit");
                            (form(&sight.signed_in.csrf, sight.path("/tags/remove"), &html! { input type="hidden" name="tag" value=(tag); (remove) }))
                        }
                    }
                }
            }
            @if sight.may_edit() {
                @let entry = field(sight.say("customers-tag-add"), "tag").id("tag-name").value(sight.typed("tag", "tag").unwrap_or(""));
                (form(&sight.signed_in.csrf, sight.path("/tags"), &html! {
                    div.stack { (entry.attr("maxlength", "40").error(sight.mistake("tag"))) (button(sight.say("customers-add")).icon("tag")) }
                }))
            }
        }
    };
    card(&sight.say("customers-tags"), &body)
}

pub(super) async fn write(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let text = fields.text("text").to_owned();
    change(&site, &signed_in, customer, "note", fields, move |work| {
        notes::write(work, CustomerId(customer), &text).map(drop)
    })
    .await
}

pub(super) async fn remove(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((customer, note)): Path<(i64, i64)>,
) -> Result<Response, Problem> {
    let verb = move |work: &mut db::Work<'_>| notes::remove(work, CustomerId(customer), NoteId(note));
    change(&site, &signed_in, customer, "note-remove", Fields::default(), verb).await
}

pub(super) async fn tag(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let tag = fields.text("tag").to_owned();
    change(&site, &signed_in, customer, "tag", fields, move |work| tags::put(work, CustomerId(customer), &tag)).await
}

pub(super) async fn untag(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let tag = fields.text("tag").to_owned();
    change(&site, &signed_in, customer, "tag", fields, move |work| tags::take(work, CustomerId(customer), &tag)).await
}
