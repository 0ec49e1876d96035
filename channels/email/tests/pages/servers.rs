//! An administrator sets up a mailbox: address, servers, test, save; and nothing that was secret comes back.

use crate::stage::Office;
use axum::http::StatusCode;
use db::sql;
use email::mailboxes;
use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

const SECRET: &str = "s3cret-kettle";

/// A mail server on this machine that answers each line as it is told.
async fn server(greeting: &'static str, answer: impl Fn(&str, &str) -> String + Send + Sync + Clone + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                stream.write_all(greeting.as_bytes()).await?;
                let mut line = String::new();
                while stream.read_line(&mut line).await? > 0 {
                    let (tag, command) = line.trim_end().split_once(' ').unwrap_or((line.trim_end(), ""));
                    stream.write_all(answer(tag, command).as_bytes()).await?;
                    line.clear();
                }
                std::io::Result::Ok(())
            });
        }
    });
    address
}

/// An IMAP server with twelve mails that lets `s3cret-kettle` in.
async fn imap_server() -> SocketAddr {
    server("* OK ready\r\n", |tag, command| match command.split(' ').next().unwrap_or_default() {
        "CAPABILITY" => format!("* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK\r\n"),
        "LOGIN" if command.contains(SECRET) => format!("{tag} OK in\r\n"),
        "LOGIN" => format!("{tag} NO [AUTHENTICATIONFAILED] wrong\r\n"),
        "LIST" => format!("* LIST () \"/\" INBOX\r\n* LIST () \"/\" \"Kettles\"\r\n{tag} OK\r\n"),
        "EXAMINE" => format!("* 12 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n{tag} OK\r\n"),
        _ => format!("{tag} OK\r\n"),
    })
    .await
}

/// An SMTP server that wants no login.
async fn smtp_server() -> SocketAddr {
    server("220 mx.kettle.example ready\r\n", |verb, _| match verb {
        "EHLO" => "250-mx.kettle.example\r\n250 SIZE 10000000\r\n".to_owned(),
        "QUIT" => "221 bye\r\n".to_owned(),
        _ => "250 ok\r\n".to_owned(),
    })
    .await
}

fn form<'a>(imap_port: &'a str, smtp_port: &'a str, secret: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("enabled", "on"),
        ("imap_on", "on"),
        ("imap_host", "127.0.0.1"),
        ("imap_port", imap_port),
        ("imap_security", "plain"),
        ("imap_login", "password"),
        ("imap_user", "support@kettle.example"),
        ("imap_secret", secret),
        ("imap_folder", "INBOX"),
        ("smtp_on", "on"),
        ("smtp_host", "127.0.0.1"),
        ("smtp_port", smtp_port),
        ("smtp_security", "plain"),
        ("smtp_user", ""),
        ("authserv_id", "mx.kettle.example"),
    ]
}

/// The proof a passed test left in its answer.
fn proof(page: &str) -> String {
    page.split_once("type=\"hidden\"")
        .and_then(|(_, after)| after.split_once("value=\""))
        .map_or_else(String::new, |(_, after)| after.split('"').next().unwrap().to_owned())
}

