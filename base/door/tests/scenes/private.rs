//! HTTPS: what is shown, that it is replaced while it is shown, proofs for authorities, and the plain port beside it.

use crate::stage::{HOST, Stage, greet, made, pair, until_closed};
use axum::Router;
use axum::routing::get;
use door::{Certificates, OtherPort, PairFiles, follow_files};
use kit::Clock;
use std::path::Path;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

#[tokio::test(flavor = "multi_thread")]
async fn both_versions_of_http_are_spoken_and_pages_find_the_host_in_each() {
    let certificates = Certificates::default();
    certificates.show(pair(&[HOST]));
    let stage = Stage::private(&certificates).await;

    let (mut first, _) = greet(stage.address, &["http/1.1"]).await.expect("a handshake");
    first
        .write_all(format!("GET / HTTP/1.1\r\nhost: {HOST}\r\nconnection: close\r\n\r\n").as_bytes())
        .await
        .expect("sent");
    let (said, _) = until_closed(&mut first).await;
    assert!(said.ends_with(&format!("hello at {HOST}")), "{said}");

    let (second, _) = greet(stage.address, &["h2", "http/1.1"]).await.expect("a handshake");
    let (mut asking, connection) = h2::client::handshake(second).await.expect("HTTP/2");
    tokio::spawn(connection);
    let request = hyper::Request::get(format!("https://{HOST}/")).body(()).expect("a request");
    let answer = asking.send_request(request, true).expect("sent").0.await.expect("an answer");
    let said = answer.into_body().data().await.expect("a body").expect("whole");
    assert_eq!(said, format!("hello at {HOST}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_40_a_handshake_that_is_not_made_in_time_is_over() {
    let certificates = Certificates::default();
    certificates.show(pair(&[HOST]));
    let stage = Stage::private(&certificates).await;
    let mut silent = stage.comes().await;
    let mut half = stage.comes().await;
    half.write_all(&[22, 3, 1, 2, 0, 1]).await.expect("sent");

    for wire in [&mut silent, &mut half] {
        let (_, after) = until_closed(wire).await;
        assert!(after < Duration::from_secs(2), "{after:?}");
    }
    let (mut asks_nothing, _) = greet(stage.address, &["h2"]).await.expect("a handshake");
    let (_, after) = until_closed(&mut asks_nothing).await;
    assert!(after < Duration::from_secs(2), "HTTP/2 that never begins: {after:?}");
}

/// Writes a new pair, one file after the other.
fn put(folder: &Path, (certificate, key): &(String, String)) {
    std::fs::write(folder.join("key.pem"), key).expect("written");
    std::fs::write(folder.join("certificate.pem"), certificate).expect("written");
}

async fn shown_serial(stage: &Stage) -> Vec<u8> {
    greet(stage.address, &["h2"]).await.expect("a handshake").1.to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_replaced_while_they_are_served_and_a_broken_pair_keeps_the_old_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = PairFiles {
        certificate: folder.path().join("certificate.pem"),
        key: folder.path().join("key.pem"),
    };
    let (first, second, third) = (made(&[HOST]), made(&[HOST]), made(&[HOST]));
    put(folder.path(), &first);
    let certificates = Certificates::default();
    certificates.show(files.read().expect("a pair"));
    let stage = Stage::private(&certificates).await;
    let looked = Duration::from_millis(50);
    let _following = tokio::spawn(follow_files(files, certificates.clone(), Clock::system(), looked, CancellationToken::new()));
    let before = shown_serial(&stage).await;
    let (mut stream, _) = greet(stage.address, &["http/1.1"]).await.expect("a handshake");
    stream.write_all(b"GET /stream HTTP/1.1\r\nhost: desk\r\n\r\n").await.expect("sent");

    put(folder.path(), &(second.0.clone(), third.1.clone()));
    eventually(|| certificates.trouble().is_some_and(|why| why.contains("does not belong"))).await;
    assert_eq!(shown_serial(&stage).await, before, "what does not fit is not shown");

    put(folder.path(), &second);
    eventually(|| certificates.trouble().is_none()).await;
    let after = shown_serial(&stage).await;
    assert_ne!(after, before);

    std::fs::remove_file(folder.path().join("key.pem")).expect("gone");
    eventually(|| certificates.trouble().is_some()).await;
    assert_eq!(shown_serial(&stage).await, after);
    let mut piece = [0; 64];
    let heard = tokio::io::AsyncReadExt::read(&mut stream, &mut piece)
        .await
        .expect("the stream from before goes on");
    assert!(heard > 0);
}

async fn eventually(is_so: impl Fn() -> bool) {
    for _ in 0..100 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never came to that");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_shown_to_whoever_asks_for_nothing_else_while_it_is_asked_for() {
    let certificates = Certificates::default();
    certificates.show(pair(&[HOST]));
    let stage = Stage::private(&certificates).await;
    let usual = shown_serial(&stage).await;
    assert!(greet(stage.address, &["acme-tls/1"]).await.is_err(), "there is nothing to prove");

    let key = rcgen::KeyPair::generate().expect("a key");
    let proof = rcgen::CertificateParams::new(vec![HOST.to_owned()])
        .expect("a name")
        .self_signed(&key)
        .expect("a certificate");
    certificates.prove_by_certificate(HOST, proof.der().clone(), key.serialize_der()).expect("a key");

    let (_, shown) = greet(stage.address, &["acme-tls/1"]).await.expect("a handshake");
    assert_eq!(&shown, proof.der());
    assert_eq!(shown_serial(&stage).await, usual, "everybody else sees the usual one");
    certificates.prove_nothing();
    assert!(greet(stage.address, &["acme-tls/1"]).await.is_err());
}

#[tokio::test]
async fn the_plain_port_leads_over_and_serves_nothing_readable() {
    let certificates = Certificates::default();
    certificates.prove_by_word("token", "token.thumb");
    let port = OtherPort {
        base_url: format!("https://{HOST}"),
        certificates,
        proxies: vec!["10.0.0.1".parse().expect("an address")],
        pages: Router::new().fallback(get(async || "a page")),
    };
    let router = port.router();
    let ask = async |method: &str, path: &str, from: &str, forwarded: &str| {
        let from: std::net::SocketAddr = format!("{from}:4711").parse().expect("an address");
        let request = axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("x-forwarded-proto", forwarded)
            .header("host", "evil.example");
        let request = request
            .extension(axum::extract::ConnectInfo(from))
            .body(axum::body::Body::empty())
            .expect("a request");
        let answer = router.clone().oneshot(request).await.expect("an answer");
        let place = answer.headers().get("location").map(|place| place.to_str().expect("text").to_owned());
        (answer.status().as_u16(), place)
    };

    let over = (308, Some(format!("https://{HOST}/customers/7?tab=notes")));
    assert_eq!(ask("GET", "/customers/7?tab=notes", "192.0.2.7", "https").await, over);
    assert_eq!(ask("POST", "/sign-in", "192.0.2.7", "").await, (403, None), "what was sent readable is refused");
    assert_eq!(ask("GET", "//evil.example", "192.0.2.7", "").await, (308, Some(format!("https://{HOST}//evil.example"))));
    assert_eq!(ask("GET", "/.well-known/acme-challenge/token", "192.0.2.7", "").await, (200, None));
    assert_eq!(ask("GET", "/.well-known/acme-challenge/another", "192.0.2.7", "").await, (404, None));
    assert_eq!(ask("GET", "/", "10.0.0.1", "https").await, (200, None), "a proxy we trust says its visitor came privately");
    assert_eq!(ask("GET", "/", "10.0.0.1", "http").await.0, 308);
}
