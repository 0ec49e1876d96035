//! How a directory asks: with its token only, filters, pages, parts; and what hostile requests come to.

use crate::stage::Desk;
use agents::sign_in::Visitor;
use agents::{Permission, service_tokens, sessions, tokens};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

#[both_databases]
async fn attack_33_only_a_token_made_for_it_opens_the_directorys_door(desk: Desk) {
    let other = [Permission::PeopleManage, Permission::ActivitySee].into_iter().collect();
    let (_, wide) = desk
        .by(desk.noor, move |work| service_tokens::create(work, "Other", &other, None))
        .await
        .expect("a token");
    let (noor, own) = (desk.noor, [Permission::PeopleProvision].into_iter().collect());
    let (id, personal) = desk.by(noor, move |work| tokens::create(work, noor, "Mine", &own, None)).await.expect("a token");
    let session = desk
        .by(noor, move |work| sessions::open(work, noor, &Visitor::default(), "password"))
        .await
        .expect("a session");
    let users = "/scim/v2/Users";

    let (none, _) = desk.asks_with(None, Method::GET, users, Value::Null).await;
    let (made_up, _) = desk.asks_with(Some(&kit::Token::random()), Method::GET, users, Value::Null).await;
    let (narrow, _) = desk.asks_with(Some(&wide), Method::GET, users, Value::Null).await;
    let (admins, _) = desk.asks_with(Some(&personal), Method::GET, users, Value::Null).await;
    let cookie = desk.asks_by_cookie(&session, Method::GET, users).await;
    desk.by(noor, move |work| tokens::revoke(work, noor, id)).await.expect("revoked");
    let (revoked, _) = desk.asks_with(Some(&personal), Method::GET, users, Value::Null).await;

    assert_eq!((none, made_up, narrow), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN));
    assert_eq!((admins, cookie, revoked), (StatusCode::OK, StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED));
}

#[both_databases]
async fn whoever_is_not_let_in_hears_it_in_the_words_of_the_protocol(desk: Desk) {
    let other = [Permission::ActivitySee].into_iter().collect();
    let made = desk.by(desk.noor, move |work| service_tokens::create(work, "Other", &other, None)).await;
    let other = made.expect("a token").1.reveal().to_owned();
    let own = desk.token.reveal().to_owned();

    for (token, method, path, status) in [
        (None, Method::GET, "/scim/v2/Users", "401"),
        (Some("fl_guessed"), Method::GET, "/scim/v2/Users", "401"),
        (Some(other.as_str()), Method::GET, "/scim/v2/Groups", "403"),
        (Some(own.as_str()), Method::DELETE, "/scim/v2/Users", "405"),
        (None, Method::GET, "/scim/v1/Users", "404"),
    ] {
        let (headers, body) = desk.hears(token, method, path).await;

        assert_eq!(body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]), "{path} {body}");
        assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty() && !detail.contains("page")), "{path} {body}");
        assert_eq!(
            (body["status"].as_str(), headers["content-type"].as_bytes()),
            (Some(status), &b"application/scim+json"[..]),
            "{path}"
        );
        assert_eq!(headers.contains_key("www-authenticate"), status == "401", "{path}");
    }
}

#[both_databases]
async fn attack_33_the_directorys_token_opens_nothing_else(desk: Desk) {
    for path in ["/settings/people", "/settings/service-tokens", "/settings/roles"] {
        assert_eq!(desk.asks(Method::GET, path, Value::Null).await.0, StatusCode::FORBIDDEN, "{path}");
    }
}

