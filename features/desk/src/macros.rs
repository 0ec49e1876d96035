//! Macros: a reply and actions in one click, the same for everybody or for one team; with a shortcut, also a snippet that
//! `;shortcut` puts into what is being written.
//!
//! The text stands in up to three languages and the customer's is taken. Its variables are filled from the macro's own words
//! only: what a customer wrote is put in as it is and never read again (attack 39).

mod fill;
mod used;

use crate::{Event, Status, Viewer};
use db::{FromRow, Trouble, Tx, Work, sql};
pub use fill::{VARIABLES, Values, fill, is_filled_by, unknown_variable};
use kit::Locale;
use serde::{Deserialize, Serialize};
pub use used::{apply, values, values_ahead};

db::id!(
    /// The key of a macro.
    MacroId
);

/// What a macro does besides writing. What it changes is undone as the deed of whoever used it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Actions {
    /// A status it may lead to: open, pending, on hold, resolved.
    pub status: Option<Status>,
    /// Snoozes it until then, in words read by the clock of whoever uses it.
    pub snooze: Option<String>,
    pub priority: Option<crate::Priority>,
    pub assign: Option<Assign>,
    pub team: Option<i64>,
    pub tags: Vec<String>,
    /// What it begins in another room before it writes.
    pub begins: Option<Begins>,
    /// What it puts on the checklist.
    pub checklist: Vec<String>,
}

/// An action of another room, and what is filled in. The desk keeps it and does not know what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begins {
    pub what: String,
    #[serde(default)]
    pub inputs: Vec<(String, String)>,
}

impl Actions {
    /// What one must be allowed to, to do all of them; what it begins elsewhere asks there.
    pub fn needs(&self) -> Vec<&'static str> {
        let Self { status, snooze, priority, assign, team, tags, checklist, begins: _ } = self;
        let works = status.is_some() || snooze.is_some() || priority.is_some() || !tags.is_empty() || !checklist.is_empty();
        let wishes = [(works, "conversations.resolve"), (assign.is_some() || team.is_some(), "conversations.assign")];
        wishes.into_iter().filter(|(wished, _)| *wished).map(|(_, permission)| permission).collect()
    }
}

/// Who works on it afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assign {
    /// Whoever uses the macro.
    Me,
    Nobody,
}

/// A macro as stored.
#[derive(Debug, Clone, FromRow)]
pub struct Macro {
    pub id: MacroId,
    pub name: String,
    pub team_id: Option<i64>,
    pub shortcut: String,
    pub text_en: String,
    pub text_es: String,
    pub text_zh: String,
    pub(crate) actions: String,
    pub(crate) before: Option<String>,
    pub used: i64,
    pub is_removed: bool,
}

/// What of a macro can be changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroSettings {
    pub name: String,
    pub team_id: Option<i64>,
    /// Without its semicolon.
    pub shortcut: String,
    pub text_en: String,
    pub text_es: String,
    pub text_zh: String,
    pub actions: Actions,
}

const LONGEST_NAME: usize = 80;
const LONGEST_TEXT: usize = 10_000;

impl MacroSettings {
    fn checked(mut self, work: &mut Work<'_>, own: Option<MacroId>) -> Result<Self, Trouble> {
        self.name = self.name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
        self.shortcut = self.shortcut.trim().trim_start_matches([';', '；']).to_lowercase();
        if self.name.is_empty() {
            return Err(Trouble::refused("desk-macro-nameless").at("/name"));
        }
        let texts = [("/text_en", &self.text_en), ("/text_es", &self.text_es), ("/text_zh", &self.text_zh)];
        if texts.iter().all(|(_, text)| text.trim().is_empty()) && self.actions == Actions::default() {
            return Err(Trouble::refused("desk-macro-empty"));
        }
        if let Some((field, _)) = texts.iter().find(|(_, text)| text.chars().count() > LONGEST_TEXT) {
            return Err(Trouble::refused("desk-macro-too-long").at(field));
        }
        if let Some((field, unknown)) = texts.iter().find_map(|(field, text)| Some((field, unknown_variable(text)?))) {
            return Err(Trouble::refused("desk-macro-unknown-variable")
                .with("variable", unknown)
                .with("known", VARIABLES.join(", "))
                .at(field));
        }
        if let Some(words) = self
            .actions
            .snooze
            .as_ref()
            .filter(|words| kit::when(words, work.now, "UTC") == Err(kit::NotATime::Unreadable))
        {
            return Err(Trouble::refused("desk-macro-no-time").with("words", words).at("/actions/snooze"));
        }
        if self.shortcut.chars().any(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_'))) {
            return Err(Trouble::refused("desk-macro-shortcut-letters").at("/shortcut"));
        }
        let taken: Option<i64> = sql("SELECT id FROM macro WHERE shortcut = $1 AND $1 <> '' AND removed_at IS NULL AND id <> $2")
            .with(&self.shortcut)
            .with(own.map_or(0, |id| id.0))
            .one(work)?;
        if taken.is_some() {
            return Err(Trouble::refused("desk-macro-shortcut-taken").with("shortcut", &self.shortcut).at("/shortcut"));
        }
        Ok(self)
    }
}

