//! Sessions: new at every sign-in, gone at the right moments, never somebody else's to end.

use crate::stage::{PASSWORD, People, refusal, visitor};
use agents::agent::deactivate::{deactivate, reactivate};
use agents::sessions::{self, Why};
use agents::sign_in::provider::by_provider;
use agents::sign_in::{Answer, Confirmed, Visitor, confirm, local};
use agents::{NewPassword, reset, session_for_local_browser, ways_in};
use db::sql;
use kit::Token;
use testkit::both_databases;

#[both_databases]
async fn attack_30_each_sign_in_has_a_new_random_token_and_only_its_hash_is_kept(desk: People) {
    let home = visitor("192.0.2.1");
    let first = desk.enters("ana", &home).await.session;

    let second = desk.enters("ana", &Visitor { session: Some(first.clone()), ..home }).await.session;

    assert_ne!(first.reveal(), second.reveal());
    assert!(second.reveal().len() >= 43, "256 bits in base 64");
    assert_eq!((desk.holder(&first).await, desk.holder(&second).await), (None, Some(desk.ana)));
    let stored: Vec<String> = desk.read(|tx| sql("SELECT token_hash FROM session").all(tx)).await;
    assert_eq!(stored, [second.hash()]);
    assert_eq!(desk.holder(&Token::presented(&second.hash())).await, None);
}

#[both_databases]
async fn attack_30_a_token_somebody_made_up_opens_nothing_and_is_not_adopted(desk: People) {
    let planted = Token::presented("planted-by-somebody-else");

    let entry = desk.enters("ana", &Visitor { session: Some(planted.clone()), ..visitor("192.0.2.1") }).await;

    assert_ne!(entry.session.reveal(), planted.reveal());
    assert_eq!(desk.holder(&planted).await, None);
}

#[both_databases]
async fn attack_30_a_new_password_ends_every_session_and_begins_one(desk: People) {
    let (home, train) = (visitor("192.0.2.1"), visitor("192.0.2.2"));
    let (at_home, on_the_train) = (desk.enters("ana", &home).await.session, desk.enters("ana", &train).await.session);
    let (ana, hash) = (desk.ana, desk.hasher.hash(&NewPassword::for_demo("another kettle by the sea")).await.expect("hash"));

    let now = desk
        .by(ana, move |work| reset::change(work, ana, &hash, &visitor("192.0.2.1")))
        .await
        .expect("change");

    assert_eq!((desk.holder(&at_home).await, desk.holder(&on_the_train).await), (None, None));
    assert_eq!(desk.holder(&now).await, Some(ana));
    assert!(matches!(desk.knocks("ana@kettle.example", PASSWORD, &home).await, Answer::Wrong));
    assert!(matches!(desk.knocks("ana@kettle.example", "another kettle by the sea", &home).await, Answer::In(_)));
}

#[both_databases]
async fn attack_31_a_new_password_hides_from_no_provider_where_the_session_began(desk: People) {
    let (key, ana) = (desk.key.clone(), desk.ana);
    let hash = desk.hasher.hash(&NewPassword::for_demo("another kettle by the sea")).await.expect("hash");
    let came = desk
        .as_system(move |work| {
            let person = agents::agents::find(work, ana)?;
            by_provider(work, &key, &person, &visitor("192.0.2.1"), 3, true)
        })
        .await;
    let Answer::In(entry) = came else { panic!("not in: {came:?}") };
    let here = Visitor { session: Some(entry.session.clone()), ..visitor("192.0.2.1") };

    let now = desk.by(ana, move |work| reset::change(work, ana, &hash, &here)).await.expect("change");
    let (before, after) = (desk.holder(&entry.session).await, desk.holder(&now).await);
    desk.as_system(move |work| sessions::end_those_of_provider(work, ana, 4)).await;
    let elsewhere = desk.holder(&now).await;
    desk.as_system(move |work| sessions::end_those_of_provider(work, ana, 3)).await;

    assert_eq!((before, after, elsewhere), (None, Some(ana), Some(ana)));
    assert_eq!(desk.holder(&now).await, None);
}

#[both_databases]
async fn attack_31_where_passwords_are_off_nobody_sets_one_to_stay_in_by(desk: People) {
    let session = desk.enters("ana", &visitor("192.0.2.1")).await.session;
    let (ana, carla) = (desk.ana, desk.carla);
    let hash = desk.hasher.hash(&NewPassword::for_demo("another kettle by the sea")).await.expect("hash");
    desk.by(carla, move |work| ways_in::only_through_provider(work, carla, None))
        .await
        .expect("only so");
    let here = Visitor { session: Some(session), ..visitor("192.0.2.1") };

    let (hers, hers_too) = (hash.clone(), here.clone());
    let refused = desk.by(ana, move |work| reset::change(work, ana, &hers, &hers_too)).await;
    let keeper = desk.by(carla, move |work| reset::change(work, carla, &hash, &visitor("192.0.2.2"))).await;

    assert_eq!(refusal(refused), "agents-refused-only-provider");
    assert!(keeper.is_ok(), "{keeper:?}");
}

