//! Asking as a program asks: a method, an address, a token, JSON.

use crate::stage::Desk;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use serde_json::Value;
use tower::ServiceExt as _;

/// A request in the making.
pub struct Asking<'a> {
    desk: &'a Desk,
    request: axum::http::request::Builder,
    body: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Desk {
    pub fn asks(&self, token: &str, method: Method, path: &str) -> Asking<'_> {
        let path = if path.starts_with("/api") { path.to_owned() } else { format!("/api/v1{path}") };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "desk.example")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        Asking { desk: self, request, body: None }
    }

    pub async fn get(&self, token: &str, path: &str) -> Answer {
        self.asks(token, Method::GET, path).answer().await
    }

    pub async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        self.asks(token, Method::POST, path).json(&body).answer().await
    }

    pub async fn patch(&self, token: &str, path: &str, body: Value) -> Answer {
        self.asks(token, Method::PATCH, path).json(&body).answer().await
    }
}

impl Asking<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.text(body.to_string())
    }

    pub fn text(mut self, body: String) -> Self {
        self.body = Some(body);
        self.header(header::CONTENT_TYPE.as_str(), "application/json")
    }

    pub async fn raw(self) -> Response {
        let request = self.request.body(Body::from(self.body.unwrap_or_default())).expect("a request");
        self.desk.router.clone().oneshot(request).await.expect("an answer")
    }

    pub async fn answer(self) -> Answer {
        let (parts, body) = self.raw().await.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        answer.is_well_formed();
        answer
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn id(&self) -> i64 {
        self.body["id"].as_i64().unwrap_or_else(|| panic!("no id in {}", self.body))
    }

    /// The field a refusal is about.
    pub fn pointer(&self) -> &str {
        self.body["errors"][0]["pointer"].as_str().unwrap_or_default()
    }

    /// Every refusal is a problem with a remedy.
    fn is_well_formed(&self) {
        assert!(!self.status.is_server_error(), "it broke: {self:?}");
        if self.status.is_client_error() {
            assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
            assert_eq!(self.body["status"], self.status.as_u16(), "{self:?}");
            let said = |name: &str| self.body[name].as_str().is_some_and(|text| !text.is_empty() && !text.contains("web-"));
            assert!(said("title") && said("detail") && said("remedy"), "{self:?}");
        }
    }
}