/// Makes a macro.
pub fn make(work: &mut Work<'_>, settings: MacroSettings) -> Result<MacroId, Trouble> {
    let settings = settings.checked(work, None)?;
    let id: MacroId = sql("INSERT INTO macro (name, team_id, shortcut, text_en, text_es, text_zh, actions)
                           VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id")
    .with(&settings.name)
    .with(settings.team_id)
    .with(&settings.shortcut)
    .with(&settings.text_en)
    .with(&settings.text_es)
    .with(&settings.text_zh)
    .with(json(&settings.actions)?)
    .only(work, "macro")?;
    work.record(&Event::MacroSaved { macro_id: id, name: settings.name })?;
    Ok(id)
}

impl Macro {
    pub fn settings(&self) -> Result<MacroSettings, Trouble> {
        Ok(MacroSettings {
            name: self.name.clone(),
            team_id: self.team_id,
            shortcut: self.shortcut.clone(),
            text_en: self.text_en.clone(),
            text_es: self.text_es.clone(),
            text_zh: self.text_zh.clone(),
            actions: self.actions()?,
        })
    }

    pub fn actions(&self) -> Result<Actions, Trouble> {
        read(&self.actions)
    }

    /// Its text in this language, or in the first it has.
    pub fn text(&self, language: Option<&str>) -> &str {
        let of = |locale| match locale {
            Locale::En => self.text_en.as_str(),
            Locale::Es => self.text_es.as_str(),
            Locale::Zh => self.text_zh.as_str(),
        };
        let wanted = language.and_then(Locale::of_tag).map(of).filter(|text| !text.trim().is_empty());
        wanted.unwrap_or_else(|| Locale::ALL.into_iter().map(of).find(|text| !text.trim().is_empty()).unwrap_or(""))
    }

    /// Changes it and keeps what it was.
    pub fn change(&self, work: &mut Work<'_>, settings: MacroSettings) -> Result<(), Trouble> {
        let settings = settings.checked(work, Some(self.id))?;
        let before = self.settings()?;
        if before == settings && !self.is_removed {
            return Ok(());
        }
        self.write(work, &settings, Some(json(&before)?))
    }

    /// Offers it no more; undoing brings it back.
    pub fn remove(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let now = work.now;
        let rows = sql("UPDATE macro SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL")
            .with(self.id)
            .with(now)
            .run(work)?;
        if rows > 0 {
            work.record(&Event::MacroRemoved { macro_id: self.id, name: self.name.clone() })
        } else {
            Ok(())
        }
    }

    /// Back to what it was before the last change, or back from where it was removed to.
    pub fn undo(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let now = self.settings()?;
        match (&self.before, self.is_removed) {
            (before, true) => self.write(work, &now, before.clone()),
            (Some(before), false) => self.write(work, &read(before)?, Some(json(&now)?)),
            (None, false) => Ok(()),
        }
    }

    fn write(&self, work: &mut Work<'_>, settings: &MacroSettings, before: Option<String>) -> Result<(), Trouble> {
        sql(
            "UPDATE macro SET name = $2, team_id = $3, shortcut = $4, text_en = $5, text_es = $6, text_zh = $7, actions = $8, before = $9,
                removed_at = NULL
          WHERE id = $1",
        )
        .with(self.id)
        .with(&settings.name)
        .with(settings.team_id)
        .with(&settings.shortcut)
        .with(&settings.text_en)
        .with(&settings.text_es)
        .with(&settings.text_zh)
        .with(json(&settings.actions)?)
        .with(before)
        .run(work)?;
        work.record(&Event::MacroSaved { macro_id: self.id, name: settings.name.clone() })
    }
}

/// The macros this agent may use, the most used first.
pub fn of(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Macro>, Trouble> {
    // All of a team use the same ones.
    let teams: Vec<i64> = sql("SELECT team_id FROM team_member WHERE agent_id = $1 ORDER BY team_id")
        .with(viewer.agent)
        .all(tx)?;
    Ok((*tx.shared(format!("desk.macros {teams:?}"), |tx| find_of(tx, viewer))?).clone())
}

fn find_of(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<Macro>, Trouble> {
    sql(
        "SELECT m.id, m.name, m.team_id, m.shortcut, m.text_en, m.text_es, m.text_zh, m.actions, m.before, m.used, m.removed_at IS NOT NULL
           FROM macro m
          WHERE m.removed_at IS NULL AND (m.team_id IS NULL OR m.team_id IN (SELECT t.team_id FROM team_member t WHERE t.agent_id = $1))
          ORDER BY m.used DESC, m.name, m.id",
    )
    .with(viewer.agent)
    .all(tx)
}

/// Those this agent may use that do something besides writing: key and name. One that begins elsewhere is for one conversation
/// at a time.
pub fn that_act(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<(i64, String)>, Trouble> {
    let mut acting = Vec::new();
    for one in of(tx, viewer)? {
        let actions = one.actions()?;
        if actions != Actions::default() && actions.begins.is_none() {
            acting.push((one.id.0, one.name));
        }
    }
    Ok(acting)
}

/// Every macro in use, by name, for who manages them.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Macro>, Trouble> {
    sql(
        "SELECT m.id, m.name, m.team_id, m.shortcut, m.text_en, m.text_es, m.text_zh, m.actions, m.before, m.used, m.removed_at IS NOT NULL
           FROM macro m WHERE m.removed_at IS NULL ORDER BY m.name, m.id",
    )
    .all(tx)
}

/// One macro, removed or not, for who manages them.
pub fn find(tx: &mut Tx<'_>, id: MacroId) -> Result<Macro, Trouble> {
    sql(
        "SELECT m.id, m.name, m.team_id, m.shortcut, m.text_en, m.text_es, m.text_zh, m.actions, m.before, m.used, m.removed_at IS NOT NULL
           FROM macro m WHERE m.id = $1",
    )
    .with(id)
    .only(tx, "macro")
}

pub(crate) fn json(value: &impl Serialize) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|e| Trouble::Shape(e.to_string()))
}

pub(crate) fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T, Trouble> {
    serde_json::from_str(text).map_err(|e| Trouble::Shape(format!("a macro: {e}")))
}
