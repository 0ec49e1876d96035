//! What this room asks of the others, given by the app: who follows a merge, what else belongs on a customer's page.

use crate::{CustomerId, Follows, timeline};
use db::{Trouble, Tx};
use web::{Markup, SignedIn};

/// Another feature with something to show about a customer.
pub trait CustomerPanels: Send + Sync {
    /// Sections for the customer's page (conversations, orders), already limited to what the reader may see.
    fn sections(&self, tx: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Vec<Markup>, Trouble>;
    /// Sections for the panel beside the conversation with this number. Most neighbours have none.
    fn beside(&self, _: &mut Tx<'_>, _: &SignedIn, _: CustomerId, _: i64) -> Result<Vec<Markup>, Trouble> {
        Ok(Vec::new())
    }
    /// The customer at a glance: figures as terms and descriptions, for the panel and the page. Nothing if nothing is known.
    fn glance(&self, _: &mut Tx<'_>, _: &SignedIn, _: CustomerId) -> Result<Markup, Trouble> {
        Ok(Markup::default())
    }
    /// What else stands on a company's page.
    fn on_company(&self, _: &mut Tx<'_>, _: &SignedIn, _: i64) -> Result<Markup, Trouble> {
        Ok(Markup::default())
    }
    /// Which conversations the reader may see, as a condition for the timeline's question.
    fn seen_conversations(&self, signed_in: &SignedIn) -> timeline::Seen;
}

/// The neighbours of this room, put into the site with `.with(Neighbours { … })`.
pub struct Neighbours {
    pub panels: Box<dyn CustomerPanels>,
    pub followers: Vec<Box<dyn Follows>>,
}

impl Neighbours {
    pub(crate) fn followers(&self) -> Vec<&dyn Follows> {
        self.followers.iter().map(|follower| &**follower).collect()
    }
}

/// For a desk without conversations: nothing more to show, and no conversation is seen.
pub struct NoPanels;

impl CustomerPanels for NoPanels {
    fn sections(&self, _: &mut Tx<'_>, _: &SignedIn, _: CustomerId) -> Result<Vec<Markup>, Trouble> {
        Ok(Vec::new())
    }

    fn seen_conversations(&self, _: &SignedIn) -> timeline::Seen {
        (timeline::NO_CONVERSATION, Vec::new())
    }
}
