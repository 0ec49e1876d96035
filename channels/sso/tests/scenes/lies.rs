//! Attack 31: every lie a provider, or somebody between, can tell. Nobody is let in, and nothing is linked.

use crate::provider::Signs;
use crate::stage::{Desk, settings};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::both_databases;

fn ana() -> Value {
    json!({ "sub": "a-1", "email": "ana@kettle.example", "email_verified": true })
}

impl Desk {
    async fn nobody_is_in(&self, lie: &str) {
        assert_eq!((self.sessions().await, self.links().await), (0, 0), "{lie}");
    }
}

#[both_databases]
async fn attack_31_a_token_that_is_not_the_answer_to_this_request_lets_nobody_in(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let now = desk.base.clock.now().seconds();
    let lies = [
        ("another issuer", json!({ "iss": "https://evil.example" }), "made by somebody else"),
        ("its name with a slash", json!({ "iss": "https://login.kettle.example/" }), "made by somebody else"),
        ("no issuer", json!({ "iss": null }), "made by somebody else"),
        ("another audience", json!({ "aud": "another" }), "made for another program"),
        ("others, not us", json!({ "aud": ["another", "third"] }), "made for another program"),
        ("us among others, unasked", json!({ "aud": ["desk", "another"] }), "made for another program"),
        ("us, asked by another", json!({ "aud": ["desk"], "azp": "another" }), "made for another program"),
        ("no audience", json!({ "aud": null }), "made for another program"),
        ("another nonce", json!({ "nonce": "0000" }), "answers another request"),
        ("no nonce", json!({ "nonce": null }), "answers another request"),
        ("over", json!({ "exp": now - 61 }), "time is over"),
        ("no end", json!({ "exp": null }), "time is over"),
        ("an end in words", json!({ "exp": "never" }), "time is over"),
        ("made yesterday", json!({ "iat": now - 86_400 }), "time is over"),
        ("made tomorrow", json!({ "iat": now + 86_400 }), "made in the future"),
        ("good from tomorrow", json!({ "nbf": now + 86_400 }), "made in the future"),
        ("made never", json!({ "iat": null }), "time is over"),
        ("about nobody", json!({ "sub": null }), "names nobody"),
        ("about an empty name", json!({ "sub": "" }), "names nobody"),
    ];
    for (lie, claims, said) in lies {
        desk.provider.lies(claims);

        let (_, page) = desk.comes(&mut desk.browser(), id, ana()).await;

        assert_eq!(page.status, StatusCode::FORBIDDEN, "{lie}");
        assert!(page.body.contains(said), "{lie}: {}", page.body);
        desk.nobody_is_in(lie).await;
    }
    desk.provider.lies(json!({ "aud": ["desk", "another"], "azp": "desk" }));
    assert_eq!(desk.comes(&mut desk.browser(), id, ana()).await.1.leads_to, "/settings/profile", "several, and we asked");
}

#[both_databases]
async fn attack_31_what_is_not_signed_with_the_providers_private_key_is_not_believed(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let forgeries = [
        (Signs::NotAtAll, json!({}), "proves nothing"),
        (Signs::NotAtAll, json!({ "alg": "None" }), "proves nothing"),
        (Signs::NotAtAll, json!({ "alg": "RS256" }), "signature is wrong"),
        (Signs::WithItsPublicKey, json!({}), "proves nothing"),
        (Signs::WithItsPublicKey, json!({ "alg": "RS256" }), "signature is wrong"),
        (Signs::WithItsPublicKey, json!({ "alg": "HS256", "kid": "two" }), "proves nothing"),
        (Signs::SomethingElse, json!({}), "signature is wrong"),
        (Signs::Right, json!({ "alg": "RS512" }), "signature is wrong"),
        (Signs::Right, json!({ "alg": "ES256" }), "signature is wrong"),
        (Signs::Right, json!({ "kid": "three" }), "does not show"),
        (Signs::Right, json!({ "kid": "two" }), "does not show"),
        (Signs::Right, json!({ "crit": ["b64"], "b64": false }), "proves nothing"),
    ];
    for (signs, header, said) in forgeries {
        let lie = format!("{signs:?} {header}");
        desk.provider.signs(signs);
        desk.provider.lies_in_the_header(header);

        let (_, page) = desk.comes(&mut desk.browser(), id, ana()).await;

        assert_eq!(page.status, StatusCode::FORBIDDEN, "{lie}");
        assert!(page.body.contains(said), "{lie}: {}", page.body);
        desk.nobody_is_in(&lie).await;
    }
    desk.provider.signs(Signs::Right);
    desk.provider.lies_in_the_header(json!({ "kid": null }));
    assert_eq!(desk.comes(&mut desk.browser(), id, ana()).await.1.leads_to, "/settings/profile", "a key without a name");
}

