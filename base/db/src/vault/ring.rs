//! The keys in use, and sealing with them. Pure but for chance.

use super::MARK;
use crate::Trouble;
use kit::{Key, hex, unhex};
use rand::RngCore as _;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// Keys by their names, the one that seals first.
#[derive(Clone)]
pub struct Ring(Vec<(String, Key)>);

impl Ring {
    /// The first one seals; all open. There is always one.
    pub fn of(keys: Vec<(String, Key)>) -> Self {
        Self(keys)
    }

    /// The name of the key that seals.
    pub fn newest(&self) -> &str {
        self.0.first().map_or("", |(name, _)| name)
    }

    pub fn keys(&self) -> &[(String, Key)] {
        &self.0
    }

    /// Whether a key of this name is there.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Whether something stands there unsealed, or sealed with another key than the newest.
    pub fn is_old(&self, stored: &str) -> bool {
        !stored.is_empty() && named(stored).is_none_or(|(name, _)| name != self.newest())
    }

    /// Sealed with the newest key. Nothing stays nothing.
    pub(crate) fn seal(&self, place: &str, plain: &str) -> Result<String, Trouble> {
        if plain.is_empty() {
            return Ok(String::new());
        }
        let (name, key) = self
            .0
            .first()
            .ok_or_else(|| Trouble::Opening("there is no key to seal with. Restore the key file.".into()))?;
        let mut nonce = [0u8; NONCE_LEN];
        rand::rng().fill_bytes(&mut nonce);
        let mut bytes = plain.as_bytes().to_vec();
        let tag = sealing(key)
            .and_then(|key| {
                key.seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut bytes)
                    .ok()
            })
            .ok_or_else(|| Trouble::Panicked("a secret could not be sealed".into()))?;
        Ok(format!("{MARK}{name}.{}", hex(&[&nonce[..], &bytes, tag.as_ref()].concat())))
    }

    pub(crate) fn open(&self, place: &str, stored: &str) -> Result<String, Trouble> {
        let Some((name, sealed)) = named(stored) else { return Ok(stored.to_owned()) };
        let missing = || {
            Trouble::Opening(format!(
                "a secret ({place}) is sealed with the key “{name}”, which is not in the key file. Restore the key file that belongs to this database."
            ))
        };
        let (_, key) = self.0.iter().find(|(known, _)| known == name).ok_or_else(missing)?;
        opened(key, place, sealed).ok_or_else(|| {
            Trouble::Shape(format!("the secret {place} is damaged or was moved from elsewhere; enter it again in the settings"))
        })
    }
}

/// The name of its key and what was sealed, if it is sealed.
fn named(stored: &str) -> Option<(&str, &str)> {
    stored.strip_prefix(MARK)?.split_once('.')
}

fn opened(key: &Key, place: &str, sealed: &str) -> Option<String> {
    let bytes = unhex(sealed)?;
    let (nonce, rest) = bytes.split_at_checked(NONCE_LEN)?;
    let mut rest = rest.to_vec();
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let plain = sealing(key)?.open_in_place(nonce, Aad::from(place.as_bytes()), &mut rest).ok()?;
    String::from_utf8(plain.to_vec()).ok()
}

fn sealing(key: &Key) -> Option<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, key.bytes()).ok().map(LessSafeKey::new)
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ring({} keys)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(names: &[(&str, u8)]) -> Ring {
        Ring::of(names.iter().map(|(name, byte)| ((*name).to_owned(), Key::from_bytes([*byte; 32]))).collect())
    }

    #[test]
    fn a_secret_opens_in_its_own_place_and_nowhere_else() {
        let ring = ring(&[("a", 1)]);
        let sealed = ring.seal("mailbox.imap:1", "kettle42").unwrap();

        assert!(!sealed.contains("kettle42") && sealed.starts_with("sealed.1.a."));
        assert_eq!(ring.open("mailbox.imap:1", &sealed).unwrap(), "kettle42");
        assert!(ring.open("mailbox.imap:2", &sealed).is_err());
        assert!(ring.open("mailbox.imap:1", &format!("{sealed}00")).is_err());
        assert_ne!(ring.seal("mailbox.imap:1", "kettle42").unwrap(), sealed, "twice the same looks different");
        assert_eq!(ring.seal("x", "").unwrap(), "");
    }

    #[test]
    fn the_newest_key_seals_and_older_ones_open() {
        let (old, both, new) = (ring(&[("a", 1)]), ring(&[("b", 2), ("a", 1)]), ring(&[("b", 2)]));
        let sealed = old.seal("x", "kettle42").unwrap();

        assert!(!old.is_old(&sealed) && both.is_old(&sealed) && both.is_old("plain") && !both.is_old(""));
        assert_eq!(both.open("x", &sealed).unwrap(), "kettle42");
        let told = new.open("x", &sealed).unwrap_err().to_string();
        assert!(told.contains("“a”") && told.contains("Restore the key file"), "{told}");
        assert_eq!(new.open("x", "plain").unwrap(), "plain");
    }
}
