//! People as a directory sees them. Everybody who works here is one, whoever added them; what a directory wrote about somebody is
//! kept as it wrote it, and name, address and whether they may come in follow from it.

use crate::Event;
use crate::trouble::{GUARDED, NO_ADDRESS, NO_NAME, TAKEN};
use crate::value::{get, same};
use agents::agent::deactivate::{deactivate, reactivate};
use agents::agent::provide::{Provided, change_known, provide};
use agents::{Agent, AgentId, BuiltIn, Permission, agents as shelf, roles, teams};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{EmailAddress, Locale, Moment};
use serde_json::{Map, Value, json};

pub const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// What a directory may write; everything else is passed over.
const WRITTEN: [&str; 8] = ["externalId", "userName", "name", "displayName", "preferredLanguage", "timezone", "active", "emails"];

#[derive(Debug, FromRow)]
struct Kept {
    agent: AgentId,
    name: String,
    email: String,
    created_at: Moment,
    deactivated_at: Option<Moment>,
    document: Option<String>,
    changed_at: Option<Moment>,
}

/// Everybody, the longest here first.
pub fn all(tx: &mut Tx<'_>, base: &str) -> Result<Vec<Value>, Trouble> {
    let kept: Vec<Kept> = sql("SELECT a.id, a.name, a.email, a.created_at, a.deactivated_at, d.document, d.changed_at
           FROM agent a LEFT JOIN directory_user d ON d.agent_id = a.id
          WHERE d.gone_at IS NULL
          ORDER BY a.id")
    .all(tx)?;
    let (teams, members) = (teams::all(tx)?, teams::members(tx)?);
    let shown = kept.iter().map(|kept| {
        let theirs = members.iter().filter(|member| member.agent == kept.agent);
        let groups = theirs.filter_map(|member| teams.iter().find(|team| team.id == member.team));
        resource(kept, base, groups.map(|team| group(base, team)).collect())
    });
    Ok(shown.collect())
}

/// One of them.
pub fn one(tx: &mut Tx<'_>, base: &str, agent: AgentId) -> Result<Value, Trouble> {
    let kept = find(tx, agent)?;
    let mut groups = Vec::new();
    for team in teams::of(tx, agent)? {
        groups.push(group(base, &teams::find(tx, team)?));
    }
    Ok(resource(&kept, base, groups))
}

fn find(tx: &mut Tx<'_>, agent: AgentId) -> Result<Kept, Trouble> {
    sql("SELECT a.id, a.name, a.email, a.created_at, a.deactivated_at, d.document, d.changed_at
           FROM agent a LEFT JOIN directory_user d ON d.agent_id = a.id
          WHERE a.id = $1 AND d.gone_at IS NULL")
    .with(agent)
    .only(tx, "user")
}

fn group(base: &str, team: &agents::Team) -> Value {
    json!({ "value": team.id.to_string(), "$ref": format!("{base}/scim/v2/Groups/{}", team.id), "display": team.name, "type": "direct" })
}

fn resource(kept: &Kept, base: &str, groups: Vec<Value>) -> Value {
    let mut shown = document(kept);
    // What the desk decided since counts for more than what was written then.
    let is_active = kept.deactivated_at.is_none();
    if shown.get("active").is_some_and(|said| *said != Value::Bool(is_active)) || !is_active {
        shown.insert("active".into(), Value::Bool(is_active));
    }
    let id = kept.agent.to_string();
    shown.insert("schemas".into(), json!([SCHEMA]));
    if !groups.is_empty() {
        shown.insert("groups".into(), Value::Array(groups));
    }
    shown.insert(
        "meta".into(),
        json!({ "resourceType": "User", "location": format!("{base}/scim/v2/Users/{id}"), "created": kept.created_at.rfc3339(),
            "lastModified": kept.changed_at.unwrap_or(kept.created_at).rfc3339() }),
    );
    shown.insert("id".into(), Value::String(id));
    Value::Object(shown)
}

/// As it was written, or as the desk knows them.
fn document(kept: &Kept) -> Map<String, Value> {
    let written = kept.document.as_deref().and_then(|text| serde_json::from_str::<Map<String, Value>>(text).ok());
    written.unwrap_or_else(|| {
        let known = json!({ "userName": kept.email, "displayName": kept.name, "active": kept.deactivated_at.is_none(),
            "emails": [{ "value": kept.email, "type": "work", "primary": true }] });
        known.as_object().cloned().unwrap_or_default()
    })
}

/// Adds somebody. An address of somebody here is taken; of somebody a directory removed before, they come back.
pub fn add(work: &mut Work<'_>, base: &str, request: &Value) -> Result<Value, Trouble> {
    let written = tidied(request);
    let email = address(&written)?;
    refuse_taken_name(work, &written, None)?;
    let agent = match shelf::by_email(work, &email)? {
        Some(before) if is_gone(work, before.id)? => before.id,
        Some(_) => return Err(Trouble::refused(TAKEN).with("name", email)),
        None => as_system(work, |work| newcomer(work, &written, email))?,
    };
    keep(work, agent, &written)?;
    work.record(&Event::UserAdded { agent: agent.0 })?;
    follow(work, agent, &written, Some(is_active(&written).unwrap_or(true)))?;
    one(work, base, agent)
}

fn newcomer(work: &mut Work<'_>, written: &Value, email: EmailAddress) -> Result<AgentId, Trouble> {
    let text = |name: &str| get(written, name).and_then(Value::as_str).unwrap_or_default();
    let role = roles::built_in(work, BuiltIn::Agent)?.id;
    let locale = Locale::accepted(text("preferredLanguage"));
    provide(
        work,
        &Provided {
            name: name_of(written, &email),
            email,
            role,
            locale,
            zone: text("timezone").to_owned(),
        },
    )
}

/// Writes somebody anew, as a whole.
pub fn replace(work: &mut Work<'_>, base: &str, agent: AgentId, request: &Value) -> Result<Value, Trouble> {
    let before = document(&find(work, agent)?);
    let written = tidied(request);
    address(&written)?;
    refuse_taken_name(work, &written, Some(agent))?;
    let changed: Vec<String> = WRITTEN
        .iter()
        .filter(|name| before.get(**name) != get(&written, name))
        .map(|name| (*name).to_owned())
        .collect();
    if !changed.is_empty() {
        keep(work, agent, &written)?;
        work.record(&Event::UserChanged { agent: agent.0, changed })?;
    }
    follow(work, agent, &written, is_active(&written))?;
    one(work, base, agent)
}

/// Takes somebody out: they are deactivated, and gone from the directory's sight.
pub fn remove(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    let written = Value::Object(document(&find(work, agent)?));
    as_system(work, |work| deactivate(work, agent))?;
    keep(work, agent, &written)?;
    let now = work.now;
    sql("UPDATE directory_user SET gone_at = $2 WHERE agent_id = $1").with(agent).with(now).run(work)?;
    work.record(&Event::UserRemoved { agent: agent.0 })
}

/// The desk follows what was written: name, address, and whether they may come in; unsaid, that stays as it is.
fn follow(work: &mut Work<'_>, agent: AgentId, written: &Value, active: Option<bool>) -> Result<(), Trouble> {
    let person = shelf::find(work, agent)?;
    let email = address(written)?;
    if email != person.email {
        refuse_guarded(work, &person)?;
    }
    let name = name_of(written, &email);
    as_system(work, |work| {
        change_known(work, agent, &name, &email)?;
        match active {
            Some(true) => reactivate(work, agent),
            Some(false) => deactivate(work, agent),
            None => Ok(()),
        }
    })
}

/// Whoever could give rights away keeps their address: with it, and a forgotten password, a directory's token would be theirs.
fn refuse_guarded(work: &mut Work<'_>, person: &Agent) -> Result<(), Trouble> {
    let may = roles::find(work, person.role)?.permissions();
    let guarded = [Permission::PeopleManage, Permission::SettingsManage, Permission::TokensManage];
    if guarded.iter().any(|permission| may.has(*permission)) {
        return Err(Trouble::refused(GUARDED).with("name", &person.name));
    }
    Ok(())
}

/// What a directory's token may do is narrow and checked here; the verbs it leads to ask for more than it has.
pub(crate) fn as_system<T>(work: &mut Work<'_>, verb: impl FnOnce(&mut Work<'_>) -> Result<T, Trouble>) -> Result<T, Trouble> {
    work.acting_as(Actor::System, verb)
}

fn keep(work: &mut Work<'_>, agent: AgentId, written: &Value) -> Result<(), Trouble> {
    let now = work.now;
    sql("INSERT INTO directory_user (agent_id, document, created_at, changed_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (agent_id) DO UPDATE SET document = excluded.document, changed_at = excluded.changed_at, gone_at = NULL")
    .with(agent)
    .with(written.to_string())
    .with(now)
    .run(work)?;
    Ok(())
}

fn is_gone(tx: &mut Tx<'_>, agent: AgentId) -> Result<bool, Trouble> {
    let gone: Option<i64> = sql("SELECT agent_id FROM directory_user WHERE agent_id = $1 AND gone_at IS NOT NULL")
        .with(agent)
        .one(tx)?;
    Ok(gone.is_some())
}

fn refuse_taken_name(work: &mut Work<'_>, written: &Value, own: Option<AgentId>) -> Result<(), Trouble> {
    let name = get(written, "userName").filter(|name| name.as_str().is_some_and(|name| !name.trim().is_empty()));
    let name = name.ok_or_else(|| Trouble::refused(NO_NAME))?;
    let own = own.map(|own| Value::String(own.to_string()));
    let taken = all(work, "")?
        .iter()
        .any(|user| get(user, "userName").is_some_and(|taken| same(taken, name)) && user.get("id") != own.as_ref());
    if taken {
        Err(Trouble::refused(TAKEN).with("name", name.as_str().unwrap_or_default()))
    } else {
        Ok(())
    }
}

/// What may be written, by its own names, without what says nothing.
fn tidied(request: &Value) -> Value {
    let mut written = Map::new();
    for name in WRITTEN {
        let Some(said) = get(request, name).filter(|said| !said.is_null()) else { continue };
        let said = if name == "active" { Value::Bool(is_true(said)) } else { said.clone() };
        written.insert(name.to_owned(), said);
    }
    Value::Object(written)
}

/// Some directories write truth in quotes.
fn is_true(said: &Value) -> bool {
    match said {
        Value::Bool(said) => *said,
        Value::String(said) => said.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

fn is_active(written: &Value) -> Option<bool> {
    get(written, "active").map(is_true)
}

/// The primary address, else the first, else the user's name if it is one.
fn address(written: &Value) -> Result<EmailAddress, Trouble> {
    let all = get(written, "emails").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let primary = all.iter().find(|one| get(one, "primary").is_some_and(is_true));
    let listed = primary.or(all.first()).and_then(|one| get(one, "value"));
    let typed = listed.or_else(|| get(written, "userName")).and_then(Value::as_str).unwrap_or_default();
    EmailAddress::parse(typed).map_err(|_| Trouble::refused(NO_ADDRESS))
}

fn name_of(written: &Value, email: &EmailAddress) -> String {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
    let name = get(written, "name");
    let part = |part: &str| text(name.and_then(|name| get(name, part)));
    let both = [part("givenName"), part("familyName")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    text(get(written, "displayName"))
        .or_else(|| part("formatted"))
        .or_else(|| Some(both).filter(|both| !both.is_empty()))
        .unwrap_or_else(|| email.local().to_owned())
}
