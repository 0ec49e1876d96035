//! A browser for the scenes: keeps cookies, sends the token of the last form.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tower::ServiceExt as _;
use url::form_urlencoded::Serializer;

/// Somebody at a browser.
#[derive(Clone)]
pub struct Browser {
    pub router: Router,
    pub cookies: BTreeMap<String, String>,
    csrf: String,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub leads_to: String,
    pub body: String,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), csrf: String::new() }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        let page = self.send(Method::GET, path, String::new()).await;
        if let Some((_, rest)) = page.body.split_once("name=\"csrf\" value=\"") {
            self.csrf = rest.split('"').next().unwrap_or_default().to_owned();
        }
        page
    }

    /// Posts with the token of the last page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let form = Serializer::new(String::new()).extend_pairs(fields).append_pair("csrf", &csrf).finish();
        self.send(Method::POST, path, form).await
    }

    pub async fn send(&mut self, method: Method, path: &str, body: String) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let peer: SocketAddr = "192.0.2.1:4000".parse().expect("an address");
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "desk.example")
            .header(ACCEPT, "text/html")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, cookies.join("; "))
            .extension(ConnectInfo(peer))
            .body(Body::from(body))
            .expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        for cookie in response.headers().get_all(SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie"));
        }
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Page {
            status: parts.status,
            leads_to: parts.headers.get(LOCATION).map_or("", |to| to.to_str().expect("a path")).to_owned(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (name, rest) = cookie.split_once('=').expect("a cookie");
        let value = rest.split(';').next().unwrap_or_default();
        if value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Whether somebody is signed in.
    pub async fn is_in(&mut self) -> bool {
        self.get("/settings/profile").await.status == StatusCode::OK
    }
}
