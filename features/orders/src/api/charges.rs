//! Services and charges: lists, and one with its bill, its payments and how it was worked out. They are made, adjusted, paid
//! and waived by actions.

use super::SEE;
use super::amount::Amount;
use super::order::{BillEntry, Moved};
use super::verdict::as_json;
use crate::bill::{self, BillOf, ChargeId};
use crate::charge::{self, Charge, ChargeState};
use crate::{brand, payments, rate_cards};
use axum::extract::Path;
use axum::response::Response;
use db::{Conditions, Trouble, Tx, sql};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::api::{IntoParams, List, Look, Reply, Time, ToSchema, get, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/charges", SEE, list)
                .says("List services and charges, the newest first")
                .asks::<Filter>()
                .lists::<Summary>(),
        )
        .api(
            get("/api/v1/charges/{id}", SEE, show)
                .says("Show a charge with its bill and how it was worked out")
                .gives::<Shown>(),
        )
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    #[param(required = false)]
    customer: Option<i64>,
    #[param(required = false)]
    account: Option<i64>,
    /// The key of the order it is for.
    #[param(required = false)]
    order: Option<i64>,
    #[param(required = false)]
    subscription: Option<i64>,
    #[param(schema_with = word::<ChargeState>, required = false)]
    state: Option<ChargeState>,
}

/// A charge in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChargeSummary)]
struct Summary {
    id: i64,
    customer: i64,
    account: Option<i64>,
    /// The order whose bill it stands on.
    order: Option<i64>,
    subscription: Option<i64>,
    /// The brand's code.
    brand: String,
    label: String,
    is_fee: bool,
    /// What it came to when it was made.
    total: Amount,
    #[schema(schema_with = word::<ChargeState>)]
    state: ChargeState,
    charged_at: Time,
}

impl Summary {
    fn of(tx: &mut Tx<'_>, charge: &Charge) -> Result<Self, Trouble> {
        Ok(Self {
            id: charge.id.0,
            customer: charge.customer.0,
            account: charge.account.map(|id| id.0),
            order: charge.order.map(|id| id.0),
            subscription: charge.subscription,
            brand: brand::find(tx, charge.brand)?.code,
            label: charge.label.clone(),
            is_fee: charge.is_fee,
            total: charge.total().into(),
            state: charge.state,
            charged_at: charge.charged_at.into(),
        })
    }
}

/// A charge with all that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Charge)]
struct Shown {
    #[serde(flatten)]
    summary: Summary,
    /// The rate card it was worked out by.
    rate_card: Option<String>,
    rate_card_version: Option<i64>,
    /// The calculator's steps; none if the amount was set by hand.
    #[schema(value_type = Vec<Object>)]
    steps: Value,
    /// Its own bill; that of a charge for an order is the order's.
    bill: Vec<BillEntry>,
    payments: Vec<Moved>,
    /// What is owed less what was paid; null where it stands on an order's bill.
    due: Option<Amount>,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, charge: &Charge) -> Result<Self, Trouble> {
        let own = BillOf::Charge(charge.id);
        let (entries, paid) = (bill::of(tx, own)?, payments::of(tx, own)?);
        let card = charge.rate_card.map(|id| rate_cards::find(tx, id)).transpose()?;
        let owed = bill::total(charge.currency, &entries)?.gross;
        let due = crate::exact::less(owed, payments::paid(charge.currency, &paid)?)?;
        Ok(Self {
            summary: Summary::of(tx, charge)?,
            rate_card_version: card.as_ref().map(|card| card.version),
            rate_card: card.map(|card| card.code),
            steps: as_json(&charge.worked_out()?)?,
            bill: entries.iter().map(BillEntry::of).collect::<Result<_, _>>()?,
            payments: paid.iter().map(Moved::from).collect(),
            due: charge.order.is_none().then_some(due.into()),
        })
    }
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let asked = &list.asked;
    let mut narrow = Conditions::new();
    for (condition, value) in [
        ("c.customer_id = $?", asked.customer),
        ("c.account_id = $?", asked.account),
        ("c.order_id = $?", asked.order),
        ("c.subscription_id = $?", asked.subscription),
        ("c.id < $?", list.after::<i64>()?),
    ] {
        if let Some(value) = value {
            narrow.add_with(condition, value);
        }
    }
    if let Some(state) = asked.state {
        narrow.add_with("c.state = $?", state);
    }
    list.answer(|shown: &Summary| shown.id, move |tx, limit| newest_first(tx, narrow, limit)).await
}

fn newest_first(tx: &mut Tx<'_>, narrow: Conditions, limit: i64) -> Result<Vec<Summary>, Trouble> {
    let found: Vec<Charge> = sql(
        "SELECT c.id, c.customer_id, c.account_id, c.order_id, c.subscription_id, c.brand_id, c.label, c.rate_card_id, c.steps, c.is_fee,
                c.currency, c.total_minor, c.state, c.charged_at
           FROM charge c",
    )
    .narrowed(narrow, &format!("ORDER BY c.id DESC LIMIT {limit}"))
    .all(tx)?;
    found.iter().map(|charge| Summary::of(tx, charge)).collect()
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let charge = charge::find(tx, ChargeId(id))?;
        Reply::one(&Shown::of(tx, &charge)?)
    })
    .await
}
