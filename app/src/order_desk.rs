//! Where the order desk meets the conversations: whose a conversation is, what goes into a reply, and what each room shows
//! beside the other's pages. Neither room knows the other.

use agents::{Permission, Rights};
use customers::{CustomerId, CustomerPanels, timeline};
use db::{Trouble, Tx, Work};
use desk::drafts::{self, DraftKind, Typed};
use desk::pages::DeskPanels;
use desk::{Viewer, Visible, attachments};
use orders::pages::{Beside, Workspace};
use web::{Markup, SignedIn};

/// The conversations, as the order desk needs them.
pub struct Conversations;

impl Workspace for Conversations {
    fn beside(&self, tx: &mut Tx<'_>, who: &SignedIn, number: i64) -> Result<Beside, Trouble> {
        let seen = Visible::numbered(tx, Viewer::of(who), number)?;
        described(tx, &seen)
    }

    fn keyed(&self, tx: &mut Tx<'_>, who: &SignedIn, id: i64) -> Result<Beside, Trouble> {
        let seen = Visible::find(tx, Viewer::of(who), desk::ConversationId(id))?;
        described(tx, &seen)
    }

    fn put_into_reply(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, text: &str) -> Result<(), Trouble> {
        Rights::of_actor(work)?.need(Permission::ConversationsNote)?;
        let conversation = Visible::numbered(work, Viewer::of(who), number)?;
        let draft = drafts::in_composer(work, who.agent_id, &conversation, DraftKind::Reply)?;
        let typed = draft.typed();
        let text = match typed.text.trim_end() {
            "" => text.to_owned(),
            written => format!("{written}\n\n{text}"),
        };
        drafts::save(work, who.agent_id, draft.id, &Typed { text, ..typed }, Some(draft.version)).map(drop)
    }

    fn attach(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, name: &str, media_type: &str, bytes: &[u8]) -> Result<(), Trouble> {
        Rights::of_actor(work)?.need(Permission::ConversationsNote)?;
        let conversation = Visible::numbered(work, Viewer::of(who), number)?;
        let draft = drafts::in_composer(work, who.agent_id, &conversation, DraftKind::Reply)?;
        attachments::attach_to_draft(work, who.agent_id, draft.id.0, name, media_type, bytes).map(drop)
    }
}

/// A conversation as the order desk and its policies know it.
fn described(tx: &mut Tx<'_>, seen: &Visible<desk::Conversation>) -> Result<Beside, Trouble> {
    Ok(Beside {
        id: seen.id.0,
        customer: CustomerId(seen.customer_id),
        channel: desk::inboxes::find(tx, seen.inbox_id)?.channel,
        category: seen.category.map(|category| category.word().to_owned()),
    })
}

/// What stands on a customer's page and beside a conversation.
pub struct Panels;

impl CustomerPanels for Panels {
    fn sections(&self, tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Vec<Markup>, Trouble> {
        let mut all = DeskPanels.sections(tx, signed_in, customer)?;
        all.extend(orders::pages::section(tx, signed_in, customer)?);
        Ok(all)
    }

    fn beside(&self, tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId, conversation: i64) -> Result<Vec<Markup>, Trouble> {
        let customer = customers::current(tx, customer)?;
        orders::pages::beside(tx, signed_in, customer, conversation)
    }

    fn seen_conversations(&self, signed_in: &SignedIn) -> timeline::Seen {
        DeskPanels.seen_conversations(signed_in)
    }
}
