//! The desk's pages: each file one page or one piece of it, with its view and its handler. [`routes`] lists them all.
//!
//! Every piece that lives (head, thread, rows, rail) also stands at an address of its own, so that a browser told of a
//! change can fetch just that. What an agent may not see is not found, whatever the address.

mod audience;
mod beyond;
mod brands;
mod bulk_pages;
mod composer;
mod conversation;
mod customer_panels;
mod door;
mod draft_pages;
mod files;
mod floor;
mod form;
mod former;
mod incident;
mod list;
mod mail_frame;
mod new_conversation;
mod notice_pages;
mod onlookers;
mod palette;
mod panel;
mod place;
mod rail;
mod search_page;
mod settings;
mod shared;
mod sides;
mod signs;
mod story;
mod tasks;
mod thread;
mod toasts;
mod translation;
mod undo;
mod verbs;
mod view_pages;

pub use audience::DeskAudience;
pub use beyond::{Beyond, Elsewhere, NothingBeyond};
pub use brands::Brands;
pub use composer::finish_macro;
pub use customer_panels::DeskPanels;
pub(crate) use files::as_download;
pub use rail::Rail;
pub use settings::inbox_extras::{Extras, InboxExtras, NoExtras};
pub use story::story;

/// The entries of the settings navigation.
pub const MENU: &[web::MenuEntry] = &[
    entry("inboxes", "/settings/inboxes", "desk-inboxes", "inboxes.manage", "inbox"),
    entry("tags", "/settings/tags", "desk-tags", "tags.manage", "tag"),
    entry("macros", "/settings/macros", "desk-macros", "macros.manage", "macro"),
    entry("targets", "/settings/targets", "desk-targets", "settings.manage", "clock"),
    entry("fields", "/settings/fields", "desk-fields", "settings.manage", "note"),
];

const fn entry(name: &'static str, href: &'static str, label_key: &'static str, needs: &'static str, icon: &'static str) -> web::MenuEntry {
    web::MenuEntry {
        name,
        href,
        label_key,
        needs: web::Needs::Permission(needs),
        icon,
        group_key: "desk-settings-group",
    }
}

/// Where a conversation is read, for links from outside.
pub fn address(number: i64) -> String {
    place::Place::View(crate::lists::View::All).conversation(number)
}

/// Every address of this room.
pub fn routes() -> web::Routes {
    list::routes()
        .merge(conversation::routes())
        .merge(former::routes())
        .merge(composer::routes())
        .merge(verbs::routes())
        .merge(view_pages::routes())
        .merge(files::routes())
        .merge(draft_pages::routes())
        .merge(new_conversation::routes())
        .merge(notice_pages::routes())
        .merge(search_page::routes())
        .merge(onlookers::routes())
        .merge(palette::routes())
        .merge(rail::routes())
        .merge(settings::routes())
        .merge(toasts::routes())
        .merge(undo::routes())
        .merge(bulk_pages::routes())
        .merge(tasks::routes())
        .merge(incident::routes())
        .merge(brands::routes())
        .merge(sides::routes())
        .merge(shared::routes())
        .merge(translation::routes())
        .merge(floor::routes())
}
