//! Again: nothing twice, only what moved on there, and what was changed here stays.

use crate::stage::{Desk, same, sample};
use foreign::{Kind, Product};
use std::path::{Path, PathBuf};
use takeover::Plan;
use testkit::both_databases;

/// A copy of the sample, to be changed.
pub fn copied(desk: &Desk) -> PathBuf {
    let copy = desk.folder.path().join("zendesk");
    std::fs::create_dir_all(&copy).expect("made");
    for entry in std::fs::read_dir(sample("zendesk")).expect("the sample").flatten() {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), copy.join(entry.file_name())).expect("copied");
        }
    }
    copy
}

pub fn changed(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).expect("read");
    assert!(text.contains(from), "{from}");
    std::fs::write(file, text.replace(from, to)).expect("written");
}

#[both_databases]
async fn the_second_time_nothing_is_new(desk: Desk) {
    desk.zendesk().await;
    let before = desk.everything().await;

    let run = desk.zendesk().await;

    same(&before, &desk.everything().await);
    for kind in [Kind::Team, Kind::Agent, Kind::Company, Kind::Customer, Kind::Conversation, Kind::Message, Kind::Link] {
        let [new, changed, same, faulty] = run.counts(kind);
        assert_eq!((new, changed, faulty), (0, 0, 0), "{kind:?}");
        assert!(same > 0, "{kind:?}");
    }
}

#[both_databases]
async fn only_what_moved_on_there_comes_over(desk: Desk) {
    let path = copied(&desk);
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path.clone()));
    desk.takes(&plan, &export).await;
    let activity: i64 = desk.one("SELECT COUNT(*) FROM activity").await;

    let tickets = path.join("tickets-1.json");
    changed(&tickets, "\"status\":\"hold\",\"priority\":\"urgent\"", "\"status\":\"solved\",\"priority\":\"high\"");
    changed(&tickets, "\"tags\":[\"水壶\"]", "\"tags\":[\"修好了\"]");
    changed(&tickets, "Ask the workshop.", "[redacted]");
    let new = ",{\"id\":5022,\"author_id\":102,\"body\":\"谢谢！\",\"public\":true,\"created_at\":\"2024-03-05T02:00:00Z\"}";
    changed(
        &tickets,
        "\"created_at\":\"2024-03-02T02:00:00Z\",\"attachments\":[]}",
        &format!("\"created_at\":\"2024-03-02T02:00:00Z\",\"attachments\":[]}}{new}"),
    );
    changed(&path.join("users.json"), "李娜", "李 娜");
    let run = desk.takes(&plan, &export).await;

    assert_eq!(run.counts(Kind::Conversation), [0, 1, 6, 0]);
    assert_eq!(run.counts(Kind::Message), [1, 1, 14, 0]);
    assert_eq!(run.counts(Kind::Customer)[1], 1);
    let now: (String, String, i64, String) = desk
        .one("SELECT status, priority, message_count, preview FROM conversation WHERE number = 1003")
        .await;
    assert_eq!(now, ("resolved".into(), "high".into(), 3, "谢谢！".into()));
    let tags: Vec<String> = desk.all("SELECT t.name FROM conversation_tag x JOIN tag t ON t.id = x.tag_id JOIN conversation c ON c.id = x.conversation_id WHERE c.number = 1003").await;
    assert_eq!(tags, ["修好了"]);
    let redacted: i64 = desk.one("SELECT COUNT(*) FROM message WHERE text = '[redacted]' AND kind = 'note'").await;
    assert_eq!(redacted, 1);
    let named: i64 = desk.one("SELECT COUNT(*) FROM customer WHERE name = '李 娜'").await;
    assert_eq!(named, 1);
    let after: i64 = desk.one("SELECT COUNT(*) FROM activity").await;
    assert_eq!(after - activity, 2, "one line for the conversation, one for the customer");
}

#[both_databases]
async fn what_was_changed_here_stays_and_is_said(desk: Desk) {
    let path = copied(&desk);
    let (plan, export) = (desk.plan(Product::Zendesk), desk.export(Product::Zendesk, path.clone()));
    desk.takes(&plan, &export).await;
    desk.does(|work| {
        let found = desk::conversations::numbered(work, 1004)?.ok_or(db::Trouble::NotFound("conversation"))?;
        found.resolve(work)?;
        found.tag(work, "ours")?;
        customers::customer::edit::rename(work, customers::CustomerId(found.customer_id), "Don José")
    })
    .await;

    changed(
        &path.join("tickets-1.json"),
        "\"subject\":\"Factura\",\"status\":\"pending\",\"priority\":\"high\"",
        "\"subject\":\"Factura\",\"status\":\"hold\",\"priority\":\"low\"",
    );
    changed(&path.join("users.json"), "José Núñez", "José N.");
    let run = desk.takes(&plan, &export).await;

    let now: (String, String) = desk.one("SELECT status, priority FROM conversation WHERE number = 1004").await;
    assert_eq!(now, ("resolved".into(), "low".into()), "the priority was changed there only");
    assert_eq!(run.tally.left_alone, 2, "{:?}", run.notes);
    assert!(run.notes_at("conversation 1004").iter().any(|why| why.contains("status")), "{:?}", run.notes);
    assert!(run.notes_at("customer 103").iter().any(|why| why.contains("name")), "{:?}", run.notes);
    let name: i64 = desk.one("SELECT COUNT(*) FROM customer WHERE name = 'Don José'").await;
    let tag: i64 = desk
        .one("SELECT COUNT(*) FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE t.name = 'ours'")
        .await;
    assert_eq!((name, tag), (1, 1));
}

#[both_databases]
async fn files_that_were_not_at_hand_come_later(desk: Desk) {
    let export = desk.export(Product::Zendesk, sample("zendesk"));
    let without = desk.takes(&desk.plan(Product::Zendesk), &export).await;

    let plan = Plan { files: Some(sample("zendesk/attachments")), ..desk.plan(Product::Zendesk) };
    let with = desk.takes(&plan, &export).await;

    assert_eq!((without.tally.files, without.tally.files_missing), (0, 2));
    assert_eq!((with.tally.files, with.tally.files_missing), (1, 1));
    assert_eq!(with.counts(Kind::Message), [0, 1, 14, 0]);
    let files: i64 = desk.one("SELECT COUNT(*) FROM attachment").await;
    assert_eq!(files, 1);
    let third = desk.takes(&plan, &export).await;
    assert_eq!(third.tally.files, 0);
}

#[both_databases]
async fn two_desks_of_one_product_do_not_mix(desk: Desk) {
    let export = desk.export(Product::Zendesk, sample("zendesk"));
    desk.takes(&desk.plan(Product::Zendesk), &export).await;

    let second = desk.takes(&Plan { source: "zendesk-two".into(), ..desk.plan(Product::Zendesk) }, &export).await;

    assert_eq!(second.counts(Kind::Conversation)[0], 7);
    let numbers: i64 = desk.one("SELECT COUNT(DISTINCT number) FROM conversation").await;
    assert_eq!(numbers, 14);
    let agents: i64 = desk.one("SELECT COUNT(*) FROM agent").await;
    assert_eq!(agents, 3, "people are who they are by their address");
}
