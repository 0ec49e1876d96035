//! The second factor: set up, asked for, never accepted twice, and replaced by a recovery code when the phone is gone.

use crate::stage::{PASSWORD, People, refusal, visitor};
use agents::sign_in::{Answer, second_step};
use agents::{Agent, recovery, second_factor, ways_in};
use kit::Token;
use testkit::both_databases;

async fn ana(desk: &People) -> Agent {
    let ana = desk.ana;
    desk.read(move |tx| agents::agents::find(tx, ana)).await
}

/// The code an app shows for a set-up now.
pub fn code_of(desk: &People, secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).expect("base 32");
    let totp = totp_rs::Builder::new().with_secret(secret).build().expect("totp");
    totp.generate(desk.clock().now().seconds().unsigned_abs()).to_string()
}

/// Ana sets it up; her app's secret and her recovery codes.
async fn set_up(desk: &People) -> (String, Vec<String>) {
    let (key, agent) = (desk.key.clone(), ana(desk).await);
    let offer = desk.by(desk.ana, move |work| second_factor::offer(work, &key, &agent)).await.expect("offer");
    let (key, agent, code) = (desk.key.clone(), ana(desk).await, code_of(desk, &offer.typed));
    let codes = desk
        .by(desk.ana, move |work| second_factor::turn_on(work, &key, &agent, &code))
        .await
        .expect("on")
        .expect("the code was right");
    desk.clock().forward_seconds(60);
    (offer.typed, codes)
}

async fn first_step(desk: &People) -> Token {
    match desk.knocks("ana@kettle.example", PASSWORD, &visitor("192.0.2.1")).await {
        Answer::SecondStep(token) => token,
        other => panic!("no second step: {other:?}"),
    }
}

async fn tries(desk: &People, step: &Token, code: &str) -> Answer {
    second_step::finish(desk.db(), &desk.key, step, code, &visitor("192.0.2.1"))
        .await
        .expect("an answer")
}

#[both_databases]
async fn it_counts_only_after_the_app_has_proven_it_knows_the_secret(desk: People) {
    let (key, agent) = (desk.key.clone(), ana(&desk).await);
    desk.by(desk.ana, move |work| second_factor::offer(work, &key, &agent)).await.expect("offer");
    let (key, agent) = (desk.key.clone(), ana(&desk).await);

    let wrong = desk
        .by(desk.ana, move |work| second_factor::turn_on(work, &key, &agent, "000000"))
        .await
        .expect("an answer");

    assert!(wrong.is_none() && !ana(&desk).await.has_second_factor());
    desk.enters("ana", &visitor("192.0.2.1")).await;
}

#[both_databases]
async fn the_password_alone_opens_nothing_and_the_code_opens(desk: People) {
    let (secret, codes) = set_up(&desk).await;
    let step = first_step(&desk).await;

    let before = desk.holder(&step).await;
    let answer = tries(&desk, &step, &code_of(&desk, &secret)).await;

    assert_eq!((before, codes.len()), (None, 10));
    let Answer::In(entry) = answer else { panic!("not in: {answer:?}") };
    assert_eq!(desk.holder(&entry.session).await, Some(desk.ana));
    assert!(matches!(tries(&desk, &step, "000000").await, Answer::Wrong), "the step is used up");
}

#[both_databases]
async fn attack_31_a_password_half_way_in_stops_where_passwords_stop(desk: People) {
    let (secret, codes) = set_up(&desk).await;
    let (step, carla) = (first_step(&desk).await, desk.carla);
    desk.by(carla, move |work| ways_in::only_through_provider(work, carla, None))
        .await
        .expect("only so");

    let by_code = tries(&desk, &step, &code_of(&desk, &secret)).await;
    let by_recovery = tries(&desk, &step, &codes[0]).await;
    desk.by(carla, ways_in::passwords_too).await.expect("again");
    let open_again = tries(&desk, &step, &code_of(&desk, &secret)).await;

    assert!(matches!((&by_code, &by_recovery), (Answer::Wrong, Answer::Wrong)), "{by_code:?} {by_recovery:?}");
    assert!(matches!(open_again, Answer::In(_)), "{open_again:?}");
}

#[both_databases]
async fn attack_32_a_code_that_was_used_is_dead_and_so_are_those_before_it(desk: People) {
    let (secret, _) = set_up(&desk).await;
    let earlier = code_of(&desk, &secret);
    desk.clock().forward_seconds(30);
    let code = code_of(&desk, &secret);
    assert!(matches!(tries(&desk, &first_step(&desk).await, &code).await, Answer::In(_)));

    let replayed = tries(&desk, &first_step(&desk).await, &code).await;
    let older = tries(&desk, &first_step(&desk).await, &earlier).await;
    desk.clock().forward_seconds(30);
    let next = tries(&desk, &first_step(&desk).await, &code_of(&desk, &secret)).await;

    assert!(matches!(replayed, Answer::SecondStep(_)) && matches!(older, Answer::SecondStep(_)));
    assert!(matches!(next, Answer::In(_)));
}

