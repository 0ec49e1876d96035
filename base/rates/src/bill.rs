//! What the calculator gives: every step, and the total they add up to.

use crate::written;
use document::{Said, Words, say};
use kit::{Locale, Money};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A cost worked out. `net + tax = total`, and the steps add up to `net`, or to `total` if prices contain the tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    pub steps: Vec<Step>,
    pub taxes: Vec<TaxLine>,
    pub net: Money,
    pub tax: Money,
    pub total: Money,
}

/// One step: what, how many, at what price, comes to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The name of the charge or surcharge; of the card for minimum and maximum.
    pub of: String,
    pub title: Words,
    pub what: What,
    #[serde(with = "written::decimal")]
    pub quantity: Decimal,
    #[serde(with = "written::decimal")]
    pub price: Decimal,
    pub amount: Money,
    pub tax_class: Option<String>,
}

/// What kind of step it is: the key of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Fixed,
    PerUnit,
    /// Units that cost nothing.
    Included,
    /// The units above `above`, up to `up_to`.
    Tier {
        #[serde(with = "written::decimal")]
        above: Decimal,
        up_to: Option<String>,
    },
    /// All units, at the price of the tier they reach.
    Volume,
    /// Minutes used, in begun stretches of `stretch` minutes.
    Duration {
        minutes: i64,
        stretch: i64,
    },
    /// Up to the minimum.
    Minimum {
        minimum: Money,
    },
    /// Down to the maximum.
    Maximum {
        maximum: Money,
    },
    /// `quantity` percent of `price`.
    Percent,
    FixedSurcharge,
}

/// The tax of one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxLine {
    pub class: String,
    #[serde(with = "written::decimal")]
    pub rate: Decimal,
    pub net: Money,
    pub tax: Money,
}

impl Step {
    /// The step in one language: `Labour: 37 min = 3 × 15 min × 18.00 = EUR 54.00`.
    pub fn said(&self, locale: Locale) -> String {
        let number = |number: &Decimal| Words::each(|locale| say::decimal(&number.to_string(), locale));
        let amount = |amount: Money| Words::each(|locale| say::money(amount, locale));
        let whole = |number: i64| number_words(number);
        let base = [
            ("title", self.title.clone()),
            ("quantity", number(&self.quantity.normalize())),
            ("price", number(&self.price)),
            ("amount", amount(self.amount)),
        ];
        let (said, more) = match &self.what {
            What::Fixed | What::FixedSurcharge if self.quantity == Decimal::ONE => (ONE, vec![]),
            What::Fixed | What::FixedSurcharge | What::PerUnit | What::Volume => (TIMES, vec![]),
            What::Included => (INCLUDED, vec![]),
            What::Tier { above, up_to: None } => (TIER_ABOVE, vec![("above", number(above))]),
            What::Tier { above, up_to: Some(up_to) } => {
                let up_to = Words::each(|locale| say::decimal(up_to, locale));
                (TIER, vec![("above", number(above)), ("up_to", up_to)])
            }
            What::Duration { minutes, stretch } => (DURATION, vec![("minutes", whole(*minutes)), ("stretch", whole(*stretch))]),
            What::Minimum { minimum } => (MINIMUM, vec![("limit", amount(*minimum))]),
            What::Maximum { maximum } => (MAXIMUM, vec![("limit", amount(*maximum))]),
            What::Percent => (PERCENT, vec![]),
        };
        let words: Vec<(&str, &Words)> = base.iter().chain(&more).map(|(name, words)| (*name, words)).collect();
        said.with(&words).of(locale).to_owned()
    }
}

fn number_words(number: i64) -> Words {
    Words::each(|locale| say::decimal(&number.to_string(), locale))
}

const ONE: Said = Said::new("{title}: {amount}", "{title}: {amount}", "{title}：{amount}");
const TIMES: Said = Said::new(
    "{title}: {quantity} × {price} = {amount}",
    "{title}: {quantity} × {price} = {amount}",
    "{title}：{quantity} × {price} = {amount}",
);
const INCLUDED: Said = Said::new("{title}: {quantity} included", "{title}: {quantity} incluidos", "{title}：已含 {quantity}");
const TIER: Said = Said::new(
    "{title}, above {above} up to {up_to}: {quantity} × {price} = {amount}",
    "{title}, por encima de {above} hasta {up_to}: {quantity} × {price} = {amount}",
    "{title}，{above} 以上至 {up_to}：{quantity} × {price} = {amount}",
);
const TIER_ABOVE: Said = Said::new(
    "{title}, above {above}: {quantity} × {price} = {amount}",
    "{title}, por encima de {above}: {quantity} × {price} = {amount}",
    "{title}，{above} 以上：{quantity} × {price} = {amount}",
);
const DURATION: Said = Said::new(
    "{title}: {minutes} min, {quantity} × {stretch} min begun, × {price} = {amount}",
    "{title}: {minutes} min, {quantity} × {stretch} min iniciados, × {price} = {amount}",
    "{title}：{minutes} 分钟，按 {stretch} 分钟计 {quantity} 段，× {price} = {amount}",
);
const MINIMUM: Said = Said::new(
    "Up to the minimum of {limit}: {amount}",
    "Hasta el mínimo de {limit}: {amount}",
    "补足最低收费 {limit}：{amount}",
);
const MAXIMUM: Said = Said::new(
    "Down to the maximum of {limit}: {amount}",
    "Hasta el máximo de {limit}: {amount}",
    "降至最高收费 {limit}：{amount}",
);
const PERCENT: Said = Said::new(
    "{title}: {quantity} % of {price} = {amount}",
    "{title}: {quantity} % de {price} = {amount}",
    "{title}：{price} 的 {quantity}% = {amount}",
);
