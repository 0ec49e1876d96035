//! Reading a rate card from its document, field by field; each gives its value or notes what is wrong.

use crate::card::ROUNDINGS;
use crate::when::WEEKDAYS;
use crate::{Charge, Extra, Price, RateCard, Surcharge, Tax, Tier, When};
use document::{Node, Object, Place, Said, Words};
use jiff::civil::Time;
use kit::{Currency, Money, Rounding};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

const CARD: [&str; 11] = [
    "$schema",
    "name",
    "title",
    "currency",
    "rounding",
    "tax_class",
    "tax",
    "charges",
    "minimum",
    "maximum",
    "surcharges",
];
const CHARGE: [&str; 6] = ["name", "title", "price", "included", "optional", "tax_class"];
const PRICES: [&str; 5] = ["fixed", "per_unit", "graduated", "volume", "duration"];
const SURCHARGE: [&str; 6] = ["name", "title", "when", "percent", "fixed", "tax_class"];
const WHENS: [&str; 6] = ["flag", "weekdays", "between", "all_of", "any_of", "not"];
const MOST_MINUTES: i64 = 525_600;

const A_CURRENCY: Said = Said::new("a currency such as \"EUR\"", "una moneda como \"EUR\"", "币种，例如 \"EUR\"");
const AN_AMOUNT: Said = Said::new(
    "an amount of {currency} without its letters, such as {example}",
    "un importe en {currency} sin sus letras, como {example}",
    "不带币种字母的 {currency} 金额，例如 {example}",
);
const A_PRICE: Said = Said::new(
    "a price of 0 or more with at most 6 decimals, such as \"0.3512\"",
    "un precio de 0 o más con 6 decimales como mucho, como \"0.3512\"",
    "不小于 0 且最多 6 位小数的价格，例如 \"0.3512\"",
);
const ONE_OF: Said = Said::new(
    "an object with one of these fields: {fields}",
    "un objeto con uno de estos campos: {fields}",
    "含有以下字段之一的对象：{fields}",
);
const RISING: Said = Said::new("the tiers do not rise", "los tramos no son crecientes", "阶梯没有递增");
const LAST_OPEN: Said = Said::new(
    "Give every tier but the last an “up_to” above the one before, and the last one none",
    "Dé a cada tramo menos el último un «up_to» mayor que el anterior, y al último ninguno",
    "除最后一级外，每级都要有大于前一级的“up_to”，最后一级不写",
);
const A_TIME: Said = Said::new("a time such as \"18:00\"", "una hora como \"18:00\"", "时间，例如 \"18:00\"");
const TWO_TIMES: Said = Said::new(
    "two times such as [\"18:00\", \"08:00\"]",
    "dos horas como [\"18:00\", \"08:00\"]",
    "两个时间，例如 [\"18:00\", \"08:00\"]",
);
const NO_CLASS: Said = Said::new(
    "there is tax, but no class is named for this",
    "hay impuesto, pero aquí no se nombra ninguna clase",
    "有税，但此处未指定税类",
);
const NAME_CLASS: Said = Said::new(
    "Add “tax_class” here or to the whole card",
    "Añada «tax_class» aquí o a toda la tarifa",
    "请在此处或整张价目表添加“tax_class”",
);
const TWICE: Said = Said::new("two entries are called “{name}”", "dos entradas se llaman «{name}»", "有两项都叫“{name}”");
const RENAME: Said = Said::new("Give one of them another name", "Dé otro nombre a una de ellas", "请给其中一项换个名称");
const CROSSED: Said = Said::new("the minimum is above the maximum", "el mínimo supera al máximo", "最低收费高于最高收费");
const LOWER: Said = Said::new("Lower the minimum or raise the maximum", "Baje el mínimo o suba el máximo", "请降低最低收费或提高最高收费");

