//! A limit in money, once per currency.

use document::{Place, Said, Words, say};
use kit::{Currency, Locale, Money};
use serde::{Serialize, Serializer};

/// Amounts of different currencies, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amounts(Vec<Money>);

const TWICE: Said = Said::new("there are two amounts in {currency}", "hay dos importes en {currency}", "{currency} 出现了两个金额");
const KEEP_ONE: Said = Said::new("Keep one amount for each currency", "Conserve un importe por moneda", "每种货币只保留一个金额");
const NEGATIVE: Said = Said::new("this is below nothing", "esto es menos que nada", "金额不能为负");
const POSITIVE: Said = Said::new("Write an amount of 0 or more", "Escriba un importe de 0 o más", "请填写不小于 0 的金额");

impl Amounts {
    /// One amount for each currency. Of two in one currency the smaller counts.
    pub fn new(amounts: impl IntoIterator<Item = Money>) -> Self {
        let mut kept: Vec<Money> = Vec::new();
        for amount in amounts {
            match kept.iter_mut().find(|known| known.currency == amount.currency) {
                Some(known) => known.minor = known.minor.min(amount.minor),
                None => kept.push(amount),
            }
        }
        Self(kept)
    }

    /// The limit in this currency, if there is one.
    pub fn of(&self, currency: Currency) -> Option<Money> {
        self.0.iter().copied().find(|amount| amount.currency == currency)
    }

    pub fn all(&self) -> &[Money] {
        &self.0
    }

    /// `EUR 50.00 or JPY 8,000`.
    pub fn said(&self, locale: Locale) -> String {
        let each: Vec<String> = self.0.iter().map(|amount| say::money(*amount, locale)).collect();
        say::any_of(&each, locale)
    }

    /// Reads one amount or a list of them.
    pub(crate) fn read(place: &Place<'_>) -> Option<Self> {
        let amount = |place: &Place<'_>| {
            let amount = place.money()?;
            if amount.is_negative() {
                place.fault(NEGATIVE.words(), POSITIVE.words())
            } else {
                Some(amount)
            }
        };
        let amounts = match place.node() {
            document::Node::List(_) => place.some(amount)?,
            _ => vec![amount(place)?],
        };
        let kept = Self::new(amounts.iter().copied());
        if kept.0.len() == amounts.len() {
            return Some(kept);
        }
        let twice = amounts
            .iter()
            .find(|amount| amounts.iter().filter(|other| other.currency == amount.currency).count() > 1);
        let currency = Words::same(twice.map_or("", |amount| amount.currency.code()));
        place.fault(TWICE.with(&[("currency", &currency)]), KEEP_ONE.words())
    }
}

impl Serialize for Amounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|amount| format!("{} {}", amount.plain(), amount.currency)))
    }
}
