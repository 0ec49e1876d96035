//! The doorstep in a browser: signing in and out, links from letters, the link of the local browser.

use crate::browser::{Browser, Page, between};
use crate::stage::{PASSWORD, People, post};
use agents::{BuiltIn, NewPassword, invitation, session_for_local_browser};
use axum::http::StatusCode;
use kit::Locale;
use testkit::both_databases;

async fn tries(browser: &mut Browser, email: &str, password: &str) -> Page {
    browser.get("/sign-in?next=/settings/profile").await;
    browser
        .post("/sign-in", &[("email", email), ("password", password), ("next", "/settings/profile")])
        .await
}

/// The page without what differs each time: tokens and the address typed.
fn seen(page: &Page, email: &str) -> String {
    let body = page.body.replace(email, "");
    body.split("value=\"")
        .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
        .collect::<String>()
        .split("csrf-token")
        .fold(String::new(), |all, part| all + part.split_once('>').map_or(part, |(_, rest)| rest))
}

#[both_databases]
async fn attack_32_the_page_answers_for_known_and_unknown_people_alike(desk: People) {
    let mut browser = desk.browser();

    let known = tries(&mut browser, "ana@kettle.example", "wrong wrong").await;
    let unknown = tries(&mut browser, "zoe@kettle.example", "wrong wrong").await;

    assert_eq!((known.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(seen(&known, "ana@kettle.example"), seen(&unknown, "zoe@kettle.example"));
    assert!(!known.body.contains("wrong wrong"), "the password comes back");
}

#[both_databases]
async fn ana_signs_in_is_led_on_and_signs_out(desk: People) {
    let mut browser = desk.browser();

    let led = tries(&mut browser, "ana@kettle.example", PASSWORD).await;
    let profile = browser.get("/settings/profile").await;
    let out = browser.post("/sign-out", &[]).await;
    let after = browser.get("/settings/profile").await;

    assert_eq!((led.status, led.leads_to.as_str()), (StatusCode::SEE_OTHER, "/settings/profile"));
    assert!(profile.status == StatusCode::OK && profile.body.contains("value=\"Ana\""));
    assert_eq!((out.leads_to.as_str(), after.leads_to.as_str()), ("/sign-in", "/sign-in?next=%2Fsettings%2Fprofile"));
}

#[both_databases]
async fn nobody_is_led_off_the_site_after_signing_in(desk: People) {
    let mut browser = desk.browser();
    browser.get("/sign-in?next=//evil.example").await;

    let led = browser
        .post("/sign-in", &[("email", "ana@kettle.example"), ("password", PASSWORD), ("next", "https://evil.example/")])
        .await;

    assert_eq!(led.leads_to, "/");
}

#[both_databases]
async fn attack_34_another_site_signs_nobody_in_or_out(desk: People) {
    let mut stranger = desk.browser();
    let mut ana = desk.signed_in("ana").await;

    let (in_, out) = (stranger.forge("/sign-in").await, ana.forge("/sign-out").await);

    assert_eq!((in_.status, out.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert_eq!(ana.get("/settings/profile").await.status, StatusCode::OK);
}

#[both_databases]
async fn attack_28_the_token_of_a_link_leaves_the_address_at_once_and_following_it_uses_nothing_up(desk: People) {
    let role = desk.role(BuiltIn::Agent).await;
    let invitation = invitation::Invitation {
        name: "Noor".into(),
        email: crate::stage::email_of("noor"),
        role,
        teams: Vec::new(),
        locale: Locale::En,
        zone: "Europe/Madrid".into(),
    };
    let (_, token) = desk
        .by(desk.carla, move |work| invitation::invite(work, &invitation, &post()))
        .await
        .expect("invite");
    let (mut scanner, mut noor) = (desk.browser(), desk.browser());

    scanner.get(&format!("/invitation/{}", token.reveal())).await;
    let led = noor.get(&format!("/invitation/{}", token.reveal())).await;
    let page = noor.get(&led.leads_to).await;
    let weak = noor
        .post("/invitation", &[("name", "Noor"), ("password", "noor12345678"), ("locale", "en"), ("zone", "UTC")])
        .await;
    let in_ = noor
        .post("/invitation", &[("name", "Noor"), ("password", "cups saucers spoons"), ("locale", "es"), ("zone", "UTC")])
        .await;
    scanner.get("/sign-in").await;
    let again = scanner.post("/invitation", &[("name", "Eve"), ("password", "cups saucers spoons")]).await;

    assert_eq!(led.leads_to, "/invitation");
    assert!(page.status == StatusCode::OK && !page.body.contains(token.reveal()));
    assert_eq!((weak.status, in_.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER));
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(noor.get("/settings/profile").await.body.contains("lang=\"es\""));
}

#[both_databases]
async fn attack_28_a_forgotten_password_is_reset_through_the_letter(desk: People) {
    let mut browser = desk.browser();
    browser.get("/forgot").await;
    let known = browser.post("/forgot", &[("email", "ana@kettle.example")]).await;
    let unknown = browser.post("/forgot", &[("email", "zoe@kettle.example")]).await;
    let letters = desk.letters().await;
    let link = between(&letters[0], "\"link\":\"http://desk.example", "\"").expect("a link").to_owned();

    let led = browser.get(&link).await;
    browser.get(&led.leads_to).await;
    let done = browser.post("/reset", &[("password", "cups saucers spoons")]).await;
    let twice = browser.get(&link).await;
    let stale = browser.get(&twice.leads_to).await;

    assert_eq!((seen(&known, ""), letters.len()), (seen(&unknown, ""), 1));
    assert_eq!((done.status, stale.status), (StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(letters[0].contains("Ana") && letters[0].contains("Your new Frontline password"));
    assert_eq!(tries(&mut browser, "ana@kettle.example", "cups saucers spoons").await.status, StatusCode::SEE_OTHER);
}

#[both_databases]
async fn attack_30_the_local_link_answers_only_to_this_machine_spoken_to_directly(desk: People) {
    let carla = desk.carla;
    let token = desk.as_system(move |work| session_for_local_browser(work, carla)).await;
    let link = format!("/local/{}", token.reveal());
    let at = |peer: &'static str, host: &str, more: Option<(&'static str, &str)>| {
        let mut browser = desk.browser();
        browser.peer = peer;
        browser.headers[0].1 = host.to_owned();
        browser.headers.extend(more.map(|(name, value)| (name, value.to_owned())));
        browser
    };
    let strangers = [
        at("192.0.2.1:4000", "127.0.0.1:8080", None),
        at("127.0.0.1:4000", "evil.example", None),
        at("127.0.0.1:4000", "127.0.0.1:8080", Some(("x-forwarded-for", "192.0.2.1"))),
    ];

    let mut refused = Vec::new();
    for mut stranger in strangers {
        refused.push(stranger.get(&link).await.status);
    }
    let mut here = at("127.0.0.1:4000", "localhost:8080", None);
    let once = here.get(&link).await;
    let twice = at("[::1]:4000", "[::1]:8080", None).get(&link).await;

    assert_eq!(refused, [StatusCode::NOT_FOUND; 3]);
    assert_eq!((once.leads_to.as_str(), twice.leads_to.as_str()), ("/", "/sign-in"));
    assert_eq!(here.get("/settings/people").await.status, StatusCode::OK);
}

#[both_databases]
async fn attack_32_a_forwarded_address_counts_only_behind_our_own_proxy(desk: People) {
    let mut direct = desk.browser();
    let mut behind = desk.browser_at("https://desk.example");
    behind.peer = "127.0.0.1:4000";
    behind.headers.push(("x-forwarded-for", "10.9.9.9, 203.0.113.7".into()));
    direct.headers.push(("x-forwarded-for", "203.0.113.8".into()));

    tries(&mut direct, "ana@kettle.example", PASSWORD).await;
    tries(&mut behind, "ana@kettle.example", PASSWORD).await;

    let addresses: Vec<String> = desk.read(|tx| db::sql("SELECT address FROM session ORDER BY id").all(tx)).await;
    assert_eq!(addresses, ["192.0.2.1", "203.0.113.7"]);
    assert!(behind.cookie("__Host-frontline").is_some() && behind.cookie("__Host-frontline-device").is_some());
}

#[both_databases]
async fn a_second_factor_is_set_up_and_asked_for_in_the_browser(desk: People) {
    let mut ana = desk.signed_in("ana").await;
    let wrong = ana.post("/settings/security/second-factor/offer", &[("password", "not hers")]).await;
    let led = ana.post("/settings/security/second-factor/offer", &[("password", PASSWORD)]).await;
    let page = ana.get(&led.leads_to).await;
    let secret = between(&page.body, "<code>", "</code>").expect("a secret").to_owned();
    let code = |desk: &People| crate::second_factor::code_of(desk, &secret);
    let codes = ana.post("/settings/security/second-factor/on", &[("code", &code(&desk))]).await;
    desk.clock().forward_seconds(30);

    let mut elsewhere = desk.browser();
    let step = tries(&mut elsewhere, "ana@kettle.example", PASSWORD).await;
    let early = elsewhere.get("/settings/profile").await;
    elsewhere.get(&step.leads_to).await;
    let slip = elsewhere.post("/sign-in/code", &[("code", "000000")]).await;
    let in_ = elsewhere.post("/sign-in/code", &[("code", &code(&desk)), ("next", "/settings/profile")]).await;

    assert_eq!((wrong.status, led.leads_to.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "/settings/security/second-factor"));
    assert!(page.body.contains("<svg role=\"img\"") && codes.body.matches("<li><code>").count() == 10);
    assert_eq!((step.leads_to.as_str(), early.status), ("/sign-in/code?next=/settings/profile", StatusCode::SEE_OTHER));
    assert_eq!((slip.status, in_.leads_to.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "/settings/profile"));
    assert_eq!(elsewhere.get("/settings/profile").await.status, StatusCode::OK);
}

#[both_databases]
async fn attack_30_changing_the_password_in_the_browser_keeps_this_one_in_and_no_other(desk: People) {
    let (mut here, mut there) = (desk.signed_in("ana").await, desk.signed_in("ana").await);
    let before = here.cookie("frontline").map(str::to_owned);

    let weak = here.post("/settings/security/password", &[("password", PASSWORD), ("new_password", "short")]).await;
    let done = here
        .post("/settings/security/password", &[("password", PASSWORD), ("new_password", "cups saucers spoons")])
        .await;

    assert_eq!((weak.status, done.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER));
    assert_ne!(here.cookie("frontline").map(str::to_owned), before);
    assert_eq!(here.get("/settings/security").await.status, StatusCode::OK);
    assert_eq!(there.get("/settings/security").await.status, StatusCode::SEE_OTHER);
}

#[both_databases]
async fn attack_33_a_deactivated_person_is_led_to_the_door_at_the_next_click(desk: People) {
    let (mut ana, id) = (desk.signed_in("ana").await, desk.ana);
    let mut carla = desk.signed_in("carla").await;

    let done = carla.post(&format!("/settings/people/{id}/deactivate"), &[]).await;

    assert_eq!(done.leads_to, format!("/settings/people/{id}?done=deactivated"));
    assert!(ana.get("/settings/profile").await.leads_to.starts_with("/sign-in"));
    assert!(NewPassword::chosen(PASSWORD, &["Ana"]).is_ok());
}
