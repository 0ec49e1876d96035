//! How many files the program may have open: each connection is one.

use super::finding::Finding;
use crate::doors::{MORE_FILES, allowed_files};
use door::{room_for, too_few};

const WHAT: &str = "open files";

/// As this shell has it; the service may be allowed others.
pub(super) fn look() -> Finding {
    judged(allowed_files())
}

fn judged(files: u64) -> Finding {
    match too_few(files) {
        Some(told) => Finding::warn(WHAT, told, MORE_FILES),
        None => Finding::ok(WHAT, format!("room for {} connections", room_for(files))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Mark;

    #[test]
    fn attack_40_a_low_limit_of_files_is_told_with_the_remedy() {
        let low = judged(256);
        assert_eq!(low.mark, Mark::Warn);
        assert!(low.found.contains("256 files") && low.next.is_some_and(|next| next.contains("LimitNOFILE")));
        assert_eq!(judged(65_536).mark, Mark::Ok);
        assert!(judged(65_536).found.contains("20000 connections"));
    }
}
