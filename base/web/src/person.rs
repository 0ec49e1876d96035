//! Who is asking, once the session or API token has been found.

use crate::live::Position;
use crate::problem::Problem;
use crate::site::Site;
use crate::text::Text;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use db::Actor;
use kit::{Locale, Moment, Networks};
use std::ops::Deref;
use std::sync::Arc;

/// An agent as the [`crate::Gatekeeper`] knows them.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub agent_id: i64,
    /// `None` for an API token.
    pub session_id: Option<i64>,
    /// The API token they speak through, if any; changes are then recorded as the token's.
    pub api_token_id: Option<i64>,
    pub name: String,
    pub email: String,
    pub role: String,
    pub permissions: Permissions,
    pub locale: Locale,
    /// An IANA zone name.
    pub zone: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// `comfortable`, `cozy` or `compact`.
    pub density: String,
    /// How single keys behave for them.
    pub keys: Keys,
    /// From where they may come; none named is anywhere.
    pub only_from: Networks,
    /// Whether a second factor is asked of them that they do not have.
    pub asked: Asked,
}

/// Whether somebody must set up a second factor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Asked {
    /// They have one, or nobody asks for it.
    #[default]
    Nothing,
    /// They have time until then.
    Until(Moment),
    /// Before anything else.
    Now,
}

/// The keyboard as somebody wants it (WCAG 2.2, 2.1.4).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Keys pressed alone do nothing.
    pub is_off: bool,
    /// `{"e":"y"}` as JSON: what is pressed by `e` for everybody else is pressed by `y`. Empty: nothing is changed.
    pub own: String,
}

/// The names of what somebody may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions(Arc<[String]>);

impl Permissions {
    /// The permissions of these names.
    pub fn of<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }

    /// Whether this one is among them.
    pub fn allow(&self, name: &str) -> bool {
        self.0.iter().any(|held| held == name)
    }

    /// Every name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Proof that an agent is signed in; reads as the [`Person`]. Handlers take it as an argument.
#[derive(Clone)]
pub struct SignedIn {
    person: Arc<Person>,
    /// What every form of this answer carries in its field `csrf`.
    pub csrf: String,
    /// The live position before anything was read for this answer.
    pub seen: Position,
    text: Text,
}

impl SignedIn {
    pub(crate) fn new(site: &Site, person: Person, csrf: String) -> Self {
        let text = site.text(person.locale);
        Self { person: Arc::new(person), csrf, seen: site.live().position(), text }
    }

    /// Whether this agent may do what `permission` names.
    pub fn may(&self, permission: &str) -> bool {
        self.person.permissions.allow(permission)
    }

    /// Who the activity log names.
    pub fn actor(&self) -> Actor {
        self.person.api_token_id.map_or(Actor::Agent(self.person.agent_id), Actor::ApiToken)
    }

    /// The voice in this agent's language.
    pub const fn t(&self) -> &Text {
        &self.text
    }
}

impl Deref for SignedIn {
    type Target = Person;
    fn deref(&self) -> &Person {
        &self.person
    }
}

impl FromRequestParts<Site> for SignedIn {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::sign_in_first)
    }
}

impl OptionalFromRequestParts<Site> for SignedIn {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Option<Self>, Problem> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}
