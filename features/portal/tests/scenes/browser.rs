//! A browser for the scenes: keeps cookies, sends the token of the last form, and comes from an address.

use crate::stage::House;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tower::ServiceExt as _;

/// Somebody at a browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub csrf: String,
    pub peer: String,
    pub language: &'static str,
    pub headers: Vec<(&'static str, &'static str)>,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub leads_to: String,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl House {
    /// A browser nobody has used yet.
    pub fn browser(&self) -> Browser {
        let router = portal::routes().merge(web::routes()).into_router(self.site.clone());
        Browser {
            router,
            cookies: BTreeMap::new(),
            csrf: String::new(),
            peer: "192.0.2.1:4000".into(),
            language: "en",
            headers: Vec::new(),
        }
    }

    /// A browser that came in with the code from the mailbox.
    pub async fn comes_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        browser.asks_for_code(email).await;
        let (_, code) = self.letters().await.into_iter().rfind(|(to, _)| to == email).expect("a letter");
        browser.get("/portal/code").await;
        let page = browser.post("/portal/sign-in", &[("code", &code)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{email} does not come in: {}", page.body);
        browser.get("/portal").await;
        browser
    }
}

impl Browser {
    pub async fn asks_for_code(&mut self, email: &str) -> Page {
        self.get("/portal").await;
        self.post("/portal/code", &[("email", email)]).await
    }

    pub async fn get(&mut self, path: &str) -> Page {
        let page = self.send(Method::GET, path, String::new()).await;
        if let Some(csrf) = between(&page.body, "name=\"csrf\" value=\"", "\"") {
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
        let peer: SocketAddr = self.peer.parse().expect("an address");
        let mut request = Request::builder();
        for (name, value) in &self.headers {
            request = request.header(*name, *value);
        }
        let request = request
            .method(method)
            .uri(path)
            .header("host", "shop.example")
            .header(ACCEPT, "text/html")
            .header("accept-language", self.language)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, cookies.join("; "))
            .extension(ConnectInfo(peer))
            .body(Body::from(body))
            .expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie"));
        }
        let bytes = body.collect().await.expect("a body").to_bytes().to_vec();
        Page {
            status: parts.status,
            leads_to: parts.headers.get(LOCATION).map_or("", |to| to.to_str().expect("a path")).to_owned(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
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

    pub fn session(&self) -> Option<&str> {
        self.cookies.get("__Host-frontline-portal").map(String::as_str)
    }
}

/// The text between two others, the first time they occur.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

/// A hidden field's value, as it was before it was written into the page.
pub fn hidden(page: &str, name: &str) -> String {
    let written = between(page, &format!("name=\"{name}\" value=\""), "\"").unwrap_or_else(|| panic!("no {name} in {page}"));
    written.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
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
