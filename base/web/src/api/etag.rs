//! Entity tags: a hash of what is shown, so that two answers have the same tag exactly when they say the same.

use axum::http::{HeaderMap, HeaderName, header};

/// The strong tag of a body.
pub(super) fn of(body: &str) -> String {
    let hash = kit::sha256_hex(body.as_bytes());
    format!("\"{}\"", hash.get(..32).unwrap_or(&hash))
}

/// The tags of an `If-Match` or `If-None-Match` header; `None` without one.
pub(super) fn listed(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<String>> {
    let mut lines = headers.get_all(name).iter().peekable();
    lines.peek()?;
    let tags = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    Some(tags.map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect())
}

/// Whether the caller has this very body already. Tags are compared weakly, as RFC 9110 has it for reading.
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = listed(headers, &header::IF_NONE_MATCH).unwrap_or_default();
    known.iter().any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_alone_in_a_list_and_by_the_star() {
        let said = |value: &str| HeaderMap::from_iter([(header::IF_NONE_MATCH, value.parse().unwrap())]);
        for (value, known) in [("\"a\"", true), ("\"b\", W/\"a\"", true), ("*", true), ("\"b\"", false)] {
            assert_eq!(is_known(&said(value), "\"a\""), known, "{value}");
        }
        assert!(!is_known(&HeaderMap::new(), "\"a\""));
    }
}
