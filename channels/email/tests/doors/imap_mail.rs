//! Mail comes in: a backlog, news while idling, large messages, and what happens on the server afterwards.

use email::imap::{AfterFetch, ImapSettings, Pace, Skipped, WhySkipped, test};
use tokio::time::Instant;

use crate::fake_imap::FakeImap;

pub fn letter(n: u32) -> Vec<u8> {
    format!("From: mia@example.org\r\nSubject: The kettle leaks ({n})\r\n\r\nIt still leaks.\r\n").into_bytes()
}

pub fn letters(uids: impl IntoIterator<Item = u32>) -> Vec<(u32, Vec<u8>)> {
    uids.into_iter().map(|uid| (uid, letter(uid))).collect()
}

#[tokio::test(start_paused = true)]
async fn five_thousand_waiting_mails_come_in_complete_and_in_few_commands() {
    let server = FakeImap::holding(letters((1..=5000).map(|n| n * 3)));
    let mut settings = FakeImap::settings();
    settings.limits.batch_count = 200;

    let followed = server.followed_with(settings);
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    let kept = followed.shelf.look();
    assert_eq!(kept.offered, (1..=5000).map(|n| n * 3).collect::<Vec<_>>());
    assert_eq!(kept.messages[&(7, 42)], letter(42));
    assert_eq!(kept.dates[&42], Some(837_596_665_000_000));
    assert_eq!(
        kept.counts.last().map(|count| (count.exists, count.uid_validity, count.uid_next)),
        Some((5000, 7, Some(15_001)))
    );
    assert!(server.heard("FETCH") <= 30, "{} FETCH commands", server.heard("FETCH"));
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_mailbox_of_a_hundred_thousand_is_not_read_again() {
    let server = FakeImap::holding((1..=100_000).map(|uid| (uid, b"x".to_vec())));
    let followed = server.followed();
    followed.shelf.look().cursor = Some(email::imap::Cursor { uid_validity: 7, last_uid: 99_998, mod_seq: None });

    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    assert_eq!(followed.shelf.look().offered, [99_999, 100_000]);
}

#[tokio::test(start_paused = true)]
async fn news_while_idling_come_in_at_once() {
    let server = FakeImap::holding(letters([1]));
    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;
    let began = Instant::now();

    server.receives(2, &letter(2));
    followed.shelf.until("the letter is kept", |kept| kept.offered == [1, 2]).await;

    assert!(began.elapsed().as_millis() < 10, "took {:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn an_idle_day_costs_one_connection_and_a_look_every_nine_minutes() {
    let server = FakeImap::holding(letters([1]));
    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    tokio::time::sleep(std::time::Duration::from_secs(60 * 60)).await;

    assert_eq!(server.look().dialled.len(), 1);
    let looks = followed.shelf.look().idled;
    assert!((6..=8).contains(&looks), "{looks} looks in an hour");
}

#[tokio::test(start_paused = true)]
async fn a_server_without_idle_is_asked_every_minute_or_when_woken() {
    let server = FakeImap::holding(letters([1])).with(|mailbox| mailbox.capabilities = "IMAP4rev1 AUTH=PLAIN");
    let followed = server.followed();
    followed.shelf.until("the mailbox is looked through", |kept| kept.idled == 1).await;

    let began = Instant::now();
    server.receives(2, &letter(2));
    followed.shelf.until("the second letter is kept", |kept| kept.offered == [1, 2]).await;
    let polled = began.elapsed();
    server.receives(3, &letter(3));
    followed.wake.notify_one();
    followed.shelf.until("the third letter is kept", |kept| kept.offered == [1, 2, 3]).await;

    assert_eq!(polled.as_secs(), 60);
    assert!((began.elapsed() - polled).as_millis() < 10);
    assert_eq!(server.heard("IDLE"), 0);
}

#[tokio::test(start_paused = true)]
async fn the_first_letter_of_an_empty_mailbox_is_found_by_asking() {
    let server = FakeImap::holding([]).with(|mailbox| mailbox.capabilities = "IMAP4rev1 AUTH=PLAIN");
    let followed = server.followed();
    followed.shelf.until("the mailbox is looked through", |kept| kept.idled == 1).await;

    server.receives(1, &letter(1));
    followed.shelf.until("the letter is kept", |kept| kept.offered == [1]).await;

    assert_eq!(server.heard("NOOP"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_message_in_pieces_arrives_whole_and_one_too_large_is_named() {
    let long: Vec<u8> = (0..3500).map(|n| b'a' + (n % 26) as u8).collect();
    let exact = vec![b'e'; 2000];
    let server = FakeImap::holding([(1, letter(1)), (2, long.clone()), (3, vec![b'x'; 5001]), (4, exact.clone()), (5, letter(5))]);

    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    let kept = followed.shelf.look();
    assert_eq!(kept.offered, [1, 2, 4, 5]);
    assert_eq!(kept.messages[&(7, 2)], long);
    assert_eq!(kept.messages[&(7, 4)], exact);
    assert_eq!(kept.skipped, [Skipped { uid: 3, size: 5001, why: WhySkipped::TooLarge }]);
    assert_eq!(kept.cursor.map(|cursor| cursor.last_uid), Some(5));
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_never_handed_out_is_named_and_blocks_nobody() {
    let server = FakeImap::holding(letters([1, 2, 3])).with(|mailbox| mailbox.withheld = vec![2]);

    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    let kept = followed.shelf.look();
    assert_eq!(kept.offered, [1, 3]);
    assert_eq!(kept.skipped.iter().map(|one| (one.uid, one.why)).collect::<Vec<_>>(), [(2, WhySkipped::Withheld)]);
}

#[tokio::test(start_paused = true)]
async fn fetched_mail_moves_away_only_after_it_is_kept() {
    let server = FakeImap::holding(letters(1..=25));
    let settings = ImapSettings { after_fetch: AfterFetch::MoveTo("Erledigt ü".into()), ..FakeImap::settings() };

    let followed = server.followed_with(settings);
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    assert_eq!(followed.shelf.look().offered, (1..=25).collect::<Vec<_>>());
    assert!(server.look().messages.is_empty());
    assert_eq!(server.heard("UID MOVE 1:10 \"Erledigt &APw-\""), 1);
    assert_eq!(server.heard("SELECT"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_that_is_left_alone_is_opened_read_only() {
    let server = FakeImap::holding(letters([1]));

    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    assert_eq!(server.heard("EXAMINE"), 1);
    assert_eq!((server.heard("SELECT"), server.heard("STORE"), server.heard("SEARCH")), (0, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn the_test_button_lists_folders_and_counts() {
    let server = FakeImap::holding(letters([1, 2, 3]));

    let report = test(&server, &FakeImap::settings()).await.expect("the mailbox works");

    assert_eq!(report.folders, ["INBOX", "Entwürfe"]);
    assert_eq!((report.messages, report.can_idle), (3, true));
    assert_eq!(Pace::default().idle_round + Pace::default().done_within, std::time::Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn the_test_button_says_what_to_do_about_a_missing_folder() {
    let server = FakeImap::holding([]);
    let settings = ImapSettings { folder: "Support".into(), ..FakeImap::settings() };

    let trouble = test(&server, &settings).await.expect_err("there is no such folder").to_string();

    assert!(
        trouble.starts_with("support@kettle.example at imap.kettle.example: there is no folder \"Support\""),
        "{trouble}"
    );
    assert!(trouble.ends_with("choose a folder from the list."), "{trouble}");
}
