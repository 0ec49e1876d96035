//! What taking a desk over would come to: everything is read, nothing is changed.

use crate::files;
use crate::known;
use crate::plan::{Became, Note, Plan, Tally};
use crate::take::{Coming, told};
use customers::{Identity, IdentityKind};
use db::{Database, Trouble, Tx};
use foreign::{Agent, Author, Conversation, Customer, Export, Kind, Thing};
use kit::EmailAddress;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Ids the export itself has: of customers and agents.
#[derive(Default)]
struct Seen {
    people: BTreeSet<(Kind, String)>,
    /// What was told to be missing, once each.
    missed: BTreeSet<(Kind, String)>,
}

/// Reads everything and says what would be taken, what would not, and why.
pub async fn foresee(
    db: &Database,
    plan: &Plan,
    export: &Export,
    say: &mut (dyn FnMut(&Tally) + Send),
    note: &mut (dyn FnMut(&Note) + Send),
) -> Result<Tally, Trouble> {
    let plan = Arc::new(plan.clone());
    let mut coming = Coming::of(export, None);
    let (mut tally, mut seen) = (Tally::default(), Seen::default());
    while let Some(handful) = coming.next().await? {
        told(&handful, &mut tally, note);
        let (asked, things) = (plan.clone(), handful.things);
        let (things, expected) = db
            .read(move |tx| {
                let mut expected = Vec::with_capacity(things.len());
                for (thing, fingerprint) in &things {
                    expected.push(expects(tx, &asked, thing, fingerprint)?);
                }
                Ok((things, expected))
            })
            .await?;
        for ((thing, _), (became, messages)) in things.iter().zip(expected) {
            tally.count(thing.kind(), became);
            messages.iter().for_each(|became| tally.count(Kind::Message, *became));
            look(thing, plan.files.as_deref(), &mut seen, &mut tally, note);
        }
        say(&tally);
    }
    Ok(tally)
}

/// What would become of a thing, and of its messages.
fn expects(tx: &mut Tx<'_>, plan: &Plan, thing: &Thing, fingerprint: &str) -> Result<(Became, Vec<Became>), Trouble> {
    let became = match known::find(tx, &plan.source, thing.kind(), &thing.id())? {
        Some(known) if known.fingerprint == fingerprint => Became::Same,
        Some(_) => Became::Changed,
        None if is_here(tx, thing)? => Became::Same,
        None => Became::New,
    };
    let Thing::Conversation(conversation) = thing else { return Ok((became, Vec::new())) };
    let mut messages = Vec::with_capacity(conversation.messages.len());
    for message in &conversation.messages {
        let known = if became == Became::New {
            None
        } else {
            known::find(tx, &plan.source, Kind::Message, &message.id)?
        };
        messages.push(match known {
            None => Became::New,
            Some(known) if known.fingerprint == message.fingerprint() => Became::Same,
            Some(_) => Became::Changed,
        });
    }
    Ok((became, messages))
}

/// Whether somebody or something here would be taken for it.
fn is_here(tx: &mut Tx<'_>, thing: &Thing) -> Result<bool, Trouble> {
    match thing {
        Thing::Agent(Agent { email, .. }) => match EmailAddress::parse(email) {
            Ok(email) => Ok(agents::agents::by_email(tx, &email)?.is_some()),
            Err(_) => Ok(true),
        },
        Thing::Team(team) => Ok(agents::teams::all(tx)?.iter().any(|one| one.name.to_lowercase() == team.name.to_lowercase())),
        Thing::Company(company) => Ok(customers::companies::named(tx, &company.name).is_ok()),
        Thing::Customer(customer) => has_identity(tx, customer),
        Thing::Macro(_) | Thing::Conversation(_) | Thing::Link(_) => Ok(false),
    }
}

fn has_identity(tx: &mut Tx<'_>, customer: &Customer) -> Result<bool, Trouble> {
    let written = customer.emails.iter().map(|text| (IdentityKind::Email, text));
    for (kind, text) in written.chain(customer.phones.iter().map(|text| (IdentityKind::Phone, text))) {
        if let Ok(identity) = Identity::parse(kind, text, None)
            && customers::identities::holder(tx, &identity)?.is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a thing names that is not there.
fn look(thing: &Thing, folder: Option<&Path>, seen: &mut Seen, tally: &mut Tally, note: &mut (dyn FnMut(&Note) + Send)) {
    match thing {
        Thing::Customer(_) | Thing::Agent(_) => drop(seen.people.insert((thing.kind(), thing.id()))),
        Thing::Conversation(conversation) => {
            let place = format!("conversation {}", conversation.number);
            for (kind, id) in named(conversation) {
                let one = (kind, id);
                if !seen.people.contains(&one) && seen.missed.insert(one.clone()) {
                    note(&Note {
                        place: place.clone(),
                        why: format!("{} {}, whom it names, is not in the export", kind.word(), one.1),
                    });
                }
            }
            let missing: Vec<&str> = conversation
                .messages
                .iter()
                .flat_map(|message| &message.files)
                .filter(|file| !files::is_there(folder, file))
                .map(|file| file.name.as_str())
                .collect();
            let all: usize = conversation.messages.iter().map(|message| message.files.len()).sum();
            tally.files += (all - missing.len()) as u64;
            tally.files_missing += missing.len() as u64;
            if !missing.is_empty() {
                note(&Note { place, why: format!("files that are not at hand: {}", missing.join(", ")) });
            }
        }
        Thing::Team(_) | Thing::Company(_) | Thing::Macro(_) | Thing::Link(_) => {}
    }
}

fn named(conversation: &Conversation) -> Vec<(Kind, String)> {
    let mut named: Vec<(Kind, String)> = conversation.customer.iter().map(|id| (Kind::Customer, id.clone())).collect();
    named.extend(conversation.assignee.iter().map(|id| (Kind::Agent, id.clone())));
    named.extend(conversation.messages.iter().filter_map(|message| match &message.author {
        Author::Customer(id) => Some((Kind::Customer, id.clone())),
        Author::Agent(id) => Some((Kind::Agent, id.clone())),
        Author::Named(_) | Author::Desk => None,
    }));
    named
}
