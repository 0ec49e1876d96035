//! How strongly somebody is known is each browser's own: nothing shown in one lifts another, and a code opens one session.

use crate::browser::Browser;
use crate::stage::{House, MIA, TOM};
use axum::http::StatusCode;
use db::{Actor, sql};
use orders::verification::{self, Method, Within};
use testkit::both_databases;

const WITHHELD: &str = "Some of this order is shown only to somebody we know better";

async fn sees_all(browser: &mut Browser, house: &House) -> bool {
    let page = browser.get(&format!("/portal/orders/{}", house.arrived.number)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (shown, withheld) = (page.body.contains("Kettle (red)"), page.body.contains(WITHHELD));
    assert_ne!(shown, withheld, "{}", page.body);
    shown
}

async fn code_for(house: &House, email: &str) -> String {
    house.letters().await.into_iter().rfind(|(to, _)| to == email).expect("a letter").1
}

#[both_databases]
async fn attack_30_a_browser_that_proved_itself_lifts_no_other(house: House) {
    let mut old = house.comes_in(MIA).await;
    house.forward(verification::SESSION_STRONG_SECONDS + 1);
    assert!(!sees_all(&mut old, &house).await, "its strength is over, its session is not");

    let mut fresh = house.comes_in(MIA).await;

    assert_eq!(house.mias_strengths().await, ["recognised", "signed_in", "none"]);
    assert!(sees_all(&mut fresh, &house).await && !sees_all(&mut old, &house).await);
    let unit = house.units(house.waiting.id).await[0].id.to_string();
    let fields = [("verb", "cancel"), ("unit", unit.as_str()), ("reason", "changed_mind")];
    let path = format!("/portal/orders/{}/preview", house.waiting.number);
    assert_eq!(old.post(&path, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fresh.post(&path, &fields).await.status, StatusCode::OK);
}

#[both_databases]
async fn attack_30_what_an_agent_was_told_on_the_phone_lifts_no_browser_and_the_other_way_round(house: House) {
    let mut browser = house.comes_in(MIA).await;
    house.forward(verification::SESSION_STRONG_SECONDS + 1);
    let (mia, ana) = (house.mia, Actor::Agent(house.ana.0));

    for conversation in [None, Some(1)] {
        let code = house.works(ana, move |work| verification::make_code(work, mia)).await;
        assert!(house.works(ana, move |work| verification::take_code(work, mia, &code, conversation)).await);
    }
    house
        .works(Actor::System, move |work| {
            verification::known_by_channel(work, mia, Method::SignedIn, Within::With(Actor::System))
        })
        .await;

    assert!(!sees_all(&mut browser, &house).await);
    house.comes_in(MIA).await;
    let ben = Actor::Agent(house.ana.0 + 1);
    let strength = |within| house.read(move |tx| verification::strength(tx, mia, within));
    assert_eq!(strength(Within::Conversation(2)).await, "none");
    house.works(ana, move |work| verification::end_within(work, mia, Within::With(Actor::System))).await;
    assert_eq!(strength(Within::With(ben)).await, "none");
}

#[both_databases]
async fn a_new_code_makes_this_browser_strong_again_and_brings_her_back_to_the_order(house: House) {
    let mut browser = house.comes_in(MIA).await;
    let before = browser.session().expect("a session").to_owned();
    house.forward(verification::SESSION_STRONG_SECONDS + 1);
    let here = format!("/portal/orders/{}", house.arrived.number);
    let page = browser.get(&here).await;
    assert!(page.body.contains("Send me a new code") && page.body.contains(&format!("value=\"{MIA}\"")), "{}", page.body);

    browser.post("/portal/code", &[("email", MIA), ("order", &house.arrived.number)]).await;
    let code = code_for(&house, MIA).await;
    browser.get("/portal/code").await;
    let came = browser.post("/portal/sign-in", &[("code", &code)]).await;

    assert_eq!(came.leads_to, here);
    assert!(sees_all(&mut browser, &house).await);
    assert!(
        browser.session() != Some(before.as_str()) && house.count("portal_session").await == 1,
        "a new token, and the old one ends"
    );
}

#[both_databases]
async fn attack_30_a_session_planted_in_her_browser_is_not_hers_when_she_comes_in(house: House) {
    let thief = house.comes_in(TOM).await;
    let mut mia = house.browser();
    mia.cookies.extend(thief.cookies.clone());
    mia.get("/portal").await;
    mia.asks_for_code(MIA).await;
    let code = code_for(&house, MIA).await;
    mia.get("/portal/code").await;
    assert_eq!(mia.post("/portal/sign-in", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);

    assert_ne!(mia.session(), thief.session());
    let mut thief = thief;
    let page = thief.get(&format!("/portal/orders/{}", house.arrived.number)).await;
    assert_eq!(page.leads_to, "/portal", "the planted session is over, and was never hers");
}

#[both_databases]
async fn attack_28_a_code_asked_for_in_a_planted_try_opens_only_there(house: House) {
    // The thief asks for Mia's code and plants its cookie in nobody's browser: the code she reads out to no one is worth nothing
    // in hers, and hers is worth nothing in the thief's.
    let (mut thief, mut mia) = (house.browser(), house.browser());
    thief.asks_for_code(MIA).await;
    let first = code_for(&house, MIA).await;
    mia.asks_for_code(MIA).await;
    let second = code_for(&house, MIA).await;
    for (browser, code) in [(&mut thief, &second), (&mut mia, &first)] {
        browser.get("/portal/code").await;
        let page = browser.post("/portal/sign-in", &[("code", code)]).await;
        assert!(first == second || page.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    }
    let page = mia.post("/portal/sign-in", &[("code", &second)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let replayed = thief.post("/portal/sign-in", &[("code", &first)]).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY, "using one voids the others");
}

#[both_databases]
async fn attack_32_guessing_is_counted_per_customer_over_all_browsers_and_addresses(house: House) {
    let mut tries = 0;
    let mut opened = 0;
    for place in 1..40 {
        let mut thief = house.browser();
        thief.peer = format!("198.51.100.{place}:9");
        if thief.asks_for_code(MIA).await.status != StatusCode::SEE_OTHER {
            continue;
        }
        let code = code_for(&house, MIA).await;
        thief.get("/portal/code").await;
        for guess in 0..8 {
            let guess = format!("{:06}", (code.parse::<u32>().expect("digits") + 1 + guess) % 1_000_000);
            let page = thief.post("/portal/sign-in", &[("code", &guess)]).await;
            opened += i32::from(page.status == StatusCode::SEE_OTHER);
            tries += i32::from(page.body.contains("This is not the code we sent"));
        }
    }
    assert_eq!(opened, 0);
    assert!(tries <= 50, "ten codes an hour of five tries each, wherever they come from: {tries}");
    let left: i64 = house.read(|tx| sql("SELECT COUNT(*) FROM portal_code WHERE tries > 5").only(tx, "count")).await;
    assert_eq!(left, 0);
}

#[both_databases]
async fn attack_29_an_unknown_address_takes_as_much_work_as_a_known_one(house: House) {
    let mut asked = Vec::new();
    for (round, email) in [MIA, "nobody@elsewhere.example", TOM, "n1@elsewhere.example"].into_iter().enumerate() {
        let mut browser = house.browser();
        browser.peer = format!("203.0.113.{round}:9");
        browser.get("/portal").await;
        let before = house.base.db.statements();
        let page = browser.post("/portal/code", &[("email", email)]).await;
        asked.push(house.base.db.statements() - before);
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        house.forward(400);
    }
    assert!(asked[0] > 0 && asked.iter().all(|statements| *statements == asked[0]), "{asked:?}");
}