#[testkit::both_databases]
async fn an_inbox_is_added_tested_and_saved_in_three_steps(office: Office) {
    let (imap, smtp) = (imap_server().await, smtp_server().await);
    let (imap_port, smtp_port) = (imap.port().to_string(), smtp.port().to_string());
    let added = office
        .carla()
        .post("/settings/inboxes/new-email", &[("address", "Orders@Kettle.example"), ("name", "Orders")])
        .await;
    let page = added.leads_to().split('?').next().unwrap().to_owned();
    let blank = office.carla().get(added.leads_to()).await.text();
    assert!(
        blank.contains("value=\"imap.kettle.example\"") && blank.contains("value=\"orders@kettle.example\""),
        "{blank}"
    );

    let mut fields = form(&imap_port, &smtp_port, SECRET);
    let incoming = office.carla().post(&format!("{page}/test/incoming"), &fields).await.text();
    let outgoing = office.carla().post(&format!("{page}/test/outgoing"), &fields).await.text();
    let (imap_tested, smtp_tested) = (proof(&incoming), proof(&outgoing));
    fields.extend([("imap_tested", imap_tested.as_str()), ("smtp_tested", smtp_tested.as_str())]);
    let saved = office.carla().post(&page, &fields).await;

    assert!(incoming.contains("INBOX holds 12 messages") && incoming.contains("Kettles"), "{incoming}");
    assert!(outgoing.contains("takes mail from us without signing in") && outgoing.contains("10 MB"), "{outgoing}");
    assert_eq!((saved.status, saved.leads_to()), (StatusCode::SEE_OTHER, format!("{page}?done=saved").as_str()));
    let mailbox = office.ask(|tx| Ok(mailboxes::all(tx)?.remove(0))).await;
    assert_eq!(
        mailbox.imap.map(|imap| (imap.port, imap.secret, imap.folder)),
        Some((imap.port(), SECRET.to_owned(), "INBOX".to_owned()))
    );
    assert_eq!((mailbox.smtp.map(|smtp| smtp.port), mailbox.authserv_id.as_str()), (Some(smtp.port()), "mx.kettle.example"));
    tokio::time::timeout(std::time::Duration::from_secs(1), office.woken.notified())
        .await
        .expect("the post was woken");
}

#[testkit::both_databases]
async fn settings_nobody_tested_are_kept_and_the_page_says_so(office: Office) {
    let page = format!("/settings/inboxes/{}/email", office.support);
    let mut fields = form("993", "465", SECRET);
    fields.push(("imap_tested", "0123456789abcdef"));

    let saved = office.carla().post(&page, &fields).await;

    assert_eq!(saved.leads_to(), format!("{page}?done=untested"));
    assert!(office.carla().get(saved.leads_to()).await.text().contains("Saved without a test that passed"));
    let again = office.carla().post(&page, &form("993", "465", "")).await;
    assert_eq!(again.leads_to(), format!("{page}?done=saved"), "what is unchanged needs no new test");
}

#[testkit::both_databases]
async fn a_pasted_certificate_counts_as_tested_however_its_lines_end(office: Office) {
    let page = format!("/settings/inboxes/{}/email", office.support);
    let imap = imap_server().await.port().to_string();
    let pasted = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
    let as_saved = pasted.replace('\n', "\r\n");
    let with_root = |root| {
        let mut fields = form(&imap, "25", SECRET);
        fields.retain(|(name, _)| *name != "smtp_on");
        fields.push(("imap_root", root));
        fields
    };

    let tested = office.carla().post(&format!("{page}/test/incoming"), &with_root(pasted)).await.text();
    let tested = proof(&tested);
    let mut fields = with_root(&as_saved);
    fields.push(("imap_tested", &tested));
    let saved = office.carla().post(&page, &fields).await;

    assert_ne!(tested, "", "the test passed");
    assert_eq!(saved.leads_to(), format!("{page}?done=saved"));
}

#[testkit::both_databases]
async fn a_failing_test_says_what_to_do(office: Office) {
    let imap = imap_server().await.port().to_string();
    let closed = { TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port().to_string() };
    let test = format!("/settings/inboxes/{}/email/test/incoming", office.support);

    let refused = office.carla().post(&test, &form(&imap, "25", "wrong")).await.text();
    let unreachable = office.carla().post(&test, &form(&closed, "25", "wrong")).await.text();
    let incomplete = office.carla().post(&test, &form(&imap, "25", "")).await.text();

    assert!(refused.contains("refused the password") && refused.contains("Enter it again"), "{refused}");
    assert!(unreachable.contains("cannot be reached") && unreachable.contains("Check server and port"), "{unreachable}");
    assert!(incomplete.contains("Enter the password or token."), "{incomplete}");
    for page in [refused, unreachable, incomplete] {
        assert_eq!(proof(&page), "", "no proof without a passed test");
    }
}

