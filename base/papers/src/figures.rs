//! Figures as each language writes them: amounts, quantities, rates, dates.
//!
//! Amounts are always grouped, in Spanish too from four digits on, because a column of them is read digit below digit.

use jiff::civil::Date;
use kit::{Currency, Locale, Money};
use rust_decimal::Decimal;

const NO_BREAK: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// An amount without its currency: `1,234.50`, `1.234,50`.
pub(crate) fn amount(money: Money, locale: Locale) -> String {
    grouped(money.decimal(), locale)
}

/// An amount with its currency: `€1,234.50`, `1.234,50 €`, `KWD 1.250`.
pub(crate) fn money(money: Money, locale: Locale) -> String {
    let positive = grouped(money.decimal().abs(), locale);
    let sign = if money.is_negative() { MINUS.to_string() } else { String::new() };
    match (symbol(money.currency, locale), locale) {
        (Some(symbol), Locale::Es) => format!("{sign}{positive}{NO_BREAK}{symbol}"),
        (Some(symbol), _) => format!("{sign}{symbol}{positive}"),
        (None, Locale::Es) => format!("{sign}{positive}{NO_BREAK}{}", money.currency),
        (None, _) => format!("{}{NO_BREAK}{sign}{positive}", money.currency),
    }
}

/// A price, which may be finer than the currency but is never written coarser.
pub(crate) fn price(price: Decimal, currency: Currency, locale: Locale) -> String {
    let mut exact = price.normalize();
    if exact.scale() < currency.decimals() {
        exact.rescale(currency.decimals());
    }
    grouped(exact, locale)
}

/// A quantity or a rate: as many decimals as it has.
pub(crate) fn plain(number: Decimal, locale: Locale) -> String {
    grouped(number.normalize(), locale)
}

pub(crate) fn percent(rate: Decimal, locale: Locale) -> String {
    let space = if locale == Locale::Es { "\u{a0}" } else { "" };
    format!("{}{space}%", plain(rate, locale))
}

pub(crate) fn date(date: Date, locale: Locale) -> String {
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const SPANISH: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    let (year, month, day) = (date.year(), date.month(), date.day());
    let name = |names: [&'static str; 12]| names[usize::from(month.unsigned_abs()) - 1];
    match locale {
        Locale::En => format!("{day}{NO_BREAK}{}{NO_BREAK}{year}", name(ENGLISH)),
        Locale::Es => format!("{day} de {} de {year}", name(SPANISH)),
        Locale::Zh => format!("{year}年{month}月{day}日"),
    }
}

/// Four by four, as banks print it.
pub(crate) fn iban(iban: &str) -> String {
    let chars: Vec<char> = iban.chars().collect();
    let groups: Vec<String> = chars.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join("\u{a0}")
}

/// Signs nobody can take for those of another currency in that language.
const fn symbol(currency: Currency, locale: Locale) -> Option<&'static str> {
    match (currency, locale) {
        (Currency::EUR, _) => Some("€"),
        (Currency::GBP, _) => Some("£"),
        (Currency::USD, Locale::En) => Some("$"),
        (Currency::USD, _) => Some("US$"),
        (Currency::JPY, Locale::En) | (Currency::CNY, Locale::Zh) => Some("¥"),
        (Currency::JPY, Locale::Zh) => Some("JP¥"),
        (Currency::CNY, Locale::En) => Some("CN¥"),
        _ => None,
    }
}

fn grouped(number: Decimal, locale: Locale) -> String {
    let (group, point) = if locale == Locale::Es { ('.', ',') } else { (',', '.') };
    let text = number.abs().to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut written = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        written.push(MINUS);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            written.push(group);
        }
        written.push(digit);
    }
    if !part.is_empty() {
        written.push(point);
        written.push_str(part);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_money_its_own_way() {
        for (minor, currency, en, es, zh) in [
            (123_450, Currency::EUR, "€1,234.50", "1.234,50\u{a0}€", "€1,234.50"),
            (-5, Currency::EUR, "−€0.05", "−0,05\u{a0}€", "−€0.05"),
            (1_234_567, Currency::JPY, "¥1,234,567", "1.234.567\u{a0}JPY", "JP¥1,234,567"),
            (1_250, Currency::KWD, "KWD\u{a0}1.250", "1,250\u{a0}KWD", "KWD\u{a0}1.250"),
            (100, Currency::USD, "$1.00", "1,00\u{a0}US$", "US$1.00"),
            (88_00, Currency::CNY, "CN¥88.00", "88,00\u{a0}CNY", "¥88.00"),
        ] {
            let amount = Money::new(minor, currency);
            assert_eq!([money(amount, Locale::En), money(amount, Locale::Es), money(amount, Locale::Zh)], [en, es, zh]);
        }
    }

    #[test]
    fn prices_keep_their_fine_decimals_and_dates_their_order() {
        assert_eq!(price(Decimal::new(125, 4), Currency::EUR, Locale::En), "0.0125");
        assert_eq!(price(Decimal::new(5, 0), Currency::EUR, Locale::Es), "5,00");
        assert_eq!(percent(Decimal::new(190, 1), Locale::Es), "19\u{a0}%");
        let third_of_march = Date::constant(2026, 3, 3);
        assert_eq!(date(third_of_march, Locale::En), "3\u{a0}March\u{a0}2026");
        assert_eq!(date(third_of_march, Locale::Es), "3 de marzo de 2026");
        assert_eq!(date(third_of_march, Locale::Zh), "2026年3月3日");
        assert_eq!(iban("DE89370400440532013000"), "DE89\u{a0}3704\u{a0}0044\u{a0}0532\u{a0}0130\u{a0}00");
    }
}
