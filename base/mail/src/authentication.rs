//! SPF, DKIM and DMARC verdicts, taken from the Authentication-Results field (RFC 8601) of the one server we trust.
//!
//! Anyone can write such a field; only those naming the trusted authserv-id count, and of those only the topmost, because
//! the trusted server adds its own above everything it received.

use serde::Serialize;

use crate::letter::Letter;

/// One verdict of the trusted server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Not checked, or nobody we trust says so.
    #[default]
    None,
    /// Proven.
    Pass,
    /// Disproven, softly or hard.
    Fail,
    /// The check broke down.
    Error,
}

/// What the trusted server found out about a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Authentication {
    /// Did the envelope sender's domain allow the sending server?
    pub spf: Verdict,
    /// The domain SPF spoke about.
    pub spf_domain: Option<String>,
    /// Does at least one signature hold?
    pub dkim: Verdict,
    /// The domains of the signatures that hold.
    pub dkim_domains: Vec<String>,
    /// Does the From domain stand behind the letter?
    pub dmarc: Verdict,
    /// The From domain DMARC spoke about.
    pub dmarc_domain: Option<String>,
}

impl Authentication {
    /// Reads the verdicts of the server named `authserv_id`.
    pub fn of(letter: &Letter, authserv_id: &str) -> Self {
        let trusted = letter.authentication_results.iter().find(|field| is_from(field, authserv_id));
        trusted.map(|field| Self::parse(field)).unwrap_or_default()
    }

    /// Whether the From address is proven: DMARC passed for its domain, or a signature or SPF of that very domain holds and
    /// DMARC did not fail (strict alignment: a sub-domain proves nothing about its parent).
    pub fn aligned(&self, from: &str) -> bool {
        let Some(domain) = from.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()) else {
            return false;
        };
        match self.dmarc {
            Verdict::Pass => self.dmarc_domain.as_ref().is_none_or(|spoken_of| *spoken_of == domain),
            Verdict::Fail => false,
            Verdict::None | Verdict::Error => {
                let signed = self.dkim_domains.contains(&domain);
                let sent = self.spf == Verdict::Pass && self.spf_domain.as_ref().is_some_and(|sender| *sender == domain);
                signed || sent
            }
        }
    }

    fn parse(field: &str) -> Self {
        let mut found = Self::default();
        for entry in without_comments(field).split(';').skip(1).take(50) {
            let mut words = entry.split_whitespace();
            let Some((method, verdict)) = words.next().and_then(|word| word.split_once('=')) else {
                continue;
            };
            let properties: Vec<(String, String)> = words
                .filter_map(|word| word.split_once('='))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.trim_matches('"').to_lowercase()))
                .collect();
            let property = |wanted: &str| properties.iter().find(|(name, _)| name == wanted).map(|(_, value)| domain_of(value));
            let verdict = verdict_of(verdict);
            match method.split('/').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "spf" => (found.spf, found.spf_domain) = (verdict, property("smtp.mailfrom").or_else(|| property("smtp.helo"))),
                "dmarc" => (found.dmarc, found.dmarc_domain) = (verdict, property("header.from")),
                "dkim" => found.add_signature(verdict, property("header.d").or_else(|| property("header.i"))),
                _ => {}
            }
        }
        found
    }

    fn add_signature(&mut self, verdict: Verdict, domain: Option<String>) {
        if verdict == Verdict::Pass {
            self.dkim = Verdict::Pass;
            self.dkim_domains.extend(domain);
        } else if self.dkim != Verdict::Pass {
            self.dkim = verdict;
        }
    }
}

fn verdict_of(word: &str) -> Verdict {
    match word.to_ascii_lowercase().as_str() {
        "pass" => Verdict::Pass,
        "fail" | "softfail" | "hardfail" | "policy" => Verdict::Fail,
        "temperror" | "permerror" => Verdict::Error,
        _ => Verdict::None,
    }
}

/// The field opens with the server's name, perhaps followed by a version.
fn is_from(field: &str, authserv_id: &str) -> bool {
    let plain = without_comments(field);
    let name = plain.split(';').next().unwrap_or_default().split_whitespace().next().unwrap_or_default();
    !authserv_id.is_empty() && name.trim_matches('"').eq_ignore_ascii_case(authserv_id)
}

/// Comments and quoted texts may hold anything, also `; dmarc=pass`.
fn without_comments(field: &str) -> String {
    let (mut out, mut depth, mut quoted) = (String::with_capacity(field.len()), 0usize, false);
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if depth > 0 || quoted => {
                chars.next();
            }
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if depth > 0 && !quoted => depth -= 1,
            ';' if quoted => {}
            _ if depth == 0 => out.push(if quoted && c.is_whitespace() { '_' } else { c }),
            _ => {}
        }
    }
    out
}

fn domain_of(value: &str) -> String {
    value.rsplit_once('@').map_or(value, |(_, domain)| domain).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(fields: &str) -> Letter {
        crate::read(format!("{fields}From: ana@kettle.example\r\n\r\nHi").as_bytes())
    }

    #[test]
    fn verdicts_of_the_trusted_server_are_read() {
        let letter = letter(
            "Authentication-Results: mx.kettle.example 1;\r\n spf=pass (sender ok; dmarc=fail) smtp.mailfrom=bounce@kettle.example;\r\n dkim=fail header.d=x.example; dkim=pass header.d=kettle.example header.s=s1;\r\n dmarc=pass (p=REJECT) header.from=kettle.example\r\n",
        );

        let found = Authentication::of(&letter, "mx.kettle.example");

        assert_eq!((found.spf, found.dkim, found.dmarc), (Verdict::Pass, Verdict::Pass, Verdict::Pass));
        assert_eq!(found.dkim_domains, ["kettle.example"]);
        assert!(found.aligned("ana@kettle.example") && !found.aligned("ana@other.example"));
    }

    #[test]
    fn attack_02_verdicts_the_sender_wrote_himself_count_for_nothing() {
        let forged = "Authentication-Results: mx.evil.example; dmarc=pass header.from=kettle.example\r\n";
        let below = "Authentication-Results: mx.kettle.example; dmarc=fail header.from=kettle.example\r\nAuthentication-Results: mx.kettle.example; dmarc=pass header.from=kettle.example\r\n";
        let in_comment = "Authentication-Results: mx.kettle.example; spf=none (x; dmarc=pass header.from=kettle.example)\r\n";
        let in_quotes = "Authentication-Results: mx.kettle.example; spf=none reason=\"x; dmarc=pass header.from=kettle.example\"\r\n";

        for fields in ["", forged, below, in_comment, in_quotes] {
            assert!(!Authentication::of(&letter(fields), "mx.kettle.example").aligned("ana@kettle.example"), "{fields}");
        }
        assert!(!Authentication::of(&letter(forged), "").aligned("ana@kettle.example"));
    }

    #[test]
    fn without_dmarc_a_signature_of_the_very_domain_will_do() {
        let signed = letter("Authentication-Results: mx; dkim=pass header.i=@kettle.example; spf=pass smtp.mailfrom=list.example\r\n");

        assert!(Authentication::of(&signed, "mx").aligned("ana@kettle.example"));
        assert!(!Authentication::of(&signed, "mx").aligned("ana@list2.example"));
    }
}
