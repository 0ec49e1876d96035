//! Passkeys: added once, good for their owner at this address only, and never answered twice.

use crate::browser::{Browser, between};
use crate::device::Device;
use crate::stage::{PASSWORD, People, email_of, refusal, visitor};
use agents::access::factor_rule::{self, Wish};
use agents::agent::deactivate::deactivate;
use agents::passkeys::{self, Added, Asked, relying_party};
use agents::sign_in::{Answer, Visitor};
use agents::{AgentId, recovery, second_factor, ways_in};
use axum::http::StatusCode;
use db::Trouble;
use kit::Token;
use testkit::both_databases;
use webauthn_rs::prelude::Webauthn;

const ADDRESS: &str = "https://desk.example";

fn desk_of() -> Webauthn {
    relying_party(ADDRESS).expect("passkeys are offered")
}

fn here() -> Visitor {
    visitor("192.0.2.1")
}

impl People {
    async fn asks_for_new(&self, who: AgentId) -> Asked {
        let asked = self.by(who, move |work| {
            let agent = agents::agents::find(work, who)?;
            passkeys::begin_adding(work, &desk_of(), &agent, "192.0.2.1")
        });
        asked.await.expect("a question")
    }

    async fn adds(&self, who: AgentId, challenge: &Token, answer: &str) -> Result<Added, Trouble> {
        let (challenge, answer) = (challenge.clone(), answer.to_owned());
        self.by(who, move |work| {
            let agent = agents::agents::find(work, who)?;
            passkeys::finish_adding(work, &desk_of(), &agent, &challenge, &answer, "Phone")
        })
        .await
    }

    /// Somebody's device has one from now on.
    async fn has_passkey(&self, who: AgentId, number: u8) -> Device {
        let (mut device, asked) = (Device::new(number), self.asks_for_new(who).await);
        self.adds(who, &asked.challenge, &device.makes(&asked.options)).await.expect("added");
        device
    }

    async fn asks_at_the_door(&self) -> Asked {
        self.as_system(|work| passkeys::begin_entering(work, &desk_of(), "192.0.2.1")).await
    }

    async fn answers_at_the_door(&self, challenge: &Token, answer: &str) -> Answer {
        let (key, challenge, answer) = (self.key.clone(), challenge.clone(), answer.to_owned());
        self.as_system(move |work| passkeys::finish_entering(work, &desk_of(), &key, &challenge, &answer, &here()))
            .await
    }

    /// Shows a device at the door.
    async fn shows(&self, device: &mut Device) -> Answer {
        let asked = self.asks_at_the_door().await;
        let answer = device.shows(&asked.options);
        self.answers_at_the_door(&asked.challenge, &answer).await
    }
}

fn is_in(answer: &Answer) -> bool {
    matches!(answer, Answer::In(_))
}

#[both_databases]
async fn a_passkey_is_added_and_opens_by_itself(desk: People) {
    let (ana, mut device) = (desk.ana, Device::new(7));
    let asked = desk.asks_for_new(ana).await;

    let added = desk.adds(ana, &asked.challenge, &device.makes(&asked.options)).await.expect("added");
    let Answer::In(entry) = desk.shows(&mut device).await else { panic!("not in") };

    assert_eq!(asked.options["publicKey"]["authenticatorSelection"]["residentKey"], "required", "found without a name typed");
    assert_eq!(added.codes.map(|codes| codes.len()), Some(10));
    assert_eq!(desk.holder(&entry.session).await, Some(ana));
    let all = desk.read(move |tx| passkeys::of(tx, ana)).await;
    assert!(all.len() == 1 && all[0].name == "Phone" && all[0].used_at.is_some());
    assert_eq!(desk.times("agent.passkey_added").await, 1);
}

