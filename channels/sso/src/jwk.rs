//! The keys a provider signs with (RFC 7517), and whether one of them made a signature (RFC 7518).
//!
//! Only algorithms with a public half are known. There is no `none`, and no HMAC: whoever signs with the public key as if it were
//! a shared secret meets no algorithm that would take it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, EcdsaVerificationAlgorithm, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value;

/// The keys at `jwks_uri`. One of a kind we do not know is left out.
#[derive(Debug, Clone, Default)]
pub struct Keys(Vec<Key>);

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    crv: String,
    n: String,
    e: String,
    x: String,
    y: String,
}

enum Algorithm {
    Rsa(&'static RsaParameters),
    Ec(&'static str, &'static EcdsaVerificationAlgorithm),
    Ed25519,
}

impl Algorithm {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "RS256" => Self::Rsa(&RSA_PKCS1_2048_8192_SHA256),
            "RS384" => Self::Rsa(&RSA_PKCS1_2048_8192_SHA384),
            "RS512" => Self::Rsa(&RSA_PKCS1_2048_8192_SHA512),
            "PS256" => Self::Rsa(&RSA_PSS_2048_8192_SHA256),
            "PS384" => Self::Rsa(&RSA_PSS_2048_8192_SHA384),
            "PS512" => Self::Rsa(&RSA_PSS_2048_8192_SHA512),
            "ES256" => Self::Ec("P-256", &ECDSA_P256_SHA256_FIXED),
            "ES384" => Self::Ec("P-384", &ECDSA_P384_SHA384_FIXED),
            "EdDSA" | "Ed25519" => Self::Ed25519,
            _ => return None,
        })
    }
}

/// Whether we know how to check signatures of this name.
pub fn is_known(algorithm: &str) -> bool {
    Algorithm::of(algorithm).is_some()
}

impl Keys {
    /// Reads a key set; `None` if it is none.
    pub fn read(set: &Value) -> Option<Self> {
        let keys = set.get("keys")?.as_array()?;
        Some(Self(keys.iter().filter_map(|key| Key::deserialize(key).ok()).collect()))
    }

    /// Whether there is a key that could sign.
    pub fn is_empty(&self) -> bool {
        !self.0.iter().any(Key::may_sign)
    }

    /// Whether a key that goes by `kid` is here; without a name any key that may sign counts.
    pub fn knows(&self, kid: Option<&str>) -> bool {
        self.named(kid).next().is_some()
    }

    /// Whether one of them made this signature with this algorithm.
    pub fn signed(&self, algorithm: &str, kid: Option<&str>, message: &[u8], signature: &[u8]) -> bool {
        let fits = |key: &&Key| key.alg.as_deref().is_none_or(|alg| alg == algorithm);
        self.named(kid).filter(fits).any(|key| key.made(algorithm, message, signature).is_some())
    }

    fn named(&self, kid: Option<&str>) -> impl Iterator<Item = &Key> {
        self.0
            .iter()
            .filter(move |key| key.may_sign() && kid.is_none_or(|kid| key.kid.as_deref() == Some(kid)))
    }
}

impl Key {
    fn may_sign(&self) -> bool {
        self.purpose.as_deref().is_none_or(|purpose| purpose == "sig") && matches!(self.kty.as_str(), "RSA" | "EC" | "OKP")
    }

    fn made(&self, algorithm: &str, message: &[u8], signature: &[u8]) -> Option<()> {
        match Algorithm::of(algorithm)? {
            Algorithm::Rsa(parameters) if self.kty == "RSA" => {
                let (n, e) = (number(&self.n)?, number(&self.e)?);
                RsaPublicKeyComponents { n, e }.verify(parameters, message, signature).ok()
            }
            Algorithm::Ec(curve, parameters) if self.kty == "EC" && self.crv == curve => {
                let point = [vec![4], bytes(&self.x)?, bytes(&self.y)?].concat();
                UnparsedPublicKey::new(parameters, point).verify(message, signature).ok()
            }
            Algorithm::Ed25519 if self.kty == "OKP" && self.crv == "Ed25519" => {
                UnparsedPublicKey::new(&ED25519, bytes(&self.x)?).verify(message, signature).ok()
            }
            _ => None,
        }
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Some providers write a zero in front; the library takes none.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = bytes(text)?;
    let begin = bytes.iter().position(|byte| *byte != 0)?;
    Some(bytes[begin..].to_vec())
}
