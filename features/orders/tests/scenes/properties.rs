//! For any sequence of actions and facts, by two people, in currencies of no, two and three decimals, with prices that have
//! tax in them or not, the books balance after each of them. Time passes between looking and confirming.

use crate::books::faults;
use crate::stage::{Shop, permissive};
use crate::turns::{self, ALL, FACTS, Step};
use db::{Actor, Trouble};
use kit::Currency;
use orders::{Ask, Confirmed, OrderId, Request};
use proptest::prelude::*;
use testkit::{TestPlace, place_on_postgres, place_on_sqlite};

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let minor = prop_oneof![4 => 1_i64..3_000, 1 => -10_i64..20_000];
    let step = (0_u8..ALL, any::<u8>(), minor, any::<bool>()).prop_map(|(what, which, minor, credit)| Step { what, which, minor, credit });
    prop::collection::vec(step, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_books_balance_after_any_sequence_of_actions(
        code in prop::sample::select(vec!["JPY", "USD", "KWD", "EUR"]),
        steps in steps(),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let told = runtime.block_on(play(place_on_sqlite(), code, steps));
        prop_assert!(told.is_ok(), "{}", told.unwrap_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// Says nothing without a server of that kind.
    #[test]
    fn the_books_balance_on_postgresql_too(code in prop::sample::select(vec!["JPY", "USD", "KWD"]), steps in steps()) {
        if let Some(place) = place_on_postgres() {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
            let told = runtime.block_on(play(place, code, steps));
            prop_assert!(told.is_ok(), "{}", told.unwrap_err());
        }
    }
}

async fn play(place: TestPlace, code: &'static str, steps: Vec<Step>) -> Result<(), String> {
    let shop = Shop::selling_in(place, code, Some(permissive())).await;
    let currency = Currency::parse(code).expect("a currency");
    shop.works(Actor::System, move |work| turns::furnish(work, currency)).await;
    let mut order = None;
    for (number, step) in steps.into_iter().enumerate() {
        order = take(&shop, currency, order, step).await?.or(order);
        let wrong = shop.read(faults).await;
        if !wrong.is_empty() {
            return Err(format!("after step {number}, {step:?}: {}", wrong.join("\n")));
        }
    }
    Ok(())
}

/// Plays one step; what is denied or refused changes nothing, and anything else is a defect.
async fn take(shop: &Shop, currency: Currency, order: Option<OrderId>, step: Step) -> Result<Option<OrderId>, String> {
    let Some(id) = order.filter(|_| step.what > 0) else {
        let order = turns::placing(shop, currency, step);
        return asked(shop, step, Request::PlaceOrder(order)).await;
    };
    if step.what >= FACTS {
        return Ok(turns::happens(shop, currency, id, step).await);
    }
    let Some(request) = turns::requested(shop, currency, id, step).await else {
        return Ok(None);
    };
    asked(shop, step, request).await.map(|_| None)
}

/// One of two people asks; now and then the other has looked at the same and confirms it too, a moment later.
async fn asked(shop: &Shop, step: Step, request: Request) -> Result<Option<OrderId>, String> {
    let (one, other) = if step.which & 64 == 0 { (shop.ana, shop.ben) } else { (shop.ben, shop.ana) };
    let (first, second) = (looks(shop, one, &request).await?, looks(shop, other, &request).await?);
    // Nobody confirms in the moment they looked.
    shop.clock().forward_seconds(1);
    let done = confirms(shop, one, &request, first, false).await?;
    if step.which.is_multiple_of(6) {
        confirms(shop, other, &request, second, true).await?;
    }
    Ok(done)
}

async fn looks(shop: &Shop, actor: Actor, request: &Request) -> Result<String, String> {
    let asked = request.clone();
    match shop.base.db.read(move |tx| orders::preview(tx, actor, &asked)).await {
        Ok(seen) => Ok(seen.hash),
        Err(Trouble::Refused(_)) => Ok(String::new()),
        Err(other) => Err(format!("a defect in looking at {request:?}: {other}")),
    }
}

async fn confirms(shop: &Shop, actor: Actor, request: &Request, hash: String, is_late: bool) -> Result<Option<OrderId>, String> {
    let ask = Ask {
        request: request.clone(),
        hash,
        key: shop.key(),
        agreed: true,
        conversation: None,
    };
    match shop.base.db.work(actor, move |work| orders::confirm(work, &ask)).await {
        Ok(Confirmed::Done(done)) => Ok(done.outcome.order),
        Ok(_) | Err(Trouble::Refused(_)) => Ok(None),
        Err(Trouble::Changed(_)) if is_late || counts_time(request) => Ok(None),
        Err(other) => Err(format!("a defect in {request:?}: {other}")),
    }
}

/// What is left of a subscription's period depends on when it is asked.
const fn counts_time(request: &Request) -> bool {
    matches!(request, Request::EndSubscription(_) | Request::ChangeSubscription(_))
}
