//! From where one may come: refused elsewhere and told so, at the door, inside and on streams; and nobody shuts themselves out.

use crate::browser::Browser;
use crate::stage::{PASSWORD, People, email_of, refusal};
use agents::access::networks::{self, Written};
use agents::access::putting_back::NetworksSetting;
use agents::access::{self};
use agents::changes::{self, Settings, keeping};
use agents::{Permission, Permissions, tokens};
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt as _;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use testkit::both_databases;
use web::Site;

const OFFICE: &str = "192.0.2.1:4000";
const STREET: &str = "198.51.100.9:4000";

fn written(people: &str, programs: &str) -> Written {
    Written { people: people.into(), programs: programs.into() }
}

fn at(address: &str) -> Option<IpAddr> {
    Some(address.parse().expect("an address"))
}

impl People {
    async fn open_from(&self, people: &str, programs: &str) {
        let lists = written(people, programs);
        self.by(self.carla, move |work| {
            keeping(work, &NetworksSetting, "", |work| networks::change(work, &lists, at("192.0.2.1")))
        })
        .await
        .expect("lists");
    }

    async fn attempts(&self) -> i64 {
        self.read(|tx| db::sql("SELECT COUNT(*) FROM sign_in_attempt").only(tx, "count")).await
    }
}

fn is_told(page: &crate::browser::Page, address: &str) -> bool {
    page.status == StatusCode::FORBIDDEN && page.body.contains(&format!("You come from {address}")) && page.body.contains("Access rules")
}

#[both_databases]
async fn attack_32_from_elsewhere_the_door_is_shut_before_any_password_is_looked_at(desk: People) {
    desk.open_from("192.0.2.0/24 # the office", "").await;
    let mut stranger = desk.browser();
    stranger.peer = STREET;

    let page = stranger.get("/sign-in").await;
    let tried = Browser::at(&desk, STREET).signs_in("ana", PASSWORD).await;
    let forgot = stranger.get("/forgot").await;

    assert!(is_told(&page, "198.51.100.9"), "{}", page.body);
    assert!(is_told(&tried, "198.51.100.9") && desk.attempts().await == 0);
    assert_eq!(forgot.status, StatusCode::OK, "a letter opens nothing from there either");
    for inside in ["192.0.2.200:1", "[::ffff:192.0.2.200]:1"] {
        assert_eq!(Browser::at(&desk, inside).signs_in("ana", PASSWORD).await.status, StatusCode::SEE_OTHER, "{inside}");
    }
}

#[both_databases]
async fn a_session_works_where_it_may_and_stops_where_it_may_not(desk: People) {
    let mut ana = desk.signed_in("ana").await;
    desk.open_from("192.0.2.0/24", "").await;

    let inside = ana.get("/settings/profile").await;
    ana.peer = STREET;
    let outside = ana.get("/settings/profile").await;
    let changed = ana.post("/settings/profile", &[("name", "Annie"), ("locale", "en"), ("zone", "UTC")]).await;
    ana.peer = OFFICE;
    let back = ana.get("/settings/profile").await;

    assert_eq!((inside.status, back.status), (StatusCode::OK, StatusCode::OK));
    assert!(is_told(&outside, "198.51.100.9") && is_told(&changed, "198.51.100.9"));
    assert!(back.body.contains("value=\"Ana\""), "nothing was changed from outside");
}

#[both_databases]
async fn attack_32_a_forwarded_address_opens_the_door_behind_a_proxy_that_was_named_and_nowhere_else(desk: People) {
    desk.open_from("192.0.2.0/24", "").await;
    let named = || {
        let site = Site::builder(desk.db().clone(), desk.key.clone(), "https://desk.example");
        agents::furnish(site.trusted_proxies(vec![IpAddr::from([127, 0, 0, 1])])).build()
    };
    let unnamed = || desk.site("https://desk.example");
    let comes = async |site: Site, peer, forwarded: &str| {
        let mut browser = desk.browser_on(site);
        browser.peer = peer;
        browser.headers.push(("x-forwarded-for", forwarded.to_owned()));
        browser.get("/sign-in").await.status
    };

    assert_eq!(comes(named(), "127.0.0.1:9", "192.0.2.9").await, StatusCode::OK);
    let appended = comes(named(), "127.0.0.1:9", "192.0.2.9, 198.51.100.9").await;
    assert_eq!(appended, StatusCode::FORBIDDEN, "only what our proxy wrote counts");
    assert_eq!(comes(named(), STREET, "192.0.2.9").await, StatusCode::FORBIDDEN, "a claim is none");
    let tunnelled = comes(unnamed(), "127.0.0.1:9", "192.0.2.9").await;
    assert_eq!(tunnelled, StatusCode::FORBIDDEN, "through a tunnel that adds nothing anybody claims anything");
}

