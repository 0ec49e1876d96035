//! Reasons in words: those the program brings itself, and a policy's own with their places filled.

use crate::known::{facts, values::value_in_words};
use crate::predicate::{Check, Gap, days_since};
use crate::{Fact, Facts, Policy, Predicate, Reason, Strength};
use document::{Said, Words, say};
use jiff::ToSpan as _;
use kit::{Locale, Money};

/// A short name a sentence may use instead of a fact's.
pub(crate) struct Shorthand {
    pub name: &'static str,
    from: From,
}

enum From {
    Fact(&'static str),
    /// The number of days the rule allows.
    Days,
    /// How many have passed.
    DaysPassed,
    /// The last day on which the rule still held.
    Deadline,
    /// The rule's limit in the currency of the action.
    Limit,
    Least,
    Most,
    /// The rule's list of what is possible.
    Possible,
}

const fn short(name: &'static str, from: From) -> Shorthand {
    Shorthand { name, from }
}

/// The shorthands, as `docs/policies.md` lists them.
pub(crate) const SHORTHANDS: [Shorthand; 17] = [
    short("amount", From::Fact("action.amount")),
    short("reason", From::Fact("action.reason")),
    short("order", From::Fact("order.number")),
    short("status", From::Fact("order.status")),
    short("country", From::Fact("order.country")),
    short("paid", From::Fact("order.paid")),
    short("refundable", From::Fact("order.refundable")),
    short("balance", From::Fact("payment.balance")),
    short("target", From::Fact("refund.target")),
    short("quantity", From::Fact("items.quantity")),
    short("days", From::Days),
    short("days_passed", From::DaysPassed),
    short("deadline", From::Deadline),
    short("limit", From::Limit),
    short("least", From::Least),
    short("most", From::Most),
    short("possible", From::Possible),
];

/// The short names a sentence may use in braces beside the names of facts.
pub fn shorthands() -> impl Iterator<Item = &'static str> {
    SHORTHANDS.iter().map(|shorthand| shorthand.name)
}

pub(crate) fn shorthand(name: &str) -> Option<&'static Shorthand> {
    SHORTHANDS.iter().find(|shorthand| shorthand.name == name)
}

/// The sentence with its places filled from the rule and the facts; what nobody knows is a dash.
pub(crate) fn filled(words: &Words, require: &Predicate, facts: &Facts) -> Words {
    words.filled(|name, locale| {
        let known = match shorthand(name).map(|shorthand| &shorthand.from) {
            Some(From::Fact(fact)) => facts.get(fact).map(|fact| fact_in_words(fact, locale)),
            Some(from) => require.leaves().into_iter().find_map(|leaf| from_rule(from, leaf.check(), facts, locale)),
            None => facts.get(name).map(|fact| fact_in_words(fact, locale)),
        };
        Some(known.unwrap_or_else(|| "—".to_owned()))
    })
}

fn from_rule(from: &From, check: Check<'_>, facts: &Facts, locale: Locale) -> Option<String> {
    let number = |number: i64| say::decimal(&number.to_string(), locale);
    match (from, check) {
        (From::Days, Check::Days(_, days)) => Some(number(days)),
        (From::DaysPassed, Check::Days(since, _)) => days_since(facts, since).ok().map(number),
        (From::Deadline, Check::Days(since, days)) => {
            let last = facts.get(since)?.date()?.checked_add(days.days()).ok()?;
            Some(say::date(last, locale))
        }
        (From::Limit, Check::Below(fact, limits) | Check::Within(fact, None, Some(limits)) | Check::Within(fact, Some(limits), _)) => {
            let Some(Fact::Money(amount)) = facts.get(fact) else { return Some(limits.said(locale)) };
            limits.of(amount.currency).map(|limit| say::money(limit, locale))
        }
        (From::Least, Check::Number(_, Some(least), _)) => Some(number(least)),
        (From::Most, Check::Number(_, _, Some(most))) => Some(number(most)),
        (From::Possible, Check::Texts(_, _, list)) => {
            let each: Vec<String> = list.iter().map(|value| value_in_words(value, locale)).collect();
            Some(say::any_of(&each, locale))
        }
        _ => None,
    }
}

