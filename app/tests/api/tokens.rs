//! What a token opens: its scopes, its pace, its life; and the company's own tokens.

use crate::stage::{Desk, personal};
use agents::agent::deactivate::deactivate;
use agents::{Permissions, service_tokens, tokens};
use axum::http::StatusCode;
use db::Actor;
use serde_json::json;
use testkit::both_databases;

#[both_databases]
async fn attack_33_a_token_opens_what_its_scopes_say(desk: Desk) {
    let customers = desk.get(&desk.narrow, "/customers").await;
    let conversations = desk.get(&desk.narrow, "/conversations").await;
    let writing = desk.post(&desk.narrow, "/customers", json!({ "name": "Zoe" })).await;
    let narrowed = desk
        .patch(&desk.shops, &format!("/conversations/{}", desk.kettle), json!({ "status": "closed" }))
        .await;

    assert_eq!(
        (customers.status, conversations.status, writing.status),
        (StatusCode::OK, StatusCode::FORBIDDEN, StatusCode::FORBIDDEN)
    );
    assert_eq!(narrowed.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn attack_33_a_revoked_expired_or_orphaned_token_is_dead_at_once(desk: Desk) {
    let (id, revoked) = personal(desk.db(), desk.ana, "").await;
    let (ana, noor) = (desk.ana, desk.noor);
    let before = desk.get(&revoked, "/me").await;

    desk.by(ana, move |work| tokens::revoke(work, ana, id)).await;
    let after = desk.get(&revoked, "/me").await;
    desk.by(noor, move |work| deactivate(work, ana)).await;
    let orphaned = desk.get(&desk.anas, "/me").await;
    let unknown = desk.get("fl_guessed", "/me").await;

    assert_eq!(
        (before.status, after.status, orphaned.status),
        (StatusCode::OK, StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED)
    );
    assert_eq!(
        (unknown.status, unknown.header("www-authenticate"), &unknown.body),
        (StatusCode::UNAUTHORIZED, "Bearer", &after.body)
    );
}

#[both_databases]
async fn a_service_token_acts_for_the_company_and_outlives_its_maker(desk: Desk) {
    let me = desk.get(&desk.shops, "/me").await;
    let note = desk
        .post(&desk.shops, &format!("/conversations/{}/notes", desk.kettle), json!({ "text": "Seen in the shop" }))
        .await;
    let follows = desk
        .asks(&desk.shops, axum::http::Method::PUT, &format!("/conversations/{}/followers/me", desk.kettle))
        .answer()
        .await;
    let (noor, ana) = (desk.noor, desk.ana);
    desk.db()
        .work(Actor::System, move |work| {
            let admin = agents::roles::built_in(work, agents::BuiltIn::Admin)?.id;
            agents::agent::change_role::change_role(work, ana, admin)?;
            deactivate(work, noor)
        })
        .await
        .expect("Noor leaves, and Ana administers");
    let alive = desk.get(&desk.shops, "/me").await;

    assert_eq!((me.body["agent"].as_i64(), me.body["name"].as_str()), (None, Some("Shop")));
    assert_eq!(
        (note.body["author"]["kind"].as_str(), note.body["author"]["id"].as_i64()),
        (Some("api_token"), Some(desk.shop.0))
    );
    assert_eq!((follows.status, alive.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::OK));
    let token = desk.shop.0;
    let by_token: i64 = desk
        .read(move |tx| {
            db::sql("SELECT COUNT(*) FROM activity WHERE actor_kind = 'api_token' AND actor_id = $1")
                .with(token)
                .only(tx, "count")
        })
        .await;
    assert_eq!(by_token, 1);
}

#[both_databases]
async fn attack_26_a_service_token_sees_a_closed_inbox_only_once_it_is_let_in(desk: Desk) {
    let path = format!("/conversations/{}", desk.secret);
    let hidden = desk.get(&desk.shops, &path).await;

    let access = json!({ "everyone": false, "service_tokens": [desk.shop] });
    let let_in = desk
        .asks(&desk.noors, axum::http::Method::PUT, &format!("/inboxes/{}/access", desk.board))
        .json(&access)
        .answer()
        .await;
    let seen = desk.get(&desk.shops, &path).await;
    let (noor, shop) = (desk.noor, desk.shop);
    desk.by(noor, move |work| service_tokens::revoke(work, shop)).await;
    let revoked = desk.get(&desk.shops, &path).await;

    assert_eq!(
        (hidden.status, let_in.status, seen.status),
        (StatusCode::NOT_FOUND, StatusCode::OK, StatusCode::OK),
        "{let_in:?}"
    );
    assert_eq!(revoked.status, StatusCode::UNAUTHORIZED);
}

#[both_databases]
async fn attack_33_no_token_and_nobody_without_the_permission_makes_service_tokens(desk: Desk) {
    let wide = || Permissions::of_words("people.manage conversations.see");
    let (ana, token) = (desk.ana, desk.shop.0);

    let by_ana = desk
        .db()
        .work(Actor::Agent(ana.0), move |work| service_tokens::create(work, "Mine", &wide(), None))
        .await;
    let by_token = desk
        .db()
        .work(Actor::ApiToken(token), move |work| service_tokens::create(work, "Child", &wide(), None))
        .await;
    let revoking = desk
        .db()
        .work(Actor::ApiToken(token), move |work| service_tokens::revoke(work, tokens::TokenId(token)))
        .await;

    assert!(by_ana.is_err() && by_token.is_err() && revoking.is_err());
    assert_eq!(desk.times("service_token.created").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_asks_too_often_is_told_when_to_come_back() {
    let desk = Desk::at_rate(testkit::place_on_sqlite(), 3).await;

    let paces: Vec<_> = futures::future::join_all((0..3).map(|_| desk.get(&desk.anas, "/me"))).await;
    let refused = desk.get(&desk.anas, "/me").await;
    let somebody_else = desk.get(&desk.shops, "/me").await;
    desk.clock.forward_seconds(20);
    let later = desk.get(&desk.anas, "/me").await;

    assert!(
        paces
            .iter()
            .all(|answer| answer.status == StatusCode::OK && answer.header("ratelimit-limit") == "3")
    );
    assert_eq!(paces.iter().map(|answer| answer.header("ratelimit-remaining")).min(), Some("0"));
    assert_eq!(
        (refused.status, refused.header("retry-after"), refused.header("ratelimit-remaining")),
        (StatusCode::TOO_MANY_REQUESTS, "20", "0")
    );
    assert_eq!((somebody_else.status, later.status), (StatusCode::OK, StatusCode::OK));
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_32_whoever_guesses_tokens_is_slowed_down() {
    let desk = Desk::at_rate(testkit::place_on_sqlite(), 1_000).await;

    let mut last = desk.get("fl_0", "/me").await;
    for n in 1..=60 {
        last = desk.get(&format!("fl_{n}"), "/me").await;
    }

    assert_eq!((last.status, desk.get(&desk.anas, "/me").await.status), (StatusCode::TOO_MANY_REQUESTS, StatusCode::OK));
}
