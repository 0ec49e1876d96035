//! The stage: an empty desk with Noor who administers and Ana who does not.

use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Method, Request, StatusCode};
use db::{Actor, Database, Trouble, Tx, Work};
use desk::pages::{DeskAudience, DeskPanels, Elsewhere, Extras, NoExtras, NothingBeyond, Rail};
use futures::future::BoxFuture;
use kit::{EmailAddress, Key, Locale, Token};
use std::collections::HashMap;
use std::sync::Arc;
use testkit::{Stage, TestDatabase, TestPlace};
use tower::ServiceExt as _;
use web::{Gatekeeper, Permissions, Person, Site};

pub struct Desk {
    base: TestDatabase,
    router: Router,
    pub site: Site,
    _folder: tempfile::TempDir,
    pub noor: i64,
    pub ana: i64,
}

#[derive(Clone)]
struct Door(Arc<HashMap<String, Person>>);

impl Gatekeeper for Door {
    /// `noor`, or `noor-zh` to be spoken to in Chinese.
    fn who<'a>(&'a self, _: &'a Site, session: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        let (name, language) = session.reveal().split_once('-').unwrap_or((session.reveal(), "en"));
        let locale = Locale::of_tag(language).unwrap_or_default();
        let found = self.0.get(name).map(|person| Person { locale, ..person.clone() });
        Box::pin(async move { Ok(found) })
    }

    fn bearer<'a>(&'a self, _: &'a Site, _: &'a Token) -> BoxFuture<'a, Result<Option<Person>, Trouble>> {
        Box::pin(async { Ok(None) })
    }
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, welcome::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings at dawn")).await.expect("hash");
        let mut people = HashMap::new();
        for (name, role) in [("noor", BuiltIn::Admin), ("ana", BuiltIn::Agent)] {
            let new = NewAgent {
                name: name.to_uppercase(),
                email: EmailAddress::parse(&format!("{name}@kettle.example")).expect("an address"),
                role,
                locale: Locale::En,
                zone: "Europe/Madrid".into(),
                password: password.clone(),
            };
            let id = base.db.work(Actor::System, move |work| agents::add(work, &new)).await.expect("an agent").0;
            let permissions = Permissions::of(role.permissions().iter().map(agents::Permission::word));
            let person = Person {
                agent_id: id,
                session_id: Some(id),
                name: name.into(),
                permissions,
                zone: "Europe/Madrid".into(),
                ..Person::default()
            };
            people.insert(name.to_owned(), person);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let (noor, ana) = (people["noor"].agent_id, people["ana"].agent_id);
        let site = Site::builder(base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example")
            .texts(&[agents::TEXTS, customers::TEXTS, desk::TEXTS, welcome::TEXTS])
            .gatekeeper(Door(Arc::new(people)))
            .audience(DeskAudience)
            .rail(Rail)
            .companion(welcome::Host)
            .settings_menu([agents::SETTINGS_MENU_OWN, welcome::pages::MENU].concat())
            .with(search::Index::open(folder.path()).expect("an index"))
            .with(customers::Neighbours { panels: Box::new(DeskPanels), followers: Vec::new() })
            .with(Extras(Arc::new(NoExtras)))
            .with(Elsewhere(Arc::new(NothingBeyond)))
            .build();
        let router = welcome::pages::routes().merge(desk::pages::routes()).merge(web::routes()).into_router(site.clone());
        Self { base, router, site, _folder: folder, noor, ana }
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub leads_to: String,
    pub text: String,
}

impl Desk {
    pub fn db(&self) -> &Database {
        &self.base.db
    }

    pub fn clock(&self) -> &kit::Clock {
        &self.base.clock
    }

    pub async fn by<T: Send + 'static>(
        &self,
        agent: i64,
        change: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.db().work(Actor::Agent(agent), change).await
    }

    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().read(question).await.expect("an answer")
    }

    pub async fn gets(&self, name: &str, path: &str) -> Answer {
        self.asks(name, Method::GET, path, "").await
    }

    /// Posts with the token of a page of theirs.
    pub async fn posts(&self, name: &str, path: &str, form: &str) -> Answer {
        let page = self.gets(name, "/tour").await.text;
        let (_, after) = page.split_once("name=\"csrf-token\" content=\"").expect("a page with a token");
        let token = after.split('"').next().expect("a token").to_owned();
        self.asks(name, Method::POST, path, &format!("csrf={token}&{form}")).await
    }

    async fn asks(&self, name: &str, method: Method, path: &str, form: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "desk.example")
            .header("origin", "http://desk.example")
            .header(ACCEPT, "text/html")
            .header(COOKIE, format!("frontline={name}"))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(Body::from(form.to_owned())).expect("a request");
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, 1 << 24).await.expect("a body");
        let leads_to = parts.headers.get(LOCATION).map_or("", |to| to.to_str().expect("a path")).to_owned();
        Answer {
            status: parts.status,
            leads_to,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}
