//! Every page and every address: who may open it, in which language it speaks, and what a form cannot smuggle in.

mod languages;

use crate::browser::between;
use crate::stage::{PASSWORD, People, newcomer};
use agents::agent::change_profile::{Profile, change_profile};
use agents::notifications::{DigestPace, Occasion, Quiet};
use agents::{BuiltIn, Permission, Permissions, roles, teams, tokens};
use axum::http::{Method, StatusCode};
use kit::Locale;
use testkit::both_databases;
use web::Needs;

/// A path of the listing with every gap filled in.
fn filled(path: &str, id: i64) -> String {
    path.replace("{id}", &id.to_string())
        .replace("{session}", &id.to_string())
        .replace("{token}", "made-up")
}

fn of(method: &Method, needs: impl Fn(Needs) -> bool) -> Vec<&'static str> {
    agents::routes()
        .listing()
        .into_iter()
        .filter(|route| route.method == *method && needs(route.needs))
        .map(|route| route.path)
        .collect()
}

#[both_databases]
async fn attack_22_without_signing_in_every_address_inside_leads_to_the_door(desk: People) {
    let mut stranger = desk.browser();

    for path in of(&Method::GET, |needs| needs != Needs::Anyone) {
        let page = stranger.get(&filled(path, 1)).await;
        assert!(page.leads_to.starts_with("/sign-in"), "GET {path}: {}", page.status);
    }
    for path in of(&Method::POST, |needs| !matches!(needs, Needs::Anyone | Needs::Signature)) {
        let page = stranger.post(&filled(path, 1), &[]).await;
        assert_eq!(page.leads_to, "/sign-in", "POST {path}: {}", page.status);
    }
}

#[both_databases]
async fn attack_22_an_agent_opens_nothing_that_needs_a_permission_they_lack(desk: People) {
    let mut ana = desk.signed_in("ana").await;

    for path in of(&Method::GET, |needs| matches!(needs, Needs::Permission(_))) {
        assert_eq!(ana.get(&filled(path, 1)).await.status, StatusCode::FORBIDDEN, "GET {path}");
    }
    for path in of(&Method::POST, |needs| matches!(needs, Needs::Permission(_))) {
        assert_eq!(ana.post(&filled(path, 1), &[]).await.status, StatusCode::FORBIDDEN, "POST {path}");
    }
}

#[both_databases]
async fn attack_22_what_does_not_exist_is_not_found_whoever_asks(desk: People) {
    let mut carla = desk.signed_in("carla").await;

    for route in agents::routes().listing().into_iter().filter(|route| route.path.contains("{id}")) {
        let path = filled(route.path, 999_999);
        let page = if route.method == Method::GET {
            carla.get(&path).await
        } else {
            carla.post(&path, &[("name", "Something"), ("role", "1")]).await
        };
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{} {path}", route.method);
    }
}

#[both_databases]
async fn attack_34_no_change_is_taken_without_the_token_of_our_form(desk: People) {
    let mut carla = desk.signed_in("carla").await;
    let before = desk.recorded().await.len();

    for path in of(&Method::POST, |needs| needs != Needs::Signature) {
        assert_eq!(carla.forge(&filled(path, 1)).await.status, StatusCode::FORBIDDEN, "POST {path}");
    }

    assert_eq!(desk.recorded().await.len(), before);
}

