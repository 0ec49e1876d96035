//! Whoever listens for hours: what an answer without an end says over each version of HTTP, and how it is over.

use crate::stage::{HOST, Stage, greet, limits, pair, short, until_closed};
use door::Certificates;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{sleep, timeout};

const LISTENS: &[u8] = b"GET /events HTTP/1.1\r\nhost: desk\r\naccept: text/event-stream\r\n\r\n";

/// Everything that is said until `ending` was.
async fn until(wire: &mut (impl AsyncRead + Unpin), ending: &str) -> String {
    let (mut heard, mut piece) = (String::new(), [0; 512]);
    while !heard.contains(ending) {
        let read = timeout(Duration::from_secs(5), wire.read(&mut piece)).await;
        let count = read.unwrap_or_else(|_| panic!("{ending} did not come: {heard}")).expect("it goes on");
        assert!(count > 0, "it ended before {ending}: {heard}");
        heard.push_str(&String::from_utf8_lossy(&piece[..count]));
    }
    heard
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_gets_the_pages_own_head_and_each_word_in_a_chunk_when_it_is_said() {
    let stage = Stage::plain(limits(short())).await;
    let mut wire = stage.comes().await;
    wire.write_all(b"GET / HTTP/1.1\r\nhost: desk\r\n\r\n").await.expect("sent");
    assert!(until(&mut wire, "hello at desk").await.starts_with("HTTP/1.1 200"), "a page before, on the same wire");

    wire.write_all(LISTENS).await.expect("sent");
    let heard = until(&mut wire, "data: 1\n\n").await;

    let (head, said) = heard.split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    for field in ["transfer-encoding: chunked", "content-type: text/event-stream", "x-of-the-page: kept", "date: "] {
        assert_eq!(head.matches(field).count(), 1, "{field} in {head}");
    }
    assert!(said.starts_with("9\r\ndata: 0\n\n\r\n"), "{said:?}");
    until(&mut wire, "9\r\ndata: 4\n\n\r\n").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_over_https_or_an_older_http_hears_the_same() {
    let certificates = Certificates::default();
    certificates.show(pair(&[HOST]));
    let stage = Stage::private(&certificates).await;

    let (mut first, _) = greet(stage.address, &["http/1.1"]).await.expect("a handshake");
    first.write_all(LISTENS).await.expect("sent");
    until(&mut first, "9\r\ndata: 2\n\n\r\n").await;

    let (mut oldest, _) = greet(stage.address, &[]).await.expect("a handshake");
    oldest.write_all(b"GET /events HTTP/1.0\r\nhost: desk\r\n\r\n").await.expect("sent");
    let heard = until(&mut oldest, "data: 2\n\n").await;
    assert!(heard.starts_with("HTTP/1.0 200"), "{heard}");
    assert!(heard.ends_with("data: 0\n\ndata: 1\n\ndata: 2\n\n"), "without chunks: {heard:?}");

    let (second, _) = greet(stage.address, &["h2"]).await.expect("a handshake");
    let (mut asking, connection) = h2::client::handshake(second).await.expect("HTTP/2");
    tokio::spawn(connection);
    let request = hyper::Request::get(format!("https://{HOST}/events")).body(()).expect("a request");
    let mut answer = asking.send_request(request, true).expect("sent").0.await.expect("an answer").into_body();
    for number in 0..3 {
        let said = answer.data().await.expect("a word").expect("whole");
        assert_eq!(said, format!("data: {number}\n\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_listens_to_any_more_is_dropped_and_what_ends_is_ended() {
    let stage = Stage::plain(limits(short())).await;
    let (mut leaves, mut talks, mut stays) = (stage.comes().await, stage.comes().await, stage.comes().await);
    for wire in [&mut leaves, &mut talks, &mut stays] {
        wire.write_all(LISTENS).await.expect("sent");
        until(wire, "data: 0").await;
    }
    assert_eq!(stage.listening(), 3);

    drop(leaves);
    talks.write_all(b"GET / HTTP/1.1\r\nhost: desk\r\n\r\n").await.expect("sent");
    let (said, _) = until_closed(&mut talks).await;
    assert!(!said.contains("hello"), "who listens has nothing to ask: {said}");
    let began = Instant::now();
    while stage.listening() > 1 && began.elapsed() < Duration::from_secs(3) {
        sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(stage.listening(), 1);

    let (said, _) = until_closed(&mut stays).await;
    assert!(said.ends_with("data: 9\n\n\r\n0\r\n\r\n"), "{said:?}");
    assert_eq!(stage.listening(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_a_listener_who_takes_nothing_is_cut_off() {
    let stage = Stage::plain(limits(short())).await;
    let mut wire = stage.comes().await;
    wire.write_all(b"GET /events?loud HTTP/1.1\r\nhost: desk\r\n\r\n").await.expect("sent");
    let began = Instant::now();
    while stage.listening() == 0 {
        sleep(Duration::from_millis(5)).await;
    }

    while stage.listening() > 0 && began.elapsed() < Duration::from_secs(5) {
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(stage.listening(), 0, "after {:?}", began.elapsed());
    assert!(stage.is_served().await);
}
