//! How suggestions are made in this company: one row, changed by whoever manages the shop.

use crate::stored::{one_line, read as read_json, written};
use crate::{Event, may_manage};
use db::{Trouble, Tx, Work, sql};
use serde::{Deserialize, Serialize};

/// How suggestions are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub is_on: bool,
    /// Whether what is bought together is suggested besides what rules say.
    pub uses_together: bool,
    /// In fewer orders than this, it is chance.
    pub least_orders: i64,
    /// How many are shown at once.
    pub most_shown: i64,
    /// After a no, nothing is suggested for so long.
    pub cooling_off_days: i64,
    /// What is bought so many days after it was offered counts as taken.
    pub taken_within_days: i64,
    /// The share of customers who are shown nothing, so that the difference can be told.
    pub hold_out_percent: i64,
    /// What a conversation may be about so that nothing is suggested in it.
    pub sensitive_categories: Vec<String>,
    /// Categories of goods after which nothing is suggested.
    pub sensitive_goods: Vec<String>,
    /// Codes of record types: while one of the customer’s is not closed, nothing is suggested.
    pub quiet_records: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_on: true,
            uses_together: true,
            least_orders: 3,
            most_shown: 2,
            cooling_off_days: 30,
            taken_within_days: 14,
            hold_out_percent: 0,
            sensitive_categories: vec!["complaint".into(), "billing".into()],
            sensitive_goods: Vec::new(),
            quiet_records: vec!["claim".into()],
        }
    }
}

impl Settings {
    pub(crate) fn checked(&self) -> Result<Self, Trouble> {
        let ranges = [
            ("least_orders", self.least_orders, 1, 100_000),
            ("most_shown", self.most_shown, 1, 5),
            ("cooling_off_days", self.cooling_off_days, 0, 3_650),
            ("taken_within_days", self.taken_within_days, 1, 365),
            ("hold_out_percent", self.hold_out_percent, 0, 90),
        ];
        if let Some((what, _, least, most)) = ranges.into_iter().find(|(_, number, least, most)| !(least..=most).contains(&number)) {
            return Err(Trouble::refused("orders-suggest-out-of-range")
                .with("what", what)
                .with("least", least)
                .with("most", most));
        }
        let tidy = |words: &[String]| {
            let mut all: Vec<String> = words.iter().map(|word| one_line(word, 40)).filter(|word| !word.is_empty()).take(50).collect();
            all.sort();
            all.dedup();
            all
        };
        Ok(Self {
            sensitive_categories: tidy(&self.sensitive_categories),
            sensitive_goods: tidy(&self.sensitive_goods),
            quiet_records: tidy(&self.quiet_records),
            ..self.clone()
        })
    }
}

/// As they are now.
pub fn read(tx: &mut Tx<'_>) -> Result<Settings, Trouble> {
    let kept: Option<String> = sql("SELECT document FROM suggestion_settings WHERE id = 1").one(tx)?;
    kept.map_or_else(|| Ok(Settings::default()), |text| read_json("suggestion_settings", &text))
}

/// Changes them; what is so already changes nothing.
pub fn change(work: &mut Work<'_>, wanted: &Settings) -> Result<(), Trouble> {
    may_manage(work)?;
    let wanted = wanted.checked()?;
    if read(work)? == wanted {
        return Ok(());
    }
    sql("INSERT INTO suggestion_settings (id, document) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET document = $1")
        .with(written(&wanted)?)
        .run(work)?;
    work.record(&Event::SuggestionSettingsChanged {})
}
