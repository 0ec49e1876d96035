//! A conversation with all that its page says, read in one consistent look.

use crate::attachments::{self, Attachment};
use crate::colleagues::{self, Colleague, Names};
use crate::conversation::answer_to::answer_to;
use crate::drafts::{self, Draft, DraftId};
use crate::faces::Face;
use crate::follow_ups::{self, FollowUp};
use crate::lists::{self, Line};
use crate::looking::{self, Onlooker};
use crate::macros::{self, Macro};
use crate::pages::brands::{self, Brands};
use crate::pages::place::Place;
use crate::shared::{self, Shared};
use crate::sides::{self, Participant, Side};
use crate::tags::{self, Tag};
use crate::translations::{self, Translation};
use crate::{
    Conversation, Inbox, Linked, Message, MessageId, Recipient, Viewer, Visible, checklist, followers, inboxes, links, messages,
    rearrangements,
};
use customers::{CustomerId, Neighbours};
use db::activity::{self, Entry};
use db::{Trouble, Tx, sql};
use kit::Moment;
use std::collections::HashMap;
use std::sync::Arc;
use web::{Markup, Problem, SignedIn, Site, Storyteller};

/// A side conversation, who is asked in it, and whether something did not arrive.
pub type SideLine = (Side, Vec<Participant>, bool);

/// What a conversation's page is drawn from.
pub struct Shown {
    pub conversation: Conversation,
    pub place: Place,
    pub now: Moment,
    pub inbox: Inbox,
    /// The brand it wears.
    pub face: Option<Face>,
    pub inboxes: Vec<Inbox>,
    pub messages: Vec<Message>,
    pub recipients: Vec<Recipient>,
    pub files: Vec<Attachment>,
    pub entries: Vec<Entry>,
    pub undoable: Vec<i64>,
    /// What messages say in other languages.
    pub translations: Vec<Translation>,
    /// Messages one colleague wrote and another sent: who wrote them.
    pub drafted: Vec<(MessageId, i64)>,
    pub names: Arc<Names>,
    pub colleagues: Arc<Vec<Colleague>>,
    pub tags: Vec<Tag>,
    pub all_tags: Vec<Tag>,
    pub links: Vec<Linked>,
    pub checklist: Vec<checklist::Item>,
    pub follow_ups: Vec<FollowUp>,
    pub sides: Vec<SideLine>,
    /// Drafts shown to colleagues, with their words.
    pub shared: Vec<(Shared, String)>,
    pub follows: bool,
    /// What this agent can do in one click, the most used first.
    pub macros: Vec<Macro>,
    pub unread_notices: bool,
    /// Who else is on it now.
    pub onlookers: Vec<Onlooker>,
    pub draft: Option<Draft>,
    pub draft_files: Vec<Attachment>,
    /// To and Cc of an answer to everyone, minus ourselves.
    pub answer_to: (String, String),
    /// Who the customer is, as the customers' room draws it.
    pub customer: Markup,
    /// Their clock, what we owe them, how often they wrote.
    pub glance: Markup,
    /// What other rooms know of them: their orders, say.
    pub beside: Vec<Markup>,
    pub customer_since: Moment,
    /// What they speak, as a tag, if that is known.
    pub customer_language: Option<String>,
    pub others: Vec<Line>,
    pub storyteller: Option<Arc<dyn Storyteller>>,
    pub base_url: String,
}

/// How many other conversations of a customer the panel names.
const MOST_OTHERS: usize = 8;

impl Shown {
    pub async fn read(site: &Site, who: &SignedIn, number: i64, place: Place) -> Result<Self, Problem> {
        let (asking, neighbours) = (who.clone(), site.service::<Neighbours>());
        let brands = site.service_if_given::<Brands>();
        let read = site
            .db()
            .read(move |tx| Self::find(tx, &asking, &neighbours, number, place)?.wearing(tx, brands.as_deref()));
        let mut shown = read.await?;
        shown.storyteller = site.storyteller().cloned();
        site.base_url().clone_into(&mut shown.base_url);
        Ok(shown)
    }

    /// All but the thread, for the pieces around it: they are fetched often, and a thread may be long.
    pub async fn around(site: &Site, who: &SignedIn, number: i64, place: Place) -> Result<Self, Problem> {
        let (asking, neighbours) = (who.clone(), site.service::<Neighbours>());
        let brands = site.service_if_given::<Brands>();
        let read = site
            .db()
            .read(move |tx| Self::find_around(tx, &asking, &neighbours, number, place)?.wearing(tx, brands.as_deref()));
        Ok(read.await?)
    }

    fn wearing(mut self, tx: &mut Tx<'_>, brands: Option<&Brands>) -> Result<Self, Trouble> {
        self.face = brands::worn(tx, brands)?.by(self.inbox.id.0).cloned();
        Ok(self)
    }

    fn find(tx: &mut Tx<'_>, who: &SignedIn, neighbours: &Neighbours, number: i64, place: Place) -> Result<Self, Trouble> {
        let around = Self::find_around(tx, who, neighbours, number, place)?;
        let id = around.conversation.id;
        Ok(Self {
            messages: messages::of(tx, id)?,
            recipients: messages::recipients_of(tx, id)?,
            files: attachments::of(tx, id)?,
            entries: activity::of_conversation(tx, id.0)?,
            undoable: rearrangements::undoable(tx, id)?,
            translations: translations::of(tx, id)?,
            drafted: shared::drafted_in(tx, id)?,
            answer_to: answer_to(tx, &around.conversation)?,
            ..around
        })
    }

