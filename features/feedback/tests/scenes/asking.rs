//! Who is asked, when, in which words; and who is left alone.

use crate::stage::{House, MIA};
use db::{Actor, sql};
use desk::{ConversationId, InboxId, Status, conversations, inboxes, messages};
use feedback::asking::{Spared, spared};
use feedback::survey::{self, Survey};
use kit::EmailAddress;
use testkit::both_databases;

async fn why(house: &House, conversation: ConversationId) -> Option<Spared> {
    house
        .read(move |tx| {
            let conversation = conversations::find(tx, conversation)?;
            let survey = survey::of(tx, conversation.inbox_id)?;
            spared(tx, &survey, &conversation)
        })
        .await
}

#[both_databases]
async fn a_day_after_it_was_resolved_a_customer_is_asked_once_in_their_language(house: House) {
    let conversation = house.writes(house.support, MIA, "no").await;
    let customer = house.customer(conversation).await;
    house
        .works(Actor::System, move |work| {
            work.keep_quietly("she speaks Spanish");
            sql("UPDATE customer SET language = 'es' WHERE id = $1").with(customer).run(work).map(drop)
        })
        .await;
    house.is_answered_and_resolved(conversation).await;

    let before = house.read(move |tx| conversations::find(tx, conversation)).await.last_activity_at;
    let early = house.asks_who_is_due().await;
    house.forward_hours(25);
    let (first, again) = (house.asks_who_is_due().await, house.asks_who_is_due().await);

    assert_eq!((early, first, again), (0, 1, 0));
    let (now, last, to) = house
        .read(move |tx| {
            let last = messages::of(tx, conversation)?.pop().expect("the question");
            let to = messages::recipients(tx, last.id)?;
            Ok((conversations::find(tx, conversation)?, last, to))
        })
        .await;
    assert_eq!((now.status, now.waiting_since), (Status::Resolved, None), "asking reopens nothing");
    assert_eq!(now.last_activity_at, before, "and moves nothing up in the lists");
    assert_eq!((last.automatic.as_str(), to.len(), to[0].address.as_str()), ("survey", 1, MIA));
    assert!(last.subject.contains("¿Qué tal le ha atendido Kettle & Co.?"), "{}", last.subject);
    assert!(!last.text.contains("/rate/"), "the thread holds no link: {}", last.text);
    let letter = house.letter(conversation).await;
    assert!(
        letter.text.contains("5 – Muy bien: https://desk.example/rate/") && letter.html.contains("1 – Muy mal"),
        "{}",
        letter.text
    );
    let waiting: i64 = house.read(|tx| db::jobs::waiting(tx, desk::delivery::JOB)).await;
    assert_eq!((waiting, house.count("rating.asked").await), (2, 1), "Ana's answer and the question are in the outbox");
}

#[both_databases]
async fn nobody_is_asked_twice_within_the_days_of_rest(house: House) {
    house.asked_about(house.support, MIA).await;

    let second = house.writes(house.support, MIA, "no").await;
    house.is_answered_and_resolved(second).await;
    house.forward_hours(25);
    let spared_then = house.asks_who_is_due().await;
    house.forward_hours(30 * 24);
    let third = house.writes(house.support, MIA, "no").await;
    house.is_answered_and_resolved(third).await;
    house.forward_hours(25);

    assert_eq!((spared_then, house.asks_who_is_due().await), (0, 1));
}

#[both_databases]
async fn two_that_fall_due_at_once_are_one_question(house: House) {
    for _ in 0..2 {
        let one = house.writes(house.support, MIA, "no").await;
        house.is_answered_and_resolved(one).await;
    }
    house.forward_hours(25);

    assert_eq!(house.asks_who_is_due().await, 1);
}

#[both_databases]
async fn who_is_left_alone_and_why(house: House) {
    let by_hand = house.writes(house.support, MIA, "no").await;
    house.is_answered(by_hand, desk::Then::Pending).await;
    assert_eq!(why(&house, by_hand).await, Some(Spared::NotDone));
    house
        .works(Actor::Agent(house.ana.0), move |work| conversations::find(work, by_hand)?.resolve(work))
        .await;
    assert_eq!(why(&house, by_hand).await, None);

    let machine = house.writes(house.support, "robot@customer.example", "auto-generated").await;
    let unanswered = house.writes(house.support, "una@customer.example", "no").await;
    let spam = house.writes(house.support, "spam@customer.example", "no").await;
    let hanging = house.writes(house.support, "han@customer.example", "no").await;
    let imported = house.writes(house.support, "past@customer.example", "no").await;
    let bounced = house.writes(house.support, "gone@customer.example", "no").await;
    for one in [spam, hanging, imported, bounced, machine] {
        house.is_answered(one, desk::Then::Resolved).await;
    }
    house
        .works(Actor::Agent(house.ana.0), move |work| {
            conversations::find(work, unanswered)?.resolve(work)?;
            conversations::find(work, spam)?.tag(work, "Spam")?;
            let problem = conversations::find(work, by_hand)?;
            problem.link(work, hanging, desk::incident::REASON)?;
            desk::taken_over::recorded(work, imported, 3)?;
            let gone = EmailAddress::parse("gone@customer.example").expect("an address");
            customers::mark_undeliverable(work, &gone, "550 no such user")
        })
        .await;

    let found = [machine, unanswered, spam, hanging, imported, bounced];
    let mut reasons = Vec::new();
    for one in found {
        reasons.push(why(&house, one).await);
    }
    assert_eq!(
        reasons,
        [
            Some(Spared::Automatic),
            Some(Spared::Unanswered),
            Some(Spared::Spam),
            Some(Spared::Incident),
            Some(Spared::Imported),
            Some(Spared::NoAddress),
        ]
    );
    house.asks(Survey::untouched(house.support)).await;
    assert_eq!(why(&house, by_hand).await, Some(Spared::Off));
}

#[both_databases]
async fn what_is_reopened_meanwhile_is_not_asked_about(house: House) {
    let conversation = house.writes(house.support, MIA, "no").await;
    house.is_answered_and_resolved(conversation).await;
    house
        .works(Actor::Agent(house.ana.0), move |work| conversations::find(work, conversation)?.reopen(work))
        .await;
    house.forward_hours(25);

    assert_eq!(house.asks_who_is_due().await, 0);
    house
        .works(Actor::Agent(house.ana.0), move |work| conversations::find(work, conversation)?.resolve(work))
        .await;
    house.is_told(conversation).await;
    assert_eq!(house.asks_who_is_due().await, 0, "the day begins anew");
    house.forward_hours(25);
    assert_eq!(house.asks_who_is_due().await, 1);
}

#[both_databases]
async fn switched_off_nobody_is_asked_also_about_what_is_done_already(house: House) {
    let conversation = house.writes(house.support, MIA, "no").await;
    house.is_answered_and_resolved(conversation).await;
    house.asks(Survey::untouched(house.support)).await;
    house.forward_hours(25);

    assert_eq!((house.asks_who_is_due().await, house.count("rating.asked").await), (0, 0));
}

#[both_databases]
async fn nothing_is_asked_in_an_inbox_that_is_closed(house: House) {
    let (conversation, inbox): (ConversationId, InboxId) = (house.writes(house.support, MIA, "no").await, house.support);
    house.is_answered_and_resolved(conversation).await;
    house.works(Actor::Agent(house.noor.0), move |work| inboxes::find(work, inbox)?.archive(work)).await;

    assert_eq!(why(&house, conversation).await, Some(Spared::NoMail));
}
