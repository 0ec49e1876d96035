//! TLS on both sides: a certificate we know is believed, another is not, and STARTTLS leaves nothing said in the open.

use std::sync::Arc;

use email::listener::{ListenerSettings, Protocol, StartTls, visit};
use email::smtp_out::{Security, Sent, SmtpAilment, SmtpSettings, send, test};
use email::tls::{TlsTrouble, Wire, secure, server_config};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_util::sync::CancellationToken;

use crate::fake_smtp::{FakeSmtp, Then, envelope};
use crate::listener_visits::{FakeDesk, ToDesk, settings};

const CERTIFICATE: &str = include_str!("cert.pem");
const KEY: &str = include_str!("key.pem");

fn desk() -> ToDesk {
    let config = server_config(CERTIFICATE, KEY).expect("the test certificate is sound");
    let tls = Some(StartTls::by(move || Some(config.clone())));
    ToDesk(ListenerSettings { tls, ..settings(Protocol::Smtp) }, Arc::new(FakeDesk::default()))
}

fn out(extra_root: Option<&str>) -> SmtpSettings {
    let settings = SmtpSettings::new("localhost", 587, Security::StartTls, None, "mx.example.org");
    SmtpSettings { extra_root: extra_root.map(str::to_owned), ..settings }
}

#[tokio::test]
async fn a_letter_travels_privately_to_a_server_whose_certificate_was_pasted() {
    let desk = desk();

    let sent = send(&desk, &out(Some(CERTIFICATE)), &envelope(&["support@kettle.example"]), b"Subject: x\r\n\r\nx\r\n").await;

    assert!(matches!(sent, Sent::Accepted { .. }), "{sent:?}");
    assert_eq!(desk.1.arrived.lock().expect("no panics").len(), 1);
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_refused() {
    let trouble = test(&desk(), &out(None)).await.expect_err("it is self-signed");

    assert!(matches!(trouble.what, SmtpAilment::Insecure(TlsTrouble::Untrusted(_))), "{trouble}");
    assert!(trouble.needs_a_person());
}

#[tokio::test]
async fn a_pasted_certificate_vouches_for_itself_alone() {
    let trouble = test(&desk(), &out(Some(include_str!("stranger.pem"))))
        .await
        .expect_err("that is another server's certificate");

    assert!(matches!(trouble.what, SmtpAilment::Insecure(TlsTrouble::Untrusted(_))), "{trouble}");
}

#[tokio::test]
async fn a_pasted_text_that_is_no_certificate_is_said_so() {
    let trouble = test(&desk(), &out(Some("BEGIN CERTIFICATE"))).await.expect_err("that is no PEM");

    assert!(trouble.to_string().contains("Paste the whole PEM text"), "{trouble}");
}

#[tokio::test]
async fn attack_13_commands_sent_ahead_of_the_handshake_are_not_obeyed() {
    let desk = desk();
    let (mut ours, theirs) = tokio::io::duplex(64 << 10);
    ours.write_all(b"EHLO mx\r\nSTARTTLS\r\nMAIL FROM:<mallory@evil.example>\r\n")
        .await
        .expect("the pipe is wide");

    visit(Wire::new(theirs), None, &desk.0, &*desk.1, &CancellationToken::new()).await;

    let mut replies = String::new();
    ours.read_to_string(&mut replies).await.expect("replies are text");
    assert!(replies.ends_with("220 2.0.0 Go ahead\r\n"), "{replies}");
}

#[tokio::test]
async fn replies_sent_ahead_of_the_handshake_are_not_believed() {
    let server = FakeSmtp::answering([("STARTTLS", Then::Say("220 go\r\n250-evil.example\r\n250 AUTH PLAIN\r\n"))]);
    let settings = SmtpSettings { security: Security::StartTls, ..FakeSmtp::settings() };

    let trouble = test(&server, &settings).await.expect_err("something was slipped in");

    assert!(matches!(trouble.what, SmtpAilment::Gibberish(_)), "{trouble}");
    assert!(!server.look().commands.iter().any(|command| command.starts_with("AUTH")));
}

#[tokio::test]
async fn a_host_name_must_fit_unless_the_certificate_itself_was_pasted() {
    let (ours, theirs) = tokio::io::duplex(64 << 10);
    let acceptor = tokio_rustls::TlsAcceptor::from(server_config(CERTIFICATE, KEY).expect("the test certificate is sound"));
    tokio::spawn(async move { acceptor.accept(theirs).await.map(|_| ()) });

    let secured = secure(Wire::new(ours), "mail.kettle.example", Some(CERTIFICATE)).await;

    assert!(secured.is_ok(), "{secured:?}");
}
