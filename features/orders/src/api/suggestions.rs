//! Suggestions for a customer, and what became of them. Asking with GET counts nothing; POST counts what
//! it answers as shown, so ask with it when you show it.

use super::amount::Amount;
use super::{ACT, SEE, customer, numbered};
use crate::pages::{Desk, Named};
use crate::suggestions::shown::{self, Shown as Kept, SuggestionId};
use crate::suggestions::{self, Answer, Asking, Because, Dropped, Kind, WhyNot, opting};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, IntoParams, Look, Reply, Time, ToSchema, get, post, put, referred, word};
use web::{Problem, Routes};
use web::{SignedIn, Text};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customers/{id}/suggestions", SEE, ask)
                .says("Ask what could be suggested to a customer now, and why nothing")
                .explains("Counts nothing: a suggestion has no key until it is shown.")
                .asks::<About>()
                .reports::<Suggested>(),
        )
        .api(
            post("/api/v1/customers/{id}/suggestions", SEE, show)
                .says("Ask what to show a customer now, and count it as shown")
                .explains("The same in the same conversation is counted once. A customer kept back to compare with is answered `held_out` in `not_now`, and is counted as that.")
                .takes::<Showing>()
                .reports::<Suggested>(),
        )
        .api(
            put("/api/v1/customers/{id}/suggestions/wanted", ACT, want)
                .says("Say whether a customer wants suggestions at all")
                .takes::<Wanting>(),
        )
        .api(get("/api/v1/suggestions/{id}", SEE, one).says("Show what became of a suggestion").gives::<Shown>())
        .api(
            post("/api/v1/suggestions/{id}/outcome", ACT, outcome)
                .says("Say that a suggestion was offered, or declined")
                .explains("That it was taken is noticed when the customer orders it. After a no, nothing is suggested for a while.")
                .takes::<Outcome>()
                .reports::<Shown>(),
        )
}

/// In which conversation, about which order.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct About {
    /// The conversation’s key: how urgent it is, what about and in what mood is looked at.
    #[param(required = false)]
    conversation: Option<i64>,
    /// The number of an order of theirs; their newest otherwise.
    #[param(required = false)]
    order: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SuggestionAsking)]
struct Showing {
    /// The conversation’s key.
    #[serde(default)]
    conversation: Option<i64>,
    /// The number of an order of theirs.
    #[serde(default)]
    order: Option<String>,
}

/// What could be offered, or why nothing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suggestions)]
struct Suggested {
    suggestions: Vec<One>,
    /// What speaks against suggesting anything.
    not_now: Vec<NotNow>,
    /// What fits and cannot be offered.
    left_out: Vec<LeftOut>,
}

/// A reason, by its code and in the caller’s language.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionNotNow)]
struct NotNow {
    #[schema(schema_with = word::<WhyNot>)]
    code: WhyNot,
    text: String,
}

impl NotNow {
    fn of(code: WhyNot, text: &Text) -> Self {
        Self {
            code,
            text: text.say(&format!("orders-not-now-{}", code.word().replace('_', "-"))),
        }
    }
}

/// Something to offer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suggestion)]
struct One {
    /// Its key, once it is counted as shown.
    id: Option<i64>,
    #[schema(schema_with = word::<Kind>)]
    kind: Kind,
    product: i64,
    sku: String,
    name: String,
    price: Amount,
    /// How many there are; null where stock is not counted.
    stock: Option<i64>,
    /// The rule it is made by.
    rule: Option<i64>,
    /// The product it is bought together with, and in how many orders.
    bought_with: Option<i64>,
    orders: Option<i64>,
    /// The piece it would take the place of.
    instead_of: Option<i64>,
    /// The order it was worked out from.
    order: Option<i64>,
    /// Whether nothing of that order has left; what the policy says, a preview of `change_items` tells.
    fits_order: bool,
    text: Texts,
}

/// The rule’s words for the customer; empty where none were written.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionTexts)]
struct Texts {
    en: String,
    es: String,
    zh: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SuggestionLeftOut)]
struct LeftOut {
    product: String,
    #[schema(schema_with = word::<WhyNot>)]
    why: WhyNot,
}

impl From<Dropped> for LeftOut {
    fn from(dropped: Dropped) -> Self {
        Self { product: dropped.product, why: dropped.why }
    }
}

impl Suggested {
    fn of(answer: Answer, text: &Text) -> Result<Self, Trouble> {
        Ok(Self {
            suggestions: answer.suggestions.into_iter().map(One::of).collect::<Result<_, _>>()?,
            not_now: answer.not_now.into_iter().map(|why| NotNow::of(why, text)).collect(),
            left_out: answer.dropped.into_iter().map(LeftOut::from).collect(),
        })
    }
}

impl One {
    fn of(suggestion: suggestions::Suggestion) -> Result<Self, Trouble> {
        let (rule, bought_with, orders) = match &suggestion.because {
            Because::Rule(rule, _) => (Some(rule.0), None, None),
            Because::Together(product, _, orders) => (None, Some(product.0), Some(*orders)),
        };
        let name = suggestion.variant.name()?;
        let price = suggestion.price.plain();
        let [en, es, zh] = suggestion.texts.map(|text| suggestions::filled(&text, &suggestion.product.name, &price));
        Ok(Self {
            id: suggestion.id.map(|id| id.0),
            kind: suggestion.kind,
            product: suggestion.product.id.0,
            sku: suggestion.variant.sku,
            name,
            price: suggestion.price.into(),
            stock: suggestion.level,
            rule,
            bought_with,
            orders,
            instead_of: suggestion.instead_of.map(|unit| unit.0),
            order: suggestion.order.map(|order| order.0),
            fits_order: suggestion.fits_order,
            text: Texts { en, es, zh },
        })
    }
}

