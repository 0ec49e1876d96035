//! Guessing at the door: slowed per account and place, never locking the owner out, telling nothing by its work.

use crate::stage::{PASSWORD, People, email_of, visitor};
use agents::sign_in::{Answer, Visitor};
use testkit::both_databases;

#[both_databases]
async fn the_right_password_opens_and_a_wrong_one_says_nothing(desk: People) {
    let home = visitor("192.0.2.1");

    let right = desk.enters("ana", &home).await;
    let shouted = desk.knocks("  ANA@Kettle.Example ", PASSWORD, &home).await;
    let wrong = desk.knocks("ana@kettle.example", "the kettle sings at noon", &home).await;

    assert_eq!(desk.holder(&right.session).await, Some(desk.ana));
    assert!(matches!(shouted, Answer::In(_)) && matches!(wrong, Answer::Wrong));
    assert_eq!(desk.times("agent.signed_in").await, 2);
}

#[both_databases]
async fn attack_32_known_unknown_deactivated_and_invited_people_cost_the_same_work(desk: People) {
    let ben = desk.ben;
    desk.by(desk.carla, move |work| agents::agent::deactivate::deactivate(work, ben))
        .await
        .expect("deactivate");
    let mut work_done = Vec::new();

    for email in ["ana@kettle.example", "ben@kettle.example", "nobody@kettle.example", "not an address"] {
        let before = desk.hasher.verifications();
        let answer = desk.knocks(email, "wrong wrong wrong", &visitor("192.0.2.9")).await;
        work_done.push((desk.hasher.verifications() - before, matches!(answer, Answer::Wrong)));
    }
    let right_but_gone = desk.knocks("ben@kettle.example", PASSWORD, &visitor("192.0.2.9")).await;

    assert_eq!(work_done, vec![(1, true); 4]);
    assert!(matches!(right_but_gone, Answer::Wrong));
}

#[both_databases]
async fn attack_32_the_sixth_guess_from_one_place_waits_and_the_owner_elsewhere_does_not(desk: People) {
    let (thief, owner) = (visitor("198.51.100.7"), visitor("192.0.2.1"));
    for _ in 0..5 {
        assert!(matches!(desk.knocks("ana@kettle.example", "guess guess", &thief).await, Answer::Wrong));
    }

    let before = desk.hasher.verifications();
    let sixth_and_right = desk.knocks("ana@kettle.example", PASSWORD, &thief).await;
    let unhashed = desk.hasher.verifications();
    let owner_meanwhile = desk.knocks("ana@kettle.example", PASSWORD, &owner).await;
    desk.clock().forward_seconds(16 * 60);
    let later = desk.knocks("ana@kettle.example", PASSWORD, &thief).await;

    assert!(matches!(sixth_and_right, Answer::Wait { minutes: 15 }));
    assert_eq!(unhashed, before);
    assert!(matches!(owner_meanwhile, Answer::In(_)));
    assert!(matches!(later, Answer::In(_)));
}

#[both_databases]
async fn attack_32_unknown_accounts_wait_like_known_ones(desk: People) {
    let thief = visitor("198.51.100.7");

    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(desk.knocks("nobody@kettle.example", "guess guess", &thief).await);
    }

    assert!(answers[..5].iter().all(|answer| matches!(answer, Answer::Wrong)));
    assert!(matches!(answers[5], Answer::Wait { .. }));
}

#[both_databases]
async fn attack_32_a_crowd_guessing_at_one_account_does_not_lock_its_owner_out(desk: People) {
    let home = visitor("192.0.2.1");
    let entry = desk.enters("ana", &home).await;
    for n in 0..30 {
        desk.knocks("ana@kettle.example", "guess guess", &visitor(&format!("198.51.100.{n}"))).await;
    }

    let stranger = desk.knocks("ana@kettle.example", PASSWORD, &visitor("203.0.113.5")).await;
    let at_home = desk.knocks("ana@kettle.example", PASSWORD, &home).await;
    let on_the_road = Visitor { device: Some(entry.device), ..visitor("203.0.113.6") };
    let with_known_device = desk.knocks("ana@kettle.example", PASSWORD, &on_the_road).await;

    assert!(matches!(stranger, Answer::Wait { .. }));
    assert!(matches!(at_home, Answer::In(_)));
    assert!(matches!(with_known_device, Answer::In(_)));
}

#[both_databases]
async fn attack_32_a_spray_over_many_accounts_from_one_place_is_slowed(desk: People) {
    let sprayer = visitor("198.51.100.7");

    let mut waited = false;
    for n in 0..41 {
        let answer = desk.knocks(&format!("person{n}@kettle.example"), "Spring2026!!", &sprayer).await;
        waited = matches!(answer, Answer::Wait { .. });
    }

    assert!(waited);
    assert!(matches!(desk.knocks("ana@kettle.example", PASSWORD, &visitor("192.0.2.1")).await, Answer::In(_)));
}

#[both_databases]
async fn attack_32_an_own_account_does_not_wash_guesses_at_others_away(desk: People) {
    let thief = visitor("198.51.100.7");
    for _ in 0..4 {
        desk.knocks("ana@kettle.example", "guess guess", &thief).await;
    }

    desk.enters("ben", &thief).await;
    desk.knocks("ana@kettle.example", "guess guess", &thief).await;

    assert!(matches!(desk.knocks("ana@kettle.example", "guess guess", &thief).await, Answer::Wait { .. }));
}

#[both_databases]
async fn attack_32_the_empty_password_opens_nothing(desk: People) {
    let answer = desk.knocks(email_of("ana").as_str(), "", &visitor("192.0.2.1")).await;

    assert!(matches!(answer, Answer::Wrong));
}
