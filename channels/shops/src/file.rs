//! Customers, products and orders as files, in and out: CSV or JSON, tried first in a dry run, and the same file twice is once.
//!
//! A dry run does everything and undoes it, so that its report is what would happen. An import goes in steps; each step keeps
//! how far it came in the same unit of work, so that one that was cut off goes on where it stopped. What is faulty is told
//! with line, column and remedy, and holds up nothing else. What goes out cannot be taken for a formula (attack 38).

mod customers;
mod encoding;
mod export;
mod orders;
mod products;
mod sheet;

pub use encoding::Charset;
pub use export::{Exported, export};
pub use sheet::{Cells, Columns, LARGEST_BYTES, NoSheet, Sheet};

use crate::Event;
use crate::books::Taken;
use crate::shop::{self, Shop};
use ::orders::brand::BrandId;
use db::{Actor, Database, Trouble, Work, sql};
use std::sync::{Arc, Mutex};

/// Groups of rows in one unit of work.
const STEP: usize = 100;

db::words!(
    /// What a file holds.
    FileKind { Customers = "customers", Products = "products", Orders = "orders" }
);

/// Something faulty in a file: where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: u64,
    pub column: String,
    pub value: String,
    pub remedy: String,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub new: u64,
    pub changed: u64,
    pub same: u64,
    /// Rows an earlier run of the same file had done.
    pub done_before: u64,
    /// What of the file nobody read, in sentences.
    pub passed_over: Vec<String>,
    pub faults: Vec<Fault>,
}

/// What is imported, for whom, and whether for good.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    pub kind: FileKind,
    pub brand: BrandId,
    pub dry_run: bool,
    /// The charset of the file, where somebody says it.
    pub charset: Option<Charset>,
}

impl FileKind {
    /// The columns such a file may have.
    pub const fn columns(self) -> Columns {
        match self {
            Self::Customers => customers::COLUMNS,
            Self::Products => products::COLUMNS,
            Self::Orders => orders::COLUMNS,
        }
    }
}

/// Rows that belong together: one customer, one variant, one order with all its lines.
type Group = Vec<Cells>;

