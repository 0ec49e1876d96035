//! Reading a handful of old mails on all cores, and telling what each of them is.

use super::{DatedBy, Lying, Note};
use crate::arrival::{House, arrival, is_ours};
use crate::covering::covered;
use crate::filer::broken;
use desk::past::Author;
use desk::{Arrival, InboxId, Masking, Person};
use kit::{EmailAddress, Moment};
use mail::archived::{Unwanted, archived};
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
    pub dated_by: DatedBy,
}

/// A mail that is not filed.
#[derive(Debug)]
pub(super) enum Passed {
    Broken(Note),
    LeftOut(Unwanted, Note),
}

/// What one must know of the house.
pub(super) struct Eyes {
    pub house: House,
    pub inbox: InboxId,
    pub masking: Masking,
    /// Whose address is whose.
    pub agents: HashMap<String, i64>,
    pub now: Moment,
    /// What comes along although it is no correspondence.
    pub also: Vec<Unwanted>,
    /// Whether fields of a mail tell what its program made of it. On a server, the folder does.
    pub believes_fields: bool,
}

/// Old mail is younger than this: January 1971.
const FIRST: Moment = Moment::from_seconds(365 * 86_400);

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
pub(super) fn understand(eyes: &Eyes, mails: Vec<Lying>) -> Vec<Result<Understood, Passed>> {
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
fn spared<T>(mail: Lying, read: impl FnOnce(Lying) -> Result<T, Passed>) -> Result<T, Passed> {
    let place = mail.place.clone();
    catch_unwind(AssertUnwindSafe(|| read(mail))).unwrap_or_else(|_| broke(place, "it broke the reader: report it"))
}

fn broke<T>(place: String, why: impl Into<String>) -> Result<T, Passed> {
    Err(Passed::Broken(Note { place, why: why.into() }))
}

fn one(eyes: &Eyes, mail: Lying) -> Result<Understood, Passed> {
    let noted = mail.bytes.as_ref().map(|bytes| archived(bytes)).unwrap_or_default();
    let by_fields = noted.unwanted.filter(|_| eyes.believes_fields);
    if let Some(unwanted) = mail.unwanted.or(by_fields).filter(|unwanted| !eyes.also.contains(unwanted)) {
        return Err(Passed::LeftOut(unwanted, Note { place: mail.place, why: left_out(unwanted).into() }));
    }
    let by_others = [
        (noted.received_at.map(Moment), DatedBy::Received),
        (mail.received_at, DatedBy::Place),
        (mail.changed_at, DatedBy::File),
    ];
    let place = mail.place;
    let bytes = match mail.bytes {
        Ok(bytes) => covered(eyes.masking, bytes),
        Err(why) => return broke(place, why),
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return broke(place, "it is empty");
    }
    let letter = catch_unwind(AssertUnwindSafe(|| mail::read(&bytes))).unwrap_or_else(|_| broken(&bytes));
    let arrival = arrival(&eyes.house, eyes.inbox, None, letter);
    if arrival.from.address.is_empty() && arrival.to.is_empty() && arrival.cc.is_empty() {
        return broke(place, "it names nobody: no sender and no recipient could be read. Is it a mail?");
    }
    let (author, other) = sides(eyes, &arrival);
    let (at, dated_by) = dated(arrival.sent_at, by_others, eyes.now);
    let sha256 = kit::sha256_hex(&bytes);
    Ok(Understood { place, sha256, bytes, arrival, author, other, at, dated_by })
}

const fn left_out(unwanted: Unwanted) -> &'static str {
    match unwanted {
        Unwanted::Draft => "left out: a draft, never sent",
        Unwanted::Trash => "left out: it was in the trash, or marked as deleted",
        Unwanted::Spam => "left out: spam",
    }
}

/// When it was written. A date nobody can have written, or not yet, is a lie: then what others say of it counts, in this order.
fn dated(own: Option<Moment>, by_others: [(Option<Moment>, DatedBy); 3], now: Moment) -> (Moment, DatedBy) {
    std::iter::once((own, DatedBy::Itself))
        .chain(by_others)
        .filter_map(|(at, by)| Some((at?, by)))
        .find(|(at, _)| (FIRST..=now.plus_seconds(86_400)).contains(at))
        .unwrap_or((now, DatedBy::Now))
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
        let mail = Lying::new("old.mbox at byte 7".into(), Ok(Vec::new()), None);

        let Passed::Broken(noted) = spared::<()>(mail, |_| panic!("a reader breaks")).unwrap_err() else {
            panic!("not broken")
        };

        assert!(noted.place == "old.mbox at byte 7" && noted.why.contains("broke the reader"), "{noted:?}");
    }

    #[test]
    fn a_date_that_cannot_be_true_gives_way_to_the_next_best() {
        let day = |days: i64| Some(Moment::from_seconds(days * 86_400));
        let now = Moment::from_seconds(20_000 * 86_400);
        for (own, received, place, file, expected) in [
            (day(17_000), day(17_001), None, None, (day(17_000), DatedBy::Itself)),
            (day(20_000), None, None, None, (day(20_000), DatedBy::Itself)),
            (day(20_002), day(17_001), day(17_002), None, (day(17_001), DatedBy::Received)),
            (day(100), None, day(17_002), day(19_000), (day(17_002), DatedBy::Place)),
            (None, day(30_000), day(0), day(19_000), (day(19_000), DatedBy::File)),
            (None, None, None, None, (day(20_000), DatedBy::Now)),
        ] {
            let by_others = [(received, DatedBy::Received), (place, DatedBy::Place), (file, DatedBy::File)];
            let (at, by) = dated(own, by_others, now);
            assert_eq!((Some(at), by), expected);
        }
    }
}
