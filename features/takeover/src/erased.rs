//! Who was erased here is not brought back by another run: neither they nor what they wrote, wherever they wrote it.

use crate::known;
use crate::plan::{Outcome, Plan};
use customers::{CustomerId, Identity, IdentityKind};
use db::{Trouble, Tx};
use foreign::{Kind, Person};
use privacy::erased::Erased;
use std::collections::BTreeMap;

/// What the report calls it.
pub(crate) const WHAT: &str = "what belongs to people who were erased here";

/// What is known of the erased, asked once for each unit of work.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    list: Option<Vec<Erased>>,
    customers: BTreeMap<i64, bool>,
    addresses: BTreeMap<String, bool>,
}

impl People {
    /// Whether this customer of ours is erased, or is being erased.
    pub fn has(&mut self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<bool, Trouble> {
        let current = customers::current(tx, customer)?.0;
        if let Some(known) = self.customers.get(&current) {
            return Ok(*known);
        }
        let is_erased = privacy::erased::is_erased(tx, current)?;
        self.customers.insert(current, is_erased);
        Ok(is_erased)
    }

    /// The erased customer who was known by one of these.
    pub fn known_by(&mut self, tx: &mut Tx<'_>, identities: &[Identity]) -> Result<Option<CustomerId>, Trouble> {
        let list = self.list(tx)?;
        let words: Vec<String> = Identity::deciding(identities).map(Identity::value).collect();
        Ok(list
            .iter()
            .find(|one| words.iter().any(|word| one.was_known_by(word)))
            .map(|one| CustomerId(one.customer)))
    }

    /// Without those whose address is an erased person's, and nobody's since.
    pub fn left_of(&mut self, tx: &mut Tx<'_>, people: &[Person]) -> Result<Vec<Person>, Trouble> {
        let mut left = Vec::with_capacity(people.len());
        for person in people {
            if !self.had(tx, &person.address)? {
                left.push(person.clone());
            }
        }
        Ok(left)
    }

    fn had(&mut self, tx: &mut Tx<'_>, address: &str) -> Result<bool, Trouble> {
        if self.list(tx)?.is_empty() {
            return Ok(false);
        }
        if let Some(known) = self.addresses.get(address) {
            return Ok(*known);
        }
        let erased = match Identity::parse(IdentityKind::Email, address, None) {
            Ok(identity) if customers::identities::holder(tx, &identity)?.is_none() => self.known_by(tx, &[identity])?.is_some(),
            _ => false,
        };
        self.addresses.insert(address.to_owned(), erased);
        Ok(erased)
    }

    fn list(&mut self, tx: &mut Tx<'_>) -> Result<&[Erased], Trouble> {
        if self.list.is_none() {
            self.list = Some(privacy::erased::all(tx)?);
        }
        Ok(self.list.as_deref().unwrap_or_default())
    }
}

/// Whether somebody of theirs, by the id there, is an erased customer here.
pub(crate) fn is_theirs(tx: &mut Tx<'_>, plan: &Plan, people: &mut People, id: &str) -> Result<bool, Trouble> {
    match known::ours(tx, &plan.source, Kind::Customer, id)? {
        Some(ours) => people.has(tx, CustomerId(ours)),
        None => Ok(false),
    }
}

impl Outcome {
    /// Something belongs to an erased person: said, and not taken.
    pub fn erased(&mut self, place: &str, what: &str) {
        self.tally.left_out.insert(WHAT.into());
        self.note(place, format!("{what} was erased here: it is left out"));
    }
}
