//! Gift cards and store credit: what lies there, and every entry of the ledger.

use super::amount::Amount;
use super::{ACT, SEE, actions, customer};
use crate::action::{Ask, Confirmed, LoadBalance, Origin, Request, confirm_from, preview_from};
use crate::balance::{self, Balance, BalanceId, BalanceKind};
use crate::brand;
use axum::extract::Path;
use axum::response::Response;
use customers::CustomerId;
use db::{Trouble, Tx, Work};
use kit::{Money, Token};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, ROOT, Reply, Time, ToSchema, get, post, referred, word};
use web::{Problem, Routes, Text};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/customers/{id}/balances", SEE, list).says("List a customer’s balances, open ones first").gives::<Balances>())
        .api(get("/api/v1/balances/{id}", SEE, show).says("Show a balance with its ledger").gives::<Shown>())
        .api(
            post("/api/v1/gift-cards", ACT, gift_card)
                .says("Issue a gift card")
                .explains("The action `load_balance` in one step, judged by the policy like every other: where it asks for somebody's yes, say `agreed`; above a limit it waits for somebody. The code is in this answer and nowhere else: it is kept as a hash. With an `Idempotency-Key` the answer is kept for a day.")
                .takes::<NewGiftCard>()
                .makes::<GiftCard>()
                .or::<super::approvals::Shown>("202", "It waits for somebody’s approval.")
                .or::<actions::Refused>("422", "A field cannot be taken, or the policy denies it."),
        )
        .api(
            post("/api/v1/customers/{id}/store-credit", ACT, store_credit)
                .says("Give a customer store credit, such as they bring along from another system")
                .explains("The action `load_balance` in one step, judged by the policy like every other: where it asks for somebody's yes, say `agreed`; above a limit it waits for somebody.")
                .takes::<NewCredit>()
                .makes::<Shown>()
                .or::<super::approvals::Shown>("202", "It waits for somebody’s approval.")
                .or::<actions::Refused>("422", "A field cannot be taken, or the policy denies it."),
        )
}

/// Money of a customer's that lies with us.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Balance)]
struct Shown {
    id: i64,
    #[schema(schema_with = word::<BalanceKind>)]
    kind: BalanceKind,
    customer: Option<i64>,
    /// The last letters of a gift card's code.
    ending: String,
    level: Amount,
    opened_at: Time,
    expires_at: Option<Time>,
    closed_at: Option<Time>,
    /// The ledger, oldest first.
    entries: Vec<Entered>,
}

/// One entry: positive in, negative out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BalanceEntry)]
struct Entered {
    id: i64,
    amount: Amount,
    level_after: Amount,
    reason: String,
    payment: Option<i64>,
    action: Option<i64>,
    entered_at: Time,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, balance: Balance) -> Result<Self, Trouble> {
        let currency = balance.currency;
        let entries = balance::entries(tx, balance.id)?.into_iter();
        Ok(Self {
            level: balance::level(tx, balance.id)?.into(),
            entries: entries
                .map(|entry| Entered {
                    id: entry.id,
                    amount: Money::new(entry.minor, currency).into(),
                    level_after: Money::new(entry.level_after, currency).into(),
                    reason: entry.reason,
                    payment: entry.payment,
                    action: entry.action,
                    entered_at: entry.entered_at.into(),
                })
                .collect(),
            id: balance.id.0,
            kind: balance.kind,
            customer: balance.customer.map(|id| id.0),
            ending: balance.ending,
            opened_at: balance.opened_at.into(),
            expires_at: balance.expires_at.map(Time),
            closed_at: balance.closed_at.map(Time),
        })
    }

    fn find(tx: &mut Tx<'_>, id: BalanceId) -> Result<Self, Trouble> {
        let balance = balance::find(tx, id)?;
        Self::of(tx, balance)
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Balances {
    data: Vec<Shown>,
}

async fn list(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        let held = balance::of(tx, customer)?;
        Reply::one(&Balances { data: held.into_iter().map(|one| Shown::of(tx, one)).collect::<Result<_, _>>()? })
    })
    .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::find(tx, BalanceId(id))?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewGiftCard {
    worth: Amount,
    /// Whose it is, if it is not whoever's holds it.
    #[serde(default)]
    customer: Option<i64>,
    #[serde(default)]
    expires_at: Option<Time>,
    /// Whose policy counts: the brand's code. With one brand it may be left out.
    #[serde(default)]
    brand: Option<String>,
    /// Why, as policies and reports know it.
    #[serde(default = "issued")]
    reason: String,
    /// Somebody said yes to it.
    #[serde(default)]
    agreed: bool,
}

