//! One mailbox: a name for people and an address for machines, and the address lists of header fields as they are really
//! written (groups, comments, semicolons, encoded words inside quotes).

use serde::Serialize;

use crate::words;

/// More addresses than any honest mail has.
pub(crate) const MOST_MAILBOXES: usize = 5_000;
const LONGEST_NAME: usize = 200;

/// A name and a lower-cased, well-formed address. International domains stay as given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Mailbox {
    /// The display name; empty if none was given.
    pub name: String,
    /// `local@domain`, lower-case, no blanks, no control characters.
    pub address: String,
}

impl Mailbox {
    /// Accepts a name and an address; `None` if the address is not one mail can go to.
    pub fn new(name: &str, address: &str) -> Option<Self> {
        Some(Self { name: tidy_name(name), address: normal_address(address)? })
    }

    /// Reads one mailbox such as `Mia <mia@example.org>`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_list(text).into_iter().next()
    }

    /// Reads a whole address field. What is no address is left out.
    pub fn parse_list(field: &str) -> Vec<Self> {
        let mut list = Vec::new();
        let mut entry = Entry::default();
        let mut state = State::default();
        let mut verbatim = 0;
        for (at, c) in field.char_indices() {
            if c == '=' && verbatim <= at && !state.angle {
                verbatim = at + words::length(&field[at..]);
            }
            if at < verbatim {
                entry.push(c, &state);
            } else if entry.take(c, &mut state) {
                list.extend(std::mem::take(&mut entry).finish());
                state = State::default();
                if list.len() >= MOST_MAILBOXES {
                    return list;
                }
            }
        }
        list.extend(entry.finish());
        list
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

#[derive(Default)]
struct State {
    quoted: bool,
    escaped: bool,
    comments: usize,
    angle: bool,
}

/// One entry of an address list while it is being read.
#[derive(Default)]
struct Entry {
    outside: String,
    comment: String,
    address: Option<String>,
}

impl Entry {
    /// Takes a character; true if it ends the entry.
    fn take(&mut self, c: char, state: &mut State) -> bool {
        if state.escaped {
            state.escaped = false;
            self.push(c, state);
            return false;
        }
        match c {
            '\\' if state.quoted || state.comments > 0 => state.escaped = true,
            '"' if state.comments == 0 => {
                state.quoted = !state.quoted;
                if state.angle {
                    self.push(c, state);
                }
            }
            _ if state.quoted => self.push(c, state),
            '(' => state.comments += 1,
            ')' if state.comments > 0 => state.comments -= 1,
            _ if state.comments > 0 => self.push(c, state),
            '<' => {
                state.angle = true;
                self.address = Some(String::new());
            }
            '>' => state.angle = false,
            ',' | ';' if !state.angle || c == ';' => return true,
            ':' if !state.angle && !self.outside.contains('@') && !opens_with_mailto(&self.outside) => {
                self.outside.clear();
            }
            _ => self.push(c, state),
        }
        false
    }

    fn push(&mut self, c: char, state: &State) {
        match &mut self.address {
            _ if state.comments > 0 => self.comment.push(c),
            Some(address) if state.angle => address.push(c),
            _ => self.outside.push(c),
        }
    }

    fn finish(self) -> Option<Mailbox> {
        match self.address {
            Some(address) if normal_address(&address).is_some() => Mailbox::new(&self.outside, &address),
            _ => Mailbox::new(&self.comment, self.outside.trim()),
        }
    }
}

fn opens_with_mailto(text: &str) -> bool {
    text.trim_start().get(..6).is_some_and(|start| start.eq_ignore_ascii_case("mailto"))
}

/// Encoded words decoded, quotes and invisible direction marks gone, never the whole line.
fn tidy_name(name: &str) -> String {
    let name = words::decode(name);
    let name = name.trim().trim_matches(|c| matches!(c, '"' | '\''));
    name.chars().filter(|c| !is_invisible(*c)).take(LONGEST_NAME).collect::<String>().trim().to_owned()
}

/// Characters that hide or turn text around without being seen.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{180e}' | '\u{61c}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The address lower-cased, or `None` if it is not one.
pub(crate) fn normal_address(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['\'', '<', '>']).trim_end_matches('.');
    let text = text.strip_prefix("mailto:").or_else(|| text.strip_prefix("MAILTO:")).unwrap_or(text);
    let (local, domain) = text.rsplit_once('@')?;
    let local = local.strip_prefix('"').and_then(|local| local.strip_suffix('"')).unwrap_or(local);
    let address = format!("{}@{}", local.trim(), domain.trim()).to_lowercase();
    (is_local(local.trim()) && is_domain(domain.trim()) && address.len() <= 320).then_some(address)
}

fn is_local(local: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c);
    !local.is_empty() && local.chars().all(allowed)
}

fn is_domain(domain: &str) -> bool {
    if let Some(literal) = domain.strip_prefix('[').and_then(|domain| domain.strip_suffix(']')) {
        let literal = literal.to_ascii_lowercase();
        return literal.trim_start_matches("ipv6:").parse::<std::net::IpAddr>().is_ok();
    }
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    !domain.is_empty() && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_lists_are_read_as_they_are_written() {
        for (field, expected) in [
            ("mia@Example.ORG", vec![("", "mia@example.org")]),
            ("\"Doe, Mia\" <mia@example.org>, ben@x.de (Ben)", vec![("Doe, Mia", "mia@example.org"), ("Ben", "ben@x.de")]),
            ("Team: a@x.de, b@x.de;, c@x.de", vec![("", "a@x.de"), ("", "b@x.de"), ("", "c@x.de")]),
            ("=?utf-8?Q?M=C3=ADa?= <mia@example.org>", vec![("Mía", "mia@example.org")]),
            ("\"=?utf-8?B?5L2g5aW9?=\" <ni@example.cn>", vec![("你好", "ni@example.cn")]),
            ("a@x.de; b@y.de", vec![("", "a@x.de"), ("", "b@y.de")]),
            ("undisclosed-recipients:;", vec![]),
            ("mia@bücher.example", vec![("", "mia@bücher.example")]),
            ("mia at example", vec![]),
            ("'Mia' <'mia@example.org'>", vec![("Mia", "mia@example.org")]),
            ("mia@example.org <mia@example.org>", vec![("mia@example.org", "mia@example.org")]),
            ("x@[127.0.0.1]", vec![("", "x@[127.0.0.1]")]),
        ] {
            let found = Mailbox::parse_list(field);
            let found: Vec<_> = found.iter().map(|mailbox| (mailbox.name.as_str(), mailbox.address.as_str())).collect();
            assert_eq!(found, expected, "{field}");
        }
    }

    #[test]
    fn addresses_hold_nothing_a_header_could_break_on() {
        for bad in ["a@b\r\nBcc: x@y", "a b@c.de", "a@b c", "@x.de", "a@", "a@-x.de", "a,b@x.de", "a@x..de"] {
            assert_eq!(Mailbox::new("", bad), None, "{bad:?}");
        }
    }
}
