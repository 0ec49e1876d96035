//! `frontline token …`: API tokens, from the command line: of an agent, or of the company.

use crate::house::House;
use crate::people::said;
use crate::terminal::{errln, outln};
use agents::{Permission, Permissions};
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
        scopes: Vec<Scope>,
    },
    /// Create a token that acts for the company and for nobody in particular. It is shown once.
    CreateService {
        /// What it is for.
        #[arg(long)]
        name: String,
        /// Permissions, separated by commas.
        #[arg(long, value_delimiter = ',', required = true)]
        scopes: Vec<Scope>,
    },
}

/// A permission as clap parses it: one nobody knows is refused, for a token that lacks it would fail later and elsewhere.
#[derive(Clone)]
pub struct Scope(Permission);

impl std::str::FromStr for Scope {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = || Permission::ALL.iter().map(|one| one.word()).collect::<Vec<_>>().join(", ");
        Permission::of_word(text.trim())
            .map(Self)
            .ok_or_else(|| format!("there is no permission “{text}”. There are: {}", known()))
    }
}

fn granted(scopes: &[Scope]) -> Permissions {
    scopes.iter().map(|scope| scope.0).collect()
}

pub async fn run(house: &House, command: TokenCommand) -> Result<(), Box<dyn std::error::Error>> {
    let token = match command {
        TokenCommand::Create { email, name, scopes } => personal(house, &email, name, scopes).await?,
        TokenCommand::CreateService { name, scopes } => {
            let granted = granted(&scopes);
            let made = house
                .db
                .work(Actor::System, move |work| agents::service_tokens::create(work, &name, &granted, None));
            made.await.map_err(said)?.1
        }
    };
    outln!("{}", token.reveal());
    errln!("This is the only time it is shown. Send it as `Authorization: Bearer …`.");
    Ok(())
}

async fn personal(house: &House, email: &str, name: String, scopes: Vec<Scope>) -> Result<Token, Box<dyn std::error::Error>> {
    let email = EmailAddress::parse(email)?;
    let made = house.db.work(Actor::System, move |work| {
        let agent = agents::agents::by_email(work, &email)?.ok_or(db::Trouble::NotFound("agent"))?;
        let granted = if scopes.is_empty() {
            agents::rights::of_agent(work, agent.id)?
        } else {
            granted(&scopes)
        };
        agents::tokens::create(work, agent.id, &name, &granted, None).map(|(_, token)| token)
    });
    Ok(made.await.map_err(said)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_permission_is_named_with_those_there_are() {
        let read = |text: &str| text.parse::<Scope>().map(|scope| scope.0.word());

        assert_eq!(read(" conversations.see"), Ok("conversations.see"));
        for wrong in ["bogus", "", "conversations.sea"] {
            let told = read(wrong).expect_err(wrong);
            assert!(told.contains(&format!("“{wrong}”")) && told.contains("conversations.see, "), "{told}");
        }
    }
}
