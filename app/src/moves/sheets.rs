//! `frontline import csv`: companies, tags, macros, agents and articles out of a spreadsheet. What is known by its name is brought up to date.
//!
//! Customers, products and orders come by `frontline shop import`. Each row is a work of its own: a faulty one is listed and
//! stops nothing, and the same file again changes nothing. A dry run does the same in one work and undoes it, so that a row sees what
//! those before it would do.

mod articles;
mod rows;

use super::Outcome;
use crate::config::Config;
use crate::house::House;
use crate::people::said;
use crate::shop::{charset, listed, unread};
use crate::terminal::outln;
use agents::{Hasher, NewPassword, PasswordHash};
use clap::{Args, ValueEnum};
use db::{Actor, Database, Trouble, Work};
use kit::Token;
use shops::file::{Cells, Charset, Columns, Fault, LARGEST_BYTES, NoSheet, Sheet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Args)]
pub struct Sheets {
    /// A CSV or JSON file; its first row names the columns.
    file: PathBuf,
    /// What it holds.
    #[arg(long)]
    kind: Kind,
    /// The encoding of the file, such as windows-1252, gb18030, macintosh or cp850; guessed if left out.
    #[arg(long, value_parser = charset)]
    encoding: Option<Charset>,
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

/// Rows that are tried in one work. On SQLite nobody else writes meanwhile.
const TRIED_TOGETHER: usize = 1_000;

pub(super) fn run(config: &Config, sheets: Sheets) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(bring_in(config, sheets))
}

async fn bring_in(config: &Config, sheets: Sheets) -> Outcome {
    let Sheets { file, kind, encoding, dry_run } = sheets;
    let house = House::open_existing(config)?;
    if std::fs::metadata(&file).map_err(|e| unread(&file, &e))?.len() > LARGEST_BYTES as u64 {
        return Err(NoSheet::TooLarge.into());
    }
    let sheet = Sheet::read(&std::fs::read(&file).map_err(|e| unread(&file, &e))?, encoding)?;
    let passed_over = sheet.expecting(kind.columns())?;
    let mut faults = sheet.faults;
    let rows = consistent(kind, sheet.rows, &mut faults);
    let told = if dry_run {
        tried(&house.db, kind, &rows).await?
    } else {
        done(&house.db, kind, &rows).await?
    };
    let (mut new, mut changed, mut same) = (0, 0, 0);
    for (row, became) in rows.iter().zip(told) {
        match became {
            Ok(Became::New) => new += 1,
            Ok(Became::Changed) => changed += 1,
            Ok(Became::Same) => same += 1,
            Err(why) => faults.push(row.fault(kind.key(), &why)),
        }
    }
    faults.sort_by_key(|fault| fault.line);
    let how = if dry_run { "Would be" } else { "Imported" };
    outln!("{how}: {new} new, {changed} changed, {same} the same, {} faulty.", faults.len());
    for column in passed_over {
        outln!("{column}");
    }
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

    const fn columns(self) -> Columns {
        let (known, keys): (&[&str], &[&str]) = match self {
            Self::Companies => (&["name", "domains"], &["name"]),
            Self::Tags => (&["name", "hue"], &["name"]),
            Self::Macros => (&["name", "shortcut", "text_en", "text_es", "text_zh", "tags", "status"], &["name"]),
            Self::Agents => (&["email", "name", "role", "locale", "zone"], &["email"]),
            Self::Articles => (&["slug", "language", "title", "body", "section", "state", "audience"], &["slug", "title"]),
        };
        Columns { known, keys }
    }
}

/// The rows that do not contradict an earlier one.
fn consistent(kind: Kind, rows: Vec<Cells>, faults: &mut Vec<Fault>) -> Vec<Arc<Cells>> {
    let mut stated = articles::Stated::default();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        match stated.contradicted(&row).filter(|_| kind == Kind::Articles) {
            Some(fault) => faults.push(fault),
            None => kept.push(Arc::new(row)),
        }
    }
    kept
}

/// What became of each row, or why nothing did.
type Told = Vec<Result<Became, String>>;

/// Takes the rows in, each in a work of its own.
async fn done(db: &Database, kind: Kind, rows: &[Arc<Cells>]) -> Result<Told, Trouble> {
    let mut told = Vec::with_capacity(rows.len());
    for row in rows {
        let password = if kind == Kind::Agents { Some(nobody_knows().await?) } else { None };
        let row = row.clone();
        let outcome = db.work(Actor::System, move |work| {
            work.keep_quietly("the row was the same");
            take(work, kind, &row, password.as_ref())
        });
        told.push(match outcome.await {
            Err(trouble) if trouble.may_pass() => return Err(trouble),
            outcome => outcome.map_err(said),
        });
    }
    Ok(told)
}

/// Takes the rows in and undoes it.
async fn tried(db: &Database, kind: Kind, rows: &[Arc<Cells>]) -> Result<Told, Trouble> {
    let password = if kind == Kind::Agents { Some(nobody_knows().await?) } else { None };
    let mut told = Vec::with_capacity(rows.len());
    for step in rows.chunks(TRIED_TOGETHER) {
        let (step, password, kept) = (step.to_vec(), password.clone(), Arc::<Mutex<Told>>::default());
        let outcome = kept.clone();
        let undone = db.work(Actor::System, move |work| {
            let mut told = Vec::with_capacity(step.len());
            for row in &step {
                told.push(match work.or_undone(|work| take(work, kind, row, password.as_ref())) {
                    Err(trouble) if trouble.may_pass() => return Err::<(), _>(trouble),
                    became => became.map_err(said),
                });
            }
            *outcome.lock().unwrap_or_else(PoisonError::into_inner) = told;
            Err(ONLY_TRIED)
        });
        match undone.await {
            Ok(()) | Err(Trouble::NotFound("only tried")) => {}
            Err(trouble) => return Err(trouble),
        }
        told.append(&mut kept.lock().unwrap_or_else(PoisonError::into_inner));
    }
    Ok(told)
}

fn take(work: &mut Work<'_>, kind: Kind, row: &Cells, password: Option<&PasswordHash>) -> Result<Became, Trouble> {
    match (kind, password) {
        (Kind::Companies, _) => rows::a_company(work, row),
        (Kind::Tags, _) => rows::a_tag(work, row),
        (Kind::Macros, _) => rows::a_macro(work, row),
        (Kind::Articles, _) => articles::take(work, row),
        (Kind::Agents, Some(password)) => rows::an_agent(work, row, password.clone()),
        (Kind::Agents, None) => Err(Trouble::NotFound("password")),
    }
}

/// A password nobody knows: its owner chooses another by mail.
pub(super) async fn nobody_knows() -> Result<PasswordHash, Trouble> {
    Hasher::new().hash(&NewPassword::chosen(Token::random().reveal(), &[])?).await
}
