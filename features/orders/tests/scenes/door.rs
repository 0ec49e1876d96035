//! The order desk's door for scenes: the real routes, with Ana, Ben and Noor in their roles, Lia who sees customers and no
//! orders, Sue who sees orders and may not act, Max who manages the order desk and sees no orders, and whoever has no
//! session. Conversation 7 is Mia’s; nobody sees 8.

use crate::stage::{Shop, permissive};
use agents::{AgentId, rights};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{Method, Request, StatusCode};
use db::{Actor, Trouble, Tx, Work};
use futures::future::BoxFuture;
use kit::{Key, Locale, Token};
use orders::pages::{Beside, Desk, Named, Workspace};
use orders::suggestions::{Asking, Talk};
use orders::verification::{Method as Shows, Within, known_by_channel};
use std::sync::{Arc, Mutex};
use tower::ServiceExt as _;
use web::{Gatekeeper, Markup, Permissions, Person, SignedIn, Site};

/// What was put into the replies: the conversation, the text or the file's name and size.
type Replies = Arc<Mutex<Vec<(i64, String)>>>;

pub struct Door {
    pub shop: Shop,
    pub replies: Replies,
    /// What conversation 7 is like, for suggestions.
    pub asking: Arc<Mutex<Asking>>,
    router: Router,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
    pub bytes: Vec<u8>,
    pub kind: String,
}

struct Book {
    ana: i64,
    ben: i64,
    noor: i64,
}

impl Gatekeeper for Book {
    fn who<'a>(&'a self, site: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async move {
            let (id, name, locale) = match session.reveal() {
                "ana" => (self.ana, "Ana", Locale::En),
                "ben" => (self.ben, "Ben", Locale::Es),
                "noor" => (self.noor, "Noor", Locale::Zh),
                "lia" => return Ok(Some(person(901, "Lia", Locale::En, Permissions::of(["customers.see"])))),
                "sue" => return Ok(Some(person(902, "Sue", Locale::En, Permissions::of(["orders.see"])))),
                "max" => return Ok(Some(person(903, "Max", Locale::En, Permissions::of(["orders.manage", "customers.see"])))),
                _ => return Ok(None),
            };
            let held = site.db().read(move |tx| rights::of_agent(tx, AgentId(id))).await?;
            let words: Vec<&str> = agents::permissions::ALL.iter().filter(|p| held.has(**p)).map(|p| p.word()).collect();
            Ok(Some(person(id, name, locale, Permissions::of(words))))
        })
    }

    fn bearer<'a>(&'a self, _: &'a Site, _: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async { Ok(None) })
    }
}

fn person(agent_id: i64, name: &str, locale: Locale, permissions: Permissions) -> Person {
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

struct Conversations {
    mia: customers::CustomerId,
    asking: Arc<Mutex<Asking>>,
    replies: Replies,
}

impl Conversations {
    fn mias(&self) -> Beside {
        Beside {
            id: 70,
            customer: self.mia,
            channel: "email".into(),
            category: Some("complaint".into()),
        }
    }
}

impl Workspace for Conversations {
    fn beside(&self, _: &mut Tx<'_>, _: &SignedIn, number: i64) -> Result<Beside, Trouble> {
        if number == 7 { Ok(self.mias()) } else { Err(Trouble::NotFound("conversation")) }
    }

    fn keyed(&self, _: &mut Tx<'_>, _: &SignedIn, id: i64) -> Result<Beside, Trouble> {
        if id == 70 { Ok(self.mias()) } else { Err(Trouble::NotFound("conversation")) }
    }

    fn asking(&self, tx: &mut Tx<'_>, who: &SignedIn, customer: customers::CustomerId, talk: Option<Named>) -> Result<Asking, Trouble> {
        let mut asking = self.asking.lock().expect("a lock").clone();
        let number = match talk {
            Some(Named::Number(number)) => Some(number),
            Some(Named::Key(key)) => Some(key / 10),
            None => None,
        };
        let talk = number.map(|number| self.beside(tx, who, number)).transpose()?;
        if talk.as_ref().is_some_and(|talk| talk.customer != customer) {
            return Err(Trouble::NotFound("conversation"));
        }
        asking.customer = customer;
        asking.talk = asking.talk.filter(|_| talk.is_some());
        Ok(asking)
    }

    fn categories(&self) -> Vec<&'static str> {
        vec!["question", "complaint", "billing"]
    }

    fn put_into_reply(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, text: &str) -> Result<(), Trouble> {
        self.beside(work, who, number)?;
        self.replies.lock().expect("a lock").push((number, text.to_owned()));
        Ok(())
    }

    fn go_on(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, then: i64) -> Result<(), Trouble> {
        self.beside(work, who, number)?;
        self.replies.lock().expect("a lock").push((number, format!("macro {then}")));
        Ok(())
    }

    fn attach(&self, work: &mut Work<'_>, who: &SignedIn, number: i64, name: &str, _: &str, bytes: &[u8]) -> Result<(), Trouble> {
        self.beside(work, who, number)?;
        self.replies.lock().expect("a lock").push((number, format!("{name} of {} bytes", bytes.len())));
        Ok(())
    }
}

