//! Keeps one mailbox followed for as long as the program runs: connect, catch up, wait for news, and after any trouble begin again.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::catch_up::catch_up;
use super::idle::wait_for_news;
use super::session::{log_in, open};
use super::{Ailment, Cursor, ImapSettings, ImapTrouble, MailboxState, Pace, ServerCount, Shelf};
use crate::tls::Dial;

/// Follows a mailbox until `stop`. Never ends by itself and never panics: trouble becomes [`MailboxState::Failing`] and another attempt.
///
/// New `settings` (a fresh token, a corrected password) take effect at once; `wake` looks now instead of later, also during a pause.
pub async fn follow<D: Dial, S: Shelf>(
    dial: D,
    mut settings: watch::Receiver<ImapSettings>,
    shelf: S,
    wake: Arc<Notify>,
    stop: CancellationToken,
    pace: Pace,
) {
    let mut failures = 0;
    loop {
        let wanted = settings.borrow_and_update().clone();
        let began = Instant::now();
        let mut kept = 0;
        let ended = tokio::select! {
            () = stop.cancelled() => return,
            () = changed(&mut settings) => { failures = 0; continue }
            ended = AssertUnwindSafe(visit(&dial, &wanted, &shelf, &wake, &pace, &mut kept)).catch_unwind() => ended,
        };
        let what = match ended {
            Ok(Err(what)) => what,
            Ok(Ok(never)) => match never {},
            // imap-proto can panic on a hostile line; that must not end the mailbox.
            Err(_) => Ailment::Gibberish("a line that broke the reader".into()),
        };
        // A server that only lets us in to shut us out again is as bad as one that does not.
        let was_good = kept > 0 || began.elapsed() >= pace.backoff.most;
        failures = if was_good { 1 } else { failures + 1 };
        let retry_in = pause(&what, failures, &pace);
        let trouble = ImapTrouble { host: wanted.host.clone(), mailbox: wanted.login.user().to_owned(), what };
        tracing::warn!(%trouble, ?retry_in, "a mailbox cannot be followed");
        shelf.state(MailboxState::Failing { reason: Arc::new(trouble), retry_in }).await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = changed(&mut settings) => failures = 0,
            () = wake.notified() => {}
            () = tokio::time::sleep(retry_in) => {}
        }
    }
}

enum Never {}

/// One connection, from its greeting to its end.
async fn visit(
    dial: &impl Dial,
    settings: &ImapSettings,
    shelf: &impl Shelf,
    wake: &Notify,
    pace: &Pace,
    kept: &mut u64,
) -> Result<Never, Ailment> {
    shelf.state(MailboxState::Connecting).await;
    let mut line = log_in(dial, settings, pace).await?;
    let folder = open(&mut line, settings).await?;
    let mut cursor = Cursor { uid_validity: folder.uid_validity, last_uid: 0, mod_seq: folder.mod_seq };
    if let Some(before) = shelf.cursor().await?.filter(|before| before.uid_validity == folder.uid_validity) {
        cursor.last_uid = before.last_uid;
    }
    loop {
        let heard = line.announcements;
        catch_up(&mut line, shelf, settings, &mut cursor, kept).await?;
        let uid_next = folder.uid_next.max(cursor.last_uid.checked_add(1));
        shelf.count(ServerCount { exists: line.exists, uid_validity: folder.uid_validity, uid_next }).await;
        shelf.state(MailboxState::Idle).await;
        wait_for_news(&mut line, heard, wake, pace).await?;
    }
}

fn pause(what: &Ailment, failures: u32, pace: &Pace) -> Duration {
    match what.is_refused_login() {
        true => pace.backoff.after_refusal,
        false => pace.backoff.pause(failures, rand::random()),
    }
}

/// Waits for new settings; for ever, once nobody can send them any more.
async fn changed(settings: &mut watch::Receiver<ImapSettings>) {
    if settings.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}
