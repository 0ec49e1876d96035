//! What this room asks of the conversations beside it, given by the app: whose a conversation is, and that words or a file
//! go into the reply somebody is writing. It never learns what a conversation says.

use crate::Order;
use customers::CustomerId;
use db::{Trouble, Tx, Work};
use web::{Markup, SignedIn, Site};

/// A conversation as far as this room needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// Its key, which the activity log names it by.
    pub id: i64,
    pub customer: CustomerId,
}

/// The conversations, asked in the name of an agent; what they may not see is not found.
pub trait Workspace: Send + Sync {
    /// The conversation with this number.
    fn beside(&self, tx: &mut Tx<'_>, who: &SignedIn, number: i64) -> Result<Beside, Trouble>;
    /// Puts a text behind what the agent has written so far.
    fn put_into_reply(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, text: &str) -> Result<(), Trouble>;
    /// Puts a file on the reply the agent is writing.
    fn attach(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, name: &str, media_type: &str, bytes: &[u8]) -> Result<(), Trouble>;
    /// What stands on an order's page about the shop it lives in: what was not done there, and the button to ask again.
    fn on_order(&self, _: &mut Tx<'_>, _: &SignedIn, _: &Order) -> Result<Markup, Trouble> {
        Ok(Markup::default())
    }
}

/// The workspace, put into the site with `.with(Desk(Box::new(…)))`.
pub struct Desk(pub Box<dyn Workspace>);

/// For a house without conversations: none is ever found.
pub struct NoWorkspace;

impl Workspace for NoWorkspace {
    fn beside(&self, _: &mut Tx<'_>, _: &SignedIn, _: i64) -> Result<Beside, Trouble> {
        Err(Trouble::NotFound("conversation"))
    }

    fn put_into_reply(&self, _: &mut Work<'_>, _: &SignedIn, _: i64, _: &str) -> Result<(), Trouble> {
        Err(Trouble::NotFound("conversation"))
    }

    fn attach(&self, _: &mut Work<'_>, _: &SignedIn, _: i64, _: &str, _: &str, _: &[u8]) -> Result<(), Trouble> {
        Err(Trouble::NotFound("conversation"))
    }
}

/// The key of the conversation an action is asked in, if this agent sees it.
pub(super) async fn key_of(site: &Site, who: &SignedIn, number: Option<i64>) -> Result<Option<i64>, Trouble> {
    let Some(number) = number else { return Ok(None) };
    let (desk, who) = (site.service::<Desk>(), who.clone());
    site.db().read(move |tx| Ok(Some(desk.0.beside(tx, &who, number)?.id))).await
}
