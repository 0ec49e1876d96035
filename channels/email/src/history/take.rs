//! Taking old mail in, a handful in each transaction, while the next handful is being read.

use super::reading::{Eyes, Passed, Understood, handful, understand};
use super::{Lying, Mails, Note, Plan, Source, Tally};
use crate::filer::house;
use crate::raw::{self, Incoming};
use customers::Identity;
use db::{Actor, Database, Trouble, Work, sql};
use desk::Status;
use desk::past::{self, Past};
use kit::{EmailAddress, Key};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::mpsc;

pub(super) type Read = Vec<Result<Understood, Passed>>;

/// Takes everything in. `say` hears how far it is, `note` of each mail that could not be filed or not be read.
pub async fn take_in(
    db: &Database,
    key: &Key,
    plan: &Plan,
    say: &mut (dyn FnMut(&Tally) + Send),
    note: &mut (dyn FnMut(&Note) + Send),
) -> Result<Tally, Trouble> {
    let mut coming = begin(db, key, plan).await?;
    let mut tally = Tally::default();
    while let Some(read) = coming.next().await? {
        let whole = whole(read, &mut tally, note);
        file_all(db, plan.status, whole, &mut tally, note).await?;
        say(&tally);
    }
    Ok(tally)
}

/// Counts what was read, and lets by what can be filed.
pub(super) fn whole(read: Read, tally: &mut Tally, note: &mut (dyn FnMut(&Note) + Send)) -> Vec<Understood> {
    tally.read += read.len() as u64;
    let mut whole = Vec::with_capacity(read.len());
    for mail in read {
        match mail {
            Ok(mail) => whole.push(mail),
            Err(Passed::Broken(broken)) => {
                tally.broken += 1;
                note(&broken);
            }
            Err(Passed::LeftOut(what, left)) => {
                tally.left_out.count(what);
                note(&left);
            }
        }
    }
    whole
}

/// Mails that are read ahead, at most two handfuls.
pub(super) struct Coming {
    handfuls: mpsc::Receiver<std::io::Result<Read>>,
    reader: Option<JoinHandle<()>>,
}

impl Coming {
    /// The next handful, in order; `None` once all were read.
    pub async fn next(&mut self) -> Result<Option<Read>, Trouble> {
        match self.handfuls.recv().await {
            Some(Ok(read)) => Ok(Some(read)),
            Some(Err(e)) => Err(Trouble::Opening(format!(
                "the mail could not be read on: {e}. Mend that and run it again; what is filed stays."
            ))),
            // The reader is over, and whether well is known once it is joined.
            None => match self.reader.take().map(JoinHandle::join) {
                Some(Err(_)) => Err(Trouble::Panicked("reading old mail broke off; what is filed stays. Run it again".into())),
                _ => Ok(None),
            },
        }
    }

    fn of(mut mails: Mails, understand: impl Fn(Vec<Lying>) -> Read + Send + 'static) -> Self {
        let (ready, handfuls) = mpsc::channel(1);
        let reader = std::thread::spawn(move || {
            loop {
                let next = handful(&mut *mails);
                let over = !matches!(&next, Ok(mails) if !mails.is_empty());
                if matches!(&next, Ok(mails) if mails.is_empty()) {
                    return;
                }
                if ready.blocking_send(next.map(&understand)).is_err() || over {
                    return;
                }
            }
        });
        Self { handfuls, reader: Some(reader) }
    }
}

/// Begins reading ahead.
pub(super) async fn begin(db: &Database, key: &Key, plan: &Plan) -> Result<Coming, Trouble> {
    let eyes = eyes(db, key, plan).await?;
    let mails = plan.source.mails().map_err(|e| Trouble::Opening(format!("{e}. Check the path.")))?;
    Ok(Coming::of(mails, move |mails| understand(&eyes, mails)))
}

async fn eyes(db: &Database, key: &Key, plan: &Plan) -> Result<Eyes, Trouble> {
    let (key, inbox, also) = (key.clone(), plan.inbox, plan.also.clone());
    let believes_fields = !matches!(plan.source, Source::Imap(_));
    db.read(move |tx| {
        let agents: Vec<(String, i64)> = sql("SELECT email, id FROM agent").all(tx)?;
        let agents: HashMap<String, i64> = agents.into_iter().collect();
        Ok(Eyes {
            house: house(tx, key.clone())?,
            inbox,
            masking: desk::masking::of_inbox(tx, inbox)?,
            agents,
            now: tx.now(),
            also,
            believes_fields,
        })
    })
    .await
}

