//! Hashing passwords with argon2id, on its own threads, two at a time.
//!
//! Each hash takes 19 MiB and some tens of milliseconds (OWASP's first choice), so it must never run inside a database
//! closure, and a crowd at the door must not take the memory. Whoever knocks, known or not, one verification is done.

use crate::password::{NewPassword, normalised};
use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use db::{FromValue, ToValue, Trouble, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Semaphore;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const AT_ONCE: usize = 2;
/// A hash in the current shape that no password opens: what is compared for those who have none.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$ZGVjb3kgZGVjb3kgZGVjbw$wq0sM4eUDhGYbGv0NhzLmwLd3OtbyGkkzlRVlYhXcpU";

/// A PHC string (`$argon2id$…`), ready to be stored.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

/// The one place that hashes. Clones share the two seats.
#[derive(Clone)]
pub struct Hasher {
    seats: Arc<Semaphore>,
    verified: Arc<AtomicU64>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher {
    pub fn new() -> Self {
        Self { seats: Arc::new(Semaphore::new(AT_ONCE)), verified: Arc::default() }
    }

    /// Hashes a new password with a fresh salt.
    pub async fn hash(&self, password: &NewPassword) -> Result<PasswordHash, Trouble> {
        let text = password.text().to_owned();
        self.on_a_seat(move || argon().hash_password(text.as_bytes()).map(|hash| PasswordHash(hash.to_string())).map_err(broken))
            .await?
    }

    /// Whether `typed` opens `hash`. Without a hash the same work is done and the answer is no.
    pub async fn opens(&self, typed: &str, hash: Option<&PasswordHash>) -> Result<bool, Trouble> {
        let (typed, stored) = (normalised(typed), hash.map_or(DECOY, |hash| &hash.0).to_owned());
        let known = hash.is_some();
        let matches = self.on_a_seat(move || matches(&typed, &stored)).await??;
        self.verified.fetch_add(1, Ordering::Relaxed);
        Ok(matches && known)
    }

    /// How many verifications were done: tests compare the work of two sign-ins by it.
    pub fn verifications(&self) -> u64 {
        self.verified.load(Ordering::Relaxed)
    }

    async fn on_a_seat<T: Send + 'static>(&self, body: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
        let seat = self
            .seats
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| Trouble::Panicked("the hasher has closed".into()))?;
        tokio::task::spawn_blocking(move || {
            let answer = body();
            drop(seat);
            answer
        })
        .await
        .map_err(|e| Trouble::Panicked(format!("hashing stopped: {e}")))
    }
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn matches(typed: &str, stored: &str) -> Result<bool, Trouble> {
    let hash = phc::PasswordHash::new(stored).map_err(|e| Trouble::Shape(format!("a password hash is unreadable: {e}")))?;
    match argon().verify_password(typed.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(e) => Err(broken(e)),
    }
}

fn broken(e: argon2::password_hash::Error) -> Trouble {
    Trouble::Panicked(format!("hashing failed: {e}"))
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

impl ToValue for &PasswordHash {
    fn to_value(self) -> Value {
        Value::Text(self.0.clone())
    }
}

impl FromValue for PasswordHash {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        String::from_value(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_opens_in_any_unicode_spelling_and_nothing_opens_the_decoy() {
        let hasher = Hasher::new();
        let hash = hasher.hash(&NewPassword::for_demo("caf\u{e9} at the kettle")).await.expect("hash");

        assert!(hasher.opens("cafe\u{301} at the kettle", Some(&hash)).await.expect("verify"));
        assert!(!hasher.opens("cafe at the kettle", Some(&hash)).await.expect("verify"));
        assert!(!hasher.opens("anything", None).await.expect("verify"));
        assert_eq!(hasher.verifications(), 3);
    }

    #[test]
    fn the_decoy_costs_what_a_stored_hash_costs() {
        let stored = argon().hash_password(b"x").map(|hash| hash.params.to_string()).expect("hash");
        assert_eq!(phc::PasswordHash::new(DECOY).map(|hash| hash.params.to_string()).expect("decoy"), stored);
        assert_eq!(stored, "m=19456,t=2,p=1");
    }
}
