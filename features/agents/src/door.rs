//! The door of the site: finds out who holds a session cookie or an API token, as they are at this moment.

use crate::permissions::Permissions;
use crate::role::Role;
use crate::service_tokens::viewer_key;
use crate::tokens::{Bearer, Holder};
use crate::{Agent, keys, sessions, tokens};
use db::{Actor, Trouble, Work};
use futures::future::BoxFuture;
use kit::Token;
use web::{Gatekeeper, Person, Site};

/// Knows everybody who works here.
#[derive(Debug, Clone, Copy)]
pub struct Gate;

impl Gatekeeper for Gate {
    fn who<'a>(&'a self, site: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async move {
            let token = session.clone();
            let found = site.db().read(move |tx| {
                let Some(present) = sessions::who(tx, &token)? else { return Ok(None) };
                let keys = keys::of(tx, present.agent.id)?;
                Ok(Some((present, keys)))
            });
            let Some((present, keys)) = found.await? else { return Ok(None) };
            let session = present.session;
            if present.is_due_for_touch(site.now()) {
                note(site, move |work| sessions::touch(work, session)).await;
            }
            let permissions = present.permissions();
            Ok(Some(Person {
                session_id: Some(session.0),
                keys: web::Keys { is_off: keys.is_off, own: keys.as_json() },
                ..person(present.agent, &present.role, &permissions)
            }))
        })
    }

    fn bearer<'a>(&'a self, site: &'a Site, token: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async move {
            let token = token.clone();
            let Some(bearer) = site.db().read(move |tx| tokens::bearer(tx, &token)).await? else {
                return Ok(None);
            };
            let token = bearer.token;
            if bearer.is_due_for_touch(site.now()) {
                note(site, move |work| tokens::touch(work, token)).await;
            }
            Ok(Some(program(bearer)))
        })
    }
}

fn program(bearer: Bearer) -> Person {
    let api_token_id = Some(bearer.token.0);
    match bearer.holder {
        Holder::Agent(agent, role) => Person { api_token_id, ..person(*agent, &role, &bearer.permissions) },
        Holder::Company => Person {
            agent_id: viewer_key(bearer.token),
            api_token_id,
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
