//! What can happen with articles, as the activity log keeps it: which article, never its words.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "article.written")]
    Written { article: i64, slug: String },
    #[serde(rename = "article.changed")]
    Changed { article: i64, slug: String, version: i64 },
    #[serde(rename = "article.published")]
    Published { article: i64, slug: String },
    #[serde(rename = "article.withdrawn")]
    Withdrawn { article: i64, slug: String },
    #[serde(rename = "article.archived")]
    Archived { article: i64, slug: String },
    #[serde(rename = "article.put_back")]
    PutBack { article: i64, slug: String, to: i64 },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject { conversation: None, customer: None, agent: None }
    }
}

impl Event {
    /// The article it is about.
    pub const fn article(&self) -> i64 {
        match self {
            Self::Written { article, .. }
            | Self::Changed { article, .. }
            | Self::Published { article, .. }
            | Self::Withdrawn { article, .. }
            | Self::Archived { article, .. }
            | Self::PutBack { article, .. } => *article,
        }
    }
}
