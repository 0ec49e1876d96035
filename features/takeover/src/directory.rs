//! Companies and customers.

use crate::erased::People;
use crate::known::{self, Known};
use crate::plan::{Became, Outcome, Plan, clean};
use customers::{CompanyId, CustomerId, Identity, IdentityKind, KnownCompany};
use db::{Trouble, Work};
use foreign::{Company, Customer, Kind, Thing};
use kit::Moment;
use serde::{Deserialize, Serialize};

pub(crate) fn company(work: &mut Work<'_>, plan: &Plan, company: &Company, outcome: &mut Outcome) -> Result<Became, Trouble> {
    let fingerprint = Thing::Company(company.clone()).fingerprint();
    let before = known::find(work, &plan.source, Kind::Company, &company.id)?;
    if before.as_ref().is_some_and(|before| before.fingerprint == fingerprint) {
        return Ok(Became::Same);
    }
    let place = format!("company {}", company.id);
    let name = clean(&company.name);
    let known = KnownCompany {
        name: &name,
        last_name: before.as_ref().map_or("", |before| before.stood.as_str()),
        domains: &company.domains,
    };
    let taken = customers::company::take_over::take_over(work, before.as_ref().map(|before| CompanyId(before.our_id)), &known)?;
    if !taken.refused.is_empty() {
        outcome.note(
            &place,
            format!("these domains are none, belong to everybody, or to another company: {}", taken.refused.join(", ")),
        );
    }
    if taken.kept_name {
        outcome.left_alone(&place, &["name"]);
    }
    let known = Known { our_id: taken.company.0, fingerprint, stood: name };
    known::remember(work, &plan.source, Kind::Company, &company.id, &known)?;
    Ok(became(taken.is_new, taken.changed))
}

pub(crate) const fn became(is_new: bool, changed: bool) -> Became {
    match (is_new, changed) {
        (true, _) => Became::New,
        (false, true) => Became::Changed,
        (false, false) => Became::Same,
    }
}

/// What was last taken of a customer.
#[derive(Default, Serialize, Deserialize)]
struct Stood {
    name: String,
    company: Option<i64>,
}

pub(crate) fn customer(work: &mut Work<'_>, plan: &Plan, customer: &Customer, outcome: &mut Outcome) -> Result<Became, Trouble> {
    let fingerprint = Thing::Customer(customer.clone()).fingerprint();
    let before = known::find(work, &plan.source, Kind::Customer, &customer.id)?;
    if before.as_ref().is_some_and(|before| before.fingerprint == fingerprint) {
        return Ok(Became::Same);
    }
    let place = format!("customer {}", customer.id);
    if let Some(before) = &before
        && outcome.people.has(work, CustomerId(before.our_id))?
    {
        outcome.erased(&place, "the customer");
        return Ok(Became::Same);
    }
    let stood: Stood = before.as_ref().and_then(|before| serde_json::from_str(&before.stood).ok()).unwrap_or_default();
    let company = match &customer.company {
        Some(company) => known::ours(work, &plan.source, Kind::Company, company)?.map(CompanyId),
        None => None,
    };
    let identities = identities(plan, customer, &place, outcome);
    let (name, note) = (clean(&customer.name), clean(&customer.note));
    let known = customers::Known {
        identities: &identities,
        name: &name,
        last_name: &stood.name,
        company,
        last_company: stood.company.map(CompanyId),
        language: language(&customer.language),
        tags: &customer.tags,
        note: &note,
        at: customer.created_at.unwrap_or(work.now),
    };
    let who = match &before {
        Some(before) => Some(CustomerId(before.our_id)),
        None => {
            customers::recognised_among(work, &identities, |work, holder| known::is_taken(work, &plan.source, Kind::Customer, holder.0))?
        }
    };
    if who.is_none()
        && let Some(erased) = outcome.people.known_by(work, &identities)?
    {
        // So that what is theirs is known for theirs.
        let known = Known { our_id: erased.0, fingerprint: String::new(), stood: String::new() };
        known::remember(work, &plan.source, Kind::Customer, &customer.id, &known)?;
        outcome.erased(&place, "the customer");
        return Ok(Became::Same);
    }
    let taken = customers::take_over(work, who, &known)?;
    if !taken.held_by_others.is_empty() {
        let held: Vec<String> = taken.held_by_others.iter().map(Identity::value).collect();
        outcome.note(&place, format!("another customer here has these, and keeps them: {}", held.join(", ")));
    }
    outcome.left_alone(&place, &taken.kept);
    let stood = Stood { name, company: company.map(|company| company.0) };
    let known = Known {
        our_id: taken.customer.0,
        fingerprint,
        stood: serde_json::to_string(&stood).unwrap_or_default(),
    };
    known::remember(work, &plan.source, Kind::Customer, &customer.id, &known)?;
    Ok(became(taken.is_new, taken.changed))
}

/// Everything they can be recognised by; who has nothing is recognised by their id there.
pub(crate) fn identities(plan: &Plan, customer: &Customer, place: &str, outcome: &mut Outcome) -> Vec<Identity> {
    let mut identities = Vec::new();
    let written = customer.emails.iter().map(|text| (IdentityKind::Email, text));
    let written = written.chain(customer.phones.iter().map(|text| (IdentityKind::Phone, text)));
    for (kind, text) in written.chain(customer.handles.iter().map(|text| (IdentityKind::Handle, text))) {
        match Identity::parse(kind, text, None) {
            Ok(identity) if identities.contains(&identity) => {}
            Ok(identity) => identities.push(identity),
            Err(_) => outcome.note(place, format!("“{text}” is no {}: it is left out", kind.word())),
        }
    }
    if identities.is_empty() {
        identities.push(by_id(plan, &customer.id));
    }
    identities
}

fn by_id(plan: &Plan, id: &str) -> Identity {
    let service: String = plan
        .source
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    Identity::Handle { service, name: id.to_lowercase() }
}

/// A tag as the desk takes it: `es-419`, not `es_MX.UTF-8`.
fn language(written: &str) -> Option<&str> {
    let plain = written.split('-').enumerate().all(|(at, piece)| {
        let right = if at == 0 { (2..=8).contains(&piece.len()) } else { (1..=8).contains(&piece.len()) };
        right && piece.chars().all(|c| c.is_ascii_alphabetic() || (at > 0 && c.is_ascii_digit()))
    });
    Some(written).filter(|written| plain && written.len() <= 35)
}

/// The customer of a conversation: the one of that id; else whoever has the address; else one who stands for the id. Who was erased is
/// found, and is nobody new.
pub(crate) fn found_or_made(
    work: &mut Work<'_>,
    plan: &Plan,
    people: &mut People,
    id: Option<&str>,
    address: Option<(&str, &str)>,
    at: Moment,
) -> Result<(CustomerId, bool), Trouble> {
    if let Some(id) = id
        && let Some(ours) = known::ours(work, &plan.source, Kind::Customer, id)?
    {
        return Ok((customers::current(work, CustomerId(ours))?, true));
    }
    let by_address = address.and_then(|(name, address)| Some((name, Identity::parse(IdentityKind::Email, address, None).ok()?)));
    let (name, identity) = by_address.unwrap_or_else(|| ("", by_id(plan, id.unwrap_or("nobody"))));
    if customers::identities::holder(work, &identity)?.is_none()
        && let Some(erased) = people.known_by(work, std::slice::from_ref(&identity))?
    {
        return Ok((erased, true));
    }
    Ok((customers::recognise_past(work, &identity, name, at)?, false))
}
