//! Mail in no conversation: shown with its reason, read again, downloaded; and the figures of the mailbox.

use crate::stage::Office;
use axum::http::StatusCode;
use db::{Actor, sql};
use email::{Mailbox, SmtpAccess};

/// A delivery report about a mail nobody here sent: it is kept and set aside.
const FOREIGN_REPORT: &str = "From: MAILER-DAEMON@mx.example.org\nTo: support@kettle.example\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt <b>failed</b>.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; who@example.org\nAction: failed\nStatus: 5.1.1\n\n--b--\n";

#[testkit::both_databases]
async fn a_set_aside_mail_is_shown_with_its_reason_and_read_again(office: Office) {
    let raw = office.receives(office.support, FOREIGN_REPORT).await;
    let page = format!("/settings/inboxes/{}/email", office.support);

    let listed = office.carla().get(&page).await.text();
    let shown = office.carla().get(&format!("{page}/set-aside/{raw}")).await.text();
    let again = office.carla().post(&format!("{page}/set-aside/{raw}/read-again"), &[]).await;

    assert!(listed.contains("A delivery report about a message that is not ours."), "{listed}");
    assert!(shown.contains("It &lt;b&gt;failed&lt;/b&gt;.") && !shown.contains("<b>failed"), "{shown}");
    assert_eq!(again.leads_to(), format!("{page}?done=read-again"));
    let state: String = office
        .ask(move |tx| sql("SELECT state FROM raw_mail WHERE id = $1").with(raw).only(tx, "mail"))
        .await;
    assert_eq!(state, "kept");
    email::file_waiting(office.db(), &kit::Key::from_bytes([7; 32])).await.unwrap();
    let state: String = office
        .ask(move |tx| sql("SELECT state FROM raw_mail WHERE id = $1").with(raw).only(tx, "mail"))
        .await;
    assert_eq!(state, "ignored", "the filer came to the same end");
}

/// A notice went to Ana; her program, her mail server and she herself answer it. None of that is a conversation, nor anybody's bounce.
#[testkit::both_databases]
async fn attack_04_what_comes_back_on_a_notice_to_an_agent_opens_no_conversation(office: Office) {
    let tokens = email::reply_tokens(&kit::Key::from_bytes([7; 32]));
    let (notice, nowhere) = (
        tokens.notification_id(1, 1, 1, "kettle.example"),
        tokens.plus_address("support@kettle.example", email::NO_CONVERSATION),
    );
    let forged = notice.replacen(".a1.", ".a2.", 1);
    let from_ana = "From: ana@kettle.example\nTo: support@kettle.example\nSubject: Re: #1: The kettle leaks\n";
    let away = format!("{from_ana}Auto-Submitted: auto-replied\nIn-Reply-To: <{notice}>\n\nI am away\n");
    let answered = format!("{from_ana}References: <{notice}>\n\nTell her we are on it\n");
    let without_a_thread = answered
        .replace("To: support@kettle.example", &format!("To: {nowhere}"))
        .replace("References", "X-Lost");
    let bounced = FOREIGN_REPORT.replace(
        "\n\n--b--",
        &format!("\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <{notice}>\nSubject: x\n\nx\n--b--"),
    );
    let before: i64 = office.ask(|tx| sql("SELECT COUNT(*) FROM conversation").only(tx, "count")).await;

    for mail in [&away, &answered, &without_a_thread, &bounced] {
        let raw = office.receives(office.support, mail).await;
        let (state, why): (String, Option<String>) = office
            .ask(move |tx| sql("SELECT state, problem FROM raw_mail WHERE id = $1").with(raw).only(tx, "mail"))
            .await;
        assert_eq!((state.as_str(), why.as_deref()), ("ignored", Some("an answer to a notice that went to an agent")), "{mail}");
    }
    let after: i64 = office.ask(|tx| sql("SELECT COUNT(*) FROM conversation").only(tx, "count")).await;
    assert_eq!(after, before);

    let raw = office
        .receives(office.support, &answered.replace(&notice, &forged).replace("Tell", "Please tell"))
        .await;
    assert!(office.message_of(raw).await > 0, "a made-up notice hides nothing");

    // Ana passed her notice on to Mia, who answers what Ana wrote.
    let to_ana = format!(
        "From: mia@mail.example\nTo: support@kettle.example\nSubject: Re: Fwd: #1\nIn-Reply-To: <a1@ana.example>\nReferences: <{notice}> <a1@ana.example>\n\nIt still leaks\n"
    );
    let raw = office.receives(office.support, &to_ana).await;
    assert_eq!(
        office
            .ask(move |tx| sql("SELECT state FROM raw_mail WHERE id = $1").with(raw).only::<String>(tx, "mail"))
            .await,
        "filed"
    );
}

