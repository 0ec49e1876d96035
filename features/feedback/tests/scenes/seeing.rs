//! Who sees what was said: in the panel's figures, on the supervisor's page, in its file.

use crate::stage::{House, MIA};
use axum::http::StatusCode;
use customers::{CustomerId, Follows as _};
use db::{Actor, Conditions};
use desk::{ConversationId, InboxId};
use feedback::{FollowCustomers, figures, ratings};
use testkit::both_databases;

/// A whole way from the first word to the rating.
async fn rated(house: &House, inbox: InboxId, from: &str, value: i64, comment: &str) -> ConversationId {
    let conversation = house.asked_about(inbox, from).await;
    let link = house.link(conversation, value).await;
    let mut browser = house.browser();
    browser.get(&link).await;
    let sent = browser.post(&link, &[("value", &value.to_string()), ("comment", comment)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    conversation
}

#[both_databases]
async fn attack_26_a_rating_is_seen_by_those_who_see_its_inbox(house: House) {
    let open = rated(&house, house.support, MIA, 5, "Lovely").await;
    house.forward_hours(31 * 24);
    rated(&house, house.secret, MIA, 1, "WHISPERED").await;
    let customer = house.customer(open).await;

    let mut seen = Vec::new();
    for agent in [house.ben, house.ana] {
        let eyes = house.eyes(agent).await;
        seen.push(
            house
                .read(move |tx| {
                    let since = figures::beginning(tx.now(), "UTC");
                    let listed: Vec<String> =
                        ratings::seen_by(tx, eyes, Conditions::new(), 10)?.into_iter().map(|one| one.comment).collect();
                    let (standing, last) = (ratings::standing(tx, eyes, customer)?, ratings::last_of(tx, eyes, customer, 3)?);
                    let given: i64 = figures::by_week(tx, eyes, &figures::weeks(tx.now(), "UTC"))?.iter().map(|week| week.given).sum();
                    let by_agent = figures::by_agent(tx, eyes, since)?;
                    let by_team: i64 = figures::by_team(tx, eyes, since)?.iter().map(|team| team.given).sum();
                    let asked = figures::asked(tx, eyes, since)?;
                    Ok((
                        listed,
                        (standing.asked, standing.given, standing.tenths()),
                        last.len(),
                        (given, by_team, by_agent[0].given, asked),
                    ))
                })
                .await,
        );
    }

    assert_eq!(seen[0], (vec!["WHISPERED".into(), "Lovely".into()], (2, 2, Some(30)), 2, (2, 2, 2, 2)));
    assert_eq!(seen[1], (vec!["Lovely".into()], (1, 1, Some(50)), 1, (1, 1, 1, 1)));
}

#[both_databases]
async fn attack_22_the_page_of_ratings_is_for_leads(house: House) {
    rated(&house, house.support, MIA, 2, "Twice I had to ask").await;
    let (mut ben, mut ana) = (house.at_the_desk(house.ben).await, house.at_the_desk(house.ana).await);

    let page = ben.get("/settings/ratings").await;

    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in ["Twice I had to ask", "2 of 5", "Ana", "2.0"] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    for path in ["/settings/ratings", "/settings/ratings/file.csv", "/settings/surveys"] {
        assert_eq!(ana.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[both_databases]
async fn attack_38_the_file_of_ratings_holds_no_formula_and_taking_it_is_in_the_log(house: House) {
    rated(&house, house.support, MIA, 1, "=HYPERLINK(\"x\")").await;
    let mut ben = house.at_the_desk(house.ben).await;

    let file = ben.get("/settings/ratings/file.csv").await;

    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.body.contains("'=HYPERLINK") && !file.body.contains(",=HYPERLINK") && !file.body.contains("\"=HYPERLINK"),
        "{}",
        file.body
    );
    assert_eq!((file.body.lines().count(), house.count("rating.exported").await), (2, 1));
}

#[both_databases]
async fn what_was_said_follows_a_merge_and_comes_back(house: House) {
    let mias = rated(&house, house.support, MIA, 4, "").await;
    let toms = rated(&house, house.support, "tom@customer.example", 2, "").await;
    let (mia, tom) = (CustomerId(house.customer(mias).await), CustomerId(house.customer(toms).await));
    let eyes = house.eyes(house.noor).await;
    let given = |of: CustomerId| house.read(move |tx| Ok(ratings::standing(tx, eyes, of.0)?.given));

    let moved = house
        .works(Actor::System, move |work| {
            work.keep_quietly("part of a merge");
            FollowCustomers.move_customer(work, tom, mia)
        })
        .await;
    let merged = (given(mia).await, given(tom).await);
    house
        .works(Actor::System, move |work| {
            work.keep_quietly("part of a merge undone");
            FollowCustomers.move_back(work, moved.clone())
        })
        .await;

    assert_eq!((merged, (given(mia).await, given(tom).await)), ((2, 0), (1, 1)));
}