    fn find_around(tx: &mut Tx<'_>, who: &SignedIn, neighbours: &Neighbours, number: i64, place: Place) -> Result<Self, Trouble> {
        let viewer = Viewer::of(who);
        let conversation = (*Visible::numbered(tx, viewer, number)?).clone();
        let id = conversation.id;
        let draft = drafts::newest_in(tx, viewer.agent, id)?;
        let them = customers::find(tx, CustomerId(conversation.customer_id))?;
        let asked = lists::Asked { customer: Some(conversation.customer_id), ..lists::Asked::default() };
        Ok(Self {
            place,
            now: tx.now(),
            inbox: inboxes::find(tx, conversation.inbox_id)?,
            face: None,
            inboxes: inboxes::seen_by(tx, viewer)?,
            messages: Vec::new(),
            recipients: Vec::new(),
            files: Vec::new(),
            entries: Vec::new(),
            undoable: Vec::new(),
            translations: Vec::new(),
            drafted: Vec::new(),
            names: colleagues::names(tx)?,
            colleagues: colleagues::who_see(tx, conversation.inbox_id)?,
            tags: tags::of(tx, id)?,
            all_tags: tags::all(tx)?,
            links: links(tx, viewer, id)?,
            checklist: checklist::of(tx, id)?,
            follow_ups: follow_ups::of(tx, id)?,
            sides: sides_of(tx, id)?,
            shared: shared_of(tx, id)?,
            follows: followers(tx, id)?.contains(&viewer.agent),
            onlookers: looking::others(tx, viewer, id)?,
            macros: macros::of(tx, viewer)?,
            unread_notices: unread_here(tx, viewer.agent, id)?,
            draft_files: draft.as_ref().map_or(Ok(Vec::new()), |draft| attachments::of_draft(tx, draft.id.0))?,
            draft,
            answer_to: <(String, String)>::default(),
            customer: customers::pages::panel(tx, who, CustomerId(conversation.customer_id))?,
            glance: if who.may("customers.see") {
                neighbours.panels.glance(tx, who, CustomerId(conversation.customer_id))?
            } else {
                Markup::default()
            },
            beside: neighbours.panels.beside(tx, who, CustomerId(conversation.customer_id), number)?,
            customer_since: them.created_at,
            customer_language: them.language,
            others: lists::first(tx, viewer, &asked, MOST_OTHERS + 1)?
                .into_iter()
                .filter(|line| line.id != id)
                .take(MOST_OTHERS)
                .collect(),
            storyteller: None,
            base_url: String::new(),
            conversation,
        })
    }

    pub fn title(&self, who: &SignedIn) -> String {
        if self.conversation.subject.is_empty() {
            who.t().say("desk-no-subject")
        } else {
            self.conversation.subject.clone()
        }
    }

    /// Whether its customer is known to speak another language than who reads.
    pub fn is_foreign_to(&self, who: &SignedIn) -> bool {
        let spoken = self.customer_language.as_deref().map(kit::base_language);
        spoken.is_some_and(|tag| !tag.is_empty() && tag != who.t().locale().tag())
    }

    /// The newest message the page shows: what arrives after it has not been seen.
    pub fn newest(&self) -> i64 {
        self.messages.iter().map(|message| message.id.0).max().unwrap_or(0)
    }

    /// `/conversations/42/resolve`.
    pub fn verb(&self, verb: &str) -> String {
        format!("/conversations/{}/{verb}", self.conversation.number)
    }

    pub fn files_of(&self, message: &Message) -> impl Iterator<Item = &Attachment> {
        let id = message.id;
        self.files.iter().filter(move |file| file.message_id == Some(id))
    }

    pub fn recipients_of(&self, message: &Message) -> Vec<&Recipient> {
        self.recipients.iter().filter(|recipient| recipient.message_id == message.id).collect()
    }
}

fn sides_of(tx: &mut Tx<'_>, conversation: crate::ConversationId) -> Result<Vec<SideLine>, Trouble> {
    let all = sides::of(tx, conversation)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let (people, troubled) = (sides::participants_of(tx, conversation)?, sides::troubled(tx, conversation)?);
    let line = |side: Side| {
        let asked = people.iter().filter(|(of, _)| *of == side.id).map(|(_, one)| one.clone()).collect();
        let trouble = troubled.contains(&side.id);
        (side, asked, trouble)
    };
    Ok(all.into_iter().map(line).collect())
}

fn shared_of(tx: &mut Tx<'_>, conversation: crate::ConversationId) -> Result<Vec<(Shared, String)>, Trouble> {
    let all = shared::of(tx, conversation)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut words: HashMap<DraftId, String> = shared::words_in(tx, conversation)?.into_iter().collect();
    let card = |one: Shared| {
        let typed = words.remove(&one.draft_id).ok_or(Trouble::NotFound("draft"))?;
        Ok((one, typed))
    };
    all.into_iter().map(card).collect()
}

fn unread_here(tx: &mut Tx<'_>, agent: i64, conversation: crate::ConversationId) -> Result<bool, Trouble> {
    let unread: Option<i64> = sql("SELECT id FROM notice WHERE agent_id = $1 AND conversation_id = $2 AND read_at IS NULL LIMIT 1")
        .with(agent)
        .with(conversation)
        .one(tx)?;
    Ok(unread.is_some())
}
