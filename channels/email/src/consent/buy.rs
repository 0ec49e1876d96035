//! One purchase at a provider's token address (RFC 6749, sections 4.1.3 and 6): a code or a refresh token for an access token.
//!
//! Only over https; plain http is for an identity server on this very machine. What the provider answers is read within
//! limits, and of an error only its code reaches a person.

use super::Client;
use crate::tls::{Dial, Tcp, Wire, secure};
use axum::http::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HOST, USER_AGENT};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use std::time::Duration;
use url::{Host, Url};

const WITHIN: Duration = Duration::from_secs(20);
const LARGEST_BYTES: usize = 64 * 1024;

/// What a purchase brought. No `Debug`: it holds secrets.
#[derive(Clone, Deserialize)]
pub struct Bought {
    pub access_token: String,
    #[serde(rename = "expires_in", default, deserialize_with = "seconds")]
    pub lives_seconds: Option<i64>,
    #[serde(default)]
    pub refresh_token: Option<String>,
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConsentTrouble {
    #[error("“{0}” is not an address that starts with https://. Enter the provider's address as its documentation gives it")]
    NotAllowed(String),
    #[error("the provider could not be reached ({0}). It is tried again by itself")]
    Unreachable(String),
    #[error("the provider took longer than 20 s. It is tried again by itself")]
    TooSlow,
    #[error("the provider answered in an unexpected way ({0}). Check its token address")]
    Gibberish(String),
    #[error("the provider no longer lets us in ({0}). Open Inboxes, choose the mailbox and sign in at the provider again")]
    Withdrawn(String),
    #[error("the provider does not know us ({0}). Check client id and client secret")]
    UnknownClient(String),
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Client {
    /// The first purchase, with the code the browser brought back.
    pub(crate) async fn buy_with_code(&self, code: &str, verifier: &str, redirect: &str) -> Result<Bought, ConsentTrouble> {
        self.buy(&[("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier), ("redirect_uri", redirect)])
            .await
    }

    /// Every later one.
    pub(crate) async fn buy_with_refresh_token(&self, token: &str) -> Result<Bought, ConsentTrouble> {
        self.buy(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    async fn buy(&self, what: &[(&str, &str)]) -> Result<Bought, ConsentTrouble> {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(what)
            .extend_pairs([("client_id", self.client_id.as_str()), ("client_secret", self.client_secret.as_str())])
            .finish();
        let url = allowed(&self.token_url)?;
        let (status, body) = tokio::time::timeout(WITHIN, post(&url, form)).await.unwrap_or(Err(ConsentTrouble::TooSlow))?;
        read(status, &body)
    }
}

/// An address of a provider: https, or http on this machine.
pub(crate) fn allowed(address: &str) -> Result<Url, ConsentTrouble> {
    let refused = || ConsentTrouble::NotAllowed(address.chars().take(200).collect());
    let url = Url::parse(address.trim()).map_err(|_| refused())?;
    let on_this_machine = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let good_scheme = url.scheme() == "https" || (url.scheme() == "http" && on_this_machine);
    let bare = url.username().is_empty() && url.password().is_none() && url.host().is_some();
    if good_scheme && bare { Ok(url) } else { Err(refused()) }
}

async fn post(url: &Url, form: String) -> Result<(u16, Bytes), ConsentTrouble> {
    let lost = |e: hyper::Error| ConsentTrouble::Unreachable(e.to_string());
    let wire = connect(url).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(wire)).await.map_err(lost)?;
    tokio::spawn(async move { tokio::time::timeout(WITHIN, connection).await });
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let request = Request::post(&url[url::Position::BeforePath..url::Position::AfterQuery])
        .header(HOST, host)
        .header(USER_AGENT, "Frontline")
        .header(ACCEPT, "application/json")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Full::new(Bytes::from(form)))
        .map_err(|e| ConsentTrouble::NotAllowed(e.to_string()))?;
    let response = sender.send_request(request).await.map_err(lost)?;
    let status = response.status().as_u16();
    let body = Limited::new(response.into_body(), LARGEST_BYTES).collect().await;
    Ok((status, body.map_err(|e| ConsentTrouble::Gibberish(e.to_string()))?.to_bytes()))
}

async fn connect(url: &Url) -> Result<Wire, ConsentTrouble> {
    let host = match url.host() {
        Some(Host::Ipv6(address)) => address.to_string(),
        Some(host) => host.to_string(),
        None => String::new(),
    };
    let port = url.port_or_known_default().unwrap_or(443);
    let wire = Tcp.dial(&host, port).await.map_err(|e| ConsentTrouble::Unreachable(e.to_string()))?;
    match url.scheme() {
        "http" => Ok(wire),
        _ => secure(wire, &host, None).await.map_err(|e| ConsentTrouble::Unreachable(e.to_string())),
    }
}

/// A 4xx with an error code is the provider's word (RFC 6749, section 5.2); anything else may pass.
fn read(status: u16, body: &[u8]) -> Result<Bought, ConsentTrouble> {
    if status == 200 {
        let bought: Bought = serde_json::from_slice(body).map_err(|e| ConsentTrouble::Gibberish(e.to_string()))?;
        let visible = |token: &str| !token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic());
        return if visible(&bought.access_token) {
            Ok(bought)
        } else {
            Err(ConsentTrouble::Gibberish("no token".into()))
        };
    }
    let code = serde_json::from_slice::<Refusal>(body).map(|refusal| refusal.error).unwrap_or_default();
    let code: String = code.chars().filter(char::is_ascii_graphic).take(60).collect();
    match code.as_str() {
        _ if status >= 500 || status == 429 => Err(ConsentTrouble::Unreachable(format!("it answered {status}"))),
        "" => Err(ConsentTrouble::Gibberish(format!("it answered {status}"))),
        "invalid_client" | "unauthorized_client" => Err(ConsentTrouble::UnknownClient(code)),
        "invalid_grant" | "invalid_scope" | "access_denied" | "interaction_required" | "consent_required" => {
            Err(ConsentTrouble::Withdrawn(code))
        }
        _ => Err(ConsentTrouble::Gibberish(code)),
    }
}

/// A number of seconds, which some providers send as text.
fn seconds<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<i64>, D::Error> {
    let value = serde_json::Value::deserialize(value)?;
    let seconds = value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    Ok(seconds.filter(|seconds| (1..=31_536_000).contains(seconds)))
}

#[cfg(test)]
mod tests {
    use super::{ConsentTrouble, allowed, read};

    #[test]
    fn only_private_addresses_of_providers_are_taken() {
        for good in [
            "https://oauth2.provider.example/token",
            "https://login.provider.example:8443/a/b?x=1",
            "http://127.0.0.1:9000/token",
            "http://[::1]/token",
        ] {
            assert!(allowed(good).is_ok(), "{good}");
        }
        for bad in [
            "http://oauth2.provider.example/token",
            "http://169.254.169.254/",
            "ftp://provider.example",
            "file:///etc/passwd",
            "https://user:pw@provider.example/",
            "provider.example",
            "",
        ] {
            assert!(matches!(allowed(bad), Err(ConsentTrouble::NotAllowed(_))), "{bad}");
        }
    }

    #[test]
    fn what_a_provider_says_is_told_apart_by_what_to_do() {
        let said = |status, body: &str| read(status, body.as_bytes()).err();
        let bought = read(200, br#"{"access_token":"ya29","expires_in":"3599","token_type":"Bearer"}"#).expect("a token");

        assert_eq!((bought.access_token.as_str(), bought.lives_seconds), ("ya29", Some(3_599)));
        assert_eq!(
            said(400, r#"{"error":"invalid_grant","error_description":"secret details"}"#),
            Some(ConsentTrouble::Withdrawn("invalid_grant".into()))
        );
        assert_eq!(said(401, r#"{"error":"invalid_client"}"#), Some(ConsentTrouble::UnknownClient("invalid_client".into())));
        assert!(matches!(said(503, "<html>"), Some(ConsentTrouble::Unreachable(_))));
        assert!(matches!(said(404, "<html>"), Some(ConsentTrouble::Gibberish(_))));
        assert!(matches!(said(200, "{}"), Some(ConsentTrouble::Gibberish(_))));
        assert!(matches!(said(200, r#"{"access_token":"a\r\nb"}"#), Some(ConsentTrouble::Gibberish(_))));
    }
}
