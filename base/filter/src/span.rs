//! Spans of time as people write them: `2h`, `1d12h`, `30 min` without the gap, `3días`, `2小时`.

const UNITS: &[(i64, &[&str])] = &[
    (1, &["s", "sec", "seg", "秒"]),
    (60, &["m", "min", "mins", "分钟", "分"]),
    (3_600, &["h", "hour", "hours", "hora", "horas", "小时", "时"]),
    (86_400, &["d", "day", "days", "dia", "dias", "天", "日"]),
    (604_800, &["w", "week", "weeks", "sem", "semana", "semanas", "周", "星期"]),
];
/// Nobody waits longer than this.
const MOST: i64 = 100 * 365 * 86_400;

/// Seconds, if it is a span.
pub fn seconds(typed: &str) -> Option<i64> {
    let typed = crate::folded(typed);
    let mut rest = typed.as_str();
    let mut total: i64 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: i64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let letters = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        total = total.checked_add(count.checked_mul(unit(&rest[..letters])?)?)?;
        rest = &rest[letters..];
    }
    (!typed.is_empty() && total <= MOST).then_some(total)
}

fn unit(word: &str) -> Option<i64> {
    UNITS.iter().find(|(_, words)| words.contains(&word)).map(|(seconds, _)| *seconds)
}

/// The shortest way to write it: `2h`, `1d12h`.
pub fn written(seconds: i64) -> String {
    let mut rest = seconds.max(0);
    let mut text = String::new();
    for (size, words) in UNITS.iter().rev() {
        if rest >= *size {
            text.push_str(&format!("{}{}", rest / size, words.first().unwrap_or(&"")));
            rest %= size;
        }
    }
    if text.is_empty() { "0s".into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{seconds, written};

    #[test]
    fn spans_are_read_as_people_write_them_and_written_back_short() {
        for (typed, wanted, back) in [
            ("2h", 7_200, "2h"),
            ("90m", 5_400, "1h30m"),
            ("1d12h", 129_600, "1d12h"),
            ("3días", 259_200, "3d"),
            ("2小时", 7_200, "2h"),
            ("14d", 1_209_600, "2w"),
            ("0s", 0, "0s"),
        ] {
            assert_eq!(seconds(typed), Some(wanted), "{typed}");
            assert_eq!(written(wanted), back, "{typed}");
        }
        for typed in ["", "2", "h", "2x", "-2h", "2h3", "99999999999999999999d", "9999999w"] {
            assert_eq!(seconds(typed), None, "{typed}");
        }
    }
}
