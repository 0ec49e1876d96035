//! What this room asks of the conversations beside it, given by the app: whose a conversation is, and that words or a file
//! go into the reply somebody is writing. It never learns what a conversation says.

use crate::action::Origin;
use customers::CustomerId;
use db::{Trouble, Tx, Work};
use web::{SignedIn, Site};

/// A conversation as far as this room needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Its key, which the activity log names it by.
    pub id: i64,
    pub customer: CustomerId,
    /// The channel it came by: `email`, `chat` …
    pub channel: String,
    /// What it is about, if somebody said so.
    pub category: Option<String>,
}

/// The conversations, asked in the name of an agent; what they may not see is not found.
pub trait Workspace: Send + Sync {
    /// The conversation with this number.
    fn beside(&self, tx: &mut Tx<'_>, who: &SignedIn, number: i64) -> Result<Beside, Trouble>;
    /// The conversation with this key, as programs name it.
    fn keyed(&self, tx: &mut Tx<'_>, who: &SignedIn, id: i64) -> Result<Beside, Trouble>;
    /// Puts a text behind what the agent has written so far.
    fn put_into_reply(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, text: &str) -> Result<(), Trouble>;
    /// Puts a file on the reply the agent is writing.
    fn attach(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, name: &str, media_type: &str, bytes: &[u8]) -> Result<(), Trouble>;
}

/// The workspace, put into the site with `.with(Desk(Box::new(…)))`.
pub struct Desk(pub Box<dyn Workspace>);

/// For a house without conversations: none is ever found.
pub struct NoWorkspace;

impl Workspace for NoWorkspace {
    fn beside(&self, _: &mut Tx<'_>, _: &SignedIn, _: i64) -> Result<Beside, Trouble> {
        Err(Trouble::NotFound("conversation"))
    }

    fn keyed(&self, _: &mut Tx<'_>, _: &SignedIn, _: i64) -> Result<Beside, Trouble> {
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
    Ok(asked_in(site, who, number).await?.0)
}

/// The same with what policies may ask: the conversation's channel and what it is about. Outside one it is the workspace.
pub(super) async fn asked_in(site: &Site, who: &SignedIn, number: Option<i64>) -> Result<(Option<i64>, Origin), Trouble> {
    let Some(number) = number else { return Ok((None, Origin::of(who.actor()))) };
    let (desk, who) = (site.service::<Desk>(), who.clone());
    let beside = site.db().read(move |tx| desk.0.beside(tx, &who, number)).await?;
    Ok((Some(beside.id), Origin { channel: Some(beside.channel), category: beside.category }))
}

/// For a program: it always comes by the API, whatever conversation it names.
pub(crate) async fn by_program(site: &Site, who: &SignedIn, conversation: Option<i64>) -> Result<Origin, Trouble> {
    let origin = Origin::of(who.actor());
    let Some(id) = conversation else { return Ok(origin) };
    let (desk, who) = (site.service::<Desk>(), who.clone());
    let beside = site.db().read(move |tx| desk.0.keyed(tx, &who, id)).await?;
    Ok(Origin { category: beside.category, ..origin })
}
