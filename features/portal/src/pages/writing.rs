//! “Write to us”: about an order, or about anything.

use super::frame::{Face, mistake};
use super::known::Known;
use super::words::address;
use crate::letter::{self, About, Letter, Posted};
use crate::sessions::Present;
use crate::theirs;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Actor, Trouble, Work};
use kit::{Key, Token};
use web::parts::{button, field, form, textarea};
use web::{Fields, Markup, Problem, Site, Visitor, html, see_other};

/// What is wrong with a letter, said beside what was typed.
type Wrong = Option<(StatusCode, String)>;

pub(super) async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    about_order(&site, &visitor, &known, number, &Fields::default(), None).await
}

/// The same about nothing in particular.
pub(super) async fn show_new(State(site): State<Site>, visitor: Visitor, known: Known) -> Result<Response, Problem> {
    about_anything(&site, &visitor, &known, &Fields::default(), None).await
}

async fn about_order(
    site: &Site,
    visitor: &Visitor,
    known: &Known,
    number: String,
    typed: &Fields,
    wrong: Wrong,
) -> Result<Response, Problem> {
    let (t, customer) = (visitor.t(), known.customer);
    let (order, face) = site
        .db()
        .read(move |tx| {
            let order = theirs::order(tx, customer, &number)?;
            let face = Face::of(tx, order.brand)?;
            Ok((order, face))
        })
        .await?;
    let here = address(&order.number);
    let sheet = Sheet {
        title: t.say_with("portal-write-about", &[("number", &order.number)]),
        back: (here.clone(), t.say_with("portal-back-to", &[("number", &order.number)])),
        to: format!("{here}/write"),
        typed,
        wrong,
    };
    Ok(sheet.draw(visitor, known, &face))
}

async fn about_anything(site: &Site, visitor: &Visitor, known: &Known, typed: &Fields, wrong: Wrong) -> Result<Response, Problem> {
    let (t, face) = (visitor.t(), site.db().read(Face::first).await?);
    let sheet = Sheet {
        title: t.say("portal-write-new"),
        back: ("/portal/conversations".into(), t.say("portal-talks-all")),
        to: "/portal/write".into(),
        typed,
        wrong,
    };
    Ok(sheet.draw(visitor, known, &face))
}

/// The page one writes on.
struct Sheet<'a> {
    title: String,
    back: (String, String),
    to: String,
    typed: &'a Fields,
    wrong: Wrong,
}

impl Sheet<'_> {
    fn draw(self, visitor: &Visitor, known: &Known, face: &Face) -> Response {
        let page = html! {
            p { a href=(self.back.0) { (self.back.1) } }
            h1 { (self.title) }
            @if let Some((_, sentence)) = &self.wrong { (mistake(sentence)) }
            section.card { div.body { (form(&visitor.csrf, &self.to, &lines(visitor, known, self.typed))) } }
        };
        let status = self.wrong.map_or(StatusCode::OK, |(status, _)| status);
        (status, face.draw(visitor, Some(known), &self.title, &page)).into_response()
    }
}

fn lines(visitor: &Visitor, known: &Known, typed: &Fields) -> Markup {
    let t = visitor.t();
    let key = typed.optional("key").map_or_else(|| Token::random().reveal().to_owned(), str::to_owned);
    html! { div.stack {
        input type="hidden" name="key" value=(key);
        (field(t.say("portal-write-subject"), "subject").value(typed.text("subject")).attr("maxlength", "150").optional(t))
        (textarea(t.say("portal-write-text"), "text").value(typed.raw("text")).attr("rows", "8").attr("maxlength", "20000").required())
        p.hint { (t.say_with("portal-write-answer-to", &[("email", &known.address)])) }
        div { (button(t.say("portal-write-send")).primary()) }
    } }
}

impl Letter {
    /// What was filled in.
    pub(super) fn of(fields: &Fields) -> Self {
        Self {
            subject: fields.text("subject").into(),
            text: fields.raw("text").trim().into(),
            key: fields.text("key").chars().take(100).collect(),
        }
    }
}

/// Why a letter is not taken, before anything is done with it.
pub(super) fn refused(visitor: &Visitor, fields: &Fields) -> Wrong {
    fields
        .text("text")
        .is_empty()
        .then(|| (StatusCode::UNPROCESSABLE_ENTITY, visitor.t().say("portal-refused-empty")))
}

/// Brings a letter to the desk, in one unit of work.
pub(super) async fn post(
    site: &Site,
    visitor: &Visitor,
    known: &Known,
    mut file: impl FnMut(&mut Work<'_>, &Key, &Present, &str) -> Result<Posted, Trouble> + Send + 'static,
) -> Result<Posted, Problem> {
    let (key, who, place) = (site.key().clone(), known.clone(), visitor.address.to_string());
    Ok(site.db().work(Actor::System, move |work| file(work, &key, &who, &place)).await?)
}

pub(super) async fn send(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    if let Some(wrong) = refused(&visitor, &fields) {
        return about_order(&site, &visitor, &known, number, &fields, Some(wrong)).await;
    }
    let (letter, wanted) = (Letter::of(&fields), number.clone());
    let posted = post(&site, &visitor, &known, move |work, key, who, place| {
        let order = theirs::order(work, who.customer, &wanted)?;
        letter::write(work, key, who, place, About::Order(&order), &letter)
    })
    .await?;
    match posted {
        Posted::In(_) => Ok(see_other(&format!("{}?done=written", address(&number))).into_response()),
        Posted::Wait => about_order(&site, &visitor, &known, number, &fields, Some(wait(&visitor))).await,
    }
}

pub(super) async fn send_new(State(site): State<Site>, visitor: Visitor, known: Known, fields: Fields) -> Result<Response, Problem> {
    if let Some(wrong) = refused(&visitor, &fields) {
        return about_anything(&site, &visitor, &known, &fields, Some(wrong)).await;
    }
    let letter = Letter::of(&fields);
    let posted = post(&site, &visitor, &known, move |work, key, who, place| {
        letter::write(work, key, who, place, About::Anything, &letter)
    })
    .await?;
    match posted {
        Posted::In(_) => Ok(see_other("/portal/conversations?done=written").into_response()),
        Posted::Wait => about_anything(&site, &visitor, &known, &fields, Some(wait(&visitor))).await,
    }
}

fn wait(visitor: &Visitor) -> (StatusCode, String) {
    (StatusCode::TOO_MANY_REQUESTS, visitor.t().say("portal-write-wait"))
}
