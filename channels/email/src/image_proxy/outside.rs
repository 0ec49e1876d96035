//! The way to the world outside: names to addresses, addresses to wires. Scenes put a world of their own here.

use crate::tls::Wire;
use futures::future::BoxFuture;
use std::io;
use std::net::{IpAddr, SocketAddr};
use tokio::net::TcpStream;

/// How the proxy reaches others. It judges every address itself, between the two steps.
pub trait Outside: Send + Sync {
    /// Every address of a name.
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;

    /// A wire to exactly this address.
    fn connect(&self, to: SocketAddr) -> BoxFuture<'_, io::Result<Wire>>;
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
