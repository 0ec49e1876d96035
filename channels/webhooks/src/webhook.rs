//! A receiver: where it is, what it wants, its secrets, how it is doing, and what somebody may do with it.

use crate::secret::{OLD_SECRET, SECRET};
use crate::{Event, Secret, Wanted, messages, webhooks};
use db::activity::{self, Position};
use db::{FromRow, Trouble, Tx, Work, jobs, sql};
use kit::Moment;
use url::Url;
use web::Text;

db::id!(
    /// The key of a [`Webhook`].
    WebhookId
);

db::words!(
    /// How a receiver is doing. A paused one is told nothing; what happens meanwhile is not kept for it.
    State { Working = "working", Failing = "failing", Paused = "paused" }
);

/// How long the secret before this one goes on signing.
const BOTH_SECONDS: i64 = 7 * 86_400;
const LONGEST_NAME: usize = 100;
const LONGEST_URL: usize = 2_000;

/// A receiver as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Webhook {
    pub id: WebhookId,
    pub name: String,
    pub url: String,
    wanted_text: String,
    secret_text: String,
    old_secret: Option<String>,
    pub old_until: Option<Moment>,
    /// Whose eyes: an agent, or a service token by its key below zero.
    pub viewer: i64,
    pub state: State,
    /// Why it is paused: `by-hand`, `gone`, `given-up`, `owner`; empty otherwise.
    pub reason: String,
    pub failing_since: Option<Moment>,
    since_xid: i64,
    since_id: i64,
    pub added_at: Moment,
}

impl Webhook {
    pub fn wanted(&self) -> Wanted {
        Wanted::stored(&self.wanted_text)
    }

    /// With its secrets as they are used; without those that do not open.
    pub(crate) fn opened(mut self, tx: &Tx<'_>) -> Self {
        self.secret_text = SECRET.try_open(tx, self.id.0, &self.secret_text).unwrap_or_default();
        self.old_secret = self.old_secret.and_then(|old| OLD_SECRET.try_open(tx, self.id.0, &old));
        self
    }

    /// Whether its secret cannot be read: nothing is sent until it has a new one, for anybody could sign with none.
    pub fn secret_is_lost(&self) -> bool {
        self.secret_text.is_empty()
    }

    pub fn secret(&self) -> Secret {
        Secret::stored(&self.secret_text)
    }

    /// Every secret that signs at `now`, the newest first.
    pub fn secrets(&self, now: Moment) -> Vec<Secret> {
        let old = self.old_secret.as_deref().filter(|_| self.old_until.is_some_and(|until| until > now));
        std::iter::once(self.secret()).chain(old.map(Secret::stored)).collect()
    }

    /// Where in the log its hearing begins.
    pub const fn since(&self) -> Position {
        Position { xid: self.since_xid, id: self.since_id }
    }

    /// The kind of the jobs that carry its messages: a lane of its own.
    pub fn lane(&self) -> String {
        lane(self.id)
    }
}

pub(crate) fn lane(id: WebhookId) -> String {
    format!("webhook.{id}")
}

/// What somebody enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub name: String,
    pub url: Url,
    pub wanted: Wanted,
}

/// An address a message may be sent to: https, the usual port, no name and password in it. Where a name leads is judged at each try;
/// an address that names a place in the house is refused with [`leads_inside`].
pub fn url_of(typed: &str) -> Option<Url> {
    let url = Url::parse(typed.trim()).ok().filter(|url| url.as_str().len() <= LONGEST_URL)?;
    let place = outside::Place::of(&url).ok()?;
    place.is_private.then_some(url)
}

/// Whether it can be told without asking anybody that no message would ever be sent there.
pub fn leads_inside(url: &Url) -> bool {
    outside::Place::of(url).is_ok_and(|place| place.is_inside())
}

fn checked(settings: &Settings) -> Result<String, Trouble> {
    let refused = |key, pointer| Err(Trouble::refused(key).at(pointer));
    let name: String = settings.name.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() {
        return refused("webhooks-mistake-name", "/name");
    }
    if settings.wanted.is_empty() {
        return refused("webhooks-mistake-wanted", "/events");
    }
    if leads_inside(&settings.url) {
        return refused("webhooks-mistake-inside", "/url");
    }
    Ok(name)
}

