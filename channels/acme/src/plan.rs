//! When it is time to ask: pure, so that months pass in a table.

use crate::folder::Attempts;
use crate::settings::{Patience, Settings};
use door::About;
use kit::Moment;

/// When a certificate is asked for anew: two thirds of its time are over, be that sixty days or four.
pub const fn renew_at(about: &About) -> Moment {
    let whole = about.ends.seconds_since(about.begins);
    about.begins.plus_seconds(whole - whole / 3)
}

/// Whether the authority should be asked now.
pub(crate) fn is_due(settings: &Settings, kept: Option<&About>, attempts: &Attempts, now: Moment) -> bool {
    let fits = kept.is_some_and(|about| settings.names.iter().all(|name| about.is_for(name)) && now < renew_at(about));
    if fits && attempts.is_of(settings) {
        return false;
    }
    !attempts.is_of(settings)
        || attempts.failures == 0
        || now >= attempts.at.plus_seconds(pause_seconds(&settings.patience, attempts.failures))
}

/// How long it is waited after so many failures.
pub(crate) fn pause_seconds(patience: &Patience, failures: u32) -> i64 {
    let doubled = patience.first.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1)));
    i64::try_from(doubled.min(patience.longest).as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const DAY: i64 = 86_400;

    fn settings(names: &[&str], directory: &str) -> Settings {
        Settings {
            directory: directory.parse().expect("a URL"),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            contact: None,
            root: None,
            folder: "acme".into(),
            has_plain_port: false,
            patience: Patience::default(),
        }
    }

    fn kept() -> About {
        About {
            begins: Moment::from_seconds(0),
            ends: Moment::from_seconds(90 * DAY),
            names: vec!["desk.kettle.example".into()],
            serial: "01".into(),
        }
    }

    #[test]
    fn it_is_asked_when_two_thirds_of_the_time_are_over_or_a_name_or_the_authority_is_another() {
        let (ours, there) = (["desk.kettle.example"], "https://authority.example/directory");
        let settings = |names: &[&str], directory| settings(names, directory);
        let mine = Attempts::of(&settings(&ours, there));
        let at = |day: i64| Moment::from_seconds(day * DAY);

        assert!(!is_due(&settings(&ours, there), Some(&kept()), &mine, at(59)));
        assert!(is_due(&settings(&ours, there), Some(&kept()), &mine, at(60)));
        assert!(is_due(&settings(&ours, there), None, &mine, at(1)));
        assert!(is_due(&settings(&["desk.kettle.example", "help.kettle.example"], there), Some(&kept()), &mine, at(1)));
        assert!(is_due(&settings(&ours, "https://another.example/"), Some(&kept()), &mine, at(1)));
    }

    #[test]
    fn whoever_refused_is_asked_ever_more_rarely_and_another_at_once() {
        let ours = settings(&["desk.kettle.example"], "https://authority.example/directory");
        let patience = Patience::default();
        let pauses: Vec<i64> = [1, 2, 3, 4, 8, 9, 60].into_iter().map(|failures| pause_seconds(&patience, failures)).collect();
        assert_eq!(pauses, [300, 600, 1_200, 2_400, 38_400, 43_200, 43_200]);

        let refused = Attempts { failures: 2, at: Moment::from_seconds(1_000), ..Attempts::of(&ours) };
        assert!(!is_due(&ours, None, &refused, Moment::from_seconds(1_599)));
        assert!(is_due(&ours, None, &refused, Moment::from_seconds(1_600)));
        let elsewhere = settings(&["desk.kettle.example"], "https://another.example/");
        assert!(is_due(&elsewhere, None, &refused, Moment::from_seconds(1_001)));
    }

    #[test]
    fn pauses_never_overflow() {
        let patience = Patience { longest: Duration::from_secs(u64::MAX), ..Patience::default() };
        assert!(pause_seconds(&patience, u32::MAX) > 0);
    }
}