#[both_databases]
async fn attack_30_a_question_is_answered_once_in_time_and_for_what_it_was_asked(desk: People) {
    let mut device = desk.has_passkey(desk.ana, 7).await;
    let asked = desk.asks_at_the_door().await;
    let answer = device.shows(&asked.options);
    assert!(is_in(&desk.answers_at_the_door(&asked.challenge, &answer).await));

    let replayed = desk.answers_at_the_door(&asked.challenge, &answer).await;
    let for_another = desk.answers_at_the_door(&desk.asks_at_the_door().await.challenge, &answer).await;
    let late = desk.asks_at_the_door().await;
    let late_answer = device.shows(&late.options);
    desk.clock().forward_seconds(300);
    let too_late = desk.answers_at_the_door(&late.challenge, &late_answer).await;
    let for_adding = desk.asks_for_new(desk.ana).await;
    let misused = desk.answers_at_the_door(&for_adding.challenge, &device.shows(&for_adding.options)).await;
    let made_up = desk.answers_at_the_door(&Token::random(), &answer).await;

    for wrong in [replayed, for_another, too_late, misused, made_up] {
        assert!(matches!(wrong, Answer::Wrong), "{wrong:?}");
    }
    let waiting: i64 = desk.read(|tx| db::sql("SELECT COUNT(*) FROM passkey_challenge").only(tx, "count")).await;
    assert_eq!(waiting, 0, "whatever was answered is gone");
}

#[both_databases]
async fn attack_30_a_counter_that_does_not_go_forward_is_a_copy_and_is_refused(desk: People) {
    let mut device = desk.has_passkey(desk.ana, 7).await;
    device.counter = 5;
    assert!(is_in(&desk.shows(&mut device).await));
    let mut copy = device.clone();

    let same = desk.shows(&mut copy).await;
    copy.counter = 4;
    let back = desk.shows(&mut copy).await;
    copy.counter = 0;
    let none = desk.shows(&mut copy).await;
    device.counter = 6;
    let forward = desk.shows(&mut device).await;

    assert!(matches!((same, back, none), (Answer::Wrong, Answer::Wrong, Answer::Wrong)));
    assert!(is_in(&forward), "the owner is not locked out by a copy");
    assert_eq!(desk.times("agent.passkey_refused").await, 3);
}

#[both_databases]
async fn devices_that_never_count_come_in_again_and_again(desk: People) {
    let mut device = desk.has_passkey(desk.ana, 7).await;

    for _ in 0..3 {
        assert!(is_in(&desk.shows(&mut device).await));
    }
}

#[both_databases]
async fn attack_32_what_another_site_another_device_or_an_unlocked_one_shows_opens_nothing(desk: People) {
    let device = desk.has_passkey(desk.ana, 7).await;
    let bens = desk.has_passkey(desk.ben, 8).await;
    let liars = [
        Device { origin: "https://desk.example.evil.example", ..device.clone() },
        Device { origin: "http://desk.example", ..device.clone() },
        Device { relying_party: "evil.example", ..device.clone() },
        Device { verifies: false, ..device.clone() },
        Device::new(9),
        device.clone().signed_by(&bens),
        device.clone().belonging_to(&bens),
    ];

    for mut liar in liars {
        assert!(matches!(desk.shows(&mut liar).await, Answer::Wrong));
    }
    for nonsense in ["", "{}", "[]", "null", "{\"id\":1}"] {
        let asked = desk.asks_at_the_door().await;
        assert!(matches!(desk.answers_at_the_door(&asked.challenge, nonsense).await, Answer::Wrong), "{nonsense}");
    }
    assert_eq!(desk.times("agent.signed_in").await, 0);
}

