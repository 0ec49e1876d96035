//! What could be offered to a customer, beside a conversation and on the customer's page: the card, and its buttons. The
//! card is fetched by itself, so that “shown” is counted when it was, and a conversation does not wait for it.

pub(super) mod drawn;

use super::actions::ForPiece;
use super::told::language_of;
use super::whereabouts::From;
use super::workspace::{self, Desk, Named};
use crate::action::{ChangeItems, Origin, Request, Wanted, preview_from};
use crate::returns::RefundTo;
use crate::suggestions::shown::{self, Shown, SuggestionId};
use crate::suggestions::{self, Answer, Asking, Suggestion, opting, rules};
use crate::{brand, orders, product};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use customers::CustomerId;
use db::{Actor, Trouble, Tx, Work};
use kit::Locale;
use web::parts::page_head;
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, encoded, html, see_other};

/// Where the card will stand; until a script has fetched it, and without one, the way to it.
pub(super) fn placeholder(who: &SignedIn, customer: CustomerId, from: From) -> Markup {
    let (text, path) = (who.t(), from.link(&format!("/customers/{customer}/suggestions")));
    html! {
        div.section id="panel-suggestions" hx-get=(path) hx-trigger="load" hx-swap="outerHTML" {
            h3 { a href=(path) { (text.say("orders-suggestions-see")) } }
        }
    }
}

/// What the card is drawn from.
struct Card {
    customer: CustomerId,
    from: From,
    /// The conversation's key, which signals name it by.
    conversation: Option<i64>,
    answer: Answer,
    opted_out: bool,
    /// It is the whole page, and there is nothing to fold it away for.
    stands_alone: bool,
    /// The words for the customer, one for each suggestion, in their language.
    words: Vec<String>,
    /// For each suggestion, whether the order can take it up and the policy lets this agent do it.
    addable: Vec<bool>,
}

/// `GET /customers/{customer}/suggestions`
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path(customer): Path<i64>,
    query: Query,
    piece: ForPiece,
) -> Result<Response, Problem> {
    let mut card = look(&site, &who, customer, From::of(&query)).await?;
    card.stands_alone = !piece.0;
    if piece.0 {
        return Ok(drawn::card(&who, &card).into_response());
    }
    let text = who.t();
    let title = text.say("orders-suggestions");
    let body = html! {
        (page_head(&title, &text.say("orders-suggestions-here"), &card.from.back(&who)))
        section.card { div.body { (drawn::card(&who, &card)) } }
    };
    Ok(Frame::new(&site, &who, title).here("orders").body(body).await?.into_response())
}

/// Looks, and writes down what is shown for the first time.
async fn look(site: &Site, who: &SignedIn, customer: i64, from: From) -> Result<Card, Problem> {
    let voices = Locale::ALL.map(|locale| site.text(locale));
    let Looked { asking, mut answer, opted_out, language, addable } = read(site, who, customer, from).await?;
    if !answer.suggestions.is_empty() || !answer.held_out.is_empty() {
        let (again, mut seen) = (asking.clone(), answer);
        answer = site
            .db()
            .work(who.actor(), move |work| {
                shown::show(work, &again, &mut seen)?;
                Ok(seen.clone())
            })
            .await?;
    }
    let language = language.unwrap_or(who.locale);
    let words = answer.suggestions.iter().map(|one| {
        let rule = &one.texts[place_of(language)];
        let named = one.variant.name().unwrap_or_else(|_| one.product.name.clone());
        words(&voices[place_of(language)], rule, one.kind, (&one.product.name, &named), one.price)
    });
    Ok(Card {
        customer: asking.customer,
        from,
        conversation: asking.talk.as_ref().map(|talk| talk.id),
        words: words.collect(),
        addable,
        opted_out,
        stands_alone: false,
        answer,
    })
}

struct Looked {
    asking: Asking,
    answer: Answer,
    opted_out: bool,
    language: Option<Locale>,
    addable: Vec<bool>,
}

