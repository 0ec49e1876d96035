//! What this room asks of the others: who holds this token, which inboxes they see, how an event reads.

use crate::{Person, Site, Text};
use db::Trouble;
use db::activity::Entry;
use futures::future::BoxFuture;
use kit::Token;
use std::collections::HashSet;

/// Knows who holds a session or an API token. Implemented by `agents`.
pub trait Gatekeeper: Send + Sync {
    /// The agent of this session; `None` when it is unknown, expired, revoked, or its agent is deactivated.
    fn who<'a>(&'a self, site: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>>;

    /// The same for what a page asks by itself while nobody touches it: that is no use of the session.
    fn glance<'a>(&'a self, site: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        self.who(site, session)
    }

    /// The agent an API token speaks for, with the token's permissions; `None` when it opens nothing.
    fn bearer<'a>(&'a self, site: &'a Site, token: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>>;
}

/// Knows which inboxes an agent sees. Implemented by `desk`.
pub trait Audience: Send + Sync {
    /// The inboxes of this agent now; `None` when the agent is nobody any more, which ends the stream.
    fn inboxes_of<'a>(&'a self, site: &'a Site, agent_id: i64) -> BoxFuture<'a, Result<Option<HashSet<i64>>, Trouble>>;

    /// The inboxes a program sees: never more than whoever it acts for, and less where its token says so.
    fn inboxes_of_program<'a>(&'a self, site: &'a Site, program: &'a Person) -> BoxFuture<'a, Result<Option<HashSet<i64>>, Trouble>> {
        self.inboxes_of(site, program.agent_id)
    }
}

/// Tells a line of the activity log in the reader's language. Implemented by the app, which knows every event.
pub trait Storyteller: Send + Sync {
    /// The sentence for `entry`; `None` when it is nothing a person needs to read.
    fn tell(&self, entry: &Entry, text: &Text) -> Option<String>;
}
