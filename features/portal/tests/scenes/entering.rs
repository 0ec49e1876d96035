//! Getting in: only who reads the mailbox, only once, only in the browser that asked, and nobody learns who is known.

use crate::stage::{House, MIA, TOM};
use axum::http::StatusCode;
use customers::{identities, merge};
use db::{Actor, sql};
use testkit::both_databases;

#[both_databases]
async fn a_code_by_mail_lets_her_in_and_says_how_she_is_known(house: House) {
    let mut browser = house.comes_in(MIA).await;
    let page = browser.get("/portal").await;

    assert!(page.body.contains(&house.arrived.number) && page.body.contains(&house.waiting.number), "{}", page.body);
    assert!(!page.body.contains(&house.toms.number));
    assert_eq!(house.mias_strengths().await, ["signed_in", "none"]);
}

#[both_databases]
async fn attack_29_a_stranger_is_answered_like_a_customer_and_gets_no_letter(house: House) {
    let (mut known, mut unknown, mut wrong_order) = (house.browser(), house.browser(), house.browser());
    let one = known.asks_for_code(MIA).await;
    let other = unknown.asks_for_code("nobody@elsewhere.example").await;
    wrong_order.get("/portal").await;
    let third = wrong_order.post("/portal/code", &[("email", MIA), ("order", &house.toms.number)]).await;

    for page in [&other, &third] {
        assert_eq!((one.status, &one.leads_to, &one.body), (page.status, &page.leads_to, &page.body));
    }
    let readers: Vec<String> = house.letters().await.into_iter().map(|(to, _)| to).collect();
    assert_eq!(readers, [MIA, "", ""]);
    let (there, nowhere) = (known.get("/portal/code").await, unknown.get("/portal/code").await);
    let plain = |page: &str, csrf: &str| page.replace(csrf, "");
    assert_eq!(plain(&there.body, &known.csrf), plain(&nowhere.body, &unknown.csrf));
    let (right, left) = (
        known.post("/portal/sign-in", &[("code", "12")]).await,
        unknown.post("/portal/sign-in", &[("code", "12")]).await,
    );
    assert_eq!((right.status, right.body.len()), (left.status, left.body.len()));
}

#[both_databases]
async fn attack_28_even_the_right_digits_open_nothing_for_an_unknown_address(house: House) {
    let mut browser = house.browser();
    browser.asks_for_code("nobody@elsewhere.example").await;
    let (_, code) = house.letters().await.pop().expect("a job");
    browser.get("/portal/code").await;

    let page = browser.post("/portal/sign-in", &[("code", &code)]).await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((browser.session(), house.count("portal_session").await), (None, 0));
}

#[both_databases]
async fn attack_05_nothing_the_asker_typed_is_in_the_letter(house: House) {
    let mut browser = house.browser();
    browser.get("/portal").await;
    browser
        .post("/portal/code", &[("email", MIA), ("order", &format!("{} BUY-NOW http://evil.example", house.arrived.number))])
        .await;
    browser.post("/portal/code", &[("email", MIA), ("order", &house.arrived.number)]).await;

    let payloads = house.letters_as_written().await;
    assert_eq!(payloads.len(), 2);
    assert!(
        payloads
            .iter()
            .all(|text| !text.contains("evil") && !text.contains("BUY-NOW") && !text.contains(&house.arrived.number))
    );
}

#[both_databases]
async fn attack_05_an_address_is_not_flooded_from_here_or_from_everywhere(house: House) {
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(house.browser().asks_for_code("nobody@elsewhere.example").await.status);
    }
    for place in 2..12 {
        let mut elsewhere = house.browser();
        elsewhere.peer = format!("198.51.100.{place}:9");
        elsewhere.asks_for_code(TOM).await;
    }
    let mut owner = house.browser();
    owner.peer = "203.0.113.9:9".into();

    assert_eq!(statuses[3..], [StatusCode::SEE_OTHER, StatusCode::TOO_MANY_REQUESTS]);
    assert_eq!(owner.asks_for_code(TOM).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(house.letters().await.iter().filter(|(to, _)| to == TOM).count(), 10);
    house.forward(3_601);
    assert_eq!(owner.asks_for_code(TOM).await.status, StatusCode::SEE_OTHER);
}

