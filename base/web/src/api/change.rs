//! What a handler is given that changes something: who asks, what for, and a unit of work that is carried out once.

use super::etag;
use super::reply::Reply;
use super::unreadable;
use crate::problem::Problem;
use crate::site::Site;
use crate::{SignedIn, Text};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use db::{Trouble, Tx, Work, once};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ops::Deref;

const KEY: &str = "idempotency-key";
const LONGEST_KEY: usize = 255;

/// A call that needs no body; `{}` and nothing at all are the same.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// One change asked for, its body read into `B`.
pub struct Change<B = Nothing> {
    pub site: Site,
    pub who: SignedIn,
    pub body: B,
    once: Option<once::Request>,
    if_match: Option<Vec<String>>,
    path: String,
}

/// What became of one item of many.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ItemResult {
    /// The item's place in the request, from 0.
    pub index: usize,
    /// The status it would have had alone.
    pub status: u16,
    /// What it answered, if it was done.
    #[schema(value_type = Option<Object>)]
    pub body: Option<serde_json::Value>,
    /// Why not, if it was not: a problem as RFC 9457 has it.
    #[schema(value_type = Option<super::describe::Problem>)]
    pub problem: Option<serde_json::Value>,
}

/// What became of many.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ItemResults {
    pub results: Vec<ItemResult>,
}

