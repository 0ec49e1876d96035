//! Opaque cursors: where a list goes on, signed, and bound to the list it came from.

use crate::problem::Problem;
use crate::site::Site;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

const PROOF_LETTERS: usize = 16;

/// Makes and reads the cursors of one list: one address with one set of filters.
#[derive(Clone)]
pub struct Cursor {
    site: Site,
    /// The list it belongs to; another list's cursor opens nothing here.
    list: String,
}

impl Cursor {
    pub(super) const fn of(site: Site, list: String) -> Self {
        Self { site, list }
    }

    /// The place behind `last`.
    pub fn write<K: Serialize>(&self, last: &K) -> String {
        let place = serde_json::to_string(last).unwrap_or_default();
        let proof = self.prove(&place);
        URL_SAFE_NO_PAD.encode(format!("{proof}{place}"))
    }

    /// The place a cursor names; one that was made elsewhere or by hand is refused.
    pub fn read<K: DeserializeOwned>(&self, cursor: &str) -> Result<K, Problem> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let place = text.as_deref().and_then(|text| {
            let (proof, place) = text.split_at_checked(PROOF_LETTERS)?;
            kit::same_secret(proof, &self.prove(place)).then_some(place)
        });
        place
            .and_then(|place| serde_json::from_str(place).ok())
            .ok_or_else(|| Problem::refused("web-refused-cursor"))
    }

    fn prove(&self, place: &str) -> String {
        let signed = self.site.key().for_purpose("api-cursor").sign(format!("{}\n{place}", self.list).as_bytes());
        signed.chars().take(PROOF_LETTERS).collect()
    }
}
