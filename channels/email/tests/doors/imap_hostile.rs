//! Servers that lie or attack: the memory stays bounded, the program goes on, and honest mail still comes in.

use email::imap::{Ailment, Skipped, WhySkipped};

use crate::fake_imap::{FakeImap, Then};
use crate::imap_mail::letters;

async fn survives(said: &'static str) -> String {
    let server = FakeImap::holding(letters([1])).failing("BODY.PEEK", Then::Say(said));
    let followed = server.followed();
    followed.shelf.until("honest mail is kept after all", |kept| kept.offered == [1]).await;
    let kept = followed.shelf.look();
    kept.troubles.first().map(|(trouble, _)| trouble.what.to_string()).unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_literal_of_two_gigabytes_is_refused() {
    let trouble = survives("* 1 FETCH (UID 1 BODY[]<0> {2147483648}\r\nxxxx").await;

    assert!(trouble.contains("an answer of 2147483648 bytes where at most 4000 were asked for"), "{trouble}");
}

#[tokio::test(start_paused = true)]
async fn attack_17_hostile_lines_end_the_session_and_not_the_program() {
    for said in [
        "* 1 FETCH (BODYSTRUCTURE ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((\r\n",
        "* 1 FETCH (UID 99999999999999999999)\r\n",
        "* OK [ALERT]\u{e9}\u{e9}\r\n",
        "\u{0}\u{1}\u{2}\r\n",
        "* BYE\r\n",
        "+ go ahead\r\nA9999 OK what\r\n* LIST\r\n",
    ] {
        let trouble = survives(said).await;
        assert!(!trouble.is_empty(), "{said:?} was taken for an answer");
    }
}

#[tokio::test(start_paused = true)]
async fn attack_17_the_deepest_nest_the_fence_lets_through_is_parsed_without_harm() {
    let nest: &'static str = format!("* 1 FETCH (BODYSTRUCTURE {}{})\r\n", "(".repeat(31), ")".repeat(31)).leak();

    let trouble = survives(nest).await;

    assert!(trouble.contains("unreadable"), "{trouble}");
}

#[tokio::test(start_paused = true)]
async fn attack_17_messages_nobody_asked_for_are_not_kept() {
    let flood = "* 9 FETCH (UID 900 BODY[]<0> {5}\r\nhello)\r\n* 1 FETCH (UID 1 BODY[]<0> {2}\r\nhi)\r\n{tag} OK done\r\n";
    let server = FakeImap::holding(letters([1])).failing("BODY.PEEK", Then::Say(flood));

    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    assert_eq!(followed.shelf.look().offered, [1]);
    assert_eq!(followed.shelf.look().messages[&(7, 1)], b"hi");
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_size_that_lies_does_not_get_past_the_limit() {
    let server = FakeImap::holding([(1, vec![b'x'; 9000]), (2, b"honest".to_vec())]).with(|mailbox| mailbox.claimed_size = Some(10));

    let followed = server.followed();
    followed.shelf.until("the mailbox is idle", |kept| kept.idled == 1).await;

    let kept = followed.shelf.look();
    assert_eq!(kept.offered, [2]);
    assert!(matches!(kept.skipped[..], [Skipped { uid: 1, why: WhySkipped::TooLarge, .. }]), "{:?}", kept.skipped);
}

#[tokio::test(start_paused = true)]
async fn attack_17_a_greeting_that_is_no_imap_is_said_so() {
    let server = FakeImap::holding([]).failing("CAPABILITY", Then::SayAndClose("HTTP/1.1 400 Bad Request\r\n"));

    let followed = server.followed();
    followed.shelf.until("the mailbox is failing", |kept| !kept.troubles.is_empty()).await;

    let trouble = followed.shelf.look().troubles[0].0.clone();
    assert!(matches!(trouble.what, Ailment::SaidGoodbye(_)), "{trouble}");
}
