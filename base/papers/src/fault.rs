//! Why a paper was refused: each fault names what is wrong, the rule of EN 16931 it breaks, and what to do.

use kit::{Currency, Money, MoneyFault};

/// All that is wrong with a paper, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("{what} is missing ({rule}). Fill it in")]
    Missing { what: &'static str, rule: &'static str },
    #[error("{what} is longer than {limit} characters. Shorten it")]
    TooLong { what: &'static str, limit: usize },
    #[error("{what} is in {is}, the paper in {paper} (BR-CO-15). Issue one paper per currency")]
    OtherCurrency { what: &'static str, is: Currency, paper: Currency },
    #[error("{what} adds up to {is}, the paper says {said} ({rule}). Work it out again from the lines")]
    WrongSum { what: &'static str, is: Money, said: Money, rule: &'static str },
    #[error("line {position} comes to {is} by quantity, price and discount, the paper says {said}. Correct one of them")]
    WrongLine { position: usize, is: Money, said: Money },
    #[error("line {position} has a price below nothing (BR-27). Make the quantity negative instead")]
    NegativePrice { position: usize },
    #[error("{what} is below nothing. Turn the discount into a charge, or the charge into a discount")]
    NegativeAmount { what: &'static str },
    #[error("the tax category {category} cannot have the rate {rate} % ({rule}). Choose the category that fits the rate")]
    WrongRate { category: &'static str, rate: String, rule: &'static str },
    #[error("the tax breakdown has no single line for {category} at {rate} % ({rule}). Work it out again from the lines")]
    NotBrokenDown { category: &'static str, rate: String, rule: &'static str },
    #[error("the tax category {category} needs {what} ({rule}). Fill it in, or choose another category")]
    CategoryNeeds { category: &'static str, what: &'static str, rule: &'static str },
    #[error("what VAT is not about stands beside taxed lines (BR-O-11). Issue two papers")]
    MixedScope,
    #[error("the VAT number “{id}” does not begin with the letters of a country (BR-CO-9). Write it with them, such as DE123456789")]
    NoCountryInVatId { id: String },
    #[error("“{iban}” is no IBAN: its check digits do not agree. Copy it again from the bank's papers")]
    NoIban { iban: String },
    #[error("a card may be shown by its last four digits only. Leave the rest out")]
    TooMuchOfCard,
    #[error("the paper is due on {due}, before it is issued on {issued}. Correct one of the dates")]
    DueBeforeIssued { due: jiff::civil::Date, issued: jiff::civil::Date },
    #[error(transparent)]
    Money(#[from] MoneyFault),
}

impl Faults {
    pub(crate) fn none_or(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() { Ok(()) } else { Err(Self(faults)) }
    }
}

impl std::fmt::Display for Faults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            write!(f, "{}{fault}.", if index == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
