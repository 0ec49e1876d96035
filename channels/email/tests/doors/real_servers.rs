//! The same doors against Dovecot and Postfix, where the gate has started them and says so:
//! `FRONTLINE_TEST_IMAP=host:port` (any user, password `pw`) and `FRONTLINE_TEST_SMTP=host:port` (delivers into that Dovecot).

use std::time::Duration;

use email::imap::{self, ImapSettings, Login, Pace, Security, follow};
use email::smtp_out::{Envelope, Sent, SmtpSettings, send};
use email::tls::Tcp;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::fake_shelf::FakeShelf;

fn server(variable: &str) -> Option<(String, u16)> {
    let named = std::env::var(variable).ok().and_then(|value| {
        let (host, port) = value.rsplit_once(':')?;
        Some((host.to_owned(), port.parse().ok()?))
    });
    if named.is_none() {
        eprintln!("left out: {variable} is not set to host:port");
    }
    named
}

fn mailbox(user: &str, (host, port): (String, u16)) -> ImapSettings {
    let login = Login::Password { user: user.into(), password: "pw".into() };
    ImapSettings::new(host, port, Security::Plain, login)
}

#[tokio::test]
async fn a_letter_goes_out_through_postfix_and_comes_in_from_dovecot() {
    let (Some(imap), Some(smtp)) = (server("FRONTLINE_TEST_IMAP"), server("FRONTLINE_TEST_SMTP")) else {
        return;
    };
    let address = format!("doors-{}@example.org", rand::random::<u64>());
    let shelf = FakeShelf::default();
    let stop = CancellationToken::new();
    let (_settings, receiver) = watch::channel(mailbox(&address, imap));
    tokio::spawn(follow(Tcp, receiver, shelf.clone(), std::sync::Arc::default(), stop.clone(), Pace::default()));
    shelf.until("Dovecot's mailbox is idle", |kept| kept.idled == 1).await;

    let out = SmtpSettings::new(smtp.0, smtp.1, Security::Plain, None, "desk.example.org");
    let to = Envelope {
        mail_from: Some("mia@example.org".into()),
        rcpt_to: vec![address, "two words@example.org".into()],
    };
    let sent = send(&Tcp, &out, &to, b"From: mia@example.org\r\nSubject: Kettle\r\n\r\n.\r\nIt leaks.\r\n").await;
    shelf.until("the letter is kept", |kept| !kept.messages.is_empty()).await;
    stop.cancel();

    let Sent::Accepted { left_out, .. } = sent else { panic!("{sent:?}") };
    assert_eq!(left_out.len(), 1);
    let kept = shelf.look();
    let raw = kept.messages.values().next().expect("one letter");
    assert!(raw.ends_with(b"Subject: Kettle\r\n\r\n.\r\nIt leaks.\r\n"), "{}", String::from_utf8_lossy(raw));
}

#[tokio::test]
async fn dovecot_passes_the_test_button_and_a_wrong_password_does_not() {
    let Some(imap) = server("FRONTLINE_TEST_IMAP") else { return };
    let right = mailbox("doors-test@example.org", imap);
    let wrong = Login::Password { user: "doors-test@example.org".into(), password: "wrong".into() };

    let report = imap::test(&Tcp, &right).await.expect("Dovecot lets us in");
    let trouble = imap::test(&Tcp, &ImapSettings { login: wrong, ..right }).await.expect_err("Dovecot does not");

    assert!(report.folders.iter().any(|folder| folder == "INBOX") && report.can_idle, "{report:?}");
    assert!(matches!(trouble.what, imap::Ailment::PasswordRefused(_)), "{trouble}");
    assert_eq!(Pace::default().idle_round, Duration::from_secs(25));
}
