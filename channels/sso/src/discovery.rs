//! Learning a provider's addresses from its issuer (OpenID Connect Discovery 1.0), and trying out what was typed before it is saved.

use crate::ailment::Ailment;
use crate::exchange;
use crate::jwk::Keys;
use bytes::Bytes;
use hyper::Method;
use kit::Moment;
use outside::{Ask, Caller, OwnNetwork};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use url::Url;

const WELL_KNOWN: &str = "/.well-known/openid-configuration";
/// What was learned is good for this long; then it is asked anew.
const KNOWN_SECONDS: i64 = 300;
const SOON_SECONDS: i64 = 10;

/// What a provider says about itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Metadata {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub jwks_uri: String,
    pub userinfo_endpoint: Option<String>,
    pub end_session_endpoint: Option<String>,
    pub token_endpoint_auth_methods_supported: Vec<String>,
    pub response_types_supported: Vec<String>,
    pub authorization_response_iss_parameter_supported: bool,
}

/// By issuer, with when it was learned.
type Shelf<T> = Arc<Mutex<HashMap<String, (Moment, T)>>>;

/// What was learned a moment ago, by issuer, so that a thousand knocks at the doorstep are one question to the provider.
#[derive(Debug, Clone, Default)]
pub struct Known {
    providers: Shelf<Result<Metadata, Ailment>>,
    keys: Shelf<Keys>,
}

impl Known {
    /// What the provider says about itself, asked anew when it was long ago; what went wrong is asked anew after a few seconds.
    pub async fn of(&self, caller: &Caller, own: &OwnNetwork, issuer: &str, now: Moment) -> Result<Metadata, Ailment> {
        if let Some(fresh) = self.fresh(issuer, now) {
            return fresh;
        }
        let learned = match discover(caller, own, issuer).await {
            Ok(learned) if learned.issuer != issuer => Err(Ailment::OtherIssuer(learned.issuer)),
            learned => learned,
        };
        if let Ok(mut known) = self.providers.lock() {
            known.insert(issuer.to_owned(), (now, learned.clone()));
        }
        learned
    }

    fn fresh(&self, issuer: &str, now: Moment) -> Option<Result<Metadata, Ailment>> {
        let known = self.providers.lock().ok()?;
        let (learned, said) = known.get(issuer)?;
        let lasts = if said.is_ok() { KNOWN_SECONDS } else { SOON_SECONDS };
        (now.seconds_since(*learned) < lasts).then(|| said.clone())
    }

    /// The provider's keys. One that is not among those known is asked for, but not twice within a few seconds, whoever makes it up.
    pub async fn keys(&self, caller: &Caller, metadata: &Metadata, kid: Option<&str>, now: Moment) -> Result<Keys, Ailment> {
        if let Some(fresh) = self.fresh_keys(&metadata.issuer, kid, now) {
            return Ok(fresh);
        }
        let learned = keys(caller, metadata).await?;
        if let Ok(mut known) = self.keys.lock() {
            known.insert(metadata.issuer.clone(), (now, learned.clone()));
        }
        Ok(learned)
    }

    fn fresh_keys(&self, issuer: &str, kid: Option<&str>, now: Moment) -> Option<Keys> {
        let known = self.keys.lock().ok()?;
        let (learned, keys) = known.get(issuer)?;
        let ago = now.seconds_since(*learned);
        (ago < SOON_SECONDS || (ago < KNOWN_SECONDS && keys.knows(kid))).then(|| keys.clone())
    }
}

/// The issuer in what somebody typed: the address itself, or that of its description.
pub fn issuer_of(typed: &str, own: &OwnNetwork) -> Option<String> {
    let typed = typed.trim().trim_end_matches(WELL_KNOWN);
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let url = Url::parse(&whole).ok()?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    (plain && may_be_opened(&url, own)).then_some(whole)
}

