//! The page behind the links of a letter. Looking at it rates nothing, because programs follow links before people do: it shows the
//! answer of the link as chosen, and one button. It works without a script, and until the link is over.

use crate::link::{self, Opened};
use crate::{VALUES, giving, word_key};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Actor, Trouble, Tx};
use desk::pages::Brands;
use desk::{InboxId, inboxes};
use web::parts::{Tone, banner, button, form, radio, textarea};
use web::{Fields, Front, Markup, Problem, Query, Site, Visitor, front, html, see_other};

/// The name and the colour customers know the inbox by.
struct Face {
    name: String,
    look: Option<String>,
}

impl Face {
    fn of(tx: &mut Tx<'_>, brands: Option<&Brands>, inbox: Option<i64>) -> Result<Self, Trouble> {
        let nobody = Self { name: "Frontline".to_owned(), look: None };
        let Some(inbox) = inbox else { return Ok(nobody) };
        let faces = brands.map_or_else(|| Ok(Vec::new()), |brands| brands.0.all(tx))?;
        let worn = desk::faces::Worn::of(tx, &faces)?;
        if let Some(face) = worn.by(inbox) {
            // As the portal's pages: the colour is in the address, so that a browser may keep the stylesheet.
            let look = (!face.colour.is_empty()).then(|| format!("/portal/look/{}?{}", face.id, face.colour.trim_start_matches('#')));
            return Ok(Self { name: face.name.clone(), look });
        }
        let inbox = inboxes::find(tx, InboxId(inbox))?;
        Ok(Self {
            name: if inbox.from_name.is_empty() { inbox.name } else { inbox.from_name },
            look: None,
        })
    }

    fn draw(&self, visitor: &Visitor, title: &str, body: &Markup) -> Markup {
        let page = Front {
            title,
            brand: &self.name,
            home: "/portal",
            look: self.look.as_deref(),
            menu: Markup::default(),
            foot: Markup::default(),
        };
        front(visitor, &page, body)
    }
}

/// Also for a link nobody made: it costs as much as one that is good.
async fn read(site: &Site, token: &str) -> Result<(Face, Option<Opened>), Problem> {
    let (brands, token) = (site.service_if_given::<Brands>(), token.to_owned());
    let read = site.db().read(move |tx| {
        let inbox = link::inbox(tx, &token)?;
        Ok((Face::of(tx, brands.as_deref(), inbox)?, link::open(tx, &token)?))
    });
    Ok(read.await?)
}

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, Path(token): Path<String>, query: Query) -> Result<Response, Problem> {
    let (face, opened) = read(&site, &token).await?;
    let Some(opened) = opened else { return Ok(over(&visitor, &face)) };
    let is_done = query.text("done") == "yes" && opened.value.is_some();
    let chosen = query.number("value").filter(|value| VALUES.contains(value)).or(opened.value);
    let page = page(&visitor, &token, &opened, Typed { chosen, comment: &opened.comment, is_done, mistake: None });
    Ok(face.draw(&visitor, &visitor.t().say("feedback-title"), &page).into_response())
}

pub(super) async fn give(
    State(site): State<Site>,
    visitor: Visitor,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (value, comment) = (fields.number("value").filter(|value| VALUES.contains(value)), fields.text("comment").to_owned());
    let (face, opened) = read(&site, &token).await?;
    let Some(opened) = opened else { return Ok(over(&visitor, &face)) };
    let Some(value) = value else {
        let mistake = visitor.t().say("feedback-refused-value");
        let page = page(&visitor, &token, &opened, Typed { chosen: None, comment: &comment, is_done: false, mistake: Some(&mistake) });
        let drawn = face.draw(&visitor, &visitor.t().say("feedback-title"), &page);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response());
    };
    let presented = token.clone();
    let given = site.db().work(Actor::System, move |work| giving::give(work, &presented, value, &comment)).await?;
    Ok(match given {
        Some(_) => see_other(&format!("{}&done=yes", address(&visitor, &token))).into_response(),
        None => over(&visitor, &face),
    })
}

/// The page goes on in the language it is read in.
fn address(visitor: &Visitor, token: &str) -> String {
    let token: String = token.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("/rate/{token}?lang={}", visitor.locale.tag())
}

/// What stands in the form.
struct Typed<'a> {
    chosen: Option<i64>,
    comment: &'a str,
    is_done: bool,
    mistake: Option<&'a str>,
}

fn page(visitor: &Visitor, token: &str, opened: &Opened, typed: Typed<'_>) -> Markup {
    let t = visitor.t();
    let send = if opened.value.is_some() { "feedback-change" } else { "feedback-send" };
    let answers = html! {
        div.stack {
            @if let Some(mistake) = typed.mistake { (banner(Tone::Danger, &html! { p role="alert" { (mistake) } })) }
            fieldset {
                legend.visually-hidden { (opened.question) }
                @for value in VALUES.rev() {
                    (radio(t.say_with("feedback-choice", &[("value", &value), ("word", &t.say(&word_key(value)))]), "value", value.to_string(), typed.chosen == Some(value)).attr("required", ""))
                }
            }
            (textarea(t.say("feedback-comment"), "comment").value(typed.comment).attr("rows", "4").attr("maxlength", giving::LONGEST_COMMENT.to_string()).optional(t))
            (button(t.say(send)).primary().wide())
        }
    };
    let until = t.date(opened.expires_at, "UTC");
    html! {
        div.narrow.stack {
            @if typed.is_done { div role="status" { (banner(Tone::Good, &html! { p { (t.say("feedback-thanks")) } })) } }
            header { h1 { (opened.question) } }
            section.card { div.body { (form(&visitor.csrf, address(visitor, token), &answers)) } }
            p.muted { (t.say_with("feedback-until", &[("date", &until)])) }
        }
    }
}

/// Over, replaced by a newer one, or never made.
fn over(visitor: &Visitor, face: &Face) -> Response {
    let t = visitor.t();
    let body = html! { div.narrow.stack { header { h1 { (t.say("feedback-over")) } p { (t.say("feedback-over-next")) } } } };
    (StatusCode::NOT_FOUND, face.draw(visitor, &t.say("feedback-over"), &body)).into_response()
}