#[both_databases]
async fn after_the_password_a_passkey_of_ones_own_is_the_second_step(desk: People) {
    let mut device = desk.has_passkey(desk.ana, 7).await;
    let mut bens = desk.has_passkey(desk.ben, 8).await;
    let first = async |name: &str| match desk.knocks(email_of(name).as_str(), PASSWORD, &here()).await {
        Answer::SecondStep(step) => step,
        other => panic!("no second step: {other:?}"),
    };
    let asks = async |step: &Token| {
        let step = step.clone();
        let asked = desk.as_system(move |work| passkeys::begin_second_step(work, &desk_of(), &step, "192.0.2.1"));
        asked.await.expect("a question")
    };
    let finishes = async |step: &Token, asked: &Asked, answer: String| {
        let (key, step, challenge) = (desk.key.clone(), step.clone(), asked.challenge.clone());
        desk.as_system(move |work| passkeys::finish_second_step(work, &desk_of(), &key, &step, (&challenge, &answer), &here()))
            .await
    };
    let step = first("ana").await;

    let asked = asks(&step).await;
    let by_ben = finishes(&step, &asked, bens.shows(&asked.options)).await;
    let used_up = finishes(&step, &asked, device.shows(&asked.options)).await;
    let bens_question = asks(&first("ben").await).await;
    let bens_answer = finishes(&step, &bens_question, bens.shows(&bens_question.options)).await;
    let asked = asks(&step).await;
    let hers = finishes(&step, &asked, device.shows(&asked.options)).await;

    assert!(matches!(
        (by_ben, used_up, bens_answer),
        (Answer::SecondStep(_), Answer::SecondStep(_), Answer::SecondStep(_))
    ));
    let Answer::In(entry) = hers else { panic!("not in: {hers:?}") };
    assert_eq!(desk.holder(&entry.session).await, Some(desk.ana));
}

#[both_databases]
async fn attack_22_only_its_owner_names_and_removes_one_and_the_last_stays_where_one_is_asked(desk: People) {
    desk.has_passkey(desk.ana, 7).await;
    desk.has_passkey(desk.carla, 8).await;
    let (ana, ben) = (desk.ana, desk.ben);
    let id = desk.read(move |tx| passkeys::of(tx, ana)).await[0].id;
    desk.by(desk.carla, |work| factor_rule::change(work, &Wish { everybody: true, ..Wish::default() }))
        .await
        .expect("a passkey counts as a second factor");

    let by_ben = desk.by(ben, move |work| passkeys::remove(work, ben, id)).await;
    let for_ana = desk.by(ben, move |work| passkeys::rename(work, ana, id, "Mine")).await;
    desk.by(ana, move |work| passkeys::rename(work, ana, id, "Work phone")).await.expect("renamed");
    let last = desk.by(ana, move |work| passkeys::remove(work, ana, id)).await;
    desk.has_passkey(ana, 9).await;
    desk.by(ana, move |work| passkeys::remove(work, ana, id)).await.expect("removed");

    assert_eq!((refusal(by_ben), refusal(for_ana), refusal(last)), ("not found", "not found", "agents-refused-factor-asked"));
    assert!(matches!(desk.shows(&mut Device::new(7)).await, Answer::Wrong));
    assert_eq!((desk.times("agent.passkey_renamed").await, desk.times("agent.passkey_removed").await), (1, 1));
}

#[both_databases]
async fn taking_the_second_factor_away_takes_passkeys_and_codes_too(desk: People) {
    let mut device = desk.has_passkey(desk.ana, 7).await;
    let ana = desk.ana;

    desk.by(desk.carla, move |work| second_factor::take_away(work, ana)).await.expect("taken");

    assert!(matches!(desk.shows(&mut device).await, Answer::Wrong));
    assert_eq!(desk.read(move |tx| recovery::left(tx, ana)).await, 0);
    desk.enters("ana", &here()).await;
}

