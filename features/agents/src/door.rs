//! The door of the site: finds out who holds a session cookie or an API token, as they are at this moment.

use crate::keys::Keys;
use crate::permissions::Permissions;
use crate::role::Role;
use crate::service_tokens::viewer_key;
use crate::sessions::{Present, SessionId};
use crate::tokens::{Bearer, Holder};
use crate::{Agent, keys, sessions, tokens};
use db::{Actor, Trouble, Work};
use futures::future::BoxFuture;
use kit::{Moment, Token};
use std::sync::Arc;
use web::{Gatekeeper, Person, Site};

/// What it depends on who somebody is and what they may do. With an agent go their sessions, tokens and passkeys.
const TABLES: db::Tables = &["session", "api_token", "agent", "agent_keys", "passkey", "role", "setting"];

/// Knows everybody who works here.
#[derive(Debug, Clone, Copy)]
pub struct Gate;

/// Who was found, by which session or token, and when that was used as far as is written down.
struct Found<Id, At> {
    id: Id,
    used_at: At,
    person: Person,
}

impl Gatekeeper for Gate {
    fn who<'a>(&'a self, site: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async move {
            let found = found(site, session).await?;
            let Some(Found { id, used_at, person }) = &*found else { return Ok(None) };
            if sessions::is_due_for_touch(*used_at, site.now()) {
                let session = *id;
                note(site, move |work| sessions::touch(work, session)).await;
            }
            Ok(Some(person.clone()))
        })
    }

    fn glance<'a>(&'a self, site: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async move { Ok(found(site, session).await?.as_ref().as_ref().map(|found| found.person.clone())) })
    }

    fn bearer<'a>(&'a self, site: &'a Site, token: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async move {
            let (key, token) = (format!("token {}", token.hash()), token.clone());
            let found = site.db().read_lasting(TABLES, key, move |tx| {
                let Some(bearer) = tokens::bearer(tx, &token)? else { return Ok(None) };
                Ok(Some(Found { id: bearer.token, used_at: bearer.used_at, person: program(bearer) }))
            });
            let found = found.await?;
            let Some(Found { id, used_at, person }) = &*found else { return Ok(None) };
            if tokens::is_due_for_touch(*used_at, site.now()) {
                let token = *id;
                note(site, move |work| tokens::touch(work, token)).await;
            }
            Ok(Some(person.clone()))
        })
    }
}

async fn found(site: &Site, session: &Token) -> Result<Arc<Option<Found<SessionId, Moment>>>, Trouble> {
    let (key, token) = (format!("session {}", session.hash()), session.clone());
    let found = site.db().read_lasting(TABLES, key, move |tx| {
        let Some(present) = sessions::who(tx, &token)? else { return Ok(None) };
        let keys = keys::of(tx, present.agent.id)?;
        Ok(Some(Found {
            id: present.session,
            used_at: present.seen_at,
            person: at_a_browser(present, &keys),
        }))
    });
    found.await
}

fn at_a_browser(present: Present, keys: &Keys) -> Person {
    let permissions = present.permissions();
    Person {
        session_id: Some(present.session.0),
        keys: web::Keys { is_off: keys.is_off, own: keys.as_json() },
        asked: present.asked,
        only_from: present.only_from,
        ..person(present.agent, &present.role, &permissions)
    }
}

fn program(bearer: Bearer) -> Person {
    let (api_token_id, asked, only_from) = (Some(bearer.token.0), bearer.asked, bearer.only_from);
    match bearer.holder {
        Holder::Agent(agent, role) => Person { api_token_id, asked, only_from, ..person(*agent, &role, &bearer.permissions) },
        Holder::Company => Person {
            agent_id: viewer_key(bearer.token),
            api_token_id,
            only_from,
            name: bearer.name,
            role: "service".to_owned(),
            permissions: words(&bearer.permissions),
            zone: "UTC".to_owned(),
            ..Person::default()
        },
    }
}

fn words(permissions: &Permissions) -> web::Permissions {
    web::Permissions::of(permissions.iter().map(crate::Permission::word))
}

/// Writes a last use down. With a full disk people go on reading, so its failure stops nobody.
async fn note(site: &Site, touch: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static) {
    if let Err(trouble) = site.db().work(Actor::System, touch).await {
        tracing::debug!("a last use was not written down: {trouble}");
    }
}

fn person(agent: Agent, role: &Role, permissions: &Permissions) -> Person {
    Person {
        agent_id: agent.id.0,
        locale: agent.locale(),
        email: agent.email.to_string(),
        name: agent.name,
        role: role.built_in.map_or_else(|| role.name.clone(), |built_in| built_in.word().to_owned()),
        permissions: words(permissions),
        zone: agent.zone,
        theme: agent.theme.word().to_owned(),
        density: agent.density.word().to_owned(),
        ..Person::default()
    }
}
