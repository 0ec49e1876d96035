//! Writing to us, about an order, in a conversation or just so: a message in the desk, with the writer known.

use crate::limits::{self, Kind, Knock};
use crate::sessions::Present;
use crate::theirs::Theirs;
use crate::{Event, look};
use customers::Identity;
use db::{Actor, Trouble, Work, sql};
use desk::{Arrival, Clue, Conversation, ConversationId, Filed, InboxId, Person};
use kit::{EmailAddress, Key, sha256_hex};
use orders::Order;
use orders::verification::{self, Within};

const LONGEST: usize = 20_000;

/// What somebody wrote. The key is the form's own: sent twice, it arrives once.
#[derive(Debug, Clone)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub key: String,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    In(ConversationId),
    Wait,
}

/// What a letter is about.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    Order(&'a Theirs<Order>),
    /// An answer in a conversation of theirs.
    Conversation(&'a Theirs<Conversation>),
    Anything,
}

/// Files what the customer wrote.
pub fn write(work: &mut Work<'_>, key: &Key, who: &Present, place: &str, about: About<'_>, letter: &Letter) -> Result<Posted, Trouble> {
    if letter.text.trim().is_empty() {
        return Err(Trouble::refused("portal-refused-empty"));
    }
    let knock = Knock::new(key, Kind::Letter, &format!("customer {}", who.customer), place, "");
    if !limits::count(work, &knock)? {
        return Ok(Posted::Wait);
    }
    let arrival = arrival(work, who, about, letter)?;
    let filed = desk::arrive(work, &arrival)?;
    let (Filed::In(conversation, _) | Filed::Before(conversation)) = filed;
    if matches!(filed, Filed::In(..)) {
        written(work, who, about, conversation)?;
    }
    Ok(Posted::In(conversation))
}

fn arrival(work: &mut Work<'_>, who: &Present, about: About<'_>, letter: &Letter) -> Result<Arrival, Trouble> {
    let inbox = inbox(work, about)?.ok_or_else(|| Trouble::refused("portal-refused-no-inbox"))?;
    let place = match about {
        About::Order(order) => order.id.to_string(),
        About::Conversation(conversation) => format!("conversation {}", conversation.id),
        About::Anything => "anything".into(),
    };
    let mark = sha256_hex(format!("portal:{}:{place}:{}", who.customer, letter.key).as_bytes());
    Ok(Arrival {
        inbox,
        raw_id: None,
        external_id: format!("portal.{mark}"),
        fingerprint: format!("portal.{mark}"),
        from: Person { name: who.name.clone(), address: who.address.clone() },
        identity: EmailAddress::parse(&who.address).ok().map(Identity::Email),
        reply_to: Vec::new(),
        to: Vec::new(),
        cc: Vec::new(),
        subject: subject(about, &letter.subject, &letter.text),
        text: letter.text.chars().take(LONGEST).collect(),
        html: None,
        sent_at: Some(work.now),
        files: Vec::new(),
        automatic: "no".into(),
        authentic: "pass".into(),
        unreadable: None,
        clues: match about {
            About::Conversation(conversation) => vec![Clue::Ours { conversation: conversation.id, message: None }],
            About::Order(_) | About::Anything => Vec::new(),
        },
    })
}

/// Where it goes: with the conversation, else to the inbox of the brand.
fn inbox(work: &mut Work<'_>, about: About<'_>) -> Result<Option<InboxId>, Trouble> {
    match about {
        About::Conversation(conversation) => Ok(Some(conversation.inbox_id)),
        About::Order(order) => look::inbox_for(work, order.brand),
        About::Anything => match look::first(work)? {
            Some(brand) => look::inbox_for(work, brand.id),
            None => Ok(desk::inboxes::all(work)?.first().map(|inbox| inbox.id)),
        },
    }
}

/// One line; without one, the beginning of what was written.
fn subject(about: About<'_>, typed: &str, text: &str) -> String {
    let one_line = |text: &str, most| text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect::<String>();
    let typed = one_line(typed, 150);
    match about {
        About::Order(order) if typed.is_empty() => order.number.clone(),
        About::Order(order) => format!("{}: {typed}", order.number),
        About::Conversation(conversation) => conversation.subject.clone(),
        About::Anything if typed.is_empty() => one_line(text, 60),
        About::Anything => typed,
    }
}

fn written(work: &mut Work<'_>, who: &Present, about: About<'_>, conversation: ConversationId) -> Result<(), Trouble> {
    let (customer, conversation_id) = (who.customer.0, conversation.0);
    let wrote = match about {
        About::Order(order) => {
            let now = work.now;
            sql("INSERT INTO portal_letter (conversation_id, order_id, written_at) VALUES ($1, $2, $3)")
                .with(conversation)
                .with(order.id)
                .with(now)
                .run(work)?;
            Event::Wrote {
                customer,
                conversation: conversation_id,
                order: order.id.0,
                number: order.number.clone(),
            }
        }
        About::Conversation(_) | About::Anything => Event::WroteToUs { customer, conversation: conversation_id },
    };
    // Who writes from a browser we know is known in what they wrote, as long as in the browser.
    work.acting_as(Actor::Customer(customer), |work| {
        verification::carry(work, who.customer, who.within(), Within::Conversation(conversation_id))?;
        work.record(&wrote)
    })
}
