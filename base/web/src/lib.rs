//! The door for people with a browser: who is asking, what they may do, pages, forms, problems, live updates.
//!
//! Cast: [`Site`] is what every handler holds; [`Routes`] lists each address with its [`Needs`], checked before the
//! handler runs; [`SignedIn`] is an agent whose session was found; [`Visitor`] is anybody; [`Problem`] is every answer
//! that is not the wished one; [`Text`] speaks the person's language; [`Frame`] and [`parts`] draw pages; [`Live`]
//! tells browsers what changed;
//! [`api`] is the door for programs. It refuses to know what any feature means, and it owns no table.

mod address;
mod answers;
pub mod api;
pub mod assets;
mod caller;
pub mod colour;
mod companion;
mod cookie;
mod csrf;
mod device;
mod dialect;
mod fields;
mod frame;
mod gatekeeper;
mod guard;
mod handler;
mod layers;
pub mod live;
pub mod parts;
mod peer;
mod person;
mod problem;
mod public;
mod routes;
mod site;
pub mod text;
mod traffic;
mod visitor;

pub use address::{encoded, local_path};
pub use answers::{see_other, with_mistakes};
pub use companion::{Beside, Companion};
pub use cookie::{cookie_brought, end_session, session_cookie, session_token};
pub use dialect::Dialect;
pub use fields::{Fields, Mistakes, Query};
pub use frame::{Frame, Front, MenuEntry, RailProvider, bare, front};
pub use gatekeeper::{Audience, Gatekeeper, Storyteller};
pub use live::{Live, Signal};
pub use maud::{DOCTYPE, Markup, PreEscaped, html};
pub use person::{Asked, Keys, Permissions, Person, SignedIn};
pub use problem::Problem;
pub use public::routes;
pub use routes::{Needs, RouteInfo, Routes};
pub use site::{Site, SiteBuilder, USUAL_API_RATE};
pub use text::{Text, Texts, Word};
pub use traffic::Traffic;
pub use visitor::Visitor;

/// The sentences of this room.
pub const TEXTS: Texts = Texts {
    feature: "web",
    en: include_str!("../locales/en/web.ftl"),
    es: include_str!("../locales/es/web.ftl"),
    zh: include_str!("../locales/zh/web.ftl"),
};