/// Asks the provider about itself. Its name may differ from what was typed by a slash at the end, and in nothing else.
pub async fn discover(caller: &Caller, own: &OwnNetwork, issuer: &str) -> Result<Metadata, Ailment> {
    let base = issuer.trim_end_matches('/');
    let (status, said) = ask(caller, Method::GET, &format!("{base}{WELL_KNOWN}"), Vec::new(), Bytes::new()).await?;
    if status != 200 {
        return Err(Ailment::Status(host(issuer), status));
    }
    let found = Metadata::deserialize(&said).map_err(|_| Ailment::Unreadable(host(issuer)))?;
    if found.issuer.trim_end_matches('/') != base {
        return Err(Ailment::OtherIssuer(found.issuer));
    }
    let addresses = [&found.authorization_endpoint, &found.token_endpoint, &found.jwks_uri];
    let others = [found.userinfo_endpoint.as_ref(), found.end_session_endpoint.as_ref()];
    for address in addresses.into_iter().chain(others.into_iter().flatten()) {
        let url = Url::parse(address).map_err(|_| Ailment::Unreadable(host(issuer)))?;
        if !may_be_opened(&url, own) {
            return Err(Ailment::Unreadable(host(issuer)));
        }
    }
    let offers_code = found.response_types_supported.is_empty() || found.response_types_supported.iter().any(|kind| kind == "code");
    if offers_code { Ok(found) } else { Err(Ailment::NoCode) }
}

/// Tries out what was typed: the description, the keys, and whether the secret is taken. What is answered is the issuer's own name.
pub async fn rehearse(
    caller: &Caller,
    own: &OwnNetwork,
    issuer: &str,
    client_id: &str,
    secret: &str,
    back: &str,
) -> Result<String, Ailment> {
    let metadata = discover(caller, own, issuer).await?;
    if keys(caller, &metadata).await?.is_empty() {
        return Err(Ailment::NoCode);
    }
    // No provider gives anything for a code it never gave; but one that refuses the secret says so first.
    match exchange::ask_for_token(
        caller,
        &metadata,
        client_id,
        secret,
        "frontline-tries-the-secret",
        "rehearsal-rehearsal-rehearsal-rehearsal-rehearsal",
        back,
    )
    .await
    {
        Err(Ailment::Secret) => Err(Ailment::Secret),
        Err(trouble @ (Ailment::Silent(..) | Ailment::Inside(..) | Ailment::Address)) => Err(trouble),
        _ => Ok(metadata.issuer),
    }
}

/// The provider's keys, as they are now: they change whenever it likes.
pub async fn keys(caller: &Caller, metadata: &Metadata) -> Result<Keys, Ailment> {
    let (status, said) = ask(caller, Method::GET, &metadata.jwks_uri, Vec::new(), Bytes::new()).await?;
    let host = host(&metadata.jwks_uri);
    if status != 200 {
        return Err(Ailment::Status(host, status));
    }
    Keys::read(&said).ok_or(Ailment::Unreadable(host))
}

/// One question to a provider; what is no JSON reads as null.
pub(crate) async fn ask(
    caller: &Caller,
    method: Method,
    address: &str,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
) -> Result<(u16, Value), Ailment> {
    let url = Url::parse(address).map_err(|_| Ailment::Address)?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let headers = [vec![("accept", "application/json".to_owned())], headers].concat();
    let answer = caller
        .ask(Ask { method, url, headers, body })
        .await
        .map_err(|trouble| Ailment::of(&host, trouble))?;
    Ok((answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null)))
}

fn may_be_opened(url: &Url, own: &OwnNetwork) -> bool {
    own.has(url) || (url.scheme() == "https" && url.has_host())
}

fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(ToOwned::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_35_only_an_https_address_is_an_issuer_unless_the_machine_names_it() {
        let own = OwnNetwork::parse("http://127.0.0.1:4011").expect("an origin");
        for (typed, issuer) in [
            ("https://sso.example", Some("https://sso.example")),
            ("sso.example/realms/kettle", Some("https://sso.example/realms/kettle")),
            ("https://sso.example/.well-known/openid-configuration", Some("https://sso.example")),
            ("https://tenant.example/", Some("https://tenant.example/")),
            ("http://127.0.0.1:4011", Some("http://127.0.0.1:4011")),
            ("http://127.0.0.1:4012", None),
            ("http://sso.example", None),
            ("https://u:p@sso.example", None),
            ("https://sso.example/?tenant=1", None),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("", None),
        ] {
            assert_eq!(issuer_of(typed, &own).as_deref(), issuer, "{typed}");
        }
    }
}
