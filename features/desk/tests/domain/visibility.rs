//! Attack 26 in the domain: what an agent may not see is not fetched, by any question.

use crate::cast::{Colleague, TestDesk, refusal};
use agents::{AgentId, TeamId, teams};
use desk::lists::{self, View};
use desk::{Visible, attachments, inboxes, links, notices};
use std::collections::BTreeMap;
use testkit::both_databases;

const SUBJECT: &str = "Vault code 1234";

/// Everything the desk would fetch for somebody, as one text.
async fn everything_for(desk: &TestDesk, colleague: Colleague<'_>) -> String {
    let (eyes, agent) = (colleague.eyes().await, colleague.id);
    let mut all = String::new();
    for view in View::ALL {
        all.push_str(&format!("{:?}\n", colleague.sees(lists::Asked { view: Some(*view), ..Default::default() }).await));
    }
    let rest = desk.ask(move |tx| {
        let ids: Vec<desk::ConversationId> = db::sql("SELECT id FROM conversation ORDER BY id").all(tx)?;
        let mut text = format!(
            "{:?} {:?} {:?}",
            lists::lines(tx, eyes, &ids)?,
            notices::of(tx, eyes, 100)?,
            desk::drafts::of_agent(tx, agent)?
        );
        for id in ids {
            text.push_str(&format!("{:?} {:?}", links(tx, eyes, id)?, Visible::find(tx, eyes, id).ok()));
        }
        for number in 0..10 {
            text.push_str(&format!("{:?}", Visible::numbered(tx, eyes, number).ok()));
        }
        Ok(text)
    });
    all.push_str(&rest.await);
    all
}

async fn counted_for(desk: &TestDesk, colleague: Colleague<'_>) -> (lists::Counts, i64, usize, usize) {
    let eyes = colleague.eyes().await;
    desk.ask(move |tx| {
        Ok((
            lists::counts(tx, eyes)?,
            notices::unread(tx, eyes)?,
            lists::open_by_inbox(tx, eyes)?.len(),
            inboxes::seen_by(tx, eyes)?.len(),
        ))
    })
    .await
}

#[both_databases]
async fn attack_26_no_question_answers_with_a_conversation_of_an_inbox_out_of_sight(desk: TestDesk) {
    let kettle = desk.mia().writes("The kettle leaks").await;
    let before = counted_for(&desk, desk.lia()).await;
    let (safe, _) = desk
        .mia()
        .to(desk.secret)
        .mail("1234")
        .about(SUBJECT)
        .with_file("code.txt", b"1234")
        .is_filed()
        .await;
    desk.ana().with(&kettle, move |c, work| c.link(work, safe, "related")).await;
    desk.ana().notes(&safe, "@Lia @Ben @Ana 1234").await;
    let file = desk.ask(move |tx| attachments::of(tx, safe)).await[0].id;
    let (lia, ana) = (desk.lia().eyes().await, desk.ana().eyes().await);

    let hidden = everything_for(&desk, desk.lia()).await;
    let seen = everything_for(&desk, desk.ana()).await;

    assert!(seen.contains(SUBJECT) && !hidden.contains(SUBJECT) && !hidden.contains("1234"), "{hidden}");
    assert_eq!(counted_for(&desk, desk.lia()).await, before);
    assert_eq!(refusal(desk.ask(move |tx| Ok(attachments::seen_by(tx, lia, file).map(|f| f.name))).await), "not found");
    assert!(desk.ask(move |tx| Ok(attachments::seen_by(tx, ana, file).is_ok())).await);
}

#[both_databases]
async fn attack_26_not_there_and_not_visible_are_one_answer(desk: TestDesk) {
    let safe = desk.mia().to(desk.secret).writes("1234").await;
    let eyes = desk.lia().eyes().await;

    let invisible = desk.ask(move |tx| Ok(Visible::find(tx, eyes, safe).map(|_| ()).unwrap_err().to_string())).await;
    let missing = desk
        .ask(move |tx| Ok(Visible::find(tx, eyes, desk::ConversationId(4_711)).map(|_| ()).unwrap_err().to_string()))
        .await;

    assert_eq!(invisible, missing);
}

#[both_databases]
async fn attack_27_leaving_the_team_ends_the_view_at_once(desk: TestDesk) {
    let safe = desk.mia().to(desk.secret).mail("1234").about(SUBJECT).files().await;
    desk.ana().notes(&safe, "@Ana remember").await;
    let before = everything_for(&desk, desk.ana()).await;
    let repairs = desk.repairs;

    desk.does(move |work| teams::set_members(work, TeamId(repairs), &BTreeMap::<AgentId, bool>::new()))
        .await;

    assert!(before.contains(SUBJECT));
    assert!(!everything_for(&desk, desk.ana()).await.contains(SUBJECT));
    assert!(everything_for(&desk, desk.ben()).await.contains(SUBJECT));
}

#[both_databases]
async fn an_inbox_is_opened_to_chosen_people_and_closed_again(desk: TestDesk) {
    let safe = desk.mia().to(desk.secret).writes("1234").await;
    let (secret, lia) = (desk.secret, desk.lia().id);

    desk.ben().does(move |work| inboxes::find(work, secret)?.let_see(work, false, &[], &[lia])).await;
    let chosen = (desk.lia().looks_at(View::All).await, desk.ana().looks_at(View::All).await);
    desk.ben().does(move |work| inboxes::find(work, secret)?.let_see(work, true, &[], &[])).await;
    let everybody = desk.ana().looks_at(View::All).await;

    assert_eq!((chosen, everybody), ((vec![safe], vec![]), vec![safe]));
}

#[both_databases]
async fn attack_25_a_file_moves_out_of_sight_with_its_conversation(desk: TestDesk) {
    let kettle = desk.mia().mail("The kettle leaks").with_file("photo.txt", b"drip").files().await;
    let (file, eyes, secret) = (desk.ask(move |tx| attachments::of(tx, kettle)).await[0].id, desk.lia().eyes().await, desk.secret);
    let before = attachments::fetch(desk.db(), eyes, file).await.expect("seen").bytes;

    desk.ana().with(&kettle, move |c, work| c.move_to_inbox(work, secret)).await;

    assert_eq!(before, b"drip");
    assert!(desk.ask(move |tx| Ok(attachments::seen_by(tx, eyes, file).is_err())).await);
}

#[both_databases]
async fn an_address_of_ours_belongs_to_one_inbox(desk: TestDesk) {
    let (support, secret) = (desk.support, desk.secret);
    desk.does(move |work| inboxes::find(work, support)?.also_answers(work, "help@kettle.example")).await;

    let alias = refusal(
        desk.ben()
            .tries(move |work| inboxes::find(work, secret)?.also_answers(work, "help@kettle.example"))
            .await,
    );
    let second = refusal(
        desk.ben()
            .tries(|work| desk::Inbox::add(work, "email", "help@kettle.example", &crate::cast::settings("Help")))
            .await,
    );

    assert_eq!((alias, second), ("desk-inbox-address-taken", "desk-inbox-address-taken"));
    assert_eq!(desk.ask(|tx| inboxes::owning(tx, "help@kettle.example")).await, Some(support));
    assert_eq!(desk.ask(move |tx| inboxes::aliases(tx, support)).await, ["help@kettle.example"]);
}
