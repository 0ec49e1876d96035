//! Our name before push services: a key of our own and the short-lived proof each request carries (RFC 8292, "VAPID").
//!
//! Made at first use. The private key is written down nowhere: it follows from a salt in the database and the house's key beside
//! it, as our other secrets do; either alone is worth nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::{Database, Trouble, Tx, Work, sql};
use kit::{Key, Moment, Token};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use url::Url;

/// Push services take proofs for a day at most; half of it leaves room for clocks that are wrong.
const PROOF_SECONDS: i64 = 12 * 3_600;

/// The key that signs.
#[derive(Clone)]
pub struct Identity(SigningKey);

impl Identity {
    /// The one of this house, made if there is none yet.
    pub async fn of_house(db: &Database, key: &Key) -> Result<Self, Trouble> {
        let salt = match db.read(salt).await? {
            Some(salt) => salt,
            None => db.work(db::Actor::System, make).await?,
        };
        Ok(Self::made_of(key, &salt))
    }

    /// The same two halves give the same key.
    pub fn made_of(key: &Key, salt: &str) -> Self {
        let secret = key.for_purpose("push identity");
        // Of all numbers of 256 bits one in four billion is no key: then the next is taken.
        (0u32..)
            .find_map(|turn| SigningKey::from_slice(&secret.mac(format!("{salt} {turn}").as_bytes())).ok())
            .map_or_else(|| unreachable!("almost every number is a key"), Self)
    }

    /// What a browser is given when it subscribes, so that nobody else can send to it.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.verifying_key().to_encoded_point(false).as_bytes())
    }

    /// The header `Authorization` of a request to `endpoint`. `contact` is whom a push service may write to.
    pub fn proof(&self, endpoint: &Url, contact: &str, now: Moment) -> String {
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(serde_json::json!({ "typ": "JWT", "alg": "ES256" }));
        let claims = part(serde_json::json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": now.seconds() + PROOF_SECONDS,
            "sub": contact,
        }));
        let signed = format!("{head}.{claims}");
        let signature: Signature = self.0.sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.to_bytes()), self.public())
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(…)")
    }
}

fn salt(tx: &mut Tx<'_>) -> Result<Option<String>, Trouble> {
    sql("SELECT salt FROM push_identity WHERE id = 1").one(tx)
}

/// Two at once make one: whoever comes second reads what the first wrote.
fn make(work: &mut Work<'_>) -> Result<String, Trouble> {
    work.keep_quietly("a key of the house's own; nobody did it");
    let (now, fresh) = (work.now, Token::random());
    sql("INSERT INTO push_identity (id, salt, made_at) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING")
        .with(fresh.reveal())
        .with(now)
        .run(work)?;
    salt(work)?.ok_or(Trouble::NotFound("push identity"))
}