#[both_databases]
async fn attack_33_whoever_left_or_must_come_another_way_is_not_let_in_by_a_passkey(desk: People) {
    let (mut anas, mut bens, mut carlas) = (
        desk.has_passkey(desk.ana, 7).await,
        desk.has_passkey(desk.ben, 8).await,
        desk.has_passkey(desk.carla, 9).await,
    );
    let (ana, carla) = (desk.ana, desk.carla);

    desk.by(carla, move |work| deactivate(work, ana)).await.expect("deactivate");
    desk.by(carla, move |work| ways_in::only_through_provider(work, carla, None)).await.expect("only");

    assert!(matches!((desk.shows(&mut anas).await, desk.shows(&mut bens).await), (Answer::Wrong, Answer::Wrong)));
    assert!(is_in(&desk.shows(&mut carlas).await), "whoever keeps the one door keeps it");
}

#[both_databases]
async fn one_device_is_added_once_and_only_with_its_own_question(desk: People) {
    let mut device = desk.has_passkey(desk.ana, 7).await;
    let (ana, ben) = (desk.ana, desk.ben);
    let again = desk.asks_for_new(ana).await;
    let bens = desk.asks_for_new(ben).await;

    let excluded = again.options["publicKey"]["excludeCredentials"].as_array().map(Vec::len);
    let twice = desk.adds(ana, &again.challenge, &device.makes(&again.options)).await;
    let with_bens = desk.adds(ana, &bens.challenge, &Device::new(9).makes(&bens.options)).await;
    let elsewhere = desk.asks_for_new(ana).await;
    let answer = Device { origin: "https://evil.example", ..Device::new(9) }.makes(&elsewhere.options);
    let from_elsewhere = desk.adds(ana, &elsewhere.challenge, &answer).await;

    assert_eq!(excluded, Some(1));
    assert!(twice.is_err(), "a browser that offers a known one is refused");
    assert_eq!((refusal(with_bens), refusal(from_elsewhere)), ("agents-refused-passkey-late", "agents-refused-passkey"));
}

#[both_databases]
async fn attack_32_nobody_fills_the_table_of_questions(desk: People) {
    for _ in 0..60 {
        desk.asks_at_the_door().await;
    }

    let one_more = desk
        .db()
        .work(db::Actor::System, |work| passkeys::begin_entering(work, &desk_of(), "192.0.2.1"))
        .await;
    let elsewhere = desk
        .db()
        .work(db::Actor::System, |work| passkeys::begin_entering(work, &desk_of(), "198.51.100.1"))
        .await;
    desk.clock().forward_seconds(300);
    let later = desk
        .db()
        .work(db::Actor::System, |work| passkeys::begin_entering(work, &desk_of(), "192.0.2.1"))
        .await;

    assert_eq!(refusal(one_more.map(|_| ())), "agents-refused-passkey-busy");
    assert!(elsewhere.is_ok() && later.is_ok());
}

