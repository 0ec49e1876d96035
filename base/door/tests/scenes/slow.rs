//! Visitors who ask for nothing, ask without end, give in trickles or take nothing; and those who are merely slow.

use crate::stage::{LARGE_BYTES, Stage, limits, short, until_closed};
use door::Limits;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::sleep;

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_a_head_that_trickles_without_end_is_cut_off_and_nobody_else_waits() {
    let stage = Stage::plain(limits(short())).await;
    let mut silent = stage.comes().await;
    let (mut reading, mut trickling) = stage.comes().await.into_split();
    let trickle = tokio::spawn(async move {
        let _ = trickling.write_all(b"GET / HTTP/1.1\r\nhost: desk\r\n").await;
        while trickling.write_all(b"x-and: so on\r\n").await.is_ok() {
            sleep(Duration::from_millis(100)).await;
        }
    });
    assert!(stage.is_served().await);

    let (said, after) = until_closed(&mut silent).await;
    assert!(said.is_empty() && after < Duration::from_secs(3), "{said} after {after:?}");
    let (said, after) = until_closed(&mut reading).await;
    assert!(!said.contains("200"), "{said}");
    assert!(after < Duration::from_secs(3), "{after:?}");
    assert!(stage.is_served().await);
    trickle.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_in_a_crowd_whoever_asks_for_nothing_goes_sooner_and_the_next_gets_the_place() {
    let stage = Stage::plain(Limits { most: 8, ..limits(short()) }).await;
    let mut waiting = Vec::new();
    for _ in 0..8 {
        waiting.push(stage.comes().await);
    }
    let began = Instant::now();

    assert!(stage.is_served().await, "there is room again");
    assert!(began.elapsed() < short().first_request, "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_a_body_that_trickles_or_stops_is_given_up_and_a_slow_one_is_not() {
    let stage = Stage::plain(limits(short())).await;
    let head = |length: usize| format!("POST /take HTTP/1.1\r\nhost: desk\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");

    let mut stops = stage.comes().await;
    stops.write_all(head(100_000).as_bytes()).await.expect("sent");
    let (said, after) = until_closed(&mut stops).await;
    assert!(said.starts_with("HTTP/1.1 400") && after < Duration::from_secs(3), "{said} after {after:?}");

    let (mut reading, mut trickling) = stage.comes().await.into_split();
    let length = 100_000;
    tokio::spawn(async move {
        let _ = trickling.write_all(head(length).as_bytes()).await;
        while trickling.write_all(b"x").await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    });
    let (said, after) = until_closed(&mut reading).await;
    assert!(
        said.starts_with("HTTP/1.1 400") && after < Duration::from_secs(4),
        "a byte now and then: {said} after {after:?}"
    );

    let mut slow = stage.comes().await;
    slow.write_all(head(20_000).as_bytes()).await.expect("sent");
    for _ in 0..20 {
        slow.write_all(&[b'k'; 1_000]).await.expect("taken");
        sleep(Duration::from_millis(150)).await;
    }
    let (said, _) = until_closed(&mut slow).await;
    assert!(
        said.starts_with("HTTP/1.1 200") && said.ends_with("20000"),
        "three seconds, far longer than any one wait: {said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_whoever_takes_nothing_of_a_large_answer_is_cut_off_and_a_slow_reader_gets_it_all() {
    let stage = Stage::plain(limits(short())).await;
    let asks = b"GET /large HTTP/1.1\r\nhost: desk\r\nconnection: close\r\n\r\n";
    let (mut takes_nothing, mut slow) = (stage.comes().await, stage.comes().await);
    takes_nothing.write_all(asks).await.expect("sent");
    slow.write_all(asks).await.expect("sent");

    let (mut taken, mut piece) = (0, vec![0; 512 * 1024]);
    while let Ok(count @ 1..) = slow.read(&mut piece).await {
        taken += count;
        sleep(Duration::from_millis(20)).await;
    }
    assert!(taken > LARGE_BYTES, "{taken} of {LARGE_BYTES}");

    sleep(Duration::from_secs(2)).await;
    let mut taken = 0;
    while let Ok(count @ 1..) = takes_nothing.read(&mut piece).await {
        taken += count;
    }
    assert!(taken < LARGE_BYTES, "it was cut off: only what lay in the sockets is left, {taken}");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_a_live_stream_outlives_every_wait_even_in_a_crowd() {
    let stage = Stage::plain(Limits { most: 4, ..limits(short()) }).await;
    let mut stream = stage.comes().await;
    stream.write_all(b"GET /stream HTTP/1.1\r\nhost: desk\r\n\r\n").await.expect("sent");
    let _crowd = [stage.comes().await, stage.comes().await, stage.comes().await, stage.comes().await];

    let (began, mut heard, mut piece) = (Instant::now(), 0, [0; 1024]);
    while began.elapsed() < Duration::from_secs(3) {
        let count = stream.read(&mut piece).await.expect("it goes on");
        assert!(count > 0, "it ended after {:?}", began.elapsed());
        heard += String::from_utf8_lossy(&piece[..count]).matches("beat").count();
    }
    assert!(heard >= 8, "{heard} beats");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_lets_nobody_in_and_finishes_what_is_under_way() {
    let stage = Stage::plain(limits(short())).await;
    let (mut late, mut idle) = (stage.comes().await, stage.comes().await);
    late.write_all(b"GET /late HTTP/1.1\r\nhost: desk\r\n\r\n").await.expect("sent");
    idle.write_all(b"GET / HTTP/1.1\r\nhost: desk\r\n\r\n").await.expect("sent");
    sleep(Duration::from_millis(100)).await;

    stage.stop.cancel();

    let (said, _) = until_closed(&mut late).await;
    assert!(said.ends_with("at last"), "{said}");
    let (said, after) = until_closed(&mut idle).await;
    assert!(said.contains("hello") && after < Duration::from_secs(1), "{after:?}");
    tokio::time::timeout(Duration::from_secs(2), stage.served)
        .await
        .expect("the door closes")
        .expect("well");
    assert!(tokio::net::TcpStream::connect(stage.address).await.is_err());
}
