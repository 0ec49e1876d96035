//! Attack 35: where a provider may be, and that no page of ours can make the desk ask inside the network.

use crate::provider::Provider;
use crate::stage::{Desk, ISSUER, settings, site};
use axum::http::StatusCode;
use serde_json::json;
use sso::{Ailment, discovery};
use testkit::both_databases;

#[both_databases]
async fn attack_35_a_provider_inside_the_network_is_not_asked_unless_the_machine_names_it(desk: Desk) {
    let (_, local) = Provider::opens("https://sso.intern.example:8443", desk.base.clock.clone()).await;
    for private in ["10.1.2.3", "127.0.0.1", "::1", "::ffff:10.0.0.1", "169.254.169.254"] {
        desk.world.has("sso.intern.example", private, local);
        let way = sso::Way::new(std::sync::Arc::new(desk.world.clone()), outside::OwnNetwork::default());

        let found = discovery::discover(&way.caller, &way.own_network, "https://sso.intern.example").await;

        assert_eq!(found.err(), Some(Ailment::Inside("sso.intern.example".into())), "{private}");
    }
    assert!(desk.world.reached().is_empty(), "somebody inside was connected to: {:?}", desk.world.reached());

    desk.world.has("sso.intern.example", "10.1.2.3", local);
    let own = outside::OwnNetwork::parse("https://sso.intern.example:8443").expect("an origin");
    let way = sso::Way::new(std::sync::Arc::new(desk.world.clone()), own);
    let found = discovery::discover(&way.caller, &way.own_network, "https://sso.intern.example:8443").await;
    assert!(found.is_ok(), "{found:?}");
    assert_eq!(desk.world.reached(), ["10.1.2.3:8443".parse().expect("an address")]);
}

#[both_databases]
async fn attack_35_a_provider_that_turns_into_an_address_of_the_house_is_not_connected_to(desk: Desk) {
    let id = desk.trusts(settings()).await;
    desk.world.moves("login.kettle.example", "127.0.0.1");

    let page = desk.browser().get(&format!("/sign-in/with/{id}")).await;

    assert!(page.status == StatusCode::FORBIDDEN && page.body.contains("inside a network"), "{}", page.body);
    assert!(desk.world.reached().is_empty());
}

#[both_databases]
async fn attack_35_addresses_a_provider_names_are_judged_like_its_own(desk: Desk) {
    let way = sso::Way::new(std::sync::Arc::new(desk.world.clone()), outside::OwnNetwork::default());
    for (what, address) in [
        ("token_endpoint", "http://169.254.169.254/latest"),
        ("jwks_uri", "http://login.kettle.example/jwks"),
        ("userinfo_endpoint", "file:///etc/passwd"),
        ("authorization_endpoint", "javascript:alert(1)"),
        ("end_session_endpoint", "data:text/html,x"),
    ] {
        desk.provider.lies_about_itself(json!({ what: address }));
        let found = discovery::discover(&way.caller, &way.own_network, ISSUER).await;
        assert!(matches!(found, Err(Ailment::Unreadable(_))), "{what}: {found:?}");
    }
    desk.world.moves("inside.example", "10.0.0.1");
    desk.provider.lies_about_itself(json!({ "jwks_uri": "https://inside.example/jwks" }));
    let found = discovery::rehearse(&way.caller, &way.own_network, ISSUER, "desk", "x", "http://desk.example/back").await;
    assert_eq!(found.err(), Some(Ailment::Inside("inside.example".into())));
    assert!(desk.world.reached().iter().all(|reached| outside::is_public(reached.ip())));
}

#[both_databases]
async fn attack_31_a_provider_that_calls_itself_otherwise_is_another(desk: Desk) {
    let id = desk.trusts(settings()).await;
    desk.provider.lies_about_itself(json!({ "issuer": "https://evil.example" }));

    let page = desk.browser().get(&format!("/sign-in/with/{id}")).await;

    assert!(page.status == StatusCode::FORBIDDEN && page.body.contains("https://evil.example"), "{}", page.body);
}

#[both_databases]
async fn a_provider_on_this_very_machine_is_reached_where_it_is_named(desk: Desk) {
    let (provider, local) = Provider::opens("http://127.0.0.1:4011", desk.base.clock.clone()).await;
    desk.world.has("127.0.0.1", "127.0.0.1", local);
    let site = site(&desk.base, &desk.key, &desk.world, "http://127.0.0.1:4011");
    let id = desk.trusts(sso::Settings { issuer: "http://127.0.0.1:4011".into(), ..settings() }).await;
    let desk = Desk { site, provider, ..desk };
    let mut browser = desk.browser();

    let (_, page) = desk
        .comes(&mut browser, id, json!({ "sub": "a", "email": "ana@kettle.example", "email_verified": true }))
        .await;

    assert_eq!(page.leads_to, "/settings/profile");
}

#[both_databases]
async fn a_provider_that_does_not_answer_is_not_asked_at_every_knock(desk: Desk) {
    let id = desk.trusts(settings()).await;
    desk.provider.lies_about_itself(json!({ "issuer": "https://evil.example" }));
    let mut browser = desk.browser();

    for _ in 0..5 {
        assert_eq!(browser.get(&format!("/sign-in/with/{id}")).await.status, StatusCode::FORBIDDEN);
    }
    let asked = desk.world.reached().len();
    desk.provider.lies_about_itself(json!({}));
    desk.base.clock.forward_seconds(11);

    assert_eq!(asked, 1);
    assert_eq!(browser.get(&format!("/sign-in/with/{id}")).await.status, StatusCode::SEE_OTHER);
}
