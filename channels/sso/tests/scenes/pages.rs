//! The pages of administrators: a provider is tried out before it is saved, its secret never leaves, and who may not decide sees none.

use crate::provider::{CLIENT, SECRET};
use crate::stage::{Desk, ISSUER, settings};
use axum::http::StatusCode;
use db::sql;
use serde_json::json;
use testkit::both_databases;

fn typed<'a>(issuer: &'a str, secret: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", "Kettle account"),
        ("issuer", issuer),
        ("client_id", CLIENT),
        ("secret", secret),
        ("joins", "newcomers"),
        ("domains", "@Kettle.example; tea.example"),
        ("role", "3"),
        ("role_claim", "groups"),
        ("value_1", "leads"),
        ("role_1", "2"),
        ("value_2", ""),
        ("role_2", "1"),
        ("enabled", "on"),
    ]
}

#[both_databases]
async fn what_the_provider_does_not_answer_is_not_saved(desk: Desk) {
    let (mut noor, _) = desk.by_password("noor").await;
    let blank = noor.get("/settings/sign-in/new").await;

    for (issuer, secret, said) in [
        (ISSUER, "wrong", "did not take the client ID and secret"),
        ("https://login.kettle.example/other", SECRET, "answered 404"),
        ("https://nowhere.example", SECRET, "gave no answer"),
        ("http://login.kettle.example", SECRET, "Enter an https address"),
        ("https://10.0.0.1", SECRET, "inside a network"),
        (ISSUER, "", "Enter the client secret"),
    ] {
        let page = noor.post("/settings/sign-in/new", &typed(issuer, secret)).await;
        assert!(
            page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains(said),
            "{issuer} {secret}: {}",
            page.body
        );
        assert!(!page.body.contains(SECRET));
    }

    assert!(
        blank.body.contains("http://desk.example/sign-in/with/1/back"),
        "the address to enter at the provider is not shown"
    );
    assert!(desk.read(sso::providers::all).await.is_empty());
}

#[both_databases]
async fn what_works_is_saved_with_its_secret_sealed_and_offered_at_the_door(desk: Desk) {
    let (mut noor, _) = desk.by_password("noor").await;
    noor.get("/settings/sign-in/new").await;

    let saved = noor
        .post("/settings/sign-in/new", &typed("login.kettle.example/.well-known/openid-configuration", SECRET))
        .await;
    let page = noor.get(&saved.leads_to).await;
    let again = noor.post("/settings/sign-in/1", &typed(ISSUER, "")).await;
    let list = noor.get("/settings/sign-in").await;

    assert_eq!(
        (saved.leads_to.as_str(), again.leads_to.as_str()),
        ("/settings/sign-in/1?done=saved", "/settings/sign-in/1?done=saved")
    );
    assert!(page.status == StatusCode::OK && !page.body.contains(SECRET) && list.body.contains("Kettle account"));
    let kept: String = desk.read(|tx| sql("SELECT sealed_secret FROM identity_provider").only(tx, "provider")).await;
    assert!(!kept.contains("whispered") && kept.len() > 40);
    let provider = desk.read(|tx| sso::providers::find(tx, sso::ProviderId(1))).await;
    assert_eq!((provider.secret(desk.base.db.vault()).as_deref(), provider.issuer.as_str()), (Some(SECRET), ISSUER));
    assert_eq!(
        (provider.domains(), provider.role_rules().len()),
        (vec!["kettle.example".to_owned(), "tea.example".to_owned()], 1)
    );
    assert!(desk.browser().get("/sign-in").await.body.contains("/sign-in/with/1"));
    assert!(noor.post("/settings/sign-in/1/remove", &[]).await.leads_to.ends_with("done=removed"));
    assert!(!desk.browser().get("/sign-in").await.body.contains("/sign-in/with/1"));
    assert_eq!(desk.browser().get("/sign-in/with/1").await.status, StatusCode::NOT_FOUND);
}

/// What is saved of a provider that is there already; `enabled` and `joins` as given.
fn narrowed<'a>(client: &'a str, secret: &'a str, joins: &'a str, enabled: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", "Kettle account"),
        ("client_id", client),
        ("secret", secret),
        ("joins", joins),
        (if enabled.is_empty() { "closed" } else { "enabled" }, "on"),
    ]
}

