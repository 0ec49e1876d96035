//! How states, amounts, people and facts read on these pages.

use crate::order::{Order, OrderStatus, Paid};
use crate::payment_method::Method;
use crate::subscription::PeriodUnit;
use crate::unit::UnitState;
use kit::{Locale, Money};
use policy::{Fact, Outcome, Words};
use rates::Every;
use web::parts::{Tone, badge};
use web::{Markup, Text, html};

/// The sentence of a word of some family: `said(t, "return", "expected")`.
pub(super) fn said(text: &Text, family: &str, word: &str) -> String {
    text.say(&format!("orders-{family}-{}", word.replace(['_', '.'], "-")))
}

/// The label of a bill's entry: names as they were sold, words of ours in the reader's language.
pub(super) fn label(text: &Text, label: &str) -> String {
    match label {
        "unused_days" | "unused days" => text.say("orders-entry-unused-days"),
        "rest" => text.say("orders-entry-rest"),
        _ if !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => value(text, label),
        _ => label.to_owned(),
    }
}

/// What a line of a bill or of money is for: nothing where its kind says it already, ways of shipping by their name.
pub(super) fn line_label(text: &Text, kind: &str, written: &str) -> String {
    match kind {
        same if same == written => "—".into(),
        "shipping" => shipping(text, written),
        _ => label(text, written),
    }
}

/// A way of shipping: the two every desk begins with in the reader's language, others as the company calls them.
pub(super) fn shipping(text: &Text, method: &str) -> String {
    known_or(text, &format!("orders-way-{method}"), || method.to_owned())
}

/// Why something was done: what it was done for where it explains itself, else the reason somebody gave.
pub(super) fn reason(text: &Text, word: &str) -> String {
    known_or(text, &format!("orders-because-{}", word.replace([' ', '_'], "-")), || value(text, word))
}

/// A country by its name, or the letters that are none.
pub(super) fn country<'a>(text: &Text, code: &'a str) -> &'a str {
    kit::country_name(code, text.locale()).unwrap_or(code)
}

fn known_or(text: &Text, key: &str, other: impl FnOnce() -> String) -> String {
    if text.knows(key) { text.say(key) } else { other() }
}

/// A reason, method or condition as policies know it, in the reader's language.
pub(super) fn value(text: &Text, word: &str) -> String {
    policy::value_in_words(word, text.locale())
}

/// What a button for this action is called; those of custom records carry their own word.
pub(super) fn button_word(text: &Text, verb: &str) -> String {
    let key = format!("orders-do-{}", verb.replace(['_', '.'], "-"));
    if text.knows(&key) { text.say(&key) } else { verb.to_owned() }
}

/// An action of a record's own type: its name with blanks.
pub(super) fn own_action(name: &str) -> String {
    name.replace('_', " ")
}

/// A way to pay: what people recognise it by, with its kind where that alone says nothing.
pub(super) fn method_name(text: &Text, method: &Method) -> String {
    let kind = value(text, method.kind.word());
    match method.label.as_str() {
        "" => kind,
        label if method.kind.is_balance() => format!("{kind} {label}"),
        label => label.to_owned(),
    }
}

/// `every month`, `every 14 days`.
pub(super) fn every(text: &Text, every: Every) -> String {
    let (unit, count) = PeriodUnit::of(every);
    text.say_with(&format!("orders-every-{}", unit.word()), &[("count", &count)])
}

/// A price with how often it is charged.
pub(super) fn price_every(text: &Text, price: Money, period: Every) -> String {
    text.say_with("orders-price-every", &[("price", &text.money(price)), ("every", &every(text, period))])
}

/// The name of an action that was or would be done.
pub(super) fn deed(text: &Text, verb: &str) -> String {
    let key = format!("orders-verb-{}", verb.replace('_', "-"));
    if verb.contains('.') || !text.knows(&key) { verb.to_owned() } else { text.say(&key) }
}

