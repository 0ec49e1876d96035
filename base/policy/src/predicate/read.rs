//! Reading a predicate from a document: its name, and what it takes.

use super::{EVENTS, Predicate};
use crate::known::facts::{FACTS, Kind};
use crate::{Amounts, OwnFact, Strength};
use document::{Node, Object, Place, Said, Words};
use std::collections::BTreeMap;

/// Predicates that take nothing and are written as a text.
pub(crate) const UNIT: [(&str, Predicate); 8] = [
    ("always", Predicate::Always),
    ("same_product", Predicate::SameProduct),
    ("in_stock", Predicate::InStock),
    ("customer_owns_order", Predicate::CustomerOwnsOrder),
    ("not_already_returned", Predicate::NotAlreadyReturned),
    ("once_per_order", Predicate::OncePerOrder),
    ("balance_covers", Predicate::BalanceCovers),
    ("amount_at_most_paid", Predicate::AmountAtMostPaid),
];

/// Predicates that take something and are written as an object with one field.
pub(crate) const NAMED: [&str; 25] = [
    "all_of",
    "any_of",
    "not",
    "status_in",
    "reason_in",
    "refund_target_in",
    "condition_in",
    "category_in",
    "category_not_in",
    "country_in",
    "role_in",
    "customer_verified_by",
    "within_days_of",
    "amount_below",
    "amount_at_most",
    "min_quantity",
    "max_quantity",
    "flag",
    "number",
    "text",
    "text_not",
    "text_any",
    "money",
    "money_at_most",
    "date",
];

/// More days than this is a slip of the hand.
pub(crate) const MOST_DAYS: i64 = 36_500;
pub(crate) const MOST: i64 = 1_000_000_000_000;

const EXPECTED: Said = Said::new(
    "one condition: \"in_stock\", or an object with one field such as {\"status_in\": [\"delivered\"]}",
    "una condición: \"in_stock\", o un objeto con un campo como {\"status_in\": [\"delivered\"]}",
    "一个条件：\"in_stock\"，或只有一个字段的对象，例如 {\"status_in\": [\"delivered\"]}",
);
const ONE_FIELD: Said = Said::new(
    "a condition has one field, not {count}",
    "una condición tiene un campo, no {count}",
    "一个条件只能有一个字段，而不是 {count} 个",
);
const WRAP: Said = Said::new(
    "Put several conditions into {\"all_of\": [ … ]} or {\"any_of\": [ … ]}",
    "Ponga varias condiciones en {\"all_of\": [ … ]} o {\"any_of\": [ … ]}",
    "多个条件请放入 {\"all_of\": [ … ]} 或 {\"any_of\": [ … ]}",
);
const OTHER_KIND: Said =
    Said::new("the fact “{fact}” is of kind {kind}", "el dato «{fact}» es de tipo {kind}", "事实“{fact}”的类型是 {kind}");
const USE_KIND: Said = Said::new(
    "Name a fact of kind {wanted}, or use a condition for {kind}",
    "Indique un dato de tipo {wanted}, o use una condición para {kind}",
    "请使用类型为 {wanted} 的事实，或使用适用于 {kind} 的条件",
);
const NO_BOUND: Said = Said::new("there is no limit here", "aquí no hay ningún límite", "此处没有界限");
const ADD_BOUND: Said = Said::new("Add “{one}” or “{other}”", "Añada «{one}» o «{other}»", "请添加“{one}”或“{other}”");

type Own = BTreeMap<String, OwnFact>;

/// Reads one condition. `own` are the facts this policy defines.
pub(crate) fn read(place: &Place<'_>, own: &Own) -> Option<Predicate> {
    match place.node() {
        Node::Text(name) => unit(name).or_else(|| place.unknown(name, UNIT.iter().map(|(name, _)| *name))),
        Node::Map(fields) if fields.len() == 1 => named(place, &fields[0].0, own),
        Node::Map(fields) => {
            let count = Words::same(fields.len().to_string());
            place.fault(ONE_FIELD.with(&[("count", &count)]), WRAP.words())
        }
        _ => place.expected(EXPECTED.words()),
    }
}

fn unit(name: &str) -> Option<Predicate> {
    UNIT.iter().find(|(known, _)| *known == name).map(|(_, predicate)| predicate.clone())
}

fn named(place: &Place<'_>, name: &str, own: &Own) -> Option<Predicate> {
    let field = place.object(&NAMED)?.may(name);
    let inside = || field.as_ref();
    let many = |inside: &Place<'_>| inside.some(|part| read(part, own));
    Some(match name {
        "all_of" => Predicate::AllOf(many(inside()?)?),
        "any_of" => Predicate::AnyOf(many(inside()?)?),
        "not" => Predicate::Not(Box::new(read(inside()?, own)?)),
        "customer_verified_by" => Predicate::CustomerVerifiedBy(strength(inside()?)?),
        "within_days_of" => within_days(inside()?, own)?,
        "amount_below" => Predicate::AmountBelow(Amounts::read(inside()?)?),
        "amount_at_most" => Predicate::AmountAtMost(Amounts::read(inside()?)?),
        "min_quantity" => Predicate::MinQuantity(inside()?.whole(1, MOST)?),
        "max_quantity" => Predicate::MaxQuantity(inside()?.whole(1, MOST)?),
        "flag" | "number" | "text" | "text_not" | "text_any" | "money" | "money_at_most" | "date" => comparison(inside()?, name, own)?,
        _ => listed(inside()?, name)?,
    })
}

