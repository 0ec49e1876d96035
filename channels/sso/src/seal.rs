//! A client secret at rest: sealed with a key derived from the desk's own, which is not in the database (AES-256-GCM).
//!
//! The issuer is sealed in: a secret moved to another provider's row opens nothing there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use db::Trouble;
use kit::Key;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};

const PURPOSE: &str = "sso client secret";

/// Seals `secret` for `issuer`.
pub fn seal(key: &Key, issuer: &str, secret: &str) -> Result<String, Trouble> {
    let mut nonce = [0u8; NONCE_LEN];
    SystemRandom::new().fill(&mut nonce).map_err(|_| broken("there is no randomness"))?;
    let mut bytes = secret.as_bytes().to_vec();
    cipher(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(issuer), &mut bytes)
        .map_err(|_| broken("it could not be sealed"))?;
    Ok(format!("{}.{}", STANDARD_NO_PAD.encode(nonce), STANDARD_NO_PAD.encode(bytes)))
}

/// Opens what [`seal`] made. `None`: made with another key, for another issuer, or damaged.
pub fn open(key: &Key, issuer: &str, sealed: &str) -> Option<String> {
    let (nonce, bytes) = sealed.split_once('.')?;
    let nonce: [u8; NONCE_LEN] = STANDARD_NO_PAD.decode(nonce).ok()?.try_into().ok()?;
    let mut bytes = STANDARD_NO_PAD.decode(bytes).ok()?;
    let opened = cipher(key)
        .ok()?
        .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(issuer), &mut bytes)
        .ok()?;
    String::from_utf8(opened.to_vec()).ok()
}

fn cipher(key: &Key) -> Result<LessSafeKey, Trouble> {
    let key = UnboundKey::new(&AES_256_GCM, key.for_purpose(PURPOSE).bytes()).map_err(|_| broken("the key has a wrong length"))?;
    Ok(LessSafeKey::new(key))
}

fn broken(why: &str) -> Trouble {
    Trouble::Panicked(format!("a secret could not be kept: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_key_for_its_issuer_and_nowhere_else() {
        let (key, other) = (Key::from_bytes([1; 32]), Key::from_bytes([2; 32]));
        let sealed = seal(&key, "https://one.example", "whispered").expect("sealed");
        let again = seal(&key, "https://one.example", "whispered").expect("sealed");

        assert!(!sealed.contains("whispered") && sealed != again);
        assert_eq!(open(&key, "https://one.example", &sealed).as_deref(), Some("whispered"));
        assert_eq!(open(&other, "https://one.example", &sealed), None);
        assert_eq!(open(&key, "https://two.example", &sealed), None);
        let mut damaged = sealed;
        damaged.pop();
        assert_eq!(open(&key, "https://one.example", &damaged), None);
        assert_eq!(open(&key, "https://one.example", ""), None);
    }
}
