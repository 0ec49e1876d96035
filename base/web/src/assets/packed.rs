//! The browser's files as they travel: packed once, while the program was built. The layer around everything would pack them anew for
//! each request, and for less time each, so larger.

use super::table::FILES;

/// The file at this place of the table, packed; none for what is packed already, as fonts and pictures are.
pub(super) fn of(place: usize) -> Option<&'static [u8]> {
    FILES.get(place)?.2
}

/// Whether the browser says that it can unpack it.
pub(super) fn is_taken(accepts: &str) -> bool {
    accepts.split(',').any(|one| {
        let mut words = one.split(';').map(str::trim);
        words.next() == Some("br") && !words.any(|word| word.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)))
    })
}

#[cfg(test)]
mod tests {
    use super::is_taken;

    #[test]
    fn only_whoever_can_unpack_it_is_given_it() {
        for yes in ["br", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8", "gzip;q=0, br; q=0.5"] {
            assert!(is_taken(yes), "{yes}");
        }
        for no in ["", "gzip", "br;q=0", "gzip, br; q=0.0", "brotli", "*"] {
            assert!(!is_taken(no), "{no}");
        }
    }
}
