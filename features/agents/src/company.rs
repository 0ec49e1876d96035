//! The company this desk belongs to: its name.

use crate::event::Event;
use crate::permissions::Permission;
use crate::rights::Rights;
use db::{Trouble, Tx, Work, sql};

const NAME: &str = "company.name";

/// Its name, if somebody said it.
pub fn name(tx: &mut Tx<'_>) -> Result<Option<String>, Trouble> {
    sql("SELECT value FROM setting WHERE name = $1").with(NAME).one(tx)
}

/// Says it. The same name again changes and records nothing.
pub fn rename(work: &mut Work<'_>, typed: &str) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::SettingsManage)?;
    let wanted = good(typed)?;
    if name(work)?.as_deref() == Some(wanted.as_str()) {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .with(NAME)
        .with(&wanted)
        .run(work)?;
    work.record(&Event::CompanyNamed { name: wanted })
}

/// One line, 1 to 120 characters.
pub(crate) fn good(typed: &str) -> Result<String, Trouble> {
    crate::agent::add::good_name(typed).map_err(|_| Trouble::refused("agents-refused-no-company"))
}
