//! Asks a server what it holds and takes it: first the sizes, then the bytes, never more at once than the limits allow.
//!
//! Every body is asked for as a piece (`BODY.PEEK[]<0.n>`), so that a server whose RFC822.SIZE lies still cannot send more than a
//! piece. PEEK leaves the unread flag alone; no SEARCH is used, so neither ESEARCH nor charsets matter.

use std::collections::BTreeMap;

use async_imap::imap_proto::{AttributeValue, Response};

use super::line::Line;
use super::plan::{Batch, uid_set};
use super::{Ailment, Fetched, Limits, Skipped, WhySkipped};

/// UIDs above `after` with their sizes, the lowest `most` of them.
pub(super) async fn list(line: &mut Line, after: u32, most: usize) -> Result<BTreeMap<u32, u64>, Ailment> {
    let mut listed = BTreeMap::new();
    let Some(first) = after.checked_add(1).filter(|_| line.exists > 0) else {
        return Ok(listed);
    };
    let command = format!("UID FETCH {first}:* (UID RFC822.SIZE)");
    line.ask("FETCH", &command, |answer| {
        let Some(seen) = Seen::in_answer(answer) else { return };
        // `n:*` names the last message even when it lies below n (RFC 9051 section 6.4.9).
        if let (Some(uid), Some(size)) = (seen.uid.filter(|uid| *uid >= first), seen.size) {
            listed.insert(uid, size);
            if listed.len() > most {
                listed.pop_last();
            }
        }
    })
    .await?;
    Ok(listed)
}

/// Takes a batch. Messages deleted meanwhile are simply absent; others that do not come are named.
pub(super) async fn fetch(line: &mut Line, batch: &Batch, limits: &Limits) -> Result<(Vec<Fetched>, Vec<Skipped>), Ailment> {
    let mut skipped: Vec<Skipped> = batch.too_large.iter().map(|&(uid, size)| too_large(uid, size)).collect();
    let mut found = first_pieces(line, &batch.wanted, limits).await?;
    let missing: Vec<(u32, u64)> = batch.wanted.iter().filter(|(uid, _)| !found.contains_key(uid)).copied().collect();
    for (uid, size) in still_listed(line, &missing).await? {
        let again = first_pieces(line, &[(uid, size)], limits).await?;
        if again.is_empty() {
            skipped.push(Skipped { uid, size, why: WhySkipped::Withheld });
        }
        found.extend(again);
    }
    let mut whole = Vec::with_capacity(found.len());
    for (uid, mut message) in found {
        let declared = batch.wanted.iter().find(|(wanted, _)| *wanted == uid).map_or(0, |(_, size)| *size);
        match complete(line, &mut message, declared, limits).await? {
            true => whole.push(message),
            false => skipped.push(too_large(message.uid, message.raw.len() as u64)),
        }
    }
    Ok((whole, skipped))
}

fn too_large(uid: u32, size: u64) -> Skipped {
    Skipped { uid, size, why: WhySkipped::TooLarge }
}

async fn first_pieces(line: &mut Line, wanted: &[(u32, u64)], limits: &Limits) -> Result<BTreeMap<u32, Fetched>, Ailment> {
    let mut found = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let set = uid_set(wanted.iter().map(|(uid, _)| *uid));
    let command = format!("UID FETCH {set} (UID INTERNALDATE BODY.PEEK[]<0.{}>)", limits.piece_bytes);
    line.ask("FETCH", &command, |answer| {
        let Some(seen) = Seen::in_answer(answer) else { return };
        let (Some(uid), Some(body)) = (seen.uid, seen.body) else { return };
        // A server may speak of messages nobody asked for; they must not fill the memory.
        if wanted.binary_search_by_key(&uid, |(uid, _)| *uid).is_ok() {
            found
                .entry(uid)
                .or_insert_with(|| Fetched { uid, raw: body.to_vec(), internal_date: seen.date.and_then(micros) });
        }
    })
    .await?;
    Ok(found)
}

/// Adds the pieces behind the first. False when the message turns out larger than the limit.
async fn complete(line: &mut Line, message: &mut Fetched, declared: u64, limits: &Limits) -> Result<bool, Ailment> {
    let piece_bytes = limits.piece_bytes as usize;
    let mut last_piece = message.raw.len();
    // Growing by doubling would hold a large message twice.
    let rest = declared.min(limits.message_bytes).saturating_sub(message.raw.len() as u64);
    message.raw.reserve_exact(usize::try_from(rest).unwrap_or(0));
    // A server that ignores pieces sends all at once: more than a piece is then the whole.
    while last_piece == piece_bytes {
        if message.raw.len() as u64 > limits.message_bytes {
            return Ok(false);
        }
        let before = message.raw.len();
        let command = format!("UID FETCH {} (UID BODY.PEEK[]<{before}.{piece_bytes}>)", message.uid);
        line.ask("FETCH", &command, |answer| {
            if let Some(Seen { uid: Some(uid), body: Some(body), .. }) = Seen::in_answer(answer)
                && uid == message.uid
                && message.raw.len() == before
            {
                message.raw.extend_from_slice(body);
            }
        })
        .await?;
        last_piece = message.raw.len() - before;
    }
    Ok(message.raw.len() as u64 <= limits.message_bytes)
}

async fn still_listed(line: &mut Line, missing: &[(u32, u64)]) -> Result<Vec<(u32, u64)>, Ailment> {
    let mut listed = Vec::new();
    if missing.is_empty() {
        return Ok(listed);
    }
    let command = format!("UID FETCH {} (UID)", uid_set(missing.iter().map(|(uid, _)| *uid)));
    line.ask("FETCH", &command, |answer| {
        if let Some(Seen { uid: Some(uid), .. }) = Seen::in_answer(answer)
            && let Some(known) = missing.iter().find(|(missed, _)| *missed == uid)
            && !listed.contains(known)
        {
            listed.push(*known);
        }
    })
    .await?;
    Ok(listed)
}

/// What one FETCH answer says of one message.
#[derive(Default)]
struct Seen<'a> {
    uid: Option<u32>,
    size: Option<u64>,
    date: Option<&'a str>,
    body: Option<&'a [u8]>,
}

impl<'a> Seen<'a> {
    fn in_answer(answer: &'a Response<'_>) -> Option<Self> {
        let Response::Fetch(_, attributes) = answer else { return None };
        let mut seen = Self::default();
        for attribute in attributes {
            match attribute {
                AttributeValue::Uid(uid) => seen.uid = Some(*uid),
                AttributeValue::Rfc822Size(size) => seen.size = Some(u64::from(*size)),
                AttributeValue::InternalDate(date) => seen.date = Some(date),
                AttributeValue::BodySection { section: None, data, .. } => seen.body = data.as_deref(),
                _ => {}
            }
        }
        Some(seen)
    }
}

/// `17-Jul-1996 02:44:25 -0700` in microseconds since 1970.
fn micros(date: &str) -> Option<i64> {
    let parsed = jiff::fmt::strtime::parse("%d-%b-%Y %H:%M:%S %z", date.trim()).ok()?;
    Some(parsed.to_timestamp().ok()?.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_dates_are_read() {
        assert_eq!(micros("17-Jul-1996 02:44:25 -0700"), Some(837_596_665_000_000));
        assert_eq!(micros(" 7-Feb-1994 21:52:25 +0000"), Some(760_657_945_000_000));
        assert_eq!(micros("yesterday"), None);
    }
}
