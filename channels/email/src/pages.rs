//! The email channel's pages: an inbox's servers, tested before they are saved; mail that was set aside; raw mail.

use std::sync::Arc;
use tokio::sync::Notify;

/// Wakes the post when an administrator edits a mailbox.
pub struct MailboxesChanged(pub Arc<Notify>);

/// Every address of this room.
pub fn routes() -> web::Routes {
    crate::image_proxy::routes(Arc::new(crate::image_proxy::Internet))
}

/// How an event of this room reads.
pub fn story(_: &crate::Event, _: &web::Text) -> Option<String> {
    None
}
