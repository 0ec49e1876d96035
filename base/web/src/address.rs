//! Addresses: what a visitor hands us for later, so that nothing leads off this site, and words inside those we write.

/// `path` if it stays on this site: one leading slash, no scheme, host, backslash or control character.
pub fn local_path(path: &str) -> Option<&str> {
    let inside = path.starts_with('/') && !path.starts_with("//");
    let clean = !path.chars().any(|c| c == '\\' || c.is_control());
    (inside && clean && path.len() <= 2000).then_some(path)
}

/// Words as one value inside an address.
pub fn encoded(words: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let piece = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    words.bytes().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::{encoded, local_path};

    #[test]
    fn a_value_ends_no_other() {
        assert_eq!(encoded("view=mine&x#1 100%/añ"), "view%3Dmine%26x%231%20100%25%2Fa%C3%B1");
    }

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