impl<B: Send + Sync + 'static> Change<B> {
    /// The `Idempotency-Key` it came with.
    pub fn key(&self) -> Option<&str> {
        self.once.as_ref().map(|once| once.key.as_str())
    }

    /// Answers with what was found out without changing anything.
    pub fn reply(&self, reply: Reply) -> Response {
        reply.sent()
    }

    /// Carries it out in one unit of work, with its answer kept beside it if it came with a key.
    pub async fn perform<F>(self, mut verb: F) -> Result<Response, Problem>
    where
        F: FnMut(&mut Work<'_>, &B) -> Result<Reply, Trouble> + Send + 'static,
    {
        let (once, body, conditional) = (self.once, self.body, self.if_match.is_some());
        let outcome = self
            .site
            .db()
            .work(self.who.actor(), move |work| carry_out(work, once.as_ref(), |work| verb(work, &body)));
        match outcome.await {
            Ok((reply, true)) => Ok(reply.sent_again()),
            Ok((reply, false)) => Ok(reply.sent()),
            Err(Trouble::Changed(_)) if conditional => Err(Problem::moved()),
            Err(trouble) => Err(problem(trouble)),
        }
    }

    /// Changes one thing and shows it: `show` finds it for this caller, before (for `If-Match`) and after.
    pub async fn alter<T, R, F>(self, show: R, mut verb: F) -> Result<Response, Problem>
    where
        T: Serialize,
        R: Fn(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static,
        F: FnMut(&mut Work<'_>, &B) -> Result<(), Trouble> + Send + 'static,
    {
        let (expected, path) = (self.if_match.clone(), self.path.clone());
        self.perform(move |work, body| {
            if let Some(tags) = &expected {
                once::take_turn(work, &path)?;
                if !Reply::one(&show(work)?)?.has_one_of(tags) {
                    return Err(Trouble::Changed("the thing to change"));
                }
            }
            verb(work, body)?;
            Reply::one(&show(work)?)
        })
        .await
    }

    /// Carries each of `items` out by itself: one that is refused stops no other.
    pub async fn perform_each<I, F>(self, items: Vec<I>, verb: F) -> Result<Response, Problem>
    where
        I: Clone + Send + Sync + 'static,
        F: Fn(&mut Work<'_>, &I) -> Result<Reply, Trouble> + Clone + Send + 'static,
    {
        let mut results = Vec::with_capacity(items.len());
        let mut again = !items.is_empty();
        for (index, item) in items.into_iter().enumerate() {
            let (verb, once) = (verb.clone(), self.once.as_ref().map(|once| part(once, index)));
            let work = self
                .site
                .db()
                .work(self.who.actor(), move |work| carry_out(work, once.as_ref(), |work| verb(work, &item)));
            let outcome = work.await;
            again &= matches!(outcome, Ok((_, true)));
            if matches!(&outcome, Err(Trouble::Refused(refusal)) if refusal.key == KEY_TAKEN) {
                return outcome.map(|(reply, _)| reply.sent()).map_err(problem);
            }
            results.push(result(index, outcome, self.who.t()));
        }
        let reply = Reply::ok(&ItemResults { results })?;
        Ok(if again { reply.sent_again() } else { reply.sent() })
    }
}

const KEY_TAKEN: &str = "web-refused-key-taken";

/// A key that belongs to another request is a conflict, not a fault of this one.
fn problem(trouble: Trouble) -> Problem {
    let taken = matches!(&trouble, Trouble::Refused(refusal) if refusal.key == KEY_TAKEN);
    let problem = Problem::from(trouble);
    if taken { Problem { status: StatusCode::CONFLICT, ..problem } } else { problem }
}

fn part(whole: &once::Request, index: usize) -> once::Request {
    once::Request { key: format!("{}#{index}", whole.key), ..whole.clone() }
}

fn carry_out(
    work: &mut Work<'_>,
    once: Option<&once::Request>,
    mut verb: impl FnMut(&mut Work<'_>) -> Result<Reply, Trouble>,
) -> Result<(Reply, bool), Trouble> {
    let Some(request) = once else { return Ok((verb(work)?, false)) };
    match once::known(work, request)? {
        once::Known::Answered(answer) => return Ok((Reply::again(&answer)?, true)),
        once::Known::AnotherRequest => return Err(Trouble::refused(KEY_TAKEN)),
        once::Known::New => {}
    }
    let reply = verb(work)?;
    // What was refused may be mended and asked again with the same key.
    if !reply.is_refusal() {
        once::keep(work, request, &reply.kept()?)?;
    }
    Ok((reply, false))
}

fn result(index: usize, outcome: Result<(Reply, bool), Trouble>, text: &Text) -> ItemResult {
    match outcome {
        Ok((reply, _)) if reply.is_refusal() => ItemResult { index, status: reply.status(), body: None, problem: Some(reply.value()) },
        Ok((reply, _)) => ItemResult { index, status: reply.status(), body: Some(reply.value()), problem: None },
        Err(trouble) => {
            let problem = Problem::from(trouble);
            ItemResult {
                index,
                status: problem.status().as_u16(),
                body: None,
                problem: Some(problem.json(text)),
            }
        }
    }
}

impl<B> Deref for Change<B> {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.who
    }
}

impl<B: DeserializeOwned> FromRequest<Site> for Change<B> {
    type Rejection = Problem;
    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let who = SignedIn::from_request_parts(&mut parts, site).await?;
        if let Some((name, _)) = super::look::pairs(&parts).first() {
            return Err(Problem::wrong_field(name, "a change takes no parameters behind the question mark"));
        }
        let key = key(&parts.headers)?;
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), site)
            .await
            .map_err(|refused| Problem::of_status(axum::response::IntoResponse::into_response(refused).status()))?;
        if !bytes.is_empty() && !is_json(&parts.headers) {
            return Err(Problem::not_json());
        }
        let once = key.map(|key| once::Request {
            caller: format!("{}:{}", who.actor().kind(), who.actor().id().unwrap_or_default()),
            key,
            fingerprint: kit::sha256_hex(&[parts.method.as_str().as_bytes(), b" ", parts.uri.path().as_bytes(), b"\n", &bytes].concat()),
        });
        let if_match = etag::listed(&parts.headers, &IF_MATCH)?;
        let path = parts.uri.path().to_owned();
        Ok(Self { site: site.clone(), who, body: unreadable::body(&bytes)?, once, if_match, path })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let said = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(said) = headers.get(KEY) else { return Ok(None) };
    let good = said
        .to_str()
        .ok()
        .filter(|key| (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()));
    match good {
        Some(key) => Ok(Some(key.to_owned())),
        None => Err(Problem::wrong_field("Idempotency-Key", "expected 1 to 255 visible ASCII characters")),
    }
}

impl Reply {
    fn has_one_of(&self, tags: &[String]) -> bool {
        tags.iter().any(|tag| tag == "*" || Some(tag.as_str()) == self.tag())
    }
}

impl Problem {
    /// What was asked to be changed is not what the caller saw.
    fn moved() -> Self {
        Self::of(StatusCode::PRECONDITION_FAILED, "moved")
    }
}