#[testkit::both_databases]
async fn a_stored_secret_stays_here(office: Office) {
    let page = format!("/settings/inboxes/{}/email", office.support);
    let imap = imap_server().await.port().to_string();
    office.carla().post(&page, &form(&imap, "25", SECRET)).await;

    let shown = office.carla().get(&page).await.text();
    let tested = office.carla().post(&format!("{page}/test/incoming"), &form(&imap, "25", "")).await.text();
    let mut mistaken = form("99999", "25", SECRET);
    mistaken.push(("imap_root", "nonsense"));
    let mistaken = office.carla().post(&page, &mistaken).await;
    let kept = office.carla().post(&page, &form(&imap, "2525", "")).await;

    assert!(tested.contains("12 messages"), "the stored one is used: {tested}");
    assert_eq!(mistaken.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [&shown, &tested, &mistaken.text()] {
        assert!(!text.contains(SECRET), "{text}");
    }
    assert!(shown.contains("One is stored."));
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let support = office.support;
    let mailbox = office.ask(move |tx| mailboxes::find(tx, support)).await.unwrap();
    assert!(!format!("{mailbox:?}").contains(SECRET));
    assert_eq!(mailbox.imap.unwrap().secret, SECRET);
    let logged: Vec<String> = office.ask(|tx| sql("SELECT detail FROM activity").all(tx)).await;
    assert!(logged.iter().all(|line| !line.contains(SECRET)));
}

#[testkit::both_databases]
async fn a_stored_secret_cannot_be_sent_to_another_server(office: Office) {
    let page = format!("/settings/inboxes/{}/email", office.support);
    office.carla().post(&page, &form("993", "25", SECRET)).await;
    let heard = imap_server().await.port().to_string();
    let elsewhere = |name: &'static str, value: &'static str| {
        let mut fields = form(&heard, "25", "");
        fields.retain(|(field, _)| *field != name);
        fields.push((name, value));
        fields
    };

    for fields in [elsewhere("imap_host", "localhost"), elsewhere("imap_user", "mallory@kettle.example")] {
        let tested = office.carla().post(&format!("{page}/test/incoming"), &fields).await.text();
        let saved = office.carla().post(&page, &fields).await;
        assert!(tested.contains("it was stored for another server or user name"), "{tested}");
        assert_eq!(saved.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[testkit::both_databases]
async fn a_mailbox_whose_secret_cannot_be_read_says_so_keeps_what_is_stored_and_holds_up_no_other(office: Office) {
    let (support, secret) = (office.support, office.secret);
    let (page, other) = (format!("/settings/inboxes/{support}/email"), format!("/settings/inboxes/{secret}/email"));
    for page in [&page, &other] {
        office.carla().post(page, &form("993", "465", SECRET)).await;
    }
    let spoilt = office.db().work(db::Actor::System, move |work| {
        work.keep_quietly("a secret of another key");
        sql("UPDATE mailbox SET imap = 'sealed.1.gone.00' WHERE inbox_id = $1").with(support).run(work)
    });
    spoilt.await.unwrap();
    let stored = async || {
        office
            .ask(move |tx| sql("SELECT imap FROM mailbox WHERE inbox_id = $1").with(support).only::<String>(tx, "mailbox"))
            .await
    };

    let all = office.ask(mailboxes::all).await;
    assert_eq!(all.iter().map(|mailbox| mailbox.lost.anything()).collect::<Vec<_>>(), [true, false]);
    assert!(all[0].imap.is_none() && all[0].smtp.is_some() && all[1].imap.is_some());
    let shown = office.carla().get(&page).await;
    assert!(
        shown.status.is_success() && shown.text().contains("What is stored cannot be read: Incoming mail."),
        "{}",
        shown.text()
    );
    let generated = [("do", "generate"), ("domain", "kettle.example"), ("selector", "frontline")];
    office.carla().post(&format!("{page}/dkim"), &generated).await;
    assert_eq!(stored().await, "sealed.1.gone.00", "the key may come back: what was not entered again stays");

    office.carla().post(&page, &form("993", "465", SECRET)).await;

    assert_ne!(stored().await, "sealed.1.gone.00");
    let mailbox = office.ask(move |tx| mailboxes::find(tx, support)).await.unwrap();
    assert!(!mailbox.lost.anything() && mailbox.dkim.is_some());
}

#[testkit::both_databases]
async fn mistakes_are_named_at_their_fields_and_nothing_is_kept(office: Office) {
    let page = format!("/settings/inboxes/{}/email", office.support);
    let mut fields = form("0", "465", SECRET);
    fields.retain(|(name, _)| *name != "imap_host" && *name != "imap_user");
    fields.extend([("imap_host", "https://imap.kettle.example/"), ("imap_user", ""), ("smtp_root", "-----BEGIN PRIVATE KEY-----")]);

    let answer = office.carla().post(&page, &fields).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for id in ["imap_host-error", "imap_port-error", "imap_user-error", "smtp_root-error"] {
        assert!(answer.text().contains(&format!("id=\"{id}\"")), "{id}");
    }
    let support = office.support;
    assert!(office.ask(move |tx| mailboxes::find(tx, support)).await.is_none());
}

#[testkit::both_databases]
async fn an_address_can_be_added_once_only(office: Office) {
    let taken = office
        .carla()
        .post("/settings/inboxes/new-email", &[("address", "support@kettle.example"), ("name", "Again")])
        .await;
    let wrong = office.carla().post("/settings/inboxes/new-email", &[("address", "support"), ("name", "")]).await;

    assert_eq!((taken.status, wrong.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(taken.text().contains("id=\"address-error\""));
    assert!(wrong.text().contains("id=\"address-error\"") && wrong.text().contains("id=\"name-error\""));
}

#[testkit::both_databases]
async fn a_key_is_made_and_its_record_shown_and_the_key_itself_never(office: Office) {
    let page = format!("/settings/inboxes/{}/email", office.support);

    let made = office
        .carla()
        .post(&format!("{page}/dkim"), &[("do", "generate"), ("domain", "Kettle.example."), ("selector", "frontline")])
        .await;
    let shown = office.carla().get(&page).await.text();
    let support = office.support;
    let key = office.ask(move |tx| mailboxes::find(tx, support)).await.unwrap().dkim.unwrap();

    assert_eq!(made.leads_to(), format!("{page}?done=dkim"));
    assert!(shown.contains("frontline._domainkey.kettle.example") && shown.contains("v=DKIM1; k=rsa; p="), "{shown}");
    let secret_line = key.pem.lines().nth(10).unwrap();
    assert!(!shown.contains(secret_line) && !shown.contains("BEGIN RSA PRIVATE KEY") && !format!("{key:?}").contains(secret_line));
    let signed = mail::DkimSigner::from_pem(&key.domain, &key.selector, &key.pem)
        .unwrap()
        .sign(b"From: a@kettle.example\r\n\r\nHi\r\n", 0);
    assert!(signed.is_ok());

    let saved = office.carla().post(&page, &form("993", "465", SECRET)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let dkim = office.ask(move |tx| mailboxes::find(tx, support)).await.unwrap().dkim;
    assert_eq!(dkim, Some(key), "saving servers keeps the key");
    let bad = office
        .carla()
        .post(
            &format!("{page}/dkim"),
            &[("do", "paste"), ("domain", "kettle.example"), ("selector", "x"), ("pem", "nonsense")],
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    office.carla().post(&format!("{page}/dkim"), &[("do", "remove")]).await;
    assert!(office.ask(move |tx| mailboxes::find(tx, support)).await.unwrap().dkim.is_none());
}

#[test]
fn every_sentence_of_this_room_is_whole_in_three_languages() {
    assert_eq!(web::text::faults(&[web::TEXTS, email::TEXTS]), Vec::<String>::new());
}

#[testkit::both_databases]
async fn every_event_of_this_room_reads_in_three_languages(_office: Office) {
    let events = [
        email::Event::MailboxConnected { inbox: 1 },
        email::Event::MailboxFailing { inbox: 1, reason: "the password was refused".into() },
        email::Event::MailboxSettingsChanged { inbox: 1 },
        email::Event::MailSetAside { inbox: 1, raw: 2, why: "too_large".into() },
        email::Event::MailReadAgain { inbox: 1, raw: 2, conversation: None },
    ];
    for locale in kit::Locale::ALL {
        let text = web::Text::of(vec![web::TEXTS, email::TEXTS], locale);
        for event in &events {
            let sentence = email::pages::story(event, &text).unwrap();
            assert!(!sentence.contains("email-") && !sentence.contains('{') && !sentence.contains("too_large"), "{sentence}");
        }
    }
}
