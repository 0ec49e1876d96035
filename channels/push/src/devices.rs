//! The shelf of devices: one question per function.

use crate::{Device, DeviceId};
use agents::AgentId;
use db::{Trouble, Tx, sql};

/// The one with this key, if it is still there.
pub fn find(tx: &mut Tx<'_>, id: DeviceId) -> Result<Option<Device>, Trouble> {
    let sealed: Option<Device> =
        sql("SELECT id, agent_id, session_id, endpoint, p256dh, auth, name, added_at, told_at, trouble FROM push_device WHERE id = $1")
            .with(id)
            .one(tx)?;
    Ok(sealed.map(|device| device.opened(tx)))
}

/// The one that is reached there.
pub fn at(tx: &mut Tx<'_>, endpoint: &str) -> Result<Option<Device>, Trouble> {
    let sealed: Option<Device> = sql(
        "SELECT id, agent_id, session_id, endpoint, p256dh, auth, name, added_at, told_at, trouble FROM push_device WHERE endpoint = $1",
    )
    .with(endpoint)
    .one(tx)?;
    Ok(sealed.map(|device| device.opened(tx)))
}

/// Those of an agent, the oldest first.
pub fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<Device>, Trouble> {
    let sealed: Vec<Device> = sql("SELECT id, agent_id, session_id, endpoint, p256dh, auth, name, added_at, told_at, trouble
           FROM push_device WHERE agent_id = $1 ORDER BY id")
    .with(agent)
    .all(tx)?;
    Ok(sealed.into_iter().map(|device| device.opened(tx)).collect())
}
