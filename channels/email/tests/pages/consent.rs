//! Signing in at a provider instead of keeping a password: there and back, renewed in time, and withdrawn.

use crate::stage::{Answer, Office};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use db::sql;
use email::consent::renew_due;
use email::{LoginKind, Mailbox, mailboxes};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use testkit::both_databases;

const CLIENT_SECRET: &str = "cl1ent-s3cret";

/// A provider on this machine: it sells tokens a1, a2 … and writes down what it was asked.
#[derive(Clone, Default)]
struct Provider {
    asked: Arc<Mutex<Vec<HashMap<String, String>>>>,
    withdrawn: Arc<Mutex<bool>>,
}

impl Provider {
    async fn opens(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/token", post(sell)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }

    fn asked(&self) -> Vec<HashMap<String, String>> {
        self.asked.lock().unwrap().clone()
    }
}

async fn sell(State(provider): State<Provider>, body: String) -> axum::response::Response {
    let form = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    provider.asked.lock().unwrap().push(form);
    if *provider.withdrawn.lock().unwrap() {
        return (StatusCode::BAD_REQUEST, Json(serde_json::json!({ "error": "invalid_grant" }))).into_response();
    }
    let count = provider.asked.lock().unwrap().len();
    Json(serde_json::json!({ "access_token": format!("a{count}"), "expires_in": 3600, "refresh_token": format!("r{count}") }))
        .into_response()
}

fn program(provider: &str) -> Vec<(&'static str, String)> {
    vec![
        ("client_id", "frontline".into()),
        ("client_secret", CLIENT_SECRET.into()),
        ("sign_in_url", format!("{provider}/auth")),
        ("token_url", format!("{provider}/token")),
        ("scope", "mail".into()),
    ]
}

async fn names_the_program(office: &Office, provider: &str) -> Answer {
    let page = format!("/settings/inboxes/{}/email", office.support);
    let fields = program(provider);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let saved = office.carla().post(&format!("{page}/consent"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    office.carla().get(&page).await
}

/// What the link to the provider carries.
fn carried(page: &str) -> HashMap<String, String> {
    let link = page
        .split("href=\"")
        .find(|rest| rest.contains("response_type=code"))
        .expect("a link to the provider");
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    url::Url::parse(&link).unwrap().query_pairs().into_owned().collect()
}

async fn signs_in(office: &Office, provider: &str) -> HashMap<String, String> {
    let page = names_the_program(office, provider).await.text();
    let carried = carried(&page);
    let back = office.carla().get(&format!("/settings/inboxes/consent?code=c1&state={}", carried["state"])).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
    carried
}

async fn mailbox(office: &Office) -> Mailbox {
    let inbox = office.support;
    office.ask(move |tx| mailboxes::find(tx, inbox)).await.expect("a mailbox")
}

#[both_databases]
async fn signing_in_at_the_provider_connects_both_servers(office: Office) {
    let provider = Provider::default();
    let address = provider.opens().await;
    office.carla().get(&format!("/settings/inboxes/{}/email?provider=microsoft", office.support)).await;
    let servers = [
        ("enabled", "on"),
        ("imap_on", "on"),
        ("imap_host", "imap.kettle.example"),
        ("imap_user", "support@kettle.example"),
        ("imap_login", "oauth"),
        ("imap_secret", "old"),
    ];
    office.carla().post(&format!("/settings/inboxes/{}/email", office.support), &servers).await;

    let carried = signs_in(&office, &address).await;

    let asked = provider.asked();
    assert_eq!(asked[0]["grant_type"], "authorization_code");
    assert_eq!((asked[0]["code"].as_str(), asked[0]["client_secret"].as_str()), ("c1", CLIENT_SECRET));
    assert_eq!(asked[0]["redirect_uri"], "http://desk.example/settings/inboxes/consent");
    assert_eq!(carried["redirect_uri"], asked[0]["redirect_uri"]);
    let challenge = base64_url(&sha256(asked[0]["code_verifier"].as_bytes()));
    assert_eq!(carried["code_challenge"], challenge, "the provider can check that who buys is who went");
    let mailbox = mailbox(&office).await;
    let imap = mailbox.imap.expect("an incoming server");
    assert_eq!((imap.login, imap.secret.as_str(), imap.host.as_str()), (LoginKind::XOAuth2, "a1", "imap.kettle.example"));
    assert_eq!(mailbox.consent.expect("a consent").refresh_token.as_deref(), Some("r1"));
    let page = office.carla().get(&format!("/settings/inboxes/{}/email", office.support)).await.text();
    for secret in [CLIENT_SECRET, "value=\"a1\"", "value=\"r1\""] {
        assert!(!page.contains(secret), "{secret} is on the page");
    }
}

#[both_databases]
async fn a_token_is_renewed_before_it_ends_and_the_newest_refresh_token_is_kept(office: Office) {
    let provider = Provider::default();
    signs_in(&office, &provider.opens().await).await;
    assert_eq!(renew_due(office.db()).await.unwrap(), 0, "fresh");

    office.db().clock().forward_seconds(3_301);
    assert_eq!(renew_due(office.db()).await.unwrap(), 1);
    office.db().clock().forward_seconds(3_301);
    assert_eq!(renew_due(office.db()).await.unwrap(), 1);

    let asked = provider.asked();
    assert_eq!((asked[1]["refresh_token"].as_str(), asked[2]["refresh_token"].as_str()), ("r1", "r2"));
    assert_eq!(mailbox(&office).await.consent.unwrap().refresh_token.as_deref(), Some("r3"));
    let changes: i64 = office
        .ask(|tx| sql("SELECT COUNT(*) FROM activity WHERE kind = 'mailbox.settings_changed'").only(tx, "count"))
        .await;
    assert!(changes > 0, "connecting is in the log");
}

#[both_databases]
async fn attack_18_a_withdrawn_consent_marks_the_mailbox_and_is_asked_for_no_more(office: Office) {
    let provider = Provider::default();
    let address = provider.opens().await;
    signs_in(&office, &address).await;
    *provider.withdrawn.lock().unwrap() = true;
    office.db().clock().forward_seconds(3_400);

    assert_eq!(renew_due(office.db()).await.unwrap(), 1);
    assert_eq!(renew_due(office.db()).await.unwrap(), 0);

    let told: String = office
        .ask(|tx| sql("SELECT detail FROM activity WHERE kind = 'mailbox.failing' ORDER BY id DESC LIMIT 1").only(tx, "entry"))
        .await;
    assert!(told.contains("sign in at the provider again"), "{told}");
    let page = office.carla().get(&format!("/settings/inboxes/{}/email", office.support)).await.text();
    assert!(page.contains("no longer lets us in (invalid_grant)"), "the page says so");

    *provider.withdrawn.lock().unwrap() = false;
    signs_in(&office, &address).await;
    assert!(mailbox(&office).await.consent.unwrap().is_given(), "signing in again mends it");
}

#[both_databases]
async fn attack_18_a_token_the_server_refuses_is_bought_anew_whatever_its_date(office: Office) {
    let provider = Provider::default();
    signs_in(&office, &provider.opens().await).await;
    office.db().clock().forward_seconds(600);
    let inbox = office.support;
    office
        .db()
        .work(db::Actor::System, move |work| {
            let now = work.now;
            work.keep_quietly("a scene");
            sql("UPDATE mailbox SET state = 'failing', state_since = $2 WHERE inbox_id = $1")
                .with(inbox)
                .with(now)
                .run(work)
        })
        .await
        .unwrap();

    assert_eq!(renew_due(office.db()).await.unwrap(), 1);
    assert_eq!(renew_due(office.db()).await.unwrap(), 0, "not again at once");
}

#[both_databases]
async fn only_who_went_to_the_provider_may_come_back(office: Office) {
    let provider = Provider::default();
    let page = names_the_program(&office, &provider.opens().await).await.text();
    let state = carried(&page)["state"].clone();
    let back = |state: &str| format!("/settings/inboxes/consent?code=c1&state={state}");

    let other = office.dora().get(&back(&state)).await;
    let forged = office.carla().get(&back(&state.replacen('.', ".9", 1))).await;
    let refused = office.carla().get(&format!("/settings/inboxes/consent?error=access_denied&state={state}")).await;
    office.db().clock().forward_seconds(1_201);
    let late = office.carla().get(&back(&state)).await;

    for answer in [other, forged, refused, late] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    }
    assert_eq!(provider.asked().len(), 0, "nothing was bought");
    assert!(!mailbox(&office).await.consent.unwrap().is_given());
}

#[both_databases]
async fn a_stored_client_secret_goes_to_no_other_address(office: Office) {
    let provider = Provider::default();
    let address = provider.opens().await;
    names_the_program(&office, &address).await;
    let elsewhere = [
        ("client_id", "frontline"),
        ("client_secret", ""),
        ("sign_in_url", "https://evil.example/a"),
        ("token_url", "https://evil.example/t"),
    ];
    let plain = [
        ("client_id", "frontline"),
        ("client_secret", "x"),
        ("sign_in_url", "http://provider.example/a"),
        ("token_url", "http://provider.example/t"),
    ];

    for fields in [&elsewhere[..], &plain[..]] {
        let answer = office.carla().post(&format!("/settings/inboxes/{}/email/consent", office.support), fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    }

    assert_eq!(mailbox(&office).await.consent.unwrap().client.token_url, format!("{address}/token"));
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    let hex = kit::sha256_hex(bytes);
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn base64_url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
