//! Coming in through the company: who is let in, as whom, and as what; and going again.

use crate::stage::{Desk, email_of, refusal, settings};
use agents::agent::deactivate::deactivate;
use agents::{BuiltIn, ways_in};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use sso::{Joins, RoleRule, Settings, only};
use testkit::both_databases;

fn ana() -> Value {
    json!({ "sub": "a-1", "email": "Ana@kettle.example", "email_verified": true, "name": "Ana Ruiz" })
}

fn newcomers(role: agents::RoleId) -> Settings {
    Settings {
        joins: Joins::Newcomers,
        domains: vec!["kettle.example".into()],
        role: Some(role),
        ..settings()
    }
}

#[both_databases]
async fn a_colleague_comes_in_by_their_verified_address_and_later_by_their_account(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let mut browser = desk.browser();
    let doorstep = browser.get("/sign-in").await;

    let (_, first) = desk.comes(&mut browser, id, ana()).await;
    let moved = json!({ "sub": "a-1", "email": "ana.ruiz@elsewhere.example", "email_verified": false });
    let mut other = desk.browser();
    let (_, later) = desk.comes(&mut other, id, moved).await;

    assert!(doorstep.body.contains("Continue with Kettle account"), "{}", doorstep.body);
    assert_eq!((first.status, first.leads_to.as_str()), (StatusCode::SEE_OTHER, "/settings/profile"));
    assert_eq!(later.leads_to, "/settings/profile");
    assert!(browser.get("/settings/profile").await.body.contains("value=\"Ana\"") && other.is_in().await);
    assert_eq!((desk.links().await, desk.times("provider.linked").await, desk.times("agent.signed_in").await), (1, 1, 2));
    assert!(!browser.cookies.contains_key("frontline-trip"));
}

#[both_databases]
async fn what_the_token_does_not_say_is_asked_for(desk: Desk) {
    let id = desk.trusts(settings()).await;
    desk.provider.tells_on_asking(ana());
    let mut browser = desk.browser();

    let (_, page) = desk.comes(&mut browser, id, json!({ "sub": "a-1" })).await;

    assert_eq!(page.leads_to, "/settings/profile");
}

#[both_databases]
async fn newcomers_of_the_companys_domains_are_added_and_nobody_else(desk: Desk) {
    let id = desk.trusts(newcomers(desk.role(BuiltIn::Agent).await)).await;
    let (mut lia, mut eve, mut ana) = (desk.browser(), desk.browser(), desk.browser());

    let (_, added) = desk
        .comes(&mut lia, id, json!({ "sub": "l", "email": "lia@kettle.example", "email_verified": true, "name": "Lia Sun" }))
        .await;
    let (_, other) = desk
        .comes(&mut eve, id, json!({ "sub": "e", "email": "eve@mail.example", "email_verified": true }))
        .await;
    let (_, sub) = desk
        .comes(&mut eve, id, json!({ "sub": "e", "email": "eve@x.kettle.example", "email_verified": true }))
        .await;
    desk.now_trusts(id, settings()).await;
    let (_, closed) = desk
        .comes(&mut ana, id, json!({ "sub": "z", "email": "zoe@kettle.example", "email_verified": true }))
        .await;

    assert_eq!((added.leads_to.as_str(), desk.role_of("lia").await.as_deref()), ("/settings/profile", Some("Agent")));
    assert!(lia.get("/settings/profile").await.body.contains("value=\"Lia Sun\""));
    assert_eq!(
        (other.status, sub.status, closed.status),
        (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN, StatusCode::FORBIDDEN)
    );
    assert!(desk.role_of("zoe").await.is_none() && closed.body.contains("Nobody works here under your account"));
    assert_eq!(desk.times("provider.refused").await, 3);
}

#[both_databases]
async fn an_invited_person_who_comes_through_the_company_has_come(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let role = desk.role(BuiltIn::Agent).await;
    let invitation = agents::invitation::Invitation {
        name: "Lia".into(),
        email: email_of("lia"),
        role,
        teams: Vec::new(),
        locale: kit::Locale::En,
        zone: "UTC".into(),
    };
    let wording = |_, _, _: &str, _: &str| agents::post::Letter { subject: String::new(), text: String::new() };
    let post = agents::post::Post::new("http://desk.example", std::sync::Arc::new(wording));
    let (lia, token) = desk
        .by(desk.noor, move |work| agents::invitation::invite(work, &invitation, &post))
        .await
        .expect("invited");
    let mut browser = desk.browser();

    let (_, page) = desk
        .comes(&mut browser, id, json!({ "sub": "l", "email": "lia@kettle.example", "email_verified": true }))
        .await;

    assert_eq!(page.leads_to, "/settings/profile");
    assert!(!desk.read(move |tx| agents::agents::find(tx, lia)).await.is_invited());
    assert!(desk.read(move |tx| agents::invitation::invited(tx, &token)).await.is_none(), "the invitation still opens");
    assert_eq!(desk.times("agent.invitation_accepted").await, 1);
}

