//! Taking everything in: read ahead on a thread of its own, in handfuls, each in one unit of work.
//!
//! What is unchanged since the last run is found by its fingerprint before anything else is looked at. One thing that cannot be
//! taken costs no other: its handful is taken one by one, and it is named.

use crate::files::{self, Loaded};
use crate::known;
use crate::plan::{Note, Outcome, Plan, Tally, refusal};
use crate::{answers, conversations, directory, links, staff};
use db::{Actor, Database, Trouble, Work};
use foreign::{Agent, Company, Customer, Export, Fault, Item, Macro, NoExport, Team, Thing};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::mpsc;

/// How much is taken in together: things, a message counting as one, and bytes.
const HANDFUL: usize = 400;
const HANDFUL_BYTES: usize = 16 << 20;

/// What was read ahead.
#[derive(Default)]
pub(crate) struct Handful {
    pub things: Vec<(Thing, String)>,
    pub faults: Vec<Fault>,
    pub left_out: Vec<String>,
    pub conversations: u64,
    size: usize,
    bytes: usize,
}

impl Handful {
    /// Files count, wherever they lie: those of a whole handful are loaded together.
    fn add(&mut self, item: Item, folder: Option<&Path>) {
        match item {
            Item::Fault(fault) => self.faults.push(fault),
            Item::LeftOut(what) => self.left_out.push(what),
            Item::Conversations(count) => self.conversations += count,
            Item::Thing(thing) => {
                self.size += 1;
                if let Thing::Conversation(conversation) = &thing {
                    self.size += conversation.messages.len();
                    let bytes = |message: &foreign::Message| {
                        message.text.len() + message.html.len() + message.files.iter().map(|file| files::size(folder, file)).sum::<usize>()
                    };
                    self.bytes = self.bytes.saturating_add(conversation.messages.iter().map(bytes).sum::<usize>());
                }
                let fingerprint = thing.fingerprint();
                self.things.push((thing, fingerprint));
            }
        }
    }

    const fn is_full(&self) -> bool {
        self.size >= HANDFUL || self.bytes >= HANDFUL_BYTES || self.faults.len() >= HANDFUL
    }
}

/// What is read ahead on a thread of its own.
pub(crate) struct Coming {
    handfuls: mpsc::Receiver<Handful>,
    reader: Option<JoinHandle<Result<(), NoExport>>>,
}

impl Coming {
    /// `files`: the folder of those that will be loaded.
    pub fn of(export: &Export, files: Option<PathBuf>) -> Self {
        let (ready, handfuls) = mpsc::channel(1);
        let export = export.clone();
        let reader = std::thread::spawn(move || {
            let mut handful = Handful::default();
            let mut told = |item| {
                handful.add(item, files.as_deref());
                if handful.is_full() {
                    ready.blocking_send(std::mem::take(&mut handful)).is_ok()
                } else {
                    true
                }
            };
            let read = foreign::read(&export, &mut told);
            let _ = ready.blocking_send(handful);
            read
        });
        Self { handfuls, reader: Some(reader) }
    }

    /// The next handful; none at the end. What ended it too early is told.
    pub async fn next(&mut self) -> Result<Option<Handful>, Trouble> {
        if let Some(handful) = self.handfuls.recv().await {
            return Ok(Some(handful));
        }
        match self.reader.take().map(JoinHandle::join) {
            None | Some(Ok(Ok(()))) => Ok(None),
            Some(Ok(Err(trouble))) => Err(Trouble::Opening(trouble.to_string())),
            Some(Err(_)) => Err(Trouble::Panicked("the export broke its reader".into())),
        }
    }
}

/// Takes everything in. `say` hears how far it is, `note` what is worth telling.
pub async fn take_over(
    db: &Database,
    plan: &Plan,
    export: &Export,
    say: &mut (dyn FnMut(&Tally) + Send),
    note: &mut (dyn FnMut(&Note) + Send),
) -> Result<Tally, Trouble> {
    let plan = Arc::new(plan.clone());
    let mut coming = Coming::of(export, plan.files.clone());
    let mut tally = Tally::default();
    while let Some(handful) = coming.next().await? {
        told(&handful, &mut tally, note);
        let things = with_ids(handful.things, &mut tally, note);
        let ready = Arc::new(ready(db, &plan, things, &mut tally).await?);
        take(db, &plan, &ready, &mut tally, note).await?;
        say(&tally);
    }
    Ok(tally)
}

/// What the reader had to say besides things.
pub(crate) fn told(handful: &Handful, tally: &mut Tally, note: &mut (dyn FnMut(&Note) + Send)) {
    for fault in &handful.faults {
        tally.faults += 1;
        note(&Note { place: fault.place.clone(), why: fault.why.clone() });
    }
    tally.expected += handful.conversations;
    tally.left_out.extend(handful.left_out.iter().cloned());
}

/// Refuses what has no id there: it would be taken for whatever else has none.
pub(crate) fn with_ids(things: Vec<(Thing, String)>, tally: &mut Tally, note: &mut (dyn FnMut(&Note) + Send)) -> Vec<(Thing, String)> {
    let (things, nameless): (Vec<_>, Vec<_>) = things.into_iter().partition(|(thing, _)| !thing.id().trim().is_empty());
    for (thing, _) in nameless {
        tally.faulty(thing.kind());
        let called = match &thing {
            Thing::Team(Team { name, .. }) | Thing::Agent(Agent { name, .. }) | Thing::Company(Company { name, .. }) => name,
            Thing::Customer(Customer { name, .. }) | Thing::Macro(Macro { name, .. }) => name,
            Thing::Conversation(conversation) => &conversation.subject,
            Thing::Link(link) => &link.from,
        };
        note(&Note {
            place: format!("{} “{called}”", thing.kind().word()),
            why: "it has no id there: it is left out".into(),
        });
    }
    things
}

