//! Who hears of what, where they want to hear of it, and who does not.

use crate::cast::{A_DAY, Colleague, TestDesk, ours};
use db::sql;
use desk::notices::{self, Kind, Reminder};
use desk::{ConversationId, Event};
use testkit::both_databases;

/// Does what the house does after the fact, for everything in the log so far.
async fn word_gets_around(desk: &TestDesk) {
    desk.does(|work| {
        let log: Vec<String> = sql("SELECT detail FROM activity WHERE kind <> 'colleagues.told' ORDER BY id").all(work)?;
        log.iter()
            .filter_map(|detail| serde_json::from_str::<Event>(detail).ok())
            .try_for_each(|event| notices::tell(work, &event))
    })
    .await;
}

async fn on_screen(colleague: Colleague<'_>, desk: &TestDesk) -> Vec<Kind> {
    let eyes = colleague.eyes().await;
    desk.ask(move |tx| notices::of(tx, eyes, 20))
        .await
        .into_iter()
        .rev()
        .map(|notice| notice.kind)
        .collect()
}

async fn wants(desk: &TestDesk, agent: i64, screen: &'static str, mail: &'static str) {
    desk.does(move |work| {
        work.keep_quietly("a scene");
        sql("UPDATE agent SET notify_on_screen = $2, notify_by_mail = $3 WHERE id = $1")
            .with(agent)
            .with(screen)
            .with(mail)
            .run(work)
    })
    .await;
}

async fn letters(desk: &TestDesk) -> Vec<Option<Reminder>> {
    desk.ask(|tx| {
        let promised: Vec<String> = sql("SELECT payload FROM job WHERE kind = 'desk.notice' ORDER BY id").all(tx)?;
        promised.iter().map(|notice| notices::reminder(tx, notice.parse().unwrap())).collect()
    })
    .await
}

async fn follows(desk: &TestDesk, conversation: ConversationId, agent: i64) {
    desk.ana().with(&conversation, move |c, work| c.follow(work, agent)).await;
}

#[both_databases]
async fn an_answer_is_told_to_who_works_on_it_and_to_who_follows(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben, lia) = (desk.ana().id, desk.ben().id, desk.lia().id);
    desk.ana().with(&kettle, move |c, work| c.assign(work, Some(ana))).await;
    follows(&desk, kettle, ben).await;
    follows(&desk, kettle, ana).await;
    wants(&desk, lia, "assigned mentioned answered followed team_waiting", "followed").await;
    desk.mia().replies(&kettle, "It still leaks").await;

    word_gets_around(&desk).await;

    let told = on_screen(desk.ana(), &desk).await;
    assert_eq!(told.iter().filter(|kind| **kind == Kind::Answered).count(), 2, "both of her messages, once each: {told:?}");
    assert!(!told.contains(&Kind::Followed), "{told:?}");
    assert!(on_screen(desk.ben(), &desk).await.contains(&Kind::Followed));
    assert_eq!(on_screen(desk.lia(), &desk).await, [], "she has nothing to do with it");
}

#[both_databases]
async fn nobody_is_told_of_their_own_words_of_machines_or_of_the_past(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    follows(&desk, kettle, ana).await;
    follows(&desk, kettle, ben).await;
    desk.ana().replies(&kettle, "Which kettle?").await;
    desk.ana().notes(&kettle, "She is a regular").await;
    desk.mia().mail("I am away").automatic("reply").clue(ours(&kettle)).files().await;
    desk.mia().mail("Written last week").sent_before(8 * A_DAY).clue(ours(&kettle)).files().await;

    word_gets_around(&desk).await;

    assert_eq!(on_screen(desk.ana(), &desk).await, [Kind::Followed], "of Mia's first message only");
    assert_eq!(on_screen(desk.ben(), &desk).await, [Kind::Followed; 3], "of hers, of Ana's answer and of the note");
}

#[both_databases]
async fn a_new_conversation_of_a_team_is_told_to_its_members_who_asked_for_it(desk: TestDesk) {
    let (ana, ben) = (desk.ana().id, desk.ben().id);
    wants(&desk, ana, "team_waiting", "").await;
    wants(&desk, ben, "team_waiting", "").await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    let repairs = desk.repairs;
    desk.ben().with(&kettle, move |c, work| c.hand_to_team(work, Some(repairs))).await;

    word_gets_around(&desk).await;

    assert_eq!(on_screen(desk.ana(), &desk).await, [Kind::TeamWaiting]);
    assert_eq!(on_screen(desk.ben(), &desk).await, [], "he is not in that team");
}

#[both_databases]
async fn who_wants_a_letter_gets_one_until_they_have_looked(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let ben = desk.ben().id;
    wants(&desk, ben, "", "mentioned followed").await;
    desk.ana().notes(&kettle, "@Ben?").await;
    desk.mia().replies(&kettle, "It still leaks").await;
    word_gets_around(&desk).await;

    let promised = letters(&desk).await;
    assert_eq!(promised.len(), 1, "one letter about one conversation");
    let letter = promised[0].clone().expect("he has not looked");
    assert_eq!((letter.to.as_str(), letter.kind, letter.number), ("ben@kettle.example", Kind::Mentioned, 1));
    assert_eq!(on_screen(desk.ben(), &desk).await, [], "he wants nothing on screen");

    desk.ben().does(move |work| notices::read(work, ben, kettle)).await;
    assert_eq!(letters(&desk).await, [None], "he has looked, so the letter stays unwritten");
    desk.ana().notes(&kettle, "@Ben, and now?").await;
    assert_eq!(letters(&desk).await.iter().flatten().count(), 1, "a new letter for what is new");
}

#[both_databases]
async fn attack_26_a_letter_tells_nobody_what_they_may_no_longer_see(desk: TestDesk) {
    let recipe = desk.mia().to(desk.secret).writes("The secret recipe").await;
    let ana = desk.ana().id;
    wants(&desk, ana, "mentioned", "mentioned").await;
    desk.ben().notes(&recipe, "@Ana, look").await;
    assert_eq!(letters(&desk).await.iter().flatten().count(), 1);

    let secret = desk.secret;
    desk.does(move |work| desk::inboxes::find(work, secret)?.let_see(work, false, &[], &[])).await;

    assert_eq!(letters(&desk).await, [None]);
}
