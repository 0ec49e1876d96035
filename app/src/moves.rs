//! `frontline db copy`, `backup`, `restore`, `export`, `import`, `person export`: the whole desk from here to there; `upgrade` and `rollback`:
//! from one version to another and back.
//!
//! What copies reads one snapshot and keeps nobody waiting; each refuses a target that is not empty; each says what it did.

mod backing_up;
mod copying;
mod erased;
mod exporting;
mod meanings;
mod notes;
mod person;
pub use person::write_person;
mod progress;
mod rolling_back;
mod sheets;
mod taking_in;
mod taking_over;
pub(crate) mod upgrading;

pub(crate) use backing_up::kept_by;
pub(crate) use backing_up::open_place_with;
pub use backing_up::{BackUp, open_place, store_and_seal};

use crate::config::{BackupPlace, Config, Keep};
use clap::{Args, Subcommand};
use email::history::Source;
use foreign::Product;
use std::path::PathBuf;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// What comes from elsewhere was behind its source when it was taken; the log goes on far enough behind both that nobody who
/// kept a place in the log of the source misses what happens here.
const FURTHER: i64 = 1 << 32;

#[derive(Subcommand)]
pub enum Command {
    /// The database itself.
    #[command(subcommand)]
    Db(DbCommand),
    /// Back the desk up while it works, or look after its backups.
    Backup(Backup),
    /// Build a desk from a backup, in an empty data folder and an empty database.
    Restore {
        /// The place of the backups: a folder, or `s3://bucket/prefix`.
        #[arg(long)]
        from: Option<BackupPlace>,
        /// The file with their key.
        #[arg(long)]
        key_file: Option<PathBuf>,
        /// Which one, by its name in `frontline backup list`; the newest if left out.
        #[arg(long)]
        backup: Option<String>,
    },
    /// Bring the desk to the schema of this version, as starting it does; a copy of it as it is now is laid aside first.
    Upgrade(upgrading::Upgrade),
    /// Go back to the state the last upgrade laid aside; says first what would be lost.
    Rollback(rolling_back::Rollback),
    /// Write everything into an empty folder, as files anybody can read.
    Export { folder: PathBuf },
    /// What is kept of one customer.
    #[command(subcommand)]
    Person(PersonCommand),
    /// Take in what comes from elsewhere.
    #[command(subcommand)]
    Import(ImportCommand),
}

#[derive(Subcommand)]
pub enum PersonCommand {
    /// Write everything that is kept of one customer into an empty folder, to be handed to them.
    Export(person::Person),
}

#[derive(Subcommand)]
pub enum DbCommand {
    /// Copy the desk to another database: `--to postgres://user:password@host/name` or `--to sqlite:PATH`.
    Copy {
        #[arg(long)]
        to: String,
    },
}

#[derive(Args)]
pub struct Backup {
    #[command(subcommand)]
    what: Option<BackupCommand>,
    /// The place of the backups: a folder, or `s3://bucket/prefix`.
    #[arg(long, global = true)]
    to: Option<BackupPlace>,
    /// The file with their key.
    #[arg(long, global = true)]
    key_file: Option<PathBuf>,
}

#[derive(Subcommand)]
pub enum BackupCommand {
    /// Make a new key. Keep a copy of the file away from the backups and from this machine.
    Key { file: PathBuf },
    /// Name all backups.
    List,
    /// Read a backup back and compare everything in it; the newest if none is named.
    Verify {
        name: Option<String>,
        /// Every one of them.
        #[arg(long)]
        all: bool,
    },
    /// Let old backups go.
    Prune {
        /// How many days, weeks and months keep their last backup, e.g. `7d 4w 12m`.
        #[arg(long)]
        keep: Option<Keep>,
    },
}

