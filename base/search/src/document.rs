//! What can be found, as features hand it in.

use kit::Moment;

db::words!(
    /// The kinds of document.
    Kind { Conversation = "conversation", Message = "message", Customer = "customer", Company = "company" }
);

impl Kind {
    /// Whether a document of this kind belongs to no inbox, so that no inbox can hide it.
    pub const fn is_outside_inboxes(self) -> bool {
        matches!(self, Self::Customer | Self::Company)
    }
}

/// One document. A conversation's or message's without an inbox is found only by those who may see every inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub kind: Kind,
    pub id: i64,
    pub conversation: Option<i64>,
    /// The conversation's number, as people say it.
    pub number: Option<i64>,
    pub inbox: Option<i64>,
    pub customer: Option<i64>,
    /// The word of the status; empty where there is none.
    pub status: String,
    pub tags: Vec<String>,
    pub subject: String,
    pub body: String,
    /// Names and addresses of the people in it.
    pub people: Vec<String>,
    pub at: Moment,
}

/// One step of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Puts the document in, in place of the one of the same kind and id.
    Upsert(Box<Document>),
    Delete {
        kind: Kind,
        id: i64,
    },
}

impl Change {
    /// Puts `document` in.
    pub fn upsert(document: Document) -> Self {
        Self::Upsert(Box::new(document))
    }
}