#[both_databases]
async fn what_is_down_or_lost_its_secret_is_closed_and_narrowed_without_an_answer(desk: Desk) {
    let (mut noor, _) = desk.by_password("noor").await;
    let down = desk.trusts(settings()).await;
    let unnamed = desk.trusts(sso::Settings { issuer: "http://login.intern.example".into(), ..settings() }).await;
    noor.get("/settings/sign-in/new").await;
    desk.world.moves("login.kettle.example", "93.184.216.99");
    let stored = async |id| desk.read(move |tx| sso::providers::find(tx, id)).await;

    for id in [down, unnamed] {
        let at = format!("/settings/sign-in/{id}");
        let other_client = noor.post(&at, &narrowed("another", "", "colleagues", "on")).await;
        let other_secret = noor.post(&at, &narrowed(CLIENT, "another", "colleagues", "on")).await;
        desk.system(move |work| {
            work.keep_quietly("another key");
            sql("UPDATE identity_provider SET sealed_secret = 'lost' WHERE id = $1").with(id).run(work)
        })
        .await;
        let narrower = noor.post(&at, &narrowed(CLIENT, "", "nobody", "on")).await;
        let between = stored(id).await;
        let closed = noor.post(&at, &narrowed(CLIENT, "", "nobody", "")).await;
        let after = stored(id).await;
        let opened = noor.post(&at, &narrowed(CLIENT, "", "nobody", "on")).await;

        for refused in [&other_client, &other_secret, &opened] {
            assert!(
                refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Nothing was saved"),
                "{}",
                refused.body
            );
        }
        assert!(narrower.leads_to.ends_with("?done=saved") && closed.leads_to.ends_with("?done=saved"), "{}", narrower.body);
        assert_eq!((between.joins, between.enabled, between.client_id.as_str()), (sso::Joins::Nobody, true, CLIENT));
        assert!(!after.enabled && !stored(id).await.enabled);
    }
}

#[both_databases]
async fn an_administrator_sees_what_would_become_of_them_and_nothing_changes(desk: Desk) {
    let id = desk.trusts(sso::Settings { enabled: false, ..settings() }).await;
    let (mut noor, _) = desk.by_password("noor").await;
    let there = noor.get(&format!("/settings/sign-in/{id}/try")).await;
    let claims = json!({ "sub": "x", "email": "ana@kettle.example", "email_verified": true, "name": "Ana Ruiz" });
    let back = desk.provider.sends_back(&there.leads_to, claims);

    let shown = noor.get(&back).await;

    assert!(shown.status == StatusCode::OK && shown.body.contains("Ana Ruiz"), "{}", shown.body);
    assert!(shown.body.contains("would be linked to it"));
    assert_eq!((desk.links().await, desk.sessions().await), (0, 1));
    assert_eq!(desk.browser().get(&format!("/sign-in/with/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn only_whoever_may_do_everything_decides_who_comes_in(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let clerk = desk
        .by(desk.noor, |work| {
            let may = [agents::Permission::PeopleManage].into_iter().collect();
            let clerk = agents::roles::create(work, "Clerk", &may)?;
            let ben = agents::agents::by_email(work, &crate::stage::email_of("ben"))?.map(|ben| ben.id);
            agents::agent::change_role::change_role(work, ben.expect("Ben"), clerk)
        })
        .await;
    assert!(clerk.is_ok());
    let (mut ben, _) = desk.by_password("ben").await;
    let (mut ana, _) = desk.by_password("ana").await;

    ben.get("/settings/sign-in/new").await;
    let saving = ben.post(&format!("/settings/sign-in/{id}"), &typed(ISSUER, SECRET)).await;
    let removing = ben.post(&format!("/settings/sign-in/{id}/remove"), &[]).await;

    assert_eq!((saving.status, removing.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(saving.body.contains("more than you may do yourself"), "{}", saving.body);
    assert_eq!(ana.get("/settings/sign-in").await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.times("provider.changed").await, 0);
}
