//! Where we listen, what we take, and how long we put up with a visitor.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// SMTP for mail servers anywhere, LMTP (RFC 2033) for one on the same machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Smtp,
    Lmtp,
}

/// A certificate to go private with, as long as there is one: it may come after the listener, or never.
#[derive(Clone)]
pub struct StartTls(Arc<dyn Fn() -> Option<Arc<rustls::ServerConfig>> + Send + Sync>);

impl StartTls {
    pub fn by(now: impl Fn() -> Option<Arc<rustls::ServerConfig>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What there is at this moment.
    pub fn now(&self) -> Option<Arc<rustls::ServerConfig>> {
        (self.0)()
    }
}

impl fmt::Debug for StartTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StartTls({})", self.now().is_some())
    }
}

/// One listening address.
#[derive(Clone)]
pub struct ListenerSettings {
    pub bind: SocketAddr,
    pub protocol: Protocol,
    /// Our own name in the greeting.
    pub hostname: String,
    pub max_size: usize,
    /// What STARTTLS is offered with.
    pub tls: Option<StartTls>,
    pub max_connections: usize,
    pub max_recipients: usize,
    /// Mistakes, unknown recipients among them, before a visitor is shown out.
    pub max_errors: u32,
    /// The longest silence of a visitor.
    pub patience: Duration,
    /// The longest visit, however busy.
    pub longest_visit: Duration,
}

impl ListenerSettings {
    /// The usual bounds, without TLS.
    pub fn new(bind: SocketAddr, protocol: Protocol, hostname: impl Into<String>) -> Self {
        Self {
            bind,
            protocol,
            hostname: hostname.into(),
            max_size: 50 << 20,
            tls: None,
            max_connections: 100,
            max_recipients: 100,
            max_errors: 10,
            patience: Duration::from_secs(300),
            longest_visit: Duration::from_secs(3600),
        }
    }
}

impl fmt::Debug for ListenerSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ListenerSettings({:?} on {} as {}, TLS {})", self.protocol, self.bind, self.hostname, self.tls.is_some())
    }
}

/// The listener cannot start.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen for mail on {bind} ({cause}). Choose a free port above 1024, or stop the program that holds it")]
pub struct ListenerTrouble {
    pub bind: SocketAddr,
    pub cause: std::io::Error,
}