#[both_databases]
async fn attack_31_an_answer_is_good_in_the_browser_that_asked_for_its_state_once(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let mut ana_s = desk.browser();
    let there = ana_s.get(&format!("/sign-in/with/{id}")).await;
    let back = desk.provider.sends_back(&there.leads_to, ana());
    let (path, _) = back.split_once('?').expect("a query");
    let before = desk.provider.asked_for_tokens();

    let mut thief = desk.browser();
    let elsewhere = thief.get(&back).await;
    thief.get(&format!("/sign-in/with/{id}")).await;
    let other_trip = thief.get(&back).await;
    let mut ana_again = ana_s.clone();
    let forged = ana_again.get(&format!("{path}?code=code-0&state=0000")).await;
    let no_state = ana_s.clone().get(&format!("{path}?code=code-0")).await;
    let other_name = ana_s.clone().get(&format!("{back}&iss=https%3A%2F%2Fevil.example")).await;
    let refused = [&elsewhere, &other_trip, &forged, &no_state, &other_name].map(|page| page.status);

    assert_eq!(refused, [StatusCode::FORBIDDEN; 5]);
    assert_eq!(desk.provider.asked_for_tokens(), before, "a code that was not asked for was redeemed");
    desk.nobody_is_in("somebody else's answer").await;

    desk.base.clock.forward_seconds(901);
    assert_eq!(ana_s.clone().get(&back).await.status, StatusCode::FORBIDDEN, "a quarter of an hour later");
    let there = ana_s.get(&format!("/sign-in/with/{id}")).await;
    let back = desk.provider.sends_back(&there.leads_to, ana());
    assert_eq!(ana_s.get(&format!("{back}&iss=https%3A%2F%2Flogin.kettle.example")).await.status, StatusCode::SEE_OTHER);
}

#[both_databases]
async fn attack_31_a_code_is_redeemed_once_even_if_the_provider_would_do_it_again(desk: Desk) {
    let id = desk.trusts(settings()).await;
    desk.provider.forgets_codes();
    let mut ana_s = desk.browser();
    let there = ana_s.get(&format!("/sign-in/with/{id}")).await;
    let back = desk.provider.sends_back(&there.leads_to, ana());
    let mut copied = ana_s.clone();

    let first = ana_s.get(&back).await;
    let replayed = copied.get(&back).await;

    assert_eq!((first.status, replayed.status), (StatusCode::SEE_OTHER, StatusCode::FORBIDDEN));
    assert_eq!((desk.provider.asked_for_tokens(), desk.sessions().await), (1, 1));
}

#[both_databases]
async fn attack_31_the_answer_of_one_provider_is_not_taken_for_anothers(desk: Desk) {
    let one = desk.trusts(settings()).await;
    let other = desk.trusts(sso::Settings { name: "Other".into(), ..settings() }).await;
    let mut browser = desk.browser();
    let there = browser.get(&format!("/sign-in/with/{one}")).await;
    let back = desk.provider.sends_back(&there.leads_to, ana());

    let mixed = browser.get(&back.replace(&format!("/with/{one}/"), &format!("/with/{other}/"))).await;

    assert_eq!(mixed.status, StatusCode::FORBIDDEN);
    desk.nobody_is_in("the other provider's address").await;
}

#[both_databases]
async fn attack_31_an_address_nobody_made_sure_of_leads_to_no_account(desk: Desk) {
    let id = desk.trusts(settings()).await;
    for verified in [json!(false), json!("false"), json!(null), json!("yes"), json!(1)] {
        let claims = json!({ "sub": "e", "email": "noor@kettle.example", "email_verified": verified });

        let (_, page) = desk.comes(&mut desk.browser(), id, claims).await;

        assert!(page.status == StatusCode::FORBIDDEN && page.body.contains("made sure of"), "{verified}");
        desk.nobody_is_in(&verified.to_string()).await;
    }
}

