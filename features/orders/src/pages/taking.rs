//! What is done for a customer rather than for an order: taking an order, opening an account. Form, preview and confirmation
//! go the same way as on an order's page.

use super::preview::drawn::Drawn;
use super::whereabouts::From;
use super::wording::{button_word, value};
use super::{told, workspace};
use crate::action::{Ask, Confirmed, Origin, Request, confirm, preview_from};
use crate::brand::{self, Brand};
use crate::payment_method::{self, Method};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use customers::{CustomerId, name_of};
use db::Trouble;
use kit::Token;
use serde_json::{Value, json};
use web::parts::{Tone, banner, button, card, field, form, link_button, page_head, select, textarea};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

/// The actions with a form for a customer.
pub(super) const VERBS: [&str; 2] = ["place_order", "open_account"];

/// Whom it is for, and what can be chosen.
struct Whom {
    id: CustomerId,
    name: String,
    brands: Vec<Brand>,
    methods: Vec<Method>,
}

async fn whom(site: &Site, customer: i64) -> Result<Whom, Problem> {
    Ok(site
        .db()
        .read(move |tx| {
            let id = customers::current(tx, CustomerId(customer))?;
            Ok(Whom {
                name: name_of(tx, id)?,
                brands: brand::all(tx)?,
                methods: payment_method::of(tx, id)?,
                id,
            })
        })
        .await?)
}

/// What was filled in, as the request the API takes.
fn request(customer: CustomerId, verb: &str, fields: &Fields) -> Result<Request, Trouble> {
    let asked = match verb {
        "place_order" => json!({
            "verb": verb, "customer": customer.0, "brand": fields.text("brand"), "lines": super::request::wanted(fields.text("put_in")),
            "shipping": fields.text("shipping"), "voucher": fields.optional("voucher"), "ship_to": ship_to(fields),
            "pay": fields.number("method").map(|method| json!({ "method": method })).into_iter().collect::<Vec<_>>(),
        }),
        "open_account" => json!({ "verb": verb, "customer": customer.0, "brand": fields.text("brand"), "plan": fields.text("plan") }),
        _ => return Err(Trouble::NotFound("action")),
    };
    serde_json::from_value(asked).map_err(|_| Trouble::refused("orders-form-unreadable"))
}

/// Another address than the customer's own, if a street was written.
fn ship_to(fields: &Fields) -> Option<Value> {
    fields.optional("line1").map(|_| super::request::address(fields))
}

/// `GET /customers/{customer}/actions/{verb}`
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path((customer, verb)): Path<(i64, String)>,
    query: Query,
) -> Result<Response, Problem> {
    draw(&site, &who, customer, &verb, &query.0, None).await
}

async fn draw(
    site: &Site,
    who: &SignedIn,
    customer: i64,
    verb: &str,
    typed: &Fields,
    mistake: Option<String>,
) -> Result<Response, Problem> {
    if !VERBS.contains(&verb) {
        return Err(Problem::not_found());
    }
    let (whom, text, from) = (whom(site, customer).await?, who.t(), From::of(typed));
    let inside = html! {
        div.stack {
            (from.field())
            (fields(who, &whom, verb, typed))
            div.line { (button(text.say("orders-preview")).primary().icon("eye")) (link_button(text.say("orders-back-to-customer"), format!("/customers/{}", whom.id)).quiet()) }
        }
    };
    let body = html! {
        (page_head(&button_word(text, verb), &about(who, &whom), &from.back(who)))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        section.card { div.body { (form(&who.csrf, path(&whom, verb), &inside)) } }
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, button_word(text, verb)).here("orders").body(body).await?).into_response())
}

fn path(whom: &Whom, verb: &str) -> String {
    format!("/customers/{}/actions/{verb}", whom.id)
}

fn about(who: &SignedIn, whom: &Whom) -> String {
    let name = if whom.name.is_empty() { who.t().say("orders-nameless") } else { whom.name.clone() };
    who.t().say_with("orders-for-customer", &[("name", &name)])
}

