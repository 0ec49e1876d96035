//! Letters to the people who work here: promised as jobs in the same transaction, sent by whoever can send mail.
//!
//! A job of kind [`JOB`] carries `{"to", "subject", "text", "link"}`. The words come from the catalogues of the caller.

use crate::agent::Agent;
use db::{SecretColumn, Trouble, Work, jobs};
use kit::{Locale, Token};
use std::sync::Arc;

/// The kind of the jobs.
pub const JOB: &str = "agents.mail";

/// What a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Invitation,
    Reset,
}

impl About {
    /// Where its link leads.
    const fn path(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// Subject and text.
#[derive(Debug, Clone)]
pub struct Letter {
    pub subject: String,
    pub text: String,
}

/// Writes a letter in a language to somebody's name, with the link in it.
pub type Wording = Arc<dyn Fn(Locale, About, &str, &str) -> Letter + Send + Sync>;

/// Knows where links lead and how letters read.
#[derive(Clone)]
pub struct Post {
    base_url: String,
    wording: Wording,
}

impl Post {
    pub fn new(base_url: &str, wording: Wording) -> Self {
        Self { base_url: base_url.trim_end_matches('/').to_owned(), wording }
    }

    /// The link a letter carries, and the page shows for handing over.
    pub fn link(&self, about: About, token: &Token) -> String {
        format!("{}/{}/{}", self.base_url, about.path(), token.reveal())
    }

    /// Promises the letter.
    pub(crate) fn promise(&self, work: &mut Work<'_>, to: &Agent, about: About, token: &Token) -> Result<(), Trouble> {
        let link = self.link(about, token);
        let letter = (self.wording)(to.locale(), about, &to.name, &link);
        let payload = serde_json::json!({ "to": to.email.as_str(), "subject": letter.subject, "text": letter.text, "link": link });
        promise_sealed(work, JOB, &payload.to_string())
    }
}

/// Letters hold what opens a door, a link or a code: they are sealed until they leave. There is no row before there is a job.
pub const LETTERS: SecretColumn = SecretColumn {
    name: "job.payload",
    list: "SELECT id, payload FROM job WHERE id > $1 AND kind IN ('agents.mail', 'portal.mail') ORDER BY id LIMIT $2",
    put: "UPDATE job SET payload = $2 WHERE id = $1 AND payload = $3",
    by_row: false,
};

/// What is secret here, for whoever seals anew.
pub const SECRETS: &[SecretColumn] = &[LETTERS];

/// Promises a letter of this kind, sealed.
pub fn promise_sealed(work: &mut Work<'_>, kind: &str, letter: &str) -> Result<(), Trouble> {
    let (now, sealed) = (work.now, LETTERS.seal(work, 0, letter)?);
    jobs::promise(work, kind, &sealed, None, now)
}