/// The article a reason cites: a page elsewhere by its address, one of the desk's own by the word it is filed under.
pub(super) fn cited(text: &Text, article: &str) -> Markup {
    if article.starts_with("https://") && !article.contains(char::is_whitespace) {
        return html! { a href=(article) target="_blank" rel="noopener noreferrer" { (text.say("orders-article-read")) } };
    }
    if article.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return html! { a href={ "/knowledge/" (article) } { (text.say_with("orders-article", &[("article", &article)])) } };
    }
    html! { (text.say_with("orders-article", &[("article", &article)])) }
}

/// Where the order stands.
pub(super) fn order_badge(text: &Text, order: &Order) -> Markup {
    let tone = match order.status {
        OrderStatus::Delivered => Tone::Good,
        OrderStatus::Cancelled | OrderStatus::Returned => Tone::Warn,
        OrderStatus::Placed | OrderStatus::PartlyShipped | OrderStatus::Shipped => Tone::Info,
    };
    badge(tone, &said(text, "status", order.status.word()))
}

/// How far it is paid.
pub(super) fn paid_badge(text: &Text, order: &Order) -> Markup {
    let state = order.payment_state();
    let tone = match state {
        Paid::Paid => Tone::Good,
        Paid::Unpaid | Paid::Partly => Tone::Warn,
        Paid::Refunded => Tone::Plain,
    };
    badge(tone, &said(text, "paid", state.word()))
}

/// Where one piece is.
pub(super) fn unit_badge(text: &Text, state: UnitState) -> Markup {
    let tone = match state {
        UnitState::Delivered => Tone::Good,
        UnitState::Returning | UnitState::Returned | UnitState::Cancelled => Tone::Warn,
        UnitState::Ordered | UnitState::Shipped => Tone::Info,
    };
    badge(tone, &said(text, "status", state.word()))
}

/// What the policy said.
pub(super) fn outcome_badge(text: &Text, outcome: &Outcome) -> Markup {
    let tone = match outcome {
        Outcome::Allowed | Outcome::NeedsConfirmation => Tone::Good,
        Outcome::NeedsApproval { .. } => Tone::Warn,
        Outcome::Denied => Tone::Danger,
    };
    badge(tone, &said(text, "outcome", outcome.name()))
}

/// A built-in role in words; a role of the company by its own name.
pub(super) fn role(text: &Text, role: &str) -> String {
    let key = format!("orders-role-{}", role.replace('_', "-"));
    if text.knows(&key) { text.say(&key) } else { role.to_owned() }
}

/// Words of a policy in one language.
pub(super) fn in_language(words: &Words, locale: Locale) -> &str {
    words.of(locale)
}

/// A fact as one says it.
pub(super) fn fact(text: &Text, fact: &Fact) -> String {
    match fact {
        Fact::Flag(true) => text.say("orders-yes"),
        Fact::Flag(false) => text.say("orders-no"),
        Fact::Number(number) => text.number(*number),
        Fact::Money(money) => text.money(*money),
        Fact::Text(word) => value(text, word),
        Fact::Texts(words) => words.iter().map(|word| value(text, word)).collect::<Vec<_>>().join(", "),
    }
}

/// What a fact is about: “the status of the order”; a company's own fact by its name.
pub(super) fn fact_name(text: &Text, name: &str) -> String {
    let known = policy::FACTS.iter().find(|fact| fact.name == name);
    known.map_or_else(|| name.to_owned(), |fact| fact.meaning.of(text.locale()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::cited;
    use kit::Locale;
    use web::Text;

    #[test]
    fn an_article_is_a_link_only_where_it_is_an_address_or_a_plain_word() {
        let text = Text::of(vec![crate::TEXTS], Locale::En);
        for (article, link) in [
            ("https://help.kettle.example/returns", true),
            ("returns", true),
            ("returns and more", false),
            ("returns/../settings", false),
            ("http://help.kettle.example/returns", false),
            ("javascript:alert(1)", false),
            ("https://help.kettle.example/ returns", false),
        ] {
            assert_eq!(cited(&text, article).into_string().contains("<a href"), link, "{article}");
        }
    }
}
