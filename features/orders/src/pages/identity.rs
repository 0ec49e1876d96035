//! Who the customer has shown to be, for how long it holds, what may be told until then, and the forms that settle it.

use super::whereabouts::From;
use super::wording::said;
use super::workspace;
use crate::brand::Brand;
use crate::verification::{self, Told, Verification, Within};
use crate::{brand, orders, policies};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use customers::{CustomerId, name_of};
use db::{Trouble, Tx, Work};
use policy::{DISCLOSURES, Strength};
use web::parts::{Tone, badge, banner, button, card, field, form, icon, link_button, page_head, time};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

/// How a customer stands.
struct Standing {
    name: String,
    holding: Vec<Verification>,
    /// What may be told now, and what only after more.
    open: Vec<&'static str>,
    closed: Vec<(&'static str, Strength)>,
    tries_left: i64,
    email: Option<String>,
}

fn standing(tx: &mut Tx<'_>, customer: CustomerId, within: Within) -> Result<Standing, Trouble> {
    let holding = verification::holding(tx, customer, within)?;
    let strength = holding.first().map_or(Strength::None, |held| held.method.strength());
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    if let Some((brand, country)) = where_they_buy(tx, customer)? {
        let policy = policies::counting(tx, &brand, &country)?;
        for what in DISCLOSURES {
            match policy.as_ref().and_then(|(_, policy)| policy.disclosures.get(what.name)) {
                Some(needed) if strength >= *needed => open.push(what.name),
                Some(needed) => closed.push((what.name, *needed)),
                None => {}
            }
        }
    }
    Ok(Standing {
        name: name_of(tx, customer)?,
        tries_left: verification::tries_left(tx, customer)?,
        email: customers::customer::email_of(tx, customer)?,
        holding,
        open,
        closed,
    })
}

/// Whose rules count for them: those of their newest order.
fn where_they_buy(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<(Brand, String)>, Trouble> {
    if let Some(order) = orders::of_customer(tx, customer, None, 1)?.into_iter().next() {
        return Ok(Some((brand::find(tx, order.brand)?, order.country)));
    }
    Ok(brand::all(tx)?.into_iter().next().map(|brand| (brand, String::new())))
}

/// The section of the panel beside a conversation: how they are known in it, by its key.
pub(super) fn section(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId, from: From, conversation: i64) -> Result<Markup, Trouble> {
    let (text, found) = (who.t(), standing(tx, customer, Within::Conversation(conversation))?);
    Ok(html! {
        details.section open id="panel-identity" {
            summary { (text.say("orders-identity")) (icon("chevron-down")) }
            div.body.stack { (status(who, &found, tx.now())) (telling(text, &found)) (link_button(text.say("orders-verify"), from.link(&format!("/customers/{customer}/verify"))).icon("shield")) }
        }
    })
}

/// The card on the customer's page.
pub(super) fn on_page(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let (text, found) = (who.t(), standing(tx, customer, Within::With(who.actor()))?);
    let body = html! { div.stack { (status(who, &found, tx.now())) (telling(text, &found)) div.line { (link_button(text.say("orders-verify"), format!("/customers/{customer}/verify")).icon("shield")) } } };
    Ok(card(&text.say("orders-identity"), &body))
}

fn status(who: &SignedIn, found: &Standing, now: kit::Moment) -> Markup {
    let text = who.t();
    match found.holding.first() {
        Some(held) => html! {
            p.line { (badge(Tone::Good, &said(text, "verified", held.method.word()))) span { (text.say("orders-verified-until")) " " (time(text, held.valid_until, now, &who.zone)) } }
        },
        None => html! { p.line { (badge(Tone::Warn, &text.say("orders-not-verified"))) } },
    }
}

fn telling(text: &Text, found: &Standing) -> Markup {
    let name = |what: &str| {
        let known = DISCLOSURES.iter().find(|known| known.name == what);
        known.map_or_else(|| what.to_owned(), |known| known.title.of(text.locale()).to_owned())
    };
    html! {
        @if !found.open.is_empty() { p { (icon("check")) " " (text.say("orders-may-be-told")) " " (found.open.iter().map(|what| name(what)).collect::<Vec<_>>().join(", ")) } }
        @if !found.closed.is_empty() {
            details.more { summary { (text.say("orders-hidden-until")) }
                ul.muted { @for (what, needed) in &found.closed { li { (name(what)) ": " (needed.said().of(text.locale())) } } }
            }
        }
    }
}

/// `GET /customers/{customer}/verify`
pub(super) async fn show(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>, query: Query) -> Result<Response, Problem> {
    let said = query.flag("sent").then(|| (Tone::Info, who.t().say("orders-code-sent")));
    draw(&site, &who, CustomerId(customer), From::of(&query), said).await
}

async fn draw(site: &Site, who: &SignedIn, customer: CustomerId, from: From, said: Option<(Tone, String)>) -> Result<Response, Problem> {
    let within = Within::of(who.actor(), workspace::key_of(site, who, from.0).await?);
    let found = site
        .db()
        .read(move |tx| {
            let customer = customers::current(tx, customer)?;
            standing(tx, customer, within)
        })
        .await?;
    let text = who.t();
    let refused = said.as_ref().is_some_and(|(tone, _)| *tone == Tone::Danger);
    let name = if found.name.is_empty() { text.say("orders-nameless") } else { found.name.clone() };
    let body = html! {
        (page_head(&text.say_with("orders-verify-whom", &[("name", &name)]), &text.say("orders-verify-about"), &html! { (from.back(who)) (link_button(text.say("orders-back-to-customer"), format!("/customers/{customer}")).quiet()) }))
        @if let Some((tone, sentence)) = &said { (banner(*tone, &html! { p { (sentence) } })) }
        (card(&text.say("orders-identity"), &html! { div.stack { (status(who, &found, site.now())) (telling(text, &found)) p.muted { (text.say_with("orders-tries-left", &[("count", &found.tries_left)])) } (ending(who, customer, from, &found)) } }))
        (card(&text.say("orders-verify-by-order"), &by_order(who, customer, from)))
        (card(&text.say("orders-verify-by-code"), &by_code(who, customer, from, &found)))
    };
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, text.say("orders-verify")).here("customers").body(body).await?).into_response())
}

