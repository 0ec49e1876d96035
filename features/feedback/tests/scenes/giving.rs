//! What the link of a letter can do, and what it cannot.

use crate::stage::{House, MIA};
use axum::http::StatusCode;
use db::{Actor, sql};
use desk::{ConversationId, Status, conversations};
use feedback::ratings::{self, Rating};
use testkit::both_databases;

async fn newest(house: &House, conversation: ConversationId) -> Rating {
    let eyes = house.eyes(house.noor).await;
    house
        .read(move |tx| {
            let mut narrow = db::Conditions::new();
            narrow.add_with("r.conversation_id = $?", conversation);
            ratings::seen_by(tx, eyes, narrow, 1)
        })
        .await
        .remove(0)
}

fn without_query(path: &str) -> &str {
    path.split('?').next().unwrap_or(path)
}

#[both_databases]
async fn attack_28_looking_at_a_link_rates_nothing_and_the_button_does(house: House) {
    let conversation = house.asked_about(house.support, MIA).await;
    let link = house.link(conversation, 4).await;
    let mut mia = house.browser();

    for value in 1..=5 {
        let looked = mia.get(&house.link(conversation, value).await).await;
        assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
    }
    let page = mia.get(&link).await;
    let before = newest(&house, conversation).await;
    let sent = mia.post(&link, &[("value", "4"), ("comment", "Quick!")]).await;
    let thanks = mia.get(&sent.leads_to).await;

    assert_eq!((before.value, before.rated_at), (None, None));
    assert!(page.body.contains("value=\"4\" checked") && page.body.contains("How did we do"), "{}", page.body);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(thanks.body.contains("Thank you") && thanks.body.contains("Quick!"), "{}", thanks.body);
    let given = newest(&house, conversation).await;
    assert_eq!((given.value, given.comment.as_str(), given.agent), (Some(4), "Quick!", Some(house.ana.0)));
    let kept = house.read(move |tx| desk::survey::rating_of(tx, conversation)).await;
    assert_eq!((kept, house.count("rating.given").await), (Some(4), 1));
}

