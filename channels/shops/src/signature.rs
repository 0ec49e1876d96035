//! Signatures of webhooks: HMAC-SHA256 over the body as it came, compared without telling where they differ (attack 36).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// Whether `presented`, in base64, signs these parts put together. An empty secret signs nothing.
pub(crate) fn is_base64_of(secret: &str, parts: &[&[u8]], presented: &str) -> bool {
    STANDARD.decode(presented.trim()).is_ok_and(|presented| is_of(secret, parts, &presented))
}

/// The same in hex.
pub(crate) fn is_hex_of(secret: &str, parts: &[&[u8]], presented: &str) -> bool {
    kit::unhex(presented.trim()).is_some_and(|presented| is_of(secret, parts, &presented))
}

fn is_of(secret: &str, parts: &[&[u8]], presented: &[u8]) -> bool {
    if secret.is_empty() {
        return false;
    }
    mac(secret, parts).is_some_and(|mac| mac.verify_slice(presented).is_ok())
}

fn mac(secret: &str, parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    parts.iter().for_each(|part| mac.update(part));
    Some(mac)
}

/// What a shop would send: for fake shops in tests.
pub fn base64_signature(secret: &str, body: &[u8]) -> String {
    mac(secret, &[body]).map(|mac| STANDARD.encode(mac.finalize().into_bytes())).unwrap_or_default()
}

/// The same in hex.
pub fn hex_signature(secret: &str, parts: &[&[u8]]) -> String {
    let bytes = mac(secret, parts).map(|mac| mac.finalize().into_bytes().to_vec()).unwrap_or_default();
    kit::hex(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_36_only_the_secret_signs_and_every_byte_counts() {
        let good = base64_signature("whispered", b"{\"id\":1}");
        assert!(is_base64_of("whispered", &[b"{\"id\":1}"], &good));
        for (secret, body, signature) in [
            ("whispered", &b"{\"id\":2}"[..], good.as_str()),
            ("shouted", b"{\"id\":1}", &good),
            ("whispered", b"{\"id\":1}", ""),
            ("whispered", b"{\"id\":1}", "not base64!"),
            ("whispered", b"{\"id\":1}", &good[..good.len() - 4]),
            ("", b"{\"id\":1}", &base64_signature("", b"{\"id\":1}")),
        ] {
            assert!(!is_base64_of(secret, &[body], signature), "{secret} {signature}");
        }
        let hex = hex_signature("whispered", &[b"1.", b"{}"]);
        assert!(is_hex_of("whispered", &[b"1.{}"], &hex));
        assert!(
            !is_hex_of("whispered", &[b"2.{}"], &hex)
                && !is_hex_of("whispered", &[b"1.{}"], "zz")
                && !is_hex_of("whispered", &[b"1.{}"], "é")
        );
    }
}