/// A fact as one says it.
pub(crate) fn fact_in_words(fact: &Fact, locale: Locale) -> String {
    match fact {
        Fact::Flag(flag) => yes_or_no(*flag).of(locale).to_owned(),
        Fact::Number(number) => say::decimal(&number.to_string(), locale),
        Fact::Money(money) => say::money(*money, locale),
        Fact::Texts(texts) => {
            let each: Vec<String> = texts.iter().map(|text| value_in_words(text, locale)).collect();
            say::all_of(&each, locale)
        }
        Fact::Text(text) => match fact.date() {
            Some(day) => say::date(day, locale),
            None => value_in_words(text, locale),
        },
    }
}

pub(crate) const fn yes_or_no(flag: bool) -> Said {
    if flag { Said::new("yes", "sí", "是") } else { Said::new("no", "no", "否") }
}

fn built_in(code: impl Into<String>, text: Words, next_step: Words) -> Reason {
    Reason { code: code.into(), text, next_step, article: None }
}

pub(crate) fn no_rules() -> Reason {
    const TEXT: Said =
        Said::new("Our policy does not provide for this.", "Nuestra política no lo contempla.", "我们的政策未规定此项操作。");
    const NEXT: Said = Said::new("Ask us what else is possible.", "Pregúntenos qué otra cosa es posible.", "请联系我们了解其他办法。");
    built_in("action.no_rules", TEXT.words(), NEXT.words())
}

pub(crate) fn not_told() -> Reason {
    const TEXT: Said = Said::new("We do not give this information.", "No facilitamos esta información.", "我们不提供此信息。");
    const NEXT: Said = Said::new("Ask us what else is possible.", "Pregúntenos qué otra cosa es posible.", "请联系我们了解其他办法。");
    built_in("disclosure.not_in_policy", TEXT.words(), NEXT.words())
}

pub(crate) fn too_weak(needed: Strength) -> Reason {
    const TEXT: Said = Said::new(
        "Before we do this we have to be sure that it is you.",
        "Antes de hacerlo debemos asegurarnos de que es usted.",
        "在此之前，我们需要确认您的身份。",
    );
    let next = needed.how().words().filled(|_, _| None);
    built_in("identity.too_weak", TEXT.words(), Words::each(|locale| full_stop(next.of(locale), locale)))
}

pub(crate) fn confirm() -> Reason {
    const TEXT: Said = Said::new("This is done once it is confirmed.", "Se hará en cuanto se confirme.", "确认后即会执行。");
    const NEXT: Said = Said::new("Look at the preview and confirm it.", "Revise la vista previa y confírmela.", "请查看预览并确认。");
    built_in("confirmation.needed", TEXT.words(), NEXT.words())
}

pub(crate) fn approval(role: &str, above: Option<Money>) -> Reason {
    const ANY: Said = Said::new(
        "A colleague with the role {role} has to approve this.",
        "Debe aprobarlo alguien con el rol {role}.",
        "此操作需要{role}批准。",
    );
    const ABOVE: Said = Said::new(
        "Above {limit} a colleague with the role {role} has to approve this.",
        "Por encima de {limit} debe aprobarlo alguien con el rol {role}.",
        "超过 {limit} 时，此操作需要{role}批准。",
    );
    const NEXT: Said = Said::new(
        "Ask for the approval; we do it as soon as it is given.",
        "Pida la aprobación; lo haremos en cuanto se conceda.",
        "请申请审批，批准后立即执行。",
    );
    let role = Words::each(|locale| value_in_words(role, locale));
    let text = match above {
        Some(limit) => ABOVE.with(&[("role", &role), ("limit", &Words::each(|locale| say::money(limit, locale)))]),
        None => ANY.with(&[("role", &role)]),
    };
    built_in("approval.needed", text, NEXT.words())
}

const TOMORROW: Said = Said::new(
    "A supervisor can do it today, or we do it tomorrow.",
    "Un supervisor puede hacerlo hoy, o lo haremos mañana.",
    "主管今天可以办理，或者我们明天办理。",
);

