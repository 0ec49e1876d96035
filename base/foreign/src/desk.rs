//! The neutral middle: what any desk holds, each thing with the id it has there.

use kit::Moment;
use serde::{Serialize, Serializer};

/// One thing of a foreign desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Thing {
    Team(Team),
    Agent(Agent),
    Company(Company),
    Customer(Customer),
    Macro(Macro),
    Conversation(Box<Conversation>),
    Link(Link),
}

/// What a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Team,
    Agent,
    Company,
    Customer,
    Macro,
    Conversation,
    Message,
    Link,
}

impl Kind {
    /// The word in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Agent => "agent",
            Self::Company => "company",
            Self::Customer => "customer",
            Self::Macro => "macro",
            Self::Conversation => "conversation",
            Self::Message => "message",
            Self::Link => "link",
        }
    }
}

impl Thing {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Team(_) => Kind::Team,
            Self::Agent(_) => Kind::Agent,
            Self::Company(_) => Kind::Company,
            Self::Customer(_) => Kind::Customer,
            Self::Macro(_) => Kind::Macro,
            Self::Conversation(_) => Kind::Conversation,
            Self::Link(_) => Kind::Link,
        }
    }

    /// The id it has there.
    pub fn id(&self) -> String {
        match self {
            Self::Team(Team { id, .. })
            | Self::Agent(Agent { id, .. })
            | Self::Company(Company { id, .. })
            | Self::Customer(Customer { id, .. })
            | Self::Macro(Macro { id, .. }) => id.clone(),
            Self::Conversation(conversation) => conversation.id.clone(),
            Self::Link(link) => format!("{} {}", link.from, link.to),
        }
    }

    /// The same for the same content; another as soon as anything in it changed.
    pub fn fingerprint(&self) -> String {
        fingerprint(self)
    }
}

/// Goes up when what is taken of a thing changed: then the next run looks at everything once more.
const EDITION: u8 = 2;

/// A hash of everything in a thing.
fn fingerprint(thing: &impl Serialize) -> String {
    kit::sha256_hex(&serde_json::to_vec(&(EDITION, thing)).unwrap_or_default())
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Team {
    pub id: String,
    pub name: String,
}

/// Somebody who works, or worked, there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Agent {
    pub id: String,
    pub name: String,
    pub email: String,
    pub language: String,
    pub zone: String,
    pub is_active: bool,
    pub teams: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Company {
    pub id: String,
    pub name: String,
    pub domains: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Customer {
    pub id: String,
    pub name: String,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    /// `service:name`.
    pub handles: Vec<String>,
    pub company: Option<String>,
    /// A BCP 47 tag, as written there.
    pub language: String,
    pub tags: Vec<String>,
    pub note: String,
    pub created_at: Option<Moment>,
}

/// A prepared answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Macro {
    pub id: String,
    pub name: String,
    pub shortcut: String,
    pub text: String,
    pub html: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Status {
    #[default]
    Open,
    Pending,
    OnHold,
    Snoozed,
    Resolved,
    Closed,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

/// What the customer thought of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rating {
    /// As the product says it: `good`, `4`.
    pub score: String,
    pub comment: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Conversation {
    pub id: String,
    /// The number people knew it by.
    pub number: String,
    pub subject: String,
    pub status: Status,
    pub snoozed_until: Option<Moment>,
    pub priority: Priority,
    pub customer: Option<String>,
    pub assignee: Option<String>,
    pub team: Option<String>,
    /// The address of ours it came in at.
    pub inbox: String,
    pub tags: Vec<String>,
    /// The label of a field and its value.
    pub fields: Vec<(String, String)>,
    pub rating: Option<Rating>,
    pub opened_at: Option<Moment>,
    /// Whoever else is written to.
    pub others: Vec<Person>,
    pub messages: Vec<Message>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    pub name: String,
    pub address: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum MessageKind {
    #[default]
    Incoming,
    Outgoing,
    Note,
}

/// Who wrote a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub enum Author {
    /// By their id there.
    Customer(String),
    Agent(String),
    /// Somebody who has no id there, or has it no more.
    Named(Person),
    /// The desk itself.
    #[default]
    Desk,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Message {
    pub id: String,
    pub kind: MessageKind,
    pub author: Author,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    pub bcc: Vec<Person>,
    pub text: String,
    pub html: String,
    pub at: Option<Moment>,
    /// The Message-ID of a mail, without angle brackets.
    pub mail_id: String,
    /// A machine wrote it.
    pub is_automatic: bool,
    pub files: Vec<File>,
}

impl Message {
    /// The same for the same content.
    pub fn fingerprint(&self) -> String {
        fingerprint(self)
    }
}

/// A file of a message: its bytes, or where they may lie in a folder of files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct File {
    pub name: String,
    pub media_type: String,
    pub is_inline: bool,
    /// What the HTML calls it after `cid:`.
    pub content_id: String,
    #[serde(serialize_with = "hashed")]
    pub bytes: Option<Vec<u8>>,
    /// Below the folder of files, the likeliest first.
    pub paths: Vec<String>,
    pub url: String,
}

fn hashed<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    bytes.as_ref().map(|bytes| kit::sha256_hex(bytes)).serialize(serializer)
}

/// Why two conversations belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Reason {
    /// `from` was merged into `to`.
    Merged,
    /// `from` was begun by an answer to `to`, which was closed.
    Continues,
    Related,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    pub from: String,
    pub to: String,
    pub reason: Reason,
}
