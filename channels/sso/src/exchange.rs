//! The code somebody brings, turned into what the provider says of them (OpenID Connect Core 3.1.3, RFC 7636).

use crate::ailment::Ailment;
use crate::discovery::{Known, Metadata, ask};
use crate::token::{self, Claims, Distrust, Expected};
use crate::told::{Told, found};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::Method;
use kit::Moment;
use outside::Caller;
use serde_json::Value;
use url::form_urlencoded::{Serializer, byte_serialize};

/// Who asks, whom, and where the answer was to go.
pub struct Counter<'a> {
    pub caller: &'a Caller,
    pub known: &'a Known,
    pub metadata: &'a Metadata,
    pub client_id: &'a str,
    pub secret: &'a str,
    pub back: &'a str,
    /// The claim roles are read from; empty for none.
    pub role_claim: &'a str,
}

/// What was agreed on before somebody left, and when they are back.
pub struct Agreed<'a> {
    pub nonce: &'a str,
    pub verifier: &'a str,
    pub now: Moment,
}

/// Redeems the code. Everything in the answer has been checked.
pub async fn redeem(counter: &Counter<'_>, code: &str, agreed: &Agreed<'_>) -> Result<Told, Ailment> {
    let Counter { caller, metadata, client_id, secret, back, .. } = counter;
    let answer = ask_for_token(caller, metadata, client_id, secret, code, agreed.verifier, back).await?;
    let id_token = answer.get("id_token").and_then(Value::as_str).ok_or(Distrust::NoToken)?;
    let keys = counter.known.keys(caller, metadata, token::key_of(id_token).as_deref(), agreed.now).await?;
    let expected = Expected { issuer: &metadata.issuer, client_id, now: agreed.now };
    let claims = token::identity(id_token, &keys, &expected, agreed.nonce)?;
    let claims = match answer.get("access_token").and_then(Value::as_str) {
        Some(access) if !says_enough(&claims, counter.role_claim) => with_more(counter, claims, access).await?,
        _ => claims,
    };
    Told::of(claims).ok_or_else(|| Distrust::Subject.into())
}

/// The answer of the token endpoint.
pub(crate) async fn ask_for_token(
    caller: &Caller,
    metadata: &Metadata,
    client_id: &str,
    secret: &str,
    code: &str,
    verifier: &str,
    back: &str,
) -> Result<Value, Ailment> {
    let (headers, body) = question(metadata, client_id, secret, code, verifier, back);
    let (status, said) = ask(caller, Method::POST, &metadata.token_endpoint, headers, body).await?;
    let error = said.get("error").and_then(Value::as_str).unwrap_or_default();
    match status {
        200 if error.is_empty() => Ok(said),
        _ if status == 401 || matches!(error, "invalid_client" | "unauthorized_client") => Err(Ailment::Secret),
        _ => Err(Ailment::Code(word(error, status))),
    }
}

type Headers = Vec<(&'static str, String)>;

/// The request, with the secret in the way the provider takes it.
fn question(metadata: &Metadata, client_id: &str, secret: &str, code: &str, verifier: &str, back: &str) -> (Headers, Bytes) {
    let ways = &metadata.token_endpoint_auth_methods_supported;
    let by_header = ways.is_empty() || ways.iter().any(|way| way == "client_secret_basic");
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", back)
        .append_pair("code_verifier", verifier);
    let mut headers = vec![("content-type", "application/x-www-form-urlencoded".to_owned())];
    if by_header {
        headers.push(("authorization", basic(client_id, secret)));
    } else {
        form.append_pair("client_id", client_id).append_pair("client_secret", secret);
    }
    (headers, Bytes::from(form.finish()))
}

/// RFC 6749, 2.3.1: both are escaped as in a form before they are joined.
fn basic(client_id: &str, secret: &str) -> String {
    let escaped = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", escaped(client_id), escaped(secret))))
}

/// Their word for what is wrong, as far as it is one.
pub(crate) fn word(error: &str, status: u16) -> String {
    let clean: String = error.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(60).collect();
    if clean.is_empty() { status.to_string() } else { clean }
}

fn says_enough(claims: &Claims, role_claim: &str) -> bool {
    claims.contains_key("email") && (role_claim.is_empty() || found(claims, role_claim).is_some())
}

/// The claims that say that the address beside them was made sure of.
const VOUCHING: [&str; 2] = ["email_verified", "xms_edov"];

/// What the provider tells on asking, beside what is in the token. It must be about the same person; the token's own word goes first,
/// and an address is verified only by whoever named it.
async fn with_more(counter: &Counter<'_>, mut claims: Claims, access: &str) -> Result<Claims, Ailment> {
    let Some(address) = &counter.metadata.userinfo_endpoint else { return Ok(claims) };
    let headers = vec![("authorization", format!("Bearer {access}"))];
    let (status, said) = ask(counter.caller, Method::GET, address, headers, Bytes::new()).await?;
    let Some(more) = said.as_object().filter(|_| status == 200) else { return Ok(claims) };
    if token::subject(more) != token::subject(&claims) {
        return Err(Distrust::Subject.into());
    }
    let mut both = more.clone();
    if claims.contains_key("email") && claims.get("email") != more.get("email") {
        both.retain(|claim, _| !VOUCHING.contains(&claim.as_str()));
    }
    if !claims.contains_key("email") {
        claims.retain(|claim, _| !VOUCHING.contains(&claim.as_str()));
    }
    both.extend(claims);
    Ok(both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_secrets_are_escaped_before_they_are_joined() {
        let said = basic("desk:one", "p%&é");
        let plain = STANDARD.decode(said.trim_start_matches("Basic ")).expect("base 64");

        assert_eq!(String::from_utf8_lossy(&plain), "desk%3Aone:p%25%26%C3%A9");
    }

    #[test]
    fn a_claim_deeper_in_the_token_needs_no_asking() {
        let claims = serde_json::json!({ "sub": "7", "email": "ana@kettle.example", "realm_access": { "roles": ["desk"] } });
        let claims = claims.as_object().expect("claims");

        assert!(says_enough(claims, "") && says_enough(claims, "realm_access.roles"));
        assert!(!says_enough(claims, "groups") && !says_enough(claims, "realm_access.groups"));
    }

    #[test]
    fn a_providers_word_is_shown_as_a_word() {
        assert_eq!(word("invalid_grant", 400), "invalid_grant");
        assert_eq!(word("<b>x</b>", 400), "bxb");
        assert_eq!(word("", 503), "503");
    }
}
