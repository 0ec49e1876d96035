//! Exact money: a whole number of minor units and its currency (ISO 4217), and how it is added, multiplied, shared out.
//!
//! Nothing here rounds unless it is told how, nothing mixes two currencies, and nothing overflows in silence: each of
//! these is a [`MoneyFault`]. How many decimals a currency has comes from ISO 4217: none for JPY, two for USD, three for KWD.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// A currency of ISO 4217 that has minor units (metals, funds and test codes have none and are refused).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

/// An amount of one currency, in its minor units (cents, fils, whole yen). May be negative: a debt, a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: 1234 is 12.34 EUR, 1234 JPY, 1.234 KWD.
    pub minor: i64,
    pub currency: Currency,
}

/// How a fraction of a minor unit is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// A half goes away from zero: what invoices and EN 16931 use.
    HalfUp,
    /// A half goes to the even neighbour: no drift over many amounts.
    HalfEven,
    /// Towards zero: never more than was due.
    Down,
}

/// Why an amount could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyFault {
    #[error("“{0}” is no currency of ISO 4217 with minor units. Write three letters, such as EUR")]
    NoCurrency(String),
    #[error("“{text}” is no amount of {currency}. Write digits with a point and at most {decimals} decimals")]
    NoAmount { text: String, currency: Currency, decimals: u32 },
    #[error("{0} and {1} cannot be put together. Convert one of them first")]
    TwoCurrencies(Currency, Currency),
    #[error("the amount is too large to be kept exactly. Split it")]
    TooLarge,
    #[error("there is nobody to share the amount among. Name at least one share above nothing")]
    NoShares,
}

impl Currency {
    pub const EUR: Self = Self(iso_currency::Currency::EUR);
    pub const USD: Self = Self(iso_currency::Currency::USD);
    pub const GBP: Self = Self(iso_currency::Currency::GBP);
    pub const JPY: Self = Self(iso_currency::Currency::JPY);
    pub const KWD: Self = Self(iso_currency::Currency::KWD);
    pub const CNY: Self = Self(iso_currency::Currency::CNY);

