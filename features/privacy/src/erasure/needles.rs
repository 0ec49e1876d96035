//! What a person is known by, and finding it in any text or bytes: as it is written, as JSON, addresses of web pages and mails write it,
//! over the ends of lines, and inside base64. What stands in packed files and in pictures is not found.
//!
//! What is not theirs alone is not looked for everywhere: a name two customers have, an address that is also a colleague's, an inbox's or
//! another customer's.
//! Such words go from the rows that are the person's, and stay elsewhere.

use super::coded::{self, quoted};
use super::links::{Links, only_words};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::{Trouble, Tx, sql};
use regex::{Regex, RegexBuilder, bytes};
use std::collections::BTreeSet;
use std::ops::Range;

/// Shorter words are found in too many others.
const SHORTEST: usize = 5;

/// What these customers are known by and nobody else is, in lower case.
pub(super) fn known_by(tx: &mut Tx<'_>, customers: &[i64]) -> Result<Vec<String>, Trouble> {
    let mut words = BTreeSet::new();
    for customer in customers {
        let identities: Vec<String> = sql("SELECT value FROM customer_identity WHERE customer_id = $1").with(*customer).all(tx)?;
        let ordered: Vec<String> = sql("SELECT DISTINCT email FROM sales_order WHERE customer_id = $1 AND email <> ''")
            .with(*customer)
            .all(tx)?;
        let wrote: Vec<String> = sql("SELECT DISTINCT from_address FROM message
              WHERE author_kind = 'customer' AND author_id = $1 AND from_address <> ''")
        .with(*customer)
        .all(tx)?;
        words.extend(identities.into_iter().chain(ordered).chain(wrote).map(|word| word.to_lowercase()));
        words.extend(full_name(tx, *customer)?);
    }
    let mut theirs = Vec::new();
    for word in words {
        if word.chars().count() >= SHORTEST.min(if is_one_script(&word) { 3 } else { SHORTEST })
            && !is_ours(tx, &word)?
            && !is_anothers(tx, &word, customers)?
        {
            theirs.push(word);
        }
    }
    Ok(theirs)
}

/// The name, if it is a whole one and nobody else has it.
fn full_name(tx: &mut Tx<'_>, customer: i64) -> Result<Option<String>, Trouble> {
    let (name, key): (String, String) = sql("SELECT name, name_key FROM customer WHERE id = $1").with(customer).only(tx, "customer")?;
    let name = name.trim().to_lowercase();
    if !name.contains(' ') && !is_one_script(&name) {
        return Ok(None);
    }
    let others: i64 = sql("SELECT COUNT(*) FROM customer
          WHERE name_key = $1 AND id <> $2 AND merged_into IS NULL
            AND id NOT IN (SELECT COALESCE(merged_into, 0) FROM customer WHERE id = $2)")
    .with(key)
    .with(customer)
    .only(tx, "count")?;
    Ok((others == 0).then_some(name))
}

/// A name written without spaces between its parts, in Chinese for example.
fn is_one_script(name: &str) -> bool {
    name.chars().count() >= 3 && name.chars().all(|c| !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}

/// Whether it is also what somebody or something here is known by.
fn is_ours(tx: &mut Tx<'_>, word: &str) -> Result<bool, Trouble> {
    let found: i64 = sql("SELECT (SELECT COUNT(*) FROM agent WHERE LOWER(email) = $1 OR LOWER(name) = $1)
              + (SELECT COUNT(*) FROM inbox WHERE LOWER(address) = $1 OR LOWER(from_name) = $1)
              + (SELECT COUNT(*) FROM inbox_alias WHERE LOWER(address) = $1)
              + (SELECT COUNT(*) FROM brand WHERE LOWER(name) = $1) + (SELECT COUNT(*) FROM legal_entity WHERE LOWER(name) = $1)")
    .with(word)
    .only(tx, "count")?;
    Ok(found > 0)
}

/// Whether somebody else is reached by it: an order names whatever address was typed.
fn is_anothers(tx: &mut Tx<'_>, word: &str, customers: &[i64]) -> Result<bool, Trouble> {
    let reached: Vec<i64> = sql("SELECT customer_id FROM customer_identity WHERE LOWER(value) = $1").with(word).all(tx)?;
    Ok(reached.iter().any(|customer| !customers.contains(customer)))
}

/// Finds them.
pub struct Needles {
    /// In texts, whatever the case.
    texts: Option<Regex>,
    /// In bytes, whatever the case, as mails break and quote them.
    plain: Option<bytes::Regex>,
    /// In bytes, as base64 writes them.
    coded: Option<bytes::Regex>,
    links: Option<Links>,
}

impl Needles {
    pub(super) fn of(wanted: &[String]) -> Result<Self, Trouble> {
        let words = only_words(wanted);
        let listed = |forms: &dyn Fn(&str) -> Vec<String>| words.iter().flat_map(|word| forms(word)).collect::<BTreeSet<_>>();
        let together = |forms: BTreeSet<String>| forms.into_iter().collect::<Vec<_>>().join("|");
        let texts = together(listed(&|word| forms(word).iter().map(|form| bounded(form, &regex::escape(form), r"\b")).collect()));
        let plain = together(listed(&|word| {
            let written = forms(word).into_iter().map(|form| bounded(&form, &regex::escape(&form), r"(?-u:\b)"));
            written.chain([bounded(word, &quoted(word), apart(word))]).collect()
        }));
        let coded = together(listed(&|word| in_base64(word).iter().map(|form| regex::escape(form)).collect()));
        Ok(Self {
            texts: some(&texts)
                .map(|all| RegexBuilder::new(all).case_insensitive(true).size_limit(LARGEST).build())
                .transpose()
                .map_err(fault)?,
            plain: some(&plain)
                .map(|all| bytes::RegexBuilder::new(all).case_insensitive(true).size_limit(LARGEST).build())
                .transpose()
                .map_err(fault)?,
            coded: some(&coded)
                .map(|all| bytes::RegexBuilder::new(all).size_limit(LARGEST).build())
                .transpose()
                .map_err(fault)?,
            links: Links::among(wanted)?,
        })
    }

    pub(super) fn are_in(&self, text: &str) -> bool {
        self.texts.as_ref().is_some_and(|found| found.is_match(text)) || self.links.as_ref().is_some_and(|links| links.are_in(text))
    }

    pub(super) fn are_in_bytes(&self, bytes: &[u8]) -> bool {
        let coded = || self.coded.as_ref().is_some_and(|found| found.is_match(bytes));
        !self.hits(bytes).is_empty() || coded() || coded::runs(bytes).any(|(_, says)| !self.hits(&says).is_empty())
    }

    /// Where they stand as they are, and links of theirs.
    fn hits(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        let words = self.plain.iter().flat_map(|found| found.find_iter(bytes)).map(|hit| hit.range());
        let mut hits: Vec<_> = words.filter(|hit| !is_inside_a_word(bytes, hit)).collect();
        hits.extend(self.links.iter().flat_map(|links| links.hits(bytes)));
        hits
    }

    /// The text with the name in place of each.
    pub(super) fn replaced(&self, text: &str, name: &str) -> String {
        let found = self.texts.as_ref();
        let without = found.map_or_else(|| text.to_owned(), |found| found.replace_all(text, regex::NoExpand(name)).into_owned());
        self.links.as_ref().map_or_else(|| without.clone(), |links| links.replaced(&without, name))
    }

    /// The bytes with as many asterisks in place of each: nothing else moves.
    pub(super) fn covered(&self, bytes: &[u8]) -> Vec<u8> {
        let mut covered = bytes.to_vec();
        for (run, mut says) in coded::runs(bytes) {
            if self.cover(&mut says) {
                coded::rewrite(&mut covered, run, &says);
            }
        }
        self.cover(&mut covered);
        let left: Vec<_> = self.coded.iter().flat_map(|found| found.find_iter(&covered)).map(|hit| hit.range()).collect();
        for hit in left {
            coded::cover(&mut covered, hit, b'A');
        }
        covered
    }

    /// Says whether there was any.
    fn cover(&self, bytes: &mut [u8]) -> bool {
        let hits = self.hits(bytes);
        for hit in &hits {
            coded::cover(bytes, hit.clone(), b'*');
        }
        !hits.is_empty()
    }
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn fault(e: regex::Error) -> Trouble {
    Trouble::Shape(e.to_string())
}

/// Whether letters beyond ASCII go on before or behind: a boundary in bytes does not know them.
fn is_inside_a_word(bytes: &[u8], hit: &Range<usize>) -> bool {
    let ends_in_a_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let behind = bytes
        .get(hit.end..bytes.len().min(hit.end + 4))
        .unwrap_or_default()
        .utf8_chunks()
        .next()
        .and_then(|chunk| chunk.valid().chars().next());
    let before = (1..=4)
        .rev()
        .find_map(|back| std::str::from_utf8(bytes.get(hit.start.checked_sub(back)?..hit.start)?).ok());
    let before = before.and_then(|text| text.chars().next_back());
    let goes_on = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphanumeric());
    (ends_in_a_letter(hit.start) && goes_on(before)) || (ends_in_a_letter(hit.end.saturating_sub(1)) && goes_on(behind))
}

/// What all forms of one person may take when they are compiled.
const LARGEST: usize = 64 << 20;

/// Not inside a longer word: `ana.li@mail.example` is not found in `joana.li@mail.example`.
fn bounded(form: &str, pattern: &str, boundary: &str) -> String {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (before, after) = (is_word(form.chars().next()), is_word(form.chars().last()));
    format!("{}{pattern}{}", if before { boundary } else { "" }, if after { boundary } else { "" })
}

/// What stands around a word in quoted-printable: something written in short, and where names are written in a header, what stands for a space.
/// Addresses have such a line inside.
fn apart(word: &str) -> &'static str {
    if word.contains(' ') {
        r"(?:(?-u:\b)|_|=[0-9A-F]{2})"
    } else {
        r"(?:(?-u:\b)|=[0-9A-F]{2})"
    }
}

/// As it is, in JSON, in addresses of web pages.
fn forms(word: &str) -> Vec<String> {
    let json = serde_json::to_string(word).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    let percent = word.chars().map(|c| {
        let coded = c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        if plain(c) { c.to_string() } else { coded }
    });
    vec![word.to_owned(), json.trim_matches('"').to_owned(), percent.collect()]
}

/// The middle of what base64 makes of it, for each of the three places it may begin at. Written as it is known, as names begin,
/// and all in capitals.
fn in_base64(word: &str) -> Vec<String> {
    let capitals: String = word.split(' ').map(capital).collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for written in [word, &capitals, &word.to_uppercase()] {
        for before in 0..3_usize {
            let mut bytes = vec![0; before];
            bytes.extend(written.bytes());
            let coded = STANDARD.encode(&bytes);
            // The first letters hold what stood before, the last what comes behind.
            let (from, until) = ([0, 2, 3][before], (before + written.len()) * 8 / 6);
            found.extend(coded.get(from..until).filter(|middle| middle.len() >= 8).map(str::to_owned));
        }
    }
    found
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod rules {
    use super::*;

    fn needles() -> Needles {
        Needles::of(&["mia.torres@mail.example".into(), "mía torres".into(), "+34600111222".into()]).expect("needles")
    }

    #[test]
    fn found_however_it_is_written() {
        let needles = needles();
        for text in [
            "from MIA.Torres@mail.example to us",
            "<mia.torres@mail.example>",
            "search?q=mia.torres%40mail.example",
            "Mía Torres wrote",
            "call +34600111222",
        ] {
            assert!(needles.are_in(text), "{text}");
            assert!(needles.are_in_bytes(text.as_bytes()), "{text}");
            assert!(!needles.are_in(&needles.replaced(text, "erased-1")), "{text}");
        }
        for pad in ["", "a", "ab", "abc"] {
            let coded = STANDARD.encode(format!("{pad}mia.torres@mail.example and more"));
            assert!(needles.are_in_bytes(coded.as_bytes()), "{pad}: {coded}");
            let covered = needles.covered(coded.as_bytes());
            assert!(!needles.are_in_bytes(&covered) && covered.len() == coded.len());
        }
    }

    /// Lines of so many letters, as mails break what they write.
    fn broken(text: &str, letters: usize, by: &str) -> String {
        text.as_bytes().chunks(letters).map(String::from_utf8_lossy).collect::<Vec<_>>().join(by)
    }

    #[test]
    fn found_and_covered_over_the_ends_of_lines() {
        let needles = needles();
        let quoted = "Von: M=C3=ADa Torres <mia.torres=40mail.example>";
        let mut mails = vec![
            "Subject: =?utf-8?Q?M=C3=ADa_Torres?=".to_owned(),
            "Subject: =?utf-8?Q?of_M=C3=ADa_Torres_again?=".to_owned(),
            "<a href=3Dmia.torres@mail.example>".to_owned(),
            "From: M\u{ed}a\r\n Torres <x@y.example>".to_owned(),
            "M=EDa Torres, in one byte a letter".to_owned(),
            "M=C3=8DA TORRES".to_owned(),
        ];
        for letters in 1..12 {
            // Never inside of what stands for one byte, as every mail program has it.
            mails.push(format!("M=C3=\r\n=AD{}", broken("a Torres", letters, "=\r\n")));
            mails.push(broken("to mia.torres@mail.example and more", letters, "=\n"));
        }
        for before in 0..4 {
            let text = format!("{} {quoted} MIA.TORRES@mail.example M\u{ed}a TORRES {}", "k".repeat(before), "and so on ".repeat(9));
            let text = text.replace("=C3=AD", "\u{ed}").replace("=40", "@");
            for letters in [20, 60, 76] {
                mails.push(format!("\r\n\r\n{}\r\n--end", broken(&STANDARD.encode(&text), letters, "\r\n")));
            }
        }
        for mail in mails {
            assert!(needles.are_in_bytes(mail.as_bytes()), "{mail}");
            let covered = needles.covered(mail.as_bytes());
            let now = String::from_utf8_lossy(&covered);
            assert!(!needles.are_in_bytes(&covered) && covered.len() == mail.len(), "{mail}\n{now}");
            assert_eq!(now.matches("\r\n").count(), mail.matches("\r\n").count(), "lines end where they did: {now}");
            for (_, says) in coded::runs(&covered) {
                let says = String::from_utf8_lossy(&says).to_lowercase();
                assert!(!says.contains("torres") && says.contains("and so on"), "{says}");
            }
        }
        let bytes = b"\xedM\xeda Torres in one byte a letter, \xff";
        assert!(needles.are_in_bytes(&bytes[1..]) && !needles.are_in_bytes(&needles.covered(&bytes[1..])));
    }

    #[test]
    fn nobody_else_is_found() {
        let needles = needles();
        for text in ["camia.torres@mail.example", "mia.torres@mail.examples", "Mía Torresa", "+346001112223"] {
            assert!(!needles.are_in(text) && !needles.are_in_bytes(text.as_bytes()), "{text}");
        }
        assert!(!needles.are_in_bytes(b"joe_mia.torres@mail.example"), "somebody else's address");
        for longer in ["M\u{ed}a Torres\u{e1}", "\u{e1}mia.torres@mail.example"] {
            assert!(!needles.are_in(longer) && !needles.are_in_bytes(longer.as_bytes()), "{longer}");
        }
        assert!(needles.are_in_bytes("\u{201c}M\u{ed}a Torres\u{201d}".as_bytes()), "between quotation marks");
        assert!(!Needles::of(&[]).expect("none").are_in("anything"));
    }
}
