//! Inboxes: those the caller sees, and for administrators their settings and who sees them. A new one is set up in the
//! browser, where its mail servers are tried out.

use super::SEE;
use crate::inbox::InboxSettings;
use crate::{Inbox, InboxId, Viewer, inboxes};
use agents::{AgentId, TeamId};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, nullable, patch, put, referred};
use web::{Needs, Problem, Routes, Signal};

const MANAGE: Needs = Needs::Permission("inboxes.manage");

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/inboxes", SEE, list).says("List the inboxes you see, by name").gives::<Inboxes>())
        .api(get("/api/v1/inboxes/{id}", SEE, show).says("Show an inbox").gives::<Shown>())
        .api(
            patch("/api/v1/inboxes/{id}", MANAGE, change)
                .says("Change an inbox")
                .takes::<InboxChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/inboxes/{id}", MANAGE, archive).says("Take no more mail here; its conversations stay"))
        .api(get("/api/v1/inboxes/{id}/access", MANAGE, access).says("Show who sees an inbox").gives::<Access>())
        .api(
            put("/api/v1/inboxes/{id}/access", MANAGE, let_see)
                .says("Decide who sees an inbox")
                .takes::<Access>()
                .gives::<Access>()
                .conditional(),
        )
}

/// One address of ours.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Inbox)]
struct Shown {
    id: i64,
    channel: String,
    name: String,
    address: String,
    from_name: String,
    signature: String,
    /// New conversations go to this team.
    team: Option<i64>,
    undo_seconds: i64,
    /// The automatic first answer; empty for none.
    acknowledgement: String,
    is_open_to_all: bool,
}

impl From<Inbox> for Shown {
    fn from(inbox: Inbox) -> Self {
        Self {
            id: inbox.id.0,
            channel: inbox.channel,
            name: inbox.name,
            address: inbox.address,
            from_name: inbox.from_name,
            signature: inbox.signature,
            team: inbox.team_id,
            undo_seconds: inbox.undo_seconds,
            acknowledgement: inbox.acknowledgement,
            is_open_to_all: inbox.open_to_all,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Inboxes {
    data: Vec<Shown>,
}

/// One in use that the caller sees.
fn find(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<Inbox, Trouble> {
    let found = inboxes::seen_by(tx, viewer)?.into_iter().find(|inbox| inbox.id == InboxId(id));
    found.ok_or(Trouble::NotFound("inbox"))
}

async fn list(look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&Inboxes { data: inboxes::seen_by(tx, viewer)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&Shown::from(find(tx, viewer, id)?))).await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct InboxChange {
    name: Option<String>,
    from_name: Option<String>,
    signature: Option<String>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    team: Option<Option<i64>>,
    /// 0 to 120.
    undo_seconds: Option<i64>,
    acknowledgement: Option<String>,
}

impl InboxChange {
    fn on(&self, inbox: &Inbox) -> InboxSettings {
        let or = |new: &Option<String>, old: &str| new.clone().unwrap_or_else(|| old.to_owned());
        InboxSettings {
            name: or(&self.name, &inbox.name).trim().to_owned(),
            from_name: or(&self.from_name, &inbox.from_name).replace(['\r', '\n'], " "),
            signature: or(&self.signature, &inbox.signature),
            team_id: self.team.unwrap_or(inbox.team_id),
            undo_seconds: self.undo_seconds.unwrap_or(inbox.undo_seconds),
            acknowledgement: or(&self.acknowledgement, &inbox.acknowledgement),
        }
    }
}

async fn change(Path(id): Path<i64>, change: Change<InboxChange>) -> Result<Response, Problem> {
    if change.body.name.as_deref().is_some_and(|name| name.trim().is_empty()) {
        return Err(Problem::wrong_field("/name", "an inbox needs a name"));
    }
    let viewer = Viewer::of(&change);
    change
        .alter(
            move |tx| find(tx, viewer, id).map(Shown::from),
            move |work, asked| {
                let inbox = find(work, viewer, id)?;
                if let Some(Some(team)) = asked.team {
                    referred("/team", agents::teams::find(work, TeamId(team)))?;
                }
                inbox.change(work, &asked.on(&inbox))
            },
        )
        .await
}

async fn archive(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, _| {
            find(work, viewer, id)?.archive(work)?;
            Ok(Reply::done())
        })
        .await
}

/// Who sees an inbox.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InboxAccess)]
struct Access {
    /// Every agent and service token; otherwise only those below.
    everyone: bool,
    #[serde(default)]
    teams: Vec<i64>,
    #[serde(default)]
    agents: Vec<i64>,
    #[serde(default)]
    service_tokens: Vec<i64>,
}

fn granted(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<Access, Trouble> {
    let inbox = find(tx, viewer, id)?;
    let (teams, agents) = inboxes::access(tx, inbox.id)?;
    Ok(Access {
        everyone: inbox.open_to_all,
        teams,
        agents,
        service_tokens: inboxes::programs(tx, inbox.id)?,
    })
}

async fn access(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&granted(tx, viewer, id)?)).await
}

async fn let_see(Path(id): Path<i64>, change: Change<Access>) -> Result<Response, Problem> {
    let (viewer, site) = (Viewer::of(&change), change.site.clone());
    let done = change
        .alter(
            move |tx| granted(tx, viewer, id),
            move |work, asked| {
                let inbox = find(work, viewer, id)?;
                for team in &asked.teams {
                    referred("/teams", agents::teams::find(work, TeamId(*team)))?;
                }
                for agent in &asked.agents {
                    referred("/agents", agents::agents::find(work, AgentId(*agent)))?;
                }
                inbox.let_see(work, asked.everyone, &asked.teams, &asked.agents)?;
                referred("/service_tokens", inbox.let_programs_see(work, &asked.service_tokens))
            },
        )
        .await?;
    site.tell(Signal::rights_changed());
    Ok(done)
}