/// A thing with its files.
struct Ready {
    thing: Thing,
    fingerprint: String,
    files: Vec<Loaded>,
}

/// Leaves out what is unchanged and loads the files of the rest.
async fn ready(db: &Database, plan: &Arc<Plan>, things: Vec<(Thing, String)>, tally: &mut Tally) -> Result<Vec<Ready>, Trouble> {
    let source = plan.source.clone();
    let (things, same) = db
        .read(move |tx| {
            let mut same = Vec::with_capacity(things.len());
            for (thing, fingerprint) in &things {
                let known = known::find(tx, &source, thing.kind(), &thing.id())?;
                same.push(known.is_some_and(|known| known.fingerprint == *fingerprint));
            }
            Ok((things, same))
        })
        .await?;
    let mut changed = Vec::new();
    for ((thing, fingerprint), same) in things.into_iter().zip(same) {
        if same {
            count_same(&thing, tally);
        } else {
            changed.push((thing, fingerprint));
        }
    }
    let folder = plan.files.clone();
    let loading = tokio::task::spawn_blocking(move || {
        let load = |(thing, fingerprint)| {
            let files = match &thing {
                Thing::Conversation(conversation) => {
                    conversation.messages.iter().map(|message| files::load(folder.as_deref(), message)).collect()
                }
                _ => Vec::new(),
            };
            Ready { thing, fingerprint, files }
        };
        changed.into_iter().map(load).collect()
    });
    loading.await.map_err(|e| Trouble::Panicked(e.to_string()))
}

fn count_same(thing: &Thing, tally: &mut Tally) {
    tally.count(thing.kind(), crate::plan::Became::Same);
    if let Thing::Conversation(conversation) = thing {
        for _ in &conversation.messages {
            tally.count(foreign::Kind::Message, crate::plan::Became::Same);
        }
    }
}

async fn take(
    db: &Database,
    plan: &Arc<Plan>,
    ready: &Arc<Vec<Ready>>,
    tally: &mut Tally,
    note: &mut (dyn FnMut(&Note) + Send),
) -> Result<(), Trouble> {
    if ready.is_empty() {
        return Ok(());
    }
    match in_one_work(db, plan, ready, 0..ready.len()).await {
        Ok(outcome) => {
            keep(&outcome, tally, note);
            return Ok(());
        }
        Err(trouble) if trouble.may_pass() => return Err(trouble),
        Err(_) => {}
    }
    // One of them cannot be taken: each on its own, and that one is named.
    for at in 0..ready.len() {
        match in_one_work(db, plan, ready, at..at + 1).await {
            Ok(outcome) => keep(&outcome, tally, note),
            Err(trouble) if trouble.may_pass() => return Err(trouble),
            Err(trouble) => {
                let thing = &ready[at].thing;
                tally.of.entry(thing.kind()).or_default().faulty += 1;
                note(&Note { place: format!("{} {}", thing.kind().word(), thing.id()), why: refusal(&trouble) });
            }
        }
    }
    Ok(())
}

async fn in_one_work(db: &Database, plan: &Arc<Plan>, ready: &Arc<Vec<Ready>>, which: std::ops::Range<usize>) -> Result<Outcome, Trouble> {
    let (plan, ready) = (plan.clone(), ready.clone());
    db.work(Actor::System, move |work| {
        work.keep_quietly("how things of another desk stood; what they became is recorded by its verb");
        let mut outcome = Outcome::default();
        for one in &ready[which.clone()] {
            take_one(work, &plan, one, &mut outcome)?;
        }
        Ok(outcome)
    })
    .await
}

fn take_one(work: &mut Work<'_>, plan: &Plan, one: &Ready, outcome: &mut Outcome) -> Result<(), Trouble> {
    let became = match &one.thing {
        Thing::Team(team) => staff::team(work, plan, team, outcome)?,
        Thing::Agent(agent) => staff::agent(work, plan, agent, outcome)?,
        Thing::Company(company) => directory::company(work, plan, company, outcome)?,
        Thing::Customer(customer) => directory::customer(work, plan, customer, outcome)?,
        Thing::Macro(prepared) => answers::prepared(work, plan, prepared, outcome)?,
        Thing::Conversation(conversation) => conversations::take(work, plan, conversation, &one.fingerprint, &one.files, outcome)?,
        Thing::Link(link) => links::link(work, plan, link, outcome)?,
    };
    outcome.tally.count(one.thing.kind(), became);
    Ok(())
}

fn keep(outcome: &Outcome, tally: &mut Tally, note: &mut (dyn FnMut(&Note) + Send)) {
    tally.add(&outcome.tally);
    outcome.notes.iter().for_each(note);
}

#[cfg(test)]
mod tests {
    use super::{HANDFUL_BYTES, Handful};
    use foreign::{Conversation, File, Item, Message, Thing};

    #[test]
    fn attack_38_files_beside_the_export_fill_a_handful_as_those_in_it_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let large = std::fs::File::create(folder.path().join("large.bin")).expect("made");
        large.set_len(HANDFUL_BYTES as u64).expect("long");
        let file = File { name: "large.bin".into(), paths: vec!["large.bin".into()], ..File::default() };
        let message = Message { files: vec![file], ..Message::default() };
        let thing =
            || Item::Thing(Thing::Conversation(Box::new(Conversation { messages: vec![message.clone()], ..Conversation::default() })));
        let (mut with, mut without) = (Handful::default(), Handful::default());

        with.add(thing(), Some(folder.path()));
        without.add(thing(), None);

        assert!(with.is_full());
        assert!(!without.is_full());
    }
}
