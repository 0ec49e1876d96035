//! One browser's stream: server-sent events, a beat every 15 seconds, an end when the person is nobody any more.

use super::Position;
use super::hub::{After, Listening, Live, Told};
use crate::caller::bearer_token;
use crate::cookie::session_token;
use crate::fields::Query;
use crate::person::Asked;
use crate::problem::Problem;
use crate::{SignedIn, Site, Visitor};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures::Stream;
use kit::Token;
use serde_json::json;
use std::collections::HashSet;
use std::convert::Infallible;
use std::net::IpAddr;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

const BEAT: Duration = Duration::from_secs(15);
/// Sessions also end by time alone, which nobody signals.
const BEATS_PER_LOOK: u32 = 4;

/// `GET /api/v1/events`: the same for programs. `after` is the position to go on from, as `Last-Event-ID` is.
pub(crate) async fn serve_program(
    State(site): State<Site>,
    signed_in: SignedIn,
    visitor: Visitor,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some((name, _)) = query.all().find(|(name, _)| *name != "after") {
        return Err(Problem::wrong_field(name, "there is no such parameter"));
    }
    let said = headers.get("last-event-id").and_then(|id| id.to_str().ok()).or_else(|| query.optional("after"));
    if said.is_some_and(|said| said.parse::<Position>().is_err()) {
        return Err(Problem::wrong_field("after", "expected the id of an event of this stream"));
    }
    let from_now = said.is_none().then(|| site.live().position());
    let listener =
        Listener::new(site, (&signed_in, visitor.address), from_now.or_else(|| said?.parse().ok()).unwrap_or_default(), &headers);
    let mut response = Sse::new(events(listener)).into_response();
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// `GET /live`: what changed after the position the page was drawn at, and from then on.
pub(crate) async fn serve(
    State(site): State<Site>,
    signed_in: SignedIn,
    visitor: Visitor,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let resumed = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let seen = resumed.unwrap_or_else(|| query.text("after")).parse().unwrap_or_default();
    let listener = Listener::new(site, (&signed_in, visitor.address), seen, &headers);
    let mut response = Sse::new(events(listener)).into_response();
    // A proxy that buffers would hold signals back.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// What must still hold for the stream to go on.
enum Proof {
    Session(Token),
    Program(Token),
}

struct Listener {
    site: Site,
    live: Live,
    agent_id: i64,
    /// From where it listens.
    address: IpAddr,
    proof: Proof,
    bell: watch::Receiver<bool>,
    seen: Position,
    /// `None` until first asked, and again after rights changed.
    inboxes: Option<HashSet<i64>>,
    rights_moved: bool,
    beat_at: Instant,
    beats: u32,
    /// A program that listens is nobody's presence.
    _counted: Option<Listening>,
}

impl Listener {
    fn new(site: Site, (signed_in, address): (&SignedIn, IpAddr), seen: Position, headers: &HeaderMap) -> Self {
        let live = site.live().clone();
        let proof = match bearer_token(headers) {
            Some(token) => Proof::Program(token),
            None => Proof::Session(session_token(&site, headers).unwrap_or_else(|| Token::presented(""))),
        };
        let (agent_id, bell) = (signed_in.agent_id, live.bell());
        let counted = signed_in.api_token_id.is_none().then(|| live.listen(agent_id));
        Self {
            site,
            live,
            agent_id,
            address,
            proof,
            bell,
            seen,
            inboxes: None,
            rights_moved: false,
            beat_at: Instant::now() + BEAT,
            beats: 0,
            _counted: counted,
        }
    }

    /// The next event, or `None` when the stream is over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if *self.bell.borrow_and_update() {
                return None;
            }
            let inboxes = match self.inboxes.take() {
                Some(inboxes) => inboxes,
                // Seldom, so in a box of its own: what is here is held by everybody who listens.
                None => Box::pin(self.look_up_rights()).await?,
            };
            let inboxes = self.inboxes.insert(inboxes);
            if std::mem::take(&mut self.rights_moved) && matches!(self.proof, Proof::Session(_)) {
                // What a browser holds or shows may not be its owner's to see any more: it asks for all of it anew.
                return Some(Event::default().id(self.seen.to_string()).event("missed").data(""));
            }
            match self.live.after(self.seen) {
                After::Topic(at, told) => {
                    self.seen = at;
                    if told.rights_changed {
                        (self.inboxes, self.rights_moved) = (None, true);
                    } else if may_hear(&told, self.agent_id, inboxes) {
                        return Some(Event::default().id(at.to_string()).data(self.said(&told.topic)));
                    }
                }
                After::Missed(at) => {
                    self.seen = at;
                    return Some(Event::default().id(at.to_string()).event("missed").data(""));
                }
                After::Nothing => {
                    if let Some(beat) = self.wait().await {
                        return Some(beat);
                    }
                }
            }
        }
    }

    /// A browser also hears how many listen, so that all of them need not ask in the same moment.
    fn said(&self, topic: &str) -> String {
        let said = match self.proof {
            Proof::Session(_) => json!({ "topic": topic, "among": self.live.listeners() }),
            Proof::Program(_) => json!({ "topic": topic }),
        };
        said.to_string()
    }

    /// Waits for the bell; a beat comes when it was silent too long.
    async fn wait(&mut self) -> Option<Event> {
        tokio::select! {
            _ = self.bell.changed() => None,
            () = sleep_until(self.beat_at) => Some(self.beat()),
        }
    }

    fn beat(&mut self) -> Event {
        self.beat_at = Instant::now() + BEAT;
        self.beats += 1;
        if self.beats.is_multiple_of(BEATS_PER_LOOK) {
            self.inboxes = None;
        }
        Event::default().id(self.seen.to_string()).event("beat").data("")
    }

    /// What this listener sees now; `None` ends the stream: the session or token is over, or the rights cannot be read.
    async fn look_up_rights(&self) -> Option<HashSet<i64>> {
        let who = match (&self.proof, self.site.gatekeeper()) {
            (Proof::Session(session), Some(gatekeeper)) => Some(gatekeeper.glance(&self.site, session).await.ok().flatten()?),
            (Proof::Program(token), Some(gatekeeper)) => Some(gatekeeper.bearer(&self.site, token).await.ok().flatten()?),
            (_, None) => None,
        };
        if who.as_ref().is_some_and(|who| who.asked == Asked::Now || !who.only_from.admit(self.address)) {
            return None;
        }
        match (self.site.audience(), &self.proof, who) {
            (Some(audience), Proof::Program(_), Some(program)) => audience.inboxes_of_program(&self.site, &program).await.ok().flatten(),
            (Some(audience), ..) => audience.inboxes_of(&self.site, self.agent_id).await.ok().flatten(),
            (None, ..) => Some(HashSet::new()),
        }
    }
}

fn may_hear(told: &Told, agent_id: i64, inboxes: &HashSet<i64>) -> bool {
    told.only_agent.is_none_or(|only| only == agent_id) && told.inbox.is_none_or(|inbox| inboxes.contains(&inbox))
}

fn events(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    futures::stream::unfold(listener, async |mut listener| listener.next().await.map(|event| (Ok(event), listener)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_is_small() {
        const fn size_of_answer<L, S>(_: fn(L) -> S) -> usize {
            size_of::<S>()
        }
        assert!(
            size_of_answer(events) < 1_024,
            "a listening browser holds {} bytes; ten thousand of them listen",
            size_of_answer(events)
        );
    }
}
