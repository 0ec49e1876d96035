//! Passkeys (WebAuthn): keys that devices keep for this desk, as a second factor and as a way in by themselves.
//!
//! A device is asked with a [`challenge`] that is good once and for five minutes; its answer is believed only for this desk's own
//! name, with the owner verified by the device, and with a counter that goes forward. What is stored is the public half. The rules of
//! the protocol are those of `webauthn-rs` (`decisions/0020-passkeys.md`); this room decides whose they are and what they open.

mod add;
mod challenge;
mod enter;

pub use add::{Added, begin_adding, finish_adding, remove, rename};
pub use challenge::{Asked, Purpose};
pub use enter::{begin_entering, begin_second_step, finish_entering, finish_second_step};

use crate::agent::AgentId;
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;
use url::Url;
use webauthn_rs::WebauthnBuilder;
use webauthn_rs::prelude::{Passkey, Webauthn};

db::id!(
    /// The key of a passkey.
    PasskeyId
);

/// What devices show beside the address.
const RELYING_PARTY: &str = "Frontline";

/// This desk, as devices know it: the name in its public address. `None` where browsers offer no passkeys: by plain http from
/// another machine, and for an address that is only a number.
pub fn relying_party(base_url: &str) -> Option<Webauthn> {
    let origin = Url::parse(base_url).ok()?;
    let name = origin.domain()?.to_owned();
    let is_safe = origin.scheme() == "https" || name == "localhost" || name.ends_with(".localhost");
    if !is_safe {
        return None;
    }
    WebauthnBuilder::new(&name, &origin).ok()?.rp_name(RELYING_PARTY).build().ok()
}

/// One line of the list.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    pub id: PasskeyId,
    pub name: String,
    pub added_at: Moment,
    pub used_at: Option<Moment>,
}

/// Those of `agent`, the newest first.
pub fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<Listed>, Trouble> {
    sql("SELECT id, name, added_at, used_at FROM passkey WHERE agent_id = $1 ORDER BY id DESC")
        .with(agent)
        .all(tx)
}

/// A passkey as stored.
#[derive(Debug, Clone, FromRow)]
struct Kept {
    id: PasskeyId,
    agent: AgentId,
    handle: String,
    name: String,
    public_half: String,
}

impl Kept {
    fn key(&self) -> Result<Passkey, Trouble> {
        read(&self.public_half)
    }
}

fn kept_of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<Kept>, Trouble> {
    sql("SELECT id, agent_id, handle, name, public_half FROM passkey WHERE agent_id = $1 ORDER BY id")
        .with(agent)
        .all(tx)
}

fn by_credential(tx: &mut Tx<'_>, credential: &[u8]) -> Result<Option<Kept>, Trouble> {
    sql("SELECT id, agent_id, handle, name, public_half FROM passkey WHERE credential_id = $1")
        .with(in_letters(credential))
        .one(tx)
}

fn in_letters(credential: &[u8]) -> String {
    use std::fmt::Write as _;
    credential.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn written(value: &impl serde::Serialize) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|e| Trouble::Shape(format!("a passkey: {e}")))
}

fn read<T: for<'a> serde::Deserialize<'a>>(text: &str) -> Result<T, Trouble> {
    serde_json::from_str(text).map_err(|e| Trouble::Shape(format!("a passkey: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_offer_passkeys_by_https_with_a_name_and_on_this_machine() {
        for (address, offered) in [
            ("https://desk.kettle.example", true),
            ("https://desk.kettle.example:8443", true),
            ("http://localhost:8080", true),
            ("http://desk.kettle.example", false),
            ("https://192.0.2.7", false),
            ("http://127.0.0.1:8080", false),
            ("nonsense", false),
        ] {
            assert_eq!(relying_party(address).is_some(), offered, "{address}");
        }
    }
}
