//! Why a cost could not be worked out.

use document::{Said, Words};
use kit::MoneyFault;

/// What is missing or does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateTrouble {
    #[error("how much of “{0}” is not given. Give a quantity")]
    NotGiven(String),
    #[error("the card has no charge “{name}”. Did you mean “{nearest}”?")]
    NoCharge { name: String, nearest: String },
    #[error("the card has no surcharge for “{name}”. Did you mean “{nearest}”?")]
    NoFlag { name: String, nearest: String },
    #[error("the quantity of “{0}” is below nothing. Give 0 or more")]
    Negative(String),
    #[error("minutes of “{0}” are whole. Give a whole number")]
    NotWhole(String),
    #[error("a surcharge depends on the time. Give the day and the time")]
    NoTime,
    #[error("prices of two currencies cannot stand on one bill. Make two")]
    TwoCurrencies,
    #[error("the span is too long to be billed at once. Choose a shorter one")]
    TooLong,
    #[error("the amount is too large to be kept exactly. Split it")]
    TooLarge,
}

impl RateTrouble {
    /// The same in three languages.
    pub fn words(&self) -> Words {
        let same = Words::same;
        match self {
            Self::NotGiven(name) => {
                Said::new("Say how much of “{name}” it was.", "Indique cuánto fue de «{name}».", "请填写“{name}”的数量。")
                    .with(&[("name", &same(name))])
            }
            Self::NoCharge { name, nearest } => {
                let said = Said::new(
                    "The card has no charge “{name}”. Did you mean “{nearest}”?",
                    "La tarifa no tiene el cargo «{name}». ¿Quería decir «{nearest}»?",
                    "价目表中没有费用“{name}”。您是指“{nearest}”吗？",
                );
                said.with(&[("name", &same(name)), ("nearest", &same(nearest))])
            }
            Self::NoFlag { name, nearest } => {
                let said = Said::new(
                    "The card has no surcharge for “{name}”. Did you mean “{nearest}”?",
                    "La tarifa no tiene recargo por «{name}». ¿Quería decir «{nearest}»?",
                    "价目表中没有“{name}”的附加费。您是指“{nearest}”吗？",
                );
                said.with(&[("name", &same(name)), ("nearest", &same(nearest))])
            }
            Self::Negative(name) => Said::new(
                "“{name}” cannot be below 0. Give 0 or more.",
                "«{name}» no puede ser inferior a 0. Indique 0 o más.",
                "“{name}”不能小于 0。请填写 0 或以上。",
            )
            .with(&[("name", &same(name))]),
            Self::NotWhole(name) => {
                Said::new("Give whole minutes for “{name}”.", "Indique minutos enteros para «{name}».", "请为“{name}”填写整数分钟。")
                    .with(&[("name", &same(name))])
            }
            Self::NoTime => Said::new(
                "Say on which day and at what time it was: a surcharge depends on it.",
                "Indique qué día y a qué hora fue: un recargo depende de ello.",
                "请填写日期和时间：附加费取决于此。",
            )
            .words(),
            Self::TwoCurrencies => Said::new(
                "Two currencies cannot stand on one bill. Make two bills.",
                "Dos monedas no caben en una factura. Haga dos.",
                "一张账单不能有两种货币。请分开开具。",
            )
            .words(),
            Self::TooLong => Said::new(
                "The span is too long to be billed at once. Choose a shorter one.",
                "El periodo es demasiado largo para facturarlo de una vez. Elija uno más corto.",
                "时间跨度过长，无法一次计费。请缩短范围。",
            )
            .words(),
            Self::TooLarge => Said::new(
                "The amount is too large to be kept exactly. Split it.",
                "El importe es demasiado grande para guardarlo con exactitud. Divídalo.",
                "金额过大，无法精确保存。请拆分。",
            )
            .words(),
        }
    }
}

impl From<MoneyFault> for RateTrouble {
    fn from(fault: MoneyFault) -> Self {
        match fault {
            MoneyFault::TwoCurrencies(..) => Self::TwoCurrencies,
            _ => Self::TooLarge,
        }
    }
}
