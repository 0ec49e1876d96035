//! Scenes of the log for people: what is found, who finds it, and what leaves as a file.

use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword, Permission, roles, teams};
use audit::Asked;
use audit::lines::{Sight, find};
use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, COOKIE, HOST};
use axum::http::{Request, StatusCode};
use db::activity::Entry;
use db::{Actor, Happening, Subject, Trouble, Work, sql};
use http_body_util::BodyExt as _;
use kit::{EmailAddress, Key, Locale, Token};
use serde::Serialize;
use testkit::{Stage, TestDatabase, TestPlace, both_databases};
use tower::ServiceExt as _;
use web::{Site, Storyteller, Text};

struct Desk {
    base: TestDatabase,
    noor: AgentId,
    ana: AgentId,
    router: Router,
}

/// Something that concerns a conversation and a customer, a company of customers, and the name of our own.
#[derive(Serialize)]
#[serde(tag = "kind")]
enum Other {
    #[serde(rename = "conversation.resolved")]
    Resolved { conversation: i64 },
    #[serde(rename = "company.domain_added")]
    DomainAdded { domain: String },
    #[serde(rename = "company.named")]
    Named,
}

impl Happening for Other {
    fn subject(&self) -> Subject {
        match self {
            Self::Resolved { .. } => Subject { conversation: Some(7), customer: Some(8), agent: None },
            Self::DomainAdded { .. } | Self::Named => Subject { conversation: None, customer: None, agent: None },
        }
    }
}

/// Tells each line by its kind; a team's name as it is.
struct Teller;

impl Storyteller for Teller {
    fn tell(&self, entry: &Entry, _: &Text) -> Option<String> {
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).ok()?;
        Some(detail["name"].as_str().map_or_else(|| format!("told {}", entry.kind), ToOwned::to_owned))
    }
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let migrations: Vec<_> = [db::MIGRATIONS, agents::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let mut ids = Vec::new();
        for (name, role) in [("Noor", BuiltIn::Admin), ("Ana", BuiltIn::Agent)] {
            let new = NewAgent {
                name: name.to_owned(),
                email: EmailAddress::parse(&format!("{name}@kettle.example")).expect("an address"),
                role,
                locale: Locale::En,
                zone: "UTC".into(),
                password: password.clone(),
            };
            ids.push(base.db.work(Actor::System, move |work| agents::add(work, &new)).await.expect("somebody"));
        }
        let site = agents::furnish(Site::builder(base.db.clone(), Key::from_bytes([7; 32]), "http://desk.example"))
            .texts(&[audit::TEXTS])
            .settings_menu(audit::pages::MENU.to_vec())
            .storyteller(Teller)
            .build();
        let router = audit::pages::routes().merge(web::routes()).into_router(site);
        Self { base, noor: ids[0], ana: ids[1], router }
    }
}

impl Desk {
    async fn by<T: Send + 'static>(&self, agent: AgentId, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base
            .db
            .work(Actor::Agent(agent.0), deed)
            .await
            .unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    async fn session(&self, agent: AgentId) -> Token {
        let visitor = agents::sign_in::Visitor::default();
        self.by(agent, move |work| agents::sessions::open(work, agent, &visitor, "password")).await
    }

    async fn get(&self, session: &Token, path: &str) -> (StatusCode, String, String) {
        let request = Request::builder()
            .uri(path)
            .header(HOST, "desk.example")
            .header(ACCEPT, "text/html")
            .header(COOKIE, format!("frontline={}", session.reveal()));
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::empty()).expect("a request"))
            .await
            .expect("an answer");
        let status = response.status();
        let named = response
            .headers()
            .get(CONTENT_DISPOSITION)
            .map_or("", |said| said.to_str().expect("text"))
            .to_owned();
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        (status, named, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn kinds(&self, asked: Asked, sight: Sight) -> Vec<String> {
        let found = self.base.db.read(move |tx| find(tx, &asked, sight, "UTC", None, 1_000)).await.expect("lines");
        found.lines.into_iter().map(|line| line.kind).collect()
    }
}

const ALL: Sight = Sight { conversations: true, customers: true };

#[both_databases]
async fn lines_are_found_by_who_what_and_when(desk: Desk) {
    desk.by(desk.noor, |work| teams::create(work, "Returns", "").map(drop)).await;
    desk.session(desk.ana).await;
    let day = desk.base.clock.now().rfc3339().chars().take(10).collect::<String>();
    desk.base.clock.forward_seconds(3 * 86_400);
    desk.by(desk.noor, |work| roles::create(work, "Clerk", &[Permission::CustomersSee].into_iter().collect()).map(drop))
        .await;

    let noors = desk.kinds(Asked { by: Some(desk.noor.0), ..Asked::default() }, ALL).await;
    let ways_in = desk.kinds(Asked { area: "ways-in".into(), ..Asked::default() }, ALL).await;
    let roles = desk.kinds(Asked { kind: "role.".into(), ..Asked::default() }, ALL).await;
    let first_day = desk.kinds(Asked { from: day.clone(), until: day.clone(), ..Asked::default() }, ALL).await;
    let later = desk.kinds(Asked { from: "2199-01-01".into(), ..Asked::default() }, ALL).await;

    assert_eq!(noors, ["role.created", "team.lead_changed", "team.member_added", "team.created"]);
    assert_eq!((ways_in, roles), (vec!["agent.signed_in".to_owned()], vec!["role.created".to_owned()]));
    assert!(first_day.contains(&"team.created".to_owned()) && !first_day.contains(&"role.created".to_owned()));
    assert!(later.is_empty());
}