/// Imports a file.
pub async fn import(db: &Database, actor: Actor, bytes: &[u8], wish: Wish) -> Result<Report, ImportTrouble> {
    let sheet = Sheet::read(bytes, wish.charset)?;
    let passed_over = sheet.expecting(wish.kind.columns())?;
    let sha256 = kit::sha256_hex(bytes);
    let mut report = Report { faults: sheet.faults.clone(), passed_over, ..Report::default() };
    let groups = grouped(wish.kind, sheet.rows, &mut report);
    let begun = if wish.dry_run { 0 } else { begin(db, actor, &sha256, wish).await? };
    report.done_before = begun as u64;
    for (at, step) in groups.chunks(STEP).enumerate() {
        let after = ((at + 1) * STEP).min(groups.len());
        if after <= begun {
            continue;
        }
        take_step(db, actor, step, &sha256, after, wish, &mut report).await?;
    }
    if !wish.dry_run {
        end(db, actor, &sha256, wish, groups.len()).await?;
    }
    Ok(report)
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportTrouble {
    #[error(transparent)]
    NoSheet(#[from] NoSheet),
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Orders are the rows of one number, one after the other; everything else is a row each.
fn grouped(kind: FileKind, rows: Vec<Cells>, report: &mut Report) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let number = row.text("number").to_owned();
        if kind != FileKind::Orders {
            groups.push(vec![row]);
        } else if number.is_empty() {
            report.faults.push(row.fault("number", "Enter the number of the order"));
        } else {
            match groups
                .iter_mut()
                .rev()
                .take(STEP)
                .find(|group| group.first().is_some_and(|first| first.text("number") == number))
            {
                Some(group) => group.push(row),
                None => groups.push(vec![row]),
            }
        }
    }
    groups
}

async fn begin(db: &Database, actor: Actor, sha256: &str, wish: Wish) -> Result<usize, Trouble> {
    let sha256 = sha256.to_owned();
    db.work(actor, move |work| {
        let now = work.now;
        work.keep_quietly("how far a file is imported");
        // A file that was imported to its end begins anew: what is in it may have been changed here since.
        sql("INSERT INTO shop_import (sha256, kind, brand_id, rows_done, begun_at) VALUES ($1, $2, $3, 0, $4)
             ON CONFLICT (sha256, kind, brand_id) DO UPDATE
             SET rows_done = CASE WHEN shop_import.ended_at IS NULL THEN shop_import.rows_done ELSE 0 END, ended_at = NULL")
        .with(&sha256)
        .with(wish.kind)
        .with(wish.brand)
        .with(now)
        .run(work)?;
        let done: i64 = sql("SELECT rows_done FROM shop_import WHERE sha256 = $1 AND kind = $2 AND brand_id = $3")
            .with(&sha256)
            .with(wish.kind)
            .with(wish.brand)
            .only(work, "import")?;
        Ok(usize::try_from(done).unwrap_or(0))
    })
    .await
}

async fn end(db: &Database, actor: Actor, sha256: &str, wish: Wish, rows: usize) -> Result<(), Trouble> {
    let sha256 = sha256.to_owned();
    db.work(actor, move |work| {
        let now = work.now;
        let id: i64 = sql("UPDATE shop_import SET ended_at = $4 WHERE sha256 = $1 AND kind = $2 AND brand_id = $3 RETURNING id")
            .with(&sha256)
            .with(wish.kind)
            .with(wish.brand)
            .with(now)
            .only(work, "import")?;
        work.record(&Event::FileImported { import: id, rows: rows as i64 })
    })
    .await
}

/// One step in one unit of work; if something in it fails, each group alone.
async fn take_step(
    db: &Database,
    actor: Actor,
    step: &[Group],
    sha256: &str,
    after: usize,
    wish: Wish,
    report: &mut Report,
) -> Result<(), Trouble> {
    let (count, faults, trouble) = together(db, actor, step, wish, Some((sha256, after))).await;
    match trouble {
        None => {
            report.add(&count);
            report.faults.extend(faults);
            Ok(())
        }
        Some(trouble) if trouble.may_pass() => Err(trouble),
        Some(_) => {
            for group in step {
                let (count, faults, trouble) = together(db, actor, std::slice::from_ref(group), wish, None).await;
                match trouble {
                    None => {
                        report.add(&count);
                        report.faults.extend(faults);
                    }
                    Some(trouble) if trouble.may_pass() => return Err(trouble),
                    Some(trouble) => report.faults.extend(group.first().map(|row| row.fault("", &trouble.to_string()))),
                }
            }
            if wish.dry_run { Ok(()) } else { mark(db, actor, sha256, wish, after).await }
        }
    }
}

type Told = (Vec<Taken>, Vec<Fault>);
type Outcome = (Vec<Taken>, Vec<Fault>, Option<Trouble>);

async fn together(db: &Database, actor: Actor, step: &[Group], wish: Wish, mark: Option<(&str, usize)>) -> Outcome {
    let told: Arc<Mutex<Told>> = Arc::default();
    let (kept, step, mark) = (told.clone(), step.to_vec(), mark.map(|(sha256, after)| (sha256.to_owned(), after)));
    let outcome = db
        .work(actor, move |work| {
            // PostgreSQL may run this twice; only the last time counts.
            let (mut taken, mut faults) = (Vec::new(), Vec::new());
            let shop = shop::of_files(work, wish.brand)?;
            for group in &step {
                match take(work, &shop, group, wish.kind)? {
                    Ok(one) => taken.push(one),
                    Err(fault) => faults.push(fault),
                }
            }
            if let Ok(mut kept) = kept.lock() {
                *kept = (taken, faults);
            }
            if wish.dry_run {
                return Err(Trouble::refused(UNDONE));
            }
            match &mark {
                Some((sha256, after)) => set_mark(work, sha256, wish, *after),
                None => Ok(()),
            }
        })
        .await;
    let trouble = match outcome {
        Ok(()) => None,
        Err(Trouble::Refused(refusal)) if refusal.key == UNDONE => None,
        Err(trouble) => Some(trouble),
    };
    let (taken, faults) = told.lock().map(|told| told.clone()).unwrap_or_default();
    (taken, faults, trouble)
}

/// The refusal that undoes a dry run; nobody is shown it.
const UNDONE: &str = "shops-dry-run";

fn take(work: &mut Work<'_>, shop: &Shop, group: &[Cells], kind: FileKind) -> Result<Result<Taken, Fault>, Trouble> {
    match kind {
        FileKind::Customers => customers::take(work, shop, group),
        FileKind::Products => products::take(work, shop, group),
        FileKind::Orders => orders::take(work, shop, group),
    }
}

async fn mark(db: &Database, actor: Actor, sha256: &str, wish: Wish, after: usize) -> Result<(), Trouble> {
    let sha256 = sha256.to_owned();
    db.work(actor, move |work| set_mark(work, &sha256, wish, after)).await
}

fn set_mark(work: &mut Work<'_>, sha256: &str, wish: Wish, after: usize) -> Result<(), Trouble> {
    sql("UPDATE shop_import SET rows_done = $4 WHERE sha256 = $1 AND kind = $2 AND brand_id = $3")
        .with(sha256)
        .with(wish.kind)
        .with(wish.brand)
        .with(after as i64)
        .run(work)?;
    work.keep_quietly("how far a file is imported");
    Ok(())
}

impl Report {
    fn add(&mut self, taken: &[Taken]) {
        for one in taken {
            match one {
                Taken::New => self.new += 1,
                Taken::Changed => self.changed += 1,
                Taken::Same => self.same += 1,
            }
        }
    }
}
