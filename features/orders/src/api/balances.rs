//! Gift cards and store credit: what lies there, and every entry of the ledger.

use super::amount::Amount;
use super::{MANAGE, SEE, customer};
use crate::balance::{self, Balance, BalanceId, BalanceKind, Because};
use crate::exact::plus;
use axum::extract::Path;
use axum::response::Response;
use customers::CustomerId;
use db::{Trouble, Tx};
use kit::Money;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, ROOT, Reply, Time, ToSchema, get, post, referred, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/customers/{id}/balances", SEE, list).says("List a customer’s balances, open ones first").gives::<Balances>())
        .api(get("/api/v1/balances/{id}", SEE, show).says("Show a balance with its ledger").gives::<Shown>())
        .api(
            post("/api/v1/gift-cards", MANAGE, gift_card)
                .says("Issue a gift card")
                .explains("Its code is in this answer and nowhere else: it is kept as a hash. With an `Idempotency-Key` the answer is kept for a day.")
                .takes::<NewGiftCard>()
                .makes::<GiftCard>(),
        )
        .api(
            post("/api/v1/customers/{id}/store-credit", MANAGE, store_credit)
                .says("Enter store credit a customer brings along")
                .explains("For loading what another system owes them. Credit given for an order goes by an action.")
                .takes::<NewCredit>()
                .makes::<Shown>(),
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
}

/// A new card, and the only time its code is told.
#[derive(Debug, Serialize, ToSchema)]
struct GiftCard {
    code: String,
    balance: Shown,
}

async fn gift_card(change: Change<NewGiftCard>) -> Result<Response, Problem> {
    if change.body.worth.minor < 0 {
        return Err(Problem::wrong_field("/worth/minor", "expected nothing below 0"));
    }
    change
        .perform(|work, asked| {
            let whose = asked
                .customer
                .map(|id| referred("/customer", customers::current(work, CustomerId(id))))
                .transpose()?;
            let (id, code) = balance::open_gift_card(work, asked.worth.into(), whose, asked.expires_at.map(|at| at.0))?;
            let balance = Shown::find(work, id)?;
            Reply::made(format!("{ROOT}/balances/{id}"), &GiftCard { code, balance })
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewStoreCredit)]
struct NewCredit {
    amount: Amount,
    reason: String,
}

async fn store_credit(Path(id): Path<i64>, change: Change<NewCredit>) -> Result<Response, Problem> {
    if change.body.amount.minor <= 0 {
        return Err(Problem::wrong_field("/amount/minor", "expected more than 0"));
    }
    change
        .perform(move |work, asked| {
            let customer = customer(work, id)?;
            let amount = Money::from(asked.amount);
            let id = balance::store_credit(work, customer, amount.currency)?;
            // Refused here and not by the column, which holds no more than 64 bits.
            plus(balance::level(work, id)?, amount)?;
            balance::enter(work, id, amount, Because { reason: &asked.reason, ..Because::default() })?;
            Reply::made(format!("{ROOT}/balances/{id}"), &Shown::find(work, id)?)
        })
        .await
}
