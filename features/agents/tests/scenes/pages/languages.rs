//! Every page in every language, and every sentence where it is asked for.

use super::*;

/// One of everything, so that every page has something to show.
async fn furnished(desk: &People) -> (i64, i64, i64, i64) {
    let carla = desk.carla;
    let team = desk.by(carla, |work| teams::create(work, "Returns", "What comes back")).await.expect("team");
    let role = desk.by(carla, |work| roles::create(work, "Library", &Permissions::none())).await.expect("role");
    desk.by(carla, move |work| tokens::create(work, carla, "Sync", &Permissions::all(), None))
        .await
        .expect("token");
    let mut browser = desk.signed_in("carla").await;
    let page = browser
        .post(
            "/settings/people/invite",
            &[
                ("name", "Noor"),
                ("email", "noor@kettle.example"),
                ("role", &desk.role(BuiltIn::LightAgent).await.to_string()),
            ],
        )
        .await;
    assert!(page.body.contains("http://desk.example/invitation/"), "the inviter sees the link");
    let noor = desk
        .read(|tx| db::sql("SELECT id FROM agent WHERE email = 'noor@kettle.example'").only(tx, "agent"))
        .await;
    (team.0, role.0, desk.ana.0, noor)
}

#[both_databases]
async fn every_page_speaks_every_language(desk: People) {
    let (team, role, ana, noor) = furnished(&desk).await;
    let carla = desk.carla;
    let pages = [
        "/settings/profile".to_owned(),
        "/settings/security?done=saved".into(),
        "/settings/tokens".into(),
        "/settings/people".into(),
        "/settings/people/invite".into(),
        format!("/settings/people/{ana}"),
        format!("/settings/people/{noor}"),
        "/settings/roles".into(),
        "/settings/roles/new".into(),
        format!("/settings/roles/{role}"),
        "/settings/teams".into(),
        "/settings/notifications".into(),
        format!("/settings/teams/{team}"),
        "/presence".into(),
    ];
    for locale in Locale::ALL {
        desk.by(carla, move |work| change_profile(work, carla, &in_language(locale)))
            .await
            .expect("profile");
        let mut browser = desk.signed_in("carla").await;
        for path in &pages {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path} in {}", locale.tag());
            assert!(path == "/presence" || page.body.contains(&format!("lang=\"{}\"", locale.tag())), "{path}");
            assert_eq!(unsaid(&page.body), None, "{path} in {}", locale.tag());
        }
    }
}

#[both_databases]
async fn the_doorstep_speaks_every_language(desk: People) {
    for locale in Locale::ALL {
        let mut visitor = desk.browser();
        visitor.headers.push(("accept-language", locale.tag().to_owned()));
        for path in ["/sign-in", "/forgot", "/reset", "/invitation"] {
            let page = visitor.get(path).await;
            assert!(page.body.contains(&format!("lang=\"{}\"", locale.tag())), "{path}");
            assert_eq!(unsaid(&page.body), None, "{path} in {}", locale.tag());
        }
    }
}

fn in_language(locale: Locale) -> Profile {
    Profile {
        name: "Carla".into(),
        locale,
        zone: "Europe/Madrid".into(),
        signature: String::new(),
        theme: agents::Theme::Dark,
        density: agents::Density::Compact,
    }
}

/// A key that stands on the page because nobody wrote its sentence.
fn unsaid(body: &str) -> Option<&str> {
    let at = body.find("agents-")?;
    body.get(at..at + 60)
}

#[test]
fn the_catalogues_are_whole() {
    assert_eq!(web::text::faults(&[agents::TEXTS]), Vec::<String>::new());
}

#[test]
fn every_sentence_the_source_asks_for_is_written_and_every_written_one_is_asked_for() {
    let source = source_under(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    let asked: Vec<&str> = source.split('"').filter(|text| text.starts_with("agents-") && !text.contains(' ')).collect();
    let written: Vec<&str> = agents::TEXTS
        .en
        .lines()
        .filter(|line| line.starts_with("agents-"))
        .filter_map(|line| line.split(" =").next())
        .collect();

    let pattern = |text: &str, key: &str| text.split_once('{').is_some_and(|(start, _)| key.starts_with(start));
    for key in asked.iter().filter(|key| !key.contains('{')) {
        assert!(written.contains(key), "nobody wrote {key}");
    }
    for key in written {
        let built = [
            "agents-role-admin-about",
            "agents-role-supervisor-about",
            "agents-role-agent-about",
            "agents-role-light-agent-about",
        ];
        assert!(
            asked.contains(&key.strip_suffix("-also").unwrap_or(key))
                || asked.iter().any(|text| pattern(text, key))
                || built.contains(&key),
            "nobody asks for {key}"
        );
    }
}

fn source_under(folder: &std::path::Path) -> String {
    let entries = std::fs::read_dir(folder).expect("the source");
    entries.map(|entry| entry.expect("an entry").path()).fold(String::new(), |mut all, path| {
        if path.is_dir() {
            all.push_str(&source_under(&path))
        } else {
            all.push_str(&std::fs::read_to_string(&path).expect("a file"))
        }
        all
    })
}
