//! Everything a customer's page shows, read in one snapshot.

use super::doubles;
use crate::attribute::Attribute;
use crate::customer::merges::{self, Merge};
use crate::identities::{self, Held};
use crate::notes::{self, Note};
use crate::values::{self, Known};
use crate::{Customer, CustomerId, Neighbours, attributes, companies, current, find, name_of, tags, timeline};
use db::activity::Entry;
use db::{Actor, Trouble, Tx, sql};
use std::collections::HashMap;
use web::{Markup, SignedIn};

/// How many lines of the timeline come at once.
pub(super) const LINES: i64 = 30;

/// A customer as the page shows them.
pub(super) struct Portrait {
    pub customer: Customer,
    pub name: String,
    pub company: Option<(i64, String)>,
    pub identities: Vec<Held>,
    pub known: Vec<(Attribute, Option<Known>)>,
    pub tags: Vec<String>,
    pub notes: Vec<Note>,
    pub merges: Vec<(Merge, String)>,
    pub companies: Vec<String>,
    pub lines: Vec<Entry>,
    pub sections: Vec<Markup>,
    pub names: Names,
    /// Their clock, what we owe them, how often they wrote.
    pub glance: Markup,
    /// Who may be the same person.
    pub doubles: Markup,
}

/// The names of agents, by key.
#[derive(Default)]
pub(super) struct Names(HashMap<i64, String>);

impl Names {
    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Self, Trouble> {
        let all: Vec<(i64, String)> = sql("SELECT id, name FROM agent").all(tx)?;
        Ok(Self(all.into_iter().collect()))
    }

    /// Who it was, if it was somebody who works here.
    pub(super) fn of(&self, actor: Actor) -> Option<&str> {
        match actor {
            Actor::Agent(id) => self.0.get(&id).map(String::as_str),
            _ => None,
        }
    }
}

/// Who is meant by an address: the customer, or the one they were merged into.
pub(super) enum Met {
    Here(Box<Portrait>),
    Moved(CustomerId),
}

pub(super) fn meet(tx: &mut Tx<'_>, signed_in: &SignedIn, neighbours: &Neighbours, id: CustomerId) -> Result<Met, Trouble> {
    let standing = current(tx, id)?;
    if standing != id {
        return Ok(Met::Moved(standing));
    }
    let customer = find(tx, id)?;
    let company = customer
        .company
        .map(|company| Ok::<_, Trouble>((company.0, companies::find(tx, company)?.name)))
        .transpose()?;
    let mut known: Vec<Known> = values::of(tx, id)?;
    let known = attributes::switched_on(tx)?
        .into_iter()
        .map(|attribute| {
            let place = known.iter().position(|known| known.attribute == attribute.id);
            (attribute, place.map(|place| known.swap_remove(place)))
        })
        .collect();
    let merges = merges::into(tx, id)?.into_iter().map(|merge| Ok((name_of(tx, merge.other)?, merge)));
    let merges = merges
        .map(|told: Result<_, Trouble>| told.map(|(name, merge)| (merge, name)))
        .collect::<Result<_, _>>()?;
    Ok(Met::Here(Box::new(Portrait {
        name: name_of(tx, id)?,
        company,
        identities: identities::of(tx, id)?,
        known,
        tags: tags::of(tx, id)?,
        notes: notes::of(tx, id)?,
        merges,
        companies: companies::by_name(tx, "", None, 300)?.into_iter().map(|company| company.name).collect(),
        lines: timeline::timeline(tx, id, neighbours.panels.seen_conversations(signed_in), None, LINES)?,
        sections: neighbours.panels.sections(tx, signed_in, id)?,
        names: Names::read(tx)?,
        glance: neighbours.panels.glance(tx, signed_in, id)?,
        doubles: doubles::section(tx, signed_in, id)?,
        customer,
    })))
}
