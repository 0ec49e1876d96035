//! One request to a program on the other side, and its answer: https only, bounded in time and size. Places of the company's own
//! network are asked as they were named.
//!
//! A redirect is followed only for a question, only on the same host and over https: the secret in the request is for that
//! host and nobody else. Told apart is what the caller must know to act twice safely: whether the request may have arrived.

use crate::judge::{Place, Unreachable, judged_wire, own_wire};
use crate::{Outside, OwnNetwork, Wire};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{ACCEPT_ENCODING, HOST, LOCATION, USER_AGENT};
use hyper::{HeaderMap, Method, Request, Response};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

const LARGEST_BYTES: usize = 32 * 1024 * 1024;
const MOST_REDIRECTS: usize = 3;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// Nothing was sent: asking again is harmless.
    #[error(transparent)]
    NotSent(#[from] Unreachable),
    /// Something was sent and no whole answer came: it may have been done.
    #[error("it was asked and gave no whole answer ({0}). Look there whether it was done")]
    Uncertain(String),
    #[error("it answered with a redirect to another place. Enter the address it has now")]
    Redirected,
    #[error("its answer is larger than we take. Ask for less at once")]
    TooLarge,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Ask {
    pub method: Method,
    pub url: Url,
    pub headers: Vec<(&'static str, String)>,
    pub body: Bytes,
}

/// What came back, whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Ask {
    /// The request as it goes over a wire of its own: path and query only, with the host beside them. Refuses what no header can say.
    pub fn written(&self) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
        let path = &self.url[url::Position::BeforePath..url::Position::AfterQuery];
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(path)
            .header(HOST, &self.url[url::Position::BeforeHost..url::Position::AfterPort])
            .header(USER_AGENT, "Frontline")
            .header(ACCEPT_ENCODING, "identity");
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(Full::new(self.body.clone()))
    }
}

impl Answer {
    /// A header as text, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Asks. Cheap to clone.
#[derive(Clone)]
pub struct Caller {
    outside: Arc<dyn Outside>,
    within: Duration,
    largest_bytes: usize,
    own_network: OwnNetwork,
}

impl Caller {
    /// Waits `within` for each whole answer.
    pub fn new(outside: Arc<dyn Outside>, within: Duration) -> Self {
        Self {
            outside,
            within,
            largest_bytes: LARGEST_BYTES,
            own_network: OwnNetwork::default(),
        }
    }

    /// Also asks what lies at these places, public or not.
    #[must_use]
    pub fn and_own(mut self, own_network: OwnNetwork) -> Self {
        self.own_network = own_network;
        self
    }

    /// Takes no answer larger than this.
    #[must_use]
    pub const fn at_most(mut self, bytes: usize) -> Self {
        self.largest_bytes = bytes;
        self
    }

    /// The answer, whatever its status.
    pub async fn ask(&self, mut ask: Ask) -> Result<Answer, NoAnswer> {
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.once(&ask).await?;
            if !(300..400).contains(&answer.status) || answer.status == 304 {
                return Ok(answer);
            }
            ask.url = elsewhere(&ask, &answer)?;
        }
        Err(NoAnswer::Redirected)
    }

    async fn once(&self, ask: &Ask) -> Result<Answer, NoAnswer> {
        let silent = |_| Unreachable::Silent("it took too long".into());
        let wire = tokio::time::timeout(self.within, self.wire_to(&ask.url)).await.map_err(silent)??;
        let request = ask.written().map_err(|_| Unreachable::NotAllowed)?;
        let slow = |_| NoAnswer::Uncertain("it took too long".into());
        tokio::time::timeout(self.within, exchange(wire, request, self.within, self.largest_bytes))
            .await
            .map_err(slow)?
    }

    async fn wire_to(&self, url: &Url) -> Result<Wire, Unreachable> {
        if self.own_network.has(url) {
            return own_wire(&*self.outside, url).await;
        }
        let place = Place::of(url)?;
        if !place.is_private {
            return Err(Unreachable::NotAllowed);
        }
        judged_wire(&*self.outside, &place).await
    }
}

fn elsewhere(ask: &Ask, answer: &Answer) -> Result<Url, NoAnswer> {
    let next = ask.url.join(answer.header(LOCATION.as_str())).map_err(|_| NoAnswer::Redirected)?;
    let same = next.scheme() == "https" && next.host() == ask.url.host() && next.port() == ask.url.port();
    if same && ask.method == Method::GET { Ok(next) } else { Err(NoAnswer::Redirected) }
}

async fn exchange(wire: Wire, request: Request<Full<Bytes>>, within: Duration, largest_bytes: usize) -> Result<Answer, NoAnswer> {
    let lost = |e: hyper::Error| NoAnswer::Uncertain(e.to_string());
    let mut builder = hyper::client::conn::http1::Builder::new();
    builder.max_buf_size(64 * 1024);
    let (mut sender, connection) = builder.handshake(TokioIo::new(wire)).await.map_err(lost)?;
    // Ends with the response: when its body is dropped, so is the connection.
    tokio::spawn(async move { tokio::time::timeout(within, connection).await });
    let response = sender.send_request(request).await.map_err(lost)?;
    whole(response, largest_bytes).await
}

async fn whole(response: Response<Incoming>, largest_bytes: usize) -> Result<Answer, NoAnswer> {
    let (head, body) = response.into_parts();
    let body = Limited::new(body, largest_bytes).collect().await.map_err(|e| {
        if e.is::<http_body_util::LengthLimitError>() {
            NoAnswer::TooLarge
        } else {
            NoAnswer::Uncertain(e.to_string())
        }
    })?;
    Ok(Answer { status: head.status.as_u16(), headers: head.headers, body: body.to_bytes() })
}
