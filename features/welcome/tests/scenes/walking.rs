//! How far a new desk is, and how far an agent on the tour.

use crate::stage::Desk;
use db::{Trouble, sql};
use desk::{Recipients, Reply, Then};
use kit::{EmailAddress, Locale};
use testkit::both_databases;
use welcome::practice::{self, Words};
use welcome::setup::{self, State, Step};
use welcome::{news, tour};

fn words(desk: &Desk) -> Words {
    Words::of(&desk.site.text(Locale::En))
}

#[both_databases]
async fn a_new_desk_is_told_by_how_it_stands(desk: Desk) {
    let fresh = desk.read(setup::standing).await;
    desk.by(desk.noor, |work| agents::company::rename(work, "Kettle & Co.")).await.expect("named");
    desk.by(desk.noor, |work| setup::skip(work, Step::Team)).await.expect("skipped");
    desk.by(desk.noor, |work| setup::skip(work, Step::Team)).await.expect("skipped before");
    let ana = desk.by(desk.ana, |work| setup::skip(work, Step::Inbox)).await;
    let later = desk.read(setup::standing).await;
    desk.by(desk.noor, |work| setup::take_up(work, Step::Team)).await.expect("taken up");
    let at_last = desk.read(setup::standing).await;

    // Ana is a colleague already.
    assert_eq!((fresh.settled(), fresh.next(), fresh.is_over()), (1, Some(Step::Company), false));
    assert!(later.0.contains(&(Step::Company, State::Done)) && later.0.contains(&(Step::Team, State::Skipped)));
    assert!(at_last.0.contains(&(Step::Team, State::Open)));
    assert!(ana.is_err(), "who may not change settings skips nothing");
}

#[both_databases]
async fn a_practice_message_is_answered_and_ends_the_set_up(desk: Desk) {
    let spoken = words(&desk);
    let number = desk.by(desk.noor, move |work| practice::begin(work, &spoken)).await.expect("a message");
    let inboxes = desk.read(desk::inboxes::all).await;
    let before = desk.read(setup::standing).await;
    let reply = desk.by(desk.noor, move |work| {
        let everything = desk::Viewer { agent: 0, sees_all: true };
        let found = desk::Visible::numbered(work, everything, number)?;
        let to = EmailAddress::parse("customer@practice.invalid").map_err(|e| Trouble::Shape(e.to_string()))?;
        let recipients = Recipients { to: vec![to], ..Recipients::default() };
        found.reply(
            work,
            &Reply {
                recipients,
                text: "Tomorrow.".into(),
                answers: None,
                draft: None,
                then: Then::Pending,
                send_at: None,
            },
        )
    });
    reply.await.expect("a reply");
    let thanks = desk.site.text(Locale::En);
    let too_soon = practice::carry_due(desk.db(), &thanks).await.expect("looked");
    desk.clock().forward_seconds(11);
    let carried = practice::carry_due(desk.db(), &thanks).await.expect("carried");
    let again = practice::carry_due(desk.db(), &thanks).await.expect("looked again");

    let texts: Vec<String> = desk.read(|tx| sql("SELECT text FROM message WHERE kind = 'incoming' ORDER BY id").all(tx)).await;
    let mail: i64 = desk.read(|tx| db::jobs::waiting(tx, desk::delivery::JOB)).await;
    assert_eq!((inboxes.len(), inboxes[0].channel.as_str()), (1, "practice"));
    assert!(!before.is_over() && before.0.contains(&(Step::Inbox, State::Open)), "a practice inbox is no inbox");
    assert_eq!((too_soon, carried, again), (0, 1, 0), "it can be taken back until it leaves");
    assert_eq!((texts.len(), mail), (2, 0));
    assert!(texts[0].contains("practice message") && texts[1].contains("your desk answers"));
    assert!(desk.read(setup::standing).await.is_over());
}

#[both_databases]
async fn the_tour_waits_is_left_and_goes_on_where_it_was(desk: Desk) {
    let ana = desk.ana;
    let at = || {
        desk.read(move |tx| Ok(tour::standing(tx, ana)?.map(|standing| (standing.step.map_or("over", |step| step.word), standing.done))))
    };

    assert!(desk.read(move |tx| tour::is_offered(tx, ana)).await);
    assert_eq!(at().await, None);
    desk.by(ana, move |work| tour::begin(work, ana, false)).await.expect("begun");
    desk.by(ana, move |work| tour::did(work, ana, "reply")).await.expect("not yet");
    assert_eq!(at().await, Some(("open", 0)), "only the step one is at counts");
    desk.by(ana, move |work| tour::did(work, ana, "open")).await.expect("done");
    assert_eq!(at().await, Some(("reply", 1)));
    desk.by(ana, move |work| tour::leave(work, ana)).await.expect("left");
    assert_eq!(at().await, None);
    desk.by(ana, move |work| tour::begin(work, ana, false)).await.expect("again");
    assert_eq!(at().await, Some(("reply", 1)), "it waits where it was left");
    for step in tour::STEPS {
        desk.by(ana, move |work| tour::did(work, ana, step.word)).await.expect("passed over");
    }
    assert_eq!(at().await, Some(("over", tour::STEPS.len())));
    desk.by(ana, move |work| tour::leave(work, ana)).await.expect("over");
    assert!(!desk.read(move |tx| tour::is_offered(tx, ana)).await);
    desk.by(ana, move |work| tour::begin(work, ana, true)).await.expect("anew");
    assert_eq!(at().await, Some(("open", 0)));
}

#[both_databases]
async fn notes_are_new_once_and_only_to_who_was_here_before(desk: Desk) {
    let (ana, noor) = (desk.ana, desk.noor);
    desk.db()
        .work(db::Actor::System, move |work| {
            work.keep_quietly("Noor came a year later");
            sql("UPDATE agent SET created_at = $2 WHERE id = $1")
                .with(noor)
                .with(kit::Moment::from_seconds(4_000_000_000))
                .run(work)
        })
        .await
        .expect("moved");

    let unseen = desk.read(move |tx| news::unseen(tx, ana)).await;
    let page = desk.gets("ana", "/news").await;
    let seen = desk.read(move |tx| news::unseen(tx, ana)).await;

    assert_eq!((unseen, seen), (news::NOTES.len() as i64, 0));
    assert_eq!(page.text.matches("New to you").count(), news::NOTES.len());
    assert_eq!(desk.read(move |tx| news::unseen(tx, noor)).await, 0);
}