fn issued() -> String {
    "issued".into()
}

/// A new card, and the only time its code is told.
#[derive(Debug, Serialize, ToSchema)]
struct GiftCard {
    /// Nothing if the same request was done before: a code is told once.
    code: Option<String>,
    balance: Shown,
}

async fn gift_card(change: Change<NewGiftCard>) -> Result<Response, Problem> {
    if change.body.worth.minor <= 0 {
        return Err(Problem::wrong_field("/worth/minor", "expected more than 0"));
    }
    let (key, text) = (key_of(&change), change.t().clone());
    change
        .perform(move |work, asked| {
            let whose = asked
                .customer
                .map(|id| referred("/customer", customers::current(work, CustomerId(id))))
                .transpose()?;
            let request = LoadBalance {
                brand: brand(work, asked.brand.as_deref())?,
                customer: whose,
                kind: BalanceKind::GiftCard,
                balance: None,
                amount: asked.worth.into(),
                reason: asked.reason.clone(),
                expires_at: asked.expires_at.map(|at| at.0.rfc3339()),
            };
            given(work, (request, asked.agreed), &key, &text, |work, id, code| {
                let balance = Shown::find(work, id)?;
                Reply::made(format!("{ROOT}/balances/{id}"), &GiftCard { code, balance })
            })
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewStoreCredit)]
struct NewCredit {
    amount: Amount,
    reason: String,
    /// Whose policy counts: the brand's code. With one brand it may be left out.
    #[serde(default)]
    brand: Option<String>,
    /// Somebody said yes to it.
    #[serde(default)]
    agreed: bool,
}

async fn store_credit(Path(id): Path<i64>, change: Change<NewCredit>) -> Result<Response, Problem> {
    if change.body.amount.minor <= 0 {
        return Err(Problem::wrong_field("/amount/minor", "expected more than 0"));
    }
    let (key, text) = (key_of(&change), change.t().clone());
    change
        .perform(move |work, asked| {
            let customer = customer(work, id)?;
            let amount = Money::from(asked.amount);
            let request = LoadBalance {
                brand: brand(work, asked.brand.as_deref())?,
                customer: Some(customer),
                kind: BalanceKind::StoreCredit,
                // Named if there is one, so that a sum nobody can write down is refused before it is entered.
                balance: balance::store_credit_of(work, customer, amount.currency)?.map(|held| held.id),
                amount,
                reason: asked.reason.clone(),
                expires_at: None,
            };
            given(work, (request, asked.agreed), &key, &text, |work, id, _| {
                Reply::made(format!("{ROOT}/balances/{id}"), &Shown::find(work, id)?)
            })
        })
        .await
}

/// The key the action is done under: that of the request, or one of its own.
fn key_of<B: Send + Sync + 'static>(change: &Change<B>) -> String {
    change.key().map_or_else(|| Token::random().hash(), actions::own_key)
}

/// The brand named, or the only one there is.
fn brand(tx: &mut Tx<'_>, code: Option<&str>) -> Result<String, Trouble> {
    let brands = brand::all(tx)?;
    let found = match code {
        Some(code) => brands.iter().find(|brand| brand.code == code),
        None => brands.first().filter(|_| brands.len() == 1),
    };
    referred("/brand", found.map(|brand| brand.code.clone()).ok_or(Trouble::NotFound("brand")))
}

/// Previews it, confirms what was seen, and shows the balance: the same two steps as at `/actions`, under the same policy.
fn given(
    work: &mut Work<'_>,
    (request, agreed): (LoadBalance, bool),
    key: &str,
    text: &Text,
    shown: impl FnOnce(&mut Work<'_>, BalanceId, Option<String>) -> Result<Reply, Trouble>,
) -> Result<Reply, Trouble> {
    let (request, actor, origin) = (Request::LoadBalance(request), work.actor, Origin::of(work.actor));
    let hash = preview_from(work, actor, &request, &origin)?.hash;
    let ask = Ask { request, hash, key: key.to_owned(), agreed, conversation: None };
    match confirm_from(work, &ask, &origin)? {
        Confirmed::Done(done) => {
            let id = done.outcome.balance.map(BalanceId).ok_or(Trouble::NotFound("balance"))?;
            shown(work, id, done.outcome.code)
        }
        other => actions::answer(work, other, text),
    }
}
