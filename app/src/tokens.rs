//! `frontline token …`: API tokens, from the command line: of an agent, or of the company.

use crate::house::House;
use crate::people::said;
use agents::Permissions;
use clap::Subcommand;
use db::Actor;
use kit::{EmailAddress, Token};

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
    /// Create a token that acts for the company and for nobody in particular. It is shown once.
    CreateService {
        /// What it is for.
        #[arg(long)]
        name: String,
        /// Permissions, separated by commas.
        #[arg(long, value_delimiter = ',', required = true)]
        scopes: Vec<String>,
    },
}

pub async fn run(house: &House, command: TokenCommand) -> Result<(), Box<dyn std::error::Error>> {
    let token = match command {
        TokenCommand::Create { email, name, scopes } => personal(house, &email, name, scopes).await?,
        TokenCommand::CreateService { name, scopes } => {
            let granted = Permissions::of_words(&scopes.join(" "));
            let made = house
                .db
                .work(Actor::System, move |work| agents::service_tokens::create(work, &name, &granted, None));
            made.await.map_err(said)?.1
        }
    };
    println!("{}", token.reveal());
    eprintln!("This is the only time it is shown. Send it as `Authorization: Bearer …`.");
    Ok(())
}

async fn personal(house: &House, email: &str, name: String, scopes: Vec<String>) -> Result<Token, Box<dyn std::error::Error>> {
    let email = EmailAddress::parse(email)?;
    let made = house.db.work(Actor::System, move |work| {
        let agent = agents::agents::by_email(work, &email)?.ok_or(db::Trouble::NotFound("agent"))?;
        let granted = if scopes.is_empty() {
            agents::rights::of_agent(work, agent.id)?
        } else {
            Permissions::of_words(&scopes.join(" "))
        };
        agents::tokens::create(work, agent.id, &name, &granted, None).map(|(_, token)| token)
    });
    Ok(made.await.map_err(said)?)
}
