//! What keeps a backup secret and whole: a key from a file or a passphrase, compression, authenticated encryption.
//!
//! ChaCha20-Poly1305 with a random nonce; each piece is bound to its name, so that one cannot be put in another's place. The key
//! comes from what the key file says by Argon2id with the salt of the place, so a passphrase is as good as it is long.

use crate::backup::{Store, list};
use argon2::{Algorithm, Argon2, Params, Version};
use db::Trouble;
use kit::hex;
use rand::RngCore as _;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;
use serde::{Deserialize, Serialize};

const ABOUT: &str = "frontline-backup.json";
const FORMAT: u32 = 1;
const SHORTEST: usize = 16;
const LEVEL: i32 = 3;
const NONCE: usize = 12;

/// What a place says of itself to everybody: how the key is made, and a word by which a wrong one is told.
#[derive(Serialize, Deserialize)]
struct About {
    format: u32,
    salt: String,
    memory_kib: u32,
    passes: u32,
    check: String,
}

/// Shuts and opens the pieces of one place.
pub struct Seal {
    key: LessSafeKey,
    names: hmac::Key,
}

impl Seal {
    /// The seal of `store` for who has `secret`; a new place is begun with it.
    pub fn of(store: &dyn Store, secret: &str) -> Result<Self, Trouble> {
        match store.get_whole(ABOUT)? {
            Some(bytes) => Self::known(store, &bytes, secret),
            None if list::names(store)?.is_empty() => Self::begin(store, secret),
            None => Err(Trouble::Opening(format!(
                "{}: {ABOUT} is missing, without which no key opens these backups. Put it back from a copy of this place.",
                store.place()
            ))),
        }
    }

    /// Whether backups were begun at this place.
    pub fn is_begun(store: &dyn Store) -> Result<bool, Trouble> {
        Ok(store.get(ABOUT)?.is_some())
    }

    /// The seal of a place where backups are already.
    pub fn of_existing(store: &dyn Store, secret: &str) -> Result<Self, Trouble> {
        if !Self::is_begun(store)? {
            return Err(Trouble::Opening(format!(
                "{} holds no backup of Frontline ({ABOUT} is not there). Check the path, and that its disk is mounted; `frontline backup` begins a new place.",
                store.place()
            )));
        }
        Self::of(store, secret)
    }

    /// One at a time: of two who begin at once the second takes what the first wrote, or no key would open the first's backup.
    fn begin(store: &dyn Store, secret: &str) -> Result<Self, Trouble> {
        let _held = store.hold()?;
        if let Some(bytes) = store.get_whole(ABOUT)? {
            return Self::known(store, &bytes, secret);
        }
        let mut salt = [0u8; 16];
        rand::rng().fill_bytes(&mut salt);
        let mut about = About {
            format: FORMAT,
            salt: hex(&salt),
            memory_kib: 65_536,
            passes: 3,
            check: String::new(),
        };
        let master = about.master(secret)?;
        about.check = check(&master);
        let text = serde_json::to_vec_pretty(&about).map_err(|e| Trouble::Shape(e.to_string()))?;
        store.put(ABOUT, &text)?;
        Self::from(&master)
    }

    fn known(store: &dyn Store, bytes: &[u8], secret: &str) -> Result<Self, Trouble> {
        let damaged = || Trouble::Opening(format!("{}: {ABOUT} is damaged. Put it back from a copy of this place.", store.place()));
        let about: About = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if about.format != FORMAT {
            return Err(Trouble::Opening(format!(
                "{}: these backups were made by a newer Frontline (format {}). Use that version.",
                store.place(),
                about.format
            )));
        }
        if about.memory_kib > 1 << 21 || about.passes > 64 {
            return Err(damaged());
        }
        let master = about.master(secret)?;
        if check(&master) != about.check {
            return Err(Trouble::Opening(format!(
                "the key does not open {}. Give the key file these backups were made with (--key-file).",
                store.place()
            )));
        }
        Self::from(&master)
    }

    fn from(master: &[u8; 32]) -> Result<Self, Trouble> {
        let purpose = hmac::Key::new(hmac::HMAC_SHA256, master);
        let key = UnboundKey::new(&CHACHA20_POLY1305, hmac::sign(&purpose, b"contents").as_ref());
        let key = key.map_err(|_| Trouble::Opening("the key could not be made. Report it.".into()))?;
        let names = hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&purpose, b"names").as_ref());
        Ok(Self { key: LessSafeKey::new(key), names })
    }

    /// What a piece is called: by its contents, so that the same piece is kept once. Says nothing to who has no key.
    pub fn name(&self, contents: &[u8]) -> String {
        hex(hmac::sign(&self.names, contents).as_ref())
    }

    /// Compresses and encrypts, bound to `label`.
    pub fn shut(&self, label: &str, contents: &[u8]) -> Result<Vec<u8>, Trouble> {
        let failed = |e: std::io::Error| Trouble::Opening(format!("a piece could not be compressed: {e}. Report it."));
        let packed = zstd::bulk::compress(contents, LEVEL).map_err(failed)?;
        let mut nonce = [0u8; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let mut sealed = Vec::with_capacity(NONCE + packed.len() + CHACHA20_POLY1305.tag_len());
        sealed.extend(nonce);
        sealed.extend(packed);
        let tag = self
            .key
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(label.as_bytes()), &mut sealed[NONCE..])
            .map_err(|_| Trouble::Opening("a piece could not be encrypted. Report it.".into()))?;
        sealed.extend(tag.as_ref());
        Ok(sealed)
    }

    /// What was shut under `label`; `None` if a bit of it, or its place, was changed.
    pub fn open(&self, label: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE)?;
        let mut rest = rest.to_vec();
        let packed = self
            .key
            .open_in_place(Nonce::try_assume_unique_for_key(nonce).ok()?, Aad::from(label.as_bytes()), &mut rest)
            .ok()?;
        zstd::stream::decode_all(&*packed).ok()
    }
}

fn check(master: &[u8; 32]) -> String {
    let purpose = hmac::Key::new(hmac::HMAC_SHA256, master);
    hex(&hmac::sign(&purpose, b"is it the right key").as_ref()[..8])
}

impl About {
    fn master(&self, secret: &str) -> Result<[u8; 32], Trouble> {
        let secret = secret.trim();
        if secret.len() < SHORTEST {
            return Err(Trouble::Opening(format!(
                "the key is shorter than {SHORTEST} characters. Make one with `frontline backup key FILE`, or write a longer passphrase into the file."
            )));
        }
        let failed = || Trouble::Opening(format!("{ABOUT} asks for a key nobody can make; it is damaged. Put it back from a copy."));
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(|_| failed())?;
        let mut master = [0u8; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret.as_bytes(), self.salt.as_bytes(), &mut master)
            .map_err(|_| failed())?;
        Ok(master)
    }
}
