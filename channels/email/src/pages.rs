//! The email channel's pages: an inbox's servers, tested before they are saved; mail that was set aside; raw mail; and the
//! pictures of mails.
//!
//! No secret ever leaves: a stored password is kept when its field is left empty, and only for the server and the name it was
//! entered for, so that nobody can have it sent somewhere else.

mod add;
mod consent_card;
mod consent_pages;
mod dkim;
mod dkim_card;
mod extras;
mod form;
mod mailbox_page;
mod presets;
mod raw_mail;
mod reasons;
mod server;
mod server_fields;
mod servers;
mod set_aside;
mod state;
mod story;
mod try_out;

pub use extras::EmailExtras;
pub use state::state_line;
pub use story::story;

use crate::consent;
use crate::image_proxy::{self, Internet, Outside};
use std::sync::Arc;
use tokio::sync::Notify;
use web::{Needs, Routes};

const INBOXES: Needs = Needs::Permission("inboxes.manage");

/// Wakes the post when an administrator edits a mailbox.
pub struct MailboxesChanged(pub Arc<Notify>);

impl MailboxesChanged {
    /// Whichever node follows it.
    fn tell(site: &web::Site) {
        site.service::<Self>().0.notify_one();
        site.db().tell(crate::post::MAILBOXES);
    }
}

/// Every address of this room.
pub fn routes() -> Routes {
    routes_through(Arc::new(Internet))
}

/// The same, with pictures fetched through a world of the caller's; scenes bring their own.
pub fn routes_through(outside: Arc<dyn Outside>) -> Routes {
    Routes::new()
        .get("/settings/inboxes/new-email", INBOXES, add::blank)
        .post("/settings/inboxes/new-email", INBOXES, add::create)
        .get("/settings/inboxes/{id}/email", INBOXES, servers::show)
        .post("/settings/inboxes/{id}/email", INBOXES, servers::save)
        .get("/settings/inboxes/{id}/email/state", INBOXES, state::show)
        .post("/settings/inboxes/{id}/email/test/{side}", INBOXES, try_out::test)
        .post("/settings/inboxes/{id}/email/consent", INBOXES, consent_pages::change)
        .get(consent::sign_in::RETURN, INBOXES, consent_pages::back)
        .post("/settings/inboxes/{id}/email/dkim", INBOXES, dkim::change)
        .get("/settings/inboxes/{id}/email/dns", INBOXES, dkim::look)
        .get("/settings/inboxes/{id}/email/set-aside/{raw}", INBOXES, set_aside::show)
        .get("/settings/inboxes/{id}/email/set-aside/{raw}/file", INBOXES, set_aside::download)
        .post("/settings/inboxes/{id}/email/set-aside/{raw}/read-again", INBOXES, set_aside::read_again)
        .get("/messages/{id}/raw", Needs::SignedIn, raw_mail::download)
        .merge(image_proxy::routes(outside))
}
