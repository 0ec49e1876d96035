//! People and teams kept in step; and what a directory may not do.

use crate::stage::Desk;
use agents::sign_in::Visitor;
use agents::{AgentId, Permission, sessions, tokens};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

const USERS: &str = "/scim/v2/Users";
const GROUPS: &str = "/scim/v2/Groups";

fn lia() -> Value {
    json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "externalId": "x-7", "userName": "lia.sun", "active": true,
        "name": { "givenName": "Lia", "familyName": "Sun" }, "preferredLanguage": "zh-CN", "timezone": "Asia/Shanghai",
        "emails": [{ "value": "Lia@kettle.example", "type": "work", "primary": true }] })
}

fn agent(user: &Value) -> AgentId {
    AgentId(user["id"].as_str().and_then(|id| id.parse().ok()).expect("an id"))
}

fn change(operations: Value) -> Value {
    json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations })
}

#[both_databases]
async fn somebody_new_is_added_and_read_as_they_were_written(desk: Desk) {
    let (made, user) = desk.asks(Method::POST, USERS, lia()).await;
    let (_, again) = desk
        .asks(Method::GET, &format!("{USERS}/{}", user["id"].as_str().expect("an id")), Value::Null)
        .await;

    assert_eq!((made, &user), (StatusCode::CREATED, &again));
    assert_eq!(
        (&again["userName"], &again["externalId"], &again["emails"]),
        (&lia()["userName"], &lia()["externalId"], &lia()["emails"])
    );
    assert_eq!(again["meta"]["location"], json!(format!("http://desk.example{USERS}/{}", agent(&user))));
    let person = desk.person(agent(&user)).await;
    assert_eq!(
        (person.name.as_str(), person.email.as_str(), person.locale_tag.as_str(), person.zone.as_str()),
        ("Lia Sun", "lia@kettle.example", "zh", "Asia/Shanghai")
    );
    assert!(!person.is_invited() && !person.has_password());
    assert_eq!(desk.recorded("directory.user_added").await, ["api_token"]);
}

#[both_databases]
async fn attack_33_whoever_leaves_the_company_is_out_at_once_in_every_dialect(desk: Desk) {
    let leaving = [
        json!([{ "op": "replace", "path": "active", "value": false }]),
        json!([{ "op": "Replace", "path": "active", "value": "False" }]),
        json!([{ "op": "replace", "value": { "active": false } }]),
    ];
    for operations in leaving {
        let ana = desk.ana;
        let session = desk
            .by(ana, move |work| sessions::open(work, ana, &Visitor::default(), "password"))
            .await
            .expect("a session");
        let scopes = [Permission::ConversationsSee].into_iter().collect();
        let (_, token) = desk.by(ana, move |work| tokens::create(work, ana, "Script", &scopes, None)).await.expect("a token");

        let (left, user) = desk.asks(Method::PATCH, &format!("{USERS}/{ana}"), change(operations)).await;

        assert_eq!((left, &user["active"]), (StatusCode::OK, &json!(false)));
        assert!(desk.read(move |tx| sessions::who(tx, &session)).await.is_none(), "the session goes on");
        assert!(desk.read(move |tx| tokens::bearer(tx, &token)).await.is_none(), "the token goes on");
        let back = change(json!([{ "op": "replace", "path": "active", "value": true }]));
        let (_, user) = desk.asks(Method::PATCH, &format!("{USERS}/{ana}"), back).await;
        assert!(user["active"] == json!(true) && desk.person(ana).await.is_active());
    }
}

#[both_databases]
async fn attack_33_what_a_directory_leaves_unsaid_lets_nobody_back_in(desk: Desk) {
    let ana = desk.ana;
    let at = format!("{USERS}/{ana}");
    let silent = json!({ "userName": "ana@kettle.example", "displayName": "Ana Ruiz", "emails": [{ "value": "ana@kettle.example" }] });
    let (_, here) = desk.asks(Method::PUT, &at, silent.clone()).await;
    desk.by(desk.noor, move |work| agents::agent::deactivate::deactivate(work, ana))
        .await
        .expect("deactivated");

    let (replaced, user) = desk.asks(Method::PUT, &at, silent.clone()).await;
    let renamed = change(json!([{ "op": "replace", "path": "displayName", "value": "Ana R." }]));
    let (patched, _) = desk.asks(Method::PATCH, &at, renamed).await;
    let out = desk.person(ana).await;
    let mut said = silent.clone();
    said["active"] = json!(true);
    desk.asks(Method::PUT, &at, said).await;
    let back = desk.person(ana).await.is_active();
    desk.asks(Method::DELETE, &at, Value::Null).await;
    let (added, _) = desk.asks(Method::POST, USERS, silent).await;

    assert_ne!(here["active"], json!(false));
    assert_eq!((replaced, patched, &user["active"]), (StatusCode::OK, StatusCode::OK, &json!(false)));
    assert!(!out.is_active() && out.name == "Ana R.");
    assert!(back && added == StatusCode::CREATED && desk.person(ana).await.is_active(), "whoever is added works here");
}

