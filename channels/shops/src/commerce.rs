//! What every shop system can be asked and told. One trait, one file per system that keeps it; nobody else knows which it is.
//!
//! It promises: an answer is one of the values of [`crate::theirs`]; each call may be made again, and what cannot be made twice
//! safely says so in [`Ailment::Uncertain`]; each error ends with what to do.

use crate::theirs::Told;
use axum::http::HeaderMap;
use futures::future::BoxFuture;
use kit::{Moment, Money};
use orders::address::Address;
use serde::{Deserialize, Serialize};

db::words!(
    /// A thing not every system can do.
    Capability {
        Customers = "customers",
        Products = "products",
        Orders = "orders",
        Money = "money",
        Refund = "refund",
        Cancel = "cancel",
        ChangeAddress = "change_address",
        Fulfil = "fulfil",
        /// Pieces are cancelled one by one, with the refund of what they cost.
        CancelPieces = "cancel_pieces",
        Webhooks = "webhooks",
        /// The same request under the same key is carried out once.
        KeepsKeys = "keeps_keys",
    }
);

db::words!(
    /// The kinds of things that are read from a shop, in the order they lean on each other.
    What { Customers = "customers", Products = "products", Orders = "orders", Money = "money" }
);

impl What {
    pub const fn needs(self) -> Capability {
        match self {
            Self::Customers => Capability::Customers,
            Self::Products => Capability::Products,
            Self::Orders => Capability::Orders,
            Self::Money => Capability::Money,
        }
    }
}

/// Where reading goes on. Opaque to everybody but the connector that made it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cursor {
    /// Changed since, in seconds.
    pub since: i64,
    /// The next page of the present round.
    #[serde(default)]
    pub page: String,
    /// The newest change seen in the present round.
    #[serde(default)]
    pub newest: i64,
}

/// One page of what changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub told: Vec<Told>,
    /// What could not be read: which thing, and why. The others are not held up by it.
    pub unreadable: Vec<(String, String)>,
    pub next: Cursor,
    pub is_last: bool,
}

/// Who answered a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    pub name: String,
    pub currency: String,
}

/// Something to be done there. `key` is the same however often it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    pub key: String,
    /// Their order; a payment provider has none.
    pub order: Option<String>,
    pub task: Task,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub enum Task {
    Refund {
        /// The payment it is drawn on, as they call it.
        payment: String,
        amount: Money,
        reason: String,
        /// Pieces that are cancelled with it: line, how many.
        #[serde(default)]
        cancelled: Vec<(String, u32)>,
    },
    Cancel {
        reason: String,
    },
    ChangeAddress {
        ship_to: Address,
    },
    Fulfil {
        lines: Vec<(String, u32)>,
        carrier: String,
        tracking: String,
    },
}

impl Task {
    pub const fn needs(&self) -> Capability {
        match self {
            Self::Refund { .. } => Capability::Refund,
            Self::Cancel { .. } => Capability::Cancel,
            Self::ChangeAddress { .. } => Capability::ChangeAddress,
            Self::Fulfil { .. } => Capability::Fulfil,
        }
    }
}

/// It is done: what they call what came of it, and the money line of a refund.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    pub theirs: String,
    pub money: Option<String>,
    /// It was taken on and the money is not there yet: what becomes of it is read with the payment.
    pub is_promised: bool,
}

/// Why a system did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ailment {
    #[error("the shop does not accept the key ({0}). Open Settings, Shops, choose the shop, enter a new key and press Test")]
    KeyRefused(String),
    #[error("the shop asks to wait {seconds} s. It is tried again by itself")]
    Busy { seconds: i64 },
    #[error("the shop cannot be reached ({0}). It is tried again by itself; if it lasts, check its address in Settings, Shops")]
    Away(String),
    #[error("it was asked and nobody knows whether it was done ({0}). Look into the shop and choose Done or Do it again")]
    Uncertain(String),
    #[error("the shop refused: {0}. Mend it in the shop, or choose another action")]
    Refused(String),
    #[error("what the shop answered cannot be read ({0}). Report it with the shop system's version")]
    Unreadable(String),
    #[error("this shop system cannot do it. Do it in the shop and choose Done")]
    CannotDo,
    #[error("the shop's address is not one that may be asked ({0}). Enter its public https address")]
    NotAllowed(String),
    #[error("its secret cannot be read. Open Settings, Shops, choose the shop and enter it again")]
    SecretLost,
}

