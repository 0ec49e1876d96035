//! Single sign-on: people come in through the sign-in their company already has, by OpenID Connect.
//!
//! Cast: a [`Provider`] is one such sign-in and who may come through it; [`discovery`] learns its addresses; a [`Trip`] is somebody
//! on the way there and back; [`exchange`] turns the code they bring into what the provider says of them, believed only as
//! [`token`] allows; [`admit`] decides who that is here. [`pages`] has the doorstep, the settings, and what providers tell by themselves.
//! It promises: nobody is let in by a token that is not the provider's own answer to this very trip; an account is linked by a
//! verified address only, and only as an administrator configured; no secret is stored that whoever reads the database could use;
//! no address is asked that is not public, but for those the machine's configuration names. It refuses to know passwords.

pub mod admit;
mod ailment;
pub mod discovery;
mod event;
pub mod exchange;
mod jwk;
pub mod only;
pub mod pages;
mod provider;
pub mod providers;
mod story;
pub mod token;
mod told;
mod trip;

pub use ailment::Ailment;
pub use event::Event;
pub use pages::doorstep::Doorstep;
pub use provider::{Joins, Provider, ProviderId, RoleRule, SECRETS, Settings, add, change, remove};
pub use story::story;
pub use told::Told;
pub use trip::Trip;

/// How the world is reached, and what was learned of providers a moment ago. Pages take it out of the site.
pub struct Way {
    pub caller: outside::Caller,
    pub own_network: outside::OwnNetwork,
    pub known: discovery::Known,
}

impl Way {
    /// Through the world given, and to the places of the company's own that are named.
    pub fn new(outside: std::sync::Arc<dyn outside::Outside>, own_network: outside::OwnNetwork) -> Self {
        const WITHIN: std::time::Duration = std::time::Duration::from_secs(8);
        const LARGEST_BYTES: usize = 1024 * 1024;
        let caller = outside::Caller::new(outside, WITHIN).at_most(LARGEST_BYTES).and_own(own_network.clone());
        Self { caller, own_network, known: discovery::Known::default() }
    }
}

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "sso",
    en: include_str!("../locales/en/sso.ftl"),
    es: include_str!("../locales/es/sso.ftl"),
    zh: include_str!("../locales/zh/sso.ftl"),
};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    feature: "sso",
    number: 1,
    name: "sso",
    sql: include_str!("../migrations/0001_sso.sql"),
}];
