//! Devices: offered, renewed, handed over, taken away; and the page that shows them.

use crate::stage::{Browser, Desk};
use agents::access::{self, SessionPolicy};
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Method, Request, StatusCode};
use db::Trouble;
use kit::Key;
use push::{Identity, Offered};
use testkit::both_databases;
use tower::ServiceExt as _;

#[test]
fn attack_35_only_what_could_be_a_push_service_is_taken() {
    let phone = Browser::new("phone");
    let read = |endpoint: &str, p256dh: &str, auth: &str| Offered::read(endpoint, p256dh, auth, "Firefox");

    assert!(read("https://push.example/send/1", &phone.p256dh(), &phone.auth()).is_ok());
    for endpoint in [
        "http://push.example/1",
        "https://push.example:8443/1",
        "https://a:b@push.example/1",
        "ftp://push.example/1",
        "push",
    ] {
        assert!(matches!(read(endpoint, &phone.p256dh(), &phone.auth()), Err(Trouble::Refused(_))), "{endpoint}");
    }
    for (p256dh, auth) in [
        (phone.auth(), phone.auth()),
        (phone.p256dh(), phone.p256dh()),
        ("A".repeat(87), phone.auth()),
        (String::new(), String::new()),
    ] {
        assert!(read("https://push.example/1", &p256dh, &auth).is_err(), "{p256dh} {auth}");
    }
}

#[test]
fn the_name_before_push_services_lasts_and_is_each_houses_own() {
    let made = |byte: u8, salt: &str| Identity::made_of(&Key::from_bytes([byte; 32]), salt).public();

    assert_eq!(made(1, "salt"), made(1, "salt"));
    assert!(made(1, "salt") != made(2, "salt") && made(1, "salt") != made(1, "pepper"));
    assert_eq!(made(1, "salt").len(), 87, "an uncompressed point, as browsers want it");
}

#[both_databases]
async fn the_same_browser_is_one_device_and_another_person_takes_it_over(desk: Desk) {
    let phone = Browser::new("phone");
    let (_, first) = desk.lets(desk.ana, &phone).await;
    let (session, again) = desk.lets(desk.ana, &phone).await;
    assert_eq!(first, again);
    assert_eq!(desk.devices(desk.ana).await[0].session, session, "of the newer session");

    desk.lets(desk.ben, &phone).await;

    assert_eq!((desk.devices(desk.ana).await.len(), desk.devices(desk.ben).await.len()), (0, 1));
    desk.ana_is_given("one").await;
    desk.later(10).await;
    assert_eq!(desk.service.heard().len(), 0, "he hears nothing of hers");
}

#[both_databases]
async fn attack_30_a_session_that_is_over_by_its_time_is_told_nothing_more(desk: Desk) {
    let (phone, laptop) = (Browser::new("phone"), Browser::new("laptop"));
    desk.lets(desk.ana, &phone).await;
    desk.works(desk.ana, |work| {
        access::session_policy::change(work, SessionPolicy { longest_hours: 48, idle_minutes: 60, ..SessionPolicy::default() })
    })
    .await;
    desk.ana_is_given("one").await;
    desk.later(10).await;
    assert_eq!(desk.service.heard().len(), 1, "within the hour she is told");

    desk.base.clock.forward_seconds(3_600);
    desk.ana_is_given("two").await;
    desk.later(10).await;

    assert_eq!((desk.service.heard().len(), desk.waiting().await), (1, 0), "nobody used that session for an hour");
    assert_eq!(desk.devices(desk.ana).await, [], "it is offered anew after the next sign-in");
    desk.lets(desk.ana, &laptop).await;
    desk.ana_is_given("three").await;
    desk.later(10).await;
    assert_eq!(desk.service.heard().last().map(|heard| heard.path.clone()).as_deref(), Some("/send/laptop"));
}

