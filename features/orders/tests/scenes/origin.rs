//! Where an action is asked for: a policy that looks at the channel and at what the conversation is about decides
//! differently through different doors, for the list, the preview and the confirmation alike.

use crate::door::{Door, main};
use crate::stage::{Shop, cancel};
use axum::http::StatusCode;
use db::{Actor, sql};
use orders::{Origin, policies};
use serde_json::json;
use testkit::{Stage, TestPlace, both_databases};

/// The starting policy, but orders are cancelled in writing and about a complaint only.
fn in_writing() -> String {
    let mut document: serde_json::Value = serde_json::from_str(&policies::starting_policy().expect("ours")).expect("JSON");
    let words = json!({ "en": "Write to us by mail.", "es": "Escríbanos por correo.", "zh": "请发邮件给我们。" });
    let rule = |name: &str, fact: &str, word: &str, code: &str| json!({ "name": name, "require": { "text": { "fact": fact, "one_of": [word] } }, "code": code, "text": words, "next_step": words });
    let rules = document["actions"]["cancel"]["rules"].as_array_mut().expect("rules");
    rules.push(rule("in-writing", "channel", "email", "cancel.not_in_writing"));
    rules.push(rule("complaint", "conversation.category", "complaint", "cancel.no_complaint"));
    document.to_string()
}

pub struct InWriting(Door);

impl Stage for InWriting {
    async fn set_up(place: TestPlace) -> Self {
        Self(Door::of(Shop::selling_in(place, "EUR", Some(in_writing())).await))
    }
}

#[both_databases]
async fn a_policy_on_the_channel_decides_by_the_door_one_comes_through(door: InWriting) {
    let door = door.0;
    let order = door.shop.mia_orders().await;
    let number = door.shop.order(order).await.number;
    let path = format!("/orders/{number}/actions/cancel");
    door.mia_is_known_in_conversation().await;

    let outside = door.post("ana", &path, "reason=changed_mind").await;
    let in_portal = door.shop.denied(Actor::Customer(door.shop.mia.0), cancel(order, vec![])).await;
    let listed = door.get("ana", &format!("/orders/{number}/actions?conversation=7")).await;
    let unlisted = door.get("ana", &format!("/orders/{number}/actions")).await;
    let in_mail = door.post("ana", &path, "reason=changed_mind&conversation=7").await;
    let done = door.confirms("ana", &path, &in_mail).await;

    assert!(
        outside.text.contains("cancel.not_in_writing") && !outside.text.contains("/confirm\""),
        "{}",
        main(&outside.text)
    );
    assert_eq!(in_portal, "cancel.not_in_writing");
    assert!(
        !listed.text.contains("Write to us by mail") && unlisted.text.contains("Write to us by mail"),
        "{}",
        main(&unlisted.text)
    );
    assert_eq!(in_mail.status, StatusCode::OK, "{}", main(&in_mail.text));
    assert!(done.location.contains("?done="), "{}", main(&done.text));
    let told: String = door
        .shop
        .read(|tx| {
            sql("SELECT facts FROM verdict WHERE verb = 'cancel' AND outcome <> 'denied' ORDER BY id DESC LIMIT 1").only(tx, "verdict")
        })
        .await;
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((&told["channel"], &told["conversation.category"]), (&json!("email"), &json!("complaint")), "{told}");
}

#[both_databases]
async fn who_forges_the_conversation_gains_nothing(door: InWriting) {
    let door = door.0;
    let order = door.shop.mia_orders().await;
    let number = door.shop.order(order).await.number;
    let path = format!("/orders/{number}/actions/cancel");
    door.mia_is_known_in_conversation().await;

    let unseen = door.post("ana", &path, "reason=changed_mind&conversation=8").await;
    let moved = door.post("ana", &path, "reason=changed_mind&conversation=7").await;
    // The hash was seen in the conversation; brought back without it, something else would be judged.
    let hash = crate::door::between(&moved.text, "name=\"hash\" value=\"", "\"");
    let without = door
        .post("ana", &format!("{path}/confirm"), &format!("reason=changed_mind&hash={hash}&key=forged"))
        .await;

    assert_eq!(unseen.status, StatusCode::NOT_FOUND);
    assert!(without.status.is_client_error(), "{}", without.status);
    assert!(!door.shop.order(order).await.paid().is_zero(), "nothing was done");
    assert_eq!(Origin::of(Actor::ApiToken(1)).channel.as_deref(), Some("api"));
}