/// The question a page's form asks for, and its token.
async fn asks(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> (String, serde_json::Value) {
    let page = browser.post(path, fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let said: serde_json::Value = serde_json::from_str(&page.body).expect("JSON");
    (said["challenge"].as_str().expect("a token").to_owned(), said["options"].clone())
}

#[both_databases]
async fn in_the_browser_one_is_added_with_the_password_and_opens_the_desk(desk: People) {
    let mut ana = desk.browser_at(ADDRESS);
    ana.get("/sign-in").await;
    ana.post("/sign-in", &[("email", email_of("ana").as_str()), ("password", PASSWORD)]).await;
    let page = ana.get("/settings/security").await;
    let mut device = Device::new(7);

    let without = ana.post("/settings/security/passkeys/begin", &[("name", "Phone")]).await;
    let (challenge, options) = asks(&mut ana, "/settings/security/passkeys/begin", &[("name", "Phone"), ("password", PASSWORD)]).await;
    let answer = device.makes(&options);
    let codes = ana
        .post("/settings/security/passkeys", &[("name", "Phone"), ("challenge", &challenge), ("answer", &answer)])
        .await;
    let listed = ana.get("/settings/security").await;
    let mut fresh = desk.browser_at(ADDRESS);
    let door = fresh.get("/sign-in?next=/settings/profile").await;
    let (challenge, options) = asks(&mut fresh, "/sign-in/passkey/begin", &[]).await;
    let answer = device.shows(&options);
    let entered = fresh
        .post("/sign-in/passkey", &[("challenge", &challenge), ("answer", &answer), ("next", "/settings/profile")])
        .await;
    let again = fresh.post("/sign-in/passkey", &[("challenge", &challenge), ("answer", &answer)]).await;

    assert!(
        without.status == StatusCode::UNPROCESSABLE_ENTITY && without.body.contains("present password"),
        "{}",
        without.body
    );
    assert!(codes.body.contains("Recovery codes") && listed.body.contains("Phone"), "{}", codes.body);
    assert!([&page, &door].iter().all(|page| page.body.contains("js/later/passkeys.js")), "its script is on these pages");
    assert_eq!(entered.leads_to, "/settings/profile");
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY, "answered once");
    assert!(!fresh.get("/settings/profile").await.body.contains("passkeys.js"), "and on no other");
}

#[both_databases]
async fn whoever_must_set_up_a_second_factor_can_choose_a_passkey(desk: People) {
    desk.has_factor("carla").await;
    desk.by(desk.carla, |work| factor_rule::change(work, &Wish { everybody: true, ..Wish::default() }))
        .await
        .expect("asked");
    let mut ana = desk.browser_at(ADDRESS);
    ana.get("/sign-in").await;
    ana.post("/sign-in", &[("email", email_of("ana").as_str()), ("password", PASSWORD)]).await;
    let led = ana.get("/settings/security/second-factor/first").await;

    let (challenge, options) = asks(&mut ana, "/settings/security/passkeys/begin", &[("name", "Phone")]).await;
    let answer = Device::new(7).makes(&options);
    let codes = ana
        .post("/settings/security/passkeys", &[("name", "Phone"), ("challenge", &challenge), ("answer", &answer)])
        .await;
    let onwards = ana.get("/settings/profile").await;

    assert!(led.body.contains("data-passkey=\"create\""), "{}", led.body);
    assert!(codes.body.contains("Recovery codes") && codes.body.contains("href=\"/\""), "{}", codes.body);
    assert_eq!(onwards.status, StatusCode::OK);
}

#[both_databases]
async fn where_browsers_offer_none_the_page_says_what_it_takes(desk: People) {
    let mut ana = desk.signed_in("ana").await;

    let security = ana.get("/settings/security").await;
    let door = desk.browser().get("/sign-in").await;
    let asked = ana.post("/settings/security/passkeys/begin", &[("name", "Phone")]).await;

    assert!(security.body.contains("base_url") && !security.body.contains("data-passkey="), "{}", security.body);
    assert!(!door.body.contains("data-passkey=") && asked.status == StatusCode::UNPROCESSABLE_ENTITY);
}

#[both_databases]
async fn the_second_step_offers_what_there_is(desk: People) {
    desk.has_passkey(desk.ana, 7).await;
    let mut ana = desk.browser_at(ADDRESS);
    ana.get("/sign-in").await;
    let halfway = ana.post("/sign-in", &[("email", email_of("ana").as_str()), ("password", PASSWORD)]).await;

    let page = ana.get(&halfway.leads_to).await;
    let (challenge, options) = asks(&mut ana, "/sign-in/code/passkey/begin", &[]).await;
    let answer = Device::new(7).shows(&options);
    let entered = ana.post("/sign-in/code/passkey", &[("challenge", &challenge), ("answer", &answer)]).await;

    assert_eq!(halfway.leads_to, "/sign-in/code");
    assert!(page.body.contains("Use a passkey") && page.body.contains("recovery code"), "{}", page.body);
    assert!(between(&page.body, "data-passkey-begin=\"", "\"") == Some("/sign-in/code/passkey/begin"));
    assert_eq!((entered.status, entered.leads_to.as_str()), (StatusCode::SEE_OTHER, "/"));
}
