//! The thread: messages and notes in the order written, and between them what happened.

mod body;
mod delivery;
mod happened;
mod message;

use super::conversation::Shown;
use crate::Message;
pub use body::linked;
use db::activity::Entry;
use kit::Moment;
pub use message::{beside, file_link};
use web::{Markup, SignedIn, html};

/// Something in the thread.
enum Line<'a> {
    Message(&'a Message),
    Happened(&'a Entry),
}

impl Line<'_> {
    /// In time; a message stands before what it caused.
    const fn order(&self) -> (Moment, u8, i64) {
        match self {
            Line::Message(message) => (message.written_at, 0, message.id.0),
            Line::Happened(entry) => (entry.happened_at, 1, entry.id),
        }
    }
}

/// The list of messages; it fetches itself when the conversation changes.
pub fn draw(who: &SignedIn, shown: &Shown, swap: Option<&str>) -> Markup {
    let address = format!("{}?{}", shown.verb("thread"), shown.place.query());
    html! {
        ol.messages id={ "thread-" (shown.conversation.number) } hx-swap-oob=[swap] data-live={ "conversation:" (shown.conversation.id) }
            hx-get=(address) hx-trigger="live" hx-swap="outerMorph" {
            @for line in lines(shown) {
                @match line {
                    Line::Message(message) => (message::draw(who, shown, message)),
                    Line::Happened(entry) => (happened::draw(who, shown, entry)),
                }
            }
        }
    }
}

fn lines(shown: &Shown) -> Vec<Line<'_>> {
    let messages = shown.messages.iter().map(Line::Message);
    let happened = shown.entries.iter().map(Line::Happened);
    let mut lines: Vec<Line<'_>> = messages.chain(happened).collect();
    lines.sort_by_key(Line::order);
    lines
}
