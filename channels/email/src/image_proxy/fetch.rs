//! Fetches one picture: resolve, judge the addresses, connect to exactly the judged one, and the same again for each redirect.

use super::{Kind, Outside, Picture};
use crate::tls::Wire;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, HOST, LOCATION, USER_AGENT};
use axum::http::{Request, Response};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper_util::rt::TokioIo;
use outside::{Place, Unreachable, judged_wire};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use url::Url;

const WITHIN: Duration = Duration::from_secs(10);
const LARGEST_BYTES: usize = 5 * 1024 * 1024;
const MOST_REDIRECTS: usize = 3;
/// Each fetch may hold a whole picture in memory; the others wait their turn.
const AT_ONCE: usize = 8;

/// Why there is no picture. The reader is told that it could not be loaded; the reason is for the log and for tests.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotFetched {
    #[error("it is not a plain http or https address on its usual port. Open the original mail to see where it leads")]
    NotAllowed,
    #[error("it leads to an address that is not public. It is never fetched")]
    Private,
    #[error("the server could not be reached ({0}). Try again later")]
    Unreachable(String),
    #[error("the server answered {0}. Try again later")]
    Refused(u16),
    #[error("it was redirected too often. It is never fetched")]
    TooManyRedirects,
    #[error("it is larger than 5 MB. Open it in a browser if you trust the sender")]
    TooLarge,
    #[error("it took longer than 10 s. Try again later")]
    TooSlow,
    #[error("what came back is not a picture. It is not shown")]
    NoPicture,
}

/// Fetches pictures, a few at a time. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher {
    outside: Arc<dyn Outside>,
    turns: Arc<Semaphore>,
}

enum Found {
    Picture(Picture),
    Elsewhere(Url),
}

impl Fetcher {
    pub fn new(outside: Arc<dyn Outside>) -> Self {
        Self { outside, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The picture at `address`, following up to three redirects, each judged anew.
    pub async fn fetch(&self, address: &str) -> Result<Picture, NotFetched> {
        tokio::time::timeout(WITHIN, self.follow(address)).await.unwrap_or(Err(NotFetched::TooSlow))
    }

    async fn follow(&self, address: &str) -> Result<Picture, NotFetched> {
        let _turn = self.turns.acquire().await.map_err(|_| NotFetched::TooSlow)?;
        let mut url = Url::parse(address).map_err(|_| NotFetched::NotAllowed)?;
        for _ in 0..=MOST_REDIRECTS {
            match self.ask(&url).await? {
                Found::Picture(picture) => return Ok(picture),
                Found::Elsewhere(next) => url = next,
            }
        }
        Err(NotFetched::TooManyRedirects)
    }

    async fn ask(&self, url: &Url) -> Result<Found, NotFetched> {
        let wire = judged_wire(&*self.outside, &Place::of(url)?).await?;
        let response = exchange(wire, request(url)?).await?;
        if response.status().is_redirection() {
            return Ok(Found::Elsewhere(next_address(url, &response)?));
        }
        if !response.status().is_success() {
            return Err(NotFetched::Refused(response.status().as_u16()));
        }
        read(response).await.map(Found::Picture)
    }
}

impl From<Unreachable> for NotFetched {
    fn from(why: Unreachable) -> Self {
        match why {
            Unreachable::NotAllowed => Self::NotAllowed,
            Unreachable::Private => Self::Private,
            Unreachable::Silent(why) => Self::Unreachable(why),
        }
    }
}

/// The same bare request for everybody: nothing in it tells who asks.
fn request(url: &Url) -> Result<Request<Empty<Bytes>>, NotFetched> {
    let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
    Request::get(path)
        .header(HOST, url.host_str().unwrap_or_default())
        .header(USER_AGENT, "Mozilla/5.0 (compatible; Frontline image proxy)")
        .header(ACCEPT, "image/png,image/jpeg,image/gif,image/webp")
        .header(ACCEPT_ENCODING, "identity")
        .body(Empty::new())
        .map_err(|_| NotFetched::NotAllowed)
}

async fn exchange(wire: Wire, request: Request<Empty<Bytes>>) -> Result<Response<Incoming>, NotFetched> {
    let lost = |e: hyper::Error| NotFetched::Unreachable(e.to_string());
    let mut builder = hyper::client::conn::http1::Builder::new();
    builder.max_buf_size(64 * 1024);
    let (mut sender, connection) = builder.handshake(TokioIo::new(wire)).await.map_err(lost)?;
    // Ends with the response: when its body is dropped, so is the connection.
    tokio::spawn(async move { tokio::time::timeout(WITHIN, connection).await });
    sender.send_request(request).await.map_err(lost)
}

fn next_address(url: &Url, response: &Response<Incoming>) -> Result<Url, NotFetched> {
    let refused = NotFetched::Refused(response.status().as_u16());
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok()).ok_or(refused)?;
    url.join(location).map_err(|_| NotFetched::NotAllowed)
}

async fn read(response: Response<Incoming>) -> Result<Picture, NotFetched> {
    let declared = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > LARGEST_BYTES as u64) {
        return Err(NotFetched::TooLarge);
    }
    let body = Limited::new(response.into_body(), LARGEST_BYTES).collect().await;
    let bytes = body.map_err(|e| {
        if e.is::<http_body_util::LengthLimitError>() {
            NotFetched::TooLarge
        } else {
            NotFetched::Unreachable(e.to_string())
        }
    })?;
    let bytes = bytes.to_bytes().to_vec();
    let kind = Kind::of(&bytes).ok_or(NotFetched::NoPicture)?;
    Ok(Picture { kind, bytes })
}
