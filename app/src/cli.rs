//! The commands, and which of them needs what.

use crate::config::{self, Config, Flags};
use crate::elsewhere::{self, command::AttachmentsCommand};
use crate::terminal::{out, outln};
use crate::{access, ahead, demo, doctor, house::House, keys, moves, people, reading, routes, serve, shop, tokens};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Everything a customer service team does, in one program.
#[derive(Parser)]
#[command(name = "frontline", version, about, long_about = None)]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the desk (the default). Without a data folder it is made, with a demo company in it.
    Serve {
        /// Make an empty desk instead of the demo company.
        #[arg(long)]
        empty: bool,
    },
    /// Play a scripted day on a running demo desk, so that its screens move.
    Demo {
        /// Which day: `busy` or `calm`.
        #[arg(long, default_value = "busy")]
        day: demo::day::Day,
        /// How many times faster than the clock.
        #[arg(long, default_value_t = 60)]
        speed: u32,
    },
    /// Look at database, disk, clock, mail and certificates; each finding ends with a command.
    Doctor {
        /// Also put what helps whoever is asked for help into this new file (zip); no text and no address of anybody is in it.
        #[arg(long, value_name = "FILE")]
        bundle: Option<PathBuf>,
    },
    /// Put right what was made while the clock stood ahead, so that it comes neither in a year nor stands on top for one.
    PutTimesRight {
        /// Only say what there is.
        #[arg(long)]
        dry_run: bool,
        /// Also where most of the log lies ahead, as it does when it is the clock that stands behind.
        #[arg(long)]
        sure: bool,
    },
    /// People who work here.
    #[command(subcommand)]
    User(people::UserCommand),
    /// The rules of access, when nobody can reach the page any more.
    #[command(subcommand)]
    Access(access::AccessCommand),
    /// API tokens.
    #[command(subcommand)]
    Token(tokens::TokenCommand),
    /// The key that seals the secrets in the database.
    #[command(subcommand)]
    Key(keys::KeyCommand),
    /// Mail that is kept.
    #[command(subcommand)]
    Mail(MailCommand),
    /// Where the bytes of attachments lie: how many in the database, how many outside, and what is on its way.
    Attachments(AttachmentsCommand),
    /// Files of customers, products and orders.
    #[command(subcommand)]
    Shop(shop::ShopCommand),
    #[command(flatten)]
    Moves(moves::Command),
    /// Print every configuration key with its default, as docs/config.md.
    Config,
    /// Print the description of the API, as docs/openapi.json.
    Openapi,
    /// Take the words out of a file; the program calls itself this way.
    #[command(hide = true)]
    ReadFile { form: String },
}

#[derive(Subcommand)]
enum MailCommand {
    /// Read kept mail again with today's reader; places and people stay.
    Reparse {
        /// Only the mail behind this message.
        #[arg(long)]
        message: Option<i64>,
    },
}

/// Reads the command line and does what it says.
pub fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    // Another provider was installed before only if a test did; both are the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let cli = Cli::parse();
    if let Some(Command::ReadFile { form }) = &cli.command {
        return Ok(reading::read_alone(form)?);
    }
    if matches!(cli.command, Some(Command::Config)) {
        out!("{}", config::manual());
        return Ok(ExitCode::SUCCESS);
    }
    if matches!(cli.command, Some(Command::Openapi)) {
        outln!("{}", serde_json::to_string_pretty(&routes::all().description())?);
        return Ok(ExitCode::SUCCESS);
    }
    let config = config::load(&cli.flags)?;
    // These talk to databases without a runtime; what needs one makes its own.
    if let Some(Command::Moves(command)) = cli.command {
        moves::run(command, &config)?;
        return Ok(ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(dispatch(cli.command.unwrap_or(Command::Serve { empty: false }), config))
}

async fn dispatch(command: Command, config: Config) -> Result<ExitCode, Box<dyn std::error::Error>> {
    match command {
        Command::Serve { empty } => serve::serve(config, empty).await?,
        Command::Demo { day, speed } => demo::day::play(&config, day, speed).await?,
        Command::Doctor { bundle } => return Ok(doctor::examine(&config, bundle.as_deref()).await),
        Command::PutTimesRight { dry_run, sure } => ahead::run(&House::open_existing(&config)?, dry_run, sure).await?,
        Command::User(command) => people::run(&House::open_existing(&config)?, command).await?,
        Command::Access(command) => access::run(&House::open_existing(&config)?, command).await?,
        Command::Token(command) => tokens::run(&House::open_existing(&config)?, command).await?,
        Command::Key(command) => keys::run(&config, command).await?,
        Command::Mail(MailCommand::Reparse { message }) => reparse(&House::open_existing(&config)?, message).await?,
        Command::Attachments(command) => elsewhere::command::run(&config, &House::open_existing(&config)?, command).await?,
        Command::Shop(command) => shop::run(&House::open_existing(&config)?, command).await?,
        Command::Moves(_) | Command::Config | Command::Openapi | Command::ReadFile { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}

async fn reparse(house: &House, message: Option<i64>) -> Result<(), db::Trouble> {
    let outcome = email::reparse::reparse(&house.db, &house.key, message.map(desk::MessageId)).await?;
    let email::reparse::Reread { looked_at, changed, rescued } = outcome;
    outln!("{looked_at} mails read again: {changed} read differently, {rescued} that had been set aside found their place.");
    Ok(())
}
