//! What a device keeps: a service worker for each release, an app in the reader's language, and a page that names nobody.

use crate::stage::*;
use axum::http::StatusCode;
use web::Routes;

#[tokio::test]
async fn the_service_worker_belongs_to_a_release_and_keeps_only_what_is_carried() {
    let desk = Desk::with(Routes::new());

    let script = desk.gets("/service-worker.js").answer().await;
    let release = script.text.split('"').nth(1).unwrap_or_default().to_owned();
    let shell: Vec<&str> = script
        .text
        .lines()
        .nth(1)
        .unwrap_or_default()
        .split('"')
        .filter(|part| part.starts_with('/'))
        .collect();

    assert_eq!((script.status, script.header("content-type")), (StatusCode::OK, "text/javascript; charset=utf-8"));
    assert_eq!(script.header("cache-control"), "no-cache", "a browser must notice the next release");
    assert!(script.header("content-security-policy").contains("connect-src 'self'"));
    assert!(web::assets::url("x").contains(&release) && release.len() == 16, "{release}");
    assert!(shell.len() > 18 && shell.contains(&web::assets::url("js/app.js").as_str()), "{shell:?}");
    for path in &shell {
        assert!(path.starts_with("/assets/"), "{path} is no part of the shell");
        assert_eq!(desk.gets(path).raw().await.status(), StatusCode::OK, "{path}");
    }
    assert!(!shell.iter().any(|path| path.ends_with("service-worker.js")), "it does not keep itself");
}

#[tokio::test]
async fn the_app_is_named_in_the_readers_language() {
    let desk = Desk::with(Routes::new());
    let mut about = Vec::new();

    for lang in ["en", "es", "zh"] {
        let answer = desk.gets(&format!("/manifest.webmanifest?lang={lang}")).answer().await;
        let manifest: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
        assert_eq!(answer.header("content-type"), "application/manifest+json");
        assert_eq!(
            (manifest["lang"].as_str(), manifest["scope"].as_str(), manifest["id"].as_str()),
            (Some(lang), Some("/"), Some("/"))
        );
        assert!(
            manifest["icons"]
                .as_array()
                .is_some_and(|icons| icons.iter().any(|icon| icon["purpose"] == "maskable"))
        );
        for icon in manifest["icons"].as_array().into_iter().flatten() {
            assert_eq!(desk.gets(icon["src"].as_str().unwrap_or_default()).raw().await.status(), StatusCode::OK, "{icon}");
        }
        about.push(manifest["description"].to_string());
    }
    about.dedup();
    assert_eq!(about.len(), 3, "{about:?}");
}

#[tokio::test]
async fn attack_34_the_page_kept_on_the_device_carries_no_token_and_no_name() {
    let desk = Desk::with(Routes::new());

    let page = desk.gets("/offline").answer().await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text.contains("data-waiting-list") && page.text.contains("<meta name=\"csrf-token\" content=\"\">"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("name=\"live\""), "it belongs to no agent");
}
