//! A shop: which system it is, how it is reached, how it is doing, and what an administrator may do with it.

use crate::Event;
use crate::commerce::{Ailment, Capability, Commerce};
use crate::{shopify::Shopify, stripe::Stripe, woo::Woo};
use db::{FromRow, SecretColumn, Trouble, Tx, Work, sql};
use kit::Moment;
use orders::brand::BrandId;
use outside::{Caller, Outside};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

db::id!(
    /// The key of a [`Shop`].
    ShopId
);

db::words!(
    /// The systems we know.
    System {
        Shopify = "shopify",
        Woo = "woocommerce",
        Stripe = "stripe",
        /// No system: what files brought. Never listed, never asked.
        File = "file",
    }
);

db::words!(
    /// How a shop is doing.
    State { New = "new", Reading = "reading", Idle = "idle", Failing = "failing", Off = "off" }
);

/// A whole answer may take this long; a shop that takes longer is busy.
const WITHIN: Duration = Duration::from_secs(30);

/// How a shop is reached. `Debug` shows no secret.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Access {
    /// Its host; Stripe has one for everybody.
    pub host: String,
    /// WooCommerce's consumer key; the others need no name.
    pub user: String,
    pub secret: String,
    pub webhook_secret: String,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Access({})", self.host)
    }
}

/// A shop as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Shop {
    pub id: ShopId,
    pub system: System,
    pub name: String,
    pub brand: BrandId,
    access_json: String,
    pub enabled: bool,
    pub state: State,
    pub state_reason: String,
    pub state_since: Option<Moment>,
    pub synced_at: Option<Moment>,
    pub compared_at: Option<Moment>,
}

/// What an administrator enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub system: System,
    pub name: String,
    pub brand: BrandId,
    pub access: Access,
    pub enabled: bool,
}

/// How shops are reached, for whoever seals anew.
pub const SECRETS: &[SecretColumn] = &[ACCESS];

const ACCESS: SecretColumn = SecretColumn {
    name: "shop.access",
    list: "SELECT id, access FROM shop WHERE id > $1 AND access <> '{}' ORDER BY id LIMIT $2",
    put: "UPDATE shop SET access = $2 WHERE id = $1 AND access = $3",
    by_row: true,
};

impl Shop {
    /// With what it is reached by as it is used; without, where that does not open.
    pub(crate) fn opened(mut self, tx: &Tx<'_>) -> Self {
        self.access_json = ACCESS.try_open(tx, self.id.0, &self.access_json).unwrap_or_default();
        self
    }

    /// Whether its secrets cannot be read and must be entered again. Everything else of it is as it was.
    pub fn secret_is_lost(&self) -> bool {
        self.access().is_err()
    }

    pub fn access(&self) -> Result<Access, Trouble> {
        serde_json::from_str(&self.access_json).map_err(|e| Trouble::Shape(format!("shop {}: {e}", self.id)))
    }

    /// The line to it, through the world given.
    pub fn commerce(&self, outside: Arc<dyn Outside>) -> Result<Box<dyn Commerce>, Ailment> {
        let access = self.access().map_err(|_| Ailment::SecretLost)?;
        commerce(self.system, &access, outside)
    }
}

impl System {
    /// What it can do, known without asking it.
    pub(crate) const fn can(self) -> &'static [Capability] {
        match self {
            Self::Shopify => crate::shopify::CAN,
            Self::Woo => crate::woo::CAN,
            Self::Stripe => crate::stripe::CAN,
            Self::File => &[],
        }
    }
}

/// The line to a system, as its settings say.
pub fn commerce(system: System, access: &Access, outside: Arc<dyn Outside>) -> Result<Box<dyn Commerce>, Ailment> {
    let caller = Caller::new(outside, WITHIN);
    Ok(match system {
        System::Shopify => Box::new(Shopify::new(caller, &access.host, &access.secret, &access.webhook_secret)?),
        System::Woo => Box::new(Woo::new(caller, access)?),
        System::Stripe => Box::new(Stripe::new(caller, &access.secret, &access.webhook_secret)?),
        System::File => return Err(Ailment::CannotDo),
    })
}

/// The host in what somebody typed: a name, or a whole https address. Nothing else is an address of a shop.
pub fn host_of(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('/');
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let url = url::Url::parse(&whole).ok()?;
    let plain = url.scheme() == "https" && url.port().is_none() && url.username().is_empty() && url.password().is_none();
    let domain = url.domain().filter(|domain| domain.contains('.'))?;
    (plain && url.path() == "/" && url.query().is_none()).then(|| domain.to_owned())
}

fn access_text(access: &Access) -> Result<String, Trouble> {
    serde_json::to_string(access).map_err(|e| Trouble::Shape(e.to_string()))
}

