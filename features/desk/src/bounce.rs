//! A message of ours that came back (RFC 3464): exactly that message is marked, its author told, the address flagged.

use crate::{Delivery, Event, MessageId, MessageKind, delivery, messages};
use db::{Trouble, Work};
use kit::EmailAddress;

/// One recipient a delivery report speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BouncedRecipient {
    pub address: String,
    pub reason: String,
    /// It will never arrive, as against later.
    pub permanent: bool,
}

/// Marks `message` as come back for those recipients it was really sent to. `false`: the report fits none of them, so it
/// is not believed. A report that a message is merely late changes nothing but the shown reason.
pub fn bounced(work: &mut Work<'_>, message: MessageId, recipients: &[BouncedRecipient]) -> Result<bool, Trouble> {
    let about = match messages::find(work, message) {
        Ok(found) if found.kind == MessageKind::Outgoing => found,
        Ok(_) | Err(Trouble::NotFound(_)) => return Ok(false),
        Err(other) => return Err(other),
    };
    let mut believed = false;
    for recipient in recipients {
        let outcome = if recipient.permanent { "bounced" } else { "late" };
        if delivery::recipient_outcome(work, message, &recipient.address, outcome, &recipient.reason)? == 0 {
            continue;
        }
        believed = true;
        if recipient.permanent {
            came_back(work, &about, recipient)?;
        } else {
            work.record(&Event::MessageDelayed { conversation: about.conversation_id, message, reason: recipient.reason.clone() })?;
        }
    }
    Ok(believed)
}

fn came_back(work: &mut Work<'_>, message: &crate::Message, recipient: &BouncedRecipient) -> Result<(), Trouble> {
    delivery::state(work, message.id, Delivery::Bounced, &format!("{}: {}", recipient.address, recipient.reason), None)?;
    if let Ok(address) = EmailAddress::parse(&recipient.address) {
        customers::mark_undeliverable(work, &address, &recipient.reason)?;
    }
    delivery::tell_author(
        work,
        message.id,
        &Event::MessageBounced {
            conversation: message.conversation_id,
            message: message.id,
            address: recipient.address.clone(),
            reason: recipient.reason.clone(),
        },
    )
}