#[both_databases]
async fn groups_decide_the_role_at_every_sign_in_and_the_last_admin_stays_one(desk: Desk) {
    let (supervisor, agent) = (desk.role(BuiltIn::Supervisor).await, desk.role(BuiltIn::Agent).await);
    let rule = |value: &str, role: agents::RoleId| RoleRule { value: value.into(), role: role.0 };
    let by_groups = Settings {
        role_claim: "groups".into(),
        role_rules: vec![rule("leads", supervisor), rule("desk", agent)],
        ..settings()
    };
    let id = desk.trusts(by_groups).await;
    let mut browser = desk.browser();
    let says = |sub: &str, name: &str, groups: Value| json!({ "sub": sub, "email": format!("{name}@kettle.example"), "email_verified": true, "groups": groups });

    desk.comes(&mut browser, id, says("a", "ana", json!(["desk", "leads"]))).await;
    let promoted = desk.role_of("ana").await;
    desk.comes(&mut browser, id, says("a", "ana", json!("desk"))).await;
    let back = desk.role_of("ana").await;
    let (_, none) = desk.comes(&mut desk.browser(), id, says("a", "ana", json!(["choir"]))).await;
    let (_, noor) = desk.comes(&mut desk.browser(), id, says("n", "noor", json!(["desk"]))).await;

    assert_eq!((promoted.as_deref(), back.as_deref()), (Some("Supervisor"), Some("Agent")));
    assert!(none.status == StatusCode::FORBIDDEN && none.body.contains("None of your groups"));
    assert_eq!((noor.leads_to.as_str(), desk.role_of("noor").await.as_deref()), ("/settings/profile", Some("Admin")));
}

#[both_databases]
async fn a_deactivated_person_stays_outside_and_so_does_whoever_got_their_address(desk: Desk) {
    let id = desk.trusts(settings()).await;
    desk.comes(&mut desk.browser(), id, ana()).await;
    let another = json!({ "sub": "a-2", "email": "ana@kettle.example", "email_verified": true });

    let (_, recycled) = desk.comes(&mut desk.browser(), id, another).await;
    let gone = desk.ana;
    desk.by(desk.noor, move |work| deactivate(work, gone)).await.expect("deactivated");
    let (_, deactivated) = desk.comes(&mut desk.browser(), id, ana()).await;

    assert!(recycled.status == StatusCode::FORBIDDEN && recycled.body.contains("another account there"));
    assert!(deactivated.status == StatusCode::FORBIDDEN && deactivated.body.contains("deactivated"));
    assert_eq!(desk.sessions().await, 0);
}

#[both_databases]
async fn the_second_factor_of_the_desk_is_asked_for_unless_the_provider_vouches(desk: Desk) {
    let id = desk.trusts(settings()).await;
    desk.system(|work| {
        work.keep_quietly("a scene");
        db::sql("UPDATE agent SET totp_nonce = 'x' WHERE email = 'ana@kettle.example'").run(work)
    })
    .await;
    let (mut asked, mut passed) = (desk.browser(), desk.browser());

    let (_, step) = desk.comes(&mut asked, id, ana()).await;
    let not_in = !asked.is_in().await;
    desk.now_trusts(id, Settings { vouches: true, ..settings() }).await;
    let (_, in_) = desk.comes(&mut passed, id, ana()).await;

    assert_eq!(step.leads_to, "/sign-in/code?next=/settings/profile");
    assert!(not_in && in_.leads_to == "/settings/profile" && passed.is_in().await);
    assert_eq!(vouched(&desk).await, 1);

    desk.now_trusts(id, settings()).await;
    assert_eq!(vouched(&desk).await, 0, "what the provider no longer says counts for nobody who came before");
}

async fn vouched(desk: &Desk) -> i64 {
    desk.system(|work| {
        work.keep_quietly("a scene looks");
        db::sql("SELECT COUNT(*) FROM session WHERE vouched").only(work, "count")
    })
    .await
}

