//! What a provider says about somebody, as a signed token, and everything that must be right before a word of it is believed
//! (OpenID Connect Core 3.1.3.7; attack 31).

use crate::jwk::{Keys, is_known};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kit::{Moment, same_secret};
use serde_json::{Map, Value};

/// How far our clock and theirs may differ.
pub const LEEWAY_SECONDS: i64 = 60;
/// A token this old was not made for somebody who comes back just now.
const OLDEST_SECONDS: i64 = 3_600;
const LONGEST_TOKEN: usize = 64 * 1024;

/// What is in a token.
pub type Claims = Map<String, Value>;

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    #[error("it is no signed token")]
    NoToken,
    #[error("it is signed in a way that proves nothing")]
    Algorithm,
    #[error("it is signed with a key the provider does not show")]
    UnknownKey,
    #[error("its signature is wrong")]
    Signature,
    #[error("it was made by somebody else")]
    Issuer,
    #[error("it does not say who made it, as the provider promised")]
    Nameless,
    #[error("it was made for another program")]
    Audience,
    #[error("it answers another request")]
    Nonce,
    #[error("its time is over")]
    Expired,
    #[error("it was made in the future. Check the clocks of both machines")]
    Future,
    #[error("it names nobody")]
    Subject,
    #[error("it is no word about signing out")]
    NoLogout,
}

impl Distrust {
    /// The sentence's key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoToken => "sso-distrust-no-token",
            Self::Algorithm => "sso-distrust-algorithm",
            Self::UnknownKey => "sso-distrust-unknown-key",
            Self::Signature => "sso-distrust-signature",
            Self::Issuer => "sso-distrust-issuer",
            Self::Nameless => "sso-distrust-nameless",
            Self::Audience => "sso-distrust-audience",
            Self::Nonce => "sso-distrust-nonce",
            Self::Expired => "sso-distrust-expired",
            Self::Future => "sso-distrust-future",
            Self::Subject => "sso-distrust-subject",
            Self::NoLogout => "sso-distrust-no-logout",
        }
    }
}

/// Who should have made it, for whom, and when it is read.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub now: Moment,
}

/// The claims of an answer to the request with this nonce.
pub fn identity(token: &str, keys: &Keys, expected: &Expected<'_>, nonce: &str) -> Result<Claims, Distrust> {
    let claims = signed(token, keys)?;
    for_us(&claims, expected)?;
    in_time(&claims, expected.now)?;
    if !text(&claims, "nonce").is_some_and(|said| same_secret(said, nonce)) {
        return Err(Distrust::Nonce);
    }
    if subject(&claims).is_none() { Err(Distrust::Subject) } else { Ok(claims) }
}

/// The subject a provider says has signed out there (OpenID Connect Back-Channel Logout 1.0, 2.6).
pub fn signed_out(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<String, Distrust> {
    let claims = signed(token, keys)?;
    for_us(&claims, expected)?;
    in_time(&claims, expected.now)?;
    let is_logout = claims
        .get("events")
        .and_then(Value::as_object)
        .is_some_and(|events| events.contains_key("http://schemas.openid.net/event/backchannel-logout"));
    // With a nonce it would be an answer about somebody, used a second time.
    if !is_logout || claims.contains_key("nonce") {
        return Err(Distrust::NoLogout);
    }
    subject(&claims).map(ToOwned::to_owned).ok_or(Distrust::Subject)
}

/// The key a token says it is signed with.
pub fn key_of(token: &str) -> Option<String> {
    let (header, _) = token.split_once('.')?;
    let header = object(header)?;
    text(&header, "kid").map(ToOwned::to_owned)
}

/// Whom it is about.
pub fn subject(claims: &Claims) -> Option<&str> {
    text(claims, "sub").filter(|subject| !subject.is_empty() && subject.len() <= 255)
}

fn signed(token: &str, keys: &Keys) -> Result<Claims, Distrust> {
    let parts: Vec<&str> = token.split('.').take(4).collect();
    let [header, payload, signature] = parts[..] else { return Err(Distrust::NoToken) };
    if token.len() > LONGEST_TOKEN {
        return Err(Distrust::NoToken);
    }
    let said = object(header).ok_or(Distrust::NoToken)?;
    let algorithm = text(&said, "alg").ok_or(Distrust::Algorithm)?;
    // `crit` names rules we would have to know, and we know none.
    if !is_known(algorithm) || said.contains_key("crit") {
        return Err(Distrust::Algorithm);
    }
    let kid = text(&said, "kid");
    if !keys.knows(kid) {
        return Err(Distrust::UnknownKey);
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Distrust::Signature)?;
    let message = &token[..header.len() + 1 + payload.len()];
    if !keys.signed(algorithm, kid, message.as_bytes(), &signature) {
        return Err(Distrust::Signature);
    }
    object(payload).ok_or(Distrust::NoToken)
}

fn for_us(claims: &Claims, expected: &Expected<'_>) -> Result<(), Distrust> {
    if text(claims, "iss") != Some(expected.issuer) {
        return Err(Distrust::Issuer);
    }
    let is_us = |said: &Value| said.as_str() == Some(expected.client_id);
    let (named, others) = match claims.get("aud") {
        Some(Value::Array(all)) => (all.iter().any(is_us), all.len() > 1),
        Some(one) => (is_us(one), false),
        None => (false, false),
    };
    // Made for several, it must say which of them asked.
    let asked = match claims.get("azp") {
        Some(party) => is_us(party),
        None => !others,
    };
    if named && asked { Ok(()) } else { Err(Distrust::Audience) }
}

fn in_time(claims: &Claims, now: Moment) -> Result<(), Distrust> {
    let (Some(expires), Some(made)) = (seconds(claims, "exp"), seconds(claims, "iat")) else {
        return Err(Distrust::Expired);
    };
    let now = now.seconds();
    let not_before = if claims.contains_key("nbf") {
        seconds(claims, "nbf").ok_or(Distrust::Future)?
    } else {
        made
    };
    if made > now + LEEWAY_SECONDS || not_before > now + LEEWAY_SECONDS {
        return Err(Distrust::Future);
    }
    if expires <= now - LEEWAY_SECONDS || made < now - OLDEST_SECONDS {
        return Err(Distrust::Expired);
    }
    Ok(())
}

/// A moment as tokens write it: a number of seconds, perhaps with a fraction. Anything else is none.
fn seconds(claims: &Claims, name: &str) -> Option<i64> {
    let value = claims.get(name)?;
    value.as_i64().or_else(|| value.as_f64().filter(|s| s.abs() < 1e12).map(|s| s as i64))
}

fn text<'a>(claims: &'a Claims, name: &str) -> Option<&'a str> {
    claims.get(name)?.as_str()
}

fn object(part: &str) -> Option<Claims> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}