#[both_databases]
async fn attack_33_a_token_works_from_the_list_of_programs_only(desk: People) {
    let (carla, scopes) = (desk.carla, [Permission::CustomersSee].into_iter().collect::<Permissions>());
    let (_, token) = desk
        .by(carla, move |work| tokens::create(work, carla, "Sync", &scopes, None))
        .await
        .expect("a token");
    desk.open_from("", "2001:db8::/32, 203.0.113.0/24").await;
    let asks = async |peer| {
        let mut program = desk.browser().with_token(token.reveal());
        program.peer = peer;
        program.get("/api/v1/me").await
    };

    let (inside, six, outside) = (asks("203.0.113.5:1").await, asks("[2001:db8:7::1]:1").await, asks(OFFICE).await);

    assert_eq!((inside.status, six.status), (StatusCode::OK, StatusCode::OK));
    assert!(
        outside.status == StatusCode::FORBIDDEN && outside.body.contains("/problems/not-from-here"),
        "{}",
        outside.body
    );
    assert!(outside.body.contains("192.0.2.1"), "it says which address it saw");
}

#[both_databases]
async fn whoever_saves_stays_inside_by_page_by_program_and_by_putting_back(desk: People) {
    let shuts_out =
        |list: &'static str, from: Option<IpAddr>| desk.by(desk.carla, move |work| networks::change(work, &written(list, ""), from));
    assert_eq!(refusal(shuts_out("203.0.113.0/24", at("192.0.2.1")).await), "agents-refused-shut-out");
    assert_eq!(refusal(shuts_out("203.0.113.0/24", None).await), "agents-refused-shut-out");
    desk.open_from("203.0.113.0/24\n192.0.2.0/24", "").await;
    desk.open_from("", "").await;
    let settings = || Settings(vec![Arc::new(NetworksSetting)]);
    let newest = desk.read(|tx| changes::newest(tx, &["networks"], 1)).await.remove(0).id;

    let from_outside = desk
        .by(desk.carla, move |work| changes::put_back_from(work, &settings(), newest, at("198.51.100.9")).map(drop))
        .await;
    let from_nowhere = desk.by(desk.carla, move |work| changes::put_back(work, &settings(), newest).map(drop)).await;
    desk.by(desk.carla, move |work| changes::put_back_from(work, &settings(), newest, at("192.0.2.8")).map(drop))
        .await
        .expect("from inside");
    let by_ben = desk.by(desk.ben, |work| networks::change(work, &Written::default(), at("192.0.2.1"))).await;
    desk.as_system(networks::clear).await;

    assert_eq!((refusal(from_outside), refusal(from_nowhere)), ("agents-refused-shut-out", "agents-refused-shut-out"));
    assert_eq!(refusal(by_ben), "agents-refused-not-permitted");
    assert!(desk.read(access::rules).await.networks.is_empty(), "the command line clears them");
}

