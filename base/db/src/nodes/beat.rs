//! What a node says and asks every two seconds: I live; which duties are mine; which are free; who has died.
//!
//! A node holds a session lock under its number as long as its line is open. One that was silent for too long and does not hold its lock any more
//! is dead: what it had leased is due again at once. One that is silent and holds it is only stopped: its duties are taken over, for they
//! have a fence, but what it has leased stays leased, for it may be telling a mail server something at this moment.

use super::Membership;
use super::clock::{SERVER_NOW, heed};
use kit::Clock;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::time::Instant;
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

/// Why the line is no use any more.
#[derive(Debug, thiserror::Error)]
pub(super) enum Lost {
    #[error("PostgreSQL closed the connection")]
    Closed,
    #[error("PostgreSQL did not answer in time")]
    Silent,
    #[error("{}", told(.0))]
    Database(#[from] tokio_postgres::Error),
}

fn told(error: &tokio_postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned())
}

/// A node on one connection.
pub(super) struct Beat {
    client: Client,
    membership: Arc<Membership>,
    clock: Clock,
    known: Vec<(String, i64)>,
    channel: String,
    /// Sets the locks of desks in one database apart.
    class: i32,
    /// Whether the session lock is held on this connection.
    is_locked: bool,
    /// Until then nobody is declared dead: after the server was away, everybody comes back in their own time.
    merciful_until: Instant,
    said_rests: Option<Instant>,
}

impl Beat {
    pub async fn over(client: Client, membership: Arc<Membership>, clock: Clock, known: Vec<(String, i64)>) -> Result<Self, Lost> {
        client.batch_execute("SET statement_timeout = '3s'; SET lock_timeout = '1s'").await?;
        let class: i32 = client.query_one("SELECT hashtext('frontline node ' || current_schema())", &[]).await?.get(0);
        let channel = format!("frontline_{:x}", class.cast_unsigned());
        client.batch_execute(&format!("LISTEN {channel}")).await?;
        let merciful_until = Instant::now() + membership.pace.silent;
        Ok(Self {
            client,
            membership,
            clock,
            known,
            channel,
            class,
            is_locked: false,
            merciful_until,
            said_rests: None,
        })
    }

    /// Tells the others; nobody hears it who is not there.
    pub async fn call(&self, what: &str, words: &str) -> Result<(), Lost> {
        let payload = format!("{} {what} {words}", self.membership.id());
        self.client.execute("SELECT pg_notify($1, $2)", &[&self.channel, &payload]).await?;
        Ok(())
    }

    /// One beat. Says whether a dead node left something to do.
    pub async fn once(&mut self) -> Result<bool, Lost> {
        let began = Instant::now();
        let off = self.ask_the_time().await?;
        let rests = self.newer_step().await?;
        self.lives(off, rests.as_deref()).await?;
        let held = self.settle(rests.is_some()).await?;
        let silent = self.membership.pace.silent;
        // A good deal sooner than anybody else may take them.
        self.membership.holds(&held, began + silent - silent / 5);
        self.complain(rests);
        if Instant::now() < self.merciful_until { Ok(false) } else { self.bury_the_dead().await }
    }

    async fn ask_the_time(&self) -> Result<i64, Lost> {
        let asked = Instant::now();
        let row = self.client.query_one(&format!("SELECT {SERVER_NOW}"), &[]).await?;
        Ok(heed(&self.clock, row.get(0), asked.elapsed()))
    }

    /// A step of the schema this program does not know: a newer one has come.
    async fn newer_step(&self) -> Result<Option<String>, Lost> {
        let count: i64 = self.client.query_one("SELECT COUNT(*) FROM migration", &[]).await?.get(0);
        if usize::try_from(count) == Ok(self.known.len()) {
            return Ok(None);
        }
        let steps = self.client.query("SELECT feature, number FROM migration ORDER BY feature, number", &[]).await?;
        let mut steps = steps.iter().map(|row| (row.get::<_, String>(0), row.get::<_, i64>(1)));
        Ok(steps.find(|step| !self.known.contains(step)).map(|(feature, number)| format!("{feature} {number}")))
    }

    fn complain(&mut self, step: Option<String>) {
        let why = step.map(|step| {
            format!("a newer Frontline has changed this database ({step}); this node takes no new work. Upgrade it and start it again")
        });
        let is_news = self.membership.rests_because(why.clone());
        let Some(why) = why else { return };
        if is_news || self.said_rests.is_none_or(|at| at.elapsed().as_secs() >= 60) {
            self.said_rests = Some(Instant::now());
            tracing::error!("{why}");
        }
    }

    /// Writes down that it lives; one that was taken for dead meanwhile is another node now.
    async fn lives(&mut self, off: i64, rests: Option<&str>) -> Result<(), Lost> {
        let alive = format!("UPDATE node SET heard_at = {SERVER_NOW}, clock_off = $2, rests = $3 WHERE id = $1");
        if self.client.execute(&alive, &[&self.membership.id(), &off, &rests]).await? == 0 {
            self.membership.holds_nothing();
            let join = format!(
                "INSERT INTO node (name, version, joined_at, heard_at, clock_off, rests) VALUES ($1, $2, {SERVER_NOW}, {SERVER_NOW}, $3, $4) RETURNING id"
            );
            let row = self
                .client
                .query_one(&join, &[&self.membership.name, &self.membership.version, &off, &rests])
                .await?;
            self.membership.is_now(row.get(0));
            self.is_locked = false;
        }
        if !self.is_locked {
            // Refused while an older connection of ours still lingers on the server: then that one holds it for us.
            self.is_locked = self
                .client
                .query_one("SELECT pg_try_advisory_lock($1, $2)", &[&self.class, &self.lock()])
                .await?
                .get(0);
        }
        Ok(())
    }