fn listed(place: &Place<'_>, name: &str) -> Option<Predicate> {
    let kind: fn(Vec<String>) -> Predicate = match name {
        "status_in" => Predicate::StatusIn,
        "reason_in" => Predicate::ReasonIn,
        "refund_target_in" => Predicate::RefundTargetIn,
        "condition_in" => Predicate::ConditionIn,
        "category_in" => Predicate::CategoryIn,
        "category_not_in" => Predicate::CategoryNotIn,
        "country_in" => Predicate::CountryIn,
        "role_in" => Predicate::RoleIn,
        _ => return None,
    };
    place.texts().map(kind)
}

fn within_days(place: &Place<'_>, own: &Own) -> Option<Predicate> {
    let object = place.object(&["event", "days"])?;
    let event = object.need("event").and_then(|event| event_name(&event, own));
    let days = object.need("days").and_then(|days| days.whole(0, MOST_DAYS));
    Some(Predicate::WithinDaysOf { event: event?, days: days? })
}

/// An event, or any fact that is a date.
fn event_name(place: &Place<'_>, own: &Own) -> Option<String> {
    let written = place.text()?;
    if EVENTS.iter().any(|(name, _)| *name == written) || kind_of(written, own) == Some(Kind::Date) {
        return Some(written.to_owned());
    }
    let dates = FACTS.iter().filter(|fact| fact.kind == Kind::Date).map(|fact| fact.name);
    place.unknown(written, EVENTS.iter().map(|(name, _)| *name).chain(dates))
}

fn comparison(place: &Place<'_>, name: &str, own: &Own) -> Option<Predicate> {
    let fields: &[&str] = match name {
        "flag" => &["fact", "is"],
        "text" | "text_not" | "text_any" => &["fact", "one_of"],
        "money_at_most" => &["fact", "of"],
        "date" => &["fact", "from", "until"],
        _ => &["fact", "at_least", "at_most"],
    };
    let object = place.object(fields)?;
    let fact = |field: &str, kinds: &[Kind]| object.need(field).and_then(|place| fact_name(&place, kinds, own));
    Some(match name {
        "flag" => {
            let (fact, is) = (fact("fact", &[Kind::Flag]), object.need("is").and_then(|place| place.flag()));
            Predicate::Flag { fact: fact?, is: is? }
        }
        "number" => {
            let bound = |field: &str| object.maybe(field, |place| place.whole(-MOST, MOST));
            let (fact, at_least, at_most) = (fact("fact", &[Kind::Number]), bound("at_least"), bound("at_most"));
            bounded(place, &object, ["at_least", "at_most"])?;
            Predicate::Number { fact: fact?, at_least: at_least?, at_most: at_most? }
        }
        "money" => {
            let bound = |field: &str| object.maybe(field, Amounts::read);
            let (fact, at_least, at_most) = (fact("fact", &[Kind::Money]), bound("at_least"), bound("at_most"));
            bounded(place, &object, ["at_least", "at_most"])?;
            Predicate::Money { fact: fact?, at_least: at_least?, at_most: at_most? }
        }
        "money_at_most" => {
            let (fact, of) = (fact("fact", &[Kind::Money]), fact("of", &[Kind::Money]));
            Predicate::MoneyAtMost { fact: fact?, of: of? }
        }
        "date" => {
            let bound = |field: &str| object.maybe(field, Place::date);
            let (fact, from, until) = (fact("fact", &[Kind::Date]), bound("from"), bound("until"));
            bounded(place, &object, ["from", "until"])?;
            Predicate::Date { fact: fact?, from: from?, until: until? }
        }
        _ => {
            let fact = fact("fact", &[Kind::Text, Kind::Texts]);
            let one_of = object.need("one_of").and_then(|place| place.texts());
            let (fact, one_of) = (fact?, one_of?);
            match name {
                "text" => Predicate::Text { fact, one_of },
                "text_not" => Predicate::TextNot { fact, one_of },
                _ => Predicate::TextAny { fact, one_of },
            }
        }
    })
}

fn bounded(place: &Place<'_>, object: &Object<'_>, [one, other]: [&str; 2]) -> Option<()> {
    if object.may(one).is_some() || object.may(other).is_some() {
        return Some(());
    }
    let remedy = ADD_BOUND.with(&[("one", &Words::same(one)), ("other", &Words::same(other))]);
    place.fault(NO_BOUND.words(), remedy)
}

fn fact_name(place: &Place<'_>, kinds: &[Kind], own: &Own) -> Option<String> {
    let written = place.text()?;
    match kind_of(written, own) {
        Some(kind) if kinds.contains(&kind) => Some(written.to_owned()),
        Some(kind) => {
            let (kind, fact, wanted) = (Words::same(kind.name()), Words::same(written), Words::same(kinds[0].name()));
            let remedy = USE_KIND.with(&[("wanted", &wanted), ("kind", &kind)]);
            place.fault(OTHER_KIND.with(&[("fact", &fact), ("kind", &kind)]), remedy)
        }
        None => {
            let fitting = FACTS.iter().filter(|fact| kinds.contains(&fact.kind)).map(|fact| fact.name);
            let owned = own.iter().filter(|(_, fact)| kinds.contains(&fact.kind)).map(|(name, _)| name.as_str());
            place.unknown(written, fitting.chain(owned))
        }
    }
}

/// The kind of a fact, if anybody defined it.
pub(crate) fn kind_of(fact: &str, own: &Own) -> Option<Kind> {
    let known = crate::known::facts::known(fact).map(|known| known.kind);
    known.or_else(|| own.get(fact).map(|fact| fact.kind))
}

/// Reads how strongly somebody is verified.
pub(crate) fn strength(place: &Place<'_>) -> Option<Strength> {
    place.one_of(&Strength::ALL.map(|strength| (strength.name(), strength)))
}
