//! Messages on their way: signed, tried again, given up, and each receiver for itself.

use crate::stage::Desk;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use testkit::both_databases;
use webhooks::{MessageId, MessageState, Secret, State, WebhookId, messages};

/// A webhook with one message waiting.
async fn one_waits(desk: &Desk, host: &'static str) -> (WebhookId, MessageId) {
    let id = desk.listens(desk.ana, host, &["tag.*"]).await;
    desk.something_happens(host).await;
    desk.told().await;
    let waiting = desk.messages(id).await;
    (id, waiting[0].id)
}

async fn state_of(desk: &Desk, message: MessageId) -> MessageState {
    desk.read(move |tx| messages::find(tx, message)).await.state
}

#[both_databases]
async fn a_message_is_signed_with_the_secret_over_what_was_sent(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    let (id, _) = one_waits(&desk, "hooks.example.com").await;

    desk.carry(id).await;

    let heard = &receiver.heard()[0];
    let now = desk.base.clock.now();
    assert_eq!(heard.timestamp, now.seconds().to_string());
    assert_eq!(heard.signatures, desk.webhook(id).await.secret().sign(&heard.id, now, &heard.body));
}

#[both_databases]
async fn while_one_secret_follows_the_other_both_sign(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    let (id, _) = one_waits(&desk, "hooks.example.com").await;
    let old = desk.webhook(id).await.secret();
    let new = desk.works(move |work| webhooks::rotate(work, id)).await;

    desk.carry(id).await;
    let heard = receiver.heard()[0].clone();
    let now = desk.base.clock.now();
    let by = |secret: &Secret| secret.sign(&heard.id, now, &heard.body);
    assert_eq!(heard.signatures, format!("{} {}", by(&new), by(&old)));

    desk.base.clock.forward_seconds(8 * 86_400);
    desk.something_happens("a week later").await;
    desk.told().await;
    desk.carry(id).await;
    assert_eq!(receiver.heard()[1].signatures.split(' ').count(), 1);
}

#[both_databases]
async fn what_is_refused_is_tried_again_later_with_the_same_bytes_under_the_same_id(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    receiver.answers(&[(500, ""), (503, "90"), (302, "")]);
    let (id, message) = one_waits(&desk, "hooks.example.com").await;

    desk.carry(id).await;
    assert_eq!(desk.webhook(id).await.state, State::Failing);
    assert_eq!(desk.carry(id).await, Some(0), "it waits five seconds");
    desk.base.clock.forward_seconds(5);
    desk.carry(id).await;
    desk.base.clock.forward_seconds(60);
    assert_eq!(desk.carry(id).await, Some(0), "it was asked to wait ninety");
    desk.base.clock.forward_seconds(30);
    desk.carry(id).await;
    desk.base.clock.forward_seconds(300);
    desk.carry(id).await;

    let heard = receiver.heard();
    assert_eq!(heard.len(), 4);
    assert!(heard.iter().all(|again| (&again.id, &again.body) == (&heard[0].id, &heard[0].body)));
    assert_eq!(state_of(&desk, message).await, MessageState::Delivered);
    assert_eq!(desk.webhook(id).await.state, State::Working);
    let tries = desk.read(move |tx| messages::tries(tx, message)).await;
    assert_eq!(tries.iter().map(|try_| try_.status).collect::<Vec<_>>(), [Some(500), Some(503), None, Some(200)]);
}

#[both_databases]
async fn what_is_given_up_waits_for_the_button(desk: Desk) {
    let (id, message) = one_waits(&desk, "nowhere.example.com").await;
    for _ in 0..11 {
        desk.carry(id).await;
        desk.base.clock.forward_seconds(72_000);
        let ana = desk.ana.0;
        desk.works(move |work| webhooks::resume(work, id, ana)).await;
    }
    assert_eq!(state_of(&desk, message).await, MessageState::Dead);
    assert_eq!(desk.carry(id).await, Some(0));

    let receiver = desk.world.opens("nowhere.example.com").await;
    assert_eq!(desk.works(move |work| messages::replay_dead(work, id)).await, 1);
    desk.carry(id).await;

    assert_eq!(receiver.heard().len(), 1);
    assert_eq!(state_of(&desk, message).await, MessageState::Delivered);
}

#[both_databases]
async fn a_receiver_that_is_gone_is_paused(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    receiver.answers(&[(410, "")]);
    let (id, message) = one_waits(&desk, "hooks.example.com").await;

    desk.carry(id).await;

    let found = desk.webhook(id).await;
    assert_eq!((found.state, found.reason.as_str()), (State::Paused, "gone"));
    assert_eq!(state_of(&desk, message).await, MessageState::Dead);
}

#[both_databases]
async fn a_receiver_that_takes_nothing_for_five_days_is_paused(desk: Desk) {
    let (id, _) = one_waits(&desk, "nowhere.example.com").await;
    desk.carry(id).await;
    desk.base.clock.forward_seconds(5 * 86_400 + 10);

    desk.carry(id).await;

    let found = desk.webhook(id).await;
    assert_eq!((found.state, found.reason.as_str()), (State::Paused, "given-up"));
}

/// The stage's world panics when a private address is connected to.
#[both_databases]
async fn attack_35_a_name_that_leads_into_the_house_is_never_connected_to(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    let (id, message) = one_waits(&desk, "hooks.example.com").await;
    for address in [Ipv4Addr::LOCALHOST, Ipv4Addr::new(169, 254, 169, 254), Ipv4Addr::new(10, 0, 0, 7)] {
        desk.world.rebinds("hooks.example.com", address);
        desk.carry(id).await;
        desk.base.clock.forward_seconds(300);
    }

    assert!(receiver.heard().is_empty());
    let tries = desk.read(move |tx| messages::tries(tx, message)).await;
    assert_eq!(tries.len(), 3);
    assert!(tries.iter().all(|try_| try_.answer.contains("not public")), "{tries:?}");
}