    fn lock(&self) -> i32 {
        lock_of(self.membership.id())
    }

    /// Gives back what nobody here wants, takes what is free; all that is held afterwards.
    async fn settle(&self, rests: bool) -> Result<HashMap<String, i64>, Lost> {
        let mut held = self.held().await?;
        let mut returned = self.membership.left_over(&held);
        if rests {
            returned = held.keys().cloned().collect();
        }
        if !returned.is_empty() {
            let give = "UPDATE duty SET node_id = NULL WHERE node_id = $1 AND name = ANY($2)";
            self.client.execute(give, &[&self.membership.id(), &returned]).await?;
            self.call("look", "").await?;
            held.retain(|name, _| !returned.contains(name));
        }
        if !rests {
            for name in self.free(&self.membership.missing(&held)).await? {
                if let Some(epoch) = self.take(&name).await? {
                    held.insert(name, epoch);
                }
            }
        }
        Ok(held)
    }

    async fn held(&self) -> Result<HashMap<String, i64>, Lost> {
        let rows = self
            .client
            .query("SELECT name, epoch FROM duty WHERE node_id = $1", &[&self.membership.id()])
            .await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// Of these, the ones no living node holds. Looked up first, so that a duty of another is not locked every two seconds.
    async fn free(&self, wanted: &[String]) -> Result<Vec<String>, Lost> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let question = format!(
            "SELECT w.name FROM unnest($1::text[]) AS w (name)
               LEFT JOIN duty d ON d.name = w.name
               LEFT JOIN node n ON n.id = d.node_id AND n.heard_at > {SERVER_NOW} - $2
              WHERE n.id IS NULL"
        );
        let rows = self.client.query(&question, &[&wanted, &self.silence()]).await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }

    /// Takes a free duty, if it still is and no newer program has come; the epoch it has here.
    async fn take(&self, name: &str) -> Result<Option<i64>, Lost> {
        let take = format!(
            "INSERT INTO duty (name, node_id, epoch, since) SELECT $1::text, $2::bigint, 1, {SERVER_NOW} WHERE (SELECT COUNT(*) FROM migration) <= $4
             ON CONFLICT (name) DO UPDATE SET node_id = $2, epoch = duty.epoch + 1, since = {SERVER_NOW}
              WHERE NOT EXISTS (SELECT 1 FROM node n WHERE n.id = duty.node_id AND n.heard_at > {SERVER_NOW} - $3)
             RETURNING epoch"
        );
        let known = i64::try_from(self.known.len()).unwrap_or(i64::MAX);
        match self.client.query_opt(&take, &[&name, &self.membership.id(), &self.silence(), &known]).await {
            Ok(row) => Ok(row.map(|row| row.get(0))),
            // Whoever held it has a transaction open; the server ends that before long.
            Err(e) if e.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    fn silence(&self) -> i64 {
        i64::try_from(self.membership.pace.silent.as_micros()).unwrap_or(i64::MAX)
    }

    /// Whoever was silent and holds no lock is gone: what it had leased is due again.
    async fn bury_the_dead(&self) -> Result<bool, Lost> {
        let silent = format!("SELECT id, name FROM node WHERE heard_at < {SERVER_NOW} - $1 AND id <> $2");
        let mut left_something = false;
        for row in self.client.query(&silent, &[&self.silence(), &self.membership.id()]).await? {
            let (id, name): (i64, String) = (row.get(0), row.get(1));
            let bury = format!(
                "WITH gone AS (DELETE FROM node WHERE id = $1 AND heard_at < {SERVER_NOW} - $2 AND pg_try_advisory_xact_lock($3, $4) RETURNING id),
                      free AS (UPDATE job SET leased_by = NULL, leased_until = NULL, node_id = NULL FROM gone WHERE job.node_id = gone.id RETURNING job.id)
                 SELECT (SELECT COUNT(*) FROM gone), (SELECT COUNT(*) FROM free)"
            );
            let row = self.client.query_one(&bury, &[&id, &self.silence(), &self.class, &lock_of(id)]).await?;
            let (gone, jobs): (i64, i64) = (row.get(0), row.get(1));
            if gone > 0 {
                tracing::warn!(node = id, name, jobs, "a node has died; what it had under way is taken up again");
                left_something = true;
            }
        }
        Ok(left_something)
    }

    /// Gives everything back and is no node any more.
    pub async fn leave(&self) -> Result<(), Lost> {
        let id = self.membership.id();
        self.client.execute("UPDATE duty SET node_id = NULL WHERE node_id = $1", &[&id]).await?;
        let free = "UPDATE job SET leased_by = NULL, leased_until = NULL, node_id = NULL WHERE node_id = $1";
        self.client.execute(free, &[&id]).await?;
        self.client.execute("DELETE FROM node WHERE id = $1", &[&id]).await?;
        self.call("look", "").await?;
        self.call("committed", "").await
    }
}

/// Locks have 32 bits; nodes of a desk count from one and do not come to so many.
const fn lock_of(id: i64) -> i32 {
    (id & 0x7fff_ffff) as i32
}
