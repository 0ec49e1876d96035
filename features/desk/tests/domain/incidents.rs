//! One problem, many customers: each gets a letter of their own, with their own name in it, once, and nobody else's address.

use crate::cast::{TestDesk, ours, refusal};
use desk::bulk::{self, BulkId, Progress};
use desk::incident::{self, Broadcast};
use desk::{ConversationId, MessageKind, Role, Status, messages};
use testkit::both_databases;

async fn troubled(desk: &TestDesk) -> (ConversationId, [ConversationId; 2]) {
    let problem = desk.somebody("Plant", "plant@factory.test").writes("The seal of lot 7 leaks").await;
    let (mia, leo) = (desk.mia().writes("My kettle leaks").await, desk.leo().writes("Mine too").await);
    for one in [mia, leo] {
        hangs(desk, one, problem).await.expect("it hangs on the problem");
    }
    (problem, [mia, leo])
}

async fn hangs(desk: &TestDesk, one: ConversationId, problem: ConversationId) -> Result<(), db::Trouble> {
    desk.ana()
        .tries(move |work| {
            work.keep_quietly("it hung there before");
            let problem = desk::conversations::find(work, problem)?;
            desk::conversations::find(work, one)?.troubled_by(work, &problem)
        })
        .await
}

async fn broadcasts(desk: &TestDesk, problem: ConversationId, text: &str, resolve: bool) -> Result<BulkId, db::Trouble> {
    let eyes = desk.ana().eyes().await;
    let to = desk
        .ask(move |tx| incident::children(tx, eyes, problem))
        .await
        .into_iter()
        .map(|child| child.id)
        .collect();
    sends(desk, problem, Broadcast { text: text.into(), resolve, to, key: text.into() }).await
}

async fn sends(desk: &TestDesk, problem: ConversationId, letter: Broadcast) -> Result<BulkId, db::Trouble> {
    let eyes = desk.ana().eyes().await;
    desk.ana().tries(move |work| incident::broadcast(work, eyes, "UTC", problem, &letter)).await
}

#[both_databases]
async fn everybody_has_a_letter_of_their_own_once_and_is_resolved(desk: TestDesk) {
    let (problem, [mia, leo]) = troubled(&desk).await;
    let eyes = desk.ana().eyes().await;
    const TEXT: &str = "Dear {{customer.first_name}}, a new seal is on its way.";

    let letters = desk.ask(move |tx| incident::preview(tx, eyes, problem, TEXT, false)).await;
    let id = broadcasts(&desk, problem, TEXT, true).await.expect("it is begun");
    let first = bulk::carry_on(desk.db(), id, 1).await.expect("one is written");
    let progress = bulk::carry_on(desk.db(), id, 100).await.expect("the rest is written after a death");

    let previewed: Vec<_> = letters.iter().map(|letter| (letter.to.as_ref().ok().cloned(), letter.text.as_str())).collect();
    assert_eq!(previewed[0], (Some("mia@example.org".into()), "Dear Mia, a new seal is on its way."));
    assert_eq!((first.done, progress), (1, Progress { waiting: 0, done: 2, same: 0, failed: 0 }));
    for (one, address, name) in [(mia, "mia@example.org", "Mia"), (leo, "leo@example.net", "Leo")] {
        let written: Vec<_> = desk.messages(&one).await.into_iter().filter(|m| m.kind == MessageKind::Outgoing).collect();
        assert_eq!(written.len(), 1);
        assert_eq!(written[0].text, format!("Dear {name}, a new seal is on its way."));
        let id = written[0].id;
        let to: Vec<_> = desk
            .ask(move |tx| messages::recipients(tx, id))
            .await
            .into_iter()
            .map(|r| (r.role, r.address))
            .collect();
        assert_eq!(to, [(Role::To, address.to_owned())]);
        assert_eq!(desk.find(&one).await.status, Status::Resolved);
    }
    assert_eq!(desk.find(&problem).await.status, Status::Open, "the problem itself is not answered");
}

