//! `frontline import mbox|maildir|eml`: old mail taken in, silently and once.

use super::Outcome;
use super::notes::Notes;
use crate::config::Config;
use crate::house::House;
use clap::Args;
use db::{Database, Trouble};
use desk::{InboxId, Status};
use email::history::{self, Note, Plan, Source, Tally};
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::Instant;

#[derive(Args)]
pub struct Taking {
    /// Where the mail lies.
    path: PathBuf,
    /// The address of the inbox it goes to.
    #[arg(long)]
    inbox: String,
    /// What conversations become that begin with it: resolved, closed or open.
    #[arg(long, default_value = "resolved")]
    status: String,
    /// Read everything, change nothing, and say what would be filed.
    #[arg(long)]
    dry_run: bool,
    /// The file for mails that cannot be filed or read, one a line with the reason; `import-notes.tsv` in the data folder if left out.
    #[arg(long)]
    report: Option<PathBuf>,
}

/// Takes the mail in, on a runtime of its own.
pub(super) fn run(config: &Config, source: fn(PathBuf) -> Source, taking: Taking) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(take_in(config, source, taking))
}

async fn take_in(config: &Config, source: fn(PathBuf) -> Source, taking: Taking) -> Outcome {
    let house = House::open_existing(config)?;
    let status = Status::of_word(&taking.status)
        .filter(|status| matches!(status, Status::Resolved | Status::Closed | Status::Open))
        .ok_or_else(|| format!("--status {} is not one of resolved, closed, open.", taking.status))?;
    let plan = Plan {
        inbox: inbox(&house.db, &taking.inbox).await?,
        source: source(taking.path),
        status,
    };
    let mut notes = Notes::new(taking.report.unwrap_or_else(|| config.data.join("import-notes.tsv")));
    let progress = Line::new();
    let (say, note) = (&mut |tally: &Tally| progress.say(tally), &mut |one: &Note| notes.add(&one.place, &one.why));
    let tally = if taking.dry_run {
        history::foresee(&house.db, &house.key, &plan, say, note).await?
    } else {
        history::take_in(&house.db, &house.key, &plan, say, note).await?
    };
    progress.end();
    println!("{}", told(&tally, taking.dry_run));
    notes.end()
}

pub(super) async fn inbox(db: &Database, address: &str) -> Result<InboxId, Trouble> {
    let wanted = address.trim().to_lowercase();
    let found = db.read(move |tx| desk::inboxes::owning(tx, &wanted)).await?;
    found.ok_or_else(|| {
        Trouble::Opening(format!("no inbox has the address {address}. Add it in Settings, Inboxes, or name another with --inbox."))
    })
}

fn told(tally: &Tally, dry: bool) -> String {
    let Tally { read, filed, before, broken, conversations, customers } = tally;
    let would = if dry { "would be " } else { "" };
    format!(
        "{read} mails read: {filed} {would}filed in {conversations} new conversations and those that were there, {before} were here before, \
         {broken} broken; {customers} new customers."
    )
}

/// How far it is, on a terminal.
struct Line {
    shown: bool,
    began: Instant,
}

impl Line {
    fn new() -> Self {
        Self { shown: std::io::stderr().is_terminal(), began: Instant::now() }
    }

    fn say(&self, tally: &Tally) {
        if self.shown {
            let pace = tally.read as f64 / self.began.elapsed().as_secs_f64().max(0.001);
            eprint!(
                "\r\x1b[K{} read, {} filed, {} here before, {} broken; {pace:.0} mails/s",
                tally.read, tally.filed, tally.before, tally.broken
            );
            let _ = std::io::stderr().flush();
        }
    }

    fn end(&self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}
