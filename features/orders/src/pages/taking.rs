//! What is done for a customer rather than for an order: taking an order, accounts, services and their charges,
//! subscriptions, gift cards and credit, a company's own records. Form, preview and confirmation go the same way as on an
//! order's page.

mod fields;
pub(super) mod own;
mod request;
mod whom;

use super::preview::drawn::Drawn;
use super::whereabouts::From;
use super::wording::{button_word, own_action};
use super::{denied, told, workspace};
use crate::action::{Ask, Confirmed, Done, Preview, confirm_from, preview_from};
use crate::days::day_at;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use kit::Token;
pub(super) use request::paired;
use request::request;
use web::parts::{Tone, banner, button, card, form, link_button, page_head, select};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};
use whom::Whom;

/// The actions that begin with a customer; those on something they have begin at that thing.
pub(super) const VERBS: [&str; 6] = ["place_order", "charge", "start_subscription", "load_balance", "open_account", "open_record"];

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
    let (whom, text, from) = (Whom::read(site, customer, typed).await?, who.t(), From::of(typed));
    let fields = fields::draw(who, &whom, verb, typed).ok_or_else(Problem::not_found)?;
    let inside = html! {
        div.stack {
            (from.field())
            (fields)
            div.line { (button(text.say("orders-preview")).primary().icon("eye")) (link_button(text.say("orders-back-to-holdings"), from.link(&holdings(&whom))).quiet()) }
        }
    };
    let title = title(who, &whom, verb, typed);
    let body = html! {
        (page_head(&title, &about(who, &whom), &from.back(who)))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        @if verb == "charge" && !whom.cards.is_empty() { (choosing_a_card(who, &whom, typed)) }
        section.card { div.body { (form(&who.csrf, path(&whom, verb), &inside)) } }
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, title).here("orders").body(body).await?).into_response())
}

/// A record's own action by its name, everything else by its button.
fn title(who: &SignedIn, whom: &Whom, verb: &str, typed: &Fields) -> String {
    match (verb, whom.record_type(typed), &whom.record) {
        ("open_record", Some(of_type), _) => who.t().say_with("orders-open-named", &[("name", &of_type.name)]),
        ("change_record", _, Some((record, _))) => format!("{} · {}", own_action(typed.text("action")), record.number),
        _ => button_word(who.t(), verb),
    }
}

/// Which rate card it is charged by: a choice of its own, since the fields below depend on it.
fn choosing_a_card(who: &SignedIn, whom: &Whom, typed: &Fields) -> Markup {
    let text = who.t();
    let by_hand = std::iter::once((String::new(), text.say("orders-amount-by-hand")));
    let cards = whom.cards.iter().map(|card| (card.name.clone(), card.title.of(text.locale()).to_owned()));
    let carried = ["brand", "for_account", "for_order"];
    html! {
        form.fields method="get" action=(path(whom, "charge")) role="search" {
            (From::of(typed).field())
            @for name in carried { @if let Some(value) = typed.optional(name) { input type="hidden" name=(name) value=(value); } }
            (select(text.say("orders-rate-card"), "card", by_hand.chain(cards).collect::<Vec<_>>(), typed.text("card")))
            div.line { (button(text.say("orders-use-card")).icon("check")) }
        }
    }
}

fn path(whom: &Whom, verb: &str) -> String {
    format!("/customers/{}/actions/{verb}", whom.id)
}

fn holdings(whom: &Whom) -> String {
    format!("/customers/{}/holdings", whom.id)
}

fn about(who: &SignedIn, whom: &Whom) -> String {
    let name = if whom.name.is_empty() { who.t().say("orders-nameless") } else { whom.name.clone() };
    who.t().say_with("orders-for-customer", &[("name", &name)])
}

