//! Whom an answer goes to: everyone on the message answered, minus ourselves. Nobody dropped, added or doubled.

use std::collections::HashSet;

use serde::Serialize;

use crate::Mailbox;

/// The people on the message that is answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Addressed {
    /// Its writer.
    pub from: Option<Mailbox>,
    /// Where the writer wants answers; replaces `from` when not empty.
    pub reply_to: Vec<Mailbox>,
    /// Its first recipients.
    pub to: Vec<Mailbox>,
    /// Its recipients of copies.
    pub cc: Vec<Mailbox>,
}

/// Whom the answer goes to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Recipients {
    /// The writer first, then the other first recipients.
    pub to: Vec<Mailbox>,
    /// Everyone who had a copy.
    pub cc: Vec<Mailbox>,
}

/// Recipients of an answer to all. `ours` are the addresses of our inboxes; their plus-variants are ours too.
pub fn reply_all(answered: &Addressed, ours: &[String]) -> Recipients {
    let ours: HashSet<String> = ours.iter().map(|address| without_plus(address)).collect();
    let mut seen = HashSet::new();
    let mut keep = |mailbox: &&Mailbox| !ours.contains(&without_plus(&mailbox.address)) && seen.insert(mailbox.address.to_lowercase());
    let writer = match answered.reply_to.as_slice() {
        [] => answered.from.as_slice(),
        reply_to => reply_to,
    };
    let to = writer.iter().chain(&answered.to).filter(&mut keep).cloned().collect();
    let cc = answered.cc.iter().filter(&mut keep).cloned().collect();
    Recipients { to, cc }
}

/// `support+c42.k3y@example.org` is `support@example.org`.
pub(crate) fn without_plus(address: &str) -> String {
    let address = address.to_lowercase();
    match address.rsplit_once('@') {
        Some((local, domain)) => match local.split_once('+') {
            Some((base, _)) if !base.is_empty() => format!("{base}@{domain}"),
            _ => address,
        },
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mailboxes(text: &str) -> Vec<Mailbox> {
        Mailbox::parse_list(text)
    }

    fn addresses(list: &[Mailbox]) -> Vec<&str> {
        list.iter().map(|mailbox| mailbox.address.as_str()).collect()
    }

    #[test]
    fn an_answer_goes_to_everyone_but_us() {
        let ours = ["support@kettle.example".to_owned()];
        for (from, reply_to, to, cc, answer_to, answer_cc) in [
            ("mia@x.de", "", "support@kettle.example", "", vec!["mia@x.de"], vec![]),
            (
                "mia@x.de",
                "",
                "support+c42.abc@kettle.example, ben@y.de",
                "eva@z.de",
                vec!["mia@x.de", "ben@y.de"],
                vec!["eva@z.de"],
            ),
            ("mia@x.de", "office@x.de", "support@kettle.example", "mia@x.de", vec!["office@x.de"], vec!["mia@x.de"]),
            ("Support@Kettle.example", "", "mia@x.de", "ben@y.de", vec!["mia@x.de"], vec!["ben@y.de"]),
            ("mia@x.de", "", "mia@x.de, ben@y.de", "BEN@y.de", vec!["mia@x.de", "ben@y.de"], vec![]),
            ("mia+shop@x.de", "", "mia@x.de", "", vec!["mia+shop@x.de", "mia@x.de"], vec![]),
        ] {
            let answered = Addressed {
                from: Mailbox::parse(from),
                reply_to: mailboxes(reply_to),
                to: mailboxes(to),
                cc: mailboxes(cc),
            };

            let answer = reply_all(&answered, &ours);

            assert_eq!((addresses(&answer.to), addresses(&answer.cc)), (answer_to, answer_cc), "{from} {to} {cc}");
        }
    }

    proptest! {
        #[test]
        fn nobody_is_dropped_added_or_doubled(to in prop::collection::vec(0..12u8, 0..10), cc in prop::collection::vec(0..12u8, 0..10), from in 0..12u8) {
            let person = |n: &u8| Mailbox::new("", &format!("p{}{}@x.de", n % 6, if *n > 5 { "+tag" } else { "" })).expect("an address");
            let ours = ["p0@x.de".to_owned(), "p1@x.de".to_owned()];
            let answered = Addressed { from: Some(person(&from)), reply_to: vec![], to: to.iter().map(person).collect(), cc: cc.iter().map(person).collect() };

            let answer = reply_all(&answered, &ours);

            let mut got = addresses(&answer.to);
            got.extend(addresses(&answer.cc));
            let mut wanted: Vec<String> = answered.from.iter().chain(&answered.to).chain(&answered.cc).map(|m| m.address.clone())
                .filter(|address| !address.starts_with("p0") && !address.starts_with("p1")).collect();
            got.sort_unstable();
            wanted.sort();
            wanted.dedup();
            prop_assert_eq!(got, wanted);
        }
    }
}
