//! A customer as another desk knew them, taken over silently: opened or brought up to date, with one line in the log.
//!
//! What somebody here wrote themselves stays. Identities that belong to somebody else are not taken from them.

use crate::customer::{find, refresh_key, standing};
use crate::tags::spelled;
use crate::words::{called, lines};
use crate::{CompanyId, Customer, CustomerId, Event, Identity, IdentityKind, Source, identities};
use db::{Trouble, Work, sql};
use kit::Moment;

/// What the other desk says of them, and what was taken over last time.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// At least one.
    pub identities: &'a [Identity],
    pub name: &'a str,
    pub last_name: &'a str,
    pub company: Option<CompanyId>,
    pub last_company: Option<CompanyId>,
    pub language: Option<&'a str>,
    pub tags: &'a [String],
    pub note: &'a str,
    /// Since when they are known there.
    pub at: Moment,
}

/// What became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub customer: CustomerId,
    pub is_new: bool,
    pub changed: bool,
    /// Identities somebody else has.
    pub held_by_others: Vec<Identity>,
    /// What somebody here wrote otherwise, and stays: `name`, `company`.
    pub kept: Vec<&'static str>,
}

/// Takes them over. `customer` is who they are here, known from last time or [`recognised_among`] the others; else they are new.
pub fn take_over(work: &mut Work<'_>, customer: Option<CustomerId>, known: &Known<'_>) -> Result<Taken, Trouble> {
    let (customer, is_new) = match customer {
        Some(customer) => (standing(work, customer)?, false),
        None => (begin(work, known)?, true),
    };
    let mut taken = Taken { customer, is_new, changed: is_new, held_by_others: Vec::new(), kept: Vec::new() };
    for identity in known.identities {
        if identities::insert(work, customer, identity, Source::Import)?.is_some() {
            taken.changed = true;
        } else if identities::holder(work, identity)? != Some(customer) {
            taken.held_by_others.push(identity.clone());
        }
    }
    describe(work, &mut taken, known)?;
    label(work, &mut taken, known)?;
    if taken.changed {
        refresh_key(work, customer)?;
        work.record(&Event::CustomerImported { customer: customer.0 })?;
    }
    Ok(taken)
}

/// Who they are here already. By a number or a handle, which people share, only if nobody else there is the holder, which `is_taken` says.
pub fn recognised_among(
    work: &mut Work<'_>,
    wanted: &[Identity],
    mut is_taken: impl FnMut(&mut Work<'_>, CustomerId) -> Result<bool, Trouble>,
) -> Result<Option<CustomerId>, Trouble> {
    for identity in Identity::deciding(wanted) {
        if let Some(holder) = identities::holder(work, identity)?
            && (identity.kind() == IdentityKind::Email || !is_taken(work, holder)?)
        {
            return Ok(Some(holder));
        }
    }
    Ok(None)
}

fn begin(work: &mut Work<'_>, known: &Known<'_>) -> Result<CustomerId, Trouble> {
    sql("INSERT INTO customer (name, name_key, company_id, created_at, last_seen_at) VALUES ($1, '', $2, $3, $3) RETURNING id")
        .with(called(known.name))
        .with(known.company)
        .with(known.at)
        .only(work, "customer")
}

/// Name, company and language, each only where nobody here wrote another; and since when they are known.
fn describe(work: &mut Work<'_>, taken: &mut Taken, known: &Known<'_>) -> Result<(), Trouble> {
    let Customer { name, company, language, created_at, .. } = find(work, taken.customer)?;
    let new_name = called(known.name);
    let (mut set_name, mut set_company) = (name.clone(), company);
    if !new_name.is_empty() && new_name != name {
        if name.is_empty() || name == called(known.last_name) {
            set_name = new_name;
        } else if called(known.last_name) != new_name {
            taken.kept.push("name");
        }
    }
    if known.company.is_some() && known.company != company {
        if company.is_none() || company == known.last_company {
            set_company = known.company;
        } else if known.last_company != known.company {
            taken.kept.push("company");
        }
    }
    let set_language = language.clone().or_else(|| known.language.map(str::to_owned));
    let earlier = if known.at < created_at { known.at } else { created_at };
    if (&set_name, set_company, &set_language, earlier) == (&name, company, &language, created_at) {
        return Ok(());
    }
    taken.changed = true;
    sql("UPDATE customer SET name = $2, company_id = $3, language = $4, created_at = $5 WHERE id = $1")
        .with(taken.customer)
        .with(set_name)
        .with(set_company)
        .with(set_language)
        .with(earlier)
        .run(work)?;
    Ok(())
}

/// Tags they do not have yet, and the note, once.
fn label(work: &mut Work<'_>, taken: &mut Taken, known: &Known<'_>) -> Result<(), Trouble> {
    for tag in known.tags.iter().map(|tag| spelled(tag)).filter(|tag| !tag.is_empty()) {
        let put = sql("INSERT INTO customer_tag (customer_id, tag) VALUES ($1, $2) ON CONFLICT (customer_id, tag) DO NOTHING")
            .with(taken.customer)
            .with(tag)
            .run(work)?;
        taken.changed = taken.changed || put > 0;
    }
    let note = lines(&mask::text(mask::Policy::default(), known.note).text, 10_000);
    let there: Option<i64> = sql("SELECT id FROM customer_note WHERE customer_id = $1 AND text = $2 LIMIT 1")
        .with(taken.customer)
        .with(&note)
        .one(work)?;
    if !note.is_empty() && there.is_none() {
        let (now, actor) = (work.now, work.actor);
        sql("INSERT INTO customer_note (customer_id, text, written_at, written_by_kind, written_by_id) VALUES ($1, $2, $3, $4, $5)")
            .with(taken.customer)
            .with(note)
            .with(now)
            .with(actor.kind())
            .with(actor.id())
            .run(work)?;
        taken.changed = true;
    }
    Ok(())
}
