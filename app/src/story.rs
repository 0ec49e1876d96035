//! Events for people: which pages they concern, whose attention they want, and how they read.

use crate::event::Event;
use db::activity::Entry;
use db::{Trouble, Tx};
use web::{Storyteller, Text};

/// What open pages listen to.
pub fn topics(event: &Event, entry: &Entry) -> Vec<String> {
    match event {
        // Only those it names are told, in person.
        Event::Desk(desk::Event::ColleaguesTold { .. }) => Vec::new(),
        Event::Desk(event) => match event.conversation() {
            Some(id) => {
                let mut topics = vec![format!("conversation:{id}"), "counts".into()];
                topics.extend(entry.customer_id.map(|customer| format!("customer:{customer}")));
                topics
            }
            None => vec!["settings".into(), "counts".into()],
        },
        Event::Customers(_) => {
            let mut topics = vec!["customers".into()];
            topics.extend(entry.customer_id.map(|customer| format!("customer:{customer}")));
            topics
        }
        Event::Agents(_) => {
            let mut topics = vec!["agents".into()];
            topics.extend(entry.agent_id.map(|agent| format!("agent:{agent}")));
            topics
        }
        Event::Email(_) => vec!["mailboxes".into(), "settings".into()],
        Event::Portal(event) => {
            let mut topics: Vec<String> = event.conversation().map(|id| format!("conversation:{id}")).into_iter().collect();
            topics.extend(entry.customer_id.map(|customer| format!("customer:{customer}")));
            topics
        }
        Event::Feedback(event) => {
            let mut topics: Vec<String> = event.conversation().map(|id| format!("conversation:{id}")).into_iter().collect();
            topics.extend(entry.customer_id.map(|customer| format!("customer:{customer}")));
            if topics.is_empty() { vec!["settings".into()] } else { topics }
        }
        Event::Orders(event) => {
            let mut topics = vec!["orders".into()];
            topics.extend(event.order().map(|order| format!("order:{order}")));
            topics.extend(entry.customer_id.map(|customer| format!("customer:{customer}")));
            topics.extend(entry.conversation_id.map(|conversation| format!("conversation:{conversation}")));
            topics
        }
        Event::Privacy(event) => {
            let mut topics = vec!["privacy".into()];
            topics.extend(event.conversation().map(|id| format!("conversation:{id}")));
            topics.extend(event.customer().map(|customer| format!("customer:{customer}")));
            topics
        }
        Event::Knowledge(_) => vec!["knowledge".into()],
        Event::Webhooks(_) => vec!["webhooks".into(), "settings".into()],
        Event::Welcome(_) => vec!["settings".into()],
        Event::Sso(_) | Event::Scim(_) | Event::Audit(_) => vec!["agents".into(), "settings".into()],
        Event::Push(event) => vec![format!("agent:{}", event.agent())],
        Event::Shops(event) => {
            let mut topics = vec!["shops".into(), "settings".into()];
            topics.extend(event.order().map(|order| format!("order:{order}")));
            topics.extend(entry.customer_id.map(|customer| format!("customer:{customer}")));
            topics
        }
    }
}

/// The topics only those hear who see the event's inbox, and those everybody hears: what is done with an order in a
/// conversation is news on the order's page, also to colleagues who do not see that conversation.
pub fn split(event: &Event, topics: Vec<String>) -> (Vec<String>, Vec<String>) {
    match event {
        Event::Orders(_) => topics.into_iter().partition(|topic| topic.starts_with("conversation:")),
        _ => (topics, Vec::new()),
    }
}

/// The agents it wants to be told in person: whoever a note names, the author of what did not arrive.
pub fn personal(tx: &mut Tx<'_>, event: &Event) -> Result<Vec<i64>, Trouble> {
    use desk::Event as D;
    match event {
        Event::Desk(D::NoteAdded { mentions, .. }) => Ok(mentions.clone()),
        Event::Desk(D::ColleaguesTold { agents, .. }) => Ok(agents.clone()),
        Event::Desk(D::Assigned { to: Some(agent), .. }) => Ok(vec![*agent]),
        Event::Desk(
            D::MessageFailed { message, .. }
            | D::MessageUncertain { message, .. }
            | D::MessageBounced { message, .. }
            | D::MessageStopped { message, .. },
        ) => {
            let message = desk::messages::find(tx, *message)?;
            Ok(message.author_id.filter(|_| message.author_kind == "agent").into_iter().collect())
        }
        Event::Shops(event) => Ok(event.concerns().into_iter().collect()),
        _ => Ok(Vec::new()),
    }
}

/// Tells every room's events through the room that knows them.
pub struct Stories;

impl Storyteller for Stories {
    fn tell(&self, entry: &Entry, text: &Text) -> Option<String> {
        match Event::of(entry)? {
            Event::Desk(event) => desk::pages::story(&event, text),
            Event::Customers(event) => customers::pages::story(&event, text),
            Event::Agents(event) => agents::story(&event, text),
            Event::Email(event) => email::pages::story(&event, text),
            Event::Orders(event) => orders::story(&event, text),
            Event::Portal(event) => portal::story(&event, text),
            Event::Shops(event) => shops::story(&event, text),
            Event::Webhooks(event) => webhooks::story(&event, text),
            Event::Welcome(event) => welcome::story(&event, text),
            Event::Push(event) => push::story(&event, text),
            Event::Sso(event) => sso::story(&event, text),
            Event::Scim(event) => scim::story(&event, text),
            Event::Audit(event) => audit::story(&event, text),
            Event::Privacy(event) => privacy::story(&event, text),
            Event::Feedback(event) => feedback::story(&event, text),
            Event::Knowledge(event) => knowledge::story(&event, text),
        }
    }
}
