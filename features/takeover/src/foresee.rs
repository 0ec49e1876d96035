//! What taking a desk over would come to: everything is read, nothing is changed.

use crate::answers::says_something;
use crate::directory::identities;
use crate::erased::{self, People, WHAT};
use crate::files;
use crate::known;
use crate::messages::NAMELESS;
use crate::plan::{Became, Note, Outcome, Plan, Tally, clean, refusal};
use crate::take::{Coming, told, with_ids};
use customers::{CustomerId, Identity};
use db::{Database, Trouble, Tx};
use foreign::{Agent, Author, Conversation, Customer, Export, Kind, Message, Thing};
use kit::EmailAddress;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the export itself has, as far as it was read.
#[derive(Default)]
struct Seen {
    /// Ids of whatever is named by other things.
    ids: BTreeSet<(Kind, String)>,
    /// By what another one of the same kind would be taken for the same: names of teams and companies, addresses of agents.
    names: BTreeSet<(Kind, String)>,
    identities: BTreeSet<String>,
    /// What was told to be missing, once each.
    missed: BTreeSet<(Kind, String)>,
    people: People,
    outcome: Outcome,
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
        let (asked, things) = (plan.clone(), with_ids(handful.things, &mut tally, note));
        (seen, tally) = db
            .read(move |tx| {
                for (thing, fingerprint) in &things {
                    expects(tx, &asked, thing, fingerprint, &mut seen)?;
                    look(tx, &asked, thing, &mut seen, &mut tally)?;
                }
                Ok((seen, tally))
            })
            .await?;
        let Outcome { tally: foreseen, notes, .. } = std::mem::take(&mut seen.outcome);
        tally.add(&foreseen);
        notes.iter().for_each(&mut *note);
        say(&tally);
    }
    Ok(tally)
}

/// Counts what would become of a thing, and of its messages.
fn expects(tx: &mut Tx<'_>, plan: &Plan, thing: &Thing, fingerprint: &str, seen: &mut Seen) -> Result<(), Trouble> {
    if is_erased(tx, plan, thing, seen)? {
        seen.outcome.tally.count(thing.kind(), Became::Same);
        return Ok(());
    }
    let became = match known::find(tx, &plan.source, thing.kind(), &thing.id())? {
        Some(known) if known.fingerprint == fingerprint => Became::Same,
        Some(_) if thing.kind() == Kind::Agent || thing.kind() == Kind::Link => Became::Same,
        Some(_) => Became::Changed,
        None => match is_refused(thing) {
            Some(why) => {
                seen.outcome.tally.faulty(thing.kind());
                seen.outcome.note(&format!("{} {}", thing.kind().word(), thing.id()), why);
                return Ok(());
            }
            None if is_here(tx, plan, thing, seen)? => Became::Same,
            None => Became::New,
        },
    };
    seen.outcome.tally.count(thing.kind(), became);
    if let Thing::Conversation(conversation) = thing {
        let place = format!("conversation {}", conversation.number);
        for message in &conversation.messages {
            if message.id.trim().is_empty() {
                seen.outcome.tally.faulty(Kind::Message);
                seen.outcome.note(&place, NAMELESS);
            } else {
                let became = expected(tx, plan, message, became, seen)?;
                seen.outcome.tally.count(Kind::Message, became);
            }
        }
    }
    Ok(())
}

fn expected(tx: &mut Tx<'_>, plan: &Plan, message: &Message, around: Became, seen: &mut Seen) -> Result<Became, Trouble> {
    if let Author::Customer(id) = &message.author
        && erased::is_theirs(tx, plan, &mut seen.people, id)?
    {
        seen.outcome.tally.left_out.insert(WHAT.into());
        return Ok(Became::Same);
    }
    let known = if around == Became::New {
        None
    } else {
        known::find(tx, &plan.source, Kind::Message, &message.id)?
    };
    Ok(match known {
        None => Became::New,
        Some(known) if known.fingerprint == message.fingerprint() => Became::Same,
        Some(_) => Became::Changed,
    })
}

/// Whether it belongs to somebody who was erased here.
fn is_erased(tx: &mut Tx<'_>, plan: &Plan, thing: &Thing, seen: &mut Seen) -> Result<bool, Trouble> {
    let (place, what, is_erased) = match thing {
        Thing::Customer(customer) => {
            let known = erased::is_theirs(tx, plan, &mut seen.people, &customer.id)?;
            let is_erased = known || is_in_the_list(tx, plan, customer, seen)?;
            (format!("customer {}", customer.id), "the customer", is_erased)
        }
        Thing::Conversation(conversation) => {
            let mut is_erased = match &conversation.customer {
                Some(id) => erased::is_theirs(tx, plan, &mut seen.people, id)?,
                None => false,
            };
            if let Some(ours) = known::ours(tx, &plan.source, Kind::Conversation, &conversation.id)?
                && let Some(id) = desk::taken_over::lives_on(tx, desk::ConversationId(ours))?
            {
                let whose = desk::conversations::find(tx, id)?.customer_id;
                is_erased = is_erased || seen.people.has(tx, CustomerId(whose))?;
            }
            (format!("conversation {}", conversation.number), "its customer", is_erased)
        }
        _ => return Ok(false),
    };
    if is_erased {
        seen.outcome.erased(&place, what);
    }
    Ok(is_erased)
}

