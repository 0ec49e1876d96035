//! Listens, and gives each visitor a task of its own, up to a limit.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::visit::visit;
use super::{Accept, ListenerSettings, ListenerTrouble};
use crate::tls::Wire;

/// The longest a visit may go on after `stop`: enough to keep a message that has arrived.
const LAST_VISITS: Duration = Duration::from_secs(10);

/// Takes the address. Port 0 takes any free one; ask the listener which.
pub async fn bind(settings: &ListenerSettings) -> Result<TcpListener, ListenerTrouble> {
    TcpListener::bind(settings.bind)
        .await
        .map_err(|cause| ListenerTrouble { bind: settings.bind, cause })
}

/// Receives mail until `stop`, then lets the visits under way finish their message.
pub async fn serve(listener: TcpListener, settings: ListenerSettings, accept: Arc<impl Accept>, stop: CancellationToken) {
    let settings = Arc::new(settings);
    let places = Arc::new(Semaphore::new(settings.max_connections));
    let mut visits = JoinSet::new();
    loop {
        let arrival = tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = visits.join_next() => continue,
            arrival = listener.accept() => arrival,
        };
        let (stream, peer) = match arrival {
            Ok(arrival) => arrival,
            Err(trouble) => {
                // Out of file descriptors, most likely: give visits time to end.
                tracing::warn!(%trouble, "a mail visitor could not be let in");
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            turn_away(&stream);
            continue;
        };
        let (settings, accept, stop) = (settings.clone(), accept.clone(), stop.clone());
        visits.spawn(async move {
            visit(Wire::new(stream), Some(peer.ip()), &settings, &*accept, &stop).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_VISITS, async { while visits.join_next().await.is_some() {} }).await;
}

/// The house is full. One try to say so, without waiting for a visitor who may not listen.
fn turn_away(stream: &TcpStream) {
    let _ = stream.try_write(b"421 4.3.2 Too many visitors, please come again\r\n");
}
