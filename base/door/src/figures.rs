//! What is told to whoever watches the machine: how many are in, and how those who left were made to.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// How a connection ended that did not end by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Too many from one address.
    TooMany,
    /// The handshake was not made, or not in time.
    Handshake,
    /// It asked for nothing.
    Silent,
    /// It did not take what it had asked for.
    Stalled,
    /// It took back what it had asked for, again and again.
    TookBack,
    /// No file was left to let it in with.
    NoFiles,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

#[derive(Default)]
pub(crate) struct Figures {
    pub open: Gauge,
    /// Streams of HTTP/2 that ended alone.
    pub shed: Counter,
    endings: Family<Reason, Counter>,
}

impl Figures {
    pub fn ended(&self, how: Ending) {
        let reason = match how {
            Ending::TooMany => "too_many",
            Ending::Handshake => "handshake",
            Ending::Silent => "silent",
            Ending::Stalled => "stalled",
            Ending::TookBack => "took_back",
            Ending::NoFiles => "no_files",
        };
        self.endings.get_or_create(&Reason { reason }).inc();
    }

    pub fn register(&self, registry: &mut Registry) {
        registry.register("connections", "Connections open now", self.open.clone());
        registry.register(
            "streams_ended",
            "Streams of HTTP/2 we ended, whose answers nobody took, on connections that went on",
            self.shed.clone(),
        );
        registry.register("connections_ended", "Connections we refused or ended, by why", self.endings.clone());
    }
}