#[testkit::both_databases]
async fn a_filed_mail_cannot_be_read_again_from_here(office: Office) {
    let raw = office
        .receives(office.support, "From: mia@example.org\nTo: support@kettle.example\nSubject: x\n\nHello\n")
        .await;
    let path = format!("/settings/inboxes/{}/email/set-aside/{raw}", office.support);

    let shown = office.carla().get(&path).await;
    let again = office.carla().post(&format!("{path}/read-again"), &[]).await;

    assert_eq!((shown.status, again.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
}

#[testkit::both_databases]
async fn raw_mail_is_saved_as_a_file_and_never_shown_as_a_page(office: Office) {
    let mail = "From: mia@example.org\nTo: support@kettle.example\nSubject: x\nContent-Type: text/html\n\n<script>alert(1)</script>\n";
    let raw = office.receives(office.support, mail).await;
    let message = office.message_of(raw).await;

    let file = office.ana().get(&format!("/messages/{message}/raw")).await;

    assert_eq!((file.status, file.text()), (StatusCode::OK, mail.replace('\n', "\r\n")));
    assert_eq!(file.header("content-type"), "message/rfc822");
    assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"message-{message}.eml\""));
    assert_eq!(file.header("x-content-type-options"), "nosniff");
}

#[testkit::both_databases]
async fn the_page_says_how_the_mailbox_is_doing(office: Office) {
    let support = office.support;
    let page = format!("/settings/inboxes/{support}/email");
    let unset = office.carla().get(&page).await.text();
    let smtp = SmtpAccess {
        host: "mx.kettle.example".into(),
        port: 465,
        security: "tls".into(),
        login: email::LoginKind::Password,
        user: String::new(),
        secret: String::new(),
        extra_root: None,
    };
    office
        .db()
        .work(Actor::System, move |work| Mailbox::sending_only(support, smtp.clone()).keep(work))
        .await
        .unwrap();
    let sends_only = office.carla().get(&format!("{page}/state")).await.text();
    office
        .db()
        .work(Actor::System, move |work| {
            work.keep_quietly("the scene");
            sql("UPDATE mailbox SET imap = $2, state = 'failing', state_reason = 'the <password> was refused', server_exists = 9, uid_validity = 1
                  WHERE inbox_id = $1")
                .with(support)
                .with(r#"{"host":"imap.kettle.example","port":993,"security":"tls","login":"password","user":"u","secret":"s","folder":"INBOX"}"#)
                .run(work)
        })
        .await
        .unwrap();
    let failing = office.carla().get(&format!("{page}/state")).await.text();
    let line = office
        .ask(move |tx| email::pages::state_line(tx, support, &web::Text::of(vec![web::TEXTS, email::TEXTS], kit::Locale::Es)))
        .await;

    assert!(unset.contains("No servers yet") && unset.contains("cannot send yet"));
    assert!(sends_only.contains("mail is forwarded to us") && !sends_only.contains("cannot send yet"), "{sends_only}");
    assert!(
        failing.contains("Failing") && failing.contains("the &lt;password&gt; was refused") && failing.contains("Press Test below"),
        "{failing}"
    );
    assert!(failing.contains("The rest is being fetched."), "{failing}");
    assert_eq!(line.0, "<span class=\"badge danger\">Fallando</span>");
}