#[both_databases]
async fn lists_are_filtered_sorted_paged_and_cut(desk: Desk) {
    for number in 1..=5 {
        let user = json!({ "userName": format!("u{number}"), "displayName": format!("U {}", 9 - number), "emails": [{ "value": format!("u{number}@tea.example") }] });
        assert_eq!(desk.asks(Method::POST, "/scim/v2/Users", user).await.0, StatusCode::CREATED);
    }
    let filter = "filter=emails.value%20ew%20%22tea.example%22";
    let get = async |query: &str| desk.asks(Method::GET, &format!("/scim/v2/Users?{filter}&{query}"), Value::Null).await.1;
    let names = |page: &Value| {
        page["Resources"]
            .as_array()
            .map(|all| all.iter().map(|one| one["userName"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>())
    };

    let second = get("startIndex=3&count=2").await;
    let none = get("count=0").await;
    let beyond = get("startIndex=99").await;
    let sorted = get("sortBy=displayName").await;
    let backwards = get("sortBy=displayName&sortOrder=descending&attributes=userName").await;
    let (_, searched) = desk
        .asks(
            Method::POST,
            "/scim/v2/Users/.search",
            json!({ "filter": "userName sw \"u\"", "count": 1, "excludedAttributes": ["emails", "meta"] }),
        )
        .await;

    assert_eq!(
        (names(&second), &second["totalResults"], &second["startIndex"]),
        (Some(vec!["u3".into(), "u4".into()]), &json!(5), &json!(3))
    );
    assert_eq!((&none["totalResults"], names(&none), names(&beyond)), (&json!(5), Some(vec![]), Some(vec![])));
    assert_eq!(names(&sorted), Some(["u5", "u4", "u3", "u2", "u1"].map(str::to_owned).to_vec()));
    assert_eq!(names(&backwards), Some(["u1", "u2", "u3", "u4", "u5"].map(str::to_owned).to_vec()));
    assert!(backwards["Resources"][0].get("emails").is_none());
    assert_eq!((&searched["totalResults"], &searched["itemsPerPage"]), (&json!(5), &json!(1)));
    assert!(searched["Resources"][0].get("emails").is_none() && searched["Resources"][0].get("displayName").is_some());
}

#[both_databases]
async fn attack_37_hostile_questions_are_refused_in_words_of_the_rfc(desk: Desk) {
    let (user, users) = (format!("/scim/v2/Users/{}", desk.ana), "/scim/v2/Users");
    let deep = "[".repeat(100_000);
    let nobody = "/scim/v2/Users/' OR 1=1".replace(' ', "%20").replace('\'', "%27");
    let table = [
        (Method::GET, "/scim/v2/Users?filter=userName%20eq%20'x'%20OR%201=1", Value::Null, 400, "invalidFilter"),
        (Method::GET, nobody.as_str(), Value::Null, 404, ""),
        (Method::GET, "/scim/v2/Users/-1", Value::Null, 404, ""),
        (Method::GET, "/scim/v2/Users/99999999999999999999", Value::Null, 404, ""),
        (Method::GET, "/scim/v2/Nothing", Value::Null, 404, ""),
        (Method::POST, users, json!([1]), 400, "invalidSyntax"),
        (Method::POST, users, json!({ "userName": "x" }), 400, "invalidValue"),
        (Method::POST, users, json!({ "emails": [{ "value": "x@tea.example" }] }), 400, "invalidValue"),
        (
            Method::POST,
            users,
            json!({ "userName": "x", "emails": [{ "value": "x@tea.example\r\nBcc: y@z.example" }] }),
            400,
            "invalidValue",
        ),
        (Method::PATCH, user.as_str(), json!({ "Operations": [{ "op": "remove" }] }), 400, "noTarget"),
        (
            Method::PATCH,
            user.as_str(),
            json!({ "Operations": [{ "op": "add", "path": deep, "value": 1 }] }),
            400,
            "invalidPath",
        ),
        (Method::PATCH, user.as_str(), json!({ "Operations": "x" }), 400, "invalidSyntax"),
        (Method::PUT, "/scim/v2/Users/4711", json!({ "userName": "x@tea.example" }), 404, ""),
        (Method::POST, "/scim/v2/.search", json!({}), 501, ""),
    ];
    for (method, path, body, status, kind) in table {
        let (got, fault) = desk.asks(method.clone(), path, body).await;
        assert_eq!(got.as_u16(), status, "{method} {}: {fault}", &path[..path.len().min(80)]);
        assert_eq!(fault["schemas"][0], json!("urn:ietf:params:scim:api:messages:2.0:Error"), "{path}");
        assert_eq!(fault["scimType"].as_str().unwrap_or(""), kind, "{path}: {fault}");
    }
}