#[both_databases]
async fn the_code_that_set_it_up_does_not_sign_in_as_well(desk: People) {
    let (key, agent) = (desk.key.clone(), ana(&desk).await);
    let offer = desk.by(desk.ana, move |work| second_factor::offer(work, &key, &agent)).await.expect("offer");
    let (key, agent, code) = (desk.key.clone(), ana(&desk).await, code_of(&desk, &offer.typed));
    let used = code.clone();
    desk.by(desk.ana, move |work| second_factor::turn_on(work, &key, &agent, &code)).await.expect("on");

    let answer = tries(&desk, &first_step(&desk).await, &used).await;

    assert!(matches!(answer, Answer::SecondStep(_)));
}

#[both_databases]
async fn attack_32_five_wrong_codes_end_the_step_and_then_the_place_waits(desk: People) {
    let (secret, _) = set_up(&desk).await;
    let step = first_step(&desk).await;

    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(tries(&desk, &step, "000000").await);
    }
    let right_too_late = tries(&desk, &step, &code_of(&desk, &secret)).await;
    let with_a_new_step = tries(&desk, &first_step(&desk).await, &code_of(&desk, &secret)).await;

    assert!(answers[..4].iter().all(|answer| matches!(answer, Answer::SecondStep(_))));
    assert!(matches!(answers[4], Answer::Wrong) && matches!(right_too_late, Answer::Wrong));
    assert!(matches!(with_a_new_step, Answer::Wait { .. }));
}

#[both_databases]
async fn half_a_sign_in_dies_after_five_minutes(desk: People) {
    let (secret, _) = set_up(&desk).await;
    let step = first_step(&desk).await;

    desk.clock().forward_seconds(300);

    assert!(matches!(tries(&desk, &step, &code_of(&desk, &secret)).await, Answer::Wrong));
}

#[both_databases]
async fn a_recovery_code_opens_once_however_it_is_typed(desk: People) {
    let (_, codes) = set_up(&desk).await;
    let typed = codes[3].to_lowercase().replace('-', " ");

    let once = tries(&desk, &first_step(&desk).await, &typed).await;
    let twice = tries(&desk, &first_step(&desk).await, &typed).await;

    let ana = desk.ana;
    assert!(matches!(once, Answer::In(_)) && matches!(twice, Answer::SecondStep(_)));
    assert_eq!(desk.read(move |tx| recovery::left(tx, ana)).await, 9);
    assert_eq!(desk.times("agent.recovery_code_used").await, 1);
}

#[both_databases]
async fn new_recovery_codes_kill_the_old_ones(desk: People) {
    let (_, old) = set_up(&desk).await;
    let ana = desk.ana;

    let new = desk.by(ana, move |work| recovery::renew(work, ana)).await.expect("renew");

    assert!(matches!(tries(&desk, &first_step(&desk).await, &old[0]).await, Answer::SecondStep(_)));
    assert!(matches!(tries(&desk, &first_step(&desk).await, &new[0]).await, Answer::In(_)));
}

#[both_databases]
async fn only_its_owner_or_somebody_above_takes_it_away(desk: People) {
    set_up(&desk).await;
    let (ana, agent) = (desk.ana, ana(&desk).await);

    let as_ben = desk.by(desk.ben, move |work| second_factor::turn_off(work, &agent)).await;
    let ben_again = desk.by(desk.ben, move |work| second_factor::take_away(work, ana)).await;
    desk.by(desk.carla, move |work| second_factor::take_away(work, ana)).await.expect("take away");

    assert_eq!((refusal(as_ben), refusal(ben_again)), ("not found", "agents-refused-not-permitted"));
    desk.enters("ana", &visitor("192.0.2.1")).await;
    assert_eq!(desk.times("agent.second_factor_off").await, 1);
}

#[both_databases]
async fn what_is_stored_makes_no_codes_without_the_key_of_the_site(desk: People) {
    let (secret, _) = set_up(&desk).await;

    let stored: String = desk
        .read(|tx| db::sql("SELECT totp_nonce FROM agent WHERE totp_nonce IS NOT NULL").only(tx, "agent"))
        .await;

    assert!(!stored.contains(&secret) && !secret.contains(&stored));
}
