//! Digests, quiet hours and pushes: what is told when, to whom, and what is never told twice.

use crate::cast::TestDesk;
use agents::notifications::{DigestPace, Quiet};
use agents::{AgentId, Notifications, Occasion, change_notifications};
use db::{jobs, sql};
use desk::notices::digest::{self, Digest, Due, Why};
use desk::notices::push::{self, About};
use desk::notices::{self, Kind};
use kit::Moment;
use testkit::both_databases;

/// The scenes begin on a Tuesday morning, in UTC.
const NIGHT: Quiet = Quiet { from: 0, until: 20 * 60, weekends: false };

async fn wants(desk: &TestDesk, agent: i64, wanted: Notifications) {
    desk.does(move |work| {
        change_notifications(work, AgentId(agent), &wanted)?;
        digest::plan_anew(work, agent)
    })
    .await;
}

fn nothing() -> Notifications {
    Notifications {
        on_screen: [Occasion::Mentioned, Occasion::Breaching].into_iter().collect(),
        by_mail: std::iter::empty().collect(),
        by_push: std::iter::empty().collect(),
        ..Notifications::default()
    }
}

/// When each job of this kind is due, and what it carries.
async fn promised(desk: &TestDesk, kind: &'static str) -> Vec<(Moment, String)> {
    desk.ask(move |tx| sql("SELECT run_at, payload FROM job WHERE kind = $1 ORDER BY id").with(kind).all(tx))
        .await
}

async fn only_digest(desk: &TestDesk) -> Due {
    let jobs = promised(desk, digest::JOB).await;
    assert_eq!(jobs.len(), 1, "one job: {jobs:?}");
    desk.ask(move |tx| digest::due(tx, &jobs[0].1)).await
}

fn letter(due: Due) -> Box<Digest> {
    match due {
        Due::Letter(digest) => digest,
        other => panic!("no letter: {other:?}"),
    }
}

/// What the sender does when the server has taken it.
async fn goes_out(desk: &TestDesk, digest: Box<Digest>) {
    desk.does(move |work| {
        let job = jobs::lease(work, digest::JOB, "a scene", work.now.plus_seconds(60), 1)?.remove(0);
        jobs::done(work, job.id)?;
        digest::sent(work, &digest)?;
        digest::goes_on(work, &job.payload)
    })
    .await;
}

#[both_databases]
async fn what_is_unread_is_summed_up_once_at_the_hour_they_chose(desk: TestDesk) {
    let ben = desk.ben().id;
    wants(&desk, ben, Notifications { digest: DigestPace::Hourly, ..nothing() }).await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().notes(&kettle, "@Ben?").await;
    desk.ana().notes(&kettle, "@Ben, and this?").await;
    let due = promised(&desk, digest::JOB).await;
    let now = desk.clock().now();
    assert!(due[0].0 > now && due[0].0.seconds_since(now) <= 3_600, "at the next full hour: {due:?}");
    desk.later(3_600);

    let first = letter(only_digest(&desk).await);
    goes_out(&desk, first.clone()).await;

    assert_eq!((first.to.as_str(), first.why, first.lines.len(), first.more), ("ben@kettle.example", Why::Hour, 1, 0));
    assert_eq!(first.lines[0].about, "#1 The kettle");
    assert_eq!(promised(&desk, digest::JOB).await, [], "nothing new, no letter");
    desk.ana().notes(&kettle, "@Ben, still here?").await;
    desk.later(3_600);
    let second = letter(only_digest(&desk).await);
    assert!(second.lines[0].made_at > first.lines[0].made_at, "what stood in one stands in no other");
}

#[both_databases]
async fn what_comes_up_while_a_digest_is_on_its_way_has_the_next_one(desk: TestDesk) {
    let ben = desk.ben().id;
    wants(&desk, ben, Notifications { digest: DigestPace::Hourly, ..nothing() }).await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().notes(&kettle, "@Ben?").await;
    desk.later(3_600);
    let first = letter(only_digest(&desk).await);
    desk.ana().notes(&kettle, "@Ben, while it is on its way").await;

    goes_out(&desk, first).await;

    assert_eq!(letter(only_digest(&desk).await).lines.len(), 1);
}

#[both_databases]
async fn a_digest_says_nothing_that_was_read_nor_what_may_not_be_seen_any_more(desk: TestDesk) {
    let (ana, secret) = (desk.ana().id, desk.secret);
    wants(&desk, ana, Notifications { digest: DigestPace::Daily, ..nothing() }).await;
    let recipe = desk.mia().to(desk.secret).writes("The secret recipe").await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ben().notes(&recipe, "@Ana, look").await;
    desk.ben().notes(&kettle, "@Ana, look").await;
    assert_eq!(letter(only_digest(&desk).await).lines.len(), 2);

    desk.does(move |work| desk::inboxes::find(work, secret)?.let_see(work, false, &[], &[])).await;
    let seen = letter(only_digest(&desk).await);
    assert_eq!(seen.lines.iter().map(|line| line.about.as_str()).collect::<Vec<_>>(), ["#2 The kettle"]);

    desk.ana().does(move |work| notices::read(work, ana, kettle)).await;
    assert_eq!(only_digest(&desk).await, Due::Nothing);
}

#[both_databases]
async fn another_hour_moves_the_digest_and_none_drops_it(desk: TestDesk) {
    let ben = desk.ben().id;
    let at = |minute| Notifications { digest: DigestPace::Daily, digest_minute: minute, ..nothing() };
    wants(&desk, ben, at(8 * 60)).await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().notes(&kettle, "@Ben?").await;
    let first = promised(&desk, digest::JOB).await[0].0;

    wants(&desk, ben, at(18 * 60)).await;
    let moved = promised(&desk, digest::JOB).await;
    assert_eq!((moved.len(), moved[0].0.in_zone("UTC").hour()), (1, 18));
    assert_ne!(moved[0].0, first);

    wants(&desk, ben, nothing()).await;
    assert_eq!(promised(&desk, digest::JOB).await, []);
}

