//! The way to the world outside: names to addresses, addresses to wires. Scenes put a world of their own here.

use crate::{TlsTrouble, Wire, secure};
use futures::future::BoxFuture;
use std::io;
use std::net::{IpAddr, SocketAddr};
use tokio::net::TcpStream;

/// How others are reached. Whoever goes out judges every address between the two steps.
pub trait Outside: Send + Sync {
    /// Every address of a name.
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;

    /// A wire to exactly this address.
    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>>;

    /// The wire made private, with `host` proven at its other end.
    fn secure<'a>(&'a self, wire: Wire, host: &'a str) -> BoxFuture<'a, Result<Wire, TlsTrouble>> {
        Box::pin(secure(wire, host, None))
    }
}

/// The real one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Internet;

impl Outside for Internet {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.map(|found| found.ip()).collect()) })
    }

    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>> {
        Box::pin(async move { Ok(Wire::new(TcpStream::connect(to).await?)) })
    }
}