impl testkit::Stage for Door {
    async fn set_up(place: testkit::TestPlace) -> Self {
        Self::of(Shop::set_up(place).await)
    }
}

/// The same door before a shop whose policy allows everything.
pub struct OpenDoor(pub Door);

impl testkit::Stage for OpenDoor {
    async fn set_up(place: testkit::TestPlace) -> Self {
        Self(Door::of(Shop::selling_in(place, "EUR", Some(permissive())).await))
    }
}

impl Door {
    pub fn of(shop: Shop) -> Self {
        let id = |actor: Actor| actor.id().expect("an agent");
        let book = Book { ana: id(shop.ana), ben: id(shop.ben), noor: id(shop.noor) };
        let replies = Replies::default();
        let talk = Talk { id: 70, is_urgent: false, category: None, mood: mood::Mood::Neutral };
        let asking = Asking { customer: shop.mia, talk: Some(talk), order: None, has_complaint: false };
        let asking = Arc::new(Mutex::new(asking));
        let site = Site::builder(shop.base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example")
            .texts(&[agents::TEXTS, customers::TEXTS, orders::TEXTS])
            .gatekeeper(book)
            .settings_menu(orders::pages::MENU.to_vec())
            .with(Desk(Box::new(Conversations { mia: shop.mia, asking: asking.clone(), replies: replies.clone() })))
            .build();
        let panel = web::Routes::new().get("/panel/{customer}", web::Needs::SignedIn, panel);
        let router = orders::pages::routes().merge(panel).merge(web::routes()).into_router(site);
        Self { shop, replies, asking, router }
    }
}

/// What stands beside conversation 7, on a page of its own.
async fn panel(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>) -> Result<Markup, web::Problem> {
    let sections = site
        .db()
        .read(move |tx| orders::pages::beside(tx, &who, customers::CustomerId(customer), 7, 70))
        .await?;
    Ok(web::html! { @for section in &sections { (section) } })
}

impl Door {
    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(who, Method::GET, path, Body::empty()).await
    }

    /// Mia has shown in conversation 7 who she is.
    pub async fn mia_is_known_in_conversation(&self) {
        let mia = self.shop.mia;
        let here = Within::Conversation(70);
        self.shop.works(Actor::System, move |work| known_by_channel(work, mia, Shows::SignedIn, here)).await;
    }

    /// A page asked for by a script, which wants the part that may have changed.
    pub async fn piece(&self, who: &str, path: &str) -> Answer {
        let request = Request::builder().uri(path).header("host", "desk.example").header("hx-request", "true");
        self.answered(request.header("cookie", format!("frontline={who}")).body(Body::empty()).expect("a request"))
            .await
    }

    /// Posts a form as the browser does: with the token of a page just seen.
    pub async fn post(&self, who: &str, path: &str, form: &str) -> Answer {
        let page = self.get(who, if who == "lia" { "/lost" } else { "/orders" }).await.text;
        let csrf = between(&page, "name=\"csrf-token\" content=\"", "\"");
        self.send(who, Method::POST, path, Body::from(format!("csrf={csrf}&{form}"))).await
    }

    /// Fills in a form, looks at the preview, and presses its button.
    pub async fn does(&self, who: &str, path: &str, form: &str) -> Answer {
        let preview = self.post(who, path, form).await;
        assert_eq!(preview.status, StatusCode::OK, "no preview: {}", preview.text);
        self.confirms(who, path, &preview).await
    }

    /// Presses the button of a preview, with every hidden field it carries.
    pub async fn confirms(&self, who: &str, path: &str, preview: &Answer) -> Answer {
        let form = format!("action=\"{path}/confirm\"");
        let inside = between(&preview.text, &form, "</form>");
        assert!(!inside.is_empty(), "the preview has no button: {}", main(&preview.text));
        let fields: Vec<String> = inside
            .split("<input type=\"hidden\" name=\"")
            .skip(1)
            .filter(|field| !field.starts_with("csrf"))
            .map(|field| {
                let name = field.split('"').next().unwrap_or("");
                format!("{name}={}", encoded(&between(field, "value=\"", "\"")))
            })
            .collect();
        self.post(who, &format!("{path}/confirm"), &fields.join("&")).await
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
        self.answered(request.body(body).expect("a request")).await
    }

    async fn answered(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        let (status, location, kind) = (answer.status(), header("location"), header("content-type"));
        let bytes = to_bytes(answer.into_body(), 1 << 24).await.expect("a body").to_vec();
        Answer {
            status,
            location,
            kind,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}

/// What stands between two pieces of text, its entities undone.
pub fn between(text: &str, start: &str, end: &str) -> String {
    let found = text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(found, _)| found);
    if start.ends_with('"') {
        found.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    } else {
        found.to_owned()
    }
}

/// The work zone of a page, for messages.
pub fn main(page: &str) -> String {
    between(page, "<main", "</main>")
}

pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