fn ending(who: &SignedIn, customer: CustomerId, from: From, found: &Standing) -> Markup {
    html! {
        @if !found.holding.is_empty() {
            (form(&who.csrf, format!("/customers/{customer}/verify/end"), &html! { (from.field()) (button(who.t().say("orders-verify-end")).quiet().icon("cross")) }))
        }
    }
}

fn by_order(who: &SignedIn, customer: CustomerId, from: From) -> Markup {
    let text = who.t();
    let body = html! {
        div.stack {
            (from.field())
            p.muted { (text.say("orders-verify-by-order-about")) }
            div.fields {
                (field(text.say("orders-name"), "name").required().autocomplete("off").autofocus())
                (field(text.say("orders-postcode"), "postcode").required().autocomplete("off"))
                (field(text.say("orders-number"), "order").required().autocomplete("off"))
            }
            div.line { (button(text.say("orders-verify-compare")).primary().icon("check")) }
        }
    };
    form(&who.csrf, format!("/customers/{customer}/verify/match"), &body)
}

fn by_code(who: &SignedIn, customer: CustomerId, from: From, found: &Standing) -> Markup {
    let text = who.t();
    let Some(email) = &found.email else {
        return html! { p.muted { (text.say("orders-verify-no-email")) } };
    };
    html! {
        div.stack {
            p.muted { (text.say_with("orders-verify-by-code-about", &[("email", &veiled(email))])) }
            (form(&who.csrf, format!("/customers/{customer}/verify/send-code"), &html! { (from.field()) (button(text.say("orders-verify-send-code")).icon("mail")) }))
            (form(&who.csrf, format!("/customers/{customer}/verify/code"), &html! {
                div.stack { (from.field()) (field(text.say("orders-verify-code"), "code").attr("inputmode", "numeric").autocomplete("one-time-code").required()) div.line { (button(text.say("orders-verify-take-code")).icon("check")) } }
            }))
        }
    }
}

/// `mia@example.org` as `m…@example.org`: enough to ask “is this still yours?”, too little to read out to a stranger.
fn veiled(email: &str) -> String {
    match email.split_once('@') {
        Some((name, host)) => format!("{}…@{host}", name.chars().take(1).collect::<String>()),
        None => "…".into(),
    }
}

