//! Presence: said by hand, offline by itself after some silence, and back as it was.

use crate::stage::{People, refusal};
use agents::{AgentId, Presence, presence};
use testkit::both_databases;

async fn shown(desk: &People, agent: AgentId) -> (Presence, String) {
    let agent = desk.read(move |tx| agents::agents::find(tx, agent)).await;
    (agent.presence, agent.presence_reason)
}

async fn says(desk: &People, presence: Presence, reason: &'static str) {
    let ana = desk.ana;
    desk.by(ana, move |work| presence::set(work, ana, presence, reason)).await.expect("say");
}

#[both_databases]
async fn ana_says_she_is_busy_and_why_and_saying_it_again_records_nothing(desk: People) {
    says(&desk, Presence::Busy, " training ").await;
    says(&desk, Presence::Busy, "training").await;

    assert_eq!(shown(&desk, desk.ana).await, (Presence::Busy, "training".into()));
    assert_eq!(desk.times("agent.presence_changed").await, 1);
}

#[both_databases]
async fn five_silent_minutes_make_offline_and_coming_back_makes_what_it_was(desk: People) {
    let ana = desk.ana;
    says(&desk, Presence::Busy, "training").await;
    desk.clock().forward_seconds(4 * 60);
    desk.as_system(move |work| presence::heard(work, &[ana])).await;
    desk.clock().forward_seconds(4 * 60);

    let after_four = desk.as_system(presence::leave_the_silent).await;
    desk.clock().forward_seconds(2 * 60);
    let after_six = desk.as_system(presence::leave_the_silent).await;
    let silent = shown(&desk, ana).await.0;
    desk.as_system(move |work| presence::heard(work, &[ana])).await;

    assert_eq!((after_four, after_six, silent), (vec![], vec![ana], Presence::Offline));
    assert_eq!(shown(&desk, ana).await, (Presence::Busy, "training".into()));
    assert!(desk.as_system(presence::leave_the_silent).await.is_empty());
}

#[both_databases]
async fn whoever_said_offline_stays_offline_with_a_page_open(desk: People) {
    let ana = desk.ana;
    desk.clock().forward_seconds(1);
    says(&desk, Presence::Online, "").await;
    says(&desk, Presence::Offline, "").await;

    desk.as_system(move |work| presence::heard(work, &[ana])).await;

    assert_eq!(shown(&desk, ana).await.0, Presence::Offline);
}

#[both_databases]
async fn who_never_said_anything_is_online_with_the_first_page_they_open(desk: People) {
    let ana = desk.ana;
    desk.clock().forward_seconds(60);
    assert_eq!(shown(&desk, ana).await.0, Presence::Offline);

    desk.as_system(move |work| presence::heard(work, &[ana])).await;
    desk.as_system(move |work| presence::heard(work, &[ana])).await;

    assert_eq!(shown(&desk, ana).await.0, Presence::Online);
    assert_eq!(desk.times("agent.presence_changed").await, 1);
}

#[both_databases]
async fn who_says_offline_first_of_all_stays_offline(desk: People) {
    let ana = desk.ana;
    desk.clock().forward_seconds(1);
    says(&desk, Presence::Offline, "").await;

    desk.as_system(move |work| presence::heard(work, &[ana])).await;

    assert_eq!(shown(&desk, ana).await.0, Presence::Offline);
}

#[both_databases]
async fn attack_22_nobody_speaks_for_somebody_else(desk: People) {
    let ana = desk.ana;

    let outcome = desk.by(desk.ben, move |work| presence::set(work, ana, Presence::Away, "")).await;

    assert_eq!(refusal(outcome), "not found");
}
