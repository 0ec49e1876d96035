//! Whom an answer to everyone goes to: everyone on the newest message from outside, else the customer's own address.

use crate::{Conversation, Recipients, Role, inboxes, messages};
use customers::CustomerId;
use db::{Trouble, Tx};
use mail::{Addressed, Mailbox};

/// To and Cc, as the composer shows them; never an address of ours.
pub fn answer_to(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<(String, String), Trouble> {
    let Some(answered) = messages::last_incoming(tx, conversation.id)? else {
        let address = customers::customer::email_of(tx, CustomerId(conversation.customer_id))?;
        return Ok((address.unwrap_or_default(), String::new()));
    };
    let ours = inboxes::our_addresses(tx)?;
    let recipients = messages::recipients(tx, answered.id)?;
    let addressed = |role| {
        recipients
            .iter()
            .filter(|r| r.role == role)
            .filter_map(|r| Mailbox::new(&r.name, &r.address))
            .collect()
    };
    let addressed = Addressed {
        from: Mailbox::new(&answered.from_name, &answered.from_address),
        reply_to: messages::reply_to(tx, answered.id)?.iter().filter_map(|address| Mailbox::parse(address)).collect(),
        to: addressed(Role::To),
        cc: addressed(Role::Cc),
    };
    let answer = mail::reply_all(&addressed, &ours);
    Ok((listed(&answer.to), listed(&answer.cc)))
}

/// The customer alone, without whoever else was on the message: a letter to many goes to each of them only.
pub fn customer_alone(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<Recipients, Trouble> {
    let (to, _) = answer_to(tx, conversation)?;
    let all = Recipients::parse(&to, "", "")?;
    let first = all.to.into_iter().next().ok_or(Trouble::refused("desk-no-recipient"))?;
    Ok(Recipients { to: vec![first], ..Recipients::default() })
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
