//! The roles of a company: its SQL, and creating, changing and removing a custom one.

use crate::event::Event;
use crate::permissions::{Permission, Permissions};
use crate::rights::Rights;
use crate::role::{BuiltIn, Role, RoleId};
use db::{Trouble, Tx, Work, sql};

/// The role with this key.
pub fn find(tx: &mut Tx<'_>, role: RoleId) -> Result<Role, Trouble> {
    sql("SELECT id, name, built_in, permissions FROM role WHERE id = $1").with(role).only(tx, "role")
}

/// One of the four every desk has.
pub fn built_in(tx: &mut Tx<'_>, role: BuiltIn) -> Result<Role, Trouble> {
    sql("SELECT id, name, built_in, permissions FROM role WHERE built_in = $1")
        .with(role)
        .only(tx, "role")
}

/// The built-in ones first, then the company's own by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Role>, Trouble> {
    sql("SELECT id, name, built_in, permissions
           FROM role
          ORDER BY CASE WHEN built_in IS NULL THEN 1 ELSE 0 END, CASE WHEN built_in IS NULL THEN name_key ELSE '' END, id")
    .all(tx)
}

/// How many active people have each role.
pub fn people_in_each(tx: &mut Tx<'_>) -> Result<Vec<(RoleId, i64)>, Trouble> {
    sql("SELECT role_id, COUNT(*) FROM agent WHERE deactivated_at IS NULL GROUP BY role_id ORDER BY role_id").all(tx)
}

/// Adds a role that allows no more than its creator may do.
pub fn create(work: &mut Work<'_>, name: &str, permissions: &Permissions) -> Result<RoleId, Trouble> {
    let rights = Rights::of_actor(work)?;
    rights.need(Permission::PeopleManage)?;
    rights.cover(permissions)?;
    let name = free_name(work, name, None)?;
    let role: RoleId = sql("INSERT INTO role (name, name_key, built_in, permissions) VALUES ($1, $2, NULL, $3) RETURNING id")
        .with(&name)
        .with(name.to_lowercase())
        .with(permissions)
        .only(work, "role")?;
    work.record(&Event::RoleCreated { role: role.0, name, permissions: permissions.words() })?;
    Ok(role)
}

/// Renames a custom role and sets what it allows. Saving it unchanged changes and records nothing.
pub fn change(work: &mut Work<'_>, role: RoleId, name: &str, permissions: &Permissions) -> Result<(), Trouble> {
    let before = custom(work, role)?;
    let rights = Rights::of_actor(work)?;
    rights.cover(permissions)?;
    let name = free_name(work, name, Some(role))?;
    if before.name == name && before.permissions() == *permissions {
        return Ok(());
    }
    sql("UPDATE role SET name = $1, name_key = $2, permissions = $3 WHERE id = $4")
        .with(&name)
        .with(name.to_lowercase())
        .with(permissions)
        .with(role)
        .run(work)?;
    let (added, removed) = (permissions.beyond(&before.permissions()).words(), before.permissions().beyond(permissions).words());
    work.record(&Event::RoleChanged { role: role.0, name, added, removed })
}

/// Removes a custom role that nobody has, active or not.
pub fn remove(work: &mut Work<'_>, role: RoleId) -> Result<(), Trouble> {
    let before = custom(work, role)?;
    let people: i64 = sql("SELECT COUNT(*) FROM agent WHERE role_id = $1").with(role).only(work, "role")?;
    if people > 0 {
        return Err(Trouble::refused("agents-refused-role-in-use").with("people", people));
    }
    sql("DELETE FROM role WHERE id = $1").with(role).run(work)?;
    work.record(&Event::RoleRemoved { role: role.0, name: before.name })
}

/// A role the actor may change: not built in, and allowing nothing the actor may not do.
fn custom(work: &mut Work<'_>, role: RoleId) -> Result<Role, Trouble> {
    let rights = Rights::of_actor(work)?;
    rights.need(Permission::PeopleManage)?;
    let role = find(work, role)?;
    if role.built_in.is_some() {
        return Err(Trouble::refused("agents-refused-built-in-role"));
    }
    rights.cover(&role.permissions())?;
    Ok(role)
}

fn free_name(work: &mut Work<'_>, name: &str, own: Option<RoleId>) -> Result<String, Trouble> {
    let name: String = name.trim().chars().take(60).collect();
    if name.is_empty() {
        return Err(Trouble::refused("agents-refused-no-name"));
    }
    let taken: Option<RoleId> = sql("SELECT id FROM role WHERE name_key = $1 AND id <> $2")
        .with(name.to_lowercase())
        .with(own.map_or(0, |role| role.0))
        .one(work)?;
    if taken.is_some() {
        Err(Trouble::refused("agents-refused-name-taken").with("name", name))
    } else {
        Ok(name)
    }
}
