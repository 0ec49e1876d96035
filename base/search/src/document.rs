//! What can be found, as features hand it in.

use kit::Moment;

db::words!(
    /// The kinds of document. What was said and what is in files is found through the conversation it belongs to. An article that is
    /// being written is of a kind of its own, so that who may not see it neither finds nor counts it.
    Kind { Conversation = "conversation", File = "file", Customer = "customer", Company = "company", Order = "order", Article = "article", ArticleDraft = "article_draft" }
);

impl Kind {
    /// Whether a document of this kind belongs to no inbox, so that no inbox can hide it.
    pub const fn is_outside_inboxes(self) -> bool {
        matches!(self, Self::Customer | Self::Company | Self::Order | Self::Article | Self::ArticleDraft)
    }
}

db::words!(
    /// What documents are counted and narrowed by.
    Facet {
        Kind = "kind",
        Status = "status",
        Inbox = "inbox",
        Channel = "channel",
        Team = "team",
        Assignee = "assignee",
        Tag = "tag",
        Lang = "lang",
        Priority = "priority",
        Category = "category",
        /// Whatever else it is or is not: `unassigned`, `automatic`.
        Is = "is",
    }
);

/// One document. A conversation's or file's without an inbox is found only by those who may see every inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub kind: Kind,
    pub id: i64,
    pub conversation: Option<i64>,
    /// The conversation's number, as people say it.
    pub number: Option<i64>,
    pub inbox: Option<i64>,
    pub customer: Option<i64>,
    /// The message a file came with.
    pub message: Option<i64>,
    /// The word of the status; empty where there is none.
    pub status: String,
    pub tags: Vec<String>,
    /// More to count and narrow by.
    pub facets: Vec<(Facet, String)>,
    pub subject: String,
    /// What is looked through. It is not kept: who shows a hit reads the text where it is at home.
    pub body: String,
    /// A few words to show where there is no such home.
    pub shown: String,
    /// Names and addresses of the people in it.
    pub people: Vec<String>,
    pub at: Moment,
    pub opened: Option<Moment>,
    pub waiting: Option<Moment>,
}

impl Document {
    /// One with nothing in it yet.
    pub const fn new(kind: Kind, id: i64, at: Moment) -> Self {
        Self {
            kind,
            id,
            at,
            conversation: None,
            number: None,
            inbox: None,
            customer: None,
            message: None,
            status: String::new(),
            tags: Vec::new(),
            facets: Vec::new(),
            subject: String::new(),
            body: String::new(),
            shown: String::new(),
            people: Vec::new(),
            opened: None,
            waiting: None,
        }
    }
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
    /// Takes out every document of this kind that belongs to a conversation: what is still there is put in again behind it.
    DeleteOf {
        kind: Kind,
        conversation: i64,
    },
}

impl Change {
    /// Puts `document` in.
    pub fn upsert(document: Document) -> Self {
        Self::Upsert(Box::new(document))
    }

    /// About how many bytes of words it brings.
    pub fn weight(&self) -> usize {
        match self {
            Self::Upsert(document) => document.subject.len() + document.body.len() + document.shown.len(),
            Self::Delete { .. } | Self::DeleteOf { .. } => 0,
        }
    }
}
