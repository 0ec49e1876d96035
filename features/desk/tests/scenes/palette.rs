//! The palette: everything one may go to by a few letters, and nothing one may not see.

use crate::stage::{Desk, mail};
use testkit::both_databases;

#[both_databases]
async fn the_palette_finds_views_settings_customers_and_numbers(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    desk.indexes_customer(desk.find(number).await.customer_id).await;
    let asks = |who: &'static str, q: &'static str| {
        let desk = &desk;
        async move { desk.gets(who, &format!("/palette?q={q}")).await.text }
    };

    assert!(asks("ana", "unas").await.contains("/views/unassigned"));
    let mia = asks("ana", "castel").await;
    assert!(
        mia.contains("/customers/1") && mia.matches("/customers/1").count() == 1,
        "once, though two ways lead there: {mia}"
    );
    assert!(asks("ana", "1").await.contains(&format!("/conversations/{number}")));
    assert!(!asks("sam", "1").await.contains("Kettle leaks"), "an inbox one does not see is not jumped to");
}

#[both_databases]
async fn settings_are_found_under_the_names_people_know_them_by(desk: Desk) {
    let found = |q: &'static str| {
        let desk = &desk;
        async move { desk.gets("carla", &format!("/palette?q={q}")).await.text }
    };

    assert!(found("business+hours").await.contains("/settings/targets"));
    assert!(found("IMAP").await.contains("/settings/inboxes"));
    assert!(!found("imaps").await.contains("/settings/"), "no setting is called so");
    assert!(!found("map").await.contains("/settings/"), "words are found by their beginnings");
    assert!(!found("j").await.contains("/settings/"), "one letter is a name's, not a word's beside it");
}

#[both_databases]
async fn the_palette_snoozes_in_words_what_the_page_shows(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;

    let offered = desk.gets("ana", &format!("/palette?q=snooze+tomorrow+9&on={number}")).await.text;
    let hidden = desk.gets("sam", &format!("/palette?q=snooze+tomorrow+9&on={number}")).await.text;
    let nowhere = desk.gets("ana", "/palette?q=snooze+tomorrow+9").await.text;

    assert!(offered.contains(&format!("/conversations/{number}/snooze")) && offered.contains("Snooze until"));
    assert!(!hidden.contains("/snooze") && !nowhere.contains("/snooze"));
}

#[both_databases]
async fn the_palette_begins_with_what_one_worked_on_last_and_still_sees(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    desk.posts("ana", &format!("/conversations/{number}/priority"), "priority=high&view=all").await;

    let before = desk.gets("ana", "/palette?q=").await.text;
    let support = desk.support;
    desk.db()
        .work(db::Actor::System, move |work| desk::inboxes::find(work, support)?.let_see(work, false, &[], &[]))
        .await
        .expect("it is taken away");

    assert!(before.contains("Kettle leaks"));
    assert!(!desk.gets("ana", "/palette?q=").await.text.contains("Kettle leaks"));
}