    /// Reads the three letters, whatever their case.
    pub fn parse(code: &str) -> Result<Self, MoneyFault> {
        iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase())
            .filter(|currency| currency.exponent().is_some())
            .map(Self)
            .ok_or_else(|| MoneyFault::NoCurrency(code.chars().take(20).collect()))
    }

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals an amount has: 0 to 4.
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// Minor units in one whole: 1, 100, 1000.
    pub fn per_whole(self) -> i64 {
        10_i64.pow(self.decimals())
    }

    /// Nothing, in this currency.
    pub const fn zero(self) -> Money {
        Money { minor: 0, currency: self }
    }
}

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads a plain amount such as `1234.50`: digits, one optional point, an optional minus; never more decimals than
    /// the currency has, no grouping marks, no spaces inside.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyFault> {
        let decimals = currency.decimals();
        let fault = || MoneyFault::NoAmount { text: text.chars().take(40).collect(), currency, decimals };
        let typed = text.trim();
        let (sign, digits) = typed.strip_prefix('-').map_or((1, typed), |digits| (-1, digits));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let has_point = digits.contains('.');
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || (has_point && part.is_empty()) || part.len() > decimals as usize {
            return Err(fault());
        }
        let written = format!("{whole}{part:0<width$}", width = decimals as usize);
        let minor: i64 = written.parse().map_err(|_| MoneyFault::TooLarge)?;
        Ok(Self::new(sign * minor, currency))
    }

    /// The amount as a decimal number of whole units: 12.34.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.decimals())
    }

    /// Settles a decimal number of whole units in minor units.
    pub fn of_decimal(whole: Decimal, currency: Currency, rounding: Rounding) -> Result<Self, MoneyFault> {
        use rust_decimal::prelude::ToPrimitive as _;
        let minor = whole.checked_mul(Decimal::from(currency.per_whole())).ok_or(MoneyFault::TooLarge)?;
        let settled = minor.round_dp_with_strategy(0, rounding.strategy());
        settled.to_i64().map(|minor| Self::new(minor, currency)).ok_or(MoneyFault::TooLarge)
    }

    pub fn plus(self, other: Self) -> Result<Self, MoneyFault> {
        self.together(other, i64::checked_add)
    }

    pub fn minus(self, other: Self) -> Result<Self, MoneyFault> {
        self.together(other, i64::checked_sub)
    }

    /// `count` times as much.
    pub fn times(self, count: i64) -> Result<Self, MoneyFault> {
        let minor = self.minor.checked_mul(count).ok_or(MoneyFault::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// A rate of it, such as 0.19 for tax, settled once.
    pub fn rate(self, rate: Decimal, rounding: Rounding) -> Result<Self, MoneyFault> {
        let exact = self.decimal().checked_mul(rate).ok_or(MoneyFault::TooLarge)?;
        Self::of_decimal(exact, self.currency, rounding)
    }

    /// The same amount the other way.
    pub fn negated(self) -> Result<Self, MoneyFault> {
        let minor = self.minor.checked_neg().ok_or(MoneyFault::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The smaller of two amounts of one currency.
    pub fn least(self, other: Self) -> Result<Self, MoneyFault> {
        self.same_currency(other)?;
        Ok(if other.minor < self.minor { other } else { self })
    }

    /// Shares it out by weight; the shares add up to it exactly. What rounding leaves over goes, one minor unit each, to
    /// the largest remainders, the first of equals first. A weight of nothing gets nothing.
    pub fn shared_by(self, weights: &[u64]) -> Result<Vec<Self>, MoneyFault> {
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if total == 0 {
            return Err(MoneyFault::NoShares);
        }
        let amount = i128::from(self.minor.unsigned_abs());
        let whole = |weight: &u64| amount * i128::from(*weight) / total;
        let mut shares: Vec<i128> = weights.iter().map(whole).collect();
        let left: i128 = amount - shares.iter().sum::<i128>();
        let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
        by_remainder.sort_by_key(|at| (-(amount * i128::from(weights[*at]) % total), *at));
        for at in by_remainder.into_iter().take(left as usize) {
            shares[at] += 1;
        }
        let sign = i128::from(self.minor.signum());
        let share = |share: i128| i64::try_from(share * sign).map(|minor| Self { minor, ..self }).map_err(|_| MoneyFault::TooLarge);
        shares.into_iter().map(share).collect()
    }

    /// The plain amount with all its decimals and without the currency: `12.30`, `-0.05`, `1234`.
    pub fn plain(self) -> String {
        self.decimal().to_string()
    }

    /// Refuses two currencies.
    pub fn same_currency(self, other: Self) -> Result<(), MoneyFault> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyFault::TwoCurrencies(self.currency, other.currency))
        }
    }

    fn together(self, other: Self, how: fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyFault> {
        self.same_currency(other)?;
        let minor = how(self.minor, other.minor).ok_or(MoneyFault::TooLarge)?;
        Ok(Self { minor, ..self })
    }
}

impl Rounding {
    const fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::Down => RoundingStrategy::ToZero,
        }
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyFault;
    fn try_from(code: String) -> Result<Self, MoneyFault> {
        Self::parse(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().into()
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.plain(), self.currency)
    }
}

