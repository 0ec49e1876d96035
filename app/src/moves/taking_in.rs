//! `frontline import mbox|maildir|eml|imap`: old mail taken in, silently and once.

use super::Outcome;
use super::notes::Notes;
use crate::config::Config;
use crate::house::House;
use crate::terminal::{err, outln};
use clap::{Args, ValueEnum};
use db::{Database, Trouble};
use desk::{InboxId, Status};
use email::history::{self, Dated, LeftOut, Note, Plan, Source, Tally};
use email::imap::{ImapSettings, Login, Security};
use mail::archived::Unwanted;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::Instant;

/// Mail in files.
#[derive(Args)]
pub struct Taking {
    /// Where the mail lies.
    path: PathBuf,
    #[command(flatten)]
    how: How,
}

/// Mail in a folder on a server.
#[derive(Args)]
pub struct OnServer {
    /// The IMAP server.
    host: String,
    /// Who signs in there.
    #[arg(long)]
    user: String,
    /// A file with the password; the variable FRONTLINE_IMAP_PASSWORD if left out.
    #[arg(long)]
    password_file: Option<PathBuf>,
    /// The folder, as you read it: `INBOX`, `Archive/2023`.
    #[arg(long, default_value = "INBOX")]
    folder: String,
    /// 993 with tls, 143 otherwise, if left out.
    #[arg(long)]
    port: Option<u16>,
    /// tls, starttls, or plain for a server on this machine.
    #[arg(long, default_value = "tls")]
    security: String,
    /// A file with one more root certificate, or the server's own.
    #[arg(long)]
    extra_root: Option<PathBuf>,
    #[command(flatten)]
    how: How,
}

#[derive(Args)]
struct How {
    /// The address of the inbox it goes to.
    #[arg(long)]
    inbox: String,
    /// What conversations become that begin with it: resolved, closed or open.
    #[arg(long, default_value = "resolved")]
    status: String,
    /// Take along what is left out otherwise: trash, spam, or both with a comma.
    #[arg(long, value_delimiter = ',')]
    also: Vec<Also>,
    /// Read everything, change nothing, and say what would be filed.
    #[arg(long)]
    dry_run: bool,
    /// The file for mails that are left out, or cannot be filed or read, one a line with the reason; `import-notes.tsv` in the data folder if left out.
    #[arg(long)]
    report: Option<PathBuf>,
}

/// What is no correspondence. Drafts never come along: nobody was sent them.
#[derive(Clone, Copy, ValueEnum)]
enum Also {
    /// What was thrown away
    Trash,
    /// Spam
    Spam,
}

/// Takes mail in from files.
pub(super) fn from_files(config: &Config, source: fn(PathBuf) -> Source, taking: Taking) -> Outcome {
    run(config, source(taking.path), taking.how)
}

/// Takes mail in from a server.
pub(super) fn from_server(config: &Config, on: OnServer) -> Outcome {
    let security = match on.security.as_str() {
        "tls" => Security::Tls,
        "starttls" => Security::StartTls,
        "plain" => Security::Plain,
        other => return Err(format!("--security {other} is not one of tls, starttls, plain.").into()),
    };
    let read = |path: &PathBuf| std::fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}.", path.display()));
    let password = match &on.password_file {
        Some(path) => read(path)?.trim_end_matches(['\r', '\n']).to_owned(),
        None => std::env::var("FRONTLINE_IMAP_PASSWORD")
            .map_err(|_| "no password: name a file with --password-file, or set FRONTLINE_IMAP_PASSWORD.")?,
    };
    let port = on.port.unwrap_or(if security == Security::Tls { 993 } else { 143 });
    let login = Login::Password { user: on.user, password };
    let settings = ImapSettings {
        folder: on.folder,
        extra_root: on.extra_root.as_ref().map(read).transpose()?,
        ..ImapSettings::new(on.host, port, security, login)
    };
    run(config, Source::Imap(Box::new(settings)), on.how)
}

/// On a runtime of its own.
fn run(config: &Config, source: Source, how: How) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(take_in(config, source, how))
}

async fn take_in(config: &Config, source: Source, taking: How) -> Outcome {
    let house = House::open_existing(config)?;
    let status = Status::of_word(&taking.status)
        .filter(|status| matches!(status, Status::Resolved | Status::Closed | Status::Open))
        .ok_or_else(|| format!("--status {} is not one of resolved, closed, open.", taking.status))?;
    let also = taking.also.iter().map(|also| match also {
        Also::Trash => Unwanted::Trash,
        Also::Spam => Unwanted::Spam,
    });
    let plan = Plan {
        inbox: inbox(&house.db, &taking.inbox).await?,
        source,
        status,
        also: also.collect(),
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
    outln!("{}", told(&tally, taking.dry_run));
    if tally.left_out.all() > 0 {
        outln!("{}", left_out(&tally.left_out));
    }
    if tally.dated.all() > 0 {
        outln!("{}", dated(&tally.dated));
    }
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
    let Tally { read, filed, before, broken, conversations, customers, .. } = tally;
    let would = if dry { "would be " } else { "" };
    format!(
        "{read} mails read: {filed} {would}filed in {conversations} new conversations and those that were there, {before} were here before, \
         {broken} broken; {customers} new customers."
    )
}

fn left_out(LeftOut { drafts, trash, spam }: &LeftOut) -> String {
    let remedy = if trash + spam > 0 { " Trash and spam come along with --also trash,spam." } else { "" };
    format!("Left out: {drafts} drafts, {trash} in the trash, {spam} spam.{remedy}")
}

fn dated(dated: &Dated) -> String {
    let Dated { received, place, file, now } = dated;
    format!(
        "{} had no date of their own that can be true: {received} are dated by the server that received them (Received), {place} by the \
         place they lay in (From line, name in the Maildir, or server), {file} by their file, {now} as of now.",
        dated.all()
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
            err!(
                "\r\x1b[K{} read, {} filed, {} here before, {} broken; {pace:.0} mails/s",
                tally.read,
                tally.filed,
                tally.before,
                tally.broken
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