/// Reads the whole document.
pub(crate) fn card(place: &Place<'_>) -> Option<RateCard> {
    let object = place.object(&CARD)?;
    let name = object.need("name").and_then(|place| place.text().map(str::to_owned));
    let title = object.need("title").and_then(|place| place.words());
    let currency = object.need("currency").and_then(|place| currency(&place));
    let rounding = object.or("rounding", Rounding::HalfUp, |place| place.one_of(&ROUNDINGS));
    let tax = object.maybe("tax", tax);
    let classes = tax.clone().flatten().map(|tax| tax.classes);
    let tax_class = object.maybe("tax_class", |place| class(place, classes.as_ref()));
    let taxed = Taxed {
        classes: classes.as_ref(),
        default: tax_class.clone().flatten().is_some() || object.may("tax_class").is_some(),
    };
    let charges = object.need("charges").and_then(|place| {
        let charges = place.some(|place| charge(place, &taxed))?;
        named_once(&place, charges.iter().map(|charge| charge.name.as_str()))?;
        Some(charges)
    });
    let surcharges = object.or("surcharges", vec![], |place| {
        let surcharges = place.each(|place| surcharge(place, &taxed))?;
        named_once(place, surcharges.iter().map(|surcharge| surcharge.name.as_str()))?;
        Some(surcharges)
    });
    let currency = currency?;
    let minimum = object.maybe("minimum", |place| amount(place, currency));
    let maximum = object.maybe("maximum", |place| amount(place, currency));
    let (minimum, maximum) = (minimum?, maximum?);
    if minimum.zip(maximum).is_some_and(|(minimum, maximum)| minimum.minor > maximum.minor) {
        return place.fault(CROSSED.words(), LOWER.words());
    }
    Some(RateCard {
        name: name?,
        title: title?,
        currency,
        rounding: rounding?,
        tax_class: tax_class?,
        tax: tax?,
        charges: charges?,
        minimum,
        maximum,
        surcharges: surcharges?,
    })
}

/// What is known of tax while charges are read.
struct Taxed<'c> {
    classes: Option<&'c BTreeMap<String, Decimal>>,
    default: bool,
}

impl Taxed<'_> {
    /// The class of an entry; one must be named somewhere if there is tax.
    fn class_of(&self, place: &Place<'_>, object: &Object<'_>) -> Option<Option<String>> {
        let named = object.maybe("tax_class", |place| class(place, self.classes))?;
        if named.is_none() && self.classes.is_some() && !self.default {
            return place.fault(NO_CLASS.words(), NAME_CLASS.words());
        }
        Some(named)
    }
}

fn charge(place: &Place<'_>, taxed: &Taxed<'_>) -> Option<Charge> {
    let object = place.object(&CHARGE)?;
    let name = object.need("name").and_then(|place| place.text().map(str::to_owned));
    let title = object.need("title").and_then(|place| place.words());
    let price = object.need("price").and_then(|place| how(&place));
    let included = object.maybe("included", quantity);
    let optional = object.or("optional", false, Place::flag);
    let tax_class = taxed.class_of(place, &object);
    Some(Charge {
        name: name?,
        title: title?,
        price: price?,
        included: included?,
        optional: optional?,
        tax_class: tax_class?,
    })
}

fn how(place: &Place<'_>) -> Option<Price> {
    let (kind, inside) = single(place, &PRICES)?;
    Some(match kind.as_str() {
        "fixed" => Price::Fixed(price(&inside)?),
        "per_unit" => Price::PerUnit(price(&inside)?),
        "graduated" => Price::Graduated(tiers(&inside)?),
        "volume" => Price::Volume(tiers(&inside)?),
        _ => {
            let object = inside.object(&["minutes", "price", "at_least"])?;
            let minutes = object.need("minutes").and_then(|place| place.whole(1, MOST_MINUTES));
            let of_it = object.need("price").and_then(|place| price(&place));
            let at_least = object.maybe("at_least", |place| place.whole(1, MOST_MINUTES));
            Price::Duration { minutes: minutes?, price: of_it?, at_least: at_least? }
        }
    })
}

fn tiers(place: &Place<'_>) -> Option<Vec<Tier>> {
    let tiers = place.some(|place| {
        let object = place.object(&["up_to", "price"])?;
        let up_to = object.maybe("up_to", quantity);
        let price = object.need("price").and_then(|place| price(&place));
        Some(Tier { up_to: up_to?, price: price? })
    })?;
    let (last, before) = tiers.split_last()?;
    let mut reached = Decimal::ZERO;
    let rises = before
        .iter()
        .all(|tier| tier.up_to.is_some_and(|up_to| std::mem::replace(&mut reached, up_to) < up_to));
    if rises && last.up_to.is_none() {
        Some(tiers)
    } else {
        place.fault(RISING.words(), LAST_OPEN.words())
    }
}

