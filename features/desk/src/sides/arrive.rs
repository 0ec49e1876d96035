//! Answers of third parties. They find their side by our signed token, or by an id of a message in it, and only from somebody who
//! takes part: an address on the side, or, with our token, a colleague of one at the same company. A sender who cannot be who they
//! claim to be is let in nowhere; the customer's own words always go to the customer's thread. A third party whom the customer put in
//! Cc answers in the side all the same: what was said beside is never filed, nor quoted, where the customer reads it.

use super::people::{add_address, addresses, is_the_customer_s};
use super::{Side, SideId, find, of_message};
use crate::arrive::{Arrival, Clue, Filed};
use crate::{Conversation, Event, MessageId, MessageKind, Role, Status, attachments, conversations, masking, messages};
use db::{Actor, Trouble, Tx, Work};
use kit::EmailAddress;

/// The side a message from outside continues, and whether its sender takes part only from now on.
pub(crate) struct Continued {
    side: Side,
    is_new: bool,
}

pub(crate) fn continued(tx: &mut Tx<'_>, arrival: &Arrival) -> Result<Option<Continued>, Trouble> {
    if arrival.authentic == "fail" {
        return Ok(None);
    }
    let Ok(sender) = EmailAddress::parse(&arrival.from.address) else { return Ok(None) };
    for clue in &arrival.clues {
        for id in pointed_at(tx, clue)? {
            let side = match find(tx, id) {
                Ok(side) => side,
                Err(Trouble::NotFound(_)) => continue,
                Err(other) => return Err(other),
            };
            let home = conversations::find(tx, side.conversation_id)?;
            if is_the_customer_s(tx, &home, sender.as_str())? {
                continue;
            }
            let known = addresses(tx, side.id)?;
            if known.contains(&sender) {
                return Ok(Some(Continued { side, is_new: false }));
            }
            if is_signed(clue) && known.iter().any(|one| work_together(one, &sender)) {
                return Ok(Some(Continued { side, is_new: true }));
            }
        }
    }
    Ok(None)
}

/// The sides a clue may mean: several where one Message-ID came in twice.
fn pointed_at(tx: &mut Tx<'_>, clue: &Clue) -> Result<Vec<SideId>, Trouble> {
    match clue {
        Clue::Side { side } => Ok(vec![*side]),
        Clue::Ours { message: Some(message), .. } => Ok(of_message(tx, *message)?.into_iter().collect()),
        Clue::Ours { message: None, .. } | Clue::Subject { .. } => Ok(Vec::new()),
        Clue::Foreign { external_id } => {
            let mut sides = Vec::new();
            for (message, _) in messages::with_external_id(tx, external_id)? {
                sides.extend(of_message(tx, message)?);
            }
            Ok(sides)
        }
    }
}

const fn is_signed(clue: &Clue) -> bool {
    matches!(clue, Clue::Side { .. } | Clue::Ours { .. })
}

/// Whether both have an address at one company; everybody has one at a mail provider.
fn work_together(one: &EmailAddress, other: &EmailAddress) -> bool {
    one.domain() == other.domain() && !customers::is_free_mail(one.domain())
}

/// Files the answer in its side. The conversation is open again, unless a machine wrote it or it is closed for good.
pub(crate) fn arrive(work: &mut Work<'_>, continued: &Continued, arrival: &Arrival) -> Result<Filed, Trouble> {
    let side = &continued.side;
    let home = conversations::for_change(work, side.conversation_id)?;
    work.acting_as(Actor::System, |work| {
        let message = add(work, side, &home, arrival)?;
        if continued.is_new {
            add_address(work, side.id, &arrival.from.address)?;
            side.people_changed(work)?;
        }
        let automatic = arrival.automatic != "no";
        work.record(&Event::SideArrived { conversation: home.id, side: side.id, message, automatic })?;
        if !automatic {
            let now = work.now;
            side.moved_on(work, Some(now))?;
            home.touch(work)?;
            if !home.is_locked() && home.status != Status::Open {
                home.reopen(work)?;
            }
        }
        Ok(Filed::In(home.id, message))
    })
}

fn add(work: &mut Work<'_>, side: &Side, home: &Conversation, arrival: &Arrival) -> Result<MessageId, Trouble> {
    let (now, masking) = (work.now, masking::of_inbox(work, home.inbox_id)?);
    let message = messages::add_covered(work, &arrival.as_message(home.id, MessageKind::Note), now, masking)?;
    side.takes(work, message)?;
    messages::add_named(work, message, &[(Role::To, &arrival.to), (Role::Cc, &arrival.cc)], masking)?;
    for file in &arrival.files {
        attachments::keep_arrived(work, message, file)?;
    }
    Ok(message)
}
