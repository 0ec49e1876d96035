//! The desk: conversations with customers, from the first message to the last, on any channel.
//!
//! Cast. Nouns: [`Inbox`] (one of our addresses), [`Conversation`] (one thread of work), [`Message`] (an entry in it),
//! [`drafts`] (what is being typed), [`attachments`], [`tags`], [`notices`] (what an agent must hear of).
//! Doors: channels call [`arrive`] with what came in and take what must go out from [`delivery`]; pages and the API call
//! the verbs on [`Conversation`]. Each verb changes rows and records an [`Event`] in one `Work`.
//! Who retries: the channel's job runner; the desk only keeps the state of each delivery.
//! It refuses to know about IMAP, SMTP or any other transport, and never fetches what the asking agent may not see.

mod acknowledge;
pub mod api;
mod arrive;
pub mod articles;
pub mod attachments;
mod bounce;
pub mod bulk;
pub mod checklist;
pub mod colleagues;
mod conversation;
pub mod conversations;
pub mod deeds;
pub mod delivery;
pub mod drafts;
mod emoji;
mod event;
pub mod faces;
pub mod fields;
pub mod file_texts;
pub mod filtering;
pub mod finding;
pub mod floor;
mod follow_customers;
pub mod follow_ups;
pub mod former_numbers;
pub mod inbox;
pub mod inboxes;
pub mod incident;
pub mod lists;
pub mod looking;
pub mod macros;
pub mod masking;
mod message;
pub mod messages;
pub mod notices;
pub mod outlying;
pub mod pages;
pub mod past;
pub mod preferences;
pub mod putting_back;
pub mod reading;
pub mod rearrangements;
pub mod searches;
pub mod shared;
pub mod sides;
pub mod standing;
pub mod survey;
pub mod tags;
pub mod taken_over;
pub mod targets;
pub mod threading;
pub mod translations;
mod view;
mod viewer;
pub mod views;

pub use arrive::{Arrival, ArrivedFile, Clue, Filed, Person, arrive};
pub use bounce::{BouncedRecipient, bounced};
pub use conversation::follow::followers;
pub use conversation::forward::Forward;
pub use conversation::link::{Linked, links};
pub use conversation::merge::{Rearranged, move_messages};
pub use conversation::reply::{Recipients, Reply, Then, start};
pub use conversation::undo::undo;
pub use conversation::{Category, Conversation, ConversationId, Priority, Status};
pub use event::Event;
pub use follow_customers::FollowCustomers;
pub use inbox::{Inbox, InboxId};
pub use masking::Masking;
pub use message::{Delivery, Message, MessageId, MessageKind, Recipient, Role};
pub use view::{Reach, SavedView, ViewId, ViewSettings};
pub use viewer::{Viewer, Visible, sees_all};

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "desk",
    en: concat!(
        include_str!("../locales/en/desk.ftl"),
        include_str!("../locales/en/working.ftl"),
        include_str!("../locales/en/notices.ftl"),
        include_str!("../locales/en/finding.ftl"),
        include_str!("../locales/en/sides.ftl"),
        include_str!("../locales/en/palette.ftl"),
        include_str!("../locales/en/fields.ftl")
    ),
    es: concat!(
        include_str!("../locales/es/desk.ftl"),
        include_str!("../locales/es/working.ftl"),
        include_str!("../locales/es/notices.ftl"),
        include_str!("../locales/es/finding.ftl"),
        include_str!("../locales/es/sides.ftl"),
        include_str!("../locales/es/palette.ftl"),
        include_str!("../locales/es/fields.ftl")
    ),
    zh: concat!(
        include_str!("../locales/zh/desk.ftl"),
        include_str!("../locales/zh/working.ftl"),
        include_str!("../locales/zh/notices.ftl"),
        include_str!("../locales/zh/finding.ftl"),
        include_str!("../locales/zh/sides.ftl"),
        include_str!("../locales/zh/palette.ftl"),
        include_str!("../locales/zh/fields.ftl")
    ),
};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        feature: "desk",
        number: 1,
        name: "desk",
        sql: include_str!("../migrations/0001_desk.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 2,
        name: "trouble_and_notices",
        sql: include_str!("../migrations/0002_trouble_and_notices.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 3,
        name: "views",
        sql: include_str!("../migrations/0003_views.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 4,
        name: "looking",
        sql: include_str!("../migrations/0004_looking.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 5,
        name: "macros",
        sql: include_str!("../migrations/0005_macros.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 6,
        name: "told",
        sql: include_str!("../migrations/0006_told.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 7,
        name: "service_tokens_see",
        sql: include_str!("../migrations/0007_service_tokens_see.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 8,
        name: "working",
        sql: include_str!("../migrations/0008_working.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 9,
        name: "targets",
        sql: include_str!("../migrations/0009_targets.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 10,
        name: "notices_beside",
        sql: include_str!("../migrations/0010_notices_beside.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 11,
        name: "sides",
        sql: include_str!("../migrations/0011_sides.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 12,
        name: "shared_drafts",
        sql: include_str!("../migrations/0012_shared_drafts.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 13,
        name: "notices_pushed_and_summed_up",
        sql: include_str!("../migrations/0013_notices_pushed_and_summed_up.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 14,
        name: "finding",
        sql: include_str!("../migrations/0014_finding.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 15,
        name: "faces",
        sql: include_str!("../migrations/0015_faces.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 16,
        name: "standing",
        sql: include_str!("../migrations/0016_standing.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 17,
        name: "translations",
        sql: include_str!("../migrations/0017_translations.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 18,
        name: "fields",
        sql: include_str!("../migrations/0018_fields.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 19,
        name: "former_numbers",
        sql: include_str!("../migrations/0019_former_numbers.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 20,
        name: "masking",
        sql: include_str!("../migrations/0020_masking.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 22,
        name: "rating",
        sql: include_str!("../migrations/0022_rating.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 23,
        name: "found_by_conversation",
        sql: include_str!("../migrations/0023_found_by_conversation.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 24,
        name: "bytes_outside",
        sql: include_str!("../migrations/0024_bytes_outside.sql"),
    },
    db::Migration {
        feature: "desk",
        number: 25,
        name: "begun_from",
        sql: include_str!("../migrations/0025_begun_from.sql"),
    },
];