#[both_databases]
async fn what_cannot_be_answered_is_told_and_the_others_are(desk: TestDesk) {
    let (problem, [mia, leo]) = troubled(&desk).await;
    desk.ben().closes(&mia).await;
    let eyes = desk.ana().eyes().await;

    let letters = desk.ask(move |tx| incident::preview(tx, eyes, problem, "Hello", false)).await;
    let id = broadcasts(&desk, problem, "Hello", false).await.expect("it is begun");
    let progress = bulk::carry_on(desk.db(), id, 100).await.expect("it goes on");

    assert!(letters[0].to.is_err() && letters[1].to.is_ok());
    assert_eq!((progress.done, progress.failed), (1, 1));
    assert_eq!(desk.find(&leo).await.status, Status::Pending);
    assert_eq!(refusal(broadcasts(&desk, problem, "{{customer.iban}}", false).await), "desk-macro-unknown-variable");
    assert_eq!(refusal(broadcasts(&desk, problem, " ", false).await), "desk-message-empty");
}

#[both_databases]
async fn a_conversation_hangs_on_one_problem_and_no_problem_on_another(desk: TestDesk) {
    let (problem, [mia, leo]) = troubled(&desk).await;
    let other = desk.mia().writes("Another problem").await;

    assert!(hangs(&desk, mia, problem).await.is_ok(), "twice is once");
    assert_eq!(refusal(hangs(&desk, mia, other).await), "desk-incident-taken");
    assert_eq!(refusal(hangs(&desk, problem, other).await), "desk-incident-nested");
    assert_eq!(refusal(hangs(&desk, other, leo).await), "desk-incident-nested");
    let eyes = desk.lia().eyes().await;
    let seen = desk.ask(move |tx| incident::children(tx, eyes, problem)).await;
    assert_eq!(seen.iter().map(|child| child.id).collect::<Vec<_>>(), [mia, leo]);
}

#[both_databases]
async fn a_letter_to_all_goes_to_the_customer_and_to_nobody_who_wrote_since(desk: TestDesk) {
    let problem = desk.somebody("Plant", "plant@factory.test").writes("The seal of lot 7 leaks").await;
    let mia = desk.mia().mail("My kettle leaks").cc("rex@rival.test").files().await;
    assert_eq!(desk.somebody("Rex", "rex@rival.test").replies(&mia, "What do you do about it?").await, mia);
    let mut away = desk.mia().mail("I am away").clue(ours(&mia)).automatic("reply");
    away.arrival.reply_to = vec!["robot@example.org".into()];
    away.files().await;
    let unwritten = desk.leo().writes("Mine too").await;
    desk.does(move |work| {
        db::sql("UPDATE message SET automatic = 'reply' WHERE conversation_id = $1")
            .with(unwritten)
            .run(work)?;
        work.keep_quietly("a scene");
        Ok(())
    })
    .await;
    for one in [mia, unwritten] {
        hangs(&desk, one, problem).await.expect("it hangs on the problem");
    }
    let eyes = desk.ana().eyes().await;

    let letters = desk.ask(move |tx| incident::preview(tx, eyes, problem, "A seal is on its way", false)).await;
    let to: Vec<_> = letters.into_iter().map(|letter| letter.to.expect("an address")).collect();

    assert_eq!(to, ["mia@example.org", "leo@example.net"]);
}

#[both_databases]
async fn one_key_is_one_letter_to_those_it_was_seen_to_go_to(desk: TestDesk) {
    let (problem, [mia, leo]) = troubled(&desk).await;
    let letter = |to: &[ConversationId], key: &str| Broadcast { text: "A seal".into(), resolve: false, to: to.to_vec(), key: key.into() };
    let stranger = desk.mia().writes("Something else").await;

    let (one, same) =
        tokio::join!(sends(&desk, problem, letter(&[mia, stranger], "a")), sends(&desk, problem, letter(&[mia, stranger], "a")));
    let another = sends(&desk, problem, letter(&[mia], "b")).await.expect("another look, another letter");
    let nobody = refusal(sends(&desk, problem, letter(&[stranger], "c")).await);

    let (one, same) = (one.expect("it is begun"), same.expect("it was begun"));
    assert!(one == same && one != another);
    assert_eq!(nobody, "desk-bulk-none");
    assert_eq!(bulk::carry_on(desk.db(), one, 100).await.expect("it goes on").total(), 1);
    assert_eq!(
        (desk.messages(&mia).await.len(), desk.messages(&leo).await.len(), desk.messages(&stranger).await.len()),
        (2, 1, 1)
    );
    assert_eq!(desk.count("SELECT COUNT(*) FROM activity WHERE kind = 'bulk.begun'").await, 2);
}
