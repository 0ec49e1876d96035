//! Listens, and lets in whom there is room for. Nothing that goes wrong with a newcomer ends the listening.

use crate::certificates::Certificates;
use crate::connection::{Behind, serve};
use crate::crowd::Crowd;
use crate::figures::Ending;
use crate::tls::Tls;
use axum::Router;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// After an attempt that failed for want of files or memory: by then somebody may have left.
const PAUSE: Duration = Duration::from_millis(200);
/// The same trouble is told so often at most.
const TOLD_EVERY: Duration = Duration::from_secs(60);

/// A listening address and what is behind it.
pub struct Door {
    listener: TcpListener,
    router: Router,
    tls: Option<Tls>,
    crowd: Crowd,
}

impl Door {
    /// Plain HTTP/1.
    pub fn plain(listener: TcpListener, router: Router, crowd: Crowd) -> Self {
        Self { listener, router, tls: None, crowd }
    }

    /// HTTPS, with HTTP/2 for whoever speaks it.
    pub fn private(listener: TcpListener, router: Router, crowd: Crowd, certificates: Certificates) -> Result<Self, rustls::Error> {
        Ok(Self { listener, router, tls: Some(Tls::new(certificates)?), crowd })
    }

    /// Serves until `stop`; then nobody new is let in, and answers under way get a while to be finished.
    pub async fn serve(self, stop: CancellationToken) {
        let behind = Arc::new(Behind {
            router: self.router,
            tls: self.tls,
            crowd: self.crowd.clone(),
            stop: stop.clone(),
        });
        let mut visitors = JoinSet::new();
        let mut told = None;
        loop {
            let came = tokio::select! {
                () = stop.cancelled() => break,
                came = next(&self.listener, &self.crowd) => came,
                Some(_) = visitors.join_next() => continue,
            };
            match came {
                Ok(Some((wire, from, place))) => drop(visitors.spawn(serve(behind.clone(), wire, from, place))),
                Ok(None) => {}
                Err(trouble) => {
                    self.crowd.ended(Ending::NoFiles);
                    tell(&trouble, &mut told);
                    tokio::select! {
                        () = stop.cancelled() => break,
                        () = tokio::time::sleep(PAUSE) => {}
                    }
                }
            }
        }
        drop(self.listener);
        let last_words = async { while visitors.join_next().await.is_some() {} };
        if tokio::time::timeout(self.crowd.pace().last_words, last_words).await.is_err() {
            tracing::warn!(left = visitors.len(), "connections were cut off that did not end in time");
        }
    }
}

/// The next visitor and their place. `None` if this one cannot stay, an error if there is no letting in just now.
async fn next(listener: &TcpListener, crowd: &Crowd) -> io::Result<Option<(TcpStream, SocketAddr, crate::crowd::Place)>> {
    let Some(room) = crowd.room().await else { return Ok(None) };
    match listener.accept().await {
        Ok((wire, from)) => Ok(crowd.admit(from.ip(), room).map(|place| (wire, from, place))),
        Err(trouble) if is_the_visitors(&trouble) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// They left before they were let in.
fn is_the_visitors(trouble: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(trouble.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

fn tell(trouble: &io::Error, told: &mut Option<std::time::Instant>) {
    if told.is_none_or(|told| told.elapsed() > TOLD_EVERY) {
        *told = Some(std::time::Instant::now());
        tracing::error!(%trouble, "nobody can be let in now; it is tried again. Raise the limit of open files (LimitNOFILE), or lower most_connections");
    }
}