/// The sum of amounts of one currency; nothing at all is `currency.zero()`.
pub fn total(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Result<Money, MoneyFault> {
    amounts.into_iter().try_fold(currency.zero(), Money::plus)
}

#[cfg(test)]
mod tests {
    use super::{Currency, Decimal, Money, MoneyFault, Rounding, total};
    use proptest::prelude::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn each_currency_has_its_own_decimals() {
        for (text, code, minor, plain) in [
            ("12.34", "EUR", 1234, "12.34"),
            ("12.3", "usd", 1230, "12.30"),
            ("1234", "JPY", 1234, "1234"),
            ("1.234", "KWD", 1234, "1.234"),
            ("-0.05", "EUR", -5, "-0.05"),
        ] {
            let money = Money::parse(text, Currency::parse(code).expect(code)).expect(text);
            assert_eq!((money.minor, money.plain().as_str()), (minor, plain), "{text} {code}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for (text, code) in [
            ("1.5", "JPY"),
            ("1.234", "EUR"),
            ("", "EUR"),
            (".5", "EUR"),
            ("5.", "EUR"),
            ("1,5", "EUR"),
            ("1 000", "EUR"),
            ("+1", "EUR"),
            ("1e3", "EUR"),
            ("--1", "EUR"),
            ("٣", "EUR"),
        ] {
            let refused = Money::parse(text, Currency::parse(code).expect(code));
            assert!(matches!(refused, Err(MoneyFault::NoAmount { .. })), "{text:?} {code}: {refused:?}");
        }
        assert_eq!(Money::parse("99999999999999999999", Currency::EUR), Err(MoneyFault::TooLarge));
        for code in ["XAU", "EURO", "", "€"] {
            assert!(Currency::parse(code).is_err(), "{code}");
        }
    }

    #[test]
    fn a_half_goes_where_it_is_told() {
        let rate = Decimal::new(5, 1);
        for (minor, up, even, down) in [(1, 1, 0, 0), (3, 2, 2, 1), (-1, -1, 0, 0), (-3, -2, -2, -1)] {
            let settled = |rounding| eur(minor).rate(rate, rounding).expect("small").minor;
            assert_eq!((settled(Rounding::HalfUp), settled(Rounding::HalfEven), settled(Rounding::Down)), (up, even, down), "{minor}");
        }
    }

    #[test]
    fn two_currencies_and_overflow_are_faults() {
        assert!(matches!(eur(1).plus(Money::new(1, Currency::JPY)), Err(MoneyFault::TwoCurrencies(..))));
        assert_eq!(eur(i64::MAX).plus(eur(1)), Err(MoneyFault::TooLarge));
        assert_eq!(eur(i64::MIN).negated(), Err(MoneyFault::TooLarge));
        assert_eq!(total(Currency::EUR, [eur(1), eur(2)]), Ok(eur(3)));
    }

    #[test]
    fn what_is_left_over_goes_to_the_largest_remainders() {
        for (minor, weights, shares) in [
            (100, vec![1, 1, 1], vec![34, 33, 33]),
            (-100, vec![1, 1, 1], vec![-34, -33, -33]),
            (5, vec![0, 3, 7], vec![0, 2, 3]),
            (1, vec![1, 2], vec![0, 1]),
        ] {
            let shared: Vec<i64> = eur(minor).shared_by(&weights).expect("weights").iter().map(|share| share.minor).collect();
            assert_eq!(shared, shares, "{minor} by {weights:?}");
        }
        assert_eq!(eur(5).shared_by(&[0, 0]), Err(MoneyFault::NoShares));
    }

    proptest! {
        #[test]
        fn shares_add_up_exactly(minor in any::<i64>(), weights in proptest::collection::vec(any::<u32>().prop_map(u64::from), 1..20)) {
            prop_assume!(minor != i64::MIN && weights.iter().any(|weight| *weight > 0));
            let shares = eur(minor).shared_by(&weights).expect("weights");
            prop_assert_eq!(total(Currency::EUR, shares).expect("fits"), eur(minor));
        }

        #[test]
        fn an_amount_survives_being_written(minor in any::<i64>(), code in prop::sample::select(vec!["JPY", "USD", "KWD", "CLF"])) {
            prop_assume!(minor != i64::MIN);
            let money = Money::new(minor, Currency::parse(code).expect("a currency"));
            prop_assert_eq!(Money::parse(&money.plain(), money.currency), Ok(money));
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = Money::parse(&text, Currency::EUR);
            let _ = Currency::parse(&text);
        }
    }
}
