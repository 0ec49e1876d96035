//! An agent: one person who works here, and the questions their row can answer alone.
//!
//! The verbs are in the files beside: [`add`], [`change_profile`], [`change_role`], [`deactivate`], [`provide`].

pub mod add;
pub mod change_profile;
pub mod change_role;
pub mod deactivate;
pub mod provide;

use crate::PasswordHash;
use crate::presence::Presence;
use crate::role::RoleId;
use db::FromRow;
use kit::{EmailAddress, Locale, Moment};

db::id!(
    /// The key of an agent.
    AgentId
);

db::words!(
    /// Which colours the pages wear.
    Theme {
        System = "system",
        Light = "light",
        Dark = "dark",
    }
);

db::words!(
    /// How much air the pages have.
    Density {
        Comfortable = "comfortable",
        Cozy = "cozy",
        Compact = "compact",
    }
);

/// Somebody who works here, as stored.
#[derive(Debug, Clone, FromRow)]
pub struct Agent {
    pub id: AgentId,
    pub name: String,
    pub email: EmailAddress,
    pub role: RoleId,
    pub locale_tag: String,
    /// An IANA name such as `Europe/Madrid`.
    pub zone: String,
    /// Plain text under outgoing messages.
    pub signature: String,
    pub theme: Theme,
    pub density: Density,
    pub presence: Presence,
    pub presence_reason: String,
    pub presence_since: Moment,
    pub(crate) password_hash: Option<PasswordHash>,
    pub(crate) totp_nonce: Option<String>,
    pub created_at: Moment,
    pub deactivated_at: Option<Moment>,
    /// They need no password here: the company's own sign-in knows them.
    pub comes_through_provider: bool,
    /// A device of theirs keeps a key for this desk.
    pub has_passkey: bool,
}

impl Agent {
    pub fn locale(&self) -> Locale {
        Locale::of_tag(&self.locale_tag).unwrap_or_default()
    }

    pub const fn is_active(&self) -> bool {
        self.deactivated_at.is_none()
    }

    /// Invited, and not come yet.
    pub const fn is_invited(&self) -> bool {
        self.password_hash.is_none() && !self.comes_through_provider && self.is_active()
    }

    pub const fn has_password(&self) -> bool {
        self.password_hash.is_some()
    }

    /// An authenticator app, or a passkey.
    pub const fn has_second_factor(&self) -> bool {
        self.has_app() || self.has_passkey
    }

    /// An authenticator app shows codes for them.
    pub const fn has_app(&self) -> bool {
        self.totp_nonce.is_some()
    }
}
