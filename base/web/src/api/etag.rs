//! Entity tags: a hash of what is shown, so that two answers have the same tag exactly when they say the same.

use crate::problem::Problem;
use axum::http::{HeaderMap, HeaderName};

/// The strong tag of a body.
pub(super) fn of(body: &str) -> String {
    let hash = kit::sha256_hex(body.as_bytes());
    format!("\"{}\"", hash.get(..32).unwrap_or(&hash))
}

/// The tags of an `If-Match` or `If-None-Match` header; `None` without one. What is no tag is refused by the header's name.
pub(super) fn listed(headers: &HeaderMap, name: &HeaderName) -> Result<Option<Vec<String>>, Problem> {
    let mut lines = headers.get_all(name).iter().peekable();
    if lines.peek().is_none() {
        return Ok(None);
    }
    let wrong = || Problem::wrong_field(name.as_str(), "expected ETags in their quotes, or *");
    let mut tags = Vec::new();
    for line in lines {
        for tag in line.to_str().map_err(|_| wrong())?.split(',').map(str::trim) {
            let bare = tag.trim_start_matches("W/");
            let quoted = bare.len() >= 2 && bare.starts_with('"') && bare.ends_with('"') && !bare[1..bare.len() - 1].contains(['"', ' ']);
            if !quoted && tag != "*" {
                return Err(wrong());
            }
            tags.push(tag.to_owned());
        }
    }
    Ok(Some(tags))
}

/// Whether the caller has this very body already. Tags are compared weakly, as RFC 9110 has it for reading.
pub(super) fn is_known(known: &[String], tag: &str) -> bool {
    known.iter().any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::IF_NONE_MATCH;

    #[test]
    fn a_tag_is_known_alone_in_a_list_and_by_the_star() {
        let said = |value: &str| HeaderMap::from_iter([(IF_NONE_MATCH, value.parse().unwrap())]);
        for (value, known) in [("\"a\"", true), ("\"b\", W/\"a\"", true), ("*", true), ("\"b\"", false)] {
            let tags = listed(&said(value), &IF_NONE_MATCH).unwrap().unwrap();
            assert_eq!(is_known(&tags, "\"a\""), known, "{value}");
        }
        assert!(listed(&HeaderMap::new(), &IF_NONE_MATCH).unwrap().is_none());
        assert!(listed(&said("a"), &IF_NONE_MATCH).is_err() && listed(&said("\"a"), &IF_NONE_MATCH).is_err());
    }
}
