//! The screen of an inbox's survey: it shows what saving would do, saves what was typed, and can be undone.

use crate::stage::House;
use agents::changes::{self, Settings};
use axum::http::StatusCode;
use db::{Actor, Trouble, sql};
use feedback::survey::{self, Survey, SurveySetting};
use std::sync::Arc;
use testkit::both_databases;

#[both_databases]
async fn the_screen_shows_what_would_happen_saves_and_can_be_put_back(house: House) {
    let (inbox, mut noor) = (house.support, house.at_the_desk(house.noor).await);
    let path = format!("/settings/surveys/{inbox}");
    let stood = house.read(move |tx| survey::of(tx, inbox)).await;
    noor.get(&path).await;

    let fields = [("is_on", "on"), ("question_en", "Was  it good?"), ("delay_hours", "48"), ("rest_days", "14")];
    let shown = noor.post(&path, &[&fields[..], &[("show", "yes")]].concat()).await;
    let unchanged = house.read(move |tx| survey::of(tx, inbox)).await;
    let previewed = noor.get(&format!("{path}/preview?is_on=on&delay_hours=48&rest_days=14")).await;
    let off = noor.get(&format!("{path}/preview?delay_hours=48&rest_days=14")).await;
    noor.get(&path).await;
    let saved = noor.post(&path, &fields).await;

    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(
        shown.body.contains("48 hours after") && shown.body.contains("Was it good?") || shown.body.contains("Was  it good?"),
        "{}",
        shown.body
    );
    assert_eq!(unchanged, stood, "showing saves nothing");
    assert!(previewed.body.contains("14 days") && off.body.contains("Nobody is asked"), "{} {}", previewed.body, off.body);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let now = house.read(move |tx| survey::of(tx, inbox)).await;
    let wanted = Survey {
        is_on: true,
        question_en: "Was it good?".into(),
        delay_hours: 48,
        rest_days: 14,
        ..Survey::untouched(inbox)
    };
    assert_eq!(now, wanted);

    let change = house
        .read(|tx| sql("SELECT id FROM settings_change WHERE kind = 'survey' ORDER BY id DESC LIMIT 1").only(tx, "change"))
        .await;
    house
        .works(Actor::Agent(house.noor.0), move |work| {
            changes::put_back(work, &Settings(vec![Arc::new(SurveySetting)]), changes::ChangeId(change)).map(drop)
        })
        .await;
    assert_eq!(house.read(move |tx| survey::of(tx, inbox)).await, stood);
}

#[both_databases]
async fn numbers_that_do_not_fit_are_refused_in_words_and_nobody_else_chooses(house: House) {
    let (inbox, mut noor) = (house.support, house.at_the_desk(house.noor).await);
    let path = format!("/settings/surveys/{inbox}");
    noor.get(&path).await;
    for (hours, days, sentence) in [("721", "30", "720 hours"), ("x", "30", "720 hours"), ("24", "0", "365 days")] {
        let page = noor.post(&path, &[("is_on", "on"), ("delay_hours", hours), ("rest_days", days)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{hours} {days}");
        assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
    }
    let ana = Actor::Agent(house.ana.0);
    let tried = house
        .base
        .db
        .work(ana, move |work| survey::choose(work, Survey { is_on: true, ..Survey::untouched(inbox) }))
        .await;
    assert!(matches!(tried, Err(Trouble::Refused(_))), "{tried:?}");
}
