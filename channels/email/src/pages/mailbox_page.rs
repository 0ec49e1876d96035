//! What the servers page shows, gathered once: the inbox, its mailbox, its figures, what was set aside.

use super::state::Figures;
use crate::raw::{self, SetAside};
use crate::{Mailbox, mailboxes};
use db::{Trouble, Tx};
use desk::{Inbox, InboxId, Viewer};
use web::{Problem, Site};

/// An email inbox in use, and its mailbox if it has one.
pub(super) struct Shown {
    pub inbox: Inbox,
    pub mailbox: Option<Mailbox>,
    pub figures: Option<Figures>,
    pub set_aside: Vec<SetAside>,
}

impl Shown {
    /// The inbox; one of another channel, or one that is archived, is not found.
    pub async fn find(site: &Site, id: InboxId) -> Result<Self, Problem> {
        Ok(site.db().read(move |tx| Self::read(tx, id)).await?)
    }

    fn read(tx: &mut Tx<'_>, id: InboxId) -> Result<Self, Trouble> {
        let inbox = email_inbox(tx, id)?;
        let mailbox = mailboxes::find(tx, id)?;
        let figures = if mailbox.is_some() { Some(Figures::of(tx, id)?) } else { None };
        Ok(Self { inbox, mailbox, figures, set_aside: raw::set_aside_of(tx, id)? })
    }
}

/// An email inbox in use.
pub(super) fn email_inbox(tx: &mut Tx<'_>, id: InboxId) -> Result<Inbox, Trouble> {
    let inbox = desk::inboxes::find(tx, id)?;
    if inbox.channel == "email" && !inbox.archived {
        Ok(inbox)
    } else {
        Err(Trouble::NotFound("inbox"))
    }
}

/// The mail of an inbox is for those who see the inbox; managing its servers is not enough.
pub(super) fn readable_inbox(tx: &mut Tx<'_>, viewer: Viewer, id: InboxId) -> Result<Inbox, Trouble> {
    let inbox = email_inbox(tx, id)?;
    let seen = desk::inboxes::keys_seen_by(tx, viewer)?.contains(&id.0);
    if seen { Ok(inbox) } else { Err(Trouble::NotFound("inbox")) }
}