/// Adds a receiver that hears, from now on, what `viewer` may see.
pub fn add(work: &mut Work<'_>, viewer: i64, settings: &Settings) -> Result<WebhookId, Trouble> {
    let (now, name) = (work.now, checked(settings)?);
    let here = activity::end(work)?;
    if !webhooks::any_hears(work)? {
        activity::mark_seen(work, crate::fan_out::FOLLOWER, here)?;
    }
    let id: WebhookId = sql("INSERT INTO webhook (name, url, wanted, secret, viewer, state, since_xid, since_id, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id")
    .with(&name)
    .with(settings.url.as_str())
    .with(settings.wanted.text())
    .with("")
    .with(viewer)
    .with(State::Working)
    .with(here.xid)
    .with(here.id)
    .with(now)
    .only(work, "webhook")?;
    let secret = SECRET.seal(work, id.0, Secret::random().reveal())?;
    sql("UPDATE webhook SET secret = $2 WHERE id = $1").with(id).with(secret).run(work)?;
    work.record(&Event::Added { webhook: id.0, name })?;
    Ok(id)
}

/// Changes where it is and what it wants. Whoever changes more than its name lends it their own eyes from now on.
pub fn change(work: &mut Work<'_>, id: WebhookId, viewer: i64, settings: &Settings) -> Result<(), Trouble> {
    let name = checked(settings)?;
    let found = webhooks::find(work, id)?;
    if found.url != settings.url.as_str() || found.wanted() != settings.wanted {
        sees_as(work, &found, viewer)?;
    }
    sql("UPDATE webhook SET name = $2, url = $3, wanted = $4 WHERE id = $1")
        .with(id)
        .with(&name)
        .with(settings.url.as_str())
        .with(settings.wanted.text())
        .run(work)?;
    work.record(&Event::Changed { webhook: id.0, name })
}

/// It hears what `viewer` may see from now on. What it was told for other eyes goes to nobody.
fn sees_as(work: &mut Work<'_>, found: &Webhook, viewer: i64) -> Result<(), Trouble> {
    if found.viewer == viewer {
        return Ok(());
    }
    messages::drop_all(work, found)?;
    sql("UPDATE webhook SET viewer = $2 WHERE id = $1").with(found.id).with(viewer).run(work)?;
    Ok(())
}

/// A new secret. The one before goes on signing beside it for a week, or until [`drop_old_secret`]. While two sign there is no third:
/// it would end the one the receiver may still check with.
pub fn rotate(work: &mut Work<'_>, id: WebhookId) -> Result<Secret, Trouble> {
    let (found, new) = (webhooks::find(work, id)?, Secret::random());
    if !found.secret_is_lost() && found.secrets(work.now).len() > 1 {
        return Err(Trouble::refused("webhooks-refused-two-secrets"));
    }
    let until = work.now.plus_seconds(BOTH_SECONDS);
    let secret = SECRET.seal(work, id.0, new.reveal())?;
    let known = (!found.secret_is_lost()).then(|| found.secret());
    let old = OLD_SECRET.seal_some(work, id.0, known.as_ref().map(Secret::reveal))?;
    let until = old.as_ref().map(|_| until);
    sql("UPDATE webhook SET secret = $2, old_secret = $3, old_until = $4 WHERE id = $1")
        .with(id)
        .with(secret)
        .with(old)
        .with(until)
        .run(work)?;
    work.record(&Event::SecretRotated { webhook: id.0, name: found.name })?;
    Ok(new)
}

/// The receiver knows the new secret: the old one signs no more.
pub fn drop_old_secret(work: &mut Work<'_>, id: WebhookId) -> Result<(), Trouble> {
    let found = webhooks::find(work, id)?;
    if found.old_until.is_none() {
        return Err(Trouble::refused("webhooks-refused-one-secret"));
    }
    sql("UPDATE webhook SET old_secret = NULL, old_until = NULL WHERE id = $1").with(id).run(work)?;
    work.record(&Event::OldSecretDropped { webhook: id.0, name: found.name })
}

