//! Adding somebody whose password is already known: the command line, the demo company. Others are invited.

use crate::agent::{AgentId, Density, Theme};
use crate::event::Event;
use crate::permissions::Permission;
use crate::rights::Rights;
use crate::role::{BuiltIn, Role};
use crate::{Notifications, PasswordHash, Presence, roles};
use db::{Trouble, Work, sql};
use kit::{EmailAddress, Locale};

/// Who is added. Hash the password before: a database closure is no place for it.
#[derive(Debug, Clone)]
pub struct NewAgent {
    pub name: String,
    pub email: EmailAddress,
    pub role: BuiltIn,
    pub locale: Locale,
    /// An IANA name; an unknown one becomes UTC.
    pub zone: String,
    pub password: PasswordHash,
}

/// Adds them, ready to sign in.
pub fn add(work: &mut Work<'_>, new: &NewAgent) -> Result<AgentId, Trouble> {
    let role = roles::built_in(work, new.role)?;
    let agent = insert(work, &new.name, &new.email, &role, new.locale, &new.zone)?;
    sql("UPDATE agent SET password_hash = $1 WHERE id = $2").with(&new.password).with(agent).run(work)?;
    work.record(&Event::AgentAdded { agent: agent.0, name: new.name.trim().to_owned(), role: role.name })?;
    Ok(agent)
}

/// The row itself, without a password. The caller records why.
pub(crate) fn insert(
    work: &mut Work<'_>,
    name: &str,
    email: &EmailAddress,
    role: &Role,
    locale: Locale,
    zone: &str,
) -> Result<AgentId, Trouble> {
    let rights = Rights::of_actor(work)?;
    rights.need(Permission::PeopleManage)?;
    rights.cover(&role.permissions())?;
    refuse_taken_email(work, email)?;
    let told = Notifications::default();
    let now = work.now;
    sql(
        "INSERT INTO agent (name, email, role_id, locale, zone, signature, theme, density, notify_on_screen, notify_by_mail,
                            totp_last_step, presence, presence_reason, presence_since, created_at)
         VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, $9, 0, $10, '', $11, $11)
         RETURNING id",
    )
    .with(good_name(name)?)
    .with(email)
    .with(role.id)
    .with(locale.tag())
    .with(known_zone(zone))
    .with(Theme::System)
    .with(Density::Comfortable)
    .with(&told.on_screen)
    .with(&told.by_mail)
    .with(Presence::Offline)
    .with(now)
    .only(work, "agent")
}

fn refuse_taken_email(work: &mut Work<'_>, email: &EmailAddress) -> Result<(), Trouble> {
    match crate::agents::by_email(work, email)? {
        None => Ok(()),
        Some(agent) if agent.is_active() => Err(Trouble::refused("agents-refused-email-taken").with("email", email).at("/email")),
        Some(_) => Err(Trouble::refused("agents-refused-email-of-deactivated").with("email", email).at("/email")),
    }
}

/// More of a name is not kept.
pub(crate) const LONGEST_NAME: usize = 120;

/// A name people can read: one line, 1 to 120 characters, no control characters.
pub(crate) fn good_name(name: &str) -> Result<String, Trouble> {
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() {
        Err(Trouble::refused("agents-refused-no-name").at("/name"))
    } else {
        Ok(name)
    }
}

/// The zone if the bundled database knows it, else UTC.
pub(crate) fn known_zone(zone: &str) -> String {
    let zone = zone.trim();
    if jiff::tz::TimeZone::get(zone).is_ok() { zone.to_owned() } else { "UTC".to_owned() }
}
