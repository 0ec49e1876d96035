//! The other conversation of a verb that takes two: named by its number, or picked.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use testkit::both_databases;

#[both_databases]
async fn the_others_of_a_customer_are_offered_and_one_is_found_by_its_number(desk: Desk) {
    let number = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await.0;
    let lid = desk.receives(mail(desk.support, "The lid", "Copper?")).await.0;
    let offers = |typed: String| {
        let desk = &desk;
        async move { desk.gets("ben", &format!("/conversations/{number}/others?other={typed}")).await.text }
    };
    let offered = |of: i64| format!("name=\"picked\" value=\"{of}\"");

    let at_first = offers(String::new()).await;
    let by_sign = offers(format!("%23{lid}")).await;
    let itself = offers(number.to_string()).await;

    assert!(at_first.contains(&offered(lid)) && !at_first.contains(&offered(number)), "{at_first}");
    assert!(by_sign.contains(&offered(lid)) && by_sign.contains("The lid"), "{by_sign}");
    assert!(!itself.contains("picked"), "{itself}");
    for address in [format!("/conversations/{number}/others"), format!("/conversations/{number}/dialogs")] {
        assert_eq!(desk.gets("sam", &address).await.status, StatusCode::NOT_FOUND, "who sees no inbox: {address}");
    }
}

#[both_databases]
async fn words_with_a_figure_among_them_name_no_conversation(desk: Desk) {
    let number = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await.0;
    let lid = desk.receives(mail(desk.support, "The lid", "Copper?")).await.0;
    let merged = |typed: String| {
        let desk = &desk;
        async move { desk.posts("ben", &format!("/conversations/{number}/merge"), &format!("{typed}&view=open")).await }
    };

    for words in [format!("kettle+{lid}+broken"), format!("{lid}+of+them"), String::new(), "%23".into()] {
        let refused = merged(format!("other={words}")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{words}: {}", refused.text);
    }
    assert!(desk.find(lid).await.merged_into.is_none());
    let picked = merged(format!("other=kettle&picked={lid}")).await;

    assert_eq!(picked.status, StatusCode::OK, "{}", picked.text);
    assert!(desk.find(lid).await.merged_into.is_some());
}
