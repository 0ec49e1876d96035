//! One visitor, from the handshake to the end: HTTP/1 or HTTP/2, each request handed to the pages, and a look now and then at who waits for whom.

use crate::body::{Arriving, Leaving};
use crate::carried::{Aside, First, takes_chunks};
use crate::crowd::{Crowd, Place};
use crate::figures::Ending;
use crate::ledger::{Ledger, Verdict};
use crate::limits::Pace;
use crate::streams::{Streams, of_this_stream};
use crate::tls::{Greeted, Tls};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::header::HOST;
use hyper::http::uri::PathAndQuery;
use hyper::rt::{Read, Write};
use hyper::server::conn::{http1, http2};
use hyper::service::Service;
use hyper::{Request, Response, Uri};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// A request's head may be so large, all of it together.
const LARGEST_HEAD_BYTES: usize = 64 * 1024;
const MOST_FIELDS: usize = 100;
/// Streams at once on one connection of HTTP/2, and what each of them may hold back for a slow reader.
const MOST_STREAMS: u32 = 64;
const HELD_BACK_BYTES: usize = 64 * 1024;
const STREAM_WINDOW_BYTES: u32 = 256 * 1024;
const CONNECTION_WINDOW_BYTES: u32 = 1024 * 1024;

/// What every connection of a door shares.
pub(crate) struct Behind {
    pub router: Router,
    pub tls: Option<Tls>,
    pub crowd: Crowd,
    pub stop: CancellationToken,
}

/// Serves one visitor until they leave or have to.
pub(crate) async fn serve(behind: Arc<Behind>, wire: TcpStream, from: SocketAddr, _place: Place) {
    let pace = *behind.crowd.pace();
    let _ = wire.set_nodelay(true);
    // What nobody acknowledges for so long goes to nobody: a browser whose machine sleeps or whose line was cut.
    let unheard = u32::try_from(pace.taking.as_millis()).unwrap_or(u32::MAX);
    let _ = rustix::net::sockopt::set_tcp_user_timeout(&wire, unheard);
    let ledger = Ledger::new(Instant::now());
    let pages = |aside| Pages { router: behind.router.clone(), ledger: ledger.clone(), from, pace, aside };
    let Some(tls) = &behind.tls else {
        return Box::pin(watch(&behind, &ledger, first_version(&pace, wire, pages))).await;
    };
    // Each kind in a box of its own: ten thousand plain connections should not be as large as private ones.
    match tokio::time::timeout(pace.handshake, Box::pin(tls.greet(wire))).await {
        Ok(Ok(Greeted::Http1(private))) => Box::pin(watch(&behind, &ledger, first_version(&pace, private, pages))).await,
        Ok(Ok(Greeted::Http2(private))) => Box::pin(watch(&behind, &ledger, second_version(TokioIo::new(private), pages(None)))).await,
        Ok(Ok(Greeted::Proven)) => {}
        Ok(Err(_)) | Err(_) => behind.crowd.ended(Ending::Handshake),
    }
}

fn first_version<W>(pace: &Pace, wire: W, pages: impl Fn(Option<Aside>) -> Pages) -> First<W>
where
    W: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let aside = Aside::default();
    let library = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(pace.next_request)
        .max_headers(MOST_FIELDS)
        .max_buf_size(LARGEST_HEAD_BYTES)
        .serve_connection(TokioIo::new(wire), pages(Some(aside.clone())));
    First::new(library, aside)
}

fn second_version<I: Read + Write + Unpin + 'static>(wire: I, pages: Pages) -> http2::Connection<I, Pages, Streams> {
    http2::Builder::new(Streams)
        .timer(TokioTimer::new())
        .max_concurrent_streams(MOST_STREAMS)
        .max_header_list_size(u32::try_from(LARGEST_HEAD_BYTES).unwrap_or(u32::MAX))
        .max_send_buf_size(HELD_BACK_BYTES)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .serve_connection(wire, pages)
}

/// A connection that can be told to finish what is under way and begin nothing new.
trait Winds: Future {
    fn wind_down(self: Pin<&mut Self>);
}

impl<W: AsyncRead + AsyncWrite + Unpin + Send + 'static> Winds for First<W> {
    fn wind_down(self: Pin<&mut Self>) {
        Self::wind_down(self.get_mut());
    }
}

impl<I: Read + Write + Unpin + 'static> Winds for http2::Connection<I, Pages, Streams> {
    fn wind_down(self: Pin<&mut Self>) {
        self.graceful_shutdown();
    }
}

/// Drives a connection to its end, and ends it when its ledger says so.
async fn watch(behind: &Behind, ledger: &Ledger, connection: impl Winds) {
    let pace = behind.crowd.pace();
    let mut connection = pin!(connection);
    let mut told_to_stop = false;
    loop {
        tokio::select! {
            _ = connection.as_mut() => return,
            () = behind.stop.cancelled(), if !told_to_stop => {
                told_to_stop = true;
                connection.as_mut().wind_down();
            }
            () = ledger.alarm() => {}
            () = tokio::time::sleep(pace.look) => {}
        }
        match ledger.verdict(Instant::now(), pace, behind.crowd.is_crowded()) {
            Verdict::Stays => {}
            Verdict::Sheds => behind.crowd.shed(ledger.shed(Instant::now(), pace)),
            Verdict::Leaves => connection.as_mut().wind_down(),
            Verdict::Cut(why) => return behind.crowd.ended(why),
        }
    }
}

/// The pages, for one connection.
pub(crate) struct Pages {
    router: Router,
    ledger: Arc<Ledger>,
    from: SocketAddr,
    pace: Pace,
    /// Where HTTP/1 lays an answer without an end.
    aside: Option<Aside>,
}

impl Service<Request<Incoming>> for Pages {
    type Response = Response<Leaving>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let exchange = self.ledger.begin();
        let pace = self.pace;
        let aside = self.aside.clone().filter(|_| takes_chunks(&request));
        let mut request = request.map(|body| Body::new(Arriving::new(body, pace)));
        as_pages_know_it(&mut request);
        request.extensions_mut().insert(ConnectInfo(self.from));
        let answer = self.router.clone().oneshot(request);
        Box::pin(async move {
            if let Some(over) = of_this_stream() {
                exchange.ends_by(over);
            }
            let answer = match answer.await {
                Ok(answer) => answer,
                Err(never) => match never {},
            };
            let answer = answer.map(|body| Leaving::new(body, exchange));
            let answer = match aside {
                Some(aside) => aside.lay(answer),
                None => Some(answer),
            };
            match answer {
                Some(answer) => Ok(answer),
                // The connection has it, and drops what asked for it.
                None => std::future::pending().await,
            }
        })
    }
}

/// HTTP/2 says the host in the address; pages look for it where HTTP/1 has it.
fn as_pages_know_it(request: &mut Request<Body>) {
    let Some(authority) = request.uri().authority().cloned() else { return };
    if !request.headers().contains_key(HOST)
        && let Ok(host) = authority.as_str().parse()
    {
        request.headers_mut().insert(HOST, host);
    }
    let path = request.uri().path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
    *request.uri_mut() = Uri::from(path);
}
