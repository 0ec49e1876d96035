//! Live signals: who hears of what, from where, and when the stream ends.

use crate::stage::*;
use axum::body::BodyDataStream;
use axum::http::StatusCode;
use futures::StreamExt as _;
use std::collections::HashSet;
use std::time::Duration;
use tokio::time::timeout;
use web::{Routes, Signal};

/// A browser that listens.
struct Browser {
    stream: BodyDataStream,
    heard: String,
}

impl Desk {
    async fn listens(&self, session: &str, after: &str) -> Browser {
        let answer = self
            .gets(&format!("/live?after={after}"))
            .with_session(session)
            .header("accept-encoding", "gzip, br")
            .raw()
            .await;
        assert!(!answer.headers().contains_key("content-encoding"), "a compressor would hold signals back");
        assert_eq!((answer.status(), &answer.headers()["content-type"]), (StatusCode::OK, &"text/event-stream".parse().unwrap()));
        Browser { stream: answer.into_body().into_data_stream(), heard: String::new() }
    }

    fn here(&self) -> String {
        self.site.live().position().to_string()
    }
}

impl Browser {
    /// The next event, or `None` when the stream has ended. A second of silence fails the scene.
    async fn hears(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n").map(|(event, rest)| (event.to_owned(), rest.to_owned())) {
                self.heard = rest;
                return Some(event);
            }
            let piece = timeout(Duration::from_secs(1), self.stream.next()).await.expect("nothing was heard for a second")?;
            self.heard.push_str(std::str::from_utf8(&piece.unwrap()).unwrap());
        }
    }

    async fn hears_of(&mut self) -> String {
        let event = self.hears().await.expect("the stream has ended");
        let data = event
            .lines()
            .find_map(|line| line.strip_prefix("data: "))
            .unwrap_or_else(|| panic!("no data in {event}"));
        let told: serde_json::Value = serde_json::from_str(data).unwrap();
        told["topic"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_signal_reaches_who_listens_with_a_position_to_resume_from() {
    let desk = Desk::with(Routes::new());
    let mut ana = desk.listens(ANAS_SESSION, &desk.here()).await;

    desk.site.live().send(Signal::about(["conversation:42", "counts"]).in_inbox(1));

    let event = ana.hears().await.unwrap();
    assert!(event.contains("data: {\"among\":1,\"topic\":\"conversation:42\"}"), "{event}");
    assert_eq!(ana.hears_of().await, "counts");
    let seen = event.lines().find_map(|line| line.strip_prefix("id: ")).unwrap();
    let mut again = desk.listens(ANAS_SESSION, seen).await;
    assert_eq!(again.hears_of().await, "counts");
}

#[tokio::test]
async fn attack_26_nothing_is_heard_of_an_inbox_one_does_not_see() {
    let desk = Desk::with(Routes::new());
    let here = desk.here();
    let (mut ana, mut ben) = (desk.listens(ANAS_SESSION, &here).await, desk.listens(BENS_SESSION, &here).await);

    desk.site.live().send(Signal::about(["conversation:666"]).in_inbox(2));
    desk.site.live().send(Signal::about(["draft:9"]).only_for(BEN));
    desk.site.live().send(Signal::about(["conversation:7"]).in_inbox(1));

    assert_eq!(ana.hears_of().await, "conversation:7");
    assert_eq!(
        (ben.hears_of().await.as_str(), ben.hears_of().await.as_str(), ben.hears_of().await.as_str()),
        ("conversation:666", "draft:9", "conversation:7")
    );
}

#[tokio::test]
async fn attack_26_what_was_missed_is_replayed_by_the_same_rule() {
    let desk = Desk::with(Routes::new());
    let here = desk.here();
    desk.site.live().send(Signal::about(["conversation:666"]).in_inbox(2));
    desk.site.live().send(Signal::about(["conversation:7"]).in_inbox(1));

    let mut ana = desk.listens(ANAS_SESSION, &here).await;

    assert_eq!(ana.hears_of().await, "conversation:7");
}

#[tokio::test]
async fn attack_27_an_inbox_taken_away_falls_silent_at_once() {
    let desk = Desk::with(Routes::new());
    let mut ben = desk.listens(BENS_SESSION, &desk.here()).await;
    desk.site.live().send(Signal::about(["conversation:1"]).in_inbox(2));
    assert_eq!(ben.hears_of().await, "conversation:1");

    desk.book.inboxes.lock().unwrap().insert(BEN, HashSet::from([1]));
    desk.site.live().send(Signal::rights_changed());
    desk.site.live().send(Signal::about(["conversation:2"]).in_inbox(2));
    desk.site.live().send(Signal::about(["conversation:3"]).in_inbox(1));

    // What he holds or shows already may not be his to see any more: he asks for it anew.
    let first = ben.hears().await.unwrap();
    assert!(first.contains("event: missed") && !first.contains("conversation"), "{first}");
    assert_eq!(ben.hears_of().await, "conversation:3");
}

#[tokio::test]
async fn attack_27_the_stream_of_somebody_who_is_nobody_any_more_ends() {
    let desk = Desk::with(Routes::new());
    let (mut ana, mut ben) = (desk.listens(ANAS_SESSION, &desk.here()).await, desk.listens(BENS_SESSION, &desk.here()).await);

    desk.site.live().send(Signal::about(["counts"]));
    assert_eq!((ana.hears_of().await, ben.hears_of().await), ("counts".to_owned(), "counts".to_owned()));

    desk.book.sessions.lock().unwrap().remove(ANAS_SESSION);
    desk.book.inboxes.lock().unwrap().remove(&BEN);
    desk.site.live().send(Signal::rights_changed());

    // `hears` fails after one second of waiting.
    assert_eq!((ana.hears().await, ben.hears().await), (None, None));
}

#[tokio::test]
async fn who_was_away_too_long_or_before_a_restart_is_told_to_look_at_everything() {
    let desk = Desk::with(Routes::new());
    let long_ago = desk.here();
    for number in 0..2000 {
        desk.site.live().send(Signal::about([format!("conversation:{number}")]).in_inbox(1));
    }

    for after in [long_ago.as_str(), "1234.5", "", "9999999999999999999999.1", "0"] {
        let mut ana = desk.listens(ANAS_SESSION, after).await;
        let event = ana.hears().await.unwrap();
        assert!(event.contains("event: missed") && event.contains(&format!("id: {}", desk.here())), "after {after:?}: {event}");
        desk.site.live().send(Signal::about(["counts"]));
        assert_eq!(ana.hears_of().await, "counts");
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_beats_and_notices_a_session_that_ended_by_itself() {
    let desk = Desk::with(Routes::new());
    let answer = desk.gets("/live").header("last-event-id", &desk.here()).with_session(ANAS_SESSION).raw().await;
    let mut stream = answer.into_body().into_data_stream();

    let beat = stream.next().await.unwrap().unwrap();
    desk.book.sessions.lock().unwrap().remove(ANAS_SESSION);
    let mut more_beats = 0;
    while stream.next().await.is_some() {
        more_beats += 1;
    }

    assert!(std::str::from_utf8(&beat).unwrap().contains("event: beat"));
    assert_eq!(more_beats, 3);
}

#[tokio::test]
async fn who_listens_hears_how_many_do_so_that_not_all_ask_at_once() {
    let desk = Desk::with(Routes::new());
    let mut ana = desk.listens(ANAS_SESSION, &desk.here()).await;
    let _ben = desk.listens(ANAS_SESSION, &desk.here()).await;

    desk.site.live().send(Signal::about(["counts"]));

    let told = ana.hears().await.expect("a signal");
    assert!(told.contains("\"among\":2"), "{told}");
}

#[tokio::test]
async fn closing_the_hub_ends_every_stream() {
    let desk = Desk::with(Routes::new());
    let mut ana = desk.listens(ANAS_SESSION, &desk.here()).await;
    assert_eq!(desk.site.live().listeners(), 1);

    desk.site.live().close();

    assert_eq!(ana.hears().await, None);
}

#[tokio::test]
async fn a_stranger_hears_nothing() {
    let desk = Desk::with(Routes::new());

    let refused = desk.gets("/live").with_session("guessed").answer().await;

    assert_eq!((refused.status, desk.site.live().listeners()), (StatusCode::SEE_OTHER, 0));
}
