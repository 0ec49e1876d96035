//! One browser that lets us show something: where it is reached, and what opens what it gets.

use crate::{Event, devices, sealed};
use agents::AgentId;
use agents::sessions::SessionId;
use db::{FromRow, SecretColumn, Trouble, Tx, Work, sql};
use kit::Moment;
use url::Url;

db::id!(
    /// The key of a [`Device`].
    DeviceId
);

const LONGEST_ENDPOINT: usize = 2_000;
const LONGEST_NAME: usize = 80;
/// More than anybody carries around; the oldest makes room.
const MOST: usize = 12;

/// A device as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Device {
    pub id: DeviceId,
    pub agent: AgentId,
    pub session: SessionId,
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    pub name: String,
    pub added_at: Moment,
    pub told_at: Option<Moment>,
    /// Why it was not told the last time; empty if it was.
    pub trouble: String,
}

/// What a browser offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    endpoint: Url,
    p256dh: String,
    auth: String,
    name: String,
}

impl Offered {
    /// Read at the door: an https address on the usual port without a name and a password, and keys that are keys. Whether the
    /// address is public is judged each time it is gone to.
    pub fn read(endpoint: &str, p256dh: &str, auth: &str, name: &str) -> Result<Self, Trouble> {
        let bad = || Trouble::refused("push-mistake-subscription");
        let endpoint = Url::parse(endpoint.trim())
            .ok()
            .filter(|url| url.as_str().len() <= LONGEST_ENDPOINT)
            .ok_or_else(bad)?;
        let place = outside::Place::of(&endpoint).map_err(|_| bad())?;
        if !place.is_private || sealed::keys(p256dh, auth).is_none() {
            return Err(bad());
        }
        let name = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
        Ok(Self { endpoint, p256dh: p256dh.into(), auth: auth.into(), name })
    }
}

/// What browsers share with us to be written to, for whoever seals anew.
pub const SECRETS: &[SecretColumn] = &[AUTH];

const AUTH: SecretColumn = SecretColumn {
    name: "push_device.auth",
    list: "SELECT id, auth FROM push_device WHERE id > $1 ORDER BY id LIMIT $2",
    put: "UPDATE push_device SET auth = $2 WHERE id = $1 AND auth = $3",
    by_row: true,
};

impl Device {
    /// With its secret as it is used; without, where that does not open.
    pub(crate) fn opened(mut self, tx: &Tx<'_>) -> Self {
        self.auth = AUTH.try_open(tx, self.id.0, &self.auth).unwrap_or_default();
        self
    }

    /// Whether its secret cannot be read. The browser offers it anew when it is turned on there again.
    pub const fn secret_is_lost(&self) -> bool {
        self.auth.is_empty()
    }
}

/// Lets a browser be told for as long as this session lasts. Offered again it is renewed; a browser somebody else used before is
/// theirs no longer.
pub fn add(work: &mut Work<'_>, agent: AgentId, session: SessionId, offered: &Offered) -> Result<DeviceId, Trouble> {
    if let Some(known) = devices::at(work, offered.endpoint.as_str())? {
        if known.agent == agent {
            return renew(work, &known, session, offered);
        }
        end(work, &known, "handed_over")?;
    }
    let mine = devices::of(work, agent)?;
    if let Some(oldest) = mine.first().filter(|_| mine.len() >= MOST) {
        end(work, oldest, "by_hand")?;
    }
    let now = work.now;
    let id: DeviceId = sql("INSERT INTO push_device (agent_id, session_id, endpoint, p256dh, auth, name, added_at, trouble)
                            VALUES ($1, $2, $3, $4, $5, $6, $7, '') RETURNING id")
    .with(agent)
    .with(session)
    .with(offered.endpoint.as_str())
    .with(&offered.p256dh)
    .with("")
    .with(&offered.name)
    .with(now)
    .only(work, "device")?;
    let auth = AUTH.seal(work, id.0, &offered.auth)?;
    sql("UPDATE push_device SET auth = $2 WHERE id = $1").with(id).with(auth).run(work)?;
    work.record(&Event::DeviceAdded { agent: agent.0, device: id.0, name: offered.name.clone() })?;
    Ok(id)
}

fn renew(work: &mut Work<'_>, known: &Device, session: SessionId, offered: &Offered) -> Result<DeviceId, Trouble> {
    work.keep_quietly("the same browser, in a newer session");
    let auth = AUTH.seal(work, known.id.0, &offered.auth)?;
    sql("UPDATE push_device SET session_id = $2, p256dh = $3, auth = $4 WHERE id = $1")
        .with(known.id)
        .with(session)
        .with(&offered.p256dh)
        .with(auth)
        .run(work)?;
    Ok(known.id)
}

/// Its owner wants it told no more. Somebody else's is not there.
pub fn remove(work: &mut Work<'_>, agent: AgentId, id: DeviceId) -> Result<(), Trouble> {
    let found = devices::find(work, id)?.filter(|device| device.agent == agent);
    end(work, &found.ok_or(Trouble::NotFound("device"))?, "by_hand")
}

/// It is told no more: `by_hand`, `gone`, `signed_out`, `handed_over`. Done twice it is done once.
pub(crate) fn end(work: &mut Work<'_>, device: &Device, why: &str) -> Result<(), Trouble> {
    let ended = sql("DELETE FROM push_device WHERE id = $1").with(device.id).run(work)?;
    if ended == 0 {
        work.keep_quietly("it was removed before");
        return Ok(());
    }
    work.record(&Event::DeviceRemoved {
        agent: device.agent.0,
        device: device.id.0,
        name: device.name.clone(),
        why: why.into(),
    })
}

/// What came of the last try.
pub(crate) fn tried(work: &mut Work<'_>, id: DeviceId, trouble: &str) -> Result<(), Trouble> {
    work.keep_quietly("how the last push went is no history");
    let (now, trouble) = (work.now, trouble.chars().take(300).collect::<String>());
    sql("UPDATE push_device SET trouble = $2, told_at = CASE WHEN $2 = '' THEN $3 ELSE told_at END WHERE id = $1")
        .with(id)
        .with(&trouble)
        .with(now)
        .run(work)?;
    Ok(())
}
