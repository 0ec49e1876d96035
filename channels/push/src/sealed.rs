//! A message only one browser can open (RFC 8291 over RFC 8188): whoever carries it sees its length, and every message has one of
//! few lengths.

use crate::Device;
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use web_push_native::p256::PublicKey;
use web_push_native::{Auth, encrypt};

/// Messages are filled up to a multiple of this with spaces, which JSON does not mind.
const STEP: usize = 1_024;
/// What every push service takes (RFC 8030), less what sealing adds.
const LARGEST: usize = 3_072;
const AUTH_BYTES: usize = 16;

/// Browsers leave the padding out; programs do as they please.
const LENIENT: GeneralPurpose =
    GeneralPurpose::new(&URL_SAFE, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// The two values a browser gives, if they are what they must be: a point of the curve, and sixteen bytes.
pub(crate) fn keys(p256dh: &str, auth: &str) -> Option<(PublicKey, Auth)> {
    let point = PublicKey::from_sec1_bytes(&LENIENT.decode(p256dh).ok()?).ok()?;
    let auth: [u8; AUTH_BYTES] = LENIENT.decode(auth).ok()?.try_into().ok()?;
    Some((point, auth.into()))
}

/// The body of a push; `None` for a device whose keys are none, or a message that is too long.
pub fn sealed(device: &Device, message: &str) -> Option<Vec<u8>> {
    let (point, auth) = keys(&device.p256dh, &device.auth)?;
    let length = message.len().max(1).next_multiple_of(STEP);
    if length > LARGEST {
        return None;
    }
    encrypt(format!("{message:length$}").into_bytes(), &point, &auth).ok()
}