/// Connects a shop. Reading begins at once, from its first order on.
pub fn connect(work: &mut Work<'_>, new: &Settings) -> Result<ShopId, Trouble> {
    let now = work.now;
    let id: ShopId =
        sql("INSERT INTO shop (system, name, brand_id, access, enabled, state, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id")
            .with(new.system)
            .with(&new.name)
            .with(new.brand)
            .with("{}")
            .with(new.enabled)
            .with(State::New)
            .with(now)
            .only(work, "shop")?;
    let access = ACCESS.seal(work, id.0, &access_text(&new.access)?)?;
    sql("UPDATE shop SET access = $2 WHERE id = $1").with(id).with(access).run(work)?;
    work.record(&Event::Connected { shop: id.0 })?;
    Ok(id)
}

/// The shop that stands for the files of a brand. It is let go from the beginning, so that nothing is carried out there.
pub(crate) fn of_files(work: &mut Work<'_>, brand: BrandId) -> Result<Shop, Trouble> {
    let now = work.now;
    work.keep_quietly("files stand under a name of their own");
    let known: Option<Shop> =
        sql("SELECT id, system, name, brand_id, access, enabled, state, state_reason, state_since, synced_at, compared_at
           FROM shop WHERE brand_id = $1 AND system = 'file' ORDER BY id LIMIT 1")
        .with(brand)
        .one(work)?;
    if let Some(known) = known {
        return Ok(known.opened(work));
    }
    sql("INSERT INTO shop (system, name, brand_id, access, enabled, state, added_at, archived_at) VALUES ('file', '', $1, '{}', FALSE, 'off', $2, $2)")
        .with(brand)
        .with(now)
        .run(work)?;
    of_files(work, brand)
}

/// Changes how it is reached. Another host is another shop, and refused; where the host cannot be read, it is entered again.
pub fn change(work: &mut Work<'_>, id: ShopId, new: &Settings) -> Result<(), Trouble> {
    let before = crate::shops::find(work, id)?;
    let is_another = before.access().is_ok_and(|access| access.host != new.access.host);
    if before.system != new.system || is_another {
        return Err(Trouble::refused("shops-other-host"));
    }
    let access = ACCESS.seal(work, id.0, &access_text(&new.access)?)?;
    sql("UPDATE shop SET name = $2, brand_id = $3, access = $4, enabled = $5 WHERE id = $1")
        .with(id)
        .with(&new.name)
        .with(new.brand)
        .with(access)
        .with(new.enabled)
        .run(work)?;
    work.record(&Event::SettingsChanged { shop: id.0 })
}

/// Lets go of a shop. What was read from it stays.
pub fn disconnect(work: &mut Work<'_>, id: ShopId) -> Result<(), Trouble> {
    let now = work.now;
    let gone = sql("UPDATE shop SET archived_at = $2, enabled = FALSE, access = '{}' WHERE id = $1 AND archived_at IS NULL")
        .with(id)
        .with(now)
        .run(work)?;
    if gone == 0 {
        return Ok(());
    }
    work.record(&Event::Disconnected { shop: id.0 })
}

/// Writes down how it is doing; failing and mended are recorded, the rest is momentary.
pub(crate) fn doing(work: &mut Work<'_>, id: ShopId, state: State, reason: &str) -> Result<(), Trouble> {
    let now = work.now;
    let before: Option<State> = sql("SELECT state FROM shop WHERE id = $1").with(id).one(work)?;
    work.keep_quietly("a shop's momentary state; its failing and mending are recorded");
    if state == State::Reading && before == Some(State::Failing) {
        // It is failing until it has been read to the end; that it is tried again is no news.
        sql("UPDATE shop SET state_since = $2 WHERE id = $1").with(id).with(now).run(work)?;
        return Ok(());
    }
    sql("UPDATE shop SET state = $2, state_reason = $3, state_since = $4 WHERE id = $1 AND (state <> $2 OR state_reason <> $3)")
        .with(id)
        .with(state)
        .with(reason)
        .with(now)
        .run(work)?;
    if state == State::Idle {
        sql("UPDATE shop SET synced_at = $2 WHERE id = $1").with(id).with(now).run(work)?;
    }
    match (before, state) {
        (Some(State::Failing), State::Idle) => work.record(&Event::Mended { shop: id.0 }),
        (Some(before), State::Failing) if before != State::Failing => work.record(&Event::Failing { shop: id.0, reason: reason.into() }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn attack_35_only_a_public_looking_https_host_is_an_address_of_a_shop() {
        for (typed, host) in [
            ("kettle.myshopify.com", Some("kettle.myshopify.com")),
            ("https://kettle.example/", Some("kettle.example")),
            ("HTTPS://Kettle.Example", Some("kettle.example")),
            ("http://kettle.example", None),
            ("https://kettle.example:8443", None),
            ("https://kettle.example/wp", None),
            ("https://user:pass@kettle.example", None),
            ("localhost", None),
            ("127.0.0.1", None),
            ("2130706433", None),
            ("0x7f.1", None),
            ("[::1]", None),
            ("169.254.169.254", None),
            ("gopher://kettle.example", None),
            ("file:///etc/passwd", None),
            ("", None),
        ] {
            assert_eq!(host_of(typed).as_deref(), host, "{typed}");
        }
    }
}
