//! The door of this room for scenes: the real routes, with Ana (may edit and merge), Ben (may also manage settings),
//! Lea (sees customers only), Mer (may merge and sees nobody), Nil (may see nothing here) and whoever has no session.

use super::{Desk, Letters};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use customers::{CustomerId, CustomerPanels, Neighbours, timeline};
use db::{Trouble, Tx, Value};
use futures::future::BoxFuture;
use kit::{Key, Locale, Token};
use tower::ServiceExt as _;
use web::{Gatekeeper, Markup, Permissions, Person, SignedIn, Site, Storyteller, Text, html};

pub struct Door {
    pub desk: Desk,
    router: Router,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
}

struct Book;

impl Gatekeeper for Book {
    fn who<'a>(&'a self, _: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let person = match session.reveal() {
            "ana" => Some(person(1, "Ana", Locale::En, &["customers.see", "customers.edit", "customers.merge"])),
            "ben" => Some(person(2, "Ben", Locale::Es, &["customers.see", "customers.edit", "customers.merge", "settings.manage"])),
            "lea" => Some(person(3, "Lea", Locale::Zh, &["customers.see"])),
            "mer" => Some(person(5, "Mer", Locale::En, &["customers.merge"])),
            "nil" => Some(person(4, "Nil", Locale::En, &["conversations.note"])),
            _ => None,
        };
        Box::pin(async move { Ok(person) })
    }

    fn bearer<'a>(&'a self, _: &'a Site, _: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async { Ok(None) })
    }
}

fn person(agent_id: i64, name: &str, locale: Locale, permissions: &[&str]) -> Person {
    let permissions = Permissions::of(permissions.iter().copied());
    Person {
        agent_id,
        session_id: Some(agent_id),
        name: name.into(),
        locale,
        permissions,
        zone: "UTC".into(),
        ..Person::default()
    }
}

/// Conversations 1 to 9 are Ana's to see; the panel says for whom it was drawn.
struct Conversations;

impl CustomerPanels for Conversations {
    fn sections(&self, _: &mut Tx<'_>, signed_in: &SignedIn, customer: CustomerId) -> Result<Vec<Markup>, Trouble> {
        Ok(vec![html! { section { "conversations of " (customer) " for " (signed_in.name) } }])
    }

    fn seen_conversations(&self, _: &SignedIn) -> timeline::Seen {
        ("activity.conversation_id IS NULL OR activity.conversation_id < $?", vec![Value::Integer(10)])
    }
}

/// Tells this room's events, and the subject of any other, as a careless neighbour might.
struct Stories;

impl Storyteller for Stories {
    fn tell(&self, entry: &db::activity::Entry, text: &Text) -> Option<String> {
        match serde_json::from_str(&entry.detail) {
            Ok(event) => customers::pages::story(&event, text),
            Err(_) => Some(entry.detail.clone()),
        }
    }
}

impl testkit::Stage for Door {
    async fn set_up(place: testkit::TestPlace) -> Self {
        let desk = Desk::set_up(place).await;
        let site = Site::builder(desk.0.db.clone(), Key::from_bytes([7; 32]), "http://desk.example")
            .texts(&[customers::TEXTS])
            .gatekeeper(Book)
            .storyteller(Stories)
            .settings_menu(customers::pages::MENU.to_vec())
            .with(Neighbours { panels: Box::new(Conversations), followers: vec![Box::new(Letters)] })
            .build();
        let router = customers::pages::routes().merge(web::routes()).into_router(site);
        Self { desk, router }
    }
}

impl Door {
    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(who, Method::GET, path, Body::empty()).await
    }

    /// Posts a form as the browser does: with the token of a page just seen.
    pub async fn post(&self, who: &str, path: &str, form: &str) -> Answer {
        let page = self.get(who, "/nowhere").await.text;
        let csrf = page
            .split_once("name=\"csrf-token\" content=\"")
            .map_or("", |(_, after)| after.split('"').next().unwrap_or(""));
        let csrf = if csrf.is_empty() { self.token(who).await } else { csrf.to_owned() };
        self.send(who, Method::POST, path, Body::from(format!("csrf={csrf}&{form}"))).await
    }

    /// The token of a page this person may see.
    async fn token(&self, who: &str) -> String {
        for path in ["/customers", "/settings/customer-attributes"] {
            let text = self.get(who, path).await.text;
            if let Some((_, after)) = text.split_once("name=\"csrf-token\" content=\"") {
                return after.split('"').next().unwrap_or("").to_owned();
            }
        }
        String::new()
    }

    async fn send(&self, who: &str, method: Method, path: &str, body: Body) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "desk.example")
            .header("accept", "text/html")
            .header("origin", "http://desk.example")
            .header("content-type", "application/x-www-form-urlencoded");
        if !who.is_empty() {
            request = request.header("cookie", format!("frontline={who}"));
        }
        let answer = self.router.clone().oneshot(request.body(body).expect("a request")).await.expect("an answer");
        let status = answer.status();
        let location = answer
            .headers()
            .get("location")
            .map_or(String::new(), |value| value.to_str().unwrap_or("").to_owned());
        let bytes = to_bytes(answer.into_body(), 1 << 22).await.expect("a body");
        Answer { status, location, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}