#[both_databases]
async fn attack_30_signing_out_everywhere_leaves_only_the_browser_that_asked(desk: People) {
    let here = desk.enters("ana", &visitor("192.0.2.1")).await.session;
    let there = desk.enters("ana", &visitor("192.0.2.2")).await.session;
    let ana = desk.ana;
    let token = here.clone();
    let mine = desk.read(move |tx| sessions::who(tx, &token)).await.expect("here").session;

    desk.by(ana, move |work| sessions::end_all(work, ana, Some(mine), Why::EverywhereElse))
        .await
        .expect("end");

    assert_eq!((desk.holder(&here).await, desk.holder(&there).await), (Some(ana), None));
    assert_eq!(desk.times("agent.sessions_ended").await, 1);
}

#[both_databases]
async fn attack_22_nobody_ends_the_session_of_somebody_else(desk: People) {
    let ana_is_in = desk.enters("ana", &visitor("192.0.2.1")).await.session;
    let token = ana_is_in.clone();
    let session = desk.read(move |tx| sessions::who(tx, &token)).await.expect("ana").session;
    let ben = desk.ben;

    let outcome = desk.by(ben, move |work| sessions::end(work, ben, session, Why::Revoked)).await;

    assert_eq!(refusal(outcome), "not found");
    assert_eq!(desk.holder(&ana_is_in).await, Some(desk.ana));
}

#[both_databases]
async fn a_session_ends_when_nobody_uses_it_for_a_week_and_in_any_case_after_a_month(desk: People) {
    let (idle, busy) = (
        desk.enters("ana", &visitor("192.0.2.1")).await.session,
        desk.enters("ana", &visitor("192.0.2.2")).await.session,
    );
    let day = 86_400;

    for _ in 0..5 {
        desk.clock().forward_seconds(6 * day);
        let token = busy.clone();
        if let Some(present) = desk.read(move |tx| sessions::who(tx, &token)).await {
            assert!(present.is_due_for_touch(desk.clock().now()));
            desk.as_system(move |work| sessions::touch(work, present.session)).await;
        }
        if desk.clock().now() < testkit::TUESDAY_MORNING.plus_seconds(29 * day) {
            assert_eq!(desk.holder(&busy).await, Some(desk.ana));
        }
    }

    assert_eq!((desk.holder(&idle).await, desk.holder(&busy).await), (None, None));
}

#[both_databases]
async fn attack_43_a_session_begun_while_the_clock_stood_ahead_ends_in_its_time_all_the_same(desk: People) {
    let (day, far) = (86_400, 75 * 365 * 86_400);
    desk.clock().forward_seconds(far);
    let session = desk.enters("ana", &visitor("192.0.2.1")).await.session;
    desk.clock().forward_seconds(-far);

    // She works on, and then no more.
    let token = session.clone();
    let present = desk.read(move |tx| sessions::who(tx, &token)).await.expect("still signed in");
    assert!(present.is_due_for_touch(desk.clock().now()));
    desk.as_system(move |work| sessions::touch(work, present.session)).await;
    assert_eq!(desk.holder(&session).await, Some(desk.ana));
    desk.clock().forward_seconds(8 * day);

    assert_eq!(desk.holder(&session).await, None, "neither at once nor never");
}

#[both_databases]
async fn attack_33_whoever_is_deactivated_is_out_at_once_and_comes_back_only_by_the_door(desk: People) {
    let (ana, session) = (desk.ana, desk.enters("ana", &visitor("192.0.2.1")).await.session);

    desk.by(desk.carla, move |work| deactivate(work, ana)).await.expect("deactivate");
    let while_gone = (desk.holder(&session).await, desk.knocks("ana@kettle.example", PASSWORD, &visitor("192.0.2.3")).await);
    desk.by(desk.carla, move |work| reactivate(work, ana)).await.expect("reactivate");

    assert!(while_gone.0.is_none() && matches!(while_gone.1, Answer::Wrong));
    assert_eq!(desk.holder(&session).await, None);
    desk.enters("ana", &visitor("192.0.2.1")).await;
}

#[both_databases]
async fn attack_30_the_link_for_the_local_browser_works_once_and_ten_minutes(desk: People) {
    let carla = desk.carla;
    let key = desk.key.clone();
    let redeem = move |token: Token| {
        let key = key.clone();
        move |work: &mut db::Work<'_>| local::redeem(work, &key, &token, &visitor("127.0.0.1"))
    };
    let late = desk.as_system(move |work| session_for_local_browser(work, carla)).await;
    desk.clock().forward_seconds(601);

    let too_late = desk.as_system(redeem(late)).await;
    let token = desk.as_system(move |work| session_for_local_browser(work, carla)).await;
    let once = desk.as_system(redeem(token.clone())).await;
    let twice = desk.as_system(redeem(token)).await;

    assert!(too_late.is_none() && twice.is_none());
    assert_eq!(desk.holder(&once.expect("in").session).await, Some(carla));
}

#[both_databases]
async fn attack_32_a_stolen_session_cannot_guess_the_password_for_long(desk: People) {
    let there = visitor("198.51.100.7");
    let mut answers = Vec::new();

    for _ in 0..6 {
        answers.push(
            confirm(desk.db(), &desk.hasher, &desk.key, desk.ana, "guess guess", &there)
                .await
                .expect("an answer"),
        );
    }
    let owner = confirm(desk.db(), &desk.hasher, &desk.key, desk.ana, PASSWORD, &visitor("192.0.2.1"))
        .await
        .expect("an answer");

    assert_eq!(answers[..5], [Confirmed::No; 5]);
    assert_eq!(answers[5], Confirmed::Wait { minutes: 15 });
    assert_eq!(owner, Confirmed::Yes);
}
