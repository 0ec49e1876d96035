//! What happens between a shop and us, as the activity log keeps it: which thing, never a secret, a name or an address.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "shop.connected")]
    Connected { shop: i64 },
    #[serde(rename = "shop.settings_changed")]
    SettingsChanged { shop: i64 },
    #[serde(rename = "shop.disconnected")]
    Disconnected { shop: i64 },
    #[serde(rename = "shop.failing")]
    Failing { shop: i64, reason: String },
    #[serde(rename = "shop.mended")]
    Mended { shop: i64 },
    #[serde(rename = "shop.order_read")]
    OrderRead { shop: i64, order: i64, customer: i64 },
    #[serde(rename = "shop.delivery_kept")]
    DeliveryKept { shop: i64, delivery: i64 },
    #[serde(rename = "shop.delivery_set_aside")]
    DeliverySetAside { shop: i64, delivery: i64 },
    #[serde(rename = "shop.delivery_replayed")]
    DeliveryReplayed { shop: i64, delivery: i64 },
    #[serde(rename = "shop.errand_begun")]
    ErrandBegun { shop: i64, errand: i64, order: Option<i64>, what: String },
    #[serde(rename = "shop.errand_done")]
    ErrandDone { shop: i64, errand: i64, order: Option<i64>, what: String },
    #[serde(rename = "shop.errand_failed")]
    ErrandFailed {
        shop: i64,
        errand: i64,
        order: Option<i64>,
        what: String,
        agent: Option<i64>,
        reason: String,
    },
    #[serde(rename = "shop.errand_asks")]
    ErrandAsks {
        shop: i64,
        errand: i64,
        order: Option<i64>,
        what: String,
        agent: Option<i64>,
        reason: String,
    },
    #[serde(rename = "shop.compared")]
    Compared { shop: i64, differences: i64 },
    #[serde(rename = "shop.file_imported")]
    FileImported { import: i64, rows: i64 },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        let customer = match self {
            Self::OrderRead { customer, .. } => Some(*customer),
            _ => None,
        };
        Subject { customer, conversation: None, agent: None }
    }
}

impl Event {
    /// The agent who must hear of it: whoever did the action that went wrong.
    pub const fn concerns(&self) -> Option<i64> {
        match self {
            Self::ErrandFailed { agent, .. } | Self::ErrandAsks { agent, .. } => *agent,
            _ => None,
        }
    }

    /// The order it is about.
    pub const fn order(&self) -> Option<i64> {
        match self {
            Self::OrderRead { order, .. } => Some(*order),
            Self::ErrandBegun { order, .. } | Self::ErrandDone { order, .. } => *order,
            Self::ErrandFailed { order, .. } | Self::ErrandAsks { order, .. } => *order,
            _ => None,
        }
    }
}