impl Ailment {
    /// As it is stored: a word and what the other side said, told in the reader's language by [`said`].
    pub fn note(&self) -> String {
        let (word, said) = match self {
            Self::KeyRefused(said) => ("key-refused", said.clone()),
            Self::Busy { seconds } => ("busy", seconds.to_string()),
            Self::Away(said) => ("away", said.clone()),
            Self::Uncertain(said) => ("uncertain", said.clone()),
            Self::Refused(said) => ("refused", said.clone()),
            Self::Unreadable(said) => ("unreadable", said.clone()),
            Self::CannotDo => ("cannot-do", String::new()),
            Self::NotAllowed(said) => ("not-allowed", said.clone()),
            Self::SecretLost => ("secret-lost", String::new()),
        };
        format!("{word}|{said}")
    }

    /// Whether asking again by itself may help.
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Away(_))
    }

    /// How long it asked to be left alone.
    pub const fn wait_seconds(&self) -> Option<i64> {
        match self {
            Self::Busy { seconds } => Some(*seconds),
            _ => None,
        }
    }
}

/// A stored note in the reader's language. What a machine said stays as it said it.
pub(crate) fn said(t: &web::Text, note: &str) -> String {
    let Some((word, said)) = note.split_once('|') else { return note.to_owned() };
    let key = format!("shops-ailment-{word}");
    if t.knows(&key) { t.say_with(&key, &[("said", &said)]) } else { note.to_owned() }
}

/// A webhook that was proven to come from the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genuine {
    /// Names this delivery: the same again is a replay.
    pub delivery: String,
    pub topic: String,
}

/// Why a webhook is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotGenuine {
    #[error("it carries no signature. Enter the same secret here and in the shop")]
    Unsigned,
    #[error("its signature is wrong. Enter the same secret here and in the shop")]
    Forged,
    #[error("it was signed too long ago or ahead of time. Check both clocks")]
    OutOfTime,
}

/// What a webhook asks us to do. It is a nudge and never believed to the letter: what it is about is read anew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct News {
    /// Single things that changed.
    pub look_up: Vec<(What, String)>,
    /// Kinds of things to go on reading where we stopped.
    pub read_on: Vec<What>,
}

/// A shop system.
pub trait Commerce: Send + Sync {
    /// What it can do.
    fn can(&self) -> &'static [Capability];

    /// Whether address and key are right. Changes nothing.
    fn greet(&self) -> BoxFuture<'_, Result<Hello, Ailment>>;

    /// What changed since the cursor, page by page, the oldest change first.
    fn changed<'a>(&'a self, what: What, from: &'a Cursor) -> BoxFuture<'a, Result<Page, Ailment>>;

    /// One order or payment as it stands now; `None` if they do not know it.
    fn look_up<'a>(&'a self, what: What, theirs: &'a str) -> BoxFuture<'a, Result<Option<Told>, Ailment>>;

    /// Does it, once for each key.
    fn run<'a>(&'a self, errand: &'a Errand) -> BoxFuture<'a, Result<Done, Ailment>>;

    /// Whether a webhook comes from this shop.
    fn judge(&self, headers: &HeaderMap, body: &[u8], now: Moment) -> Result<Genuine, NotGenuine>;

    /// Whether it is the question of a system whether anybody is there, which carries no signature and asks for nothing.
    fn is_ping(&self, _: &[u8]) -> bool {
        false
    }

    /// What a webhook says.
    fn news(&self, topic: &str, body: &[u8]) -> Result<News, Ailment>;

    /// Whether it can do this.
    fn may(&self, capability: Capability) -> bool {
        self.can().contains(&capability)
    }
}
