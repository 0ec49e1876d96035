//! Too much of everything: fields, heads, streams taken back, connections from one place.

use crate::stage::{HOST, Stage, greet, limits, pair, short, until_closed};
use door::{Certificates, Limits};
use hyper::Request;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;

async fn asked_with(stage: &Stage, fields: &str) -> String {
    let mut wire = stage.comes().await;
    let _ = wire
        .write_all(format!("GET / HTTP/1.1\r\nhost: desk\r\n{fields}connection: close\r\n\r\n").as_bytes())
        .await;
    until_closed(&mut wire).await.0
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_a_flood_of_fields_is_refused_by_number_and_by_size() {
    let stage = Stage::plain(limits(short())).await;

    assert!(asked_with(&stage, &"x-one: 1\r\n".repeat(50)).await.starts_with("HTTP/1.1 200"));
    let many = asked_with(&stage, &"x-one: 1\r\n".repeat(200)).await;
    assert!(many.starts_with("HTTP/1.1 431"), "{many}");
    let large = asked_with(&stage, &format!("x-large: {}\r\n", "k".repeat(200_000))).await;
    assert!(!large.contains(" 200 "), "{large}");
    assert!(stage.is_served().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_one_address_does_not_take_every_place() {
    let stage = Stage::plain(Limits { most_per_address: 3, ..limits(short()) }).await;
    let _waiting = [stage.comes().await, stage.comes().await, stage.comes().await];
    tokio::time::sleep(Duration::from_millis(50)).await;

    assert!(!stage.is_served().await, "a fourth is shown out");
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(stage.is_served().await, "once the others were");
}

/// Asks ten times at once and takes all of it back after a wait, again and again; how often until the connection was over. Without a wait the
/// pages never hear of most, with one they do.
async fn takes_back(stage: &Stage, waits: Duration) -> u32 {
    let (wire, _) = greet(stage.address, &["h2"]).await.expect("a handshake");
    let (mut asking, connection) = h2::client::handshake(wire).await.expect("HTTP/2");
    let connection = tokio::spawn(connection);
    let mut taken_back = 0;
    while taken_back < 2_000 && !connection.is_finished() {
        let mut asked = Vec::new();
        for _ in 0..10 {
            let Ok(ready) = asking.clone().ready().await else { return taken_back };
            asking = ready;
            let request = Request::get(format!("https://{HOST}/late")).body(()).expect("a request");
            let Ok((_, stream)) = asking.send_request(request, true) else { return taken_back };
            asked.push(stream);
        }
        tokio::time::sleep(waits).await;
        for mut stream in asked {
            stream.send_reset(h2::Reason::CANCEL);
            taken_back += 1;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    taken_back
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_requests_taken_back_at_once_end_their_connection_and_no_other() {
    let certificates = Certificates::default();
    certificates.show(pair(&[HOST]));
    let stage = Stage::private(&certificates).await;
    let (bystander, _) = greet(stage.address, &["h2"]).await.expect("a handshake");
    let (mut patient, connection) = h2::client::handshake(bystander).await.expect("HTTP/2");
    tokio::spawn(connection);
    let asking = |path: &str| Request::get(format!("https://{HOST}{path}")).body(()).expect("a request");
    let (stream, _) = patient.send_request(asking("/stream"), true).expect("sent");
    let mut beats = stream.await.expect("a stream").into_body();

    for waits in [Duration::ZERO, Duration::from_millis(10)] {
        let taken_back = takes_back(&stage, waits).await;
        assert!(taken_back < 2_000, "{taken_back} requests were taken back after {waits:?} and nobody minded");
    }

    assert!(beats.data().await.is_some_and(|beat| beat.is_ok()), "others go on");
    let (answer, _) = patient.send_request(asking("/"), true).expect("sent");
    assert_eq!(answer.await.expect("an answer").status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_a_reader_that_opens_no_window_is_cut_off_with_all_its_streams() {
    let certificates = Certificates::default();
    certificates.show(pair(&[HOST]));
    let stage = Stage::private(&certificates).await;
    let (wire, _) = greet(stage.address, &["h2"]).await.expect("a handshake");
    let (mut stingy, connection) = h2::client::Builder::new()
        .initial_window_size(1)
        .handshake::<_, bytes::Bytes>(wire)
        .await
        .expect("HTTP/2");
    let ended = tokio::spawn(connection);

    let mut held = Vec::new();
    for _ in 0..8 {
        let request = Request::get(format!("https://{HOST}/large")).body(()).expect("a request");
        held.push(stingy.send_request(request, true).expect("sent").0.await.expect("a head"));
    }

    let over = tokio::time::timeout(Duration::from_secs(4), ended).await;
    assert!(over.is_ok(), "eight large answers were held for a reader who takes none of them");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_a_stream_nobody_takes_ends_alone_and_the_others_of_its_connection_go_on() {
    let certificates = Certificates::default();
    certificates.show(pair(&[HOST]));
    let stage = Stage::private(&certificates).await;
    let (wire, _) = greet(stage.address, &["h2"]).await.expect("a handshake");
    // Room for all streams together, so that one which is not read stops no other.
    let mut builder = h2::client::Builder::new();
    let (mut asking, connection) = builder
        .initial_connection_window_size(16 * 1024 * 1024)
        .handshake::<_, bytes::Bytes>(wire)
        .await
        .expect("HTTP/2");
    let connection = tokio::spawn(connection);
    let mut asks = |path: &str| {
        let request = Request::get(format!("https://{HOST}{path}")).body(()).expect("a request");
        asking.send_request(request, true).expect("sent").0
    };
    let mut paused = asks("/large").await.expect("a head").into_body();
    let mut beats = asks("/stream").await.expect("a head").into_body();

    let mut heard = 0;
    let until = tokio::time::Instant::now() + 3 * short().taking;
    while tokio::time::Instant::now() < until {
        let beat = beats.data().await.expect("it goes on").expect("a beat");
        beats.flow_control().release_capacity(beat.len()).expect("taken");
        heard += 1;
    }

    assert!(heard >= 6, "{heard} beats");
    let (mut taken, mut ended) = (0, None);
    let wait = Duration::from_secs(5);
    while let Ok(Some(piece)) = tokio::time::timeout(wait, paused.data()).await {
        match piece {
            Ok(piece) => taken += piece.len(),
            Err(why) => {
                ended = Some(why);
                break;
            }
        }
    }
    assert!(ended.is_some_and(|why| why.is_reset() && why.reason() == Some(h2::Reason::CANCEL)), "{taken} bytes came");
    assert_eq!(asks("/").await.expect("an answer").status(), 200, "and the connection takes new requests");
    assert!(!connection.is_finished());
}