fn surcharge(place: &Place<'_>, taxed: &Taxed<'_>) -> Option<Surcharge> {
    let object = place.object(&SURCHARGE)?;
    let name = object.need("name").and_then(|place| place.text().map(str::to_owned));
    let title = object.need("title").and_then(|place| place.words());
    let when = object.maybe("when", when);
    let extra = match (object.may("percent"), object.may("fixed")) {
        (Some(percent), None) => price(&percent).map(Extra::Percent),
        (None, Some(fixed)) => price(&fixed).map(Extra::Fixed),
        _ => place.expected(ONE_OF.with(&[("fields", &Words::same("percent, fixed"))])),
    };
    let tax_class = taxed.class_of(place, &object);
    Some(Surcharge { name: name?, title: title?, when: when?, extra: extra?, tax_class: tax_class? })
}

fn when(place: &Place<'_>) -> Option<When> {
    let (kind, inside) = single(place, &WHENS)?;
    Some(match kind.as_str() {
        "flag" => When::Flag(inside.text()?.to_owned()),
        "weekdays" => When::Weekdays(inside.some(|day| day.one_of(&WEEKDAYS))?),
        "between" => match inside.each(time)?.as_slice() {
            [from, until] => When::Between(*from, *until),
            _ => return inside.expected(TWO_TIMES.words()),
        },
        "all_of" => When::AllOf(inside.some(when)?),
        "any_of" => When::AnyOf(inside.some(when)?),
        _ => When::Not(Box::new(when(&inside)?)),
    })
}

fn tax(place: &Place<'_>) -> Option<Tax> {
    let object = place.object(&["inclusive", "classes"])?;
    let inclusive = object.need("inclusive").and_then(|place| place.flag());
    let classes = object.need("classes").and_then(|place| place.entries(|_, rate| price(rate)));
    Some(Tax { inclusive: inclusive?, classes: classes?.into_iter().collect() })
}

fn class(place: &Place<'_>, classes: Option<&BTreeMap<String, Decimal>>) -> Option<String> {
    let written = place.text()?;
    match classes {
        Some(classes) if !classes.contains_key(written) => place.unknown(written, classes.keys().map(String::as_str)),
        _ => Some(written.to_owned()),
    }
}

/// The one field of an object that has a choice of them.
fn single<'r>(place: &Place<'r>, known: &[&str]) -> Option<(String, Place<'r>)> {
    match place.node() {
        Node::Map(fields) if fields.len() == 1 => {
            let name = fields[0].0.clone();
            let inside = place.object(known)?.may(&name);
            let inside = inside.filter(|_| known.contains(&name.as_str()))?;
            Some((name, inside))
        }
        _ => place.expected(ONE_OF.with(&[("fields", &Words::same(known.join(", ")))])),
    }
}

fn currency(place: &Place<'_>) -> Option<Currency> {
    Currency::parse(place.text()?).ok().or_else(|| place.expected(A_CURRENCY.words()))
}

fn amount(place: &Place<'_>, currency: Currency) -> Option<Money> {
    let amount = Money::parse(place.text()?, currency).ok().filter(|amount| !amount.is_negative());
    amount.or_else(|| {
        let example = Words::same(format!("\"{}\"", Money::new(30 * currency.per_whole(), currency).plain()));
        place.expected(AN_AMOUNT.with(&[("currency", &Words::same(currency.code())), ("example", &example)]))
    })
}

fn price(place: &Place<'_>) -> Option<Decimal> {
    let price = place.decimal()?;
    let whole = price.is_sign_negative() || price.scale() > 6 || price > Decimal::from(1_000_000_000_000_i64);
    if whole { place.expected(A_PRICE.words()) } else { Some(price) }
}

fn quantity(place: &Place<'_>) -> Option<Decimal> {
    price(place)
}

fn time(place: &Place<'_>) -> Option<Time> {
    let text = place.text()?;
    let (hour, minute) = text.split_once(':').unwrap_or((text, ""));
    let two_digits = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    let read = two_digits(hour)
        .zip(two_digits(minute))
        .and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    read.or_else(|| place.expected(A_TIME.words()))
}

fn named_once<'n>(place: &Place<'_>, names: impl Iterator<Item = &'n str>) -> Option<()> {
    let mut seen = BTreeSet::new();
    let mut names = names;
    match names.find(|name| !seen.insert(*name)) {
        Some(twice) => place.fault(TWICE.with(&[("name", &Words::same(twice))]), RENAME.words()),
        None => Some(()),
    }
}
