//! One's account: balances, subscriptions, and ending one where the policy lets.

use crate::browser::hidden;
use crate::stage::{House, MIA, TOM};
use axum::http::StatusCode;
use customers::CustomerId;
use db::{Actor, sql};
use kit::{Currency, Money};
use orders::action::StartSubscription;
use orders::balance::{self, Because};
use orders::{Ask, Confirmed, Request, verification};
use testkit::both_databases;

impl House {
    /// Ana starts a subscription for somebody who is known to her.
    async fn subscribes(&self, customer: CustomerId) -> i64 {
        let ana = Actor::Agent(self.ana.0);
        self.works(Actor::System, move |work| {
            let here = verification::Within::With(Actor::System);
            verification::known_by_channel(work, customer, verification::Method::SignedIn, here)
        })
        .await;
        self.works(ana, move |work| {
            let request = Request::StartSubscription(StartSubscription {
                customer,
                account: None,
                brand: "kettle".into(),
                plan: "Tea of the month".into(),
                price: Some(Money::new(1_190, Currency::EUR)),
                currency: None,
                tax_class: "standard".into(),
                every: Some(orders::rates::Every::Days(30)),
            });
            let hash = orders::preview(work, ana, &request)?.hash;
            let ask = Ask { request, hash, key: format!("s{customer}"), agreed: true, conversation: None };
            match orders::confirm(work, &ask)? {
                Confirmed::Done(done) => Ok(done.outcome.subscription.expect("a subscription")),
                other => panic!("not started: {other:?}"),
            }
        })
        .await
    }

    async fn is_running(&self, subscription: i64) -> bool {
        let state: String = self
            .read(move |tx| sql("SELECT state FROM subscription WHERE id = $1").with(subscription).only(tx, "subscription"))
            .await;
        state == "active"
    }
}

#[both_databases]
async fn she_sees_what_lies_with_us_and_ends_a_subscription_once(house: House) {
    let (mine, toms) = (house.subscribes(house.mia).await, house.subscribes(house.tom).await);
    let mia_id = house.mia;
    house
        .works(Actor::System, move |work| {
            let credit = balance::store_credit(work, mia_id, Currency::EUR)?;
            balance::enter(work, credit, Money::new(1_250, Currency::EUR), Because { reason: "goodwill", ..Because::default() })
        })
        .await;
    let mut mia = house.comes_in(MIA).await;

    let page = mia.get("/portal/account").await;
    for words in ["Store credit", "12.50", "Tea of the month", "End it", "Paid until"] {
        assert!(page.body.contains(words), "{words} is missing in {}", page.body);
    }
    let end = format!("/portal/subscriptions/{mine}/cancel");
    let preview = mia.get(&end).await;
    assert!(preview.body.contains("The subscription ends now.") && house.is_running(mine).await, "{}", preview.body);
    let (hash, key) = (hidden(&preview.body, "hash"), hidden(&preview.body, "key"));
    let fields = [("hash", hash.as_str()), ("key", key.as_str())];
    assert_eq!(mia.post(&format!("/portal/subscriptions/{toms}/cancel"), &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mia.get(&format!("/portal/subscriptions/{toms}/cancel")).await.status, StatusCode::NOT_FOUND);
    let done = mia.post(&end, &fields).await;

    assert_eq!(done.leads_to, "/portal/account?done=subscription", "{}", done.body);
    assert!(!house.is_running(mine).await && house.is_running(toms).await);
    assert!(mia.get("/portal/account").await.body.contains("Ended on"));
    let again = mia.get(&end).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "and why it cannot be ended again is said");
    assert!(again.body.contains("This is not possible.") && again.body.contains("Write to us"));
}

#[both_databases]
async fn who_is_known_less_well_learns_nothing_of_an_account(house: House) {
    let mine = house.subscribes(house.mia).await;
    let mut mia = house.comes_in(MIA).await;
    house.forward(verification::SESSION_STRONG_SECONDS + 1);

    let page = mia.get("/portal/account").await;
    assert!(page.body.contains("Send me a new code") && !page.body.contains("Tea of the month"), "{}", page.body);
    for path in [format!("/portal/subscriptions/{mine}/cancel"), "/portal/conversations/1".into()] {
        assert_eq!(mia.get(&path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    assert_eq!(
        mia.post(&format!("/portal/subscriptions/{mine}/cancel"), &[("hash", "x"), ("key", "y")])
            .await
            .status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert!(house.is_running(mine).await);
    assert!(!house.comes_in(TOM).await.get("/portal/account").await.body.contains("Tea of the month"));
}
