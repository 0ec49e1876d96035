//! Amounts as shop systems write them, to exact money: decimal strings, and Stripe's own smallest units.

use crate::commerce::Ailment;
use kit::{Currency, Money, Rounding};
use rust_decimal::Decimal;
use std::str::FromStr as _;

fn unreadable(why: impl std::fmt::Display) -> Ailment {
    Ailment::Unreadable(why.to_string())
}

/// Reads the three letters.
pub(crate) fn currency(code: &str) -> Result<Currency, Ailment> {
    Currency::parse(code).map_err(unreadable)
}

/// An exact amount: `12.34`, `1000.0` for yen. One with a fraction of a minor unit is no amount.
pub(crate) fn exact(text: &str, currency: Currency) -> Result<Money, Ailment> {
    let whole = number(text)?;
    if whole.normalize().scale() > currency.decimals() {
        return Err(unreadable(format!("“{text}” has more decimals than {currency} has")));
    }
    Money::of_decimal(whole, currency, Rounding::Down).map_err(unreadable)
}

/// An amount that was worked out there with more decimals than the currency has, such as the tax of a line.
pub(crate) fn rounded(text: &str, currency: Currency) -> Result<Money, Ailment> {
    Money::of_decimal(number(text)?, currency, Rounding::HalfUp).map_err(unreadable)
}

/// A plain decimal number.
pub(crate) fn number(text: &str) -> Result<Decimal, Ailment> {
    let text = text.trim();
    if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-')) {
        return Err(unreadable(format!("“{}” is no plain number", text.chars().take(40).collect::<String>())));
    }
    Decimal::from_str(text).map_err(|e| unreadable(format!("“{}”: {e}", text.chars().take(40).collect::<String>())))
}

/// Currencies Stripe counts in whole units, whatever ISO 4217 says.
const WHOLE: [&str; 15] = ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"];
/// Currencies of three decimals.
const THOUSANDTHS: [&str; 5] = ["BHD", "JOD", "KWD", "OMR", "TND"];

/// How many decimals Stripe's smallest unit has. ISK and UGX have none, and are counted in hundredths all the same.
fn stripe_decimals(currency: Currency) -> u32 {
    match currency.code() {
        code if WHOLE.contains(&code) => 0,
        code if THOUSANDTHS.contains(&code) => 3,
        _ => 2,
    }
}

/// An amount in Stripe's smallest unit.
pub(crate) fn of_stripe(units: i64, currency: Currency) -> Result<Money, Ailment> {
    let whole = Decimal::new(units, stripe_decimals(currency));
    exact(&whole.to_string(), currency)
}

/// The same the other way; `None` if Stripe cannot write it.
pub(crate) fn to_stripe(money: Money) -> Option<i64> {
    use rust_decimal::prelude::ToPrimitive as _;
    let units = money.decimal().checked_mul(Decimal::from(10_i64.pow(stripe_decimals(money.currency))))?;
    units.fract().is_zero().then(|| units.to_i64()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    #[test]
    fn decimal_strings_are_exact_in_every_currency() {
        for (text, currency, minor) in [
            ("12.34", "EUR", 1_234),
            ("1000.0", "JPY", 1_000),
            ("1.234", "KWD", 1_234),
            ("-0.5", "USD", -50),
            ("0", "EUR", 0),
        ] {
            assert_eq!(exact(text, code(currency)).expect(text).minor, minor, "{text} {currency}");
        }
        for (text, currency) in [("12.345", "EUR"), ("0.5", "JPY"), ("", "EUR"), ("1,5", "EUR"), ("1e3", "EUR"), ("NaN", "EUR")] {
            assert!(matches!(exact(text, code(currency)), Err(Ailment::Unreadable(_))), "{text} {currency}");
        }
    }

    #[test]
    fn stripe_counts_each_currency_its_own_way() {
        for (units, currency, minor) in [
            (1_234, "EUR", 1_234),
            (500, "JPY", 500),
            (1_230, "KWD", 1_230),
            (5, "MGA", 500),
            (700, "ISK", 7),
            (700, "UGX", 7),
        ] {
            let money = of_stripe(units, code(currency)).expect("an amount");
            assert_eq!((money.minor, to_stripe(money)), (minor, Some(units)), "{units} {currency}");
        }
        assert!(of_stripe(750, code("ISK")).is_err(), "half a króna is no amount");
        assert_eq!(to_stripe(Money::new(150, code("MGA"))), None, "a part of an ariary cannot be asked for");
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_read_is_what_was_written(text in "[0-9.eE+-]{0,30}", minor in -1_000_000_000_i64..1_000_000_000, at in 0_usize..5) {
            let _ = exact(&text, Currency::EUR);
            let money = Money::new(minor, code(["EUR", "JPY", "KWD", "USD", "ISK"][at]));
            prop_assert_eq!(exact(&money.plain(), money.currency).expect("plain"), money);
            let units = to_stripe(money).expect("each of these can be written");
            prop_assert_eq!(of_stripe(units, money.currency).expect("and read"), money);
        }
    }
}
