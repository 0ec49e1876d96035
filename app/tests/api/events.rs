//! The live stream for programs: signals with a place to resume from, by the same rules as everywhere.

use crate::stage::Desk;
use agents::tokens::TokenId;
use axum::body::BodyDataStream;
use axum::http::{Method, StatusCode};
use futures::StreamExt as _;
use std::time::Duration;
use testkit::both_databases;
use web::Signal;

/// Within this time what is to come has come.
const SOON: Duration = Duration::from_secs(5);

struct Stream(BodyDataStream);

impl Stream {
    async fn open(desk: &Desk, token: &str, after: Option<&str>) -> Self {
        let mut asking = desk.asks(token, Method::GET, "/events");
        if let Some(after) = after {
            asking = asking.header("last-event-id", after);
        }
        let response = asking.raw().await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self(response.into_body().into_data_stream())
    }

    /// The next event; `None` at the end of the stream.
    async fn next(&mut self) -> Option<String> {
        let piece = tokio::time::timeout(SOON, self.0.next()).await.expect("an event or the end in time");
        piece.map(|piece| String::from_utf8_lossy(&piece.expect("a piece")).into_owned())
    }
}

fn id(event: &str) -> String {
    event.lines().find_map(|line| line.strip_prefix("id: ")).expect("an id").to_owned()
}

#[both_databases]
async fn a_signal_is_heard_with_its_place_and_resumed_from_there(desk: Desk) {
    let mut stream = Stream::open(&desk, &desk.anas, None).await;
    desk.site.live().send(Signal::about(["conversation:1"]).in_inbox(desk.support.0));
    let first = stream.next().await.expect("a signal");
    drop(stream);

    desk.site.live().send(Signal::about(["customer:1"]));
    let mut resumed = Stream::open(&desk, &desk.anas, Some(&id(&first))).await;
    let second = resumed.next().await.expect("what was missed");
    let mut strange = Stream::open(&desk, &desk.anas, Some("1.1")).await;

    assert!(first.contains("conversation:1") && second.contains("customer:1"), "{first}{second}");
    assert!(strange.next().await.expect("an event").contains("event: missed"));
    assert!(desk.site.live().present().is_empty(), "a program that listens is nobody at a desk");
}

#[both_databases]
async fn attack_26_a_program_hears_nothing_of_an_inbox_it_does_not_see(desk: Desk) {
    for token in [&desk.anas, &desk.shops] {
        let mut stream = Stream::open(&desk, token, None).await;
        desk.site.live().send(Signal::about(["conversation:2"]).in_inbox(desk.board.0));
        desk.site.live().send(Signal::about(["conversation:1"]).in_inbox(desk.support.0));

        let heard = stream.next().await.expect("a signal");

        assert!(heard.contains("conversation:1"), "{heard}");
    }
}

#[both_databases]
async fn attack_27_attack_33_the_stream_of_a_revoked_token_ends(desk: Desk) {
    let mut stream = Stream::open(&desk, &desk.shops, None).await;
    let (noor, shop) = (desk.noor, desk.shop.0);

    desk.by(noor, move |work| agents::service_tokens::revoke(work, TokenId(shop))).await;
    desk.site.live().send(Signal::rights_changed());
    desk.site.live().send(Signal::about(["conversation:1"]).in_inbox(desk.support.0));

    assert_eq!(stream.next().await, None);
}

#[both_databases]
async fn a_place_that_is_none_is_refused(desk: Desk) {
    let refused = desk.get(&desk.anas, "/events?after=yesterday").await;
    let unknown = desk.get(&desk.anas, "/events?since=1.1").await;

    assert_eq!((refused.pointer(), unknown.pointer()), ("after", "since"));
}
