//! Killed at random and at every commit point: nothing accepted is lost, nothing is filed or threaded twice.
//!
//! Each round three mails wait and one reply is promised; the program is killed in the middle of it and started again.
//! A reply may be handed to the mail server twice when the kill falls between its yes and our note; then both copies bear
//! one Message-ID, by which receivers tell them for one.

use crate::post::{Servers, eventually, header, mail};
use crate::running::Desk;
use db::{Actor, sql};
use desk::{Recipients, Reply, Then};
use kit::EmailAddress;
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

/// How often it is killed; `./check --soak` plays 1,000.
fn rounds() -> usize {
    crate::order_desk_killed::rounds(200)
}

/// Even rounds die at a commit, before or after it; odd ones after a while.
fn death(round: usize) -> Vec<(&'static str, String)> {
    let side = if round.is_multiple_of(4) { "before" } else { "after" };
    if round.is_multiple_of(2) {
        vec![("FRONTLINE_ABORT_AT_COMMIT", format!("{side}:{}", 1 + (round / 2) % 24))]
    } else {
        Vec::new()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_20_attack_41_killed_at_every_commit_nothing_is_lost_or_doubled() {
    let Some(servers) = Servers::find() else { return };
    let mut desk = Desk::with_mailbox(&servers, "journey-killed").await;
    let customer = "killed-customer@customer.example";
    let mut slowest = Duration::ZERO;

    for round in 0..rounds() {
        let mails: Vec<String> = (0..3)
            .map(|n| {
                mail(
                    &format!("K <{customer}>"),
                    &desk.inbox_address,
                    &format!("round {round} mail {n}"),
                    &format!("r{round}m{n}@customer.example"),
                    "",
                    "Hello",
                )
            })
            .collect();
        let (post, to) = (servers.clone(), desk.inbox_address.clone());
        tokio::task::spawn_blocking(move || post.deliver(customer, &to, &mails)).await.expect("delivered");
        promise_a_reply(&desk, customer, round).await;
        if let Some(took) = desk.start(&death(round)) {
            slowest = slowest.max(took);
        }
        eventually(Duration::from_millis(120 + 97 * (round as u64 % 7)), || desk.has_died().then_some(()));
        desk.kill();
    }
    slowest = slowest.max(desk.start(&[]).expect("the desk starts after all that"));
    let (expected, replies) = ((rounds() * 3) as i64, rounds());
    let db = desk.data();
    for _ in 0..600 {
        let filed: i64 = db
            .read(|tx| sql("SELECT COUNT(*) FROM message WHERE kind = 'incoming'").only(tx, "count"))
            .await
            .expect("count");
        let waiting = db.read(|tx| db::jobs::waiting(tx, desk::delivery::JOB)).await.expect("jobs");
        if filed >= expected && waiting == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    eprintln!("slowest start after a kill: {slowest:?}");

    let (filed, distinct): (i64, i64) = db
        .read(|tx| sql("SELECT COUNT(*), COUNT(DISTINCT external_id) FROM message WHERE kind = 'incoming'").only(tx, "count"))
        .await
        .expect("count");
    assert_eq!((filed, distinct), (expected, expected), "incoming mails filed, and different ones\n{}", desk.log());
    let health: String = db.read(|tx| sql("PRAGMA integrity_check /* sqlite */").only(tx, "answer")).await.expect("answer");
    assert_eq!(health, "ok");

    let received = servers.mailbox(customer);
    let mut by_text: BTreeMap<String, HashSet<String>> = BTreeMap::new();
    for copy in &received {
        let round = copy.lines().find(|line| line.starts_with("Reply of round")).unwrap_or("").to_owned();
        by_text.entry(round).or_default().insert(header(copy, "Message-ID"));
    }
    assert_eq!(by_text.len(), replies, "every accepted reply arrived");
    assert!(by_text.values().all(|ids| ids.len() == 1), "copies of one reply bear one Message-ID: {by_text:?}");
    eprintln!("{} replies, {} copies received", replies, received.len());
}

async fn promise_a_reply(desk: &Desk, customer: &str, round: usize) {
    let db = desk.data();
    let (agent, inbox) = (desk.agent, desk.inbox);
    let to = vec![EmailAddress::parse(customer).expect("an address")];
    let reply = Reply {
        recipients: Recipients { to, ..Recipients::default() },
        text: format!("Reply of round {round}."),
        answers: None,
        draft: None,
        then: Then::Pending,
        send_at: None,
    };
    db.work(Actor::Agent(agent), move |work| desk::start(work, inbox, &format!("Letter {round}"), &reply))
        .await
        .expect("accepted");
}