#[both_databases]
async fn attack_28_a_code_holds_ten_minutes_once_and_in_one_browser(house: House) {
    let mut browser = house.browser();
    browser.asks_for_code(MIA).await;
    let (_, code) = house.letters().await.pop().expect("a letter");
    let mut thief = house.browser();
    thief.asks_for_code(MIA).await;
    thief.get("/portal/code").await;
    let stolen = thief.post("/portal/sign-in", &[("code", &code)]).await;
    let (twin, mut late) = (browser.clone(), browser.clone());

    browser.get("/portal/code").await;
    assert_eq!(browser.post("/portal/sign-in", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);

    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut again = twin;
    again.get("/portal/code").await;
    assert_eq!(again.post("/portal/sign-in", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, thiefs) = house.letters().await.pop().expect("a letter");
    thief.get("/portal/code").await;
    let died = thief.post("/portal/sign-in", &[("code", &thiefs)]).await;
    assert_eq!(died.status, StatusCode::UNPROCESSABLE_ENTITY, "old codes die when one is used");
    late.asks_for_code(MIA).await;
    let (_, code) = house.letters().await.pop().expect("a letter");
    late.get("/portal/code").await;
    house.forward(601);
    assert_eq!(late.post("/portal/sign-in", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[both_databases]
async fn attack_32_five_wrong_codes_and_the_right_one_is_void(house: House) {
    let mut browser = house.browser();
    browser.asks_for_code(MIA).await;
    let (_, code) = house.letters().await.pop().expect("a letter");
    let wrong = if code == "123456" { "654321" } else { "123456" };
    browser.get("/portal/code").await;
    for _ in 0..5 {
        assert_eq!(browser.post("/portal/sign-in", &[("code", wrong)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    assert_eq!(browser.post("/portal/sign-in", &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.session(), None);
}

#[both_databases]
async fn attack_30_each_entry_has_a_new_token_and_a_planted_one_is_worth_nothing(house: House) {
    let mut browser = house.browser();
    browser.cookies.insert("__Host-frontline-portal".into(), "planted".into());
    browser.asks_for_code(MIA).await;
    let (_, code) = house.letters().await.pop().expect("a letter");
    browser.get("/portal/code").await;
    browser.post("/portal/sign-in", &[("code", &code)]).await;
    let first = browser.session().expect("a session").to_owned();
    let second = house.comes_in(MIA).await.session().expect("a session").to_owned();

    assert!(first != "planted" && first != second);
    let kept: Vec<String> = house.read(|tx| sql("SELECT token_hash FROM portal_session").all(tx)).await;
    assert!(kept.iter().all(|hash| *hash != first && *hash != second));
    // A browser that comes in again gives its old session up.
    browser.asks_for_code(MIA).await;
    let (_, code) = house.letters().await.pop().expect("a letter");
    browser.get("/portal/code").await;
    browser.post("/portal/sign-in", &[("code", &code)]).await;
    assert_eq!(house.count("portal_session").await, 2);
}

#[both_databases]
async fn leaving_ends_this_browser_and_no_other(house: House) {
    let (mut here, mut there) = (house.comes_in(MIA).await, house.comes_in(MIA).await);

    here.post("/portal/sign-out", &[]).await;
    assert_eq!(house.mias_strengths().await, ["signed_in", "none"]);
    assert!(there.get("/portal").await.body.contains(&house.arrived.number));
    there.post("/portal/sign-out/everywhere", &[]).await;

    assert_eq!((house.count("portal_session").await, house.mias_strengths().await), (0, vec!["none"]));
    let holding: i64 = house
        .read(|tx| sql("SELECT COUNT(*) FROM verification WHERE within LIKE 'session:%' AND ended_at IS NULL").only(tx, "count"))
        .await;
    assert_eq!(holding, 0, "what was shown in a browser ends with it");
}

#[both_databases]
async fn a_session_ends_with_the_address_it_was_opened_with_and_with_a_merge(house: House) {
    let (mut mia, mut tom) = (house.comes_in(MIA).await, house.comes_in(TOM).await);
    let (mia_id, tom_id, ana) = (house.mia, house.tom, Actor::Agent(house.ana.0));
    house
        .works(ana, move |work| {
            let held = identities::of(work, mia_id)?;
            identities::remove(work, mia_id, held[0].id)
        })
        .await;

    assert_eq!(mia.get(&format!("/portal/orders/{}", house.arrived.number)).await.leads_to, "/portal");
    house
        .works(ana, move |work| merge(work, mia_id, tom_id, &[&orders::FollowCustomers, &desk::FollowCustomers]).map(drop))
        .await;
    assert_eq!(tom.get(&format!("/portal/orders/{}", house.toms.number)).await.leads_to, "/portal");
}

#[both_databases]
async fn the_letter_speaks_the_customers_language_and_the_page_the_browsers(house: House) {
    let (mia, ana) = (house.mia, Actor::Agent(house.ana.0));
    house
        .works(ana, move |work| customers::customer::edit::choose_language(work, mia, Some("es")))
        .await;
    let mut browser = house.browser();
    browser.language = "zh";

    let door = browser.get("/portal").await;
    browser.asks_for_code(MIA).await;

    assert!(door.body.contains("您的订单") && door.body.contains("lang=\"zh\""));
    let payload = house.letters_as_written().await.remove(0);
    assert!(payload.contains("es su código para Kettle & Co."), "{payload}");
}