/// Tells it nothing more for now. What waits stays and goes out when it is resumed.
pub fn pause(work: &mut Work<'_>, id: WebhookId, reason: &str) -> Result<(), Trouble> {
    let found = webhooks::find(work, id)?;
    if found.state == State::Paused {
        return Ok(());
    }
    sql("UPDATE webhook SET state = $2, reason = $3 WHERE id = $1")
        .with(id)
        .with(State::Paused)
        .with(reason)
        .run(work)?;
    work.record(&Event::Paused { webhook: id.0, name: found.name, reason: reason.into() })
}

/// Tells it again, from now on; what waited goes out, if it waited for the same eyes. It hears what `viewer` may see, who
/// resumed it.
pub fn resume(work: &mut Work<'_>, id: WebhookId, viewer: i64) -> Result<(), Trouble> {
    let (found, here) = (webhooks::find(work, id)?, activity::end(work)?);
    if found.state != State::Paused {
        return Ok(());
    }
    if !webhooks::any_hears(work)? {
        activity::mark_seen(work, crate::fan_out::FOLLOWER, here)?;
    }
    sees_as(work, &found, viewer)?;
    sql("UPDATE webhook SET state = $2, reason = '', failing_since = NULL, since_xid = $3, since_id = $4 WHERE id = $1")
        .with(id)
        .with(State::Working)
        .with(here.xid)
        .with(here.id)
        .run(work)?;
    work.record(&Event::Resumed { webhook: id.0, name: found.name })
}

/// Takes it away. What it was told goes with it, a step at a time, so that nobody waits for a million messages to go.
pub fn end(work: &mut Work<'_>, id: WebhookId) -> Result<(), Trouble> {
    let (found, now) = (webhooks::find(work, id)?, work.now);
    jobs::forget(work, &found.lane())?;
    sql("UPDATE webhook SET archived_at = $2, secret = '', old_secret = NULL WHERE id = $1")
        .with(id)
        .with(now)
        .run(work)?;
    work.record(&Event::Ended { webhook: id.0, name: found.name })
}

/// It answered badly. Whether that is news is written down once.
pub(crate) fn failed(work: &mut Work<'_>, found: &Webhook) -> Result<(), Trouble> {
    let now = work.now;
    let rows = sql("UPDATE webhook SET state = 'failing', failing_since = $2 WHERE id = $1 AND state = 'working'")
        .with(found.id)
        .with(now)
        .run(work)?;
    if rows == 0 {
        return Ok(());
    }
    work.record(&Event::Failing { webhook: found.id.0, name: found.name.clone() })
}

/// It answered well again.
pub(crate) fn mended(work: &mut Work<'_>, found: &Webhook) -> Result<(), Trouble> {
    let rows = sql("UPDATE webhook SET state = 'working', failing_since = NULL WHERE id = $1 AND state = 'failing'")
        .with(found.id)
        .run(work)?;
    if rows == 0 {
        return Ok(());
    }
    work.record(&Event::Mended { webhook: found.id.0, name: found.name.clone() })
}

/// Voids the lease of a job that was taken for a receiver that is paused by now.
pub(crate) fn put_back(work: &mut Work<'_>, job: i64) -> Result<(), Trouble> {
    let now = work.now;
    jobs::put_off(work, job, "the webhook is paused", now)
}

/// Why it is paused, in words.
pub(crate) fn said(t: &Text, reason: &str) -> String {
    let known = ["by-hand", "gone", "given-up", "owner"].contains(&reason);
    t.say(&format!("webhooks-paused-{}", if known { reason } else { "by-hand" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_and_plain() {
        assert!(url_of(" https://hooks.example.com/in?shop=1 ").is_some());
        for wrong in [
            "http://hooks.example.com/",
            "https://hooks.example.com:8443/",
            "https://ana:secret@hooks.example.com/",
            "ftp://hooks.example.com",
            "hooks.example.com",
            "",
        ] {
            assert_eq!(url_of(wrong), None, "{wrong}");
        }
    }
}