#[both_databases]
async fn a_slow_receiver_holds_up_no_other(desk: Desk) {
    let slow = desk.world.opens("slow.example.com").await;
    *slow.slow.lock().expect("slow") = Duration::from_secs(5);
    let quick = desk.world.opens("quick.example.com").await;
    desk.listens(desk.ana, "slow.example.com", &["tag.*"]).await;
    desk.listens(desk.ana, "quick.example.com", &["tag.*"]).await;
    for name in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] {
        desk.something_happens(name).await;
    }
    let stop = tokio_util::sync::CancellationToken::new();
    let running = tokio::spawn(desk.courier.clone().run(stop.clone()));

    let began = Instant::now();
    while quick.heard().len() < 10 && began.elapsed() < Duration::from_secs(60) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    // Four at once to the slow one: its second four have not begun when the quick one has everything.
    assert_eq!(quick.heard().len(), 10);
    assert!(slow.heard().len() <= 8, "{} went to the slow one meanwhile", slow.heard().len());
    stop.cancel();
    running.await.expect("it stops");
}

#[both_databases]
async fn what_was_taken_before_a_crash_and_not_written_down_comes_again_with_the_same_id(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    let (id, _) = one_waits(&desk, "hooks.example.com").await;
    let lane = desk.webhook(id).await.lane();
    // A process takes the message and dies with it.
    desk.works(move |work| {
        let until = work.now.plus_seconds(120);
        db::jobs::lease(work, &lane, "a process that dies", until, 4).map(drop)
    })
    .await;

    assert_eq!(desk.carry(id).await, Some(0));
    desk.base.clock.forward_seconds(121);
    assert_eq!(desk.carry(id).await, Some(1));
    assert_eq!(receiver.heard().len(), 1);
}

#[both_databases]
async fn attack_36_an_endless_answer_is_cut_and_counts_as_none(desk: Desk) {
    let receiver = desk.world.opens("hooks.example.com").await;
    *receiver.endless.lock().expect("endless") = true;
    let (id, message) = one_waits(&desk, "hooks.example.com").await;

    desk.carry(id).await;

    let tries = desk.read(move |tx| messages::tries(tx, message)).await;
    assert!(tries[0].status.is_none() && tries[0].answer.contains("larger than we take"), "{tries:?}");
    assert_eq!(state_of(&desk, message).await, MessageState::Waiting);
}

#[both_databases]
async fn what_was_delivered_long_ago_or_told_to_who_is_gone_is_swept_step_by_step(desk: Desk) {
    desk.world.opens("hooks.example.com").await;
    let (kept, ended) = (
        desk.listens(desk.ana, "hooks.example.com", &["agent.*"]).await,
        desk.listens(desk.ana, "gone.example.com", &["agent.*"]).await,
    );
    desk.works(move |work| {
        work.keep_quietly("rows of a scene");
        for number in 0..600 {
            for (webhook, state) in [(kept, "delivered"), (ended, "waiting")] {
                db::sql("INSERT INTO webhook_message (webhook_id, message, kind, body, state, made_at, ended_at) VALUES ($1, $2, 'x.y', '{}', $3, $4, $4)")
                    .with(webhook)
                    .with(format!("m{webhook}-{number}"))
                    .with(state)
                    .with(kit::Moment::from_seconds(number))
                    .run(work)?;
            }
        }
        Ok(())
    })
    .await;
    desk.works(move |work| webhooks::end(work, ended)).await;

    let mut steps = Vec::new();
    while steps.last() != Some(&0) {
        steps.push(desk.works(messages::sweep).await);
    }

    assert_eq!(steps, [500, 500, 200, 0]);
    let left: i64 = desk.read(|tx| db::sql("SELECT COUNT(*) FROM webhook_message").only(tx, "count")).await;
    assert_eq!(left, 0);
}

#[both_databases]
async fn a_receiver_whose_secret_cannot_be_read_waits_for_a_new_one_and_the_others_hear(desk: Desk) {
    let (lost, other) = (desk.world.opens("lost.example.com").await, desk.world.opens("hooks.example.com").await);
    let (id, heard) = (
        desk.listens(desk.ana, "lost.example.com", &["tag.*"]).await,
        desk.listens(desk.ana, "hooks.example.com", &["tag.*"]).await,
    );
    desk.works(move |work| {
        work.keep_quietly("a secret of another key");
        db::sql(
            "UPDATE webhook SET secret = 'sealed.1.gone.00', old_secret = 'sealed.1.gone.00', old_until = 9000000000000000 WHERE id = $1",
        )
        .with(id)
        .run(work)
    })
    .await;

    desk.something_happens("vip").await;
    desk.told().await;
    desk.carry(id).await;
    desk.carry(heard).await;

    assert_eq!((lost.heard().len(), other.heard().len()), (0, 1), "nobody is sent what anybody could have signed");
    assert!(desk.webhook(id).await.secret_is_lost());
    let new = desk.works(move |work| webhooks::rotate(work, id)).await;
    desk.carry(id).await;
    let told = lost.heard()[0].clone();
    assert_eq!(told.signatures, new.sign(&told.id, desk.base.clock.now(), &told.body));
}
