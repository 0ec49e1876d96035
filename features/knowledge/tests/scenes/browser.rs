//! A browser for the scenes: keeps cookies, sends the token of the last form, and comes from an address.

use crate::stage::House;
use agents::AgentId;
use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use db::Actor;
use http_body_util::BodyExt as _;
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// Somebody at a browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub csrf: String,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub leads_to: String,
    pub body: String,
}

impl House {
    /// A browser nobody has used yet.
    pub fn browser(&self) -> Browser {
        let router = knowledge::pages::routes()
            .merge(desk::pages::routes())
            .merge(web::routes())
            .into_router(self.site.clone());
        Browser { router, cookies: BTreeMap::new(), csrf: String::new() }
    }

    /// The browser of somebody who works here.
    pub async fn at_the_desk(&self, agent: AgentId) -> Browser {
        let visitor = agents::sign_in::Visitor::default();
        let token = self
            .works(Actor::Agent(agent.0), move |work| agents::sessions::open(work, agent, &visitor, "password"))
            .await;
        let mut browser = self.browser();
        browser.cookies.insert("__Host-frontline".into(), token.reveal().into());
        browser
    }
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Page {
        let page = self.send(Method::GET, path, String::new()).await;
        if let Some(csrf) = between(&page.body, "name=\"csrf-token\" content=\"", "\"") {
            self.csrf = csrf.to_owned();
        }
        page
    }

    /// Posts with the token of the last page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let all = fields.iter().copied().chain([("csrf", csrf.as_str())]);
        let form = all.map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&");
        self.send(Method::POST, path, form).await
    }

    pub async fn send(&mut self, method: Method, path: &str, body: String) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "desk.example")
            .header(ACCEPT, "text/html")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, cookies.join("; "))
            .body(Body::from(body))
            .expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie"));
        }
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
}

/// The text between two others, the first time they occur.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

fn escaped(value: &str) -> String {
    let one = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    value.bytes().map(one).collect()
}
