//! In whose time a customer reads: the zone they chose here, else the one we know of them, else that of the house.

use crate::{Event, look};
use customers::{CustomerId, attributes, values};
use db::{Actor, Trouble, Tx, Work, sql};
use jiff::tz::TimeZone;

/// The zone this customer's pages are written in.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<String, Trouble> {
    let chosen: Option<String> = sql("SELECT zone FROM portal_taste WHERE customer_id = $1").with(customer).one(tx)?;
    if let Some(zone) = chosen.or(known(tx, customer)?).filter(|zone| TimeZone::get(zone).is_ok()) {
        return Ok(zone);
    }
    Ok(look::first(tx)?.map_or_else(|| "UTC".into(), |brand| brand.zone))
}

/// What agents know, where the house keeps it.
fn known(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<String>, Trouble> {
    let Some(attribute) = attributes::switched_on(tx)?.into_iter().find(|attribute| attribute.key == "time_zone") else {
        return Ok(None);
    };
    let values = values::of(tx, customer)?;
    Ok(values.into_iter().find(|known| known.attribute == attribute.id).map(|known| known.value))
}

/// The customer chooses.
pub fn choose(work: &mut Work<'_>, customer: CustomerId, zone: &str) -> Result<(), Trouble> {
    if work.actor != Actor::Customer(customer.0) || !all().iter().any(|known| known == zone) {
        return Err(Trouble::refused("portal-refused-zone"));
    }
    let changed = sql("INSERT INTO portal_taste (customer_id, zone) VALUES ($1, $2)
         ON CONFLICT (customer_id) DO UPDATE SET zone = excluded.zone WHERE portal_taste.zone <> excluded.zone")
    .with(customer)
    .with(zone)
    .run(work)?;
    if changed == 0 {
        work.keep_quietly("the zone they had already");
        return Ok(());
    }
    work.record(&Event::ZoneChosen { customer: customer.0 })
}

/// The zones people choose from: places, and UTC.
pub fn all() -> Vec<String> {
    let is_a_place =
        |name: &str| name.contains('/') && !["Etc/", "SystemV/", "US/", "posix/", "right/"].iter().any(|odd| name.starts_with(odd));
    let mut names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| name == "UTC" || is_a_place(name))
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn there_are_zones_to_choose_from() {
        let names = all();
        for wanted in ["UTC", "Europe/Madrid", "Asia/Shanghai", "America/New_York"] {
            assert!(names.iter().any(|name| name == wanted), "{wanted}");
        }
    }
}
