//! Stretches of time as people say them: in days, hours or minutes, whichever is whole.

use web::Text;

/// `90` → “90 minutes”, `1440` → “1 day”.
pub fn said(text: &Text, minutes: i64) -> String {
    let (key, count) = match minutes {
        _ if minutes % 1_440 == 0 => ("agents-days", minutes / 1_440),
        _ if minutes % 60 == 0 => ("agents-hours", minutes / 60),
        _ => ("agents-minutes", minutes),
    };
    text.say_with(key, &[("count", &count)])
}

/// These stretches to choose from, and the one that stands where it is none of them; in minutes, the shortest first.
pub(super) fn choices(text: &Text, usual: &[i64], stands: i64) -> Vec<(String, String)> {
    let mut all: Vec<i64> = usual.to_vec();
    if !all.contains(&stands) {
        all.push(stands);
    }
    all.sort_unstable();
    all.into_iter().map(|minutes| (minutes.to_string(), said(text, minutes))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::Locale;

    #[test]
    fn a_stretch_is_said_in_the_largest_unit_that_is_whole() {
        let english = Text::of(vec![web::TEXTS, crate::TEXTS], Locale::En);
        for (minutes, words) in
            [(1, "1 minute"), (90, "90 minutes"), (60, "1 hour"), (480, "8 hours"), (1_440, "1 day"), (43_200, "30 days")]
        {
            assert_eq!(said(&english, minutes), words);
        }
        assert_eq!(choices(&english, &[60, 30], 45).len(), 3);
    }
}
