//! What is wrong with a document: where, what, and how it is mended.

use crate::Words;
use serde::Serialize;

/// One thing to mend. The path is written as in JavaScript: `actions.refund.rules[2].require`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub path: String,
    pub problem: Words,
    pub remedy: Words,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = if self.path.is_empty() { "the document" } else { &self.path };
        write!(f, "{place}: {}. {}", self.problem.en, self.remedy.en)
    }
}

/// The known name that looks most like what was written; the first of equals. `None` if nothing is known.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known.into_iter().min_by_key(|name| distance(&written.to_lowercase(), &name.to_lowercase()))
}

/// How many letters are wrong, missing, too many or swapped.
pub fn distance(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(one, other)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_the_one_meant() {
        for (written, meant) in [("quantiy", "quantity"), ("Amount", "amount"), ("amoutn", "amount"), ("day", "days")] {
            assert_eq!(nearest(written, ["amount", "quantity", "days"]), Some(meant), "{written}");
        }
        assert_eq!(nearest("amount", []), None);
    }
}
