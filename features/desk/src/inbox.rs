//! An inbox: one address of ours where customers reach us, and who may see what comes in there.

use crate::{Event, inboxes};
use db::{FromRow, Trouble, Work, sql};

db::id!(
    /// The key of an [`Inbox`].
    InboxId
);

/// One configured address of a channel.
#[derive(Debug, Clone, FromRow)]
pub struct Inbox {
    pub id: InboxId,
    pub channel: String,
    pub name: String,
    /// The address itself, normalised by its channel; unique.
    pub address: String,
    /// The name customers see beside the address.
    pub from_name: String,
    pub signature: String,
    /// New conversations go to this team.
    pub team_id: Option<i64>,
    /// Whether every agent sees it; otherwise only the teams and agents with access.
    pub open_to_all: bool,
    /// How long a reply can be taken back before it leaves.
    pub undo_seconds: i64,
    /// What is answered automatically to a first message; empty for nothing.
    pub acknowledgement: String,
    pub archived: bool,
}

/// What an administrator fills in.
#[derive(Debug, Clone)]
pub struct InboxSettings {
    pub name: String,
    pub from_name: String,
    pub signature: String,
    pub team_id: Option<i64>,
    pub undo_seconds: i64,
    pub acknowledgement: String,
}

impl Inbox {
    /// Adds an inbox of `channel` at `address`.
    pub fn add(work: &mut Work<'_>, channel: &str, address: &str, settings: &InboxSettings) -> Result<InboxId, Trouble> {
        if inboxes::owning(work, address)?.is_some() {
            return Err(Trouble::refused("desk-inbox-address-taken").with("address", address));
        }
        let now = work.now;
        let id: InboxId = sql(
            "INSERT INTO inbox (channel, name, address, from_name, signature, team_id, undo_seconds, acknowledgement, masking, created_at)
                               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        )
        .with(channel)
        .with(&settings.name)
        .with(address)
        .with(&settings.from_name)
        .with(&settings.signature)
        .with(settings.team_id)
        .with(settings.undo_seconds.clamp(0, 120))
        .with(&settings.acknowledgement)
        .with(crate::Masking::OF_NEW)
        .with(now)
        .only(work, "inbox")?;
        work.record(&Event::InboxAdded { inbox: id, name: settings.name.clone() })?;
        Ok(id)
    }

    /// Changes what an administrator may change.
    pub fn change(&self, work: &mut Work<'_>, settings: &InboxSettings) -> Result<(), Trouble> {
        sql("UPDATE inbox SET name = $2, from_name = $3, signature = $4, team_id = $5, undo_seconds = $6, acknowledgement = $7 WHERE id = $1")
            .with(self.id)
            .with(&settings.name)
            .with(&settings.from_name)
            .with(&settings.signature)
            .with(settings.team_id)
            .with(settings.undo_seconds.clamp(0, 120))
            .with(&settings.acknowledgement)
            .run(work)?;
        work.record(&Event::InboxChangedSettings { inbox: self.id, what: "settings".into() })
    }

    /// Opens it to everyone, or to these teams and agents only.
    pub fn let_see(&self, work: &mut Work<'_>, everyone: bool, teams: &[i64], agents: &[i64]) -> Result<(), Trouble> {
        sql("UPDATE inbox SET open_to_all = $2 WHERE id = $1").with(self.id).with(everyone).run(work)?;
        sql("DELETE FROM inbox_access WHERE inbox_id = $1 AND token_id IS NULL").with(self.id).run(work)?;
        for team in teams {
            sql("INSERT INTO inbox_access (inbox_id, team_id) VALUES ($1, $2)")
                .with(self.id)
                .with(*team)
                .run(work)?;
        }
        for agent in agents {
            sql("INSERT INTO inbox_access (inbox_id, agent_id) VALUES ($1, $2)")
                .with(self.id)
                .with(*agent)
                .run(work)?;
        }
        work.record(&Event::InboxAccessChanged { inbox: self.id })
    }

    /// Opens it to these service tokens, whoever else sees it.
    pub fn let_programs_see(&self, work: &mut Work<'_>, tokens: &[i64]) -> Result<(), Trouble> {
        let before = inboxes::programs(work, self.id)?;
        let mut wanted = tokens.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        if before == wanted {
            return Ok(());
        }
        sql("DELETE FROM inbox_access WHERE inbox_id = $1 AND token_id IS NOT NULL")
            .with(self.id)
            .run(work)?;
        for token in wanted {
            sql("SELECT id FROM api_token WHERE id = $1 AND is_service AND revoked_at IS NULL")
                .with(token)
                .only::<i64>(work, "token")?;
            sql("INSERT INTO inbox_access (inbox_id, token_id) VALUES ($1, $2)")
                .with(self.id)
                .with(token)
                .run(work)?;
        }
        work.record(&Event::InboxAccessChanged { inbox: self.id })
    }

    /// Takes mail for `address` as well; it counts as one of ours from now on.
    pub fn also_answers(&self, work: &mut Work<'_>, address: &str) -> Result<(), Trouble> {
        if inboxes::owning(work, address)?.is_some_and(|owner| owner != self.id) {
            return Err(Trouble::refused("desk-inbox-address-taken").with("address", address));
        }
        sql("INSERT INTO inbox_alias (address, inbox_id) VALUES ($1, $2) ON CONFLICT (address) DO NOTHING")
            .with(address)
            .with(self.id)
            .run(work)?;
        work.record(&Event::InboxChangedSettings { inbox: self.id, what: "aliases".into() })
    }

    /// Stops taking mail here; its conversations stay.
    pub fn archive(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let now = work.now;
        let rows = sql("UPDATE inbox SET archived_at = $2 WHERE id = $1 AND archived_at IS NULL")
            .with(self.id)
            .with(now)
            .run(work)?;
        if rows > 0 {
            work.record(&Event::InboxChangedSettings { inbox: self.id, what: "archived".into() })?;
        }
        Ok(())
    }
}
