//! A provider that can do everything right and tell every lie: its description, keys, codes, tokens, and what it says on asking.

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use kit::Clock;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair, RsaPublicKeyComponents};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use url::Url;

pub const CLIENT: &str = "desk";
pub const SECRET: &str = "whispered to the desk: 100%";

/// How the next tokens are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signs {
    #[default]
    Right,
    /// `alg: none`, and nothing behind the last dot.
    NotAtAll,
    /// HMAC with the public key as if it were a shared secret.
    WithItsPublicKey,
    /// RSA, over other bytes.
    SomethingElse,
}

#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    clock: Clock,
    key: Arc<RsaKeyPair>,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    codes: HashMap<String, Request>,
    /// What tokens say besides what is right.
    lies: Map<String, Value>,
    header_lies: Map<String, Value>,
    signs: Signs,
    /// A code is good again and again.
    forgets_codes: bool,
    /// What stands in the token, and what is told on asking.
    told_on_asking: Map<String, Value>,
    metadata_lies: Map<String, Value>,
    asked_for_tokens: usize,
    asked_for_keys: usize,
}

#[derive(Clone)]
struct Request {
    nonce: String,
    challenge: String,
    redirect_uri: String,
    claims: Map<String, Value>,
}

impl Provider {
    /// Opens it at `issuer`; answers the port behind it.
    pub async fn opens(issuer: &str, clock: Clock) -> (Self, std::net::SocketAddr) {
        let der = STANDARD
            .decode(include_str!("provider_key.txt").split_whitespace().collect::<String>())
            .expect("base 64");
        let provider = Self {
            issuer: issuer.to_owned(),
            clock,
            key: Arc::new(RsaKeyPair::from_pkcs8(&der).expect("a key")),
            inner: Arc::default(),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(provider.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let local = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        (provider, local)
    }

    /// Somebody signs in there: the address they are led back to.
    pub fn sends_back(&self, address: &str, claims: Value) -> String {
        let asked = Url::parse(address).expect("an address");
        let said: HashMap<String, String> = asked.query_pairs().into_owned().collect();
        assert_eq!((said["client_id"].as_str(), said["response_type"].as_str()), (CLIENT, "code"));
        assert_eq!((said["code_challenge_method"].as_str(), asked.path()), ("S256", "/authorize"));
        let request = Request {
            nonce: said["nonce"].clone(),
            challenge: said["code_challenge"].clone(),
            redirect_uri: said["redirect_uri"].clone(),
            claims: object(claims),
        };
        let mut inner = self.inner.lock().expect("the provider");
        let code = format!("code-{}", inner.codes.len());
        inner.codes.insert(code.clone(), request);
        let back = said["redirect_uri"].strip_prefix("http://desk.example").expect("our address").to_owned();
        format!("{back}?code={code}&state={}", said["state"])
    }

    pub fn lies(&self, claims: Value) {
        self.inner.lock().expect("the provider").lies = object(claims);
    }

    pub fn lies_in_the_header(&self, header: Value) {
        self.inner.lock().expect("the provider").header_lies = object(header);
    }

    pub fn signs(&self, signs: Signs) {
        self.inner.lock().expect("the provider").signs = signs;
    }

    pub fn forgets_codes(&self) {
        self.inner.lock().expect("the provider").forgets_codes = true;
    }

    pub fn tells_on_asking(&self, claims: Value) {
        self.inner.lock().expect("the provider").told_on_asking = object(claims);
    }

    pub fn lies_about_itself(&self, metadata: Value) {
        self.inner.lock().expect("the provider").metadata_lies = object(metadata);
    }

    pub fn asked_for_tokens(&self) -> usize {
        self.inner.lock().expect("the provider").asked_for_tokens
    }

    pub fn asked_for_keys(&self) -> usize {
        self.inner.lock().expect("the provider").asked_for_keys
    }

    /// A token with these claims, as it signs just now.
    pub fn token(&self, claims: Map<String, Value>) -> String {
        let inner = self.inner.lock().expect("the provider");
        let algorithm = match inner.signs {
            Signs::NotAtAll => "none",
            Signs::WithItsPublicKey => "HS256",
            Signs::Right | Signs::SomethingElse => "RS256",
        };
        let header = merged(object(json!({ "alg": algorithm, "typ": "JWT", "kid": "one" })), &inner.header_lies);
        let body = merged(claims, &inner.lies);
        let encoded = |part: &Map<String, Value>| URL_SAFE_NO_PAD.encode(Value::Object(part.clone()).to_string());
        let message = format!("{}.{}", encoded(&header), encoded(&body));
        let signature = match inner.signs {
            Signs::NotAtAll => Vec::new(),
            Signs::Right => self.rsa(message.as_bytes()),
            Signs::SomethingElse => self.rsa(b"something else"),
            Signs::WithItsPublicKey => {
                let shared = hmac::Key::new(hmac::HMAC_SHA256, self.key.public_key().as_ref());
                hmac::sign(&shared, message.as_bytes()).as_ref().to_vec()
            }
        };
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// A word that somebody signed out there.
    pub fn logout_token(&self, subject: &str) -> String {
        let now = self.clock.now().seconds();
        self.token(object(json!({ "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": "1", "sub": subject,
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} } })))
    }

    fn rsa(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .expect("a signature");
        signature
    }

    fn redeemed(&self, form: &HashMap<String, String>) -> Option<Request> {
        let mut inner = self.inner.lock().expect("the provider");
        let code = form.get("code")?;
        let request = if inner.forgets_codes {
            inner.codes.get(code).cloned()
        } else {
            inner.codes.remove(code)
        }?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form.get("code_verifier")?.as_bytes()));
        (challenge == request.challenge && form.get("redirect_uri") == Some(&request.redirect_uri)).then_some(request)
    }
}

