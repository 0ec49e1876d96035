//! What this channel adds to the desk's list of inboxes: a badge, and where the servers are set.

use super::state::state_line;
use db::{Trouble, Tx};
use desk::Inbox;
use desk::pages::InboxExtras;
use web::{Markup, Text};

/// Given to the desk by the app.
#[derive(Debug, Clone, Copy, Default)]
pub struct EmailExtras;

impl InboxExtras for EmailExtras {
    fn line(&self, tx: &mut Tx<'_>, inbox: &Inbox, text: &Text) -> Result<Option<Markup>, Trouble> {
        if is_ours(inbox) { state_line(tx, inbox.id, text).map(Some) } else { Ok(None) }
    }

    fn settings(&self, inbox: &Inbox) -> Option<String> {
        is_ours(inbox).then(|| format!("/settings/inboxes/{}/email", inbox.id))
    }

    fn adding(&self) -> Option<&'static str> {
        Some("/settings/inboxes/new-email")
    }
}

fn is_ours(inbox: &Inbox) -> bool {
    inbox.channel == "email" && !inbox.archived
}