fn fields(who: &SignedIn, whom: &Whom, verb: &str, typed: &Fields) -> Markup {
    let text = who.t();
    let line = |key: &str, name: &'static str| field(text.say(key), name).value(typed.text(name));
    let brands = whom.brands.iter().map(|brand| (brand.code.clone(), brand.name.clone()));
    let brand = select(text.say("orders-brand"), "brand", brands, typed.text("brand"));
    if verb == "open_account" {
        return html! { (brand) (line("orders-plan", "plan").required().autofocus()) };
    }
    let later = std::iter::once((String::new(), text.say("orders-pay-later")));
    let methods = whom.methods.iter().map(|method| {
        let label = if method.label.is_empty() {
            value(text, method.kind.word())
        } else {
            method.label.clone()
        };
        (method.id.to_string(), label)
    });
    html! {
        (brand)
        (textarea(text.say("orders-put-in"), "put_in").value(typed.text("put_in")).hint(text.say("orders-put-in-hint")).attr("rows", "4").required().autofocus())
        div.fields {
            (line("orders-shipping", "shipping").value(typed.optional("shipping").unwrap_or("standard")))
            (select(text.say("orders-method"), "method", later.chain(methods).collect::<Vec<_>>(), typed.text("method")))
            (line("orders-voucher-code", "voucher").optional(text))
        }
        details.more open[typed.has("line1") && !typed.text("line1").is_empty()] {
            summary { (text.say("orders-other-address")) }
            div.stack {
                div.fields { (line("orders-name", "name")) (line("orders-line1", "line1")) }
                div.fields { (line("orders-postcode", "postcode")) (line("orders-city", "city")) (line("orders-country", "country").hint(text.say("orders-country-hint"))) }
            }
        }
    }
}

/// `POST /customers/{customer}/actions/{verb}`: shows what it would do.
pub(super) async fn look(
    State(site): State<Site>,
    who: SignedIn,
    Path((customer, verb)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    shown(&site, &who, customer, &verb, &fields, StatusCode::OK).await
}

async fn shown(site: &Site, who: &SignedIn, customer: i64, verb: &str, fields: &Fields, status: StatusCode) -> Result<Response, Problem> {
    let whom = whom(site, customer).await?;
    let (actor, id, action, typed) = (who.actor(), whom.id, verb.to_owned(), fields.clone());
    let origin = Origin::in_conversation(actor, workspace::key_of(site, who, From::of(fields).0).await?);
    let looked = site
        .db()
        .read(move |tx| {
            let asked = request(id, &action, &typed)?;
            Ok((preview_from(tx, actor, &asked, &origin)?, told::language_of(tx, id)?))
        })
        .await;
    let (found, language) = match looked {
        Ok(found) => found,
        Err(Trouble::Refused(refusal)) => return draw(site, who, customer, verb, fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => return Err(other.into()),
    };
    let words = told::before(&site.text(language.unwrap_or(who.locale)), verb, "", &found);
    let telling = html! { @if !found.is_possible() { (card(&who.t().say("orders-tell"), &html! { p { (words) } })) } };
    let drawn = Drawn {
        who,
        from: From::of(fields),
        verb,
        about: about(who, &whom),
        path: path(&whom, verb),
        back: (format!("/customers/{}", whom.id), who.t().say("orders-back-to-customer")),
        preview: &found,
        typed: fields,
        key: Token::random().hash(),
        moved: status == StatusCode::CONFLICT,
        telling,
    };
    Ok((status, Frame::new(site, who, button_word(who.t(), verb)).here("orders").body(drawn.body()).await?).into_response())
}

/// `POST /customers/{customer}/actions/{verb}/confirm`
pub(super) async fn yes(
    State(site): State<Site>,
    who: SignedIn,
    Path((customer, verb)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let from = From::of(&fields);
    let conversation = workspace::key_of(&site, &who, from.0).await?;
    let (whom, action, typed) = (whom(&site, customer).await?, verb.clone(), fields.clone());
    let id = whom.id;
    let came = site
        .db()
        .work(who.actor(), move |work| {
            let ask = Ask {
                request: request(id, &action, &typed)?,
                hash: typed.text("hash").to_owned(),
                key: typed.text("key").to_owned(),
                agreed: true,
                conversation,
            };
            Ok(match confirm(work, &ask)? {
                Confirmed::Done(done) => Some(match done.outcome.order {
                    Some(order) => format!("/orders/{}?done={}", crate::orders::find(work, order)?.number, done.action),
                    None => format!("/customers/{id}"),
                }),
                Confirmed::Waits(approval) => Some(format!("/approvals/{approval}")),
                Confirmed::NeedsYes(_) | Confirmed::Denied(..) => None,
            })
        })
        .await;
    match came {
        Ok(Some(next)) => Ok(see_other(&from.link(&next)).into_response()),
        Ok(None) => shown(&site, &who, customer, &verb, &fields, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(Trouble::Changed(_)) => shown(&site, &who, customer, &verb, &fields, StatusCode::CONFLICT).await,
        Err(Trouble::Refused(refusal)) => draw(&site, &who, customer, &verb, &fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}
