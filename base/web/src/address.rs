//! Paths a visitor hands us for later, and nothing that could lead off this site.

/// `path` if it stays on this site: one leading slash, no scheme, host, backslash or control character.
pub fn local_path(path: &str) -> Option<&str> {
    let inside = path.starts_with('/') && !path.starts_with("//");
    let clean = !path.chars().any(|c| c == '\\' || c.is_control());
    (inside && clean && path.len() <= 2000).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn nothing_leads_off_the_site() {
        assert_eq!(local_path("/conversations/7?x=1#m"), Some("/conversations/7?x=1#m"));
        for bad in [
            "",
            "conversations",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }
}