#[both_databases]
async fn attack_22_nobody_takes_away_or_tries_anothers_device(desk: Desk) {
    let (ben, device) = (desk.ben, desk.lets(desk.ana, &Browser::new("phone")).await.1);

    let taken = desk.base.db.work(db::Actor::Agent(ben.0), move |work| push::remove(work, ben, device)).await;

    assert!(matches!(taken, Err(Trouble::NotFound(_))));
    assert_eq!(desk.devices(desk.ana).await.len(), 1);
}

#[both_databases]
async fn a_device_whose_secret_cannot_be_read_is_told_nothing_and_the_others_are(desk: Desk) {
    let (phone, laptop) = (Browser::new("phone"), Browser::new("laptop"));
    let lost = desk.lets(desk.ana, &phone).await.1;
    desk.lets(desk.ana, &laptop).await;
    desk.works(desk.ana, move |work| {
        work.keep_quietly("a secret of another key");
        db::sql("UPDATE push_device SET auth = 'sealed.1.gone.00' WHERE id = $1").with(lost).run(work)
    })
    .await;

    desk.ana_is_given("one").await;
    desk.later(10).await;

    assert_eq!((desk.service.heard().len(), desk.waiting().await), (1, 0));
    assert_eq!(desk.service.heard()[0].path, "/send/laptop");
    let devices = desk.devices(desk.ana).await;
    assert_eq!(devices.iter().map(push::Device::secret_is_lost).collect::<Vec<_>>(), [true, false]);
    desk.lets(desk.ana, &phone).await;
    assert!(!desk.devices(desk.ana).await[0].secret_is_lost(), "turned on again it is whole");
}

#[both_databases]
async fn a_device_is_offered_tried_and_taken_away_on_the_page(desk: Desk) {
    let (phone, ana) = (Browser::new("phone"), desk.ana);
    let token = desk
        .works(ana, move |work| {
            let visitor = agents::sign_in::Visitor { address: "192.0.2.1".into(), ..Default::default() };
            agents::sessions::open(work, ana, &visitor, "password").map(|token| token.reveal().to_owned())
        })
        .await;
    let ask = async |method: Method, path: &str, body: String| {
        let routes = agents::routes().merge(push::pages::routes()).merge(web::routes());
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(COOKIE, format!("__Host-frontline={token}; frontline={token}"))
            .header("user-agent", "Mozilla/5.0 (X11; Linux) Firefox/140.0")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        let answer = routes.into_router(desk.site.clone()).oneshot(request).await.expect("an answer");
        let status = answer.status();
        let page = to_bytes(answer.into_body(), 1 << 20).await.expect("a page");
        (status, String::from_utf8_lossy(&page).into_owned())
    };
    let (status, page) = ask(Method::GET, "/settings/notifications", String::new()).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("data-push-key=\"B"), "the browser is given our key");
    let csrf = page
        .split("name=\"csrf-token\" content=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a token")
        .to_owned();

    let offer = format!("csrf={csrf}&endpoint={}&p256dh={}&auth={}", phone.endpoint(), phone.p256dh(), phone.auth());
    assert_eq!(ask(Method::POST, "/settings/devices", offer).await.0, StatusCode::NO_CONTENT);
    let id = desk.devices(ana).await[0].id;
    assert_eq!(
        ask(Method::POST, &format!("/settings/devices/{id}/test"), format!("csrf={csrf}")).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(phone.opens(&desk.service.heard()[0]).expect("it opens")["title"], "It works");
    let (_, page) = ask(Method::GET, "/settings/notifications", String::new()).await;
    assert!(page.contains("Firefox · Linux") && page.contains("Taken"), "{page}");

    assert_eq!(
        ask(Method::POST, &format!("/settings/devices/{id}/remove"), format!("csrf={csrf}")).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(desk.devices(ana).await, []);
}

#[test]
fn the_catalogues_are_whole() {
    assert_eq!(web::text::faults(&[push::TEXTS]), Vec::<String>::new());
}
