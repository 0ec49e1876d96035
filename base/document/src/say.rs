//! Amounts, numbers, dates and lists as each language writes them, in the same manner as the pages do.

use crate::{Node, Said, Words};
use jiff::civil::Date;
use kit::{Locale, Money};

const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_ES: [&str; 12] = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"];

/// An amount with its currency's letters: `EUR 1,234.50` · `1234,50 EUR` · `EUR 1,234.50`, held together by a no-break space.
pub fn money(amount: Money, locale: Locale) -> String {
    let (written, code) = (decimal(&amount.plain(), locale), amount.currency.code());
    match locale {
        Locale::Es => format!("{written}\u{a0}{code}"),
        Locale::En | Locale::Zh => format!("{code}\u{a0}{written}"),
    }
}

/// A plain decimal such as `-1234.5` with the marks of the language. Spanish groups from five digits on.
pub fn decimal(plain: &str, locale: Locale) -> String {
    let (group, point, least) = match locale {
        Locale::En | Locale::Zh => (',', ".", 4),
        Locale::Es => ('.', ",", 5),
    };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut written = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() >= least && (whole.len() - at) % 3 == 0 {
            written.push(group);
        }
        written.push(digit);
    }
    if let Some(rest) = rest {
        written.push_str(point);
        written.push_str(rest);
    }
    written
}

/// `Mar 31, 2026` · `31 mar 2026` · `2026年3月31日`.
pub fn date(day: Date, locale: Locale) -> String {
    let at = day.month() as usize - 1;
    match locale {
        Locale::En => format!("{} {}, {}", MONTHS_EN[at], day.day(), day.year()),
        Locale::Es => format!("{} {} {}", day.day(), MONTHS_ES[at], day.year()),
        Locale::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub fn any_of(items: &[String], locale: Locale) -> String {
    listed(items, locale, [" or ", " o ", "或"])
}

/// `a`, `a and b`, `a, b and c`.
pub fn all_of(items: &[String], locale: Locale) -> String {
    listed(items, locale, [" and ", " y ", "和"])
}

/// A number of days: `1 day`, `30 days`.
pub fn days(count: i64, locale: Locale) -> String {
    let number = decimal(&count.to_string(), locale);
    match (locale, count) {
        (Locale::En, 1) => "1 day".into(),
        (Locale::En, _) => format!("{number} days"),
        (Locale::Es, 1) => "1 día".into(),
        (Locale::Es, _) => format!("{number} días"),
        (Locale::Zh, _) => format!("{number} 天"),
    }
}

/// What kind of value stands in a document, for somebody who does not write JSON every day.
pub fn node(node: &Node) -> Words {
    let said = match node {
        Node::Nothing => Said::new("empty (null)", "nada (null)", "空值（null）"),
        Node::Flag(_) => Said::new("true or false", "true o false", "true 或 false"),
        Node::Whole(_) => Said::new("the number {value}", "el número {value}", "数字 {value}"),
        Node::Inexact(_) => Said::new("the inexact number {value}", "el número inexacto {value}", "不精确的数字 {value}"),
        Node::Text(_) => Said::new("the text “{value}”", "el texto «{value}»", "文本“{value}”"),
        Node::List(_) => Said::new("a list", "una lista", "列表"),
        Node::Map(_) => Said::new("an object", "un objeto", "对象"),
    };
    let value = match node {
        Node::Whole(whole) => whole.to_string(),
        Node::Inexact(number) => number.to_string(),
        Node::Text(text) => text.chars().take(40).collect(),
        _ => String::new(),
    };
    said.with(&[("value", &Words::same(value))])
}

fn listed(items: &[String], locale: Locale, last: [&str; 3]) -> String {
    let (comma, last) = match locale {
        Locale::En => (", ", last[0]),
        Locale::Es => (", ", last[1]),
        Locale::Zh => ("、", last[2]),
    };
    match items {
        [] => "—".into(),
        [one] => one.clone(),
        [first @ .., end] => format!("{}{last}{end}", first.join(comma)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::Currency;

    #[test]
    fn each_language_writes_it_its_own_way() {
        let amount = Money::new(1_234_567, Currency::EUR);
        let day = jiff::civil::date(2026, 3, 31);
        let items = ["a", "b", "c"].map(str::to_owned);
        for (locale, money_is, date_is, list_is, days_are) in [
            (Locale::En, "EUR\u{a0}12,345.67", "Mar 31, 2026", "a, b or c", "1 day"),
            (Locale::Es, "12.345,67\u{a0}EUR", "31 mar 2026", "a, b o c", "1 día"),
            (Locale::Zh, "EUR\u{a0}12,345.67", "2026年3月31日", "a、b或c", "1 天"),
        ] {
            assert_eq!(money(amount, locale), money_is);
            assert_eq!(date(day, locale), date_is);
            assert_eq!(any_of(&items, locale), list_is);
            assert_eq!(days(1, locale), days_are);
        }
        assert_eq!(all_of(&[], Locale::En), "—");
    }
}
