//! What was made or put away in the settings can be put back, as what was changed can.

use crate::browser::{Browser, Page};
use crate::stage::People;
use axum::http::StatusCode;
use testkit::both_databases;

async fn team_made(browser: &mut Browser) -> String {
    browser.get("/settings/teams").await;
    let made = browser.post("/settings/teams", &[("name", "Returns"), ("description", "")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    made.leads_to
}

/// Presses the button of the newest change.
async fn put_back_newest(browser: &mut Browser) -> Page {
    let page = browser.get("/settings/changes").await.body;
    let (_, rest) = page.split_once("action=\"/settings/changes/").expect("a change");
    let action = format!("/settings/changes/{}", rest.split('"').next().expect("an address"));
    browser.post(&action, &[]).await
}

#[both_databases]
async fn a_team_that_was_made_is_archived_by_its_undo(desk: People) {
    let mut carla = desk.signed_in("carla").await;
    let team = team_made(&mut carla).await;

    let back = put_back_newest(&mut carla).await;

    assert_eq!(back.leads_to, "/settings/teams", "the team has no page any more");
    assert_eq!(carla.get(&team).await.status, StatusCode::NOT_FOUND);
    assert!(!carla.get("/settings/teams").await.body.contains("Returns"));
}

#[both_databases]
async fn an_archived_team_is_put_back_with_its_members_by_whoever_belonged_to_it(desk: People) {
    let mut ben = desk.signed_in("ben").await;
    let team = team_made(&mut ben).await;
    let team = team.split('?').next().expect("a path").to_owned();
    let ana = desk.ana.to_string();
    ben.post(&team, &[("name", "Returns"), ("description", "Parcels"), ("member", &ana), ("lead", &desk.ben.to_string())])
        .await;

    ben.post(&format!("{team}/archive"), &[]).await;
    let gone = ben.get(&team).await.status;
    let back = put_back_newest(&mut ben).await;

    assert_eq!((gone, back.leads_to.as_str()), (StatusCode::NOT_FOUND, team.as_str()));
    let stands = ben.get(&team).await.body;
    assert!(stands.contains("Parcels") && stands.contains("checked"), "{stands}");
}

#[both_databases]
async fn a_role_that_was_removed_is_made_again(desk: People) {
    let mut carla = desk.signed_in("carla").await;
    carla.get("/settings/roles/new").await;
    let made = carla
        .post("/settings/roles/new", &[("name", "Night shift"), ("permission", "conversations.reply")])
        .await;
    let role = made.leads_to.split('?').next().expect("a path").to_owned();

    carla.post(&format!("{role}/remove"), &[]).await;
    let between = carla.get("/settings/roles").await.body;
    put_back_newest(&mut carla).await;

    assert!(!between.contains("Night shift"), "it is gone");
    assert!(carla.get("/settings/roles").await.body.contains("Night shift"));
}