/// What is asked about, with the conversation and the order as this caller may see them.
fn asking(
    tx: &mut Tx<'_>,
    desk: &Desk,
    who: &SignedIn,
    id: i64,
    conversation: Option<i64>,
    order: Option<&str>,
) -> Result<Asking, Trouble> {
    let customer = customer(tx, id)?;
    let asked = desk.0.asking(tx, who, customer, conversation.map(Named::Key));
    let mut asking = referred("/conversation", asked)?;
    if let Some(number) = order {
        let theirs =
            numbered(tx, number).and_then(|order| if order.customer == customer { Ok(order.id) } else { Err(Trouble::NotFound("order")) });
        asking.order = Some(referred("/order", theirs)?);
    }
    Ok(asking)
}

async fn ask(Path(id): Path<i64>, look: Look<About>) -> Result<Response, Problem> {
    let (desk, who, asked) = (look.site.service::<Desk>(), look.who.clone(), look.asked.clone());
    look.answer(move |tx| {
        let asking = asking(tx, &desk, &who, id, asked.conversation, asked.order.as_deref())?;
        Reply::ok(&Suggested::of(suggestions::answer(tx, &asking)?, who.t())?)
    })
    .await
}

async fn show(Path(id): Path<i64>, change: Change<Showing>) -> Result<Response, Problem> {
    let (desk, who) = (change.site.service::<Desk>(), change.who.clone());
    change
        .perform(move |work, asked| {
            let asking = asking(work, &desk, &who, id, asked.conversation, asked.order.as_deref())?;
            let mut answer = suggestions::answer(work, &asking)?;
            shown::show(work, &asking, &mut answer)?;
            work.keep_quietly("the same was shown before");
            Reply::ok(&Suggested::of(answer, who.t())?)
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SuggestionsWanted)]
struct Wanting {
    wanted: bool,
}

async fn want(Path(id): Path<i64>, change: Change<Wanting>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let customer = customer(work, id)?;
            if asked.wanted {
                opting::opt_in(work, customer)?
            } else {
                opting::opt_out(work, customer)?
            }
            work.keep_quietly("it was so before");
            Ok(Reply::done())
        })
        .await
}

/// A suggestion that was shown, or kept back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShownSuggestion)]
struct Shown {
    id: i64,
    customer: i64,
    conversation: Option<i64>,
    order: Option<i64>,
    rule: Option<i64>,
    bought_with: Option<i64>,
    #[schema(schema_with = word::<Kind>)]
    kind: Kind,
    product: i64,
    variant: i64,
    /// It was shown to nobody, to compare with.
    is_held_out: bool,
    shown_at: Time,
    offered_at: Option<Time>,
    declined_at: Option<Time>,
    /// The customer ordered it in time, offered or not.
    bought_at: Option<Time>,
    /// The customer ordered it in time after it was offered.
    taken_at: Option<Time>,
    taken_order: Option<i64>,
}

impl From<Kept> for Shown {
    fn from(kept: Kept) -> Self {
        Self {
            id: kept.id.0,
            customer: kept.customer.0,
            conversation: kept.conversation,
            order: kept.order.map(|id| id.0),
            rule: kept.rule.map(|id| id.0),
            bought_with: kept.because.map(|id| id.0),
            kind: kept.kind,
            product: kept.product.0,
            variant: kept.variant.0,
            is_held_out: kept.is_held_out,
            shown_at: kept.shown_at.into(),
            offered_at: kept.offered_at.map(Time),
            declined_at: kept.declined_at.map(Time),
            bought_at: kept.bought_at.map(Time),
            taken_at: kept.taken_at.map(Time),
            taken_order: kept.taken_order.map(|id| id.0),
        }
    }
}

/// One whose conversation, if it has one, this caller may see.
fn seen(tx: &mut Tx<'_>, desk: &Desk, who: &SignedIn, id: i64) -> Result<Kept, Trouble> {
    let kept = shown::find(tx, SuggestionId(id))?;
    desk.0.asking(tx, who, kept.customer, kept.conversation.map(Named::Key))?;
    Ok(kept)
}

async fn one(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let (desk, who) = (look.site.service::<Desk>(), look.who.clone());
    look.answer(move |tx| Reply::one(&Shown::from(seen(tx, &desk, &who, id)?))).await
}

db::words!(
    /// What a program can say became of a suggestion.
    Came { Offered = "offered", Declined = "declined" }
);

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SuggestionOutcome)]
struct Outcome {
    #[schema(schema_with = word::<Came>)]
    outcome: Came,
}

async fn outcome(Path(id): Path<i64>, change: Change<Outcome>) -> Result<Response, Problem> {
    let (desk, who) = (change.site.service::<Desk>(), change.who.clone());
    change
        .perform(move |work, asked| {
            let kept = seen(work, &desk, &who, id)?;
            match asked.outcome {
                Came::Offered => shown::offered(work, kept.id)?,
                Came::Declined => shown::declined(work, kept.id)?,
            }
            work.keep_quietly("it was said before");
            Reply::ok(&Shown::from(shown::find(work, kept.id)?))
        })
        .await
}
