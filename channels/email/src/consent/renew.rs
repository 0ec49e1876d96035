//! Buys the next access token before the present one ends, for every mailbox whose owner gave their consent.

use super::{Consent, ConsentTrouble, keep};
use crate::{Event, State, mailboxes};
use db::{Actor, Database, Trouble};
use desk::InboxId;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// How often we look; tokens live far longer.
const EVERY: Duration = Duration::from_secs(10);

/// Renews until `stop`; tells `changed` so that mailboxes take up their new token.
pub async fn run(db: Database, changed: Arc<Notify>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match renew_due(&db).await {
            Ok(0) => {}
            Ok(_) => {
                changed.notify_one();
                db.tell(crate::post::MAILBOXES);
            }
            Err(trouble) => tracing::warn!(%trouble, "access tokens could not be renewed; it is tried again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Buys every token that is due now and says how many it tried. One provider's trouble is its own.
pub async fn renew_due(db: &Database) -> Result<usize, Trouble> {
    let now = db.clock().now();
    let mailboxes = db.read(mailboxes::all).await?;
    let consents = mailboxes
        .into_iter()
        .filter(|mailbox| mailbox.enabled)
        .filter_map(|m| Some((m.inbox, m.consent?, m.state)));
    let due: Vec<(InboxId, Consent, State)> = consents
        .filter(|(_, consent, state)| consent.due_at().is_some_and(|due| due <= now) || consent.is_doubtful(state, now))
        .collect();
    for (inbox, consent, _) in &due {
        let Some(token) = &consent.refresh_token else { continue };
        let outcome = consent.client.buy_with_refresh_token(token).await;
        write_down(db, *inbox, consent, outcome).await?;
    }
    Ok(due.len())
}

async fn write_down(db: &Database, inbox: InboxId, asked: &Consent, outcome: Result<super::Bought, ConsentTrouble>) -> Result<(), Trouble> {
    let asked = asked.clone();
    if let Err(trouble) = &outcome {
        tracing::warn!(inbox = inbox.0, %trouble, "an access token could not be renewed");
    }
    db.work(Actor::System, move |work| {
        // Somebody signed in anew, or took the consent away, while the provider was asked: theirs stands.
        let now = work.now;
        let Some(present) = mailboxes::find(work, inbox)?
            .and_then(|mailbox| mailbox.consent)
            .filter(|present| *present == asked)
        else {
            return Ok(());
        };
        match &outcome {
            Ok(bought) => keep(work, inbox, Some(&present.after(bought, now)), Some(&bought.access_token)),
            Err(trouble) => {
                keep(work, inbox, Some(&present.after_trouble(trouble, now)), None)?;
                match trouble {
                    ConsentTrouble::Withdrawn(_) => work.record(&Event::MailboxFailing { inbox: inbox.0, reason: trouble.to_string() }),
                    _ => Ok(()),
                }
            }
        }
    })
    .await
}
