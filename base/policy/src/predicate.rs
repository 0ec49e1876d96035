//! Named conditions a rule can require. Each comes down to one [`Check`] of facts, which judging and describing share.

mod evaluate;
mod read;

pub(crate) use evaluate::Gap;
pub(crate) use evaluate::{days_since, limit, money, number, text};
pub(crate) use read::{MOST, MOST_DAYS, NAMED, UNIT, kind_of, read, strength};

use crate::{Amounts, Strength};
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A condition. In a document `"in_stock"` or `{"status_in": ["delivered"]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Predicate {
    Always,
    AllOf(Vec<Predicate>),
    AnyOf(Vec<Predicate>),
    Not(Box<Predicate>),

    StatusIn(Vec<String>),
    ReasonIn(Vec<String>),
    RefundTargetIn(Vec<String>),
    /// Every item is in one of these conditions.
    ConditionIn(Vec<String>),
    /// Every item is in one of these categories.
    CategoryIn(Vec<String>),
    /// No item is in any of these categories.
    CategoryNotIn(Vec<String>),
    /// The country the order goes to.
    CountryIn(Vec<String>),
    RoleIn(Vec<String>),

    SameProduct,
    InStock,
    CustomerOwnsOrder,
    NotAlreadyReturned,
    OncePerOrder,
    BalanceCovers,
    AmountAtMostPaid,
    CustomerVerifiedBy(Strength),

    /// At most so many days after `order`, `payment`, `shipment`, `delivery`, `invoice`, or a fact that is a date.
    WithinDaysOf {
        event: String,
        days: i64,
    },
    AmountBelow(Amounts),
    AmountAtMost(Amounts),
    MinQuantity(i64),
    MaxQuantity(i64),

    Flag {
        fact: String,
        is: bool,
    },
    Number {
        fact: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        at_least: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        at_most: Option<i64>,
    },
    /// Every text of the fact is one of these.
    Text {
        fact: String,
        one_of: Vec<String>,
    },
    /// No text of the fact is one of these.
    TextNot {
        fact: String,
        one_of: Vec<String>,
    },
    /// At least one text of the fact is one of these.
    TextAny {
        fact: String,
        one_of: Vec<String>,
    },
    Money {
        fact: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        at_least: Option<Amounts>,
        #[serde(skip_serializing_if = "Option::is_none")]
        at_most: Option<Amounts>,
    },
    /// One amount is at most another.
    MoneyAtMost {
        fact: String,
        of: String,
    },
    Date {
        fact: String,
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written")]
        from: Option<Date>,
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "written")]
        until: Option<Date>,
    },
}

/// What a predicate comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check<'p> {
    Always,
    All(&'p [Predicate]),
    Any(&'p [Predicate]),
    Not(&'p Predicate),
    Flag(&'p str, bool),
    Number(&'p str, Option<i64>, Option<i64>),
    Texts(&'p str, Of, &'p [String]),
    Below(&'p str, &'p Amounts),
    Within(&'p str, Option<&'p Amounts>, Option<&'p Amounts>),
    NoMoreThan(&'p str, &'p str),
    Days(&'p str, i64),
    Dates(&'p str, Option<Date>, Option<Date>),
    Verified(Strength),
}

/// How the texts of a fact are compared with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Every,
    Some,
    None,
}

/// The events days are counted from, and the fact that holds their day.
pub(crate) const EVENTS: [(&str, &str); 5] = [
    ("order", "order.placed_on"),
    ("payment", "order.paid_on"),
    ("shipment", "order.shipped_on"),
    ("delivery", "order.delivered_on"),
    ("invoice", "order.invoiced_on"),
];

/// The fact that holds the day of an event: an event's name, or the fact itself.
pub(crate) fn day_of(event: &str) -> &str {
    EVENTS.iter().find(|(name, _)| *name == event).map_or(event, |(_, fact)| fact)
}

impl Predicate {
    /// The names of all predicates, as documents write them: first those that take nothing.
    pub fn names() -> impl Iterator<Item = &'static str> {
        UNIT.iter().map(|(name, _)| *name).chain(NAMED)
    }

    pub(crate) fn check(&self) -> Check<'_> {
        match self {
            Self::Always => Check::Always,
            Self::AllOf(all) => Check::All(all),
            Self::AnyOf(any) => Check::Any(any),
            Self::Not(not) => Check::Not(not),
            Self::StatusIn(list) => Check::Texts("order.status", Of::Every, list),
            Self::ReasonIn(list) => Check::Texts("action.reason", Of::Every, list),
            Self::RefundTargetIn(list) => Check::Texts("refund.target", Of::Every, list),
            Self::ConditionIn(list) => Check::Texts("items.conditions", Of::Every, list),
            Self::CategoryIn(list) => Check::Texts("items.categories", Of::Every, list),
            Self::CategoryNotIn(list) => Check::Texts("items.categories", Of::None, list),
            Self::CountryIn(list) => Check::Texts("order.country", Of::Every, list),
            Self::RoleIn(list) => Check::Texts("actor.role", Of::Every, list),
            Self::SameProduct => Check::Flag("exchange.same_product", true),
            Self::InStock => Check::Flag("items.in_stock", true),
            Self::CustomerOwnsOrder => Check::Flag("customer.owns_order", true),
            Self::NotAlreadyReturned => Check::Flag("items.already_returned", false),
            Self::OncePerOrder => Check::Number("action.times_done", None, Some(0)),
            Self::BalanceCovers => Check::NoMoreThan("action.amount", "payment.balance"),
            Self::AmountAtMostPaid => Check::NoMoreThan("action.amount", "order.refundable"),
            Self::CustomerVerifiedBy(strength) => Check::Verified(*strength),
            Self::WithinDaysOf { event, days } => Check::Days(day_of(event), *days),
            Self::AmountBelow(amounts) => Check::Below("action.amount", amounts),
            Self::AmountAtMost(amounts) => Check::Within("action.amount", None, Some(amounts)),
            Self::MinQuantity(least) => Check::Number("items.quantity", Some(*least), None),
            Self::MaxQuantity(most) => Check::Number("items.quantity", None, Some(*most)),
            Self::Flag { fact, is } => Check::Flag(fact, *is),
            Self::Number { fact, at_least, at_most } => Check::Number(fact, *at_least, *at_most),
            Self::Text { fact, one_of } => Check::Texts(fact, Of::Every, one_of),
            Self::TextNot { fact, one_of } => Check::Texts(fact, Of::None, one_of),
            Self::TextAny { fact, one_of } => Check::Texts(fact, Of::Some, one_of),
            Self::Money { fact, at_least, at_most } => Check::Within(fact, at_least.as_ref(), at_most.as_ref()),
            Self::MoneyAtMost { fact, of } => Check::NoMoreThan(fact, of),
            Self::Date { fact, from, until } => Check::Dates(fact, *from, *until),
        }
    }

    /// The single conditions it is made of.
    pub(crate) fn leaves(&self) -> Vec<&Self> {
        match self.check() {
            Check::All(parts) | Check::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Check::Not(part) => part.leaves(),
            _ => vec![self],
        }
    }

    /// The facts it asks about.
    pub fn facts(&self) -> Vec<&str> {
        self.leaves().into_iter().flat_map(|leaf| facts_of(leaf.check())).collect()
    }
}

fn facts_of(check: Check<'_>) -> Vec<&str> {
    match check {
        Check::Always | Check::All(_) | Check::Any(_) | Check::Not(_) => vec![],
        Check::Flag(fact, _) | Check::Number(fact, ..) | Check::Texts(fact, ..) => vec![fact],
        Check::Below(fact, _) | Check::Within(fact, ..) | Check::Dates(fact, ..) => vec![fact],
        Check::NoMoreThan(fact, of) => vec![fact, of],
        Check::Days(fact, _) => vec![fact, "today"],
        Check::Verified(_) => vec!["customer.verified"],
    }
}

fn written<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}