pub(crate) fn too_often(most: i64) -> Reason {
    const TEXT: Said = Said::new(
        "One person may do this {most} times a day, and that has been reached.",
        "Una persona puede hacerlo {most} veces al día, y ya se ha alcanzado.",
        "每人每天最多可执行 {most} 次，现已达到上限。",
    );
    let most = Words::each(|locale| say::decimal(&most.to_string(), locale));
    built_in("per_day.count", TEXT.with(&[("most", &most)]), TOMORROW.words())
}

pub(crate) fn too_much(most: Money) -> Reason {
    const TEXT: Said = Said::new(
        "One person may do this for {most} a day, and this would be more.",
        "Una persona puede hacerlo por {most} al día, y esto lo superaría.",
        "每人每天的限额为 {most}，此操作将超出限额。",
    );
    built_in("per_day.amount", TEXT.with(&[("most", &Words::each(|locale| say::money(most, locale)))]), TOMORROW.words())
}

/// What could not be told, by the table of facts.
pub(crate) fn of_gap(gap: &Gap) -> Reason {
    let meaning = |fact: &str| facts::known(fact).map_or_else(|| Words::same(fact), |known| known.meaning.words());
    of_gap_as(gap, meaning)
}

/// The same, knowing the policy's own facts.
pub(crate) fn of_gap_in(gap: &Gap, policy: &Policy) -> Reason {
    let own = |fact: &str| policy.facts.get(fact).map(|own| own.meaning.clone());
    let known = |fact: &str| facts::known(fact).map(|known| known.meaning.words());
    of_gap_as(gap, |fact| known(fact).or_else(|| own(fact)).unwrap_or_else(|| Words::same(fact)))
}

fn of_gap_as(gap: &Gap, meaning: impl Fn(&str) -> Words) -> Reason {
    const MISSING: Said = Said::new(
        "We cannot decide this yet, because we do not know this: {meaning}.",
        "Aún no podemos decidirlo, porque no sabemos esto: {meaning}.",
        "我们还无法决定，因为尚不清楚：{meaning}。",
    );
    const UNREADABLE: Said = Said::new(
        "We cannot decide this, because what we have here cannot be used: {meaning}.",
        "No podemos decidirlo, porque lo que tenemos aquí no sirve: {meaning}.",
        "我们无法决定，因为此项信息无法使用：{meaning}。",
    );
    const CURRENCY: Said = Said::new(
        "We cannot decide this, because our limits do not cover this currency: {meaning}.",
        "No podemos decidirlo, porque nuestros límites no cubren esta moneda: {meaning}.",
        "我们无法决定，因为我们的限额不包含此币种：{meaning}。",
    );
    const NEXT: Said = Said::new(
        "We find it out and come back to you.",
        "Lo averiguamos y volvemos a ponernos en contacto con usted.",
        "我们核实后再答复您。",
    );
    let (code, said, fact) = match gap {
        Gap::Missing(fact) => ("missing", MISSING, fact),
        Gap::Unreadable(fact) => ("unreadable", UNREADABLE, fact),
        Gap::Currency(fact) => ("currency", CURRENCY, fact),
    };
    built_in(format!("{code}.{fact}"), said.with(&[("meaning", &meaning(fact))]), NEXT.words())
}

fn full_stop(sentence: &str, locale: Locale) -> String {
    format!("{sentence}{}", if locale == Locale::Zh { "。" } else { "." })
}

/// The sentence as whoever edits the policy reads it: what depends on the case stands as its meaning, in brackets.
pub(crate) fn for_reading(words: &Words, require: &Predicate, meaning: impl Fn(&str) -> Words) -> Words {
    words.filled(|name, locale| {
        let known = match shorthand(name).map(|shorthand| &shorthand.from) {
            Some(From::Fact(fact)) => Some(format!("[{}]", meaning(fact).of(locale))),
            Some(from) => require.leaves().into_iter().find_map(|leaf| from_rule(from, leaf.check(), &Facts::new(), locale)),
            None => Some(format!("[{}]", meaning(name).of(locale))),
        };
        Some(known.unwrap_or_else(|| format!("[{name}]")))
    })
}
