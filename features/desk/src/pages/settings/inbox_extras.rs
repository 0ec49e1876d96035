//! What a channel adds to an inbox's lines in the settings: how its mailbox is doing, and where its servers are set.

use crate::Inbox;
use db::{Trouble, Tx};
use std::sync::Arc;
use web::{Markup, Text};

/// Implemented by a channel; given to the site as [`Extras`].
pub trait InboxExtras: Send + Sync {
    /// The state of this inbox's own end, as a badge or a line; `None` if the channel has nothing to say of it.
    fn line(&self, tx: &mut Tx<'_>, inbox: &Inbox, text: &Text) -> Result<Option<Markup>, Trouble>;

    /// Where this inbox's servers are set, if it has any.
    fn settings(&self, inbox: &Inbox) -> Option<String>;

    /// Where a new inbox of this channel is added.
    fn adding(&self) -> Option<&'static str>;
}

/// What the app puts into the site with `SiteBuilder::with`.
#[derive(Clone)]
pub struct Extras(pub Arc<dyn InboxExtras>);

/// No channel says anything.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoExtras;

impl InboxExtras for NoExtras {
    fn line(&self, _: &mut Tx<'_>, _: &Inbox, _: &Text) -> Result<Option<Markup>, Trouble> {
        Ok(None)
    }

    fn settings(&self, inbox: &Inbox) -> Option<String> {
        (inbox.channel == "email").then(|| format!("/settings/inboxes/{}/email", inbox.id))
    }

    fn adding(&self) -> Option<&'static str> {
        None
    }
}
