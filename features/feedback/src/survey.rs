//! What the customers of an inbox are asked when a conversation is done, and when: off until an administrator switches it on.

use crate::Event;
use agents::changes::{Setting, read, written};
use agents::{Permission, Rights};
use db::{FromRow, Trouble, Tx, Work, sql};
use desk::{InboxId, inboxes};
use kit::Locale;
use serde::{Deserialize, Serialize};

/// Longer than a month after the fact nobody remembers.
pub const MOST_HOURS: i64 = 30 * 24;
pub const MOST_DAYS: i64 = 365;
const LONGEST_QUESTION: usize = 300;

/// The survey of an inbox.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Survey {
    pub inbox: InboxId,
    pub is_on: bool,
    /// Empty: the house's own words in that language.
    pub question_en: String,
    pub question_es: String,
    pub question_zh: String,
    /// How long after it is done.
    pub delay_hours: i64,
    /// How long a customer is left alone after each question, from whatever inbox.
    pub rest_days: i64,
}

impl Survey {
    /// Before anybody chose anything.
    pub fn untouched(inbox: InboxId) -> Self {
        Self {
            inbox,
            is_on: false,
            question_en: String::new(),
            question_es: String::new(),
            question_zh: String::new(),
            delay_hours: 24,
            rest_days: 30,
        }
    }

    /// The company's own words in a language, if it has any.
    pub fn question(&self, locale: Locale) -> Option<&str> {
        let written = match locale {
            Locale::En => &self.question_en,
            Locale::Es => &self.question_es,
            Locale::Zh => &self.question_zh,
        };
        Some(written.trim()).filter(|words| !words.is_empty())
    }

    fn checked(mut self) -> Result<Self, Trouble> {
        if !(0..=MOST_HOURS).contains(&self.delay_hours) {
            return Err(Trouble::refused("feedback-refused-hours").with("most", MOST_HOURS));
        }
        if !(1..=MOST_DAYS).contains(&self.rest_days) {
            return Err(Trouble::refused("feedback-refused-days").with("most", MOST_DAYS));
        }
        for question in [&mut self.question_en, &mut self.question_es, &mut self.question_zh] {
            let tidy = question.split_whitespace().collect::<Vec<_>>().join(" ");
            *question = tidy.chars().filter(|letter| !letter.is_control()).take(LONGEST_QUESTION).collect();
        }
        Ok(self)
    }
}

/// What this inbox asks.
pub fn of(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Survey, Trouble> {
    let chosen =
        sql("SELECT inbox_id, is_on, question_en, question_es, question_zh, delay_hours, rest_days FROM survey WHERE inbox_id = $1")
            .with(inbox)
            .one(tx)?;
    Ok(chosen.unwrap_or_else(|| Survey::untouched(inbox)))
}

/// Asks so from now on. Switched off, nobody is asked any more, also about what is done already.
pub fn choose(work: &mut Work<'_>, survey: Survey) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::InboxesManage)?;
    let survey = survey.checked()?;
    inboxes::find(work, survey.inbox)?;
    work.keep_quietly("it was asked so before");
    if of(work, survey.inbox)? == survey {
        return Ok(());
    }
    sql("INSERT INTO survey (inbox_id, is_on, question_en, question_es, question_zh, delay_hours, rest_days)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (inbox_id) DO UPDATE SET is_on = excluded.is_on, question_en = excluded.question_en, question_es = excluded.question_es,
                question_zh = excluded.question_zh, delay_hours = excluded.delay_hours, rest_days = excluded.rest_days")
    .with(survey.inbox)
    .with(survey.is_on)
    .with(&survey.question_en)
    .with(&survey.question_es)
    .with(&survey.question_zh)
    .with(survey.delay_hours)
    .with(survey.rest_days)
    .run(work)?;
    work.record(&Event::SurveyChanged { inbox: survey.inbox.0, is_on: survey.is_on })
}

/// The survey of an inbox, as it can be put back.
#[derive(Debug, Clone, Copy)]
pub struct SurveySetting;

#[derive(Serialize, Deserialize)]
struct Stood {
    is_on: bool,
    questions: [String; 3],
    delay_hours: i64,
    rest_days: i64,
}

impl Setting for SurveySetting {
    fn kind(&self) -> &'static str {
        "survey"
    }

    fn needs(&self) -> &'static str {
        Permission::InboxesManage.word()
    }

    fn href(&self, thing: &str) -> String {
        format!("/settings/surveys/{thing}")
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let inbox = inboxes::find(tx, key(thing)?)?;
        let stands = of(tx, inbox.id)?;
        let stood = Stood {
            is_on: stands.is_on,
            questions: [stands.question_en, stands.question_es, stands.question_zh],
            delay_hours: stands.delay_hours,
            rest_days: stands.rest_days,
        };
        Ok((inbox.name, written(&stood)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let Stood {
            is_on,
            questions: [question_en, question_es, question_zh],
            delay_hours,
            rest_days,
        } = read(stood)?;
        let inbox = key(thing)?;
        choose(work, Survey { inbox, is_on, question_en, question_es, question_zh, delay_hours, rest_days })
    }
}

fn key(thing: &str) -> Result<InboxId, Trouble> {
    thing.parse().map(InboxId).map_err(|_| Trouble::NotFound("inbox"))
}