#[derive(Subcommand)]
pub enum ImportCommand {
    /// Build a desk from a `frontline export`, in an empty data folder and an empty database.
    Frontline { folder: PathBuf },
    /// Take old mail in from an mbox file.
    Mbox(taking_in::Taking),
    /// Take old mail in from a Maildir and the folders below it.
    Maildir(taking_in::Taking),
    /// Take old mail in from a file, or from all files below a folder that end in .eml.
    Eml(taking_in::Taking),
    /// Take old mail in from a folder on an IMAP server, which is only read.
    Imap(taking_in::OnServer),
    /// Move in from Zendesk: a folder with its JSON export.
    Zendesk(taking_over::TakingOver),
    /// Move in from Intercom: a folder with what its API gives, as JSON.
    Intercom(taking_over::TakingOver),
    /// Move in from Help Scout: a folder with what its API gives, as JSON.
    #[command(name = "helpscout")]
    HelpScout(taking_over::TakingOver),
    /// Move in from Freshdesk: a folder with its account export (XML) or what its API gives (JSON).
    Freshdesk(taking_over::TakingOver),
    /// Move in from Chatwoot: a plain pg_dump of its database.
    Chatwoot(taking_over::TakingOver),
    /// Move in from Zammad: a plain pg_dump or mysqldump of its database.
    Zammad(taking_over::TakingOver),
    /// Move in from libredesk: a plain pg_dump of its database.
    Libredesk(taking_over::TakingOver),
    /// Move in from FreeScout: a mysqldump of its database.
    #[command(name = "freescout")]
    FreeScout(taking_over::TakingOver),
    /// Move in from osTicket: a mysqldump of its database.
    #[command(name = "osticket")]
    OsTicket(taking_over::TakingOver),
    /// Take companies, tags, macros or agents in from a spreadsheet. Customers, products and orders: `frontline shop import`.
    Csv(sheets::Sheets),
}

/// Does what was asked. Outside any runtime: the blocking clients of the databases bring their own.
pub fn run(command: Command, config: &Config) -> Outcome {
    match command {
        Command::Db(DbCommand::Copy { to }) => copying::copy(config, &to),
        Command::Backup(Backup { what, to, key_file }) => backing_up::run(config, what, to, key_file),
        Command::Restore { from, key_file, backup } => backing_up::restore(config, from, key_file, backup),
        Command::Upgrade(asked) => upgrading::run(config, &asked),
        Command::Rollback(asked) => rolling_back::run(config, asked),
        Command::Export { folder } => exporting::export(config, &folder),
        Command::Person(PersonCommand::Export(person)) => person::export(config, &person),
        Command::Import(ImportCommand::Frontline { folder }) => exporting::import(config, &folder),
        Command::Import(ImportCommand::Mbox(taking)) => taking_in::from_files(config, Source::Mbox, taking),
        Command::Import(ImportCommand::Maildir(taking)) => taking_in::from_files(config, Source::Maildir, taking),
        Command::Import(ImportCommand::Csv(sheets)) => sheets::run(config, sheets),
        Command::Import(ImportCommand::Eml(taking)) => taking_in::from_files(config, Source::Eml, taking),
        Command::Import(ImportCommand::Imap(taking)) => taking_in::from_server(config, taking),
        Command::Import(ImportCommand::Zendesk(taking)) => taking_over::run(config, Product::Zendesk, taking),
        Command::Import(ImportCommand::Intercom(taking)) => taking_over::run(config, Product::Intercom, taking),
        Command::Import(ImportCommand::HelpScout(taking)) => taking_over::run(config, Product::HelpScout, taking),
        Command::Import(ImportCommand::Freshdesk(taking)) => taking_over::run(config, Product::Freshdesk, taking),
        Command::Import(ImportCommand::Chatwoot(taking)) => taking_over::run(config, Product::Chatwoot, taking),
        Command::Import(ImportCommand::Zammad(taking)) => taking_over::run(config, Product::Zammad, taking),
        Command::Import(ImportCommand::Libredesk(taking)) => taking_over::run(config, Product::Libredesk, taking),
        Command::Import(ImportCommand::FreeScout(taking)) => taking_over::run(config, Product::FreeScout, taking),
        Command::Import(ImportCommand::OsTicket(taking)) => taking_over::run(config, Product::OsTicket, taking),
    }
}
