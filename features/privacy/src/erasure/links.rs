//! The links of questions about an answer (`/rate/…`) that somebody quoted in a mail. Nobody keeps a link; it is known by the hash of what stands
//! in it.

use db::{Trouble, Tx, sql};
use kit::Token;
use regex::{Regex, bytes};
use std::collections::BTreeSet;
use std::ops::Range;

/// How one stands among what is looked for, with its hash behind. No address and no name begins so.
const MARK: &str = "the rating link ";
/// As mails and pages write it, with what breaks lines in quoted-printable in between.
const FORM: &str = r"(?i:/|%2f)~r~a~t~e~(?i:/|%2f)~((?:[0-9a-f]~){64})";
const SOFT: &str = r"(?:=\r?\n)?";

/// The links by which these customers were asked, as they stand among what is looked for.
pub(super) fn of(tx: &mut Tx<'_>, customers: &[i64]) -> Result<Vec<String>, Trouble> {
    let mut all = Vec::new();
    for customer in customers {
        let hashes: Vec<String> = sql("SELECT l.token_hash FROM rating_link l JOIN rating r ON r.id = l.rating_id
              WHERE r.customer_id = $1 OR r.conversation_id IN (SELECT id FROM conversation WHERE customer_id = $1)
              ORDER BY l.token_hash")
        .with(*customer)
        .all(tx)?;
        all.extend(hashes.into_iter().map(|hash| format!("{MARK}{hash}")));
    }
    Ok(all)
}

/// What is looked for, without links: the words somebody is known by.
pub(super) fn only_words(wanted: &[String]) -> Vec<String> {
    wanted.iter().filter(|word| !word.starts_with(MARK)).cloned().collect()
}

/// Finds them.
pub(super) struct Links {
    hashes: BTreeSet<String>,
    texts: Regex,
    bytes: bytes::Regex,
}

impl Links {
    /// Those among what is looked for, if there are any.
    pub fn among(wanted: &[String]) -> Result<Option<Self>, Trouble> {
        let hashes: BTreeSet<String> = wanted.iter().filter_map(|word| word.strip_prefix(MARK)).map(str::to_owned).collect();
        if hashes.is_empty() {
            return Ok(None);
        }
        let fault = |e: regex::Error| Trouble::Shape(e.to_string());
        let (texts, coded) = (FORM.replace('~', ""), FORM.replace('~', SOFT));
        Ok(Some(Self {
            hashes,
            texts: Regex::new(&texts).map_err(fault)?,
            bytes: bytes::Regex::new(&format!("(?-u){coded}")).map_err(fault)?,
        }))
    }

    pub fn are_in(&self, text: &str) -> bool {
        self.texts.captures_iter(text).any(|found| self.is_one(token_of(&found)))
    }

    /// The text with the name in place of what makes each link theirs.
    pub fn replaced(&self, text: &str, name: &str) -> String {
        let put = |found: &regex::Captures<'_>| {
            let (whole, token) = (found.get(0).map_or("", |whole| whole.as_str()), token_of(found));
            if self.is_one(token) { whole.replace(token, name) } else { whole.to_owned() }
        };
        self.texts.replace_all(text, put).into_owned()
    }

    pub fn hits(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        let found = self.bytes.captures_iter(bytes).filter_map(|found| found.get(1));
        found.filter(|token| self.is_one(&letters(token.as_bytes()))).map(|token| token.range()).collect()
    }

    fn is_one(&self, token: &str) -> bool {
        self.hashes.contains(&Token::presented(token).hash())
    }
}

fn token_of<'a>(found: &regex::Captures<'a>) -> &'a str {
    found.get(1).map_or("", |token| token.as_str())
}

/// Without what breaks lines.
fn letters(token: &[u8]) -> String {
    token.iter().copied().filter(|byte| !matches!(byte, b'=' | b'\r' | b'\n')).map(char::from).collect()
}

#[cfg(test)]
mod rules {
    use super::*;

    #[test]
    fn a_link_is_known_wherever_it_is_quoted_and_another_s_is_left() {
        let (token, other) = ("0123456789abcdef".repeat(4), "f".repeat(64));
        let links = Links::among(&["mia@mail.example".into(), format!("{MARK}{}", Token::presented(&token).hash())])
            .expect("patterns")
            .expect("one");
        assert_eq!(only_words(&["mia".into(), format!("{MARK}0")]), ["mia"]);

        for text in [
            format!("> 5: https://desk.example/rate/{token}?lang=en&value=5"),
            format!("https://safe.example/?url=https%3A%2F%2Fdesk.example%2Frate%2F{token}%3Flang%3Den"),
        ] {
            assert!(links.are_in(&text) && !links.hits(text.as_bytes()).is_empty(), "{text}");
            let replaced = links.replaced(&text, "erased-1");
            assert!(!links.are_in(&replaced) && replaced.contains("erased-1") && !replaced.contains(&token), "{replaced}");
        }
        let broken = format!("href=3D\"https://desk.example/ra=\r\nte/{}=\r\n{}?lang=3Den\"", &token[..20], &token[20..]);
        let mut covered = broken.clone().into_bytes();
        for hit in links.hits(broken.as_bytes()) {
            crate::erasure::coded::cover(&mut covered, hit, b'x');
        }
        assert!(links.hits(&covered).is_empty() && covered.len() == broken.len());
        assert!(String::from_utf8_lossy(&covered).contains("=\r\nxxx"), "lines break where they did");
        let foreign = format!("https://desk.example/rate/{other}?lang=en");
        assert!(!links.are_in(&foreign) && links.hits(foreign.as_bytes()).is_empty());
        assert_eq!(links.replaced(&foreign, "erased-1"), foreign);
    }
}