async fn file_all(
    db: &Database,
    status: Status,
    mails: Vec<Understood>,
    tally: &mut Tally,
    note: &mut (dyn FnMut(&Note) + Send),
) -> Result<(), Trouble> {
    let mails = Arc::new(mails);
    let together = mails.clone();
    match db.work(Actor::System, move |work| file(work, status, &together)).await {
        Ok(filed) => {
            add(tally, &filed);
            unreadable(&mails, tally, note);
            return Ok(());
        }
        Err(trouble) if trouble.may_pass() => return Err(trouble),
        Err(_) => {}
    }
    // One of them cannot be filed: each on its own, and that one is noted.
    for index in 0..mails.len() {
        let this = mails.clone();
        match db.work(Actor::System, move |work| file(work, status, std::slice::from_ref(&this[index]))).await {
            Ok(filed) => {
                add(tally, &filed);
                unreadable(std::slice::from_ref(&mails[index]), tally, note);
            }
            Err(trouble) if trouble.may_pass() => return Err(trouble),
            Err(trouble) => {
                tally.broken += 1;
                note(&Note { place: mails[index].place.clone(), why: trouble.to_string() });
            }
        }
    }
    Ok(())
}

const fn add(tally: &mut Tally, filed: &Tally) {
    tally.filed += filed.filed;
    tally.before += filed.before;
    tally.dated.add(&filed.dated);
    tally.conversations += filed.conversations;
    tally.customers += filed.customers;
}

/// A mail that is filed and cannot be read is worth a line: its bytes are kept.
fn unreadable(mails: &[Understood], tally: &mut Tally, note: &mut (dyn FnMut(&Note) + Send)) {
    for mail in mails {
        if let Some(why) = &mail.arrival.unreadable {
            tally.broken += 1;
            note(&Note { place: mail.place.clone(), why: format!("filed as unreadable: {why}") });
        }
    }
}

fn file(work: &mut Work<'_>, status: Status, mails: &[Understood]) -> Result<Tally, Trouble> {
    work.keep_quietly("all of it was here before");
    let mut tally = Tally::default();
    let mut touched: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for mail in mails {
        let arrival = &mail.arrival;
        if raw::holds(work, arrival.inbox, &mail.sha256)? || past::known(work, &arrival.fingerprint)?.is_some() {
            tally.before += 1;
            continue;
        }
        let raw_id = raw::keep_past(work, arrival.inbox, &incoming(mail))?;
        let (customer, new) = customer(work, mail)?;
        let filing = Past { arrival, raw_id, author: mail.author, customer, at: mail.at, status };
        let (conversation, message, begins) = past::file(work, &filing)?;
        raw::filed_as(work, raw_id, message)?;
        touched.entry(conversation.0).or_insert((customer, 0)).1 += 1;
        tally.filed += 1;
        tally.dated.count(mail.dated_by);
        tally.conversations += u64::from(begins);
        tally.customers += u64::from(new);
    }
    for (conversation, (customer, messages)) in touched {
        past::recorded(work, desk::ConversationId(conversation), customer, messages)?;
    }
    Ok(tally)
}

fn incoming(mail: &Understood) -> Incoming {
    Incoming {
        sha256: mail.sha256.clone(),
        bytes: mail.bytes.clone(),
        uid: None,
        received_at: Some(mail.at),
        mail_from: None,
    }
}

/// The customer it was written by, or to, and whether this mail made them one.
fn customer(work: &mut Work<'_>, mail: &Understood) -> Result<(i64, bool), Trouble> {
    let identity = match EmailAddress::parse(&mail.other.address) {
        Ok(address) => Identity::Email(address),
        Err(_) => Identity::Handle { service: "unknown".into(), name: "sender".into() },
    };
    let known = customers::identities::holder(work, &identity)?.is_some();
    let customer = customers::recognise_past(work, &identity, &mail.other.name, mail.at)?;
    Ok((customer.0, !known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn reading_that_breaks_off_is_told_and_not_taken_for_the_end() {
        let lying = |n: u8| {
            let place = n.to_string();
            Ok(Lying::new(place, Ok(vec![n]), None))
        };
        let broken = Coming::of(Box::new((0..3).map(lying)), |_| panic!("a reader breaks")).next().await;
        let mut whole = Coming::of(Box::new((0..3).map(lying)), |mails| {
            mails
                .into_iter()
                .map(|mail| Err(Passed::Broken(Note { place: mail.place, why: String::new() })))
                .collect()
        });

        assert!(matches!(broken, Err(Trouble::Panicked(_))));
        assert_eq!(whole.next().await.expect("read").map(|read| read.len()), Some(3));
        assert!(whole.next().await.expect("the end").is_none());
    }
}
