//! Secrets: tokens handed out once and kept as hashes, and keys that sign.

use crate::hex;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use rand::RngCore as _;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

/// 256 random bits as URL-safe text. Shown once; the database keeps [`Token::hash`] only.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub fn random() -> Self {
        let mut bytes = [0u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Takes what a visitor presented; it proves nothing until its hash is found.
    pub fn presented(text: &str) -> Self {
        Self(text.chars().take(128).collect())
    }

    /// SHA-256 in hex: what may be stored. The token has full entropy, so no slow hash is needed.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }

    /// The secret itself, for the one answer that shows it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// 32 bytes that sign; other keys are derived from it by purpose (HKDF-like, one HMAC-SHA256 step).
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    pub fn random() -> Self {
        let mut bytes = [0u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for one purpose; knowing it tells nothing of the others.
    #[must_use]
    pub fn for_purpose(&self, purpose: &str) -> Self {
        Self(self.mac(purpose.as_bytes()))
    }

    /// HMAC-SHA256 of `message`.
    pub fn mac(&self, message: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    /// HMAC-SHA256 in hex.
    pub fn sign(&self, message: &[u8]) -> String {
        hex(&self.mac(message))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Compares without telling by its duration where the difference lies.
pub fn same_secret(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// SHA-256 of `bytes` in hex: the name of a content.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_hide_in_logs() {
        let (one, other) = (Token::random(), Token::random());
        assert_ne!(one.hash(), other.hash());
        assert_eq!(Token::presented(one.reveal()).hash(), one.hash());
        assert_eq!(format!("{one:?}"), "Token(…)");
    }

    #[test]
    fn a_key_for_one_purpose_is_not_another() {
        let key = Key::from_bytes([7; 32]);
        assert_ne!(key.for_purpose("csrf").bytes(), key.for_purpose("mail").bytes());
        assert!(same_secret(&key.sign(b"x"), &key.sign(b"x")) && !same_secret("a", "b"));
    }
}
