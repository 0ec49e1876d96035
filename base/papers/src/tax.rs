//! How something is taxed: a category of UNTDID 5305, as EN 16931 uses them, and a rate in percent.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tax {
    pub category: Category,
    /// In percent: 19, 7, 0. Only the standard category has one above nothing.
    #[serde(with = "rust_decimal::serde::str")]
    pub rate: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Taxed at a rate, be it the full or a reduced one.
    Standard,
    /// Taxed at 0 %.
    Zero,
    /// Exempt for a reason the paper must give.
    Exempt,
    /// The customer owes the tax.
    ReverseCharge,
    /// Goods to a business in another member state.
    IntraCommunity,
    /// Goods to outside the union.
    Export,
    /// Nothing VAT is about.
    OutOfScope,
}

impl Tax {
    pub const fn standard(rate: Decimal) -> Self {
        Self { category: Category::Standard, rate }
    }

    /// A category whose rate is nothing.
    pub const fn without(category: Category) -> Self {
        Self { category, rate: Decimal::ZERO }
    }
}

impl Category {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::Zero => "Z",
            Self::Exempt => "E",
            Self::ReverseCharge => "AE",
            Self::IntraCommunity => "K",
            Self::Export => "G",
            Self::OutOfScope => "O",
        }
    }

    /// The code of the reason, where the law leaves only one (CEF VATEX list).
    pub(crate) const fn reason_code(self) -> Option<&'static str> {
        match self {
            Self::ReverseCharge => Some("VATEX-EU-AE"),
            Self::IntraCommunity => Some("VATEX-EU-IC"),
            Self::Export => Some("VATEX-EU-G"),
            Self::OutOfScope => Some("VATEX-EU-O"),
            Self::Standard | Self::Zero | Self::Exempt => None,
        }
    }

    /// The sentence that gives the reason, where the law leaves only one.
    pub(crate) const fn reason_key(self) -> Option<&'static str> {
        match self {
            Self::ReverseCharge => Some("papers-tax-reverse-charge"),
            Self::IntraCommunity => Some("papers-tax-intra-community"),
            Self::Export => Some("papers-tax-export"),
            Self::OutOfScope => Some("papers-tax-out-of-scope"),
            Self::Standard | Self::Zero | Self::Exempt => None,
        }
    }
}
