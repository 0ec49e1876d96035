//! The shops for programs: which there are, and where their books and ours are not the same.

use crate::differences::{self, Difference, Found};
use crate::shop::{Shop, ShopId};
use crate::shops;
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::Serialize;
use web::api::{Look, Reply, Time, ToSchema, get, word};
use web::{Needs, Problem, Routes};

const MANAGE: Needs = Needs::Permission("orders.manage");

/// Every call of this room.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/shops", MANAGE, shops).says("List the shops beside us").gives::<Shops>())
        .api(
            get("/api/v1/shops/{id}/differences", MANAGE, compared)
                .says("Where a shop’s books and ours differ")
                .explains("As of the last comparison: orders missing on a side, totals, paid amounts and states that differ, refunds one side does not know, money of no order.")
                .gives::<Differences>(),
        )
}

/// A shop beside us, without its secrets.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Shop)]
struct Shown {
    id: i64,
    name: String,
    /// `shopify`, `woo`, `stripe` or `file`.
    system: String,
    /// `new`, `reading`, `idle`, `failing` or `off`.
    state: String,
    read_at: Option<Time>,
    compared_at: Option<Time>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShopList)]
struct Shops {
    data: Vec<Shown>,
}

/// One difference.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShopDifference)]
struct Differs {
    #[schema(schema_with = word::<Difference>)]
    what: Difference,
    /// What the shop calls it.
    theirs: String,
    /// The number of our order, if there is one.
    order: Option<String>,
    our_figure: String,
    their_figure: String,
    found_at: Time,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShopDifferences)]
struct Differences {
    /// When the books were compared last.
    compared_at: Option<Time>,
    data: Vec<Differs>,
}

impl Shown {
    fn of(shop: Shop) -> Self {
        Self {
            id: shop.id.0,
            name: shop.name,
            system: shop.system.word().into(),
            state: shop.state.word().into(),
            read_at: shop.synced_at.map(Time),
            compared_at: shop.compared_at.map(Time),
        }
    }
}

impl Differs {
    fn of(tx: &mut Tx<'_>, found: Found) -> Result<Self, Trouble> {
        Ok(Self {
            what: found.what,
            theirs: found.theirs,
            order: found.order.map(|order| Ok::<_, Trouble>(orders::orders::find(tx, order)?.number)).transpose()?,
            our_figure: found.our_figure,
            their_figure: found.their_figure,
            found_at: found.found_at.into(),
        })
    }
}

async fn shops(look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shops { data: shops::all(tx)?.into_iter().map(Shown::of).collect() }))
        .await
}

async fn compared(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let shop = shops::find(tx, ShopId(id))?;
        let found = differences::of(tx, shop.id)?;
        Reply::one(&Differences {
            compared_at: shop.compared_at.map(Time),
            data: found.into_iter().map(|one| Differs::of(tx, one)).collect::<Result<_, _>>()?,
        })
    })
    .await
}