#[both_databases]
async fn it_may_be_changed_until_the_link_is_over_and_again_is_no_news(house: House) {
    let conversation = house.asked_about(house.support, MIA).await;
    let link = house.link(conversation, 5).await;
    let mut mia = house.browser();
    mia.get(&link).await;
    mia.post(&link, &[("value", "5")]).await;
    mia.post(&link, &[("value", "5")]).await;
    mia.post(&link, &[("value", "3"), ("comment", "It leaks again.")]).await;

    let changed = newest(&house, conversation).await;
    house.forward_hours(30 * 24 + 1);
    let late = mia.post(&link, &[("value", "1")]).await;
    let looked = mia.get(&link).await;

    assert_eq!((changed.value, changed.comment.as_str()), (Some(3), "It leaks again."));
    assert_eq!((late.status, looked.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(looked.body.contains("no longer works") && !looked.body.contains("It leaks again."), "{}", looked.body);
    assert_eq!(newest(&house, conversation).await.value, Some(3));
    assert_eq!((house.count("rating.given").await, house.count("rating.changed").await), (1, 1));
}

#[both_databases]
async fn attack_28_a_link_is_one_conversations_no_table_holds_it_and_a_newer_one_ends_it(house: House) {
    let conversation = house.asked_about(house.support, MIA).await;
    let other = house.asked_about(house.support, "tom@customer.example").await;
    let (old, toms) = (house.link(conversation, 1).await, house.link(other, 1).await);
    let token = without_query(&old).trim_start_matches("/rate/").to_owned();
    assert_ne!(without_query(&old), without_query(&toms));

    let sought = token.clone();
    let held: i64 = house
        .read(move |tx| {
            sql("SELECT (SELECT COUNT(*) FROM rating_link WHERE token_hash = $1 OR seed = $1) + (SELECT COUNT(*) FROM message WHERE text LIKE $2)
                      + (SELECT COUNT(*) FROM activity WHERE detail LIKE $2) + (SELECT COUNT(*) FROM job WHERE payload LIKE $2)")
            .with(&sought)
            .with(format!("%{sought}%"))
            .only(tx, "count")
        })
        .await;
    assert_eq!(held, 0, "whoever reads the database has no link");
    // What the table does hold opens nothing.
    let seeds: Vec<(String, String)> = house.read(|tx| sql("SELECT seed, token_hash FROM rating_link ORDER BY rating_id").all(tx)).await;
    let mut mia = house.browser();
    for (seed, hash) in seeds {
        for guess in [seed, hash, String::from("AAAA")] {
            assert_eq!(mia.get(&format!("/rate/{guess}")).await.status, StatusCode::NOT_FOUND);
        }
    }

    house.forward_hours(10 * 24);
    house
        .asks(feedback::survey::Survey { is_on: true, rest_days: 1, ..feedback::survey::Survey::untouched(house.support) })
        .await;
    house.is_told(conversation).await;
    house.forward_hours(25);
    assert_eq!(house.asks_who_is_due().await, 1, "asked about the same conversation again");
    assert_eq!(mia.get(&old).await.status, StatusCode::NOT_FOUND, "the older link is over");
    assert_eq!(mia.get(&toms).await.status, StatusCode::OK, "another's is not");
}

#[both_databases]
async fn a_button_pressed_several_times_at_once_is_one_rating(house: House) {
    let conversation = house.asked_about(house.support, MIA).await;
    let link = house.link(conversation, 1).await;
    let mut mia = house.browser();
    mia.get(&link).await;
    let (mut one, mut two, mut three) = (mia.clone(), mia.clone(), mia.clone());

    let fields = [("value", "1")];
    tokio::join!(one.post(&link, &fields), two.post(&link, &fields), three.post(&link, &fields));

    assert_eq!((house.count("rating.given").await, house.count("rating.changed").await), (1, 0));
}

#[both_databases]
async fn nothing_but_one_of_the_five_is_taken_and_not_without_the_pages_token(house: House) {
    let conversation = house.asked_about(house.support, MIA).await;
    let link = house.link(conversation, 2).await;
    let mut mia = house.browser();
    mia.get(&link).await;
    for wrong in ["", "0", "6", "-1", "two"] {
        let page = mia.post(&link, &[("value", wrong), ("comment", "kept in the form")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.body.contains("choose one of the five") && page.body.contains("kept in the form"), "{}", page.body);
    }
    mia.csrf = "forged".into();
    assert_eq!(mia.post(&link, &[("value", "2")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(newest(&house, conversation).await.value, None);
}

#[both_databases]
async fn a_comment_is_covered_as_the_inbox_covers(house: House) {
    let conversation = house.asked_about(house.support, MIA).await;
    let link = house.link(conversation, 3).await;
    let mut mia = house.browser();
    mia.get(&link).await;

    mia.post(&link, &[("value", "3"), ("comment", "My card 4111 1111 1111 1111 was\u{0} charged twice")])
        .await;

    let kept = newest(&house, conversation).await.comment;
    assert!(kept.contains("1111") && !kept.contains("4111") && kept.contains('*') && !kept.contains('\u{0}'), "{kept}");
}

#[both_databases]
async fn a_bad_word_is_told_to_who_works_on_it_once_and_reopens_nothing(house: House) {
    let conversation = house.writes(house.support, MIA, "no").await;
    let ana = house.ana.0;
    house
        .works(Actor::Agent(house.ben.0), move |work| conversations::find(work, conversation)?.assign(work, Some(ana)))
        .await;
    house.is_answered_and_resolved(conversation).await;
    house.forward_hours(25);
    house.asks_who_is_due().await;
    let link = house.link(conversation, 1).await;
    let mut mia = house.browser();
    mia.get(&link).await;

    mia.post(&link, &[("value", "4")]).await;
    let content = told(&house).await;
    mia.post(&link, &[("value", "2")]).await;
    mia.post(&link, &[("value", "1")]).await;

    assert_eq!(content, Vec::<i64>::new());
    assert_eq!(told(&house).await, [ana]);
    let now = house.read(move |tx| conversations::find(tx, conversation)).await;
    assert_eq!(now.status, Status::Resolved);
}

#[both_databases]
async fn a_question_that_does_not_arrive_leaves_what_is_done_as_it_is(house: House) {
    let conversation = house.asked_about(house.support, MIA).await;
    house
        .works(Actor::System, move |work| {
            let question = desk::messages::of(work, conversation)?.pop().expect("the question");
            desk::delivery::begin(work, question.id)?;
            desk::delivery::failed(work, question.id, "550 no such user")
        })
        .await;

    let now = house.read(move |tx| conversations::find(tx, conversation)).await;
    assert_eq!((now.status, now.trouble), (Status::Resolved, false));
    assert_eq!(house.count("message.failed").await, 1, "it is told all the same");
}

async fn told(house: &House) -> Vec<i64> {
    house
        .read(|tx| sql("SELECT agent_id FROM notice WHERE kind = 'rated_low' ORDER BY id").all(tx))
        .await
}
