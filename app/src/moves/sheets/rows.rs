//! What a row of companies, tags, macros or agents means: what is known by its name is brought up to date.

use super::Became;
use agents::{BuiltIn, NewAgent, PasswordHash};
use customers::{companies, company};
use db::{Trouble, Work};
use desk::macros::{self, Actions, MacroSettings};
use desk::{Status, tags};
use kit::{EmailAddress, Locale};
use shops::file::Cells;

pub(super) fn a_company(work: &mut Work<'_>, row: &Cells) -> Result<Became, Trouble> {
    fits(row, "name", row.text("name"), 200)?;
    let name = row.text("name");
    let (id, mut became) = match companies::named(work, name) {
        Ok(known) => (known, Became::Same),
        Err(Trouble::Refused(_)) => (company::open(work, name)?, Became::New),
        Err(other) => return Err(other),
    };
    let known = companies::domains(work, id)?;
    for domain in row.text("domains").split([',', ';', ' ']).filter(|domain| !domain.is_empty()) {
        if !known.iter().any(|known| known.eq_ignore_ascii_case(domain)) {
            company::add_domain(work, id, domain)?;
            became = if became == Became::Same { Became::Changed } else { became };
        }
    }
    Ok(became)
}

pub(super) fn a_tag(work: &mut Work<'_>, row: &Cells) -> Result<Became, Trouble> {
    a_tags_name(row, "name", row.text("name"))?;
    let before = tags::all(work)?;
    let tag = tags::known_or_new(work, row.text("name"))?;
    let known = before.iter().any(|known| known.id == tag.id);
    let hue: Option<i64> = match row.text("hue") {
        "" => None,
        written => {
            let hue = written.parse::<i64>().ok().filter(|hue| (0..360).contains(hue));
            Some(hue.ok_or_else(|| wrong(row, "hue", "write a number from 0 to 359."))?)
        }
    };
    match hue.filter(|hue| *hue != tag.hue) {
        Some(hue) => tags::change(work, tag.id, &tag.name, hue)?,
        None if known => return Ok(Became::Same),
        None => {}
    }
    Ok(if known { Became::Changed } else { Became::New })
}

/// What a cell says that nobody understands, and what to write instead.
pub(super) fn wrong(row: &Cells, column: &str, remedy: &str) -> Trouble {
    Trouble::Opening(format!("{column} “{}”: {remedy}", row.text(column)))
}

/// What is longer would be cut.
fn fits(row: &Cells, column: &str, text: &str, most: usize) -> Result<(), Trouble> {
    if text.chars().count() > most {
        return Err(wrong(row, column, &format!("write at most {most} characters.")));
    }
    Ok(())
}

/// Commas and `#` part tags elsewhere and would fall out of a name.
fn a_tags_name(row: &Cells, column: &str, name: &str) -> Result<(), Trouble> {
    if name.contains([',', '#']) {
        return Err(wrong(row, column, "write tags without a comma or #."));
    }
    fits(row, column, name, 60)
}

/// A column the file does not have leaves what is there; an empty cell empties it.
pub(super) fn a_macro(work: &mut Work<'_>, row: &Cells) -> Result<Became, Trouble> {
    fits(row, "name", row.text("name"), 80)?;
    let text = |column: &str, before: &str| if row.has(column) { row.text(column).to_owned() } else { before.to_owned() };
    let known = macros::all(work)?
        .into_iter()
        .find(|known| known.name.eq_ignore_ascii_case(row.text("name")) && !known.is_removed);
    let before = known.as_ref().map(desk::macros::Macro::settings).transpose()?.unwrap_or_default();
    let settings = MacroSettings {
        name: text("name", &before.name),
        team_id: before.team_id,
        shortcut: text("shortcut", &before.shortcut),
        text_en: text("text_en", &before.text_en),
        text_es: text("text_es", &before.text_es),
        text_zh: text("text_zh", &before.text_zh),
        actions: actions(row, &before.actions)?,
    };
    match known {
        Some(known) if before == settings => known.change(work, settings).map(|()| Became::Same),
        Some(known) => known.change(work, settings).map(|()| Became::Changed),
        None => macros::make(work, settings).map(|_| Became::New),
    }
}

fn actions(row: &Cells, before: &Actions) -> Result<Actions, Trouble> {
    let mut actions = before.clone();
    if row.has("tags") {
        let listed = row.text("tags").split(',').map(|tag| tag.trim().to_owned());
        actions.tags = listed.filter(|tag| !tag.is_empty()).collect();
        actions.tags.iter().try_for_each(|tag| a_tags_name(row, "tags", tag))?;
    }
    if row.has("status") {
        actions.status = match row.text("status") {
            "" => None,
            word => Some(Status::of_word(word).ok_or_else(|| wrong(row, "status", "write open, pending, on_hold or resolved."))?),
        };
    }
    Ok(actions)
}

/// Somebody who is here already stays as they are: a file grants no rights anew.
pub(super) fn an_agent(work: &mut Work<'_>, row: &Cells, password: PasswordHash) -> Result<Became, Trouble> {
    let email = EmailAddress::parse(row.text("email")).map_err(|e| wrong(row, "email", &e.to_string()))?;
    if agents::agents::by_email(work, &email)?.is_some() {
        return Ok(Became::Same);
    }
    let or = |column: &str, default: &str| Some(row.text(column)).filter(|text| !text.is_empty()).unwrap_or(default).to_owned();
    let new = NewAgent {
        name: or("name", email.as_str()),
        email,
        role: BuiltIn::of_word(&or("role", "agent")).ok_or_else(|| wrong(row, "role", "write admin, supervisor, agent or light_agent."))?,
        locale: Locale::of_tag(&or("locale", "en")).ok_or_else(|| wrong(row, "locale", "write en, es or zh."))?,
        zone: or("zone", "UTC"),
        password,
    };
    agents::add(work, &new).map(|_| Became::New)
}
