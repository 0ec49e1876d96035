//! Spans of time as people write them: `2h`, `1d12h`, `30 min` without the gap, `3días`, `2小时`.

const UNITS: &[(i64, &[&str])] = &[
    (1, &["s", "sec", "seg", "segundos", "seconds", "秒"]),
    (60, &["m", "min", "mins", "minute", "minutes", "minuto", "minutos", "分钟", "分"]),
    (3_600, &["h", "hr", "hrs", "hour", "hours", "hora", "horas", "小时", "个小时", "时"]),
    (86_400, &["d", "day", "days", "dia", "dias", "天", "日"]),
    (604_800, &["w", "week", "weeks", "sem", "semana", "semanas", "周", "星期", "个星期"]),
];
/// Nobody waits longer than this.
const MOST: i64 = 100 * 365 * 86_400;

/// Seconds, if it is a span. Gaps do not matter; `1.5h` and `1,5h` are one and a half.
pub fn seconds(typed: &str) -> Option<i64> {
    let typed: String = crate::folded(typed).chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = typed.as_str();
    let mut total: i64 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))?;
        let (count, size) = (&rest[..digits], &rest[digits..]);
        let letters = size.find(|c: char| c.is_ascii_digit()).unwrap_or(size.len());
        total = total.checked_add(times(count, unit(&size[..letters])?)?)?;
        rest = &size[letters..];
    }
    (!typed.is_empty() && total <= MOST).then_some(total)
}

/// So many of a unit, to the second.
fn times(count: &str, unit: i64) -> Option<i64> {
    let (whole, part) = count.split_once(['.', ',']).unwrap_or((count, "0"));
    if part.is_empty() || part.len() > 3 || !part.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let thousandths = format!("{part:0<3}").parse::<i64>().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(unit)?.checked_add(thousandths * unit / 1_000)
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
            ("1.5h", 5_400, "1h30m"),
            ("1,5 horas", 5_400, "1h30m"),
            ("2 hours", 7_200, "2h"),
            ("30 minutos", 1_800, "30m"),
            ("0.25d", 21_600, "6h"),
        ] {
            assert_eq!(seconds(typed), Some(wanted), "{typed}");
            assert_eq!(written(wanted), back, "{typed}");
        }
        for typed in ["", "2", "h", "2x", "-2h", "2h3", "1.h", ".5h", "1.2.3h", "1.2345h", "99999999999999999999d", "9999999w"] {
            assert_eq!(seconds(typed), None, "{typed}");
        }
    }
}
