//! A browser for the scenes: keeps cookies, sends the token of the last form, and comes from an address.

use crate::stage::{PASSWORD, People, email_of};
use agents::changes::{RoleSetting, TeamSetting};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt as _;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt as _;
use web::Site;

/// Somebody at a browser.
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    csrf: String,
    pub peer: &'static str,
    pub headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub leads_to: String,
    pub body: String,
}

impl People {
    pub fn site(&self, base_url: &str) -> Site {
        agents::furnish(Site::builder(self.db().clone(), self.key.clone(), base_url))
            .settings_menu([agents::SETTINGS_MENU_OWN, agents::SETTINGS_MENU].concat())
            .with(agents::changes::Settings(vec![Arc::new(TeamSetting), Arc::new(RoleSetting)]))
            .build()
    }

    /// A browser nobody has used yet.
    pub fn browser(&self) -> Browser {
        self.browser_at("http://desk.example")
    }

    pub fn browser_at(&self, base_url: &str) -> Browser {
        self.browser_on(self.site(base_url))
    }

    pub fn browser_on(&self, site: Site) -> Browser {
        let router = agents::routes().merge(web::routes()).merge(agents::api::routes()).into_router(site);
        let headers = vec![("host", "desk.example".to_owned()), (ACCEPT.as_str(), "text/html".to_owned())];
        Browser {
            router,
            cookies: BTreeMap::new(),
            csrf: String::new(),
            peer: "192.0.2.1:4000",
            headers,
        }
    }

    /// A browser that signed in through the page of whom a second factor is asked.
    pub async fn signed_in_and_led(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        browser.get("/sign-in").await;
        browser.post("/sign-in", &[("email", email_of(name).as_str()), ("password", PASSWORD)]).await;
        browser
    }

    /// A browser that signed in through the page.
    pub async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        browser.get("/sign-in").await;
        let page = browser.post("/sign-in", &[("email", email_of(name).as_str()), ("password", PASSWORD)]).await;
        assert_eq!((page.status, page.leads_to.as_str()), (StatusCode::SEE_OTHER, "/"), "{name}");
        browser.get("/settings/profile").await;
        browser
    }
}

impl Browser {
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
        let form = fields
            .iter()
            .copied()
            .chain([("csrf", csrf.as_str())])
            .map(|(name, value)| format!("{name}={}", escaped(value)));
        let form = form.collect::<Vec<_>>().join("&");
        self.send(Method::POST, path, form).await
    }

    /// Posts as another site would: with our cookies, without our token.
    pub async fn forge(&mut self, path: &str) -> Page {
        self.send(Method::POST, path, "name=x".into()).await
    }

    pub async fn send(&mut self, method: Method, path: &str, body: String) -> Page {
        let response = self.ask(method, path, body).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let leads_to = parts.headers.get(LOCATION).map_or("", |to| to.to_str().expect("a path")).to_owned();
        Page {
            status: parts.status,
            leads_to,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The answer as it comes; a stream goes on.
    pub async fn ask(&mut self, method: Method, path: &str, body: String) -> Response {
        let mut request = Request::builder().method(method).uri(path).header(
            CONTENT_TYPE,
            if body.starts_with('{') {
                "application/json"
            } else {
                "application/x-www-form-urlencoded"
            },
        );
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let peer: SocketAddr = self.peer.parse().expect("an address");
        let request = request
            .header(COOKIE, cookies.join("; "))
            .extension(ConnectInfo(peer))
            .body(Body::from(body))
            .expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        for cookie in response.headers().get_all(SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie"));
        }
        response
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

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Speaks with an API token instead of cookies.
    pub fn with_token(mut self, token: &str) -> Self {
        self.headers.push((AUTHORIZATION.as_str(), format!("Bearer {token}")));
        self
    }
}

/// The text between two others, the first time they occur.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
