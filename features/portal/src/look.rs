//! How a brand's portal looks, and which inbox takes what customers write there. Without a choice it has the house's own
//! colour and the first inbox in use.

use crate::Event;
use agents::changes::{Setting, keeping, read, written};
use agents::{Permission, Rights};
use db::{Trouble, Tx, Work, sql};
use desk::InboxId;
use orders::brand::{self, Brand, BrandId};

/// What was chosen for a brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub brand: BrandId,
    /// `#rrggbb`, lower-case. It is the brand's own: its papers have it, too.
    pub colour: String,
    pub inbox: Option<InboxId>,
}

/// What is chosen for the brand.
pub fn of(tx: &mut Tx<'_>, brand: BrandId) -> Result<Option<Look>, Trouble> {
    let Some(colour) = brand::colour(tx, brand)? else { return Ok(None) };
    Ok(Some(Look { brand, colour, inbox: inbox_of(tx, brand)? }))
}

fn inbox_of(tx: &mut Tx<'_>, brand: BrandId) -> Result<Option<InboxId>, Trouble> {
    let inbox: Option<Option<InboxId>> = sql("SELECT inbox_id FROM portal_look WHERE brand_id = $1").with(brand).one(tx)?;
    Ok(inbox.flatten())
}

/// Chooses; the colour must be one.
pub fn choose(work: &mut Work<'_>, brand: BrandId, typed: &str, inbox: Option<InboxId>) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::SettingsManage)?;
    let colour = brand::colour_of(typed).ok_or_else(|| Trouble::refused("portal-refused-colour"))?;
    brand::find(work, brand)?;
    inbox.map(|inbox| desk::inboxes::find(work, inbox)).transpose()?;
    keeping(work, &LookSetting, &brand.0.to_string(), |work| put(work, brand, &colour, inbox))
}

fn put(work: &mut Work<'_>, brand: BrandId, colour: &str, inbox: Option<InboxId>) -> Result<(), Trouble> {
    brand::set_colour(work, brand, colour)?;
    sql("INSERT INTO portal_look (brand_id, inbox_id) VALUES ($1, $2)
         ON CONFLICT (brand_id) DO UPDATE SET inbox_id = excluded.inbox_id")
    .with(brand)
    .with(inbox)
    .run(work)?;
    work.record(&Event::LookChosen { brand: brand.0 })
}

/// The look of a brand's portal, as it can be put back.
#[derive(Debug, Clone, Copy)]
pub struct LookSetting;

impl Setting for LookSetting {
    fn kind(&self) -> &'static str {
        "look"
    }

    fn needs(&self) -> &'static str {
        Permission::SettingsManage.word()
    }

    fn href(&self, _: &str) -> String {
        "/settings/portal".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let brand = brand::find(tx, brand_of(thing)?)?;
        let inbox = inbox_of(tx, brand.id)?.map(|inbox| inbox.0);
        let stands = written(&(brand::colour(tx, brand.id)?.unwrap_or_default(), inbox))?;
        Ok((brand.name, stands))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (colour, inbox): (String, Option<i64>) = read(stood)?;
        put(work, brand_of(thing)?, &colour, inbox.map(InboxId))
    }
}

fn brand_of(thing: &str) -> Result<BrandId, Trouble> {
    thing.parse().map(BrandId).map_err(|_| Trouble::NotFound("brand"))
}

/// The inbox for letters about a brand's orders: the chosen one, else the first in use.
pub(crate) fn inbox_for(tx: &mut Tx<'_>, brand: BrandId) -> Result<Option<InboxId>, Trouble> {
    let in_use = desk::inboxes::all(tx)?;
    let chosen = inbox_of(tx, brand)?;
    Ok(chosen
        .filter(|chosen| in_use.iter().any(|inbox| inbox.id == *chosen))
        .or_else(|| in_use.first().map(|inbox| inbox.id)))
}

/// The brand the doorstep shows before anybody is known: the oldest.
pub(crate) fn first(tx: &mut Tx<'_>) -> Result<Option<Brand>, Trouble> {
    Ok(brand::all(tx)?.into_iter().min_by_key(|brand| brand.id))
}

/// Its name; the program's own where there is no brand yet.
pub(crate) fn first_name(tx: &mut Tx<'_>) -> Result<String, Trouble> {
    Ok(first(tx)?.map_or_else(|| "Frontline".to_owned(), |brand| brand.name))
}

/// The stylesheet of a colour: itself, and black or white on it, whichever can be read (WCAG 2.2, 1.4.3).
pub fn stylesheet(colour: &str) -> String {
    format!(":root{{--brand:{colour};--on-brand:{}}}\n", web::colour::ink_on(colour))
}
