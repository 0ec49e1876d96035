//! Whom an answer to everyone goes to: everyone on the newest message from outside, else the customer's own address.

use crate::{Conversation, Message, Recipients, Role, inboxes, messages};
use customers::CustomerId;
use db::{Trouble, Tx};
use mail::{Addressed, Mailbox};

/// To and Cc, as the composer shows them; never an address of ours.
pub fn answer_to(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(String, String), Trouble> {
    let Some(answered) = messages::last_incoming(tx, conversation.id)? else {
        return Ok((known_address(tx, conversation)?, String::new()));
    };
    let answer = mail::reply_all(&addressed(tx, &answered)?, &inboxes::our_addresses(tx)?);
    Ok((listed(&answer.to), listed(&answer.cc)))
}

/// The customer alone: where they asked for answers when they last wrote themselves, else their own address. Whoever else wrote
/// or was on their messages gets no letter to many, and neither does where a machine of theirs or a forger answers from.
pub fn customer_alone(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<Recipients, Trouble> {
    let to = match messages::last_of_customer(tx, conversation)? {
        Some(answered) => {
            let writer = Addressed { to: Vec::new(), cc: Vec::new(), ..addressed(tx, &answered)? };
            listed(&mail::reply_all(&writer, &inboxes::our_addresses(tx)?).to)
        }
        None => String::new(),
    };
    let to = if to.is_empty() { known_address(tx, conversation)? } else { to };
    let all = Recipients::parse(&to, "", "")?;
    let first = all.to.into_iter().next().ok_or(Trouble::refused("desk-no-recipient"))?;
    Ok(Recipients { to: vec![first], ..Recipients::default() })
}

fn known_address(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<String, Trouble> {
    let address = customers::customer::email_of(tx, CustomerId(conversation.customer_id))?;
    Ok(address.unwrap_or_default())
}

/// Who is on a message.
fn addressed(tx: &mut Tx<'_>, message: &Message) -> Result<Addressed, Trouble> {
    let recipients = messages::recipients(tx, message.id)?;
    let on = |role| {
        let those = recipients.iter().filter(|r| r.role == role);
        those.filter_map(|r| Mailbox::new(&r.name, &r.address)).collect()
    };
    Ok(Addressed {
        from: Mailbox::new(&message.from_name, &message.from_address),
        reply_to: messages::reply_to(tx, message.id)?.iter().filter_map(|address| Mailbox::parse(address)).collect(),
        to: on(Role::To),
        cc: on(Role::Cc),
    })
}

/// `Mia Castellano <mia@castellano.example>, …`; a name that would break the list is left out.
fn listed(mailboxes: &[Mailbox]) -> String {
    let written = mailboxes.iter().map(|mailbox| match mailbox.name.as_str() {
        "" => mailbox.address.clone(),
        name if name.contains([',', ';', '<', '>', '"', '\n']) => mailbox.address.clone(),
        name => format!("{name} <{}>", mailbox.address),
    });
    written.collect::<Vec<_>>().join(", ")
}
