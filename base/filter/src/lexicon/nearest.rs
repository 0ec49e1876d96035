//! Which known word was probably meant.

use crate::folded;

/// The known word nearest to what was typed, if it is near enough to be meant.
pub fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = folded(typed);
    let letters = typed.chars().count();
    // Of one letter nothing would be left.
    let most = (letters / 2).clamp(1, 3).min(letters.saturating_sub(1));
    known
        .map(|word| (distance(&typed, &folded(word)), word))
        .filter(|(far, word)| *far <= most || (letters > 2 && folded(word).starts_with(&typed)))
        .min_by_key(|(far, _)| *far)
        .map(|(_, word)| word)
}

/// How many letters must change (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, from) in left.chars().enumerate() {
        let mut before = at;
        let mut next = vec![at + 1];
        for (to, above) in right.iter().zip(row.iter().skip(1)) {
            let last = next.last().copied().unwrap_or_default();
            next.push((above + 1).min(last + 1).min(before + usize::from(from != *to)));
            before = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
