//! Which messages to ask for together: pure arithmetic over UIDs and sizes.

use std::collections::BTreeMap;

use super::Limits;

/// Messages fetched and kept together, and those left alone on the way.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Batch {
    /// UID and declared size, ascending.
    pub wanted: Vec<(u32, u64)>,
    pub too_large: Vec<(u32, u64)>,
    /// The cursor after this batch.
    pub last_uid: u32,
}

/// Cuts what is listed into batches within the limits, in ascending order.
pub(super) fn plan(listed: &BTreeMap<u32, u64>, limits: &Limits) -> Vec<Batch> {
    let mut batches = Vec::new();
    let mut batch = Batch::default();
    let mut bytes = 0;
    for (&uid, &size) in listed {
        let too_large = size > limits.message_bytes;
        let full = batch.wanted.len() >= limits.batch_count || (bytes + size > limits.batch_bytes && !batch.wanted.is_empty());
        if full && !too_large {
            batches.push(std::mem::take(&mut batch));
            bytes = 0;
        }
        if too_large {
            batch.too_large.push((uid, size));
        } else {
            batch.wanted.push((uid, size));
            bytes += size;
        }
        batch.last_uid = uid;
    }
    if batch.last_uid > 0 {
        batches.push(batch);
    }
    batches
}

/// `5:9,12`: short for neighbours, and never naming a UID that was not asked for.
pub(super) fn uid_set(uids: impl IntoIterator<Item = u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for uid in uids {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(uid) => *last = uid,
            _ => runs.push((uid, uid)),
        }
    }
    let texts = runs
        .into_iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}:{last}") });
    texts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { batch_count: 3, batch_bytes: 100, message_bytes: 500, ..Limits::default() }
    }

    fn shape(listed: &[(u32, u64)]) -> Vec<(Vec<u32>, Vec<u32>, u32)> {
        let uids = |list: Vec<(u32, u64)>| list.into_iter().map(|(uid, _)| uid).collect();
        let batches = plan(&listed.iter().copied().collect(), &limits());
        batches
            .into_iter()
            .map(|batch| (uids(batch.wanted), uids(batch.too_large), batch.last_uid))
            .collect()
    }

    #[test]
    fn a_batch_is_full_by_count_or_by_bytes() {
        assert_eq!(
            shape(&[(1, 10), (2, 10), (3, 10), (4, 10), (5, 80), (6, 20), (9, 400), (10, 1)]),
            [
                (vec![1, 2, 3], vec![], 3),
                (vec![4, 5], vec![], 5),
                (vec![6], vec![], 6),
                (vec![9], vec![], 9),
                (vec![10], vec![], 10)
            ]
        );
    }

    #[test]
    fn what_is_too_large_is_passed_over_and_the_cursor_still_moves() {
        assert_eq!(shape(&[(1, 501)]), [(vec![], vec![1], 1)]);
        assert_eq!(shape(&[(1, 10), (2, 9_999), (3, 10)]), [(vec![1, 3], vec![2], 3)]);
        assert_eq!(shape(&[]), []);
    }

    #[test]
    fn sets_are_short() {
        assert_eq!(uid_set([1, 2, 3, 7, 9, 10]), "1:3,7,9:10");
        assert_eq!(uid_set([u32::MAX]), "4294967295");
    }
}
