//! What two customers may have in common, each as a key that is equal where they do. Pure.

use super::Reason;
use crate::IdentityKind;
use crate::words::folded;
use std::collections::BTreeSet;

/// One thing somebody may share with another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness {
    pub reason: Reason,
    pub key: String,
}

/// Fewer digits are an extension, not a number.
const FEWEST_DIGITS: usize = 8;

/// Services where one goes by the number of one's phone.
const NAMED_BY_NUMBER: [&str; 3] = ["whatsapp", "sms", "signal"];

/// All that a customer may share.
pub fn likenesses<'a>(
    name: &str,
    company: Option<i64>,
    known: impl Iterator<Item = (IdentityKind, &'a str)>,
    addresses: &[String],
) -> BTreeSet<Likeness> {
    let mut found = BTreeSet::new();
    let mut add = |reason: Reason, key: String| {
        found.insert(Likeness { reason, key });
    };
    if let Some(name) = name_key(name) {
        if let Some(company) = company {
            add(Reason::NameAndCompany, format!("{company}:{name}"));
        }
        add(Reason::Name, name);
    }
    for (kind, value) in known {
        match kind {
            IdentityKind::Email => add(Reason::Email, mailbox_key(value)),
            IdentityKind::Phone => phone_key(value).into_iter().for_each(|key| add(Reason::Phone, key)),
            IdentityKind::Handle => phone_of_handle(value).into_iter().for_each(|key| add(Reason::Phone, key)),
        }
    }
    addresses.iter().filter(|key| !key.is_empty()).for_each(|key| add(Reason::Address, key.clone()));
    found
}

/// The mailbox behind an address: what stands behind a plus is its owner's note to themselves, and at Google dots mean nothing.
fn mailbox_key(address: &str) -> String {
    let address = address.to_lowercase();
    let (local, domain) = address.rsplit_once('@').unwrap_or((&address, ""));
    let local = local.split('+').next().filter(|bare| !bare.is_empty()).unwrap_or(local);
    match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        domain => format!("{local}@{domain}"),
    }
}

/// A number in E.164, with its plus or without.
fn phone_key(value: &str) -> Option<String> {
    let number = value.strip_prefix('+').unwrap_or(value);
    let is_number = number.len() >= FEWEST_DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| number.to_owned())
}

/// `whatsapp:+34612345678`, `whatsapp:34612345678`. Elsewhere digits are an account, not a number.
fn phone_of_handle(value: &str) -> Option<String> {
    let (service, name) = value.split_once(':')?;
    if NAMED_BY_NUMBER.contains(&service) { phone_key(name) } else { None }
}

/// The words of a full name in any order; a first name alone is everybody's.
fn name_key(name: &str) -> Option<String> {
    let name = folded(name);
    let mut words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    let is_full = words.len() > 1 || (!name.is_ascii() && name.chars().count() > 1);
    is_full.then(|| words.join(" "))
}

/// A postal address as it is compared: letters and digits only, in the order of country, post code and street.
pub fn address_key(street: &str, postcode: &str, country: &str) -> String {
    let plain = |text: &str| folded(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (street, postcode) = (plain(street), plain(postcode));
    if street.is_empty() || postcode.is_empty() {
        return String::new();
    }
    format!("{}:{postcode}:{street}", plain(country))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two ways of writing, and whether they are the same.
    #[test]
    fn what_is_the_same_has_the_same_key() {
        for (one, other, same) in [
            ("Mia.Klein+shop@gmail.com", "miaklein@googlemail.com", true),
            ("mia+news@example.org", "mia@example.org", true),
            ("mia.k@example.org", "miak@example.org", false),
            ("+tag@example.org", "+other@example.org", false),
        ] {
            assert_eq!(mailbox_key(one) == mailbox_key(other), same, "{one} {other}");
        }
        for service in ["whatsapp", "sms", "signal"] {
            assert_eq!(phone_of_handle(&format!("{service}:34612345678")), phone_key("+34612345678"), "{service}");
        }
        assert_eq!(
            (phone_of_handle("telegram:mia_k"), phone_of_handle("facebook:34612345678"), phone_key("+123")),
            (None, None, None)
        );
        assert_eq!(name_key("Núñez, Álvaro"), name_key("alvaro nunez"));
        assert_eq!((name_key("Mia"), name_key("王小明").is_some()), (None, true));
        assert_eq!(address_key("C/ Mayor 7, 2º", "28013", "ES"), address_key("c mayor 7 2º", "28013", "es"));
        assert_eq!(address_key("", "28013", "ES"), "");
    }
}
