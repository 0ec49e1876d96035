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
    /// The conversation's id there.
    pub their_id: &'a str,
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
/// Why a message is left out that has no id: it would be taken for whatever else has none.
pub(crate) const NAMELESS: &str = "one of its messages has no id there: it is left out";

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
    if before.as_ref().is_some_and(|before| before.fingerprint == fingerprint) {
        return Ok(Became::Same);
    }
    if let Some(other) = before
        .as_ref()
        .map(|before| before.stood.as_str())
        .filter(|stood| !stood.is_empty() && *stood != around.their_id)
    {
        outcome.tally.faulty(Kind::Message);
        outcome.note(around.place, format!("its message {} was taken as one of {other} already: it is left out", message.id));
        return Ok(Became::Same);
    }
    let Some(written) = Written::of(work, around, message, outcome)? else {
        outcome.erased(around.place, &format!("whoever wrote its message {}", message.id));
        return Ok(Became::Same);
    };
    let (our_id, became) = match &before {
        Some(before) => (before.our_id, mend(work, before, &fingerprint, &written.entry(around, message, loaded), outcome)?),
        None => {
            outcome.tally.files += loaded.found.len() as u64;
            (taken_over::add(work, &written.entry(around, message, loaded))?.0, Became::New)
        }
    };
    let mark = if loaded.missing.is_empty() { "" } else { INCOMPLETE };
    // Whose it is: an id that two conversations claim is never written from one into the other.
    let known = Known {
        our_id,
        fingerprint: format!("{mark}{fingerprint}"),
        stood: around.their_id.to_owned(),
    };
    known::remember(work, source, Kind::Message, &message.id, &known)?;
    Ok(became)
}

/// What it is and says now, and files that are at hand now.
fn mend(work: &mut Work<'_>, before: &Known, fingerprint: &str, entry: &Entry<'_>, outcome: &mut Outcome) -> Result<Became, Trouble> {
    let id = MessageId(before.our_id);
    let mut changed = false;
    if before.fingerprint.trim_start_matches(INCOMPLETE) != fingerprint {
        match taken_over::rewrite(work, id, entry)? {
            Some(rewritten) => changed = rewritten,
            None => return Ok(Became::Same),
        }
    }
    let added = taken_over::add_files(work, id, entry.files)?;
    outcome.tally.files += added;
    Ok(if changed || added > 0 { Became::Changed } else { Became::Same })
}

/// A message in our words.
struct Written {
    kind: desk::MessageKind,
    writer: Writer,
    from: Person,
    to: Vec<Person>,
    cc: Vec<Person>,
    bcc: Vec<Person>,
    text: String,
    /// Notes are plain here.
    html: Option<String>,
    at: Moment,
    fingerprint: String,
}

impl Written {
    /// None: whoever wrote it was erased here.
    fn of(work: &mut Work<'_>, around: &Around<'_>, message: &Message, outcome: &mut Outcome) -> Result<Option<Self>, Trouble> {
        let at = message.at.filter(|at| *at <= work.now.plus_seconds(86_400)).unwrap_or(around.opened_at);
        let (writer, from) = writer(work, around, message, at, outcome)?;
        if let Writer::Customer(customer) = writer
            && outcome.people.has(work, CustomerId(customer))?
        {
            return Ok(None);
        }
        let kind = match message.kind {
            MessageKind::Incoming => desk::MessageKind::Incoming,
            MessageKind::Outgoing => desk::MessageKind::Outgoing,
            MessageKind::Note => desk::MessageKind::Note,
        };
        let (html, text) = (clean(&message.html), clean(&message.text));
        let text = if text.trim().is_empty() { mail::plain_of_html(&html) } else { text };
        let mut persons = |people: &[foreign::Person]| Ok::<_, Trouble>(persons(&outcome.people.left_of(work, people)?));
        let (mut to, cc, bcc) = (persons(&message.to)?, persons(&message.cc)?, persons(&message.bcc)?);
        if to.is_empty() {
            let other = match kind {
                desk::MessageKind::Incoming => Some(around.inbox.to_owned()),
                desk::MessageKind::Outgoing => customers::customer::email_of(work, around.customer.1)?,
                desk::MessageKind::Note => None,
            };
            to.extend(other.map(|address| Person { name: String::new(), address }));
        }
        Ok(Some(Self {
            kind,
            writer,
            from,
            to,
            cc,
            bcc,
            text,
            html: Some(html).filter(|html| !html.trim().is_empty() && message.kind != MessageKind::Note),
            at,
            fingerprint: format!("takeover {} {}", around.plan.source, message.id),
        }))
    }

    fn entry<'a>(&'a self, around: &Around<'a>, message: &'a Message, loaded: &'a Loaded) -> Entry<'a> {
        Entry {
            conversation: around.conversation,
            kind: self.kind,
            writer: self.writer,
            from: &self.from,
            to: &self.to,
            cc: &self.cc,
            bcc: &self.bcc,
            subject: around.subject,
            text: &self.text,
            html: self.html.as_deref(),
            at: self.at,
            mail_id: Some(message.mail_id.as_str()).filter(|id| !id.is_empty()),
            fingerprint: &self.fingerprint,
            is_automatic: message.is_automatic,
            files: &loaded.found,
        }
    }
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
            let (customer, was_known) = found_or_made(work, around.plan, &mut outcome.people, Some(id), None, at)?;
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
            let (customer, _) = found_or_made(work, around.plan, &mut outcome.people, None, Some((&person.name, &person.address)), at)?;
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
