//! A world of fake shops: each host has a public address of its own that leads to a web server on this machine, and each
//! server may be told to fail in some way next time.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use futures::future::BoxFuture;
use outside::{Outside, TlsTrouble, Wire};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use tokio::net::{TcpListener, TcpStream};

/// How the next request goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// 429 with Retry-After.
    Busy,
    /// 503 before anything is done.
    Broken,
    /// Done, and then half an answer.
    HalfAnswer,
    /// Done, and then 502.
    DoneButSilent,
    /// 401.
    KeyRefused,
    /// Nothing goes wrong this once.
    Fair,
}

/// Faults to come, and how many requests were heard.
#[derive(Debug, Clone, Default)]
pub struct Weather {
    faults: Arc<Mutex<VecDeque<Fault>>>,
    pub heard: Arc<Mutex<usize>>,
}

impl Weather {
    /// So many requests go right before the next fault.
    pub fn passes(&self, count: usize) {
        self.turns(&vec![Fault::Fair; count]);
    }

    /// The next requests go wrong so, one after the other.
    pub fn turns(&self, faults: &[Fault]) {
        self.faults.lock().expect("faults").extend(faults);
    }
}

async fn storm(State(weather): State<Weather>, request: Request, next: Next) -> Response {
    *weather.heard.lock().expect("count") += 1;
    let fault = weather.faults.lock().expect("faults").pop_front();
    match fault {
        Some(Fault::Busy) => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "7.0")], "{}").into_response(),
        Some(Fault::Broken) => (StatusCode::SERVICE_UNAVAILABLE, "down for a moment").into_response(),
        Some(Fault::KeyRefused) => (StatusCode::UNAUTHORIZED, "{\"message\":\"Invalid key\"}").into_response(),
        Some(Fault::HalfAnswer) => {
            let whole = axum::body::to_bytes(next.run(request).await.into_body(), 1 << 24).await.expect("a body");
            whole.slice(..whole.len() / 2).into_response()
        }
        Some(Fault::DoneButSilent) => {
            next.run(request).await;
            (StatusCode::BAD_GATEWAY, "lost on the way back").into_response()
        }
        Some(Fault::Fair) | None => next.run(request).await,
    }
}

/// Names and the servers behind them.
#[derive(Clone, Default)]
pub struct World {
    names: Arc<Mutex<HashMap<String, Ipv4Addr>>>,
    servers: Arc<Mutex<HashMap<IpAddr, SocketAddr>>>,
}

impl World {
    /// Opens a server at this name.
    pub async fn opens(&self, host: &str, router: Router, weather: &Weather) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let local = listener.local_addr().expect("an address");
        let router = router.layer(from_fn_with_state(weather.clone(), storm));
        tokio::spawn(async move { axum::serve(listener, router).await });
        self.leads_to(host, local);
    }

    /// From now on the name leads to this server.
    pub fn leads_to(&self, host: &str, local: SocketAddr) {
        let mut names = self.names.lock().expect("names");
        let public = Ipv4Addr::new(93, 184, 216, 10 + names.len() as u8);
        names.insert(host.into(), public);
        self.servers.lock().expect("servers").insert(public.into(), local);
    }

    /// The name turns out to be an address of the house.
    pub fn rebinds(&self, host: &str, address: Ipv4Addr) {
        self.names.lock().expect("names").insert(host.into(), address);
    }
}

impl Outside for World {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let found = self.names.lock().expect("names").get(host).copied();
        Box::pin(async move { found.map(|address| vec![address.into()]).ok_or_else(|| io::Error::other("no such name")) })
    }

    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>> {
        assert!(outside::is_public(to.ip()), "connected to {to}, which is not public");
        let server = self.servers.lock().expect("servers").get(&to.ip()).copied();
        Box::pin(async move {
            let server = server.filter(|_| to.port() == 443).ok_or(io::ErrorKind::ConnectionRefused)?;
            Ok(Wire::new(TcpStream::connect(server).await?))
        })
    }

    /// Certificates are the business of other tests.
    fn secure<'a>(&'a self, wire: Wire, _: &'a str) -> BoxFuture<'a, Result<Wire, TlsTrouble>> {
        Box::pin(async move { Ok(wire) })
    }
}
