//! `frontline access …`: the way back in for whoever has the machine, when a rule of access holds everybody up.

use crate::house::House;
use crate::people::said;
use crate::terminal::outln;
use clap::Subcommand;
use db::{Actor, Trouble};
use kit::EmailAddress;

#[derive(Subcommand)]
pub enum AccessCommand {
    /// Print the rules as they stand.
    Show,
    /// Let people and programs come from anywhere again.
    ClearNetworks,
    /// Remove somebody's second factor: they sign in with the password, and set up a new one where one is asked.
    ResetSecondFactor {
        /// Whose.
        email: String,
    },
}

pub async fn run(house: &House, command: AccessCommand) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        AccessCommand::Show => show(house).await,
        AccessCommand::ClearNetworks => clear_networks(house).await,
        AccessCommand::ResetSecondFactor { email } => reset_second_factor(house, &email).await,
    }
}

async fn show(house: &House) -> Result<(), Box<dyn std::error::Error>> {
    let rules = house.db.read(agents::access::rules).await.map_err(said)?;
    let (sessions, factor, networks) = (rules.sessions, rules.second_factor.wish(), rules.networks.written());
    outln!("Sessions: {} hours at most, {} minutes without use.", sessions.longest_hours, sessions.idle_minutes);
    outln!("At once: {} (0: any number). Kept when the browser is closed: {}.", sessions.most, sessions.stays);
    let roles: Vec<String> = factor.roles.iter().map(ToString::to_string).collect();
    outln!("Second factor: everybody: {}, roles: {}, days: {}.", factor.everybody, roles.join(" "), factor.grace_days);
    for (whose, list) in [("People", networks.people), ("Programs", networks.programs)] {
        outln!("{whose} may come from: {}", if list.is_empty() { "anywhere".to_owned() } else { format!("\n{list}") });
    }
    Ok(())
}

async fn clear_networks(house: &House) -> Result<(), Box<dyn std::error::Error>> {
    house.db.work(Actor::System, agents::access::networks::clear).await.map_err(said)?;
    outln!("People and programs may come from anywhere again. It is in the log.");
    Ok(())
}

async fn reset_second_factor(house: &House, typed: &str) -> Result<(), Box<dyn std::error::Error>> {
    let email = EmailAddress::parse(typed)?;
    let removed = house.db.work(Actor::System, move |work| {
        work.keep_quietly("there was none");
        let agent = agents::agents::by_email(work, &email)?.ok_or(Trouble::NotFound("agent"))?;
        agents::second_factor::take_away(work, agent.id)?;
        Ok(agent.has_second_factor())
    });
    if removed.await.map_err(said)? {
        outln!("The second factor is removed. It is in the log.");
    } else {
        outln!("They had no second factor.");
    }
    Ok(())
}
