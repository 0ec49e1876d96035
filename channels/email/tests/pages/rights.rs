//! Who may not, for every address of this room (attack 22), and what belongs to whom.

use crate::stage::Office;
use axum::http::{Method, StatusCode};
use web::Needs;

#[testkit::both_databases]
async fn attack_22_without_the_permission_no_page_of_servers_opens(office: Office) {
    let mut walked = 0;
    for route in email::pages::routes().listing() {
        let path = route
            .path
            .replace("{id}", &office.support.to_string())
            .replace("{side}", "incoming")
            .replace("{raw}", "1");
        let (ana, stranger) = match route.method {
            Method::GET => (office.ana().get(&path).await, office.stranger().get(&path).await),
            _ => (office.ana().post(&path, &[("do", "remove")]).await, office.stranger().post(&path, &[]).await),
        };
        let refused = if route.needs == Needs::SignedIn { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        assert_eq!(ana.status, refused, "{} {path}", route.method);
        assert!(
            stranger.status == StatusCode::UNAUTHORIZED || stranger.leads_to().starts_with("/sign-in"),
            "{} {path}: {}",
            route.method,
            stranger.status
        );
        walked += 1;
    }
    assert_eq!(walked, 15, "a new address belongs into this walk: look whether it needs more than this");
}

#[testkit::both_databases]
async fn attack_22_raw_mail_of_an_inbox_one_does_not_see_is_not_there(office: Office) {
    let raw = office
        .receives(office.secret, "From: mia@example.org\nTo: secret@kettle.example\nSubject: Hush\n\nThe recipe\n")
        .await;
    let message = office.message_of(raw).await;

    let ana = office.ana().get(&format!("/messages/{message}/raw")).await;
    let nothing = office.ana().get(&format!("/messages/{}/raw", message + 1000)).await;
    let carla = office.carla().get(&format!("/messages/{message}/raw")).await;

    assert_eq!((ana.status, carla.status), (StatusCode::NOT_FOUND, StatusCode::OK));
    let without_token = |text: String| text.split("csrf-token").next().unwrap().to_owned();
    assert_eq!(without_token(ana.text()), without_token(nothing.text()), "not there and not visible look the same");
}

#[testkit::both_databases]
async fn attack_22_who_manages_servers_does_not_read_mail_of_closed_inboxes(office: Office) {
    let report = "From: MAILER-DAEMON@mx.example.org\nTo: secret@kettle.example\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe recipe\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; who@example.org\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
    let raw = office.receives(office.secret, report).await;
    let page = format!("/settings/inboxes/{}/email", office.secret);
    let mail = format!("{page}/set-aside/{raw}");

    let servers = office.dora().get(&page).await;
    let shown = office.dora().get(&mail).await;
    let file = office.dora().get(&format!("{mail}/file")).await;
    let again = office.dora().post(&format!("{mail}/read-again"), &[]).await;
    let through_another = office.dora().get(&format!("/settings/inboxes/{}/email/set-aside/{raw}", office.support)).await;

    assert_eq!(servers.status, StatusCode::OK);
    assert!(!servers.text().contains("The recipe") && !servers.text().contains(&mail));
    assert_eq!([shown.status, file.status, again.status, through_another.status], [StatusCode::NOT_FOUND; 4]);
    assert_eq!(office.carla().get(&mail).await.status, StatusCode::OK);
}

#[testkit::both_databases]
async fn an_inbox_that_is_none_of_ours_has_no_servers(office: Office) {
    let gone = office.secret;
    office
        .db()
        .work(db::Actor::System, move |work| desk::inboxes::find(work, gone)?.archive(work))
        .await
        .unwrap();

    let archived = office.carla().get(&format!("/settings/inboxes/{gone}/email")).await;
    let unknown = office.carla().post("/settings/inboxes/9999/email", &[("enabled", "on")]).await;
    let key = office.carla().post("/settings/inboxes/9999/email/dkim", &[("do", "remove")]).await;
    let side = office.carla().post(&format!("/settings/inboxes/{}/email/test/sideways", office.support), &[]).await;

    assert_eq!([archived.status, unknown.status, key.status, side.status], [StatusCode::NOT_FOUND; 4]);
}