async fn read(site: &Site, who: &SignedIn, customer: i64, from: From) -> Result<Looked, Problem> {
    let (desk, asker) = (site.service::<Desk>(), who.clone());
    let (_, origin) = workspace::asked_in(site, who, from.0).await?;
    let looked = site.db().read(move |tx| {
        let customer = customers::current(tx, CustomerId(customer))?;
        let asking = desk.0.asking(tx, &asker, customer, from.0.map(Named::Number))?;
        let answer = suggestions::answer(tx, &asking)?;
        let may_act = asker.may("orders.act");
        let offered = answer.suggestions.iter().filter(|_| may_act);
        let addable = offered.map(|one| is_addable(tx, asker.actor(), one, &origin)).collect::<Result<_, _>>()?;
        Ok(Looked {
            opted_out: opting::is_out(tx, customer)?,
            language: language_of(tx, customer)?,
            asking,
            answer,
            addable,
        })
    });
    Ok(looked.await?)
}

/// A button that the policy would refuse is not offered.
fn is_addable(tx: &mut Tx<'_>, actor: Actor, one: &Suggestion, origin: &Origin) -> Result<bool, Trouble> {
    let Some(order) = one.order.filter(|_| one.fits_order) else { return Ok(false) };
    let request = Request::ChangeItems(ChangeItems {
        order,
        take_out: one.instead_of.into_iter().collect(),
        put_in: vec![Wanted { sku: one.variant.sku.clone(), count: 1 }],
        reason: String::new(),
        pay: None,
        refund_to: RefundTo::Original,
    });
    Ok(preview_from(tx, actor, &request, origin)?.is_possible())
}

pub(super) fn place_of(locale: Locale) -> usize {
    Locale::ALL.iter().position(|one| *one == locale).unwrap_or(0)
}

/// What the customer is told: the rule's own text, or the house's, which names the variant.
pub(super) fn words(text: &Text, rule: &str, kind: suggestions::Kind, (product, variant): (&str, &str), price: kit::Money) -> String {
    let price = text.money(price);
    if rule.trim().is_empty() {
        return text
            .say_with(&format!("orders-suggest-tell-{}", kind.word().replace('_', "-")), &[("product", &variant), ("price", &price)]);
    }
    suggestions::filled(rule, product, &price)
}

/// A suggestion whose conversation, if it has one, this agent sees.
fn seen(tx: &mut Tx<'_>, desk: &Desk, who: &SignedIn, id: i64) -> Result<Shown, Trouble> {
    let shown = shown::find(tx, SuggestionId(id))?;
    desk.0.asking(tx, who, shown.customer, shown.conversation.map(Named::Key))?;
    Ok(shown)
}

/// Where the card was.
fn back(from: From, customer: CustomerId) -> Response {
    let path = from.0.map_or_else(|| format!("/customers/{customer}"), |number| format!("/conversations/{number}"));
    see_other(&path).into_response()
}

/// `POST /suggestions/{suggestion}/reply`: puts its words behind what the agent has written, and counts it as offered.
pub(super) async fn reply(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let number = From::of(&fields).0.ok_or(Trouble::NotFound("conversation"))?;
    let voices = Locale::ALL.map(|locale| site.text(locale));
    let (desk, asking) = (site.service::<Desk>(), who.clone());
    site.db()
        .work(who.actor(), move |work| {
            let shown = seen(work, &desk, &asking, id)?;
            let text = words_of(work, &voices, &shown, asking.locale)?;
            desk.0.asking(work, &asking, shown.customer, Some(Named::Number(number)))?;
            desk.0.put_into_reply(work, &asking, number, &text)?;
            shown::offered(work, shown.id)
        })
        .await?;
    Ok(see_other(&format!("/conversations/{number}")).into_response())
}

