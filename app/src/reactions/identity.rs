//! Who somebody is: whether a mail shows it, which language they write, and who else may be the same person.

use crate::event::Event;
use customers::{CustomerId, Event as C};
use db::Trouble;
use orders::verification::{self, Method, Within};

/// Everybody whom the event is about.
pub fn who_may_be_doubles(event: &Event) -> Vec<CustomerId> {
    let concerned = match event {
        Event::Customers(C::CustomersMerged { customer, other, .. } | C::MergeUndone { customer, other, .. }) => vec![*customer, *other],
        Event::Customers(event) => event.customer().into_iter().collect(),
        Event::Orders(event) => event.customer().into_iter().collect(),
        _ => Vec::new(),
    };
    concerned.into_iter().map(CustomerId).collect()
}

/// Who was merged away is like nobody any more.
pub fn look_for_doubles(work: &mut db::Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
    let addresses = orders::finding::address_keys(work, customer)?;
    customers::doubles::look(work, customer, &addresses)
}

/// By the strength of the mail's own authentication, if it is of today, and in this conversation only; once while it holds.
pub fn recognise(
    work: &mut db::Work<'_>,
    conversation: desk::ConversationId,
    customer: CustomerId,
    message: desk::MessageId,
) -> Result<(), Trouble> {
    let within = Within::Conversation(conversation.0);
    let message = match desk::messages::find(work, message) {
        Ok(message) => message,
        Err(Trouble::NotFound(_)) => return Ok(()),
        Err(other) => return Err(other),
    };
    // A mailbox's past says nothing of who writes today.
    let is_authentic = message.authentic == "pass" && message.automatic == "no" && message.is_news(work.now);
    if is_authentic && verification::holding(work, customer, within)?.is_empty() {
        verification::known_by_channel(work, customer, Method::Recognised, within)?;
    }
    Ok(())
}

/// A message that is gone by now tells nothing.
pub fn notice_language(work: &mut db::Work<'_>, customer: CustomerId, message: desk::MessageId) -> Result<(), Trouble> {
    let Some(customer) = customers::language::to_be_found_out(work, customer)? else {
        return Ok(());
    };
    match desk::messages::find(work, message) {
        Ok(message) => customers::language::notice(work, customer, &message.text),
        Err(Trouble::NotFound(_)) => Ok(()),
        Err(other) => Err(other),
    }
}
