//! The server dies, stalls, renumbers or refuses us: nothing is lost, nothing is kept twice, and the way back is short.

use std::time::Duration;

use email::imap::{AfterFetch, Ailment, ImapSettings, Login};
use tokio::time::Instant;

use crate::fake_imap::{FakeImap, Then};
use crate::imap_mail::{letter, letters};

#[tokio::test(start_paused = true)]
async fn attack_16_a_server_that_dies_after_fetch_and_before_keep_costs_nothing() {
    let server = FakeImap::holding(letters(1..=15)).failing("UID FETCH 11:15 (UID INTERNALDATE", Then::AnswerAndClose);

    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    let kept = followed.shelf.look();
    assert_eq!(kept.offered, (1..=15).collect::<Vec<_>>());
    assert_eq!(kept.troubles.len(), 1);
    assert_eq!(server.look().dialled.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn attack_16_a_server_that_dies_after_keep_and_before_store_brings_no_doubles() {
    let server = FakeImap::holding(letters(1..=3)).failing("UID STORE", Then::SayAndClose(""));
    let settings = ImapSettings { after_fetch: AfterFetch::MarkSeen, ..FakeImap::settings() };

    let followed = server.followed_with(settings);
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    assert_eq!(followed.shelf.look().offered, [1, 2, 3]);
    assert_eq!(server.look().dialled.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn mail_the_desk_could_not_keep_is_offered_again() {
    let server = FakeImap::holding(letters(1..=15));
    let followed = server.followed();
    followed.shelf.look().failures_to_come.extend(["disk full", "disk full"]);

    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    let kept = followed.shelf.look();
    assert_eq!(kept.offered, (1..=15).collect::<Vec<_>>());
    assert_eq!(kept.troubles.len(), 2);
    assert!(kept.troubles[0].0.to_string().contains("disk full"), "{}", kept.troubles[0].0);
}

#[tokio::test(start_paused = true)]
async fn attack_17_an_idle_that_died_in_silence_is_noticed_within_thirty_seconds() {
    let server = FakeImap::holding(letters([1])).failing("IDLE", Then::SayAndFallSilent("+ idling\r\n"));
    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    server.look().messages.insert(2, letter(2));
    followed.shelf.until("the letter is kept", |kept| kept.offered == [1, 2]).await;

    let silent_since = server.look().fell_silent.expect("the server fell silent");
    let back_after = *server.look().dialled.last().expect("it was dialled again") - silent_since;
    assert!(back_after <= Duration::from_secs(31), "back after {back_after:?}");
    assert!(matches!(followed.shelf.look().troubles[0].0.what, Ailment::Silent(_)));
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_stall_in_the_middle_of_a_message_is_noticed_within_thirty_seconds() {
    let server = FakeImap::holding(letters([1])).failing("BODY.PEEK", Then::SayAndFallSilent("* 1 FETCH (UID 1 BODY[]<0> {70}\r\nFrom:"));

    let followed = server.followed();
    followed.shelf.until("the letter is kept", |kept| kept.offered == [1]).await;

    let silent_since = server.look().fell_silent.expect("the server fell silent");
    let back_after = *server.look().dialled.last().expect("it was dialled again") - silent_since;
    assert!(back_after <= Duration::from_secs(31), "back after {back_after:?}");
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_stall_between_two_batches_waits_for_no_second_answer() {
    let server = FakeImap::holding(letters(1..=15)).failing("UID FETCH 11:15 (UID INTERNALDATE", Then::SayAndFallSilent(""));
    let settings = ImapSettings { after_fetch: AfterFetch::MarkSeen, ..FakeImap::settings() };

    let followed = server.followed_with(settings);
    followed
        .shelf
        .until("all letters are kept", |kept| kept.offered == (1..=15).collect::<Vec<_>>())
        .await;

    let silent_since = server.look().fell_silent.expect("the server fell silent");
    let back_after = *server.look().dialled.last().expect("it was dialled again") - silent_since;
    assert!(back_after <= Duration::from_secs(31), "back after {back_after:?}");
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_server_that_lets_us_in_and_shuts_us_out_is_not_hammered() {
    let server = FakeImap::holding([]);
    for _ in 0..6 {
        server.look().faults.push_back(("IDLE", Then::SayAndClose("* BYE no\r\n")));
    }

    let followed = server.followed();
    followed.shelf.until("six attempts have failed", |kept| kept.troubles.len() == 6).await;

    let last = followed.shelf.look().troubles[5].1;
    assert!(last >= Duration::from_secs(16), "the sixth pause is {last:?}");
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_goodbye_while_idling_is_followed_by_a_new_hello() {
    let server = FakeImap::holding(letters([1]));
    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    server.says_goodbye();
    server.look().messages.insert(2, letter(2));
    followed.shelf.until("the letter is kept", |kept| kept.offered == [1, 2]).await;

    let kept = followed.shelf.look();
    assert!(
        matches!(&kept.troubles[0].0.what, Ailment::SaidGoodbye(text) if text == "shutting down"),
        "{:?}",
        kept.troubles
    );
    assert!(kept.troubles[0].1 <= Duration::from_secs(1), "the first pause is short");
}

#[tokio::test(start_paused = true)]
async fn attack_17_renumbered_mail_is_offered_again_from_the_first() {
    let server = FakeImap::holding(letters([5, 6, 7]));
    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    server.look().uid_validity = 8;
    server.look().messages = letters([1, 2, 3]).into_iter().collect();
    server.says_goodbye();
    followed.shelf.until("the mailbox is idle again", |kept| kept.idled == 2).await;

    let kept = followed.shelf.look();
    assert_eq!(kept.offered, [5, 6, 7, 1, 2, 3]);
    assert_eq!(kept.cursor.map(|cursor| (cursor.uid_validity, cursor.last_uid)), Some((8, 3)));
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_server_that_refuses_idle_is_polled() {
    for refusal in ["{tag} NO not today\r\n", "{tag} BAD unknown command\r\n"] {
        let server = FakeImap::holding(letters([1])).failing("IDLE", Then::Say(refusal));
        let followed = server.followed();
        followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

        server.look().messages.insert(2, letter(2));
        followed.shelf.until("the letter is kept", |kept| kept.offered == [1, 2]).await;

        assert_eq!((server.heard("IDLE"), server.look().dialled.len()), (1, 1), "{refusal}");
    }
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_dead_server_is_tried_ever_more_slowly() {
    let server = FakeImap::holding(letters([1]));
    for _ in 0..10 {
        server.look().faults.push_back(("CAPABILITY", Then::SayAndClose("* BYE overloaded\r\n")));
    }

    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    let pauses: Vec<u128> = followed.shelf.look().troubles.iter().map(|(_, pause)| pause.as_millis()).collect();
    for (pause, most) in pauses.iter().zip([1, 2, 4, 8, 16, 32, 60, 60, 60, 60]) {
        assert!((most * 500..=most * 1000).contains(pause), "{pauses:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn attack_18_an_expired_token_marks_the_mailbox_and_a_fresh_one_brings_the_mail() {
    let server = FakeImap::holding(letters([1, 2])).with(|mailbox| mailbox.password = "fresh-token");
    let token = |token: &str| Login::XOAuth2 { user: "support@kettle.example".into(), token: token.into() };
    let followed = server.followed_with(ImapSettings { login: token("stale-token"), ..FakeImap::settings() });
    followed.shelf.until("the mailbox is failing", |kept| kept.troubles.len() == 1).await;
    let repaired_at = Instant::now();

    followed.settings.send_modify(|settings| settings.login = token("fresh-token"));
    followed.shelf.until("the mail is kept", |kept| kept.offered == [1, 2]).await;

    let trouble = followed.shelf.look().troubles[0].clone();
    assert!(matches!(trouble.0.what, Ailment::TokenRefused(_)) && trouble.0.what.needs_a_person(), "{trouble:?}");
    assert_eq!(trouble.1, Duration::from_secs(300), "a refused login is not hammered");
    assert!(trouble.0.to_string().ends_with("choose the mailbox and connect it again."), "{}", trouble.0);
    assert!(repaired_at.elapsed() < Duration::from_secs(1), "the repair takes effect at once");
}

#[tokio::test(start_paused = true)]
async fn attack_18_a_refused_password_names_server_and_mailbox_and_not_itself() {
    let server = FakeImap::holding([]).with(|mailbox| mailbox.password = "another");

    let followed = server.followed();
    followed.shelf.until("the mailbox is failing", |kept| kept.troubles.len() == 1).await;

    let trouble = followed.shelf.look().troubles[0].0.to_string();
    assert!(trouble.starts_with("support@kettle.example at imap.kettle.example: the password was refused"), "{trouble}");
    assert!(trouble.ends_with("enter a new password and press Test."), "{trouble}");
}

#[tokio::test(start_paused = true)]
async fn following_ends_when_told_to() {
    let server = FakeImap::holding(letters([1]));
    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    followed.stop.cancel();
    tokio::time::sleep(Duration::from_secs(3600)).await;

    assert_eq!((server.look().dialled.len(), followed.shelf.look().idled), (1, 1));
}
