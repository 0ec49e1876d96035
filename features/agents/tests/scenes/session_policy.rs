//! How long sessions live, as the company says: for those that begin and for those that began before.

use crate::stage::{People, refusal, visitor};
use agents::access::putting_back::SessionPolicySetting;
use agents::access::session_policy::{self, SessionPolicy};
use agents::access::{self};
use agents::changes::{self, Settings, keeping};
use agents::sessions;
use axum::http::StatusCode;
use std::sync::Arc;
use testkit::both_databases;

const USUAL: SessionPolicy = SessionPolicy { longest_hours: 720, idle_minutes: 10_080, stays: true, most: 0 };

async fn lays_down(desk: &People, policy: SessionPolicy) {
    desk.by(desk.carla, move |work| keeping(work, &SessionPolicySetting, "", |work| session_policy::change(work, policy)))
        .await
        .expect("a policy");
}

#[both_databases]
async fn a_desk_that_says_nothing_keeps_sessions_for_a_month_and_a_week_without_use(desk: People) {
    assert_eq!(desk.read(access::rules).await.sessions, USUAL);
    assert_eq!(desk.enters("ana", &visitor("192.0.2.1")).await.keeps_seconds, Some(30 * 86_400));
}

#[both_databases]
async fn attack_30_a_stricter_policy_ends_at_once_what_it_does_not_allow(desk: People) {
    let old = desk.enters("ana", &visitor("192.0.2.1")).await.session;
    desk.clock().forward_seconds(2 * 3_600);
    let new = desk.enters("ana", &visitor("192.0.2.2")).await.session;
    let strict = SessionPolicy { longest_hours: 1, idle_minutes: 60, stays: false, most: 0 };

    let foreseen = desk.read(move |tx| session_policy::effect(tx, strict, None)).await;
    let before = desk.holder(&old).await;
    lays_down(&desk, strict).await;

    assert_eq!((foreseen.sessions, foreseen.people, foreseen.of, foreseen.mine), (1, 1, 2, false));
    assert_eq!((before, desk.holder(&old).await, desk.holder(&new).await), (Some(desk.ana), None, Some(desk.ana)));
    assert_eq!((desk.times("access.sessions_changed").await, desk.times("agent.sessions_ended").await), (1, 1));
    assert_eq!(desk.enters("ana", &visitor("192.0.2.3")).await.keeps_seconds, None, "the cookie goes with the browser");
}

#[both_databases]
async fn attack_30_without_use_a_session_ends_after_the_time_the_company_chose(desk: People) {
    lays_down(&desk, SessionPolicy { longest_hours: 10, idle_minutes: 15, ..USUAL }).await;
    let session = desk.enters("ana", &visitor("192.0.2.1")).await.session;

    desk.clock().forward_seconds(14 * 60);
    let within = desk.holder(&session).await;
    desk.clock().forward_seconds(60);

    assert_eq!((within, desk.holder(&session).await), (Some(desk.ana), None));
}

#[both_databases]
async fn attack_30_what_was_over_stays_over_when_the_company_allows_more(desk: People) {
    lays_down(&desk, SessionPolicy { longest_hours: 10, idle_minutes: 15, ..USUAL }).await;
    let left_behind = desk.enters("ana", &visitor("192.0.2.1")).await.session;
    desk.clock().forward_seconds(20 * 60);

    lays_down(&desk, USUAL).await;

    assert_eq!(desk.holder(&left_behind).await, None);
}

#[both_databases]
async fn attack_30_one_too_many_ends_the_one_that_was_not_used_for_longest(desk: People) {
    lays_down(&desk, SessionPolicy { most: 2, ..USUAL }).await;
    let first = desk.enters("ana", &visitor("192.0.2.1")).await.session;
    desk.clock().forward_seconds(120);
    let second = desk.enters("ana", &visitor("192.0.2.2")).await.session;
    desk.clock().forward_seconds(120);
    let token = first.clone();
    let used = desk.read(move |tx| sessions::who(tx, &token)).await.expect("the first").session;
    desk.as_system(move |work| sessions::touch(work, used)).await;

    let third = desk.enters("ana", &visitor("192.0.2.3")).await.session;

    let alive = (desk.holder(&first).await, desk.holder(&second).await, desk.holder(&third).await);
    assert_eq!(alive, (Some(desk.ana), None, Some(desk.ana)));
    lays_down(&desk, SessionPolicy { most: 1, ..USUAL }).await;
    assert_eq!((desk.holder(&first).await, desk.holder(&third).await), (None, Some(desk.ana)));
}