#[both_databases]
async fn quiet_hours_hold_letters_and_pushes_and_are_summed_up_once(desk: TestDesk) {
    let ben = desk.ben().id;
    let loud = Notifications {
        by_mail: [Occasion::Mentioned].into_iter().collect(),
        by_push: [Occasion::Mentioned].into_iter().collect(),
        quiet: NIGHT,
        ..nothing()
    };
    wants(&desk, ben, loud).await;
    let (kettle, toaster) = (desk.mia().writes("The kettle leaks").await, desk.mia().writes("The toaster burns").await);
    for conversation in [&kettle, &toaster] {
        desk.ana().notes(conversation, "@Ben?").await;
    }

    let (single, pushes, digests) =
        (promised(&desk, notices::JOB).await, promised(&desk, push::JOB).await, promised(&desk, digest::JOB).await);
    assert_eq!((single.len(), pushes.len(), digests.len()), (0, 1, 1), "one push and one letter for the whole night");
    assert_eq!([pushes[0].0.in_zone("UTC").hour(), digests[0].0.in_zone("UTC").hour()], [20, 20]);
    assert!(matches!(only_digest(&desk).await, Due::Later(_)), "not while it is quiet");

    desk.later(12 * 3_600);
    let (push, night) = (pushes[0].1.clone(), letter(only_digest(&desk).await));
    assert_eq!((night.why, night.lines.len()), (Why::Night, 2));
    let told = desk.ask(move |tx| push::wanted(tx, &push)).await.expect("a push");
    assert_eq!(told.about, About::Several(2));
}

#[both_databases]
async fn the_letter_after_the_night_tells_of_the_night_and_of_what_letters_tell_of(desk: TestDesk) {
    let ben = desk.ben().id;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().notes(&kettle, "@Ben, from last week").await;
    let loud = Notifications {
        on_screen: [Occasion::Mentioned, Occasion::Followed].into_iter().collect(),
        by_mail: [Occasion::Mentioned].into_iter().collect(),
        quiet: NIGHT,
        ..nothing()
    };
    wants(&desk, ben, loud).await;
    desk.later(60);
    let toaster = desk.mia().writes("The toaster burns").await;
    desk.ana().with(&toaster, move |c, work| c.follow(work, ben)).await;
    desk.ana().notes(&toaster, "@Ben?").await;
    desk.later(12 * 3_600);

    let night = letter(only_digest(&desk).await);

    assert_eq!(night.lines.iter().map(|line| line.about.as_str()).collect::<Vec<_>>(), ["#2 The kettle"]);
    goes_out(&desk, night).await;
    assert_eq!(promised(&desk, digest::JOB).await, [], "and nothing goes on by itself");
}

#[both_databases]
async fn a_push_tells_the_number_and_no_word_unless_its_reader_wants_them(desk: TestDesk) {
    let ben = desk.ben().id;
    let wanted = |shows_text| Notifications { by_push: [Occasion::Mentioned].into_iter().collect(), shows_text, ..nothing() };
    wants(&desk, ben, wanted(false)).await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().notes(&kettle, "@Ben, she is furious").await;
    let payload = promised(&desk, push::JOB).await[0].1.clone();
    let ask = |payload: String| desk.ask(move |tx| push::wanted(tx, &payload));

    let bare = ask(payload.clone()).await.expect("he has not looked");
    assert!(matches!(bare.about, About::Notice { kind: Kind::Mentioned, number: 1, words: None, .. }), "{bare:?}");
    wants(&desk, ben, wanted(true)).await;
    let told = ask(payload.clone()).await.expect("he has not looked");
    assert!(matches!(&told.about, About::Notice { words: Some(words), .. } if words.contains("furious")), "{told:?}");

    let eyes = desk.ben().eyes().await;
    desk.does(move |work| {
        let seen = desk::Visible::find(work, eyes, kettle)?;
        desk::looking::say(work, ben, &seen, Some(desk::looking::Doing::Looks))
    })
    .await;
    assert_eq!(ask(payload.clone()).await, None, "he has it before his eyes");
    desk.later(60);
    desk.ben().does(move |work| notices::read(work, ben, kettle)).await;
    assert_eq!(ask(payload).await, None, "he has read it");
}

#[both_databases]
async fn an_answer_due_within_the_hour_is_told_once_to_who_works_on_it(desk: TestDesk) {
    let ben = desk.ben().id;
    wants(&desk, ben, nothing()).await;
    let kettle = desk.mia().writes("The kettle leaks").await;
    desk.ana().with(&kettle, move |c, work| c.assign(work, Some(ben))).await;
    let due = desk.clock().now().plus_seconds(7_200);
    desk.does(move |work| {
        work.keep_quietly("a scene");
        sql("UPDATE conversation SET due_at = $2 WHERE id = $1").with(kettle).with(due).run(work)
    })
    .await;
    assert_eq!(desk.ask(desk::targets::near_now).await, []);

    desk.later(3_700);
    assert_eq!(desk.ask(desk::targets::near_now).await, [kettle]);
    for _ in 0..2 {
        desk.does(move |work| desk::targets::warn(work, kettle)).await;
    }

    let eyes = desk.ben().eyes().await;
    let told: Vec<Kind> = desk.ask(move |tx| notices::of(tx, eyes, 20)).await.iter().map(|notice| notice.kind).collect();
    assert_eq!(told, [Kind::Breaching]);
    assert_eq!(desk.ask(desk::targets::near_now).await, []);
}
