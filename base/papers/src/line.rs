//! What is charged for: lines, their discounts, and the discounts and charges on the whole paper.

use crate::Tax;
use kit::{Money, MoneyFault, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One line (BG-25). Its position is its place among the lines, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub description: String,
    /// A second, smaller paragraph: options, a serial number, the reason of a return.
    pub details: Option<String>,
    pub sku: Option<String>,
    #[serde(with = "rust_decimal::serde::str")]
    pub quantity: Decimal,
    pub unit: Unit,
    /// Of one unit, without tax, in whole units of the currency. May be finer than the currency; never negative.
    #[serde(with = "rust_decimal::serde::str")]
    pub price: Decimal,
    pub discount: Option<Discount>,
    pub tax: Tax,
    /// Quantity times price, settled to the currency, less the discount (BT-131).
    pub net: Money,
}

/// Taken off one line (BG-27).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    pub amount: Money,
    pub reason: String,
}

/// A discount or a charge on the whole paper (BG-20, BG-21).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Adjustment {
    Discount { amount: Money, reason: String, tax: Tax },
    Charge { amount: Money, reason: String, tax: Tax },
    Shipping { amount: Money, reason: String, tax: Tax },
}

/// What a quantity counts, as UN/ECE Recommendation 20 codes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    #[default]
    Piece,
    Minute,
    Hour,
    Day,
    Month,
    Year,
    Kilogram,
    Metre,
    SquareMetre,
    Litre,
    KilowattHour,
    LumpSum,
}

impl Line {
    /// What the line comes to by its own quantity, price and discount.
    pub fn worked_out(&self) -> Result<Money, MoneyFault> {
        let exact = self.quantity.checked_mul(self.price).ok_or(MoneyFault::TooLarge)?;
        let full = Money::of_decimal(exact, self.net.currency, Rounding::HalfUp)?;
        self.discount.as_ref().map_or(Ok(full), |discount| full.minus(discount.amount))
    }
}

impl Adjustment {
    pub fn amount(&self) -> Money {
        match self {
            Self::Discount { amount, .. } | Self::Charge { amount, .. } | Self::Shipping { amount, .. } => *amount,
        }
    }

    pub fn reason(&self) -> &str {
        match self {
            Self::Discount { reason, .. } | Self::Charge { reason, .. } | Self::Shipping { reason, .. } => reason,
        }
    }

    pub fn tax(&self) -> Tax {
        match self {
            Self::Discount { tax, .. } | Self::Charge { tax, .. } | Self::Shipping { tax, .. } => *tax,
        }
    }

    pub const fn is_discount(&self) -> bool {
        matches!(self, Self::Discount { .. })
    }

    /// What it adds to the paper: less than nothing for a discount.
    pub fn signed(&self) -> Result<Money, MoneyFault> {
        if self.is_discount() { self.amount().negated() } else { Ok(self.amount()) }
    }
}

impl Unit {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Piece => "C62",
            Self::Minute => "MIN",
            Self::Hour => "HUR",
            Self::Day => "DAY",
            Self::Month => "MON",
            Self::Year => "ANN",
            Self::Kilogram => "KGM",
            Self::Metre => "MTR",
            Self::SquareMetre => "MTK",
            Self::Litre => "LTR",
            Self::KilowattHour => "KWH",
            Self::LumpSum => "LS",
        }
    }

    /// The sentence that names it; a piece goes without.
    pub(crate) const fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::Piece => return None,
            Self::Minute => "papers-unit-minute",
            Self::Hour => "papers-unit-hour",
            Self::Day => "papers-unit-day",
            Self::Month => "papers-unit-month",
            Self::Year => "papers-unit-year",
            Self::Kilogram => "papers-unit-kilogram",
            Self::Metre => "papers-unit-metre",
            Self::SquareMetre => "papers-unit-square-metre",
            Self::Litre => "papers-unit-litre",
            Self::KilowattHour => "papers-unit-kilowatt-hour",
            Self::LumpSum => "papers-unit-lump-sum",
        })
    }
}
