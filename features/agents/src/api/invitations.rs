//! Inviting people to work here. The letter with the link goes to them; no program is shown the link, for it opens the desk.

use super::PEOPLE;
use super::agents::{Shown, find};
use crate::agent::add::{LONGEST_NAME, known_zone};
use crate::invitation::{Invitation, invite, invite_again};
use crate::pages::letters::post as letters;
use crate::{AgentId, RoleId, TeamId, roles, teams};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Work};
use kit::{EmailAddress, Locale};
use serde::Deserialize;
use web::api::{Change, Nothing, Reply, ToSchema, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/agents", PEOPLE, send)
                .says("Invite somebody to work here")
                .explains(
                    "A letter with a link goes to them, good once and for seven days. The role may allow nothing the token may not do.",
                )
                .takes::<NewAgent>()
                .makes::<Shown>(),
        )
        .api(
            post("/api/v1/agents/{id}/invite-again", PEOPLE, again)
                .says("Send somebody who has not come yet a new link; older ones die")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
}

/// Whom to invite, and as what.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAgent {
    name: String,
    email: String,
    /// A role's key.
    role: i64,
    /// Teams' keys.
    #[serde(default)]
    teams: Vec<i64>,
    /// `en`, `es` or `zh`; the token's own, unless said.
    #[serde(default)]
    locale: Option<String>,
    /// An IANA time zone such as `Europe/Madrid`; the token's own, unless said.
    #[serde(default)]
    zone: Option<String>,
}

impl NewAgent {
    fn read(&self, change: &Change<Self>) -> Result<Invitation, Problem> {
        if self.name.trim().chars().count() > LONGEST_NAME {
            return Err(Problem::wrong_field("/name", &format!("expected at most {LONGEST_NAME} characters")));
        }
        let email = EmailAddress::parse(&self.email).map_err(|_| Problem::wrong_field("/email", "expected an email address"))?;
        let locale = match &self.locale {
            None => change.locale,
            Some(tag) => Locale::of_tag(tag).ok_or_else(|| Problem::wrong_field("/locale", "expected en, es or zh"))?,
        };
        let zone = self.zone.as_deref().unwrap_or(&change.zone);
        if self.zone.is_some() && known_zone(zone) != zone {
            return Err(Problem::wrong_field("/zone", "expected an IANA time zone such as `Europe/Madrid`"));
        }
        Ok(Invitation {
            name: self.name.clone(),
            email,
            role: RoleId(self.role),
            teams: self.teams.iter().copied().map(TeamId).collect(),
            locale,
            zone: zone.to_owned(),
        })
    }
}

async fn send(change: Change<NewAgent>) -> Result<Response, Problem> {
    let (wanted, letters) = (change.body.read(&change)?, letters(&change.site));
    change
        .perform(move |work, _| {
            all_there(work, &wanted)?;
            let (agent, _) = invite(work, &wanted, &letters)?;
            Reply::made(format!("{}/agents/{agent}", web::api::ROOT), &find(work, agent.0)?)
        })
        .await
}

fn all_there(work: &mut Work<'_>, wanted: &Invitation) -> Result<(), Trouble> {
    referred("/role", roles::find(work, wanted.role))?;
    wanted.teams.iter().try_for_each(|team| referred("/teams", teams::find(work, *team).map(drop)))
}

async fn again(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let letters = letters(&change.site);
    change
        .perform(move |work, _| {
            invite_again(work, AgentId(id), &letters)?;
            Reply::ok(&find(work, id)?)
        })
        .await
}
