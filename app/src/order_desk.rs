//! Where the order desk meets the conversations: whose a conversation is, what goes into a reply, and what each room shows
//! beside the other's pages; for suggestions, how urgent a conversation is and in what mood. Neither room knows the other.

use crate::glance;
use agents::{Permission, Rights};
use customers::{CustomerId, CustomerPanels, timeline};
use db::{Trouble, Tx, Work};
use desk::drafts::{self, DraftKind, Typed};
use desk::faces::{Face, Faces};
use desk::macros::{Begins, MacroId};
use desk::pages::{Beyond, DeskPanels};
use desk::{Category, ConversationId, Priority, Viewer, Visible, attachments, conversations, messages};
use orders::Order;
use orders::pages::{Beside, Named, Workspace, beginning};
use orders::suggestions::{Asking, Talk};
use web::{Fields, Markup, SignedIn, Text};

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

    fn asking(&self, tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId, talk: Option<Named>) -> Result<Asking, Trouble> {
        let viewer = Viewer::of(who);
        let has_complaint = conversations::complains(tx, viewer, customer.0)?;
        let talk = talk.map(|which| talk_of(tx, viewer, customer, which)).transpose()?;
        Ok(Asking { customer, talk, order: None, has_complaint })
    }

    fn categories(&self) -> Vec<&'static str> {
        Category::ALL.iter().map(|category| category.word()).collect()
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

    fn go_on(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, then: i64) -> Result<(), Trouble> {
        desk::pages::finish_macro(work, who, number, MacroId(then))
    }

    fn attach(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, name: &str, media_type: &str, bytes: &[u8]) -> Result<(), Trouble> {
        Rights::of_actor(work)?.need(Permission::ConversationsNote)?;
        let conversation = Visible::numbered(work, Viewer::of(who), number)?;
        let draft = drafts::in_composer(work, who.agent_id, &conversation, DraftKind::Reply)?;
        attachments::attach_to_draft(work, who.agent_id, draft.id.0, name, media_type, bytes).map(drop)
    }

    fn on_order(&self, tx: &mut Tx<'_>, who: &SignedIn, order: &Order) -> Result<Markup, Trouble> {
        shops::pages::on_order(tx, who, order.id, &order.number)
    }
}

/// The actions of the order desk, as macros begin them.
pub struct OrderActions;

impl Beyond for OrderActions {
    fn may(&self, who: &SignedIn) -> bool {
        who.may("orders.act")
    }

    fn fields(&self, text: &Text, chosen: Option<&Begins>) -> Markup {
        beginning::fields(text, chosen.map(|begins| (begins.what.as_str(), begins.inputs.as_slice())))
    }

    fn chosen(&self, fields: &Fields) -> Option<Begins> {
        beginning::chosen(fields).map(|(what, inputs)| Begins { what, inputs })
    }

    fn said(&self, text: &Text, begins: &Begins) -> String {
        beginning::said(text, &begins.what, &begins.inputs)
    }

    fn address(&self, begins: &Begins, customer: i64, conversation: i64, then: i64) -> String {
        beginning::address(&begins.what, &begins.inputs, customer, conversation, then)
    }
}

/// So many of the last messages tell a mood.
const LAST: i64 = 3;

fn talk_of(tx: &mut Tx<'_>, viewer: Viewer, customer: CustomerId, which: Named) -> Result<Talk, Trouble> {
    let seen = match which {
        Named::Number(number) => Visible::numbered(tx, viewer, number)?,
        Named::Key(id) => Visible::find(tx, viewer, ConversationId(id))?,
    };
    if customers::current(tx, CustomerId(seen.customer_id))? != customer {
        return Err(Trouble::NotFound("conversation"));
    }
    let written = messages::last_written(tx, seen.id, LAST)?;
    Ok(Talk {
        id: seen.id.0,
        is_urgent: seen.priority == Priority::Urgent,
        category: seen.category.map(|category| category.word().to_owned()),
        mood: mood::of_last(written.iter().map(String::as_str)),
    })
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

/// The brands, as agents see them: the portal's inbox of a brand wears it.
pub struct Brands;

impl Faces for Brands {
    fn all(&self, tx: &mut Tx<'_>) -> Result<Vec<Face>, Trouble> {
        let brands = orders::brand::all(tx)?;
        brands.into_iter().map(|brand| face(tx, brand)).collect()
    }
}

fn face(tx: &mut Tx<'_>, brand: orders::brand::Brand) -> Result<Face, Trouble> {
    let look = portal::look::of(tx, brand.id)?;
    let inbox = look.as_ref().and_then(|look| look.inbox).map(|inbox| inbox.0);
    Ok(Face {
        id: brand.id.0,
        name: brand.name,
        colour: look.map(|look| look.colour).unwrap_or_default(),
        inbox,
    })
}

/// What stands on a customer's page and beside a conversation.
pub struct Panels;

impl CustomerPanels for Panels {
    fn sections(&self, tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Vec<Markup>, Trouble> {
        let mut all = vec![privacy::pages::section(tx, signed_in, customer.0)?];
        all.extend(DeskPanels.sections(tx, signed_in, customer)?);
        all.extend(orders::pages::section(tx, signed_in, customer)?);
        Ok(all)
    }

    fn beside(&self, tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId, conversation: i64) -> Result<Vec<Markup>, Trouble> {
        let customer = customers::current(tx, customer)?;
        let key = Visible::numbered(tx, Viewer::of(signed_in), conversation)?.id.0;
        let mut all = vec![privacy::pages::beside(tx, signed_in, conversation)?];
        all.extend(orders::pages::beside(tx, signed_in, customer, conversation, key)?);
        Ok(all)
    }

    fn on_company(&self, tx: &mut Tx<'_>, signed_in: &SignedIn, company: i64) -> Result<Markup, Trouble> {
        privacy::pages::on_company(tx, signed_in, company)
    }

    fn glance(&self, tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
        glance::draw(tx, signed_in, customer)
    }

    fn seen_conversations(&self, signed_in: &SignedIn) -> timeline::Seen {
        DeskPanels.seen_conversations(signed_in)
    }
}
