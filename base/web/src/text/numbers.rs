//! Numbers as each language writes them.

use super::Text;
use kit::{Locale, Money};

impl Text {
    /// `1,234` · `1234` and `12.345` · `1,234`.
    pub fn number(&self, number: i64) -> String {
        write(&number.to_string(), self.locale())
    }

    /// An amount with its currency's letters, as money is read in each language: `EUR 1,234.50` · `1234,50 EUR` · `CNY 1,234.50`.
    /// The letters, not a sign: `$` is a dozen currencies, and an agent reads amounts of several in a day.
    pub fn money(&self, amount: Money) -> String {
        let (written, code) = (write(&amount.plain(), self.locale()), amount.currency.code());
        match self.locale() {
            Locale::Es => format!("{written}\u{a0}{code}"),
            Locale::En | Locale::Zh => format!("{code}\u{a0}{written}"),
        }
    }

    /// A size in the largest unit that leaves at least one: `3.4 MB`.
    pub fn size(&self, bytes: i64) -> String {
        const UNITS: [&str; 4] = ["B", "kB", "MB", "GB"];
        let steps = (0..3).take_while(|step| bytes >= 1000_i64.pow(step + 1)).count();
        let tenths = bytes.saturating_mul(10) / 1000_i64.pow(steps as u32);
        let plain = if steps == 0 || tenths >= 100 {
            (tenths / 10).to_string()
        } else {
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        format!("{} {}", write(&plain, self.locale()), UNITS[steps])
    }
}

/// Sets the marks into a plain decimal such as `-1234.5`. Spanish groups from five digits on (RAE, CLDR).
pub(super) fn write(plain: &str, locale: Locale) -> String {
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

#[cfg(test)]
mod tests {
    use super::write;
    use kit::Locale::{En, Es, Zh};

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        let table = [
            ("7", En, "7"),
            ("1234", En, "1,234"),
            ("1234", Es, "1234"),
            ("-12345.5", Es, "-12.345,5"),
            ("1234567.25", Zh, "1,234,567.25"),
        ];
        for (plain, locale, written) in table {
            assert_eq!(write(plain, locale), written);
        }
    }
}
