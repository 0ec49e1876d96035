//! Attack 26: lists, counts, search, palette, notices and panels say nothing of a conversation one may not see.

use crate::stage::{Desk, mail};
use db::activity::Position;
use search::{Change, Document, Kind};
use testkit::both_databases;

async fn indexed(desk: &Desk, number: i64, body: &str) {
    let found = desk.find(number).await;
    let document = Document {
        conversation: Some(found.id.0),
        number: Some(number),
        inbox: Some(found.inbox_id.0),
        customer: Some(found.customer_id),
        status: found.status.word().into(),
        subject: found.subject.clone(),
        body: body.into(),
        ..Document::new(Kind::Conversation, found.id.0, found.opened_at)
    };
    desk.index.apply(&[Change::upsert(document)], Position { xid: 0, id: 1 }).expect("indexed");
}

#[both_databases]
async fn attack_26_nothing_tells_of_a_conversation_one_may_not_see(desk: Desk) {
    let ours = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await.0;
    let theirs = desk.receives(mail(desk.orders, "Salaries of everybody", "dividend")).await.0;
    indexed(&desk, ours, "puddle").await;
    indexed(&desk, theirs, "dividend").await;
    desk.posts("ben", &format!("/conversations/{theirs}/tag"), "name=hush").await;
    desk.posts("ben", &format!("/conversations/{theirs}/link"), &format!("other={ours}")).await;
    desk.posts("ben", &format!("/conversations/{theirs}/messages"), "kind=note&body=%40Ana+%40Sam+look")
        .await;

    let places = [
        "/views/all",
        "/views/open",
        "/views/unassigned",
        "/views/waiting",
        "/views/mentions",
        "/tags/1",
        "/rows?view=all",
        "/rail",
        "/notices",
        "/drafts",
        "/search?q=salaries",
        "/search/results?q=dividend",
        "/search?q=-nothing",
        "/search?q=status%3Aopen&kind=file",
        "/palette?q=salaries",
        "/palette?q=2",
    ];
    for who in ["ana", "sam"] {
        for place in places {
            let answer = desk.gets(who, place).await;
            assert!(answer.status.is_success(), "{place} answered {}", answer.status);
            assert!(!answer.text.contains("Salaries"), "{place} tells {who} the subject");
            assert!(!answer.text.contains("dividend</mark>"), "{place} tells {who} the text");
        }
    }
    let page = desk.gets("ana", &format!("/conversations/{ours}")).await.text;
    let rail = desk.gets("sam", "/rail").await.text;
    let lead = desk.gets("ben", "/palette?q=salaries").await.text;

    assert!(
        !page.contains("Salaries") && !page.contains(&format!("/conversations/{theirs}?")),
        "link, panel and list beside it are silent"
    );
    assert!(!rail.contains("class=\"count"), "Sam sees no inbox and so no number: {rail}");
    assert!(lead.contains("Salaries") || lead.contains("<mark>"), "Ben finds it: {lead}");
}

#[both_databases]
async fn counts_are_of_what_one_sees(desk: Desk) {
    for n in 0..3 {
        desk.receives(mail(desk.support, &format!("Support {n}"), "Hi")).await;
        desk.receives(mail(desk.orders, &format!("Orders {n}"), "Hi")).await;
    }

    let (ana, ben) = (desk.gets("ana", "/rail").await.text, desk.gets("ben", "/rail").await.text);

    assert!(ana.contains("<span class=\"count\">3</span>") && !ana.contains("<span class=\"count\">6</span>"));
    assert!(ben.contains("<span class=\"count\">6</span>"));
    let led_to = |rail: &str| rail.contains(&format!("href=\"/inboxes/{}", desk.orders));
    assert!(ana.contains("Support") && !led_to(&ana) && led_to(&ben));
    // The order desk's own entry is called Orders, too.
    assert_eq!(ana.matches("Orders").count(), 1, "not even the inbox's name");
}
