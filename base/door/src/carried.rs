//! HTTP/1, and what a page listens to for hours on it. The library keeps two buffers of 8 KiB for a connection as long as it lives, however little is
//! said there; ten thousand listeners would weigh 160 MiB for nothing. An answer without an end is therefore carried by the door itself: the library is
//! done with its request, gives the wire back, and what follows is written in chunks until one of the two sides is gone.

use crate::body::Leaving;
use crate::connection::Pages;
use bytes::Bytes;
use http_body::{Body as _, Frame};
use hyper::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, DATE, TRANSFER_ENCODING};
use hyper::http::response::Parts;
use hyper::server::conn::http1::Connection;
use hyper::{Method, Request, Response, StatusCode, Version};
use hyper_util::rt::TokioIo;
use kit::Clock;
use std::future::poll_fn;
use std::io;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, SystemTime};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

type Answer = Response<Leaving>;
type Said = Result<Frame<Bytes>, axum::Error>;
type Library<W> = Connection<TokioIo<W>, Pages>;

/// Whether whoever asks can be answered in chunks. Before HTTP/1.1 nobody could.
pub(crate) fn takes_chunks<B>(request: &Request<B>) -> bool {
    request.version() == Version::HTTP_11 && request.method() == Method::GET
}

/// Where a page's answer is laid that its connection is to carry on its own.
#[derive(Clone, Default)]
pub(crate) struct Aside(Arc<Mutex<Option<Answer>>>);

impl Aside {
    /// Takes an answer that has no end; gives back any other.
    pub fn lay(&self, answer: Answer) -> Option<Answer> {
        let kind = answer.headers().get(CONTENT_TYPE).map(|kind| kind.as_bytes());
        if answer.status() != StatusCode::OK || !kind.is_some_and(|kind| kind.starts_with(b"text/event-stream")) {
            return Some(answer);
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        None
    }

    fn laid(&self) -> Option<Answer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A connection by HTTP/1.
pub(crate) struct First<W> {
    aside: Aside,
    now: Now<W>,
}

enum Now<W> {
    Asked(Box<Library<W>>),
    Listened(Pin<Box<dyn Future<Output = io::Result<()>> + Send>>),
    Over,
}

impl<W: AsyncRead + AsyncWrite + Unpin + Send + 'static> First<W> {
    pub fn new(library: Library<W>, aside: Aside) -> Self {
        Self { aside, now: Now::Asked(Box::new(library)) }
    }

    /// An answer that has no end ends when its page does.
    pub fn wind_down(&mut self) {
        if let Now::Asked(library) = &mut self.now {
            Pin::new(library.as_mut()).graceful_shutdown();
        }
    }
}

impl<W: AsyncRead + AsyncWrite + Unpin + Send + 'static> Future for First<W> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Now::Asked(library) = &mut self.now {
            let polled = Pin::new(library.as_mut()).poll(cx);
            let Some(answer) = self.aside.laid() else { return polled.map(drop) };
            if let Now::Asked(library) = mem::replace(&mut self.now, Now::Over) {
                let wire = library.into_parts().io.into_inner();
                self.now = Now::Listened(Box::pin(carry(wire, answer)));
            }
        }
        if let Now::Listened(carrying) = &mut self.now {
            let _ = ready!(carrying.as_mut().poll(cx));
            self.now = Now::Over;
        }
        Poll::Ready(())
    }
}

/// As much is written in one piece as is ready, up to this.
const TOGETHER_BYTES: usize = 16 * 1024;

/// Writes an answer as it comes, until it ends, nobody takes it any more, or its listener says something: they have nothing to say.
async fn carry(mut wire: impl AsyncRead + AsyncWrite + Unpin, answer: Answer) -> io::Result<()> {
    let (head, mut body) = answer.into_parts();
    wire.write_all(&in_words(head)).await?;
    wire.flush().await?;
    let mut said = [0; 8];
    loop {
        let frame = tokio::select! {
            read = wire.read(&mut said) => return read.map(drop),
            frame = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)) => frame,
        };
        let mut chunks = Vec::new();
        let mut next = Some(frame);
        while let Some(frame) = next {
            match frame {
                Some(Ok(frame)) => add_chunk(&mut chunks, frame.into_data().ok()),
                Some(Err(broken)) => return Err(io::Error::other(broken)),
                None => {
                    chunks.extend_from_slice(b"0\r\n\r\n");
                    wire.write_all(&chunks).await?;
                    return wire.shutdown().await;
                }
            }
            next = if chunks.len() < TOGETHER_BYTES { at_once(&mut body) } else { None };
        }
        // It is taken once it is written, and not when the next piece was asked for.
        body.waits();
        wire.write_all(&chunks).await?;
        wire.flush().await?;
        body.is_taken();
    }
}

/// What is ready now. Whoever waits for more asks again.
fn at_once(body: &mut Leaving) -> Option<Option<Said>> {
    match Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(said) => Some(said),
        Poll::Pending => None,
    }
}

fn add_chunk(chunks: &mut Vec<u8>, data: Option<Bytes>) {
    let Some(data) = data.filter(|data| !data.is_empty()) else { return };
    chunks.extend_from_slice(format!("{:x}\r\n", data.len()).as_bytes());
    chunks.extend_from_slice(&data);
    chunks.extend_from_slice(b"\r\n");
}

fn in_words(mut head: Parts) -> Vec<u8> {
    for own in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        head.headers.remove(own);
    }
    // The machine's clock, as the library says it in every other answer.
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(Clock::system().now().seconds()).unwrap_or_default());
    let date = (!head.headers.contains_key(DATE)).then(|| httpdate::fmt_http_date(now));
    let mut words = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n".to_vec();
    let fields = head.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    for (name, value) in fields.chain(date.iter().map(|date| ("date", date.as_bytes()))) {
        words.extend_from_slice(name.as_bytes());
        words.extend_from_slice(b": ");
        words.extend_from_slice(value);
        words.extend_from_slice(b"\r\n");
    }
    words.extend_from_slice(b"\r\n");
    words
}