async fn describe(State(provider): State<Provider>) -> Json<Value> {
    let at = &provider.issuer;
    let right = json!({ "issuer": at, "authorization_endpoint": format!("{at}/authorize"), "token_endpoint": format!("{at}/token"),
        "jwks_uri": format!("{at}/jwks"), "userinfo_endpoint": format!("{at}/userinfo"), "end_session_endpoint": format!("{at}/leave"),
        "response_types_supported": ["code", "id_token"] });
    let lies = provider.inner.lock().expect("the provider").metadata_lies.clone();
    Json(Value::Object(merged(object(right), &lies)))
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    provider.inner.lock().expect("the provider").asked_for_keys += 1;
    let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let RsaPublicKeyComponents { n, e } = RsaPublicKeyComponents::<Vec<u8>>::from(provider.key.public());
    Json(json!({ "keys": [
        { "kty": "oct", "kid": "two", "k": "AAAA" },
        { "kty": "RSA", "kid": "one", "use": "sig", "alg": "RS256", "n": part(&n), "e": part(&e) },
    ] }))
}

async fn token(State(provider): State<Provider>, headers: HeaderMap, Form(form): Form<HashMap<String, String>>) -> Response {
    provider.inner.lock().expect("the provider").asked_for_tokens += 1;
    let expected = format!(
        "Basic {}",
        STANDARD.encode(format!("{CLIENT}:{}", url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect::<String>()))
    );
    if headers.get(header::AUTHORIZATION).and_then(|said| said.to_str().ok()) != Some(&expected) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    }
    let Some(request) = provider.redeemed(&form) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let now = provider.clock.now().seconds();
    let right = json!({ "iss": provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": request.nonce });
    let id_token = provider.token(merged(object(right), &request.claims));
    Json(json!({ "access_token": "a", "token_type": "Bearer", "id_token": id_token })).into_response()
}

async fn userinfo(State(provider): State<Provider>) -> Json<Value> {
    Json(Value::Object(provider.inner.lock().expect("the provider").told_on_asking.clone()))
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().expect("an object")
}

/// Null takes away.
fn merged(mut right: Map<String, Value>, lies: &Map<String, Value>) -> Map<String, Value> {
    for (name, value) in lies {
        if value.is_null() {
            right.remove(name);
        } else {
            right.insert(name.clone(), value.clone());
        }
    }
    right
}
