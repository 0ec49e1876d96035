//! What taking old mail in would come to: everything is read, nothing is changed.

use super::reading::Understood;
use super::take::{begin, whole};
use super::{Note, Plan, Tally};
use crate::raw;
use customers::Identity;
use db::{Database, Trouble};
use desk::past;
use kit::{EmailAddress, Key};
use std::collections::HashSet;

/// What has been seen so far of the mails themselves, as hashes: a million of them take some tens of megabytes.
#[derive(Default)]
struct Seen {
    bytes: HashSet<u64>,
    fingerprints: HashSet<u64>,
    ids: HashSet<u64>,
    people: HashSet<u64>,
}

/// Reads everything and says what would be filed. The number of conversations is what the mails' own references tell.
pub async fn foresee(
    db: &Database,
    key: &Key,
    plan: &Plan,
    say: &mut (dyn FnMut(&Tally) + Send),
    note: &mut (dyn FnMut(&Note) + Send),
) -> Result<Tally, Trouble> {
    let mut coming = begin(db, key, plan).await?;
    let (mut tally, mut seen) = (Tally::default(), Seen::default());
    while let Some(read) = coming.next().await? {
        let whole = whole(read, &mut tally, note);
        let (back, known) = db
            .read(move |tx| {
                let known = known(tx, &whole)?;
                Ok((whole, known))
            })
            .await?;
        for (mail, known) in back.iter().zip(known) {
            count(mail, known, &mut seen, &mut tally);
        }
        say(&tally);
    }
    Ok(tally)
}

/// What the desk knows of each: the mail, its customer, a mail it answers.
fn known(tx: &mut db::Tx<'_>, mails: &[Understood]) -> Result<Vec<(bool, bool, bool)>, Trouble> {
    let mut all = Vec::with_capacity(mails.len());
    for mail in mails {
        let here = raw::holds(tx, mail.arrival.inbox, &mail.sha256)? || past::known(tx, &mail.arrival.fingerprint)?.is_some();
        let customer = match EmailAddress::parse(&mail.other.address) {
            Ok(address) => customers::identities::holder(tx, &Identity::Email(address))?.is_some(),
            Err(_) => true,
        };
        let mut answers = false;
        for clue in &mail.arrival.clues {
            if let desk::Clue::Foreign { external_id } = clue {
                answers = answers || !desk::messages::with_external_id(tx, external_id)?.is_empty();
            }
        }
        all.push((here, customer, answers));
    }
    Ok(all)
}

fn count(mail: &Understood, (here, customer, answers): (bool, bool, bool), seen: &mut Seen, tally: &mut Tally) {
    let new = seen.bytes.insert(hash(&mail.sha256)) & seen.fingerprints.insert(hash(&mail.arrival.fingerprint));
    if here || !new {
        tally.before += 1;
        return;
    }
    let continues = answers
        || mail
            .arrival
            .clues
            .iter()
            .any(|clue| matches!(clue, desk::Clue::Foreign { external_id } if seen.ids.contains(&hash(external_id))));
    seen.ids.insert(hash(&mail.arrival.external_id));
    tally.filed += 1;
    tally.dated.count(mail.dated_by);
    tally.conversations += u64::from(!continues);
    tally.customers += u64::from(!customer && seen.people.insert(hash(&mail.other.address)));
}

fn hash(text: &str) -> u64 {
    use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}
