//! Who the customer is: how we know it, how strongly, and what may be told them as they are verified now.

use super::{SEE, customer};
use crate::brand;
use crate::pages::workspace;
use crate::verification::{self, Method, Told, Within};
use axum::extract::Path;
use axum::response::Response;
use customers::CustomerId;
use db::{Trouble, Tx};
use policy::Outcome;
use serde::{Deserialize, Serialize};
use web::api::{Change, IntoParams, Look, Nothing, Reply, Time, ToSchema, delete, get, post, referred, word};
use web::{Problem, Routes, SignedIn, Site};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/customers/{id}/verification", SEE, show)
                .says("How a customer is verified now")
                .explains("What was shown in one conversation counts in no other: say which one is meant.")
                .asks::<Where>()
                .gives::<Shown>(),
        )
        .api(
            post("/api/v1/customers/{id}/verification/match", SEE, matched)
                .says("Compare name, postcode and order number")
                .explains("A wrong answer counts; after five in an hour nobody may try for the rest of it. What was wrong is not told.")
                .takes::<Answers>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/customers/{id}/verification/code", SEE, code)
                .says("Make a code for the customer to read back")
                .explains("Only a service token is given it, and sends it to an address of the customer’s that it knows: a person must never see it. It holds for ten minutes.")
                .takes::<Nothing>()
                .reports::<Code>(),
        )
        .api(
            post("/api/v1/customers/{id}/verification/code/answer", SEE, answer)
                .says("Take the code the customer typed or read out")
                .takes::<Typed>()
                .reports::<Shown>(),
        )
        .api(delete("/api/v1/customers/{id}/verification", SEE, end).says("End what holds: the call is over, or somebody doubts"))
        .api(
            get("/api/v1/customers/{id}/may-be-told", SEE, told)
                .says("Whether something may be told to the customer")
                .explains("`what` is a disclosure of the policy: `order_status`, `addresses` …")
                .asks::<What>()
                .reports::<MayBeTold>(),
        )
}

/// How strongly the customer is verified, and by what.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Verification)]
struct Shown {
    /// `none`, `recognised`, `matched`, `confirmed` or `signed_in`.
    strength: &'static str,
    /// What holds now, the strongest first.
    holding: Vec<Held>,
    /// Whether the answer just given was right; only after one.
    right: Option<bool>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HeldVerification)]
struct Held {
    id: i64,
    #[schema(schema_with = word::<Method>)]
    method: Method,
    verified_at: Time,
    valid_until: Time,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, customer: CustomerId, within: Within, right: Option<bool>) -> Result<Self, Trouble> {
        let holding = verification::holding(tx, customer, within)?.into_iter();
        Ok(Self {
            strength: verification::strength(tx, customer, within)?,
            holding: holding
                .map(|held| Held {
                    id: held.id.0,
                    method: held.method,
                    verified_at: held.verified_at.into(),
                    valid_until: held.valid_until.into(),
                })
                .collect(),
            right,
        })
    }
}

/// Where the customer is to be known: what was shown in one conversation counts in no other.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Where {
    /// The conversation; without one, what was shown to this token itself counts.
    #[param(required = false)]
    conversation: Option<i64>,
}

/// Who names a conversation sees it, and it is this customer's: what was shown in it is nobody else's to read or to add to.
async fn meant(site: &Site, who: &SignedIn, id: i64, conversation: Option<i64>) -> Result<(), Problem> {
    if conversation.is_none() {
        return Ok(());
    }
    let origin = workspace::by_program(site, who, conversation).await?;
    let theirs = site.db().read(move |tx| {
        let whose = origin.customer.map(|whose| customers::current(tx, whose)).transpose()?;
        if whose == Some(customer(tx, id)?) {
            Ok(())
        } else {
            Err(Trouble::NotFound("conversation"))
        }
    });
    Ok(theirs.await?)
}

async fn show(Path(id): Path<i64>, look: Look<Where>) -> Result<Response, Problem> {
    meant(&look.site, &look.who, id, look.asked.conversation).await?;
    let within = Within::of(look.actor(), look.asked.conversation);
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        Reply::one(&Shown::of(tx, customer, within, None)?)
    })
    .await
}

/// What somebody told us to prove who they are.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VerificationAnswers)]
struct Answers {
    name: String,
    postcode: String,
    order_number: String,
    /// The conversation it was told in.
    #[serde(default)]
    conversation: Option<i64>,
}

async fn matched(Path(id): Path<i64>, change: Change<Answers>) -> Result<Response, Problem> {
    meant(&change.site, &change.who, id, change.body.conversation).await?;
    change
        .perform(move |work, asked| {
            let customer = customer(work, id)?;
            let told = Told {
                name: asked.name.clone(),
                postcode: asked.postcode.clone(),
                order_number: asked.order_number.clone(),
            };
            let right = verification::match_told(work, customer, &told, asked.conversation)?;
            let within = Within::of(work.actor, asked.conversation);
            Reply::ok(&Shown::of(work, customer, within, Some(right))?)
        })
        .await
}

/// To be sent to the customer by whoever asked for it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerificationCode)]
struct Code {
    code: String,
}

async fn code(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    // A personal token is a person's: they could read the code and answer it themselves.
    if change.agent_id >= 0 {
        return Err(Problem::forbidden());
    }
    change
        .perform(move |work, _| {
            let customer = customer(work, id)?;
            Reply::ok(&Code { code: verification::make_code(work, customer)? })
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TypedCode)]
struct Typed {
    code: String,
    #[serde(default)]
    conversation: Option<i64>,
}

async fn answer(Path(id): Path<i64>, change: Change<Typed>) -> Result<Response, Problem> {
    meant(&change.site, &change.who, id, change.body.conversation).await?;
    change
        .perform(move |work, asked| {
            let customer = customer(work, id)?;
            let right = verification::take_code(work, customer, &asked.code, asked.conversation)?;
            let within = Within::of(work.actor, asked.conversation);
            Reply::ok(&Shown::of(work, customer, within, Some(right))?)
        })
        .await
}

async fn end(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            let customer = customer(work, id)?;
            verification::end(work, customer)?;
            Ok(Reply::done())
        })
        .await
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct What {
    /// A disclosure of the policy.
    what: String,
    /// The brand's code.
    brand: String,
    /// Two letters; that of the brand's legal entity unless said.
    #[param(required = false)]
    #[serde(default)]
    country: Option<String>,
    /// The conversation it would be told in; without one, what was shown to this token itself counts.
    #[param(required = false)]
    #[serde(default)]
    conversation: Option<i64>,
}

/// The answer, with what to say if it is no.
#[derive(Debug, Serialize, ToSchema)]
struct MayBeTold {
    allowed: bool,
    reasons: Vec<super::verdict::Why>,
}

async fn told(Path(id): Path<i64>, look: Look<What>) -> Result<Response, Problem> {
    meant(&look.site, &look.who, id, look.asked.conversation).await?;
    let (asked, within) = (look.asked.clone(), Within::of(look.actor(), look.asked.conversation));
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        let brand = referred("brand", brand::by_code(tx, &asked.brand)?.ok_or(Trouble::NotFound("brand")))?;
        let country = match asked.country {
            Some(country) => country,
            None => brand::entity(tx, brand.legal_entity)?.country,
        };
        let said = verification::may_be_told(tx, customer, within, &brand, &country, &asked.what)?;
        Reply::ok(&MayBeTold {
            allowed: said.outcome == Outcome::Allowed,
            reasons: said.reasons.into_iter().map(super::verdict::Why::from).collect(),
        })
    })
    .await
}