/// How much of the period is left, where that decides what is credited.
fn about_period(who: &SignedIn, whom: &Whom, verb: &str, now: kit::Moment) -> Option<String> {
    let found = whom.subscription.as_ref().filter(|_| verb == "change_subscription" || verb == "end_subscription")?;
    let zone = whom.brands.iter().find(|brand| brand.id == found.brand).map_or("UTC", |brand| &brand.zone);
    let period = found.period(zone);
    let days = |from| period.until.since(from).map_or(0, |span| i64::from(span.get_days()));
    let left = days(day_at(now, zone).clamp(period.from, period.until));
    let until = who.t().date(found.period_until, &who.zone);
    Some(
        who.t()
            .say_with("orders-days-left", &[("left", &left), ("days", &days(period.from)), ("until", &until)]),
    )
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
    let whom = Whom::read(site, customer, fields).await?;
    let (conversation, origin) = workspace::asked_in(site, who, From::of(fields).0).await?;
    let asked = match request(&whom, verb, fields) {
        Ok(asked) => asked,
        Err(Trouble::Refused(refusal)) => return draw(site, who, customer, verb, fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => return Err(other.into()),
    };
    let (actor, id, looked_at, asked_from) = (who.actor(), whom.id, asked.clone(), origin.clone());
    let looked = site
        .db()
        .read(move |tx| Ok((preview_from(tx, actor, &looked_at, &asked_from)?, told::language_of(tx, id)?)))
        .await;
    let (found, language) = match looked {
        Ok(found) => found,
        Err(Trouble::Refused(refusal)) => return draw(site, who, customer, verb, fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => return Err(other.into()),
    };
    denied::kept(site, actor, &found, asked, origin, conversation).await?;
    let words = told::before(&site.text(language.unwrap_or(who.locale)), verb, "", &found);
    let title = title(who, &whom, verb, fields);
    let drawn = Drawn {
        who,
        from: From::of(fields),
        named: title.clone(),
        about: [Some(about(who, &whom)), about_period(who, &whom, verb, site.now())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        path: path(&whom, verb),
        back: (holdings(&whom), who.t().say("orders-back-to-holdings")),
        preview: &found,
        typed: fields,
        key: Token::random().hash(),
        moved: status == StatusCode::CONFLICT,
        telling: telling(who, &found, &words),
    };
    Ok((status, Frame::new(site, who, title).here("orders").body(drawn.body()).await?).into_response())
}

/// The words for the customer, where it is a no.
fn telling(who: &SignedIn, found: &Preview, words: &str) -> Markup {
    html! { @if !found.is_possible() { (card(&who.t().say("orders-tell"), &html! { p { (words) } })) } }
}

/// What became of a confirmation.
enum Came {
    Done(Box<Done>, Option<String>),
    Waits(i64),
    Denied,
}

/// `POST /customers/{customer}/actions/{verb}/confirm`
pub(super) async fn yes(
    State(site): State<Site>,
    who: SignedIn,
    Path((customer, verb)): Path<(i64, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let from = From::of(&fields);
    let (conversation, origin) = workspace::asked_in(&site, &who, from.0).await?;
    let whom = Whom::read(&site, customer, &fields).await?;
    let asked = request(&whom, &verb, &fields);
    let typed = fields.clone();
    let came = match asked {
        Ok(request) => {
            let confirming = site.db().work(who.actor(), move |work| {
                let ask = Ask {
                    request: request.clone(),
                    hash: typed.text("hash").to_owned(),
                    key: typed.text("key").to_owned(),
                    agreed: true,
                    conversation,
                };
                let confirmed = confirm_from(work, &ask, &origin)?;
                came(work, confirmed)
            });
            confirming.await
        }
        Err(trouble) => Err(trouble),
    };
    match came {
        Ok(Came::Done(done, _)) if done.outcome.code.is_some() => told_once(&site, &who, &whom, from, &done).await,
        Ok(Came::Done(done, Some(number))) => Ok(see_other(&from.link(&format!("/orders/{number}?done={}", done.action))).into_response()),
        Ok(Came::Done(done, None)) => Ok(see_other(&from.link(&format!("{}?done={}", holdings(&whom), done.action))).into_response()),
        Ok(Came::Waits(approval)) => Ok(see_other(&from.link(&format!("/approvals/{approval}"))).into_response()),
        Ok(Came::Denied) => shown(&site, &who, customer, &verb, &fields, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(Trouble::Changed(_)) => shown(&site, &who, customer, &verb, &fields, StatusCode::CONFLICT).await,
        Err(Trouble::Refused(refusal)) => draw(&site, &who, customer, &verb, &fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

fn came(work: &mut Work<'_>, confirmed: Confirmed) -> Result<Came, Trouble> {
    Ok(match confirmed {
        Confirmed::Done(done) => {
            let number = done
                .outcome
                .order
                .map(|order| Ok::<_, Trouble>(crate::orders::find(work, order)?.number))
                .transpose()?;
            Came::Done(Box::new(done), number)
        }
        Confirmed::Waits(approval) => Came::Waits(approval.0),
        Confirmed::NeedsYes(_) | Confirmed::Denied(..) => Came::Denied,
    })
}

/// A gift card's code, on a page that is shown once: it is kept nowhere.
async fn told_once(site: &Site, who: &SignedIn, whom: &Whom, from: From, done: &Done) -> Result<Response, Problem> {
    let text = who.t();
    let on = from.link(&format!("{}?done={}", holdings(whom), done.action));
    let body = html! {
        (page_head(&text.say("orders-gift-card-code"), &about(who, whom), &from.back(who)))
        (code_card(who, done.outcome.code.as_deref().unwrap_or_default()))
        div.line { (link_button(text.say("orders-back-to-holdings"), on).primary()) }
    };
    Ok(Frame::new(site, who, text.say("orders-gift-card-code"))
        .here("orders")
        .body(body)
        .await?
        .into_response())
}

/// The code in fours, as one reads it out.
pub(super) fn code_card(who: &SignedIn, code: &str) -> Markup {
    let letters: Vec<char> = code.chars().collect();
    let fours = letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-");
    let text = who.t();
    banner(
        Tone::Good,
        &html! {
            p { (text.say("orders-gift-card-code")) ": " strong.mono { (fours) } }
            p { (text.say("orders-gift-card-once")) }
        },
    )
}
