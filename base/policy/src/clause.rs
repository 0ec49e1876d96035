//! A predicate as a clause of a sentence, in each language. Conditions are said by what they check, so that a new predicate
//! that comes down to a known check is said without a new sentence.

use crate::known::facts;
use crate::known::values::value_in_words;
use crate::predicate::{Check, Of};
use crate::{Amounts, OwnFact, Predicate};
use document::{Said, Words, say};
use jiff::civil::Date;
use std::collections::BTreeMap;

type Own = BTreeMap<String, OwnFact>;

const NOT: Said = Said::new("it is not so that {part}", "no se cumple que {part}", "并非“{part}”");
const AT_LEAST: Said = Said::new("{what} is at least {least}", "{what} es como mínimo {least}", "{what}至少为 {least}");
const AT_MOST: Said = Said::new("{what} is at most {most}", "{what} es como máximo {most}", "{what}不超过 {most}");
const BETWEEN: Said = Said::new("{what} is from {least} to {most}", "{what} va de {least} a {most}", "{what}在 {least} 到 {most} 之间");
const BELOW: Said = Said::new("{what} is below {most}", "{what} es inferior a {most}", "{what}低于 {most}");
const IS: Said = Said::new("{what} is {list}", "{what} es: {list}", "{what}是{list}");
const IS_NOT: Said = Said::new("{what} is not {list}", "{what} no es: {list}", "{what}不是{list}");
const HAS: Said = Said::new("{what} include {list}", "entre {what} está: {list}", "{what}包含{list}");
const DAYS: Said = Said::new("it is at most {days} since {what}", "no se supera el plazo de {days} desde {what}", "距{what}不超过 {days}");
const FROM: Said = Said::new("{what} is {least} or later", "{what} es el {least} o después", "{what}为 {least} 或之后");
const UNTIL: Said = Said::new("{what} is {most} or earlier", "{what} es el {most} o antes", "{what}为 {most} 或之前");
const VERIFIED: Said = Said::new(
    "the customer is verified at least like this: {how}",
    "el cliente está verificado al menos así: {how}",
    "客户身份至少经过如下核实：{how}",
);
const ALWAYS: Said = Said::new("always", "siempre", "始终");
const ONCE: Said = Said::new("it was not done on this order before", "no se hizo antes en este pedido", "此前未对该订单执行过");

/// The condition as a clause: “the status of the order is delivered or completed”.
pub(crate) fn clause(predicate: &Predicate, own: &Own) -> Words {
    if *predicate == Predicate::OncePerOrder {
        return ONCE.words();
    }
    match predicate.check() {
        Check::Always => ALWAYS.words(),
        Check::All(parts) => joined(parts, own, say::all_of),
        Check::Any(parts) => joined(parts, own, say::any_of),
        Check::Not(part) => NOT.with(&[("part", &clause(part, own))]),
        Check::Flag(fact, true) => meaning(fact, own),
        Check::Flag(fact, false) => NOT.with(&[("part", &meaning(fact, own))]),
        Check::Number(fact, least, most) => {
            let number = |number: i64| Words::each(|locale| say::decimal(&number.to_string(), locale));
            between(&meaning(fact, own), least.map(number), most.map(number), [AT_LEAST, AT_MOST, BETWEEN])
        }
        Check::Texts(fact, of, list) => of.said().with(&[("what", &meaning(fact, own)), ("list", &listed(list))]),
        Check::Below(fact, limit) => BELOW.with(&[("what", &meaning(fact, own)), ("most", &amounts(limit))]),
        Check::Within(fact, least, most) => {
            between(&meaning(fact, own), least.map(amounts), most.map(amounts), [AT_LEAST, AT_MOST, BETWEEN])
        }
        Check::NoMoreThan(fact, of) => AT_MOST.with(&[("what", &meaning(fact, own)), ("most", &meaning(of, own))]),
        Check::Days(since, days) => DAYS.with(&[("what", &meaning(since, own)), ("days", &Words::each(|locale| say::days(days, locale)))]),
        Check::Dates(fact, from, until) => between(&meaning(fact, own), from.map(day), until.map(day), [FROM, UNTIL, BETWEEN]),
        Check::Verified(strength) => VERIFIED.with(&[("how", &strength.said().words())]),
    }
}

/// What a fact means; one nobody described is named.
pub(crate) fn meaning(fact: &str, own: &Own) -> Words {
    let known = facts::known(fact).map(|known| known.meaning.words());
    known.or_else(|| own.get(fact).map(|own| own.meaning.clone())).unwrap_or_else(|| Words::same(fact))
}

pub(crate) fn amounts(limits: &Amounts) -> Words {
    Words::each(|locale| limits.said(locale))
}

pub(crate) fn day(day: Date) -> Words {
    Words::each(|locale| say::date(day, locale))
}

impl Of {
    const fn said(self) -> Said {
        match self {
            Self::Every => IS,
            Self::Some => HAS,
            Self::None => IS_NOT,
        }
    }
}

fn listed(values: &[String]) -> Words {
    Words::each(|locale| {
        let each: Vec<String> = values.iter().map(|value| value_in_words(value, locale)).collect();
        say::any_of(&each, locale)
    })
}

/// Parts that are joined themselves stand in brackets, for “a or b and c” can be read two ways.
fn joined(parts: &[Predicate], own: &Own, how: fn(&[String], kit::Locale) -> String) -> Words {
    let clauses: Vec<(bool, Words)> = parts
        .iter()
        .map(|part| (matches!(part.check(), Check::All(_) | Check::Any(_) | Check::Not(_)), clause(part, own)))
        .collect();
    Words::each(|locale| {
        let written = |(brackets, words): &(bool, Words)| match (brackets, parts.len()) {
            (true, 2..) => format!("({})", words.of(locale)),
            _ => words.of(locale).to_owned(),
        };
        how(&clauses.iter().map(written).collect::<Vec<_>>(), locale)
    })
}

fn between(what: &Words, least: Option<Words>, most: Option<Words>, [from, to, both]: [Said; 3]) -> Words {
    match (least, most) {
        (Some(least), Some(most)) => both.with(&[("what", what), ("least", &least), ("most", &most)]),
        (Some(least), None) => from.with(&[("what", what), ("least", &least)]),
        (None, Some(most)) => to.with(&[("what", what), ("most", &most)]),
        (None, None) => ALWAYS.words(),
    }
}
