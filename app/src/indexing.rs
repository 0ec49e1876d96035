//! What the search index holds of a conversation and a customer, read afresh whenever either changes.

use crate::event::Event;
use crate::reactions::{Reaction, follows};
use db::{Trouble, Tx, sql};
use desk::ConversationId;
use search::{Change, Document, Kind};
use std::collections::BTreeSet;

/// How much of one conversation is indexed, in characters: its newest words first.
const MOST: usize = 400_000;

/// The changes to the index that these events ask for, each thing once.
pub fn changes(tx: &mut Tx<'_>, events: &[Event]) -> Result<Vec<Change>, Trouble> {
    let (mut conversations, mut customers) = (BTreeSet::new(), BTreeSet::new());
    for event in events {
        if follows(event).contains(&Reaction::IndexConversation)
            && let Event::Desk(event) = event
        {
            conversations.extend(event.conversation());
            conversations.extend(other_conversation(event));
        }
        if follows(event).contains(&Reaction::IndexCustomer)
            && let Event::Customers(event) = event
        {
            customers.extend(db::Happening::subject(event).customer);
            customers.extend(other_customer(event));
        }
    }
    let mut changes = Vec::with_capacity(conversations.len() + customers.len());
    for conversation in conversations {
        changes.push(conversation_change(tx, conversation)?);
    }
    for customer in customers {
        changes.push(customer_change(tx, customer)?);
    }
    Ok(changes)
}

/// The one merged away is found no more, and is found again when that is undone.
const fn other_customer(event: &customers::Event) -> Option<i64> {
    match event {
        customers::Event::CustomersMerged { other, .. } | customers::Event::MergeUndone { other, .. } => Some(*other),
        _ => None,
    }
}

const fn other_conversation(event: &desk::Event) -> Option<ConversationId> {
    match event {
        desk::Event::Merged { other, .. } | desk::Event::Split { other, .. } | desk::Event::MessagesMoved { other, .. } => Some(*other),
        desk::Event::RearrangementUndone { other, .. } => *other,
        _ => None,
    }
}

fn conversation_change(tx: &mut Tx<'_>, id: ConversationId) -> Result<Change, Trouble> {
    let found = match desk::conversations::find(tx, id) {
        Ok(found) if found.merged_into.is_none() => found,
        Ok(_) | Err(Trouble::NotFound(_)) => return Ok(Change::Delete { kind: Kind::Conversation, id: id.0 }),
        Err(other) => return Err(other),
    };
    let texts: Vec<(String, String, String)> =
        sql("SELECT text, from_name, from_address FROM message WHERE conversation_id = $1 ORDER BY written_at DESC, id DESC LIMIT 500")
            .with(id)
            .all(tx)?;
    let mut body = String::new();
    let mut people = BTreeSet::new();
    for (text, name, address) in texts {
        if body.len() < MOST {
            body.extend(text.chars().take(MOST - body.len()));
            body.push('\n');
        }
        people.extend([name, address].into_iter().filter(|word| !word.is_empty()));
    }
    let named: Vec<String> = sql("SELECT address FROM participant WHERE conversation_id = $1 ORDER BY address LIMIT 200")
        .with(id)
        .all(tx)?;
    people.extend(named);
    let files: Vec<String> = desk::attachments::of(tx, id)?.into_iter().map(|file| file.name).collect();
    body.push_str(&files.join("\n"));
    let tags = desk::tags::of(tx, id)?.into_iter().map(|tag| tag.name).collect();
    Ok(Change::upsert(Document {
        kind: Kind::Conversation,
        id: id.0,
        conversation: Some(id.0),
        number: Some(found.number),
        inbox: Some(found.inbox_id.0),
        customer: Some(found.customer_id),
        status: found.status.word().into(),
        tags,
        subject: found.subject,
        body,
        people: people.into_iter().collect(),
        at: found.last_activity_at,
    }))
}

fn customer_change(tx: &mut Tx<'_>, id: i64) -> Result<Change, Trouble> {
    let Some((name, merged)): Option<(String, Option<i64>)> =
        sql("SELECT name, merged_into FROM customer WHERE id = $1").with(id).one(tx)?
    else {
        return Ok(Change::Delete { kind: Kind::Customer, id });
    };
    if merged.is_some() {
        return Ok(Change::Delete { kind: Kind::Customer, id });
    }
    let people = sql("SELECT value FROM customer_identity WHERE customer_id = $1 ORDER BY value").with(id).all(tx)?;
    Ok(Change::upsert(Document {
        kind: Kind::Customer,
        id,
        conversation: None,
        number: None,
        inbox: None,
        customer: Some(id),
        status: String::new(),
        tags: Vec::new(),
        subject: name,
        body: String::new(),
        people,
        at: tx.now(),
    }))
}