/// One try. What was wrong is not told, only that it was.
async fn tried(
    site: &Site,
    who: &SignedIn,
    customer: i64,
    fields: &Fields,
    mut verb: impl FnMut(&mut Work<'_>, CustomerId, Option<i64>) -> Result<bool, Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    let from = From::of(fields);
    let conversation = workspace::key_of(site, who, from.0).await?;
    let right = site
        .db()
        .work(who.actor(), move |work| {
            let customer = customers::current(work, CustomerId(customer))?;
            verb(work, customer, conversation)
        })
        .await;
    match right {
        Ok(true) => Ok(
            see_other(&from.0.map_or_else(|| format!("/customers/{customer}"), |number| format!("/conversations/{number}")))
                .into_response(),
        ),
        Ok(false) => draw(site, who, CustomerId(customer), from, Some((Tone::Danger, who.t().say("orders-verify-wrong")))).await,
        Err(Trouble::Refused(refusal)) => {
            draw(site, who, CustomerId(customer), from, Some((Tone::Danger, who.t().refusal(&refusal)))).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /customers/{customer}/verify/match`
pub(super) async fn compare(
    State(site): State<Site>,
    who: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let told = Told {
        name: fields.text("name").to_owned(),
        postcode: fields.text("postcode").to_owned(),
        order_number: fields.text("order").to_owned(),
    };
    tried(&site, &who, customer, &fields, move |work, customer, conversation| {
        verification::match_told(work, customer, &told, conversation)
    })
    .await
}

/// `POST /customers/{customer}/verify/code`
pub(super) async fn take_code(
    State(site): State<Site>,
    who: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let code = fields.text("code").to_owned();
    tried(&site, &who, customer, &fields, move |work, customer, conversation| {
        verification::take_code(work, customer, &code, conversation)
    })
    .await
}

/// `POST /customers/{customer}/verify/send-code`: the letter is promised with the code, and shown to nobody here.
pub(super) async fn send_code(
    State(site): State<Site>,
    who: SignedIn,
    Path(customer): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (from, locale, voices) = (From::of(&fields), who.locale, kit::Locale::ALL.map(|locale| site.text(locale)));
    let sent = site
        .db()
        .work(who.actor(), move |work| {
            let customer = customers::current(work, CustomerId(customer))?;
            let to = customers::customer::email_of(work, customer)?.ok_or_else(|| Trouble::refused("orders-verify-no-email"))?;
            let language = super::told::language_of(work, customer)?.unwrap_or(locale);
            let code = verification::make_code(work, customer)?;
            let text = voices.iter().find(|text| text.locale() == language).unwrap_or(&voices[0]);
            let letter = serde_json::json!({
                "to": to, "subject": text.say("orders-code-subject"), "text": text.say_with("orders-code-letter", &[("code", &code)]), "link": "",
            });
            agents::post::promise_sealed(work, agents::post::JOB, &letter.to_string())
        })
        .await;
    match sent {
        Ok(()) => Ok(see_other(&from.link(&format!("/customers/{customer}/verify?sent=on"))).into_response()),
        Err(Trouble::Refused(refusal)) => {
            draw(&site, &who, CustomerId(customer), from, Some((Tone::Danger, who.t().refusal(&refusal)))).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /customers/{customer}/verify/end`: the call is over; or, outside a conversation, somebody doubts.
pub(super) async fn end(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let from = From::of(&fields);
    let conversation = workspace::key_of(&site, &who, from.0).await?;
    site.db()
        .work(who.actor(), move |work| {
            let customer = customers::current(work, CustomerId(customer))?;
            match conversation {
                Some(conversation) => verification::end_within(work, customer, Within::Conversation(conversation)),
                None => verification::end(work, customer),
            }
        })
        .await?;
    Ok(see_other(&from.link(&format!("/customers/{customer}/verify"))).into_response())
}

#[cfg(test)]
mod tests {
    use super::veiled;

    #[test]
    fn an_address_is_veiled_before_it_is_read_out() {
        for (email, shown) in [("mia@example.org", "m…@example.org"), ("@x", "…@x"), ("nonsense", "…")] {
            assert_eq!(veiled(email), shown);
        }
    }
}
