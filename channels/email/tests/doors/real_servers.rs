//! The same doors against Dovecot and Postfix, where the gate has started them and says so:
//! `FRONTLINE_TEST_IMAP=host:port` (any user, password `pw`), `FRONTLINE_TEST_SMTP=host:port` (delivers into that Dovecot), and for TLS
//! `FRONTLINE_TEST_IMAPS=host:port` with `FRONTLINE_TEST_CERTIFICATE=path` of the PEM Dovecot shows.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use email::imap::{self, ImapSettings, Login, Pace, Security, follow};
use email::smtp_out::{Envelope, Sent, SmtpSettings, send};
use email::tls::Tcp;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::Instant;
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
    tokio::spawn(follow(Tcp, receiver, shelf.clone(), Arc::default(), stop.clone(), Pace::default()));
    within_a_minute(shelf.until("Dovecot's mailbox is idle", |kept| kept.idled == 1)).await;

    let out = SmtpSettings::new(smtp.0, smtp.1, Security::Plain, None, "desk.example.org");
    let to = Envelope {
        mail_from: Some("mia@example.org".into()),
        rcpt_to: vec![address, "two words@example.org".into()],
    };
    let sent = send(&Tcp, &out, &to, b"From: mia@example.org\r\nSubject: Kettle\r\n\r\n.\r\nIt leaks.\r\n").await;
    within_a_minute(shelf.until("the letter is kept", |kept| !kept.messages.is_empty())).await;
    stop.cancel();

    let Sent::Accepted { left_out, .. } = sent else { panic!("{sent:?}") };
    assert_eq!(left_out.len(), 1);
    let kept = shelf.look();
    let raw = kept.messages.values().next().expect("one letter");
    // Postfix adds a date and the like to the headers; the body must come through as it left.
    assert!(raw.ends_with(b"\r\n\r\n.\r\nIt leaks.\r\n"), "{}", String::from_utf8_lossy(raw));
}

/// Puts letters into a mailbox by MULTIAPPEND (RFC 3502), which Dovecot writes many times faster than one by one.
async fn file_letters(user: &str, (host, port): (String, u16), letters: usize) {
    let stream = TcpStream::connect((host, port)).await.expect("Dovecot listens");
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    // Until it has let us in, Dovecot takes only a few kilobytes and hangs up on more.
    write.write_all(format!("a LOGIN {user} pw\r\n").as_bytes()).await.expect("Dovecot reads");
    let mut line = String::new();
    while !line.starts_with("a ") {
        line.clear();
        assert_ne!(read.read_line(&mut line).await.expect("Dovecot answers"), 0, "Dovecot hung up");
    }
    let filing = async {
        write.write_all(b"b APPEND INBOX").await?;
        for n in 0..letters {
            let letter = format!("Subject: Kettle {n}\r\nMessage-ID: <{n}@kettle.example>\r\n\r\n{}", "It leaks.\r\n".repeat(n % 400));
            write.write_all(format!(" {{{}+}}\r\n{letter}", letter.len()).as_bytes()).await?;
        }
        write.write_all(b"\r\nc LOGOUT\r\n").await
    };
    let listening = async {
        let mut answers = String::new();
        read.read_to_string(&mut answers).await.map(|_| answers)
    };
    let (sent, answers) = tokio::join!(filing, listening);
    sent.expect("Dovecot reads");
    let answers = answers.expect("Dovecot answers");
    assert!(answers.contains("b OK"), "{answers}");
}

#[tokio::test]
async fn five_thousand_waiting_mails_come_in_complete_from_dovecot() {
    let Some(imap) = server("FRONTLINE_TEST_IMAP") else { return };
    let address = format!("backlog-{}@example.org", rand::random::<u64>());
    file_letters(&address, imap.clone(), 5000).await;
    let shelf = FakeShelf::default();
    let (_settings, receiver) = watch::channel(mailbox(&address, imap));
    let began = Instant::now();

    let following = tokio::spawn(follow(Tcp, receiver, shelf.clone(), Arc::default(), CancellationToken::new(), Pace::default()));
    within_a_minute(shelf.until("everything is kept", |kept| kept.idled == 1)).await;
    let took = began.elapsed();
    following.abort();

    let kept = shelf.look();
    let subjects: BTreeSet<&[u8]> = kept.messages.values().filter_map(|raw| raw.split(|byte| *byte == b'\r').next()).collect();
    assert_eq!((kept.messages.len(), kept.offered.len(), subjects.len()), (5000, 5000, 5000));
    assert_eq!(kept.counts.last().map(|count| count.exists), Some(5000));
    eprintln!("5,000 mails from Dovecot in {took:?}: {:.0} mails/s", 5000.0 / took.as_secs_f64());
}

async fn within_a_minute<T>(waiting: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), waiting).await.expect("a minute is plenty")
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

#[tokio::test]
async fn dovecot_is_reached_privately_in_both_ways() {
    let (Some(imap), Some(imaps)) = (server("FRONTLINE_TEST_IMAP"), server("FRONTLINE_TEST_IMAPS")) else {
        return;
    };
    let Ok(path) = std::env::var("FRONTLINE_TEST_CERTIFICATE") else { return };
    let certificate = std::fs::read_to_string(path).expect("the certificate can be read");

    for (security, address) in [(Security::Tls, imaps), (Security::StartTls, imap)] {
        let settings = ImapSettings { security, ..mailbox("doors-tls@example.org", address) };
        let believed = imap::test(&Tcp, &ImapSettings { extra_root: Some(certificate.clone()), ..settings.clone() }).await;
        let doubted = imap::test(&Tcp, &settings).await;

        assert!(believed.is_ok(), "{security:?}: {believed:?}");
        assert!(matches!(doubted.map_err(|trouble| trouble.what), Err(imap::Ailment::Insecure(_))), "{security:?}");
    }
}
