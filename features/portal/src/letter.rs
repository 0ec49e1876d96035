//! Writing to us about an order: a conversation in the desk, with the order named and the writer known.

use crate::limits::{self, Kind, Knock};
use crate::sessions::Present;
use crate::theirs::Theirs;
use crate::{Event, look};
use customers::Identity;
use db::{Actor, Trouble, Work, sql};
use desk::{Arrival, ConversationId, Filed, Person};
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

/// Files what the customer wrote about an order of theirs.
pub fn write(
    work: &mut Work<'_>,
    key: &Key,
    who: &Present,
    place: &str,
    order: &Theirs<Order>,
    letter: &Letter,
) -> Result<Posted, Trouble> {
    if letter.text.trim().is_empty() {
        return Err(Trouble::refused("portal-refused-empty"));
    }
    let knock = Knock::new(key, Kind::Letter, &format!("customer {}", who.customer), place, "");
    if !limits::count(work, &knock)? {
        return Ok(Posted::Wait);
    }
    let arrival = arrival(work, who, order, letter)?;
    let filed = desk::arrive(work, &arrival)?;
    let (Filed::In(conversation, _) | Filed::Before(conversation)) = filed;
    if matches!(filed, Filed::In(..)) {
        link(work, who, order, conversation)?;
    }
    Ok(Posted::In(conversation))
}

fn arrival(work: &mut Work<'_>, who: &Present, order: &Order, letter: &Letter) -> Result<Arrival, Trouble> {
    let inbox = look::inbox_for(work, order.brand)?.ok_or_else(|| Trouble::refused("portal-refused-no-inbox"))?;
    let mark = sha256_hex(format!("portal:{}:{}:{}", who.customer, order.id, letter.key).as_bytes());
    let one_line: String = letter.subject.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(150).collect();
    let subject = if one_line.is_empty() {
        order.number.clone()
    } else {
        format!("{}: {one_line}", order.number)
    };
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
        subject,
        text: letter.text.chars().take(LONGEST).collect(),
        html: None,
        sent_at: Some(work.now),
        files: Vec::new(),
        automatic: "no".into(),
        authentic: "pass".into(),
        unreadable: None,
        clues: Vec::new(),
    })
}

fn link(work: &mut Work<'_>, who: &Present, order: &Order, conversation: ConversationId) -> Result<(), Trouble> {
    let now = work.now;
    sql("INSERT INTO portal_letter (conversation_id, order_id, written_at) VALUES ($1, $2, $3)")
        .with(conversation)
        .with(order.id)
        .with(now)
        .run(work)?;
    let wrote = Event::Wrote {
        customer: who.customer.0,
        conversation: conversation.0,
        order: order.id.0,
        number: order.number.clone(),
    };
    // Who writes from a browser we know is known in what they wrote, as long as in the browser.
    work.acting_as(Actor::Customer(who.customer.0), |work| {
        verification::carry(work, who.customer, who.within(), Within::Conversation(conversation.0))?;
        work.record(&wrote)
    })
}
