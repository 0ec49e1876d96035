//! Notices, what somebody wants to be told, and inviting people, through the API.

use crate::stage::{Desk, personal};
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::both_databases;

async fn given_to_ana(desk: &Desk, conversation: i64) {
    let path = format!("/conversations/{conversation}");
    let told = desk.patch(&desk.noors, &path, json!({ "assignee": desk.ana.0 })).await;
    assert_eq!(told.status, StatusCode::OK, "{told:?}");
    let assigned = desk::Event::Assigned {
        conversation: desk::ConversationId(conversation),
        from: None,
        to: Some(desk.ana.0),
    };
    desk.by(desk.noor, move |work| desk::notices::tell(work, &assigned)).await;
}

#[both_databases]
async fn notices_are_listed_a_page_at_a_time_and_counted_as_read(desk: Desk) {
    let lid = desk.mia_writes("The lid is blue").await;
    given_to_ana(&desk, desk.kettle).await;
    given_to_ana(&desk, lid).await;

    let first = desk.get(&desk.anas, "/notices?limit=1&unread=true").await;
    let next = first.body["next_cursor"].as_str().unwrap_or_default();
    let second = desk.get(&desk.anas, &format!("/notices?limit=1&unread=true&cursor={next}")).await;

    let of = |told: &crate::asking::Answer| (told.body["data"][0]["conversation"].clone(), told.body["data"][0]["kind"].clone());
    assert_eq!((of(&first), of(&second)), ((json!(lid), json!("assigned")), (json!(desk.kettle), json!("assigned"))));
    assert_eq!(second.body["next_cursor"], json!(null));
    assert_eq!(desk.get(&desk.noors, "/notices").await.body["data"], json!([]), "nobody is shown what others are told");

    let one = desk.asks(&desk.anas, Method::POST, &format!("/conversations/{lid}/notices/read")).answer().await;
    let left = desk.get(&desk.anas, "/notices?unread=true").await;
    assert_eq!((one.status, of(&left).0), (StatusCode::NO_CONTENT, json!(desk.kettle)));
    let all = desk.asks(&desk.anas, Method::POST, "/notices/read").answer().await;
    let (none, both) = (desk.get(&desk.anas, "/notices?unread=true").await, desk.get(&desk.anas, "/notices?unread=false").await);
    assert_eq!((all.status, &none.body["data"]), (StatusCode::NO_CONTENT, &json!([])));
    assert_eq!(both.body["data"].as_array().map(Vec::len), Some(2));
    let nobody = desk.asks(&desk.shops, Method::POST, "/notices/read").answer().await;
    let hidden = desk
        .asks(&desk.anas, Method::POST, &format!("/conversations/{}/notices/read", desk.secret))
        .answer()
        .await;
    assert_eq!((nobody.status, hidden.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::NOT_FOUND));
}

#[both_databases]
async fn what_somebody_wants_to_be_told_is_chosen_by_their_own_token(desk: Desk) {
    let at = "/me/notifications";
    let before = desk.get(&desk.anas, at).await;

    let changed = desk
        .patch(
            &desk.anas,
            at,
            json!({ "by_mail": ["mentioned"], "digest": "daily", "digest_at": "07:30", "quiet_from": "20:00", "quiet_until": "06:30" }),
        )
        .await;

    assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
    for (field, value) in [
        ("on_screen", before.body["on_screen"].clone()),
        ("by_mail", json!(["mentioned"])),
        ("digest", json!("daily")),
        ("digest_at", json!("07:30")),
        ("quiet_from", json!("20:00")),
        ("quiet_until", json!("06:30")),
    ] {
        assert_eq!(changed.body[field], value, "{field}");
    }
    let loud = desk.patch(&desk.anas, at, json!({ "quiet_from": null, "quiet_until": null })).await;
    assert_eq!((&loud.body["quiet_from"], &loud.body["digest_at"]), (&json!(null), &json!("07:30")));
    for (body, pointer) in [
        (json!({ "by_mail": ["mentioned", "bogus"] }), "/by_mail/1"),
        (json!({ "digest_at": "24:00" }), "/digest_at"),
        (json!({ "quiet_from": "20:00" }), "/quiet_until"),
        (json!({ "quiet_until": "06:00" }), "/quiet_from"),
        (json!({ "digest": "monthly" }), "/digest"),
    ] {
        let told = desk.patch(&desk.anas, at, body.clone()).await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{body} {told:?}");
    }
    assert_eq!(desk.get(&desk.shops, at).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.get(&desk.noors, at).await.body["digest"], json!("off"));
}

#[both_databases]
async fn somebody_is_invited_once_and_never_to_more_than_the_token_may(desk: Desk) {
    let roles = desk.get(&desk.noors, "/roles").await;
    let role = |name: &str| {
        let all = roles.body["data"].as_array().cloned().unwrap_or_default();
        all.iter()
            .find(|role| role["name"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name)))
            .map_or_else(|| panic!("no {name} in {}", roles.body), |role| role["id"].clone())
    };
    let (agent, admin) = (role("agent"), role("admin"));
    let wanted = json!({ "name": "Ben", "email": "ben@kettle.example", "role": agent, "zone": "Europe/Madrid", "locale": "es" });
    let invites = || desk.asks(&desk.noors, Method::POST, "/agents").header("idempotency-key", "ben").json(&wanted);

    let (made, again) = (invites().answer().await, invites().answer().await);

    assert_eq!(
        (made.status, &made.body["is_invited"], &made.body["locale"]),
        (StatusCode::CREATED, &json!(true), &json!("es")),
        "{made:?}"
    );
    assert_eq!((again.header("idempotency-replayed"), again.id()), ("true", made.id()));
    assert_eq!(desk.times("agent.invited").await, 1);
    assert!(!made.body.to_string().contains("/invitation"), "the link is for them alone: {}", made.body);
    let once_more = desk.asks(&desk.noors, Method::POST, &format!("/agents/{}/invite-again", made.id())).answer().await;
    assert_eq!((once_more.status, desk.times("agent.invited").await), (StatusCode::OK, 2));
    for (body, pointer) in [
        (json!({ "name": "Ben", "email": "ben@kettle.example", "role": agent }), "/email"),
        (json!({ "name": "Leo", "email": "leo", "role": agent }), "/email"),
        (json!({ "name": " ", "email": "leo@kettle.example", "role": agent }), "/name"),
        (json!({ "name": "Leo", "email": "leo@kettle.example", "role": 4711 }), "/role"),
        (json!({ "name": "Leo", "email": "leo@kettle.example", "role": agent, "teams": [4711] }), "/teams"),
        (json!({ "name": "Leo", "email": "leo@kettle.example", "role": agent, "zone": "Europe/Atlantis" }), "/zone"),
        (json!({ "name": "Leo", "email": "leo@kettle.example", "role": agent, "locale": "fr" }), "/locale"),
    ] {
        let told = desk.post(&desk.noors, "/agents", body.clone()).await;
        assert_eq!((told.status, told.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{body} {told:?}");
    }
    let (_, staffs) = personal(desk.db(), desk.noor, "people.manage").await;
    let too_much = desk
        .post(&staffs, "/agents", json!({ "name": "Leo", "email": "leo@kettle.example", "role": admin }))
        .await;
    let may_not = desk.post(&desk.anas, "/agents", wanted).await;
    assert_eq!((too_much.status, may_not.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::FORBIDDEN), "{too_much:?}");
}
