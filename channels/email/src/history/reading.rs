//! Reading a handful of old mails on all cores, and telling what each of them is.

use super::{Lying, Note};
use crate::arrival::{House, arrival, is_ours};
use crate::covering::covered;
use crate::filer::broken;
use desk::past::Author;
use desk::{Arrival, InboxId, Masking, Person};
use kit::{EmailAddress, Moment};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Mails read together, and about how many bytes.
const HANDFUL: usize = 400;
const HANDFUL_BYTES: usize = 32 << 20;

/// An old mail, understood.
pub(super) struct Understood {
    pub place: String,
    pub sha256: String,
    pub bytes: Vec<u8>,
    pub arrival: Arrival,
    pub author: Author,
    /// Who it was written by, or to: the customer.
    pub other: Person,
    pub at: Moment,
}

/// What one must know of the house.
pub(super) struct Eyes {
    pub house: House,
    pub inbox: InboxId,
    pub masking: Masking,
    /// Whose address is whose.
    pub agents: HashMap<String, i64>,
    pub now: Moment,
}

/// Takes the next handful from the source; empty at the end.
pub(super) fn handful(mails: &mut dyn Iterator<Item = std::io::Result<Lying>>) -> std::io::Result<Vec<Lying>> {
    let (mut taken, mut bytes) = (Vec::with_capacity(HANDFUL), 0);
    while taken.len() < HANDFUL && bytes < HANDFUL_BYTES {
        match mails.next() {
            Some(mail) => {
                let mail = mail?;
                bytes += mail.bytes.as_ref().map_or(0, Vec::len);
                taken.push(mail);
            }
            None => break,
        }
    }
    Ok(taken)
}

/// Reads them, in their order.
pub(super) fn understand(eyes: &Eyes, mails: Vec<Lying>) -> Vec<Result<Understood, Note>> {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).min(8);
    let share = mails.len().div_ceil(cores).max(1);
    let mut shares: Vec<Vec<Lying>> = Vec::new();
    let mut rest = mails.into_iter().peekable();
    while rest.peek().is_some() {
        shares.push(rest.by_ref().take(share).collect());
    }
    std::thread::scope(|scope| {
        let reading: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || share.into_iter().map(|mail| spared(mail, |mail| one(eyes, mail))).collect::<Vec<_>>()))
            .collect();
        // What breaks a reader is caught mail by mail. Should it break all the same, whoever reads ahead breaks too, and says so.
        let read = |reader: std::thread::ScopedJoinHandle<'_, Vec<_>>| reader.join().unwrap_or_else(|panic| resume_unwind(panic));
        reading.into_iter().flat_map(read).collect()
    })
}

/// A mail that breaks its reader is a note with its place, and costs no other.
fn spared<T>(mail: Lying, read: impl FnOnce(Lying) -> Result<T, Note>) -> Result<T, Note> {
    let place = mail.place.clone();
    catch_unwind(AssertUnwindSafe(|| read(mail))).unwrap_or_else(|_| Err(Note { place, why: "it broke the reader: report it".into() }))
}

fn one(eyes: &Eyes, mail: Lying) -> Result<Understood, Note> {
    let Lying { place, bytes, received_at } = mail;
    let bytes = covered(eyes.masking, bytes.map_err(|why| Note { place: place.clone(), why })?);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Note { place, why: "it is empty".into() });
    }
    let letter = catch_unwind(AssertUnwindSafe(|| mail::read(&bytes))).unwrap_or_else(|_| broken(&bytes));
    let arrival = arrival(&eyes.house, eyes.inbox, None, letter);
    if arrival.from.address.is_empty() && arrival.to.is_empty() && arrival.cc.is_empty() {
        return Err(Note {
            place,
            why: "it names nobody: no sender and no recipient could be read. Is it a mail?".into(),
        });
    }
    let (author, other) = sides(eyes, &arrival);
    // A date nobody can have written yet is a lie.
    let at = arrival
        .sent_at
        .filter(|at| at.0 > 0 && *at <= eyes.now.plus_seconds(86_400))
        .or(received_at)
        .unwrap_or(eyes.now);
    Ok(Understood { place, sha256: kit::sha256_hex(&bytes), bytes, arrival, author, other, at })
}

/// What one of us wrote to somebody outside is an answer of ours; everything else came in.
fn sides(eyes: &Eyes, arrival: &Arrival) -> (Author, Person) {
    let from = &arrival.from.address;
    let agent = eyes.agents.get(from).copied();
    let outside = arrival
        .to
        .iter()
        .chain(&arrival.cc)
        .find(|person| EmailAddress::parse(&person.address).is_ok() && !eyes.agents.contains_key(&person.address));
    match (agent, outside) {
        (Some(agent), Some(outside)) => (Author::Agent(agent), outside.clone()),
        (None, Some(outside)) if is_ours(from, &eyes.house) => (Author::House, outside.clone()),
        _ => (Author::Customer, arrival.from.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_breaks_its_reader_is_noted_with_its_place() {
        let mail = Lying { place: "old.mbox at byte 7".into(), bytes: Ok(Vec::new()), received_at: None };

        let noted = spared::<()>(mail, |_| panic!("a reader breaks")).unwrap_err();

        assert!(noted.place == "old.mbox at byte 7" && noted.why.contains("broke the reader"), "{noted:?}");
    }
}