#[both_databases]
async fn a_program_that_saves_stands_on_the_list_of_programs(desk: People) {
    let (carla, scopes) = (desk.carla, [Permission::SettingsManage].into_iter().collect::<Permissions>());
    let (_, token) = desk
        .by(carla, move |work| tokens::create(work, carla, "Sync", &scopes, None))
        .await
        .expect("a token");
    let saves = async |body: &str| {
        let mut program = desk.browser().with_token(token.reveal());
        program.send(Method::PATCH, "/api/v1/access/networks", body.to_owned()).await
    };

    let shuts_out = saves(r#"{"programs":"203.0.113.0/24"}"#).await;
    let bad = saves(r#"{"programs":"192.0.2.7/24"}"#).await;
    let good = saves(r#"{"programs":"192.0.2.0/24 # our server"}"#).await;

    assert!(
        shuts_out.status == StatusCode::UNPROCESSABLE_ENTITY && shuts_out.body.contains("192.0.2.1"),
        "{}",
        shuts_out.body
    );
    assert!(bad.body.contains("192.0.2.0/24"), "it says what to write: {}", bad.body);
    assert!(good.status == StatusCode::OK && good.body.contains("192.0.2.0/24 # our server"), "{}", good.body);
}

#[both_databases]
async fn attack_33_no_program_shuts_out_everybody_who_could_take_it_back(desk: People) {
    let (carla, scopes) = (desk.carla, [Permission::SettingsManage].into_iter().collect::<Permissions>());
    let (_, token) = desk
        .by(carla, move |work| tokens::create(work, carla, "Sync", &scopes, None))
        .await
        .expect("a token");
    let saves = async |people: &str| {
        let mut program = desk.browser().with_token(token.reveal());
        let body = serde_json::json!({ "people": people }).to_string();
        program.send(Method::PATCH, "/api/v1/access/networks", body).await
    };
    let refuses = async |people: &str| {
        let page = saves(people).await;
        page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains("nobody could take it back")
    };

    assert!(refuses("192.0.2.0/24").await, "nobody is in");
    Browser::at(&desk, STREET).signs_in("ana", PASSWORD).await;
    assert!(refuses("198.51.100.0/24").await, "Ana could not");
    desk.signed_in("carla").await;
    assert!(refuses("203.0.113.0/24").await, "Carla is elsewhere");
    assert_eq!(saves("192.0.2.0/24").await.status, StatusCode::OK, "she can take it back");
    desk.clock().forward_seconds(8 * 86_400);
    assert!(refuses("192.0.2.0/25").await, "her session is over by its time");
    assert_eq!(saves("").await.status, StatusCode::OK, "an empty list shuts nobody out");
}

#[both_databases]
async fn the_page_says_whom_it_would_shut_out_and_what_is_written_wrong(desk: People) {
    Browser::at(&desk, STREET).signs_in("ana", PASSWORD).await;
    let mut carla = desk.signed_in("carla").await;
    let preview = async |carla: &mut Browser, list: &str| carla.get(&format!("/settings/access/networks/preview?people={list}")).await.body;

    let outside = preview(&mut carla, "192.0.2.0/24").await;
    let mine = preview(&mut carla, "198.51.100.0/24").await;
    let bad = preview(&mut carla, "192.0.2.0/33").await;
    let twice = preview(&mut carla, "192.0.2.0/24,192.0.0.0/16,192.0.2.7").await;
    carla.get("/settings/access").await;
    let refused = carla.post("/settings/access/networks", &[("people", "198.51.100.0/24"), ("programs", "")]).await;
    let saved = carla.post("/settings/access/networks", &[("people", "192.0.2.0/24"), ("programs", "")]).await;

    assert!(outside.contains("Ana: 198.51.100.9") && outside.contains("You come from 192.0.2.1"), "{outside}");
    assert!(mine.contains("would be shut out") && bad.contains("from 0 to 32"), "{mine} {bad}");
    assert!(
        twice.contains("192.0.2.0/24 lies in 192.0.0.0/16 already") && twice.contains("192.0.2.7/32 lies in"),
        "{twice}"
    );
    assert_eq!((refused.status, saved.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER));
    assert_eq!(desk.times("access.networks_changed").await, 1);
}

#[both_databases]
async fn attack_27_a_stream_from_where_one_may_no_longer_come_ends(desk: People) {
    let site = desk.site("http://desk.example");
    let mut ana = desk.browser_on(site.clone());
    ana.peer = STREET;
    ana.get("/sign-in").await;
    ana.post("/sign-in", &[("email", email_of("ana").as_str()), ("password", PASSWORD)]).await;
    let mut stream = ana.ask(Method::GET, "/live?after=0", String::new()).await.into_body();
    site.live().send(web::Signal::about(["counts"]));
    let before = tokio::time::timeout(Duration::from_secs(5), stream.frame()).await.expect("something is heard");

    desk.open_from("192.0.2.0/24", "").await;
    site.live().send(web::Signal::rights_changed());
    site.live().send(web::Signal::about(["counts"]));
    let mut after = String::new();
    let ends = tokio::time::timeout(Duration::from_secs(1), async {
        while let Some(frame) = stream.frame().await {
            after.push_str(&String::from_utf8_lossy(frame.expect("a frame").data_ref().expect("data")));
        }
    });

    assert!(before.is_some());
    ends.await.expect("the stream ends within a second");
    assert!(!after.contains("counts"), "nothing more was told: {after}");
}

impl Browser {
    fn at(desk: &People, peer: &'static str) -> Self {
        let mut browser = desk.browser();
        browser.peer = peer;
        browser
    }

    async fn signs_in(&mut self, name: &str, password: &str) -> crate::browser::Page {
        let peer = std::mem::replace(&mut self.peer, OFFICE);
        self.get("/sign-in").await;
        self.peer = peer;
        self.post("/sign-in", &[("email", email_of(name).as_str()), ("password", password)]).await
    }
}