#[both_databases]
async fn attack_26_no_line_about_what_one_may_not_see_is_found_or_taken_along(desk: Desk) {
    desk.by(desk.noor, |work| {
        work.record(&Other::Resolved { conversation: 7 })?;
        work.record(&Other::DomainAdded { domain: "teapot.example".into() })?;
        work.record(&Other::Named)
    })
    .await;
    let clerk = desk
        .by(desk.noor, |work| roles::create(work, "Clerk", &[Permission::PeopleManage].into_iter().collect()))
        .await;
    let ana = desk.ana;
    desk.by(desk.noor, move |work| agents::agent::change_role::change_role(work, ana, clerk)).await;
    let (noors, anas) = (desk.session(desk.noor).await, desk.session(ana).await);

    for path in ["/settings/audit", "/settings/audit/file.csv", "/settings/audit/file.jsonl"] {
        let (_, _, whole) = desk.get(&noors, path).await;
        let (status, _, body) = desk.get(&anas, path).await;
        for hidden in ["told conversation.resolved", "told company.domain_added"] {
            assert!(whole.contains(hidden) && !body.contains(hidden), "{path}: {hidden}");
        }
        assert!(!body.contains("teapot.example") && whole.contains("conversation.resolved") && !body.contains("conversation.resolved"));
        assert!(status == StatusCode::OK && body.contains("told company.named"), "{path}");
    }
}

#[both_databases]
async fn a_line_is_told_in_words_and_asked_for_by_names(desk: Desk) {
    desk.by(desk.noor, |work| work.record(&Other::Resolved { conversation: 7 })).await;
    let session = desk.session(desk.noor).await;

    let (_, _, page) = desk.get(&session, "/settings/audit?area=conversations").await;
    let (_, _, by_kind) = desk.get(&session, "/settings/audit?kind=conversation.").await;

    assert!(page.contains(">told conversation.resolved<") && !page.contains(">conversation.resolved<"), "{page}");
    assert!(page.contains("Conversations") && !page.contains("name=\"kind\""), "{page}");
    assert!(by_kind.contains("name=\"kind\"") && by_kind.contains("value=\"conversation.\""), "{by_kind}");
}

#[both_databases]
async fn attack_22_who_does_not_manage_people_sees_nothing_of_the_log(desk: Desk) {
    let session = desk.session(desk.ana).await;
    for path in ["/settings/audit", "/settings/audit/file.csv", "/settings/audit/file.jsonl"] {
        assert_eq!(desk.get(&session, path).await.0, StatusCode::FORBIDDEN, "{path}");
    }
}

#[both_databases]
async fn attack_38_a_file_of_the_log_is_whole_harmless_and_itself_in_the_log(desk: Desk) {
    desk.by(desk.noor, |work| {
        (0..1_200).try_for_each(|number| {
            let name = if number == 0 { "=HYPERLINK(\"x\")".to_owned() } else { format!("Team {number}") };
            teams::create(work, &name, "").map(drop)
        })
    })
    .await;
    let session = desk.session(desk.noor).await;

    let (_, named, csv) = desk.get(&session, "/settings/audit/file.csv?kind=team.created").await;
    let (_, _, lines) = desk.get(&session, "/settings/audit/file.jsonl?kind=team.created").await;
    let (_, _, page) = desk.get(&session, "/settings/audit?kind=team.created").await;

    assert!(named.starts_with("attachment; filename=\"audit-") && csv.starts_with('\u{feff}'));
    assert_eq!((csv.lines().count(), lines.lines().count()), (1_201, 1_200));
    assert!(csv.contains("'=HYPERLINK") && !csv.contains(",=HYPERLINK") && !csv.contains(",\"=HYPERLINK"));
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["actor"]["name"], &first["says"]), (&serde_json::json!("Noor"), &serde_json::json!("Team 1199")));
    assert!(page.contains("Look further back") && page.contains("Team 1199") && !page.contains("Team 1100<"));
    let exported: i64 = desk
        .base
        .db
        .read(|tx| sql("SELECT COUNT(*) FROM activity WHERE kind = 'audit.exported'").only(tx, "count"))
        .await
        .expect("a count");
    assert_eq!(exported, 2);
}