#[both_databases]
async fn whoever_was_there_before_is_found_and_linked(desk: Desk) {
    let (taken, fault) = desk
        .asks(Method::POST, USERS, json!({ "userName": "ana", "emails": [{ "value": "ana@kettle.example" }] }))
        .await;
    let (_, found) = desk
        .asks(Method::GET, "/scim/v2/Users?filter=userName%20eq%20%22ANA%40kettle.example%22", Value::Null)
        .await;
    let written = json!({ "userName": "ana@kettle.example", "externalId": "a-1", "displayName": "Ana Ruiz", "emails": [{ "value": "ana.ruiz@kettle.example" }] });
    let (linked, user) = desk.asks(Method::PUT, &format!("{USERS}/{}", desk.ana), written).await;

    assert_eq!((taken, &fault["scimType"]), (StatusCode::CONFLICT, &json!("uniqueness")));
    assert_eq!((&found["totalResults"], &found["Resources"][0]["id"]), (&json!(1), &json!(desk.ana.to_string())));
    assert_eq!((linked, &user["externalId"]), (StatusCode::OK, &json!("a-1")));
    let person = desk.person(desk.ana).await;
    assert_eq!(
        (person.name.as_str(), person.email.as_str(), person.has_password()),
        ("Ana Ruiz", "ana.ruiz@kettle.example", true)
    );
}

#[both_databases]
async fn whoever_was_removed_is_not_there_and_comes_back_as_who_they_were(desk: Desk) {
    let (_, user) = desk.asks(Method::POST, USERS, lia()).await;
    let at = format!("{USERS}/{}", agent(&user));

    let (removed, nothing) = desk.asks(Method::DELETE, &at, Value::Null).await;
    let (gone, _) = desk.asks(Method::GET, &at, Value::Null).await;
    let (twice, _) = desk.asks(Method::DELETE, &at, Value::Null).await;
    let is_active = desk.person(agent(&user)).await.is_active();
    let (back, again) = desk.asks(Method::POST, USERS, lia()).await;

    assert_eq!(
        (removed, nothing, gone, twice),
        (StatusCode::NO_CONTENT, Value::Null, StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert!(!is_active);
    assert_eq!((back, agent(&again)), (StatusCode::CREATED, agent(&user)));
    assert!(desk.person(agent(&user)).await.is_active());
}

#[both_databases]
async fn a_directory_takes_no_desk_over(desk: Desk) {
    let noors = format!("{USERS}/{}", desk.noor);
    let moved = change(json!([{ "op": "replace", "path": "emails", "value": [{ "value": "eve@mail.example", "primary": true }] }]));
    let out = change(json!([{ "op": "replace", "path": "active", "value": false }]));

    let (address, _) = desk.asks(Method::PATCH, &noors, moved).await;
    let (last, _) = desk.asks(Method::PATCH, &noors, out.clone()).await;
    let (removed, _) = desk.asks(Method::DELETE, &noors, Value::Null).await;
    let (_, mallory) = desk
        .asks(
            Method::POST,
            USERS,
            json!({ "userName": "mallory@mail.example", "roles": [{ "value": "admin" }], "role_id": 1, "permissions": "people.manage" }),
        )
        .await;

    assert_eq!((address, last, removed), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    let noor = desk.person(desk.noor).await;
    assert!(noor.is_active() && noor.email.as_str() == "noor@kettle.example");
    let role = desk.person(agent(&mallory)).await.role;
    let role = desk.read(move |tx| agents::roles::find(tx, role)).await;
    assert_eq!(role.built_in, Some(agents::BuiltIn::Agent));
    assert!(desk.recorded("directory.user_changed").await.is_empty(), "a refused change left a line");
}

#[both_databases]
async fn teams_follow_groups(desk: Desk) {
    let (_, lia) = desk.asks(Method::POST, USERS, lia()).await;
    let (made, team) = desk
        .asks(Method::POST, GROUPS, json!({ "displayName": "Returns", "externalId": "g-1", "members": [{ "value": desk.ana.to_string() }, { "value": lia["id"] }] }))
        .await;
    let at = format!("{GROUPS}/{}", team["id"].as_str().expect("an id"));
    let (_, user) = desk.asks(Method::GET, &format!("{USERS}/{}", desk.ana), Value::Null).await;
    let out = change(json!([{ "op": "remove", "path": format!("members[value eq \"{}\"]", desk.ana) }]));
    let (_, smaller) = desk.asks(Method::PATCH, &at, out).await;
    let (renamed, named) = desk
        .asks(Method::PATCH, &at, change(json!([{ "op": "replace", "path": "displayName", "value": "Exchanges" }])))
        .await;
    let (stranger, fault) = desk
        .asks(Method::PATCH, &at, change(json!([{ "op": "add", "path": "members", "value": [{ "value": "4711" }] }])))
        .await;
    let (again, _) = desk.asks(Method::POST, GROUPS, json!({ "displayName": "exchanges" })).await;
    let (removed, _) = desk.asks(Method::DELETE, &at, Value::Null).await;
    let (gone, _) = desk.asks(Method::GET, &at, Value::Null).await;

    assert_eq!((made, team["members"].as_array().map(Vec::len)), (StatusCode::CREATED, Some(2)));
    assert_eq!(user["groups"][0]["display"], json!("Returns"));
    assert_eq!((smaller["members"].as_array().map(Vec::len), &smaller["members"][0]["value"]), (Some(1), &lia["id"]));
    assert_eq!((renamed, &named["displayName"], &named["externalId"]), (StatusCode::OK, &json!("Exchanges"), &json!("g-1")));
    assert_eq!((stranger, &fault["scimType"]), (StatusCode::BAD_REQUEST, &json!("invalidValue")));
    assert_eq!((again, removed, gone), (StatusCode::CONFLICT, StatusCode::NO_CONTENT, StatusCode::NOT_FOUND));
    let ana = desk.ana;
    assert!(desk.read(move |tx| agents::teams::of(tx, ana)).await.is_empty());
}