/// Whether somebody who does not know them yet would find them among the erased.
fn is_in_the_list(tx: &mut Tx<'_>, plan: &Plan, customer: &Customer, seen: &mut Seen) -> Result<bool, Trouble> {
    let identities = identities(plan, customer, "", &mut Outcome::default());
    if known::ours(tx, &plan.source, Kind::Customer, &customer.id)?.is_some() || has_identity(tx, &identities)? {
        return Ok(false);
    }
    Ok(seen.people.known_by(tx, &identities)?.is_some())
}

/// Why it cannot be taken, whatever is here.
fn is_refused(thing: &Thing) -> Option<String> {
    match thing {
        Thing::Company(company) => customers::company::a_name(&clean(&company.name)).err().map(|trouble| refusal(&trouble)),
        _ => None,
    }
}

/// Whether somebody or something here, or earlier in the export, would be taken for it.
fn is_here(tx: &mut Tx<'_>, plan: &Plan, thing: &Thing, seen: &mut Seen) -> Result<bool, Trouble> {
    let mut is_again = |name: &str| !seen.names.insert((thing.kind(), name.trim().to_lowercase()));
    match thing {
        Thing::Agent(Agent { id, name, email, .. }) => match EmailAddress::parse(email) {
            Ok(address) => Ok(is_again(address.as_str()) || agents::agents::by_email(tx, &address)?.is_some()),
            Err(_) => {
                seen.outcome.note(&format!("agent {id} {}", clean(name)), crate::staff::NO_ADDRESS);
                Ok(true)
            }
        },
        Thing::Team(team) => {
            Ok(is_again(&team.name) || agents::teams::all(tx)?.iter().any(|one| one.name.to_lowercase() == team.name.to_lowercase()))
        }
        Thing::Company(company) => Ok(is_again(&company.name) || customers::companies::named(tx, &company.name).is_ok()),
        Thing::Customer(customer) => {
            let place = format!("customer {}", customer.id);
            let identities = identities(plan, customer, &place, &mut seen.outcome);
            let emails = identities.iter().filter(|one| one.kind() == customers::IdentityKind::Email);
            let mut is_again = false;
            for email in emails {
                is_again = !seen.identities.insert(email.value()) || is_again;
            }
            Ok(is_again || has_identity(tx, &identities)?)
        }
        Thing::Macro(prepared) => Ok(!says_something(prepared)),
        Thing::Link(link) => {
            let mut is_missing = false;
            for end in [&link.from, &link.to] {
                is_missing = is_missing
                    || (!seen.ids.contains(&(Kind::Conversation, end.clone()))
                        && known::ours(tx, &plan.source, Kind::Conversation, end)?.is_none());
            }
            if is_missing {
                seen.outcome.note(&format!("link {} to {}", link.from, link.to), crate::links::HALF);
            }
            Ok(is_missing)
        }
        Thing::Conversation(_) => Ok(false),
    }
}

fn has_identity(tx: &mut Tx<'_>, identities: &[Identity]) -> Result<bool, Trouble> {
    for identity in Identity::deciding(identities) {
        if customers::identities::holder(tx, identity)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a thing names that is not there.
fn look(tx: &mut Tx<'_>, plan: &Plan, thing: &Thing, seen: &mut Seen, tally: &mut Tally) -> Result<(), Trouble> {
    if thing.kind() != Kind::Link {
        seen.ids.insert((thing.kind(), thing.id()));
    }
    let Thing::Conversation(conversation) = thing else { return Ok(()) };
    let place = format!("conversation {}", conversation.number);
    for (kind, id) in named(conversation) {
        let one = (kind, id);
        if !seen.ids.contains(&one) && known::find(tx, &plan.source, kind, &one.1)?.is_none() && seen.missed.insert(one.clone()) {
            seen.outcome.note(&place, format!("{} {}, whom it names, is not in the export", kind.word(), one.1));
        }
    }
    let folder = plan.files.as_deref();
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
        seen.outcome.note(&place, format!("files that are not at hand: {}", missing.join(", ")));
    }
    Ok(())
}

fn named(conversation: &Conversation) -> Vec<(Kind, String)> {
    let mut named: Vec<(Kind, String)> = conversation.customer.iter().map(|id| (Kind::Customer, id.clone())).collect();
    named.extend(conversation.team.iter().map(|id| (Kind::Team, id.clone())));
    named.extend(conversation.assignee.iter().map(|id| (Kind::Agent, id.clone())));
    named.extend(conversation.messages.iter().filter_map(|message| match &message.author {
        Author::Customer(id) => Some((Kind::Customer, id.clone())),
        Author::Agent(id) => Some((Kind::Agent, id.clone())),
        Author::Named(_) | Author::Desk => None,
    }));
    named
}