#[both_databases]
async fn attack_24_what_no_form_offers_is_not_taken_from_one(desk: People) {
    let mut ana = desk.signed_in("ana").await;
    let admin = desk.role(BuiltIn::Admin).await.to_string();
    let smuggled = [
        ("name", "Ana"),
        ("role", admin.as_str()),
        ("role_id", &admin),
        ("is_admin", "true"),
        ("permissions", "people.manage"),
        ("email", "carla@kettle.example"),
        ("password", "x"),
        ("id", "1"),
        ("agent_id", "1"),
        ("created_at", "0"),
        ("deactivated_at", "0"),
    ];

    let saved = ana.post("/settings/profile", &smuggled).await;

    let id = desk.ana;
    let after = desk.read(move |tx| agents::agents::find(tx, id)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(
        (after.email.as_str(), after.role, after.is_active()),
        ("ana@kettle.example", desk.role(BuiltIn::Agent).await, true)
    );
    desk.enters("ana", &crate::stage::visitor("192.0.2.1")).await;
}

#[both_databases]
async fn attack_23_a_form_cannot_give_a_role_or_a_team_that_is_not_the_givers_to_give(desk: People) {
    let office: Permissions = [Permission::PeopleManage].into_iter().collect();
    let role = desk.by(desk.carla, move |work| roles::create(work, "Office", &office)).await.expect("role");
    let (ben, ana) = (desk.ben, desk.ana);
    desk.by(desk.carla, move |work| agents::agent::change_role::change_role(work, ben, role))
        .await
        .expect("give");
    let mut browser = desk.signed_in("ben").await;
    let (admin, nowhere) = (desk.role(BuiltIn::Admin).await.to_string(), "999999");

    let promotes = browser.post(&format!("/settings/people/{ben}"), &[("role", &admin)]).await;
    let invites = browser
        .post("/settings/people/invite", &[("name", "Eve"), ("email", "eve@kettle.example"), ("role", &admin)])
        .await;
    let foreign_role = browser
        .post("/settings/people/invite", &[("name", "Eve"), ("email", "eve@kettle.example"), ("role", nowhere)])
        .await;
    let stronger = browser.post(&format!("/settings/people/{ana}"), &[("role", &role.to_string())]).await;
    let widens = browser.post("/settings/roles/new", &[("name", "Wide"), ("permission", "settings.manage")]).await;
    let link = browser.post(&format!("/settings/people/{}/reset-link", desk.carla), &[]).await;

    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    assert_eq!([promotes.status, invites.status, stronger.status, widens.status, link.status], [refused; 5]);
    assert_eq!(foreign_role.status, StatusCode::NOT_FOUND);
    assert!(desk.letters().await.is_empty());
}

#[both_databases]
async fn attack_33_an_api_token_opens_no_personal_page_and_obeys_its_scopes(desk: People) {
    let (carla, scopes) = (desk.carla, [Permission::TeamsManage].into_iter().collect::<Permissions>());
    let (_, token) = desk.by(carla, move |work| tokens::create(work, carla, "Sync", &scopes, None)).await.expect("token");
    let mut program = desk.browser().with_token(token.reveal());

    let mut answers = Vec::new();
    for path in ["/settings/teams", "/settings/people", "/settings/security", "/settings/tokens", "/settings/profile"] {
        answers.push(program.get(path).await.status);
    }
    let password = program
        .post("/settings/security/password", &[("password", PASSWORD), ("new_password", "cups saucers spoons")])
        .await;

    assert_eq!(answers[0], StatusCode::OK);
    assert_eq!(answers[1..], [StatusCode::FORBIDDEN; 4]);
    assert_eq!(password.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn looks_chosen_in_the_menu_are_worn_by_every_page_and_nothing_else_changes(desk: People) {
    let mut ana = desk.signed_in("ana").await;
    let id = desk.ana;
    let before = desk.read(move |tx| agents::agents::find(tx, id)).await;

    let dark = ana.post("/settings/profile/looks", &[("theme", "dark"), ("name", "Eve")]).await;
    let compact = ana.post("/settings/profile/looks", &[("density", "compact")]).await;
    ana.post("/settings/profile/looks", &[("theme", "neon"), ("density", "")]).await;

    assert_eq!([dark.leads_to.as_str(), &compact.leads_to], ["/settings/profile?done=saved"; 2]);
    let page = desk.signed_in("ana").await.get("/settings/profile").await.body;
    assert!(page.contains("data-theme=\"dark\" data-density=\"compact\""), "{}", &page[..300]);
    let after = desk.read(move |tx| agents::agents::find(tx, id)).await;
    assert_eq!((after.name, after.zone, after.signature), (before.name, before.zone, before.signature));
    assert_eq!(desk.times("agent.profile_changed").await, 2);
}

#[both_databases]
async fn a_new_token_is_shown_once_and_works(desk: People) {
    let mut ana = desk.signed_in("ana").await;

    let made = ana.post("/settings/tokens", &[("name", "Shop"), ("scope", "customers.see"), ("days", "30")]).await;
    let listed = ana.get("/settings/tokens").await;

    let token = between(&made.body, "<code>fl_", "</code>").expect("a token").to_owned();
    assert!(!listed.body.contains(&token) && listed.body.contains("Shop"));
    let presented = kit::Token::presented(&format!("fl_{token}"));
    assert!(desk.read(move |tx| tokens::bearer(tx, &presented)).await.is_some());
}

#[both_databases]
async fn how_one_is_told_is_chosen_on_one_page_and_kept(desk: People) {
    let ana = desk.ana;
    let mut browser = desk.signed_in("ana").await;

    let saved = browser
        .post(
            "/settings/notifications",
            &[
                ("on_screen", "mentioned"),
                ("on_screen", "flattered"),
                ("by_push", "assigned"),
                ("digest", "daily"),
                ("digest_at", "07:30"),
                ("quiet_from", "20:00"),
                ("quiet_until", "08:00"),
                ("quiet_weekends", "on"),
            ],
        )
        .await;
    let kept = desk.read(move |tx| agents::notifications::of(tx, ana)).await;
    let page = browser.get("/settings/notifications").await;

    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(kept.on_screen.has(Occasion::Mentioned) && !kept.on_screen.has(Occasion::Assigned));
    assert!(kept.by_push.has(Occasion::Assigned) && !kept.by_mail.has(Occasion::Mentioned));
    assert_eq!((kept.digest, kept.digest_minute), (DigestPace::Daily, 450));
    assert_eq!(kept.quiet, Quiet { from: 1_200, until: 480, weekends: true });
    assert!(page.body.contains("value=\"20:00\"") && page.body.contains("value=\"07:30\""));
}

#[both_databases]
async fn a_letters_way_out_turns_off_what_it_says_and_only_when_asked(desk: People) {
    let ana = desk.ana;
    let link = agents::unsubscribe::path(&desk.key, ana, agents::unsubscribe::What::Letters);
    let mut anybody = desk.browser();

    let looked = anybody.get(&link).await;
    assert_eq!(looked.status, StatusCode::OK);
    assert!(
        desk.read(move |tx| agents::notifications::of(tx, ana)).await.by_mail.has(Occasion::Mentioned),
        "looking changes nothing"
    );
    let asked = anybody.post(&link, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(asked.status, StatusCode::OK);
    let by: String = desk
        .read(|tx| db::sql("SELECT actor_kind FROM activity ORDER BY id DESC LIMIT 1").only(tx, "line"))
        .await;
    assert_eq!(by, "system", "whoever holds a letter is not signed in");
    assert!(!desk.read(move |tx| agents::notifications::of(tx, ana)).await.by_mail.has(Occasion::Mentioned));

    assert_eq!(anybody.post(&format!("{link}x"), &[]).await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn the_presence_control_changes_in_its_place(desk: People) {
    let mut ana = desk.signed_in("ana").await;

    let busy = ana.post("/presence", &[("presence", "busy"), ("reason", "training <b>")]).await;
    let nonsense = ana.post("/presence", &[("presence", "asleep")]).await;

    assert!(busy.status == StatusCode::OK && busy.body.starts_with("<div class=\"rail-bottom\" id=\"presence\""));
    assert!(busy.body.contains("Busy: training &lt;b&gt;") && busy.body.contains("data-presence=\"busy\""));
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}

#[both_databases]
async fn a_person_added_by_the_command_line_signs_in(desk: People) {
    let password = desk.hasher.hash(&agents::NewPassword::for_demo("demo")).await.expect("hash");
    let noor = newcomer("noor", BuiltIn::LightAgent, &password);
    desk.as_system(move |work| agents::add(work, &noor)).await;
    let mut browser = desk.browser();
    browser.get("/sign-in").await;

    let page = browser.post("/sign-in", &[("email", "noor@kettle.example"), ("password", "demo")]).await;

    assert_eq!(page.status, StatusCode::SEE_OTHER);
}
