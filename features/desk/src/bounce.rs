//! A message of ours that came back (RFC 3464): exactly that message is marked, its author told, the address flagged.

use crate::{Delivery, Event, Message, MessageId, delivery, messages};
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
/// is not believed. The same report again changes nothing. A report that a message is merely late changes nothing but the shown reason.
pub fn bounced(work: &mut Work<'_>, message: MessageId, recipients: &[BouncedRecipient]) -> Result<bool, Trouble> {
    let about = match messages::find(work, message) {
        Ok(found) if has_left(&found) => found,
        Ok(_) | Err(Trouble::NotFound(_)) => return Ok(false),
        Err(other) => return Err(other),
    };
    let sent_to = messages::recipients(work, message)?;
    let mut believed = false;
    for report in recipients {
        let Some(known) = sent_to.iter().find(|known| known.address.eq_ignore_ascii_case(&report.address)) else {
            continue;
        };
        believed = true;
        let said_before =
            known.outcome.as_deref() == Some("bounced") || (!report.permanent && known.reason.as_ref() == Some(&report.reason));
        if !said_before {
            write_down(work, &about, &BouncedRecipient { address: known.address.clone(), ..report.clone() })?;
        }
    }
    Ok(believed)
}

/// A message still in our hands cannot have come back.
fn has_left(message: &Message) -> bool {
    !matches!(message.delivery, None | Some(Delivery::Held | Delivery::Stopped | Delivery::Queued))
}

fn write_down(work: &mut Work<'_>, about: &Message, report: &BouncedRecipient) -> Result<(), Trouble> {
    if report.permanent {
        delivery::recipient_outcome(work, about.id, &report.address, "bounced", &report.reason)?;
        return came_back(work, about, report);
    }
    delivery::late(work, about.id, &report.address, &report.reason)?;
    work.record(&Event::MessageDelayed {
        conversation: about.conversation_id,
        message: about.id,
        reason: report.reason.clone(),
    })
}

fn came_back(work: &mut Work<'_>, message: &Message, recipient: &BouncedRecipient) -> Result<(), Trouble> {
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
