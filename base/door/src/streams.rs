//! The streams of HTTP/2, each carried by a task of its own that can be ended alone. A body that nobody takes is asked for nothing, so it cannot
//! end itself, and the library has no word for it: whoever drops what carries a stream resets it (RST_STREAM), and its connection goes on.

use hyper::rt::Executor;
use tokio_util::sync::CancellationToken;

tokio::task_local! {
    static OVER: CancellationToken;
}

/// Carries streams.
#[derive(Clone)]
pub(crate) struct Streams;

impl<F: Future<Output = ()> + Send + 'static> Executor<F> for Streams {
    fn execute(&self, stream: F) {
        let over = CancellationToken::new();
        let ends = over.clone();
        tokio::spawn(OVER.scope(over, async move {
            tokio::select! {
                () = ends.cancelled() => {}
                () = stream => {}
            }
        }));
    }
}

/// Ends the stream that is carried by whoever asks, if one is.
pub(crate) fn of_this_stream() -> Option<CancellationToken> {
    OVER.try_with(CancellationToken::clone).ok()
}
