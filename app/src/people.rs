//! `frontline user add`: people, from the command line. [`whereabouts`] says where what is kept of a customer is.

pub mod whereabouts;
mod words;

use crate::house::House;
use crate::terminal::{err, outln};
use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use clap::Subcommand;
use db::{Actor, Trouble};
use kit::{EmailAddress, Locale};
use std::io::{BufRead as _, IsTerminal as _, Write as _};

#[derive(Subcommand)]
pub enum UserCommand {
    /// Add somebody who can sign in at once. The password is asked for, or read from standard input.
    Add {
        email: EmailAddress2,
        /// Their name.
        #[arg(long)]
        name: String,
        /// admin, supervisor, agent or light_agent.
        #[arg(long, default_value = "agent")]
        role: String,
        /// en, es or zh.
        #[arg(long, default_value = "en")]
        locale: String,
        /// An IANA time zone, e.g. Europe/Madrid.
        #[arg(long, default_value = "UTC")]
        zone: String,
    },
}

/// An address as clap parses it.
#[derive(Clone)]
pub struct EmailAddress2(EmailAddress);

impl std::str::FromStr for EmailAddress2 {
    type Err = kit::NotAnEmail;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        EmailAddress::parse(text).map(Self)
    }
}

pub async fn run(house: &House, command: UserCommand) -> Result<(), Box<dyn std::error::Error>> {
    let UserCommand::Add { email, name, role, locale, zone } = command;
    let role = BuiltIn::of_word(&role).ok_or_else(|| format!("there is no role “{role}”. Use admin, supervisor, agent or light_agent."))?;
    let locale = Locale::of_tag(&locale).ok_or_else(|| format!("“{locale}” is not spoken here. Use en, es or zh."))?;
    let typed = password()?;
    let chosen = NewPassword::chosen(&typed, &[&name, email.0.as_str()]).map_err(said)?;
    let password = Hasher::new().hash(&chosen).await?;
    let new = NewAgent { name: name.clone(), email: email.0.clone(), role, locale, zone, password };
    house.db.work(Actor::System, move |work| agents::add(work, &new)).await.map_err(said)?;
    outln!("{name} can sign in as {}.", email.0);
    Ok(())
}

/// Typed unseen on a terminal; one line from anywhere else.
fn password() -> std::io::Result<String> {
    if std::io::stdin().is_terminal() {
        err!("Password: ");
        std::io::stderr().flush()?;
        return rpassword::read_password();
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// A refusal in English, for the terminal.
pub fn said(trouble: Trouble) -> String {
    match &trouble {
        Trouble::Refused(refusal) => crate::site::english().refusal(refusal),
        other => other.to_string(),
    }
}
