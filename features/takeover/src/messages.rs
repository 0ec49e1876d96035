//! One message of a conversation: added once, mended if it was changed there.

use crate::directory::found_or_made;
use crate::files::Loaded;
use crate::known::{self, Known};
use crate::plan::{Became, Outcome, Plan, clean};
use customers::CustomerId;
use db::{Trouble, Work};
use desk::taken_over::{self, Entry, Writer};
use desk::{ConversationId, MessageId, Person};
use foreign::{Author, Kind, Message, MessageKind};
use kit::Moment;

/// Where a message belongs, and what is known around it.
pub(crate) struct Around<'a> {
    pub plan: &'a Plan,
    pub place: &'a str,
    pub conversation: ConversationId,
    /// The customer's id there, and who that is here.
    pub customer: (Option<&'a str>, CustomerId),
    pub subject: &'a str,
    /// Our address it was written to.
    pub inbox: &'a str,
    pub opened_at: Moment,
}

/// Marks what was taken without some of its files: it is looked at again.
pub(crate) const INCOMPLETE: &str = "~";

pub(crate) fn take(
    work: &mut Work<'_>,
    around: &Around<'_>,
    message: &Message,
    loaded: &Loaded,
    outcome: &mut Outcome,
) -> Result<Became, Trouble> {
    let source = &around.plan.source;
    let fingerprint = message.fingerprint();
    let before = known::find(work, source, Kind::Message, &message.id)?;
    if !loaded.missing.is_empty() {
        outcome.tally.files_missing += loaded.missing.len() as u64;
        outcome.note(around.place, format!("files that are not at hand: {}", loaded.missing.join(", ")));
    }
    let became = match &before {
        Some(before) if before.fingerprint == fingerprint => return Ok(Became::Same),
        Some(before) => mend(work, before, &fingerprint, message, loaded, outcome)?,
        None => Became::New,
    };
    let our_id = match before {
        Some(before) => before.our_id,
        None => {
            outcome.tally.files += loaded.found.len() as u64;
            add(work, around, message, loaded, outcome)?.0
        }
    };
    let mark = if loaded.missing.is_empty() { "" } else { INCOMPLETE };
    let known = Known { our_id, fingerprint: format!("{mark}{fingerprint}"), stood: String::new() };
    known::remember(work, source, Kind::Message, &message.id, &known)?;
    Ok(became)
}

/// What it says now, and files that are at hand now.
fn mend(
    work: &mut Work<'_>,
    before: &Known,
    fingerprint: &str,
    message: &Message,
    loaded: &Loaded,
    outcome: &mut Outcome,
) -> Result<Became, Trouble> {
    let id = MessageId(before.our_id);
    let mut became = Became::Same;
    if before.fingerprint.trim_start_matches(INCOMPLETE) != fingerprint {
        let (text, html) = words(message);
        if !taken_over::rewrite(work, id, &text, html.as_deref())? {
            return Ok(Became::Same);
        }
        became = Became::Changed;
    }
    let added = taken_over::add_files(work, id, &loaded.found)?;
    outcome.tally.files += added;
    Ok(if added > 0 { Became::Changed } else { became })
}

/// Its text, and its HTML where it is no note: notes are plain here.
fn words(message: &Message) -> (String, Option<String>) {
    let html = clean(&message.html);
    let text = clean(&message.text);
    let text = if text.trim().is_empty() { mail::plain_of_html(&html) } else { text };
    (text, Some(html).filter(|html| !html.trim().is_empty() && message.kind != MessageKind::Note))
}

fn add(work: &mut Work<'_>, around: &Around<'_>, message: &Message, loaded: &Loaded, outcome: &mut Outcome) -> Result<MessageId, Trouble> {
    let at = message.at.filter(|at| *at <= work.now.plus_seconds(86_400)).unwrap_or(around.opened_at);
    let (writer, from) = writer(work, around, message, at, outcome)?;
    let (text, html) = words(message);
    let customer = customers::customer::email_of(work, around.customer.1)?;
    let kind = match message.kind {
        MessageKind::Incoming => desk::MessageKind::Incoming,
        MessageKind::Outgoing => desk::MessageKind::Outgoing,
        MessageKind::Note => desk::MessageKind::Note,
    };
    let mut to = persons(&message.to);
    if to.is_empty() {
        let other = match kind {
            desk::MessageKind::Incoming => Some(around.inbox.to_owned()),
            desk::MessageKind::Outgoing => customer,
            desk::MessageKind::Note => None,
        };
        to.extend(other.map(|address| Person { name: String::new(), address }));
    }
    let entry = Entry {
        conversation: around.conversation,
        kind,
        writer,
        from: &from,
        to: &to,
        cc: &persons(&message.cc),
        bcc: &persons(&message.bcc),
        subject: around.subject,
        text: &text,
        html: html.as_deref(),
        at,
        mail_id: Some(message.mail_id.as_str()).filter(|id| !id.is_empty()),
        fingerprint: &format!("takeover {} {}", around.plan.source, message.id),
        is_automatic: message.is_automatic,
        files: &loaded.found,
    };
    taken_over::add(work, &entry)
}

fn persons(people: &[foreign::Person]) -> Vec<Person> {
    people
        .iter()
        .map(|one| Person { name: clean(&one.name), address: clean(&one.address).to_lowercase() })
        .collect()
}

/// Who wrote it, and what is shown of them.
fn writer(
    work: &mut Work<'_>,
    around: &Around<'_>,
    message: &Message,
    at: Moment,
    outcome: &mut Outcome,
) -> Result<(Writer, Person), Trouble> {
    let source = &around.plan.source;
    let house = |name: String| (Writer::House, Person { name: clean(&name), address: around.inbox.to_owned() });
    match &message.author {
        Author::Customer(id) if Some(id.as_str()) == around.customer.0 => by_customer(work, around.customer.1),
        Author::Customer(id) => {
            let (customer, was_known) = found_or_made(work, around.plan, Some(id), None, at)?;
            if !was_known {
                outcome.note(around.place, format!("customer {id}, who wrote in it, is not in the export"));
            }
            by_customer(work, customer)
        }
        Author::Agent(id) => match known::find(work, source, Kind::Agent, id)? {
            Some(known) if known.our_id != 0 => {
                let agent = agents::agents::find(work, agents::AgentId(known.our_id))?;
                Ok((Writer::Agent(agent.id.0), Person { name: agent.name, address: around.inbox.to_owned() }))
            }
            Some(known) => Ok(house(known.stood)),
            None => {
                outcome.note(around.place, format!("agent {id}, who wrote in it, is not in the export: it is signed by the desk"));
                Ok(house(String::new()))
            }
        },
        Author::Named(person) if message.kind == MessageKind::Incoming && person.address.contains('@') => {
            let (customer, _) = found_or_made(work, around.plan, None, Some((&person.name, &person.address)), at)?;
            by_customer(work, customer)
        }
        Author::Named(person) => Ok(house(person.name.clone())),
        // What came in came from the customer, whoever typed it.
        Author::Desk if message.kind == MessageKind::Incoming => by_customer(work, around.customer.1),
        Author::Desk => Ok(house(String::new())),
    }
}

fn by_customer(work: &mut Work<'_>, customer: CustomerId) -> Result<(Writer, Person), Trouble> {
    let (name, address) = (customers::name_of(work, customer)?, customers::customer::email_of(work, customer)?);
    Ok((Writer::Customer(customer.0), Person { name, address: address.unwrap_or_default() }))
}
