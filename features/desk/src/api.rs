//! The desk for programs: one file per resource. Every call reads through a [`Viewer`] and changes by the verbs of the buttons.

mod activity;
mod arrivals;
mod attachments;
mod bulk;
mod bulk_changes;
mod conversation;
mod conversations;
mod fields;
mod files;
mod filtered;
mod inboxes;
mod incidents;
mod lengths;
mod macros;
mod masking;
mod messages;
mod neighbours;
mod notices;
mod patch;
mod rearrangements;
mod saved_searches;
mod search;
mod shared;
mod sides;
mod tags;
mod targets;
mod tasks;
mod translations;
mod views;
mod writing;

use crate::{Conversation, ConversationId, Viewer, Visible};
use db::{Trouble, Tx};
use web::{Needs, Routes};

/// Every call of this room.
pub fn routes() -> Routes {
    conversations::routes()
        .merge(bulk::routes())
        .merge(bulk_changes::routes())
        .merge(tasks::routes())
        .merge(translations::routes())
        .merge(sides::routes())
        .merge(shared::routes())
        .merge(targets::routes())
        .merge(incidents::routes())
        .merge(messages::routes())
        .merge(writing::routes())
        .merge(arrivals::routes())
        .merge(attachments::routes())
        .merge(rearrangements::routes())
        .merge(neighbours::routes())
        .merge(tags::routes())
        .merge(fields::routes())
        .merge(inboxes::routes())
        .merge(masking::routes())
        .merge(search::routes())
        .merge(saved_searches::routes())
        .merge(macros::routes())
        .merge(views::routes())
        .merge(notices::routes())
        .merge(activity::routes())
}

const SEE: Needs = Needs::Permission("conversations.see");
const REPLY: Needs = Needs::Permission("conversations.reply");
const NOTE: Needs = Needs::Permission("conversations.note");
const MERGE: Needs = Needs::Permission("conversations.merge");

/// The conversation of this key, if the caller may see it.
fn seen(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<Visible<Conversation>, Trouble> {
    Visible::find(tx, viewer, ConversationId(id))
}
