//! `frontline import zendesk|intercom|…`: another desk taken over, silently and once.

use super::Outcome;
use super::notes::{Notes, plain};
use super::sheets::nobody_knows;
use super::taking_in::inbox;
use crate::config::Config;
use crate::house::House;
use crate::terminal::{err, out};
use clap::Args;
use db::{Database, Trouble};
use desk::InboxId;
use foreign::{Export, Kind, Product};
use std::collections::HashMap;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::Instant;
use takeover::{Counts, Note, Plan, Tally};

#[derive(Args)]
pub struct TakingOver {
    /// The export: a file, or the folder it was unpacked in.
    path: PathBuf,
    /// The address of the inbox for conversations that came in at none of our addresses.
    #[arg(long)]
    inbox: String,
    /// The folder with the files of messages, where they are not in the export itself.
    #[arg(long)]
    files: Option<PathBuf>,
    /// A name for that desk, if you move in from two of the same product.
    #[arg(long = "as", value_name = "NAME")]
    named: Option<String>,
    /// Which account of a Chatwoot that has several.
    #[arg(long, default_value = "")]
    account: String,
    /// What the tables of an osTicket (or FreeScout) begin with; osTicket's own choice if left out.
    #[arg(long)]
    prefix: Option<String>,
    /// By whose clock times in the database are that name no zone: `Europe/Madrid`.
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// Read everything, change nothing, and say what would be taken.
    #[arg(long)]
    dry_run: bool,
    /// The file for what could not be taken as it is, one a line with the reason; `import-notes.tsv` in the data folder if left out.
    #[arg(long)]
    report: Option<PathBuf>,
}

/// How many notes are shown at once; the file has all.
const SHOWN: usize = 10;

/// Takes the desk over, on a runtime of its own.
pub(super) fn run(config: &Config, product: Product, taking: TakingOver) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(take_over(config, product, taking))
}

async fn take_over(config: &Config, product: Product, taking: TakingOver) -> Outcome {
    let house = House::open_existing(config)?;
    let source = taking.named.unwrap_or_else(|| product.word().to_owned());
    let plan = Plan {
        inbox: inbox(&house.db, &taking.inbox).await?,
        inboxes: inboxes(&house.db).await?,
        files: taking
            .files
            .or_else(|| taking.path.is_dir().then(|| taking.path.join("attachments")).filter(|folder| folder.is_dir())),
        password: nobody_knows().await?,
        source,
    };
    let own_prefix = if product == Product::OsTicket { "ost_" } else { "" };
    let export = Export {
        product,
        path: taking.path,
        staging: config.data.join("import-staging.db"),
        zone: taking.zone,
        prefix: taking.prefix.unwrap_or_else(|| own_prefix.to_owned()),
        account: taking.account,
    };
    let mut notes = Notes::new(taking.report.unwrap_or_else(|| config.data.join("import-notes.tsv")));
    let (progress, mut first) = (Bar::new(), Vec::new());
    let say = &mut |tally: &Tally| progress.say(tally);
    let note = &mut |one: &Note| {
        notes.add(&one.place, &one.why);
        if first.len() < SHOWN {
            first.push(one.clone());
        }
    };
    let tally = if taking.dry_run {
        takeover::foresee(&house.db, &plan, &export, say, note).await?
    } else {
        takeover::take_over(&house.db, &plan, &export, say, note).await?
    };
    progress.end();
    out!("{}", told(&tally, &first, taking.dry_run));
    notes.end()
}

async fn inboxes(db: &Database) -> Result<HashMap<String, InboxId>, Trouble> {
    db.read(|tx| {
        let mut by_address = HashMap::new();
        for inbox in desk::inboxes::all(tx)? {
            by_address.extend(desk::inboxes::aliases(tx, inbox.id)?.into_iter().map(|alias| (alias, inbox.id)));
            by_address.insert(inbox.address, inbox.id);
        }
        Ok(by_address)
    })
    .await
}

/// The report: a line for each kind, then what is worth knowing besides.
fn told(tally: &Tally, first: &[Note], dry: bool) -> String {
    let mut said = String::from(if dry { "Nothing was changed. This would be taken over:\n" } else { "Taken over:\n" });
    let kinds = [
        (Kind::Team, "teams"),
        (Kind::Agent, "agents"),
        (Kind::Company, "companies"),
        (Kind::Customer, "customers"),
        (Kind::Macro, "macros"),
        (Kind::Conversation, "conversations"),
        (Kind::Message, "messages"),
        (Kind::Link, "links"),
    ];
    for (kind, name) in kinds {
        if let Some(Counts { new, changed, same, faulty }) = tally.of.get(&kind) {
            said.push_str(&format!("  {name}: {new} new, {changed} changed, {same} as they were, {faulty} faulty\n"));
        }
    }
    said.push_str(&format!("  files: {} taken, {} not at hand\n", tally.files, tally.files_missing));
    if tally.left_alone > 0 {
        said.push_str(&format!("  {} changed there and here: what was set here stays\n", tally.left_alone));
    }
    for what in &tally.left_out {
        said.push_str(&format!("  left out: {}\n", plain(what)));
    }
    for note in first {
        said.push_str(&format!("  {}: {}\n", plain(&note.place), plain(&note.why)));
    }
    said
}

/// How far it is, on a terminal.
struct Bar {
    shown: bool,
    began: Instant,
}

impl Bar {
    fn new() -> Self {
        let bar = Self { shown: std::io::stderr().is_terminal(), began: Instant::now() };
        if bar.shown {
            err!("reading the export …");
        }
        bar
    }

    fn say(&self, tally: &Tally) {
        if self.shown {
            let done: u64 = tally
                .of
                .get(&Kind::Conversation)
                .map_or(0, |counts| counts.new + counts.changed + counts.same + counts.faulty);
            let share = (done * 100).checked_div(tally.expected).unwrap_or(0).min(100);
            let filled = "█".repeat(share as usize / 5);
            let pace = tally.seen() as f64 / self.began.elapsed().as_secs_f64().max(0.001);
            err!(
                "\r\x1b[K[{filled:<20}] {share} %  {done} of {} conversations, {} things in all, {pace:.0}/s",
                tally.expected,
                tally.seen()
            );
            let _ = std::io::stderr().flush();
        }
    }

    fn end(&self) {
        if self.shown {
            err!("\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Note, Tally, told};

    #[test]
    fn attack_38_what_strangers_wrote_is_shown_without_control_characters() {
        let tally = Tally { left_out: ["\u{1b}]0;articles\u{7}".to_owned()].into(), ..Tally::default() };
        let first = [Note {
            place: "customer \u{1b}[1A".into(),
            why: "“\rTaken over: everything” is no phone".into(),
        }];

        let said = told(&tally, &first, true);

        assert!(!said.replace('\n', "").contains(char::is_control), "{said:?}");
        assert!(said.contains("  customer  [1A: “ Taken over: everything” is no phone\n"), "{said}");
    }
}