fn words_of(work: &mut Work<'_>, voices: &[Text; 3], shown: &Shown, otherwise: Locale) -> Result<String, Trouble> {
    let language = language_of(work, shown.customer)?.unwrap_or(otherwise);
    let rule = match shown.rule.map(|rule| rules::find(work, rule)) {
        Some(Ok(rule)) => rule.text(language).to_owned(),
        // Removed meanwhile: the house's words do.
        Some(Err(Trouble::NotFound(_))) | None => String::new(),
        Some(Err(other)) => return Err(other),
    };
    let price = product::price_of(work, shown.variant, shown.currency)?.ok_or_else(|| Trouble::refused("orders-suggest-gone"))?;
    let (product, variant) = (product::find(work, shown.product)?.name, product::variant_of(work, shown.variant)?.name()?);
    Ok(words(&voices[place_of(language)], &rule, shown.kind, (&product, &variant), price))
}

/// `POST /suggestions/{suggestion}/order`: counts it as offered and leads to the form of the action, filled in. From there it
/// goes through preview and confirmation like any other.
pub(super) async fn order(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let (desk, asking, anew) = (site.service::<Desk>(), who.clone(), fields.text("into") == "new");
    let path = site.db().work(who.actor(), move |work| {
        let shown = seen(work, &desk, &asking, id)?;
        shown::offered(work, shown.id)?;
        form_for(work, &shown, anew)
    });
    let path = path.await?;
    Ok(see_other(&From::of(&fields).link(&path)).into_response())
}

/// The form that would order it: into the order it belongs to, or as a new one.
fn form_for(tx: &mut Tx<'_>, shown: &Shown, anew: bool) -> Result<String, Trouble> {
    let sku = encoded(&product::variant_of(tx, shown.variant)?.sku);
    let order = shown.order.map(|id| orders::find(tx, id)).transpose()?;
    match order {
        Some(order) if !anew => {
            let out = shown.unit.map_or_else(String::new, |unit| format!("&unit={unit}"));
            Ok(format!("/orders/{}/actions/change_items?put_in={sku}{out}", order.number))
        }
        Some(order) => {
            let (brand, shipping) = (brand::find(tx, order.brand)?.code, encoded(&order.shipping_method));
            Ok(format!(
                "/customers/{}/actions/place_order?put_in={sku}&brand={}&shipping={shipping}",
                shown.customer,
                encoded(&brand)
            ))
        }
        None => Ok(format!("/customers/{}/actions/place_order?put_in={sku}", shown.customer)),
    }
}

/// `POST /suggestions/{suggestion}/decline`
pub(super) async fn decline(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (desk, asking) = (site.service::<Desk>(), who.clone());
    let customer = site
        .db()
        .work(who.actor(), move |work| {
            let shown = seen(work, &desk, &asking, id)?;
            shown::declined(work, shown.id)?;
            Ok(shown.customer)
        })
        .await?;
    answered(&site, &who, customer, From::of(&fields), &piece).await
}

/// `POST /customers/{customer}/suggestions/wanted`: whether this customer wants any at all.
pub(super) async fn wanted(
    State(site): State<Site>,
    who: SignedIn,
    Path(customer): Path<i64>,
    piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let wants = fields.text("wanted") == "yes";
    let customer = site
        .db()
        .work(who.actor(), move |work| {
            let customer = customers::current(work, CustomerId(customer))?;
            if wants {
                opting::opt_in(work, customer)?
            } else {
                opting::opt_out(work, customer)?
            }
            Ok(customer)
        })
        .await?;
    answered(&site, &who, customer, From::of(&fields), &piece).await
}

async fn answered(site: &Site, who: &SignedIn, customer: CustomerId, from: From, piece: &ForPiece) -> Result<Response, Problem> {
    if !piece.0 {
        return Ok(back(from, customer));
    }
    let card = look(site, who, customer.0, from).await?;
    Ok(drawn::card(who, &card).into_response())
}
