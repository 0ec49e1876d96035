//! Pictures in the text of a message: there they are named by an address, here by what hangs on the message.

/// Renames the picture at any of these addresses to `cid:content_id`. Says whether the text shows it.
pub(crate) fn shown_by(html: &mut String, addresses: &[&str], content_id: &str) -> bool {
    let mut shown = false;
    for address in addresses.iter().filter(|address| !address.is_empty()) {
        for written in [(*address).to_owned(), address.replace('&', "&amp;")] {
            for quote in ['"', '\''] {
                let there = format!("{quote}{written}{quote}");
                if html.contains(&there) {
                    *html = html.replace(&there, &format!("{quote}cid:{content_id}{quote}"));
                    shown = true;
                }
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_by;

    #[test]
    fn a_picture_is_found_by_its_whole_address_only() {
        let mut html = "<img src=\"https://x/a?b=1&amp;c=2\"><img src='https://x/a'><a href=\"https://x/a1\">a</a>".to_owned();

        assert!(shown_by(&mut html, &["https://x/a?b=1&c=2"], "7"));
        assert!(shown_by(&mut html, &["", "https://x/a"], "8"));
        assert!(!shown_by(&mut html, &["https://x/gone"], "9"));
        assert_eq!(html, "<img src=\"cid:7\"><img src='cid:8'><a href=\"https://x/a1\">a</a>");
    }
}