#[both_databases]
async fn a_policy_is_put_back_and_only_whoever_manages_the_settings_lays_one_down(desk: People) {
    lays_down(&desk, SessionPolicy { most: 1, ..USUAL }).await;
    let known = Settings(vec![Arc::new(SessionPolicySetting)]);
    let change = desk.read(|tx| changes::newest(tx, &["session_policy"], 1)).await.remove(0);

    let by_ben = desk.by(desk.ben, |work| session_policy::change(work, USUAL)).await;
    let odd = desk
        .by(desk.carla, |work| session_policy::change(work, SessionPolicy { idle_minutes: 1, ..USUAL }))
        .await;
    desk.by(desk.carla, move |work| changes::put_back(work, &known, change.id).map(drop))
        .await
        .expect("back");

    assert_eq!((refusal(by_ben), refusal(odd)), ("agents-refused-not-permitted", "agents-refused-session-policy"));
    assert_eq!(desk.read(access::rules).await.sessions, USUAL);
}

#[both_databases]
async fn an_open_page_that_asks_by_itself_does_not_keep_anybody_signed_in(desk: People) {
    lays_down(&desk, SessionPolicy { longest_hours: 10, idle_minutes: 15, ..USUAL }).await;
    let mut left_alone = desk.signed_in("ana").await;
    let mut used = desk.signed_in("ben").await;

    for _ in 0..4 {
        desk.clock().forward_seconds(4 * 60);
        left_alone.headers.push(("x-by-itself", "yes".to_owned()));
        left_alone.get("/presence").await;
        used.get("/presence").await;
    }

    assert_eq!(left_alone.get("/presence").await.leads_to, "/sign-in?next=%2Fpresence");
    assert_eq!(used.get("/presence").await.status, StatusCode::OK);
}

#[both_databases]
async fn the_page_shows_the_effect_saves_and_refuses(desk: People) {
    desk.enters("ana", &visitor("192.0.2.1")).await;
    let mut carla = desk.signed_in("carla").await;
    let form = [("longest", "240"), ("idle", "60"), ("most", "2")];
    desk.clock().forward_seconds(2 * 3_600);
    carla.get("/settings/access").await;

    let preview = carla.get("/settings/access/sessions/preview?longest=240&idle=60&most=0").await;
    let shown = carla
        .post("/settings/access/sessions", &[("longest", "240"), ("idle", "60"), ("most", "2"), ("show", "yes")])
        .await;
    let stands = desk.read(access::rules).await.sessions;
    let odd = carla.post("/settings/access/sessions", &[("longest", "60"), ("idle", "4"), ("most", "2")]).await;
    let saved = carla.post("/settings/access/sessions", &form).await;

    assert!(preview.body.contains("Of 2 sign-ins, 1 end now"), "{}", preview.body);
    assert!(shown.body.contains("more than 2 times at once") && shown.status == StatusCode::OK);
    assert_eq!((stands, odd.status), (USUAL, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(saved.leads_to, "/settings/access?done=saved");
    let now = desk.read(access::rules).await.sessions;
    assert_eq!(now, SessionPolicy { longest_hours: 4, idle_minutes: 60, stays: false, most: 2 });
}

#[both_databases]
async fn an_administrator_sees_and_ends_one_session_of_somebody(desk: People) {
    let (home, work) = (
        desk.enters("ana", &visitor("192.0.2.7")).await.session,
        desk.enters("ana", &visitor("192.0.2.8")).await.session,
    );
    let token = home.clone();
    let session = desk.read(move |tx| sessions::who(tx, &token)).await.expect("home").session;
    let mut carla = desk.signed_in("carla").await;

    let page = carla.get(&format!("/settings/people/{}", desk.ana)).await;
    let of_another = carla.post(&format!("/settings/people/{}/sessions/{session}/end", desk.ben), &[]).await;
    let ended = carla.post(&format!("/settings/people/{}/sessions/{session}/end", desk.ana), &[]).await;
    let ana = desk.ana;
    let by_ben = desk.by(desk.ben, move |work| sessions::end_of(work, ana, session)).await;

    assert!(page.body.contains("192.0.2.7") && page.body.contains("192.0.2.8"));
    assert_eq!((of_another.status, ended.status), (StatusCode::NOT_FOUND, StatusCode::SEE_OTHER));
    assert_eq!((desk.holder(&home).await, desk.holder(&work).await), (None, Some(desk.ana)));
    assert_eq!(refusal(by_ben), "agents-refused-not-permitted");
}
