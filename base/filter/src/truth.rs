//! Whether a condition holds for one conversation, from facts in memory: for rules, and to prove that the SQL says the same.

use crate::day::lies_within;
use crate::lexicon::levels;
use crate::{Age, Compare, Condition, Key, folded};
use kit::Moment;

/// What is due within this time is about to be breached.
pub const SOON_SECONDS: i64 = 3_600;

/// What is known of one conversation. Names are as people write them.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub number: i64,
    pub status: String,
    pub priority: String,
    pub category: Option<String>,
    pub team: Option<String>,
    pub assignee: Option<String>,
    pub inbox: String,
    pub tags: Vec<String>,
    pub subject: String,
    pub preview: String,
    pub customer_name: String,
    /// Everything the customer is known by.
    pub customer_known_by: Vec<String>,
    /// The company the customer belongs to.
    pub company: Option<String>,
    pub language: Option<String>,
    pub waiting_since: Option<Moment>,
    pub opened_at: Moment,
    pub last_activity_at: Moment,
    pub undelivered: bool,
    pub automatic: bool,
    /// Whether it is the asker's, their team's, names them, or is followed by them.
    pub is_mine: bool,
    pub is_my_teams: bool,
    pub mentions_me: bool,
    pub followed_by_me: bool,
    /// The asker was told of something in it and has not seen it.
    pub unread_by_me: bool,
    /// The asker's clock, as an IANA name.
    pub zone: String,
    /// A file hangs on one of its messages.
    pub has_attachment: bool,
    /// A follow-up of the asker's or their team's is due.
    pub follow_up_due: bool,
    /// When our next answer is due.
    pub due_at: Option<Moment>,
    /// What the customer said last when asked how it was, 1 to 5.
    pub rating: Option<i64>,
}

impl Condition {
    /// Whether it holds at `now`.
    pub fn holds(&self, facts: &Facts, now: Moment) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(facts, now)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts, now)),
            Self::Not(inner) => !inner.holds(facts, now),
            Self::Is { key, any_of } => any_of.iter().any(|value| is(facts, *key, value, now)),
            Self::Priority { compare, level } => levels(*compare, level).contains(&facts.priority.as_str()),
            Self::Rating { compare, value: Some(value) } => facts.rating.is_some_and(|given| compare.holds(given, *value)),
            Self::Rating { value: None, .. } => facts.rating.is_none(),
            Self::Since { age, compare, seconds } => is_since(facts, *age, *compare, *seconds, now),
            Self::On { age, compare, day } => moment(facts, *age).is_some_and(|at| lies_within(at, day.bounds(*compare, now, &facts.zone))),
            Self::Words(text) | Self::Phrase(text) => has_words(facts, text),
        }
    }
}

fn is(facts: &Facts, key: Key, value: &str, now: Moment) -> bool {
    let same = |name: &Option<String>| name.as_deref().is_some_and(|name| folded(name) == folded(value));
    match key {
        Key::Status => facts.status == value,
        Key::Category if value == "none" => facts.category.is_none(),
        Key::Category => facts.category.as_deref() == Some(value),
        Key::Team if value == "mine" => facts.is_my_teams,
        Key::Team if value == "none" => facts.team.is_none(),
        Key::Team => same(&facts.team),
        Key::Assignee if value == "me" => facts.is_mine,
        Key::Assignee if value == "nobody" => facts.assignee.is_none(),
        Key::Assignee => same(&facts.assignee),
        Key::Tag if value == "none" => facts.tags.is_empty(),
        Key::Tag => facts.tags.iter().any(|tag| folded(tag) == folded(value)),
        Key::Inbox => folded(&facts.inbox) == folded(value),
        Key::Lang => facts.language.as_deref().is_some_and(|tag| tag == value || tag.starts_with(&format!("{value}-"))),
        Key::Subject => folded(&facts.subject).contains(&folded(value)),
        Key::Customer => {
            folded(&facts.customer_name).contains(&folded(value))
                || facts.customer_known_by.iter().any(|known| folded(known).contains(&folded(value)))
        }
        Key::Company => facts.company.as_deref().is_some_and(|name| folded(name).contains(&folded(value))),
        Key::Number => facts.number.to_string() == value,
        Key::Has => value == "attachment" && facts.has_attachment,
        Key::Is => is_trait(facts, value, now),
    }
}

fn is_trait(facts: &Facts, value: &str, now: Moment) -> bool {
    match value {
        "unassigned" => facts.assignee.is_none(),
        "waiting" => facts.waiting_since.is_some(),
        "unread" => facts.unread_by_me,
        "undelivered" => facts.undelivered,
        "automatic" => facts.automatic,
        "mentioned" => facts.mentions_me,
        "followed" => facts.followed_by_me,
        "follow-up" => facts.follow_up_due,
        "breaching" => facts.due_at.is_some_and(|due| due <= now.plus_seconds(SOON_SECONDS)),
        "breached" => facts.due_at.is_some_and(|due| due <= now),
        _ => false,
    }
}

fn is_since(facts: &Facts, age: Age, compare: Compare, seconds: i64, now: Moment) -> bool {
    // A longer time ago is an earlier moment.
    moment(facts, age).is_some_and(|at| compare.holds(now.plus_seconds(-seconds).0, at.0))
}

const fn moment(facts: &Facts, age: Age) -> Option<Moment> {
    match age {
        Age::Waiting => facts.waiting_since,
        Age::Created => Some(facts.opened_at),
        Age::Active => Some(facts.last_activity_at),
    }
}

fn has_words(facts: &Facts, text: &str) -> bool {
    let sought = folded(text);
    [&facts.subject, &facts.preview, &facts.customer_name]
        .iter()
        .any(|place| folded(place).contains(&sought))
}
