//! What another room hangs on every page of the signed in: words that explain the page, what is new, a tour that walks along.

use crate::{SignedIn, Site};
use db::Trouble;
use futures::future::BoxFuture;
use maud::Markup;

/// What stands beside a page.
#[derive(Default)]
pub struct Beside {
    /// Words about this very page, at the top of the help that `?` opens.
    pub help: Markup,
    /// What walks along at the end of the page; it blocks nothing.
    pub along: Markup,
    /// What was just done, with the way back.
    pub toast: Markup,
    /// How many notes on what is new this agent has not seen.
    pub news: i64,
}

/// Walks along with whoever works here. Given by the app; without one pages stand alone.
pub trait Companion: Send + Sync {
    /// What belongs beside the page that shows `topic`: `list`, `conversation`, `customers`, `settings/inboxes` …
    fn beside<'a>(&'a self, site: &'a Site, signed_in: &'a SignedIn, topic: &'a str) -> BoxFuture<'a, Result<Beside, Trouble>>;

    /// A card for where an agent has chosen nothing yet: what is left to set up.
    fn card<'a>(&'a self, site: &'a Site, signed_in: &'a SignedIn) -> BoxFuture<'a, Result<Markup, Trouble>>;
}
