//! Requests to one server and their answers, over wires that are kept between them.

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{HeaderMap, Response};
use hyper_util::rt::TokioIo;
use outside::{Ask, NoWire, Outside, TlsTrouble, Unreachable};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// No piece is as large: a mail of 50 MiB is one row, and a piece holds at most one row more than it should.
const LARGEST_BYTES: usize = 256 << 20;
/// However slowly it drips.
const LONGEST: Duration = Duration::from_secs(1800);

/// What came back, whole.
pub(crate) struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// A header as text, or nothing.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().filter(|value| !value.is_empty())
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Lost {
    /// There may be one next time.
    ForNow(String),
    /// There will be none until somebody changes something.
    ForGood(String),
}

/// The wires to one server.
pub(crate) struct Wires {
    outside: Arc<dyn Outside>,
    kept: Mutex<Vec<SendRequest<Full<Bytes>>>>,
}

impl Wires {
    pub fn by(outside: Arc<dyn Outside>) -> Self {
        Self { outside, kept: Mutex::default() }
    }

    /// The whole answer, or why there is none. `first` is how long its beginning may take, `next` each further part.
    pub async fn ask(&self, ask: &Ask, first: Duration, next: Duration) -> Result<Answer, Lost> {
        let asked = async {
            let mut wire = self.wire_to(&ask.url, next).await?;
            let request = ask.written().map_err(|e| Lost::ForGood(told(e)))?;
            let response = timeout(first, wire.send_request(request)).await.map_err(slow)?.map_err(lost)?;
            let answer = whole(response, next).await?;
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(wire);
            Ok(answer)
        };
        timeout(LONGEST, asked).await.map_err(slow)?
    }

    async fn wire_to(&self, url: &Url, within: Duration) -> Result<SendRequest<Full<Bytes>>, Lost> {
        while let Some(mut wire) = self.one_kept() {
            if timeout(within, wire.ready()).await.is_ok_and(|ready| ready.is_ok()) {
                return Ok(wire);
            }
        }
        let wire = timeout(within, outside::named_wire(&*self.outside, url)).await.map_err(slow)?.map_err(no_wire)?;
        let (sender, connection) = http1::handshake(TokioIo::new(wire)).await.map_err(lost)?;
        // Ends when the sender is gone, or the server has enough of it.
        tokio::spawn(connection);
        Ok(sender)
    }

    fn one_kept(&self) -> Option<SendRequest<Full<Bytes>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

fn slow(_: tokio::time::error::Elapsed) -> Lost {
    Lost::ForNow("it took too long to answer".into())
}

fn no_wire(why: NoWire) -> Lost {
    match why {
        NoWire::Unreachable(Unreachable::Silent(why)) => Lost::ForNow(why),
        NoWire::Tls(TlsTrouble::Untrusted(why)) => Lost::ForGood(format!("its certificate is not trusted: {why}")),
        other => Lost::ForNow(told(other)),
    }
}

/// With what lies below it: a library often says only that something failed.
fn lost(error: impl std::error::Error) -> Lost {
    Lost::ForNow(told(error))
}

fn told(error: impl std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(cause) = below {
        text = format!("{text}: {cause}");
        below = cause.source();
    }
    text
}

async fn whole(response: Response<Incoming>, next: Duration) -> Result<Answer, Lost> {
    let (head, mut body) = response.into_parts();
    let mut bytes = BytesMut::new();
    while let Some(frame) = timeout(next, body.frame()).await.map_err(slow)? {
        if let Ok(part) = frame.map_err(lost)?.into_data() {
            bytes.extend_from_slice(&part);
        }
        if bytes.len() > LARGEST_BYTES {
            return Err(Lost::ForGood("its answer is larger than anything that was put there".into()));
        }
    }
    Ok(Answer { status: head.status.as_u16(), headers: head.headers, body: bytes.freeze() })
}