#[both_databases]
async fn attack_31_what_is_told_on_asking_is_about_the_same_person_and_their_own_address(desk: Desk) {
    let id = desk
        .trusts(sso::Settings {
            role_claim: "groups".into(),
            role: Some(desk.role(agents::BuiltIn::Agent).await),
            ..settings()
        })
        .await;
    desk.provider
        .tells_on_asking(json!({ "sub": "other", "email": "noor@kettle.example", "email_verified": true }));
    let (_, other) = desk.comes(&mut desk.browser(), id, json!({ "sub": "e" })).await;

    desk.provider
        .tells_on_asking(json!({ "sub": "e", "email": "eve@mail.example", "email_verified": true, "groups": ["x"] }));
    let (_, mixed) = desk.comes(&mut desk.browser(), id, json!({ "sub": "e", "email": "noor@kettle.example" })).await;

    assert!(other.status == StatusCode::FORBIDDEN && other.body.contains("names nobody"));
    assert!(mixed.status == StatusCode::FORBIDDEN && mixed.body.contains("made sure of"));
    desk.nobody_is_in("told about somebody else").await;
}

#[both_databases]
async fn attack_31_a_token_without_an_address_vouches_for_none(desk: Desk) {
    let id = desk.trusts(settings()).await;
    for vouching in [
        json!({ "email_verified": true }),
        json!({ "xms_edov": true }),
        json!({ "email_verified": true, "xms_edov": "1" }),
    ] {
        for asked in [json!({}), json!({ "email_verified": false }), json!({ "email_verified": false, "xms_edov": true })] {
            let lie = format!("{vouching} {asked}");
            let mut told = json!({ "sub": "e", "email": "noor@kettle.example" });
            told.as_object_mut().expect("claims").extend(asked.as_object().expect("claims").clone());
            desk.provider.tells_on_asking(told);
            let mut token = json!({ "sub": "e" });
            token.as_object_mut().expect("claims").extend(vouching.as_object().expect("claims").clone());

            let (_, page) = desk.comes(&mut desk.browser(), id, token).await;

            assert!(page.status == StatusCode::FORBIDDEN && page.body.contains("made sure of"), "{lie}");
            desk.nobody_is_in(&lie).await;
        }
    }
    desk.provider
        .tells_on_asking(json!({ "sub": "a-1", "email": "ana@kettle.example", "email_verified": true }));
    assert_eq!(desk.comes(&mut desk.browser(), id, json!({ "sub": "a-1" })).await.1.leads_to, "/settings/profile");
}

#[both_databases]
async fn attack_31_an_answer_without_the_name_its_provider_promised_is_refused(desk: Desk) {
    let id = desk.trusts(settings()).await;
    desk.provider.lies_about_itself(json!({ "authorization_response_iss_parameter_supported": true }));

    let (_, nameless) = desk.comes(&mut desk.browser(), id, ana()).await;
    desk.nobody_is_in("no name").await;
    let asked = desk.provider.asked_for_tokens();
    let mut browser = desk.browser();
    let there = browser.get(&format!("/sign-in/with/{id}")).await;
    let back = desk.provider.sends_back(&there.leads_to, ana());
    let named = browser.get(&format!("{back}&iss=https%3A%2F%2Flogin.kettle.example")).await;

    assert!(
        nameless.status == StatusCode::FORBIDDEN && nameless.body.contains("does not say who made it"),
        "{}",
        nameless.body
    );
    assert_eq!((asked, named.status), (0, StatusCode::SEE_OTHER));
}

#[both_databases]
async fn attack_31_only_the_providers_own_word_signs_anybody_out(desk: Desk) {
    let id = desk.trusts(settings()).await;
    let mut browser = desk.browser();
    desk.comes(&mut browser, id, ana()).await;
    let path = format!("/sign-in/with/{id}/signed-out");
    let good = desk.provider.logout_token("a-1");
    let tell = async |token: &str| desk.browser().send(Method::POST, &path, format!("logout_token={token}")).await.status;

    let mut said = vec![tell("").await, tell("a.b.c").await, tell(&format!("{good}x")).await];
    for lie in [
        json!({ "events": null }),
        json!({ "nonce": "1" }),
        json!({ "iss": "https://evil.example" }),
        json!({ "aud": "another" }),
        json!({ "sub": null }),
    ] {
        desk.provider.lies(lie);
        said.push(tell(&desk.provider.logout_token("a-1")).await);
    }
    desk.provider.lies(json!({}));
    desk.provider.signs(Signs::NotAtAll);
    said.push(tell(&desk.provider.logout_token("a-1")).await);

    assert!(said.iter().all(|status| *status == StatusCode::BAD_REQUEST), "{said:?}");
    assert!(browser.is_in().await);
    let keys = desk.provider.asked_for_keys();
    desk.provider.signs(Signs::Right);
    desk.provider.lies_in_the_header(json!({ "kid": "made up" }));
    for _ in 0..5 {
        tell(&desk.provider.logout_token("a-1")).await;
    }
    assert!(desk.provider.asked_for_keys() <= keys + 1, "whoever makes up keys has the provider asked again and again");
}