#[both_databases]
async fn signing_out_here_leads_to_signing_out_there_and_the_other_way_round(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let (mut one, mut two) = (desk.browser(), desk.browser());
    desk.comes(&mut one, id, ana()).await;
    desk.comes(&mut two, id, ana()).await;
    let (mut by_password, _) = desk.by_password("ana").await;

    one.get("/settings/profile").await;
    let out = one.post("/sign-out", &[]).await;
    let left = one.get(&out.leads_to).await;
    let word = format!("logout_token={}", desk.provider.logout_token("a-1"));
    let heard = desk.browser().send(Method::POST, &format!("/sign-in/with/{id}/signed-out"), word).await;

    assert_eq!(out.leads_to, format!("/sign-in/with/{id}/left"));
    assert!(
        left.body
            .contains("https://login.kettle.example/leave?client_id=desk&amp;post_logout_redirect_uri="),
        "{}",
        left.body
    );
    assert_eq!(heard.status, StatusCode::OK);
    assert!(!one.is_in().await && !two.is_in().await, "a session that began there goes on");
    assert!(by_password.is_in().await, "a session that began here ended");
}

#[both_databases]
async fn only_through_the_company_leaves_one_door_and_no_other(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let noor = desk.noor;
    let (mut anas, _) = desk.by_password("ana").await;
    let too_early = refusal(desk.by(noor, move |work| only::from_now_on(work, noor, None)).await);
    let mut noors = desk.browser();
    desk.comes(&mut noors, id, json!({ "sub": "n", "email": "noor@kettle.example", "email_verified": true }))
        .await;
    let ben = desk.ben;
    let no_admin = refusal(desk.by(noor, move |work| only::from_now_on(work, ben, None)).await);
    let not_ben = refusal(desk.by(ben, move |work| only::from_now_on(work, noor, None)).await);

    desk.by(noor, move |work| only::from_now_on(work, noor, None)).await.expect("only this way");

    assert_eq!(
        (too_early, no_admin, not_ben),
        ("sso-refused-come-first", "agents-refused-no-keeper", "agents-refused-more-than-you")
    );
    assert!(!anas.is_in().await && noors.is_in().await);
    let (_, ana_wrong) = desk.by_password("ana").await;
    let (_, stranger) = desk.by_password("zoe").await;
    let (_, keeper) = desk.by_password("noor").await;
    assert_eq!(
        (ana_wrong.status, stranger.status, keeper.leads_to.as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY, "/")
    );
    let (_, through) = desk.comes(&mut desk.browser(), id, ana()).await;
    assert_eq!(through.leads_to, "/settings/profile");

    let closing = refusal(desk.by(noor, move |work| sso::remove(work, id)).await);
    let closed = Settings { enabled: false, secret: None, ..settings() };
    let disabling = refusal(desk.by(noor, move |work| sso::change(work, id, &closed)).await);
    let demoted = desk.role(BuiltIn::Agent).await;
    let admin = desk.role(BuiltIn::Admin).await;
    desk.system(move |work| agents::agent::change_role::change_role(work, ben, admin)).await;
    let demoting = refusal(desk.by(ben, move |work| agents::agent::change_role::change_role(work, noor, demoted)).await);
    let deactivating = refusal(desk.by(ben, move |work| deactivate(work, noor)).await);
    assert_eq!(
        (closing, disabling, demoting, deactivating),
        ("sso-refused-only-way", "sso-refused-only-way", "agents-refused-keeper", "agents-refused-keeper")
    );

    desk.by(noor, ways_in::passwords_too).await.expect("passwords too");
    assert_eq!(desk.by_password("ana").await.1.leads_to, "/");
}

#[both_databases]
async fn whoever_has_no_password_shows_who_they_are_by_having_signed_in_a_moment_ago(desk: Desk) {
    let id = desk.trusts(newcomers(desk.role(BuiltIn::Agent).await)).await;
    let mut lia = desk.browser();
    desk.comes(&mut lia, id, json!({ "sub": "l", "email": "lia@kettle.example", "email_verified": true }))
        .await;

    let page = lia.get("/settings/security").await;
    let fresh = lia.post("/settings/security/second-factor/offer", &[]).await;
    desk.base.clock.forward_seconds(901);
    let stale = lia.post("/settings/security/second-factor/offer", &[]).await;

    assert!(!page.body.contains("name=\"password\""), "a password is asked for that she does not have");
    assert_eq!(fresh.leads_to, "/settings/security/second-factor");
    assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("sign in again"));
}
