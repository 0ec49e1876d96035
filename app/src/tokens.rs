//! `frontline token create`: API tokens, from the command line.

use crate::house::House;
use crate::people::said;
use agents::Permissions;
use clap::Subcommand;
use db::Actor;
use kit::EmailAddress;

#[derive(Subcommand)]
pub enum TokenCommand {
    /// Create a token that acts as an agent. It is shown once.
    Create {
        /// Whose token it is.
        email: String,
        /// What it is for.
        #[arg(long)]
        name: String,
        /// Permissions, separated by commas; all of the agent's if left out.
        #[arg(long, value_delimiter = ',')]
        scopes: Vec<String>,
    },
}

pub async fn run(house: &House, command: TokenCommand) -> Result<(), Box<dyn std::error::Error>> {
    let TokenCommand::Create { email, name, scopes } = command;
    let email = EmailAddress::parse(&email)?;
    let token = house
        .db
        .work(Actor::System, move |work| {
            let agent = agents::agents::by_email(work, &email)?.ok_or(db::Trouble::NotFound("agent"))?;
            let granted = if scopes.is_empty() {
                agents::rights::of_agent(work, agent.id)?
            } else {
                Permissions::of_words(&scopes.join(" "))
            };
            agents::tokens::create(work, agent.id, &name, &granted, None).map(|(_, token)| token)
        })
        .await
        .map_err(said)?;
    println!("{}", token.reveal());
    eprintln!("This is the only time it is shown. Send it as `Authorization: Bearer …`.");
    Ok(())
}
