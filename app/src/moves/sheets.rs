//! `frontline import csv`: companies, tags, macros, agents and articles out of a spreadsheet. What is known by its name is brought up to date.
//!
//! Customers, products and orders come by `frontline shop import`. Each row is a work of its own: a faulty one is listed and
//! stops nothing, and the same file again changes nothing.

mod articles;

use super::Outcome;
use crate::config::Config;
use crate::house::House;
use crate::people::said;
use crate::shop::{listed, unread};
use crate::terminal::outln;
use agents::{BuiltIn, Hasher, NewAgent, NewPassword, PasswordHash};
use clap::{Args, ValueEnum};
use customers::{companies, company};
use db::{Actor, Database, Trouble, Work};
use desk::macros::{self, Actions, MacroSettings};
use desk::{Status, tags};
use kit::{EmailAddress, Locale, Token};
use shops::file::{Cells, LARGEST_BYTES, NoSheet, Sheet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Args)]
pub struct Sheets {
    /// A CSV or JSON file; its first row names the columns.
    file: PathBuf,
    /// What it holds.
    #[arg(long)]
    kind: Kind,
    /// Say what would happen, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What a file may hold, with its columns.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// name, domains
    Companies,
    /// name, hue
    Tags,
    /// name, shortcut, text_en, text_es, text_zh, tags, status
    Macros,
    /// email, name, role, locale, zone
    Agents,
    /// slug, language, title, body, section, state, audience; one row for each language
    Articles,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Became {
    New,
    Changed,
    Same,
}

/// Says no to a work that was only tried.
const ONLY_TRIED: Trouble = Trouble::NotFound("only tried");

pub(super) fn run(config: &Config, sheets: Sheets) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(bring_in(config, sheets))
}

async fn bring_in(config: &Config, sheets: Sheets) -> Outcome {
    let Sheets { file, kind, dry_run } = sheets;
    let house = House::open_existing(config)?;
    if std::fs::metadata(&file).map_err(|e| unread(&file, &e))?.len() > LARGEST_BYTES as u64 {
        return Err(NoSheet::TooLarge.into());
    }
    let Sheet { rows, mut faults } = Sheet::read(&std::fs::read(&file).map_err(|e| unread(&file, &e))?)?;
    let (mut new, mut changed, mut same) = (0, 0, 0);
    let mut stated = articles::Stated::default();
    for row in rows {
        if let Some(fault) = stated.contradicted(&row).filter(|_| kind == Kind::Articles) {
            faults.push(fault);
            continue;
        }
        let row = Arc::new(row);
        match one(&house.db, kind, &row, dry_run).await {
            Ok(Became::New) => new += 1,
            Ok(Became::Changed) => changed += 1,
            Ok(Became::Same) => same += 1,
            Err(trouble) if trouble.may_pass() => return Err(trouble.into()),
            Err(trouble) => faults.push(row.fault(kind.key(), &said(trouble))),
        }
    }
    let how = if dry_run { "Would be" } else { "Imported" };
    outln!("{how}: {new} new, {changed} changed, {same} the same, {} faulty.", faults.len());
    if kind == Kind::Agents && new > 0 && !dry_run {
        outln!("New agents choose their password with “Forgot your password?” on the sign-in page; no mail was sent.");
    }
    if !faults.is_empty() {
        let errors = PathBuf::from(format!("{}.errors.csv", file.display()));
        std::fs::write(&errors, listed(&faults)).map_err(|e| format!("{} cannot be written: {e}.", errors.display()))?;
        outln!("{} faulty rows are listed in {}. Mend them and import the file again.", faults.len(), errors.display());
    }
    Ok(())
}

impl Kind {
    /// The column a row is known by.
    const fn key(self) -> &'static str {
        match self {
            Self::Agents => "email",
            Self::Articles => "slug",
            Self::Companies | Self::Tags | Self::Macros => "name",
        }
    }
}

/// Takes one row in, or tries it and undoes it.
async fn one(db: &Database, kind: Kind, row: &Arc<Cells>, dry_run: bool) -> Result<Became, Trouble> {
    let password = if kind == Kind::Agents { Some(nobody_knows().await?) } else { None };
    let (row, kept) = (row.clone(), Arc::new(Mutex::new(Became::Same)));
    let outcome = kept.clone();
    let tried = db.work(Actor::System, move |work| {
        work.keep_quietly("the row was the same");
        let became = match (kind, &password) {
            (Kind::Companies, _) => a_company(work, &row),
            (Kind::Tags, _) => a_tag(work, &row),
            (Kind::Macros, _) => a_macro(work, &row),
            (Kind::Articles, _) => articles::take(work, &row),
            (Kind::Agents, Some(password)) => an_agent(work, &row, password.clone()),
            (Kind::Agents, None) => Err(Trouble::NotFound("password")),
        }?;
        *outcome.lock().unwrap_or_else(PoisonError::into_inner) = became;
        if dry_run { Err(ONLY_TRIED) } else { Ok(()) }
    });
    match tried.await {
        Ok(()) => {}
        Err(Trouble::NotFound("only tried")) if dry_run => {}
        Err(trouble) => return Err(trouble),
    }
    let became = *kept.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(became)
}

/// A password nobody knows: its owner chooses another by mail.
pub(super) async fn nobody_knows() -> Result<PasswordHash, Trouble> {
    Hasher::new().hash(&NewPassword::chosen(Token::random().reveal(), &[])?).await
}

fn a_company(work: &mut Work<'_>, row: &Cells) -> Result<Became, Trouble> {
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

fn a_tag(work: &mut Work<'_>, row: &Cells) -> Result<Became, Trouble> {
    let before = tags::all(work)?;
    let tag = tags::known_or_new(work, row.text("name"))?;
    let known = before.iter().any(|known| known.id == tag.id);
    let hue: Option<i64> = match row.text("hue") {
        "" => None,
        written => Some(written.parse().map_err(|_| wrong(row, "hue", "write a number from 0 to 359."))?),
    };
    match hue.map(|hue| hue.rem_euclid(360)).filter(|hue| *hue != tag.hue) {
        Some(hue) => tags::change(work, tag.id, &tag.name, hue)?,
        None if known => return Ok(Became::Same),
        None => {}
    }
    Ok(if known { Became::Changed } else { Became::New })
}

/// What a cell says that nobody understands, and what to write instead.
fn wrong(row: &Cells, column: &str, remedy: &str) -> Trouble {
    Trouble::Opening(format!("{column} “{}”: {remedy}", row.text(column)))
}

/// A column the file does not have leaves what is there; an empty cell empties it.
fn a_macro(work: &mut Work<'_>, row: &Cells) -> Result<Became, Trouble> {
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
fn an_agent(work: &mut Work<'_>, row: &Cells, password: PasswordHash) -> Result<Became, Trouble> {
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
