//! The secret a receiver and we share, and the signature made with it: Standard Webhooks, symmetric (`v1`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::SecretColumn;
use hmac::{Hmac, Mac as _};
use kit::{Key, Moment};
use sha2::Sha256;

const MARK: &str = "whsec_";

/// A shared secret, `whsec_` and 32 bytes in base64. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    pub fn random() -> Self {
        Self(format!("{MARK}{}", STANDARD.encode(Key::random().bytes())))
    }

    /// As it is stored and shown to whoever made the webhook.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text to enter at the receiver.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, the timestamp in whole seconds.
    pub fn sign(&self, id: &str, at: Moment, body: &str) -> String {
        let key = STANDARD.decode(self.0.trim_start_matches(MARK)).unwrap_or_default();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        mac.update(format!("{id}.{}.{body}", at.seconds()).as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// The secrets of receivers, for whoever seals anew.
pub const SECRETS: &[SecretColumn] = &[SECRET, OLD_SECRET];

pub(crate) const SECRET: SecretColumn = SecretColumn {
    name: "webhook.secret",
    list: "SELECT id, secret FROM webhook WHERE id > $1 ORDER BY id LIMIT $2",
    put: "UPDATE webhook SET secret = $2 WHERE id = $1 AND secret = $3",
    by_row: true,
};
pub(crate) const OLD_SECRET: SecretColumn = SecretColumn {
    name: "webhook.old_secret",
    list: "SELECT id, old_secret FROM webhook WHERE id > $1 AND old_secret IS NOT NULL ORDER BY id LIMIT $2",
    put: "UPDATE webhook SET old_secret = $2 WHERE id = $1 AND old_secret = $3",
    by_row: true,
};

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks specification's libraries.
    #[test]
    fn it_signs_as_the_specification_does() {
        let secret = Secret::stored("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let signature = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Moment::from_seconds(1_614_265_330), r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn two_are_never_the_same_and_say_nothing_when_printed() {
        assert_ne!(Secret::random(), Secret::random());
        assert_eq!(format!("{:?}", Secret::random()), "Secret");
    }
}
