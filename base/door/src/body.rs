//! Bodies on their way through the door: what comes in must keep coming, what goes out goes in pieces whose taking is watched.

use crate::ledger::Exchange;
use crate::limits::Pace;
use axum::body::Body;
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::{Instant, Sleep, sleep_until};

/// Small enough that a slow line takes one well within the time it has, large enough to cost nothing.
const PIECE: usize = 16 * 1024;

/// The body of a request did not come at a bearable pace.
#[derive(Debug, thiserror::Error)]
#[error("the rest of the request did not come in time. Send it again over a faster line")]
pub(crate) struct TooSlow;

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// A request's body that fails when it stops coming, or trickles.
pub(crate) struct Arriving {
    body: Incoming,
    pace: Pace,
    received: u64,
    /// Since the first wait: when that was, and when something came last.
    waited: Option<(Instant, Instant)>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Arriving {
    pub fn new(body: Incoming, pace: Pace) -> Self {
        Self { body, pace, received: 0, waited: None, timer: None }
    }

    /// When it is too late for the next piece: after a silence, or when the whole is slower than the slowest line.
    fn too_late(&mut self, now: Instant) -> Instant {
        let (first, last) = *self.waited.get_or_insert((now, now));
        let owed = std::time::Duration::from_secs(self.received / self.pace.slowest_bytes.max(1));
        (last + self.pace.giving).min(first + self.pace.giving + owed)
    }
}

impl http_body::Body for Arriving {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        let this = self.get_mut();
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            if let Some(Ok(frame)) = &frame {
                this.received += frame.data_ref().map_or(0, |data| data.len() as u64);
                this.waited = this.waited.map(|(first, _)| (first, Instant::now()));
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let late = this.too_late(Instant::now());
        let timer = this.timer.get_or_insert_with(|| Box::pin(sleep_until(late)));
        if timer.deadline() != late {
            timer.as_mut().reset(late);
        }
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Some(Err(Box::new(TooSlow))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// An answer's body in pieces; the ledger knows since when one of them waits to be taken.
pub(crate) struct Leaving {
    body: Body,
    rest: Bytes,
    exchange: Exchange,
}

impl Leaving {
    pub fn new(body: Body, mut exchange: Exchange) -> Self {
        // The answer is ready. Of one without a body nothing is left to be taken back.
        exchange.answered = body.is_end_stream();
        exchange.waits();
        Self { body, rest: Bytes::new(), exchange }
    }

    /// For who writes it without a library: what was handed over is being written.
    pub fn waits(&mut self) {
        self.exchange.waits();
    }

    /// And is written.
    pub fn is_taken(&mut self) {
        self.exchange.is_taken();
    }
}

impl http_body::Body for Leaving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        this.exchange.is_taken();
        if this.rest.is_empty() {
            match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => this.rest = data,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                other => return Poll::Ready(other),
            }
        }
        let piece = this.rest.split_to(PIECE.min(this.rest.len()));
        this.exchange.waits();
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (mut hint, rest) = (self.body.size_hint(), self.rest.len() as u64);
        if let Some(upper) = hint.upper() {
            hint.set_upper(upper + rest);
        }
        hint.set_lower(hint.lower() + rest);
        hint
    }
}
