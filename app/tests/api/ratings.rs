//! Ratings through the API, and the whole way there: an inbox asks, a conversation is resolved, the reactions plan the question, the
//! time comes, the customer says something, and lists, filters and the log know it.

use crate::stage::Desk;
use axum::http::{Method, StatusCode};
use db::{Actor, sql};
use desk::{ConversationId, Recipients, Reply, Then, conversations};
use feedback::{RatingId, asking, giving, link};
use frontline::followers;
use serde_json::{Value, json};
use testkit::both_databases;

const SURVEY: &str = r#"{"is_on":true,"question_en":"","question_es":"","question_zh":"","delay_hours":24,"rest_days":7}"#;

/// Noor switches the survey on, answers and resolves; a day later Mia is asked and says `value`.
async fn rated(desk: &Desk, inbox: i64, conversation: i64, value: i64) {
    let survey: Value = serde_json::from_str(SURVEY).expect("json");
    let on = desk
        .asks(&desk.noors, Method::PUT, &format!("/inboxes/{inbox}/survey"))
        .json(&survey)
        .answer()
        .await;
    assert_eq!((on.status, &on.body), (StatusCode::OK, &survey));
    desk.by(desk.noor, move |work| {
        let recipients = Recipients::parse("mia@mail.example", "", "")?;
        let reply = Reply {
            recipients,
            text: "Done.".into(),
            answers: None,
            draft: None,
            then: Then::Resolved,
            send_at: None,
        };
        conversations::find(work, ConversationId(conversation))?.reply(work, &reply).map(drop)
    })
    .await;
    planned(desk).await;
    desk.clock.forward_seconds(25 * 3_600);
    assert_eq!(asking::ask_due(&desk.site).await.expect("asked"), 1);
    let key = desk.site.key().clone();
    let done = desk.db().work(Actor::System, move |work| {
        let newest: RatingId = sql("SELECT MAX(id) FROM rating").only(work, "rating")?;
        let token = link::of(work, &key, newest)?.expect("a link");
        giving::give(work, token.reveal(), value, "in her words")
    });
    assert!(done.await.expect("given").is_some());
    desk.clock.forward_seconds(8 * 86_400);
}

/// On PostgreSQL lines are held back while other scenes' transactions run on the same server: the reactions come, not at once.
async fn planned(desk: &Desk) {
    for _ in 0..600 {
        followers::react_once(desk.db()).await.expect("reactions");
        let plans: i64 = desk.read(|tx| sql("SELECT COUNT(*) FROM survey_plan").only(tx, "count")).await;
        if plans > 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("nobody planned to ask");
}

#[both_databases]
async fn attack_26_ratings_are_listed_for_those_who_see_their_inbox(desk: Desk) {
    rated(&desk, desk.support.0, desk.kettle, 2).await;
    rated(&desk, desk.board.0, desk.secret, 5).await;

    let (anas, noors) = (desk.get(&desk.anas, "/ratings").await, desk.get(&desk.noors, "/ratings").await);
    let low = desk.get(&desk.noors, "/ratings?value=2&given=true").await;
    let paged = desk.get(&desk.noors, "/ratings?limit=1").await;
    let (own, secret) = (
        desk.get(&desk.anas, &format!("/conversations/{}/ratings", desk.kettle)).await,
        desk.get(&desk.anas, &format!("/conversations/{}/ratings", desk.secret)).await,
    );
    let narrow = desk.get(&desk.narrow, "/ratings").await;

    let values =
        |page: &Value| -> Vec<i64> { page["data"].as_array().expect("a list").iter().filter_map(|one| one["value"].as_i64()).collect() };
    assert_eq!((values(&anas.body), values(&noors.body), values(&low.body)), (vec![2], vec![5, 2], vec![2]));
    assert_eq!(anas.body["data"][0]["comment"], json!("in her words"));
    assert_eq!((values(&paged.body), paged.body["next_cursor"].is_string()), (vec![5], true));
    assert_eq!((values(&own.body), secret.status, narrow.status), (vec![2], StatusCode::NOT_FOUND, StatusCode::FORBIDDEN));
}

#[both_databases]
async fn a_rating_is_in_the_conversation_in_filters_and_in_the_log(desk: Desk) {
    let unrated = desk.mia_writes("About something else").await;
    rated(&desk, desk.support.0, desk.kettle, 2).await;

    let shown = desk.get(&desk.anas, &format!("/conversations/{}", desk.kettle)).await;
    let mut listed = Vec::new();
    for filter in ["rating:%3C3", "rating:5", "rating:none", "-rating:none"] {
        let page = desk.get(&desk.anas, &format!("/conversations?filter={filter}")).await;
        let found: Vec<i64> = page.body["data"].as_array().expect("a list").iter().filter_map(|one| one["id"].as_i64()).collect();
        listed.push(found);
    }
    let log = desk.get(&desk.noors, &format!("/conversations/{}/activity?limit=200", desk.kettle)).await;

    assert_eq!(shown.body["rating"], json!(2));
    assert_eq!(listed, [vec![desk.kettle], vec![], vec![unrated], vec![desk.kettle]]);
    let lines = log.body["data"].as_array().expect("lines");
    let given = lines.iter().find(|line| line["kind"] == "rating.given").expect("in the log");
    assert_eq!((&given["actor"]["kind"], &given["detail"]["value"]), (&json!("customer"), &json!(2)));
    assert!(!log.body.to_string().contains("in her words"), "the log holds no customer's words");
}

#[both_databases]
async fn what_does_not_fit_is_refused_and_agents_choose_no_survey(desk: Desk) {
    let path = format!("/inboxes/{}/survey", desk.support);
    let mut survey: Value = serde_json::from_str(SURVEY).expect("json");

    let anas = desk.asks(&desk.anas, Method::PUT, &path).json(&survey).answer().await;
    survey["delay_hours"] = json!(721);
    let late = desk.asks(&desk.noors, Method::PUT, &path).json(&survey).answer().await;
    let wrong = desk.get(&desk.noors, "/ratings?value=6").await;

    assert_eq!(
        (anas.status, late.status, wrong.status),
        (StatusCode::FORBIDDEN, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
}
