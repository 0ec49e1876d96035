//! How and until when a paper is paid.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub means: Means,
    pub due_on: Option<Date>,
    /// In words (BT-20), such as a discount for paying early. Without them the paper writes the due date as a sentence.
    pub terms: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Into the account of the legal entity.
    Transfer,
    /// By a card of which the paper shows at most the last four digits.
    Card {
        last_four: Option<String>,
    },
    /// Collected under a SEPA mandate.
    DirectDebit {
        mandate: String,
        iban: Option<String>,
    },
    /// Through a payment service with this name.
    Online {
        service: String,
    },
    Cash,
    /// From a gift card or store credit.
    Credit,
    /// However the two agreed: the company has no account the paper could name.
    Agreed,
}

impl Means {
    /// UNTDID 4461.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Transfer => "58",
            Self::Card { .. } => "48",
            Self::DirectDebit { .. } => "59",
            Self::Online { .. } => "68",
            Self::Cash => "10",
            Self::Credit => "ZZZ",
            Self::Agreed => "1",
        }
    }
}
