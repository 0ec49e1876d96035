//! Mail goes out: what each answer of a server means for the outbox.

use email::smtp_out::{Envelope, LeftOut, Login, Reply, Security, Sent, SmtpAilment, SmtpSettings, send, test};
use email::tls::{Dial, Tcp, Wire};
use tokio::time::Instant;

use crate::fake_smtp::{FakeSmtp, Then, after_dot, envelope};

#[tokio::test(start_paused = true)]
async fn an_accepted_letter_arrives_with_its_dots() {
    let server = FakeSmtp::answering([]);

    let sent = server.is_sent_a_letter().await;

    assert!(
        matches!(&sent, Sent::Accepted { server_reply, left_out } if server_reply.text == "2.0.0 queued as 4711" && left_out.is_empty())
    );
    let heard = server.look();
    assert_eq!(heard.messages, ["Subject: Your kettle\r\n\r\nA new one is on its way.\r\n..\r\nAna\r\n.\r\n"]);
    assert_eq!(
        heard.commands[1..],
        [
            "EHLO desk.kettle.example",
            "AUTH PLAIN AHN1cHBvcnRAa2V0dGxlLmV4YW1wbGUAa2V0dGxl",
            "MAIL FROM:<support@kettle.example> SIZE=58",
            "RCPT TO:<mia@example.org>",
            "RCPT TO:<friend@example.org>",
            "DATA",
            ".",
            "QUIT"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn attack_19_before_the_letter_is_judged_every_trouble_means_later() {
    for at in ["connect", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"] {
        for then in [
            Then::Say("451 4.3.0 not now\r\n"),
            Then::Say("421 4.3.2 closing\r\n"),
            Then::HangUp,
            Then::FallSilent,
            Then::Say("what?\r\n"),
        ] {
            let server = FakeSmtp::answering([(at, then)]);
            let sent = server.is_sent_a_letter().await;
            let Sent::Later { why, .. } = &sent else { panic!("{at} {then:?}: {sent:?}") };
            assert!(why.to_string().starts_with("smtp.kettle.example: "), "{why}");
            assert!(server.look().messages.is_empty(), "{at} {then:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn attack_19_a_refusal_of_the_letter_is_final_and_one_of_our_settings_is_not() {
    for at in ["MAIL", "RCPT", "DATA", "."] {
        let sent = FakeSmtp::answering([(at, Then::Say("550 5.7.1 no\r\n"))]).is_sent_a_letter().await;
        assert!(matches!(&sent, Sent::Refused { reply, .. } if reply.to_string() == "550 5.7.1 no"), "{at}: {sent:?}");
    }
    for at in ["connect", "EHLO"] {
        let sent = FakeSmtp::answering([(at, Then::Say("554 5.7.1 no\r\n"))]).is_sent_a_letter().await;
        assert!(matches!(&sent, Sent::Later { why, .. } if why.code() == Some(554)), "{at}: {sent:?}");
    }
    for (at, reply) in [("AUTH", "535 5.7.8 wrong\r\n"), ("MAIL", "530 5.7.0 log in first\r\n")] {
        let sent = FakeSmtp::answering([(at, Then::Say(reply))]).is_sent_a_letter().await;
        assert!(matches!(&sent, Sent::Later { why, .. } if why.needs_a_person()), "{at}: {sent:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn attack_19_one_refused_recipient_does_not_keep_the_letter_from_the_other() {
    for (reply, is_final) in [("550 5.1.1 unknown\r\n", true), ("450 4.2.0 greylisted\r\n", false)] {
        let server = FakeSmtp::answering([("RCPT TO:<mia", Then::Say(reply))]);

        let sent = server.is_sent_a_letter().await;

        let Sent::Accepted { left_out, .. } = sent else { panic!("{sent:?}") };
        assert_eq!(
            left_out.iter().map(|one| (one.address.as_str(), one.is_final())).collect::<Vec<_>>(),
            [("mia@example.org", is_final)]
        );
        assert_eq!(server.look().messages.len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn attack_19_when_all_are_left_out_one_that_may_come_later_decides() {
    let server = FakeSmtp::answering([
        ("RCPT TO:<mia", Then::Say("550 5.1.1 unknown\r\n")),
        ("RCPT TO:<friend", Then::Say("450 4.2.0 greylisted\r\n")),
    ]);

    let sent = server.is_sent_a_letter().await;

    let Sent::Later { why, left_out } = sent else { panic!("{sent:?}") };
    assert_eq!(why.code(), Some(450));
    let unknown = Reply { code: 550, text: "5.1.1 unknown".into() };
    assert_eq!(left_out[0], LeftOut { address: "mia@example.org".into(), reply: unknown });
    assert_eq!(left_out.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn attack_19_after_the_final_dot_an_answer_decides_and_silence_is_ambiguous() {
    let later = FakeSmtp::answering([(".", Then::Say("451 4.3.0 disk full\r\n"))]).is_sent_a_letter().await;
    assert!(matches!(&later, Sent::Later { why, .. } if why.code() == Some(451)), "{later:?}");

    for then in [Then::HangUp, Then::FallSilent, Then::Say("25"), Then::Say("what?\r\n")] {
        let server = FakeSmtp::answering([(".", then)]);
        let began = Instant::now();
        let sent = server.is_sent_a_letter().await;
        let Sent::Ambiguous { what, .. } = &sent else { panic!("{then:?}: {sent:?}") };
        assert!(what.to_string().contains("It may have arrived: ask before sending it again"), "{what}");
        assert!(began.elapsed() <= after_dot() + std::time::Duration::from_secs(2));
        assert_eq!(server.look().messages.len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn attack_19_a_connection_lost_in_the_middle_of_the_letter_is_harmless() {
    struct Breaking;
    impl Dial for Breaking {
        async fn dial(&self, _: &str, _: u16) -> std::io::Result<Wire> {
            use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
            let (ours, mut theirs) = tokio::io::duplex(1 << 10);
            tokio::spawn(async move {
                theirs.write_all(b"220 hi\r\n250 hi\r\n250 ok\r\n250 ok\r\n354 go on\r\n").await?;
                theirs.read_exact(&mut vec![0; 9000]).await
            });
            Ok(Wire::new(ours))
        }
    }
    let settings = SmtpSettings { login: None, ..FakeSmtp::settings() };

    let sent = send(&Breaking, &settings, &envelope(&["mia@example.org"]), &vec![b'x'; 100_000]).await;

    assert!(matches!(&sent, Sent::Later { why, .. } if matches!(why.what, SmtpAilment::Lost(_))), "{sent:?}");
}

#[tokio::test]
async fn attack_19_a_refused_connection_means_later() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    drop(listener);
    let settings = SmtpSettings::new("127.0.0.1", port, Security::Plain, None, "desk.kettle.example");

    let sent = send(&Tcp, &settings, &envelope(&["mia@example.org"]), b"x").await;

    assert!(matches!(&sent, Sent::Later { why, .. } if matches!(why.what, SmtpAilment::Unreachable(_))), "{sent:?}");
}

#[tokio::test(start_paused = true)]
async fn a_login_the_server_does_not_know_is_never_sent() {
    let sent = FakeSmtp::answering([]).offering("250 mx.kettle.example\r\n").is_sent_a_letter().await;
    assert!(matches!(&sent, Sent::Later { why, .. } if matches!(why.what, SmtpAilment::NoSuchLogin)), "{sent:?}");

    let settings = SmtpSettings { security: Security::StartTls, ..FakeSmtp::settings() };
    let server = FakeSmtp::answering([]).offering("250-mx.kettle.example\r\n250 AUTH PLAIN\r\n");
    let sent = send(&server, &settings, &envelope(&["mia@example.org"]), b"x").await;
    assert!(matches!(&sent, Sent::Later { why, .. } if matches!(why.what, SmtpAilment::NoStartTls)), "{sent:?}");
    assert!(!server.look().commands.iter().any(|command| command.starts_with("AUTH")));
}

#[tokio::test(start_paused = true)]
async fn auth_login_and_a_refused_token_are_spoken_as_servers_expect() {
    let offers = "250-mx.kettle.example\r\n250 AUTH LOGIN\r\n";
    let answers = [
        ("AUTH", Then::Say("334 VXNlcm5hbWU6\r\n")),
        ("c3Vw", Then::Say("334 UGFzc3dvcmQ6\r\n")),
        ("a2V0", Then::Say("235 in\r\n")),
    ];
    let server = FakeSmtp::answering(answers).offering(offers);
    assert!(matches!(server.is_sent_a_letter().await, Sent::Accepted { .. }));

    let login = Login::XOAuth2 { user: "support@kettle.example".into(), token: "stale".into() };
    let settings = SmtpSettings { login: Some(login), ..FakeSmtp::settings() };
    let server = FakeSmtp::answering([
        ("connect", Then::Say("220 hi\r\n")),
        ("EHLO", Then::Say("250-x\r\n250 AUTH XOAUTH2\r\n")),
        ("AUTH", Then::Say("334 eyJzdGF0dXMiOiI0MDEifQ==\r\n")),
        ("", Then::Say("535 5.7.8 expired\r\n")),
    ]);
    let trouble = test(&server, &settings).await.expect_err("the token has expired");
    assert!(matches!(trouble.what, SmtpAilment::LoginRefused(_)) && trouble.needs_a_person(), "{trouble}");
}

#[tokio::test(start_paused = true)]
async fn attack_12_an_address_cannot_smuggle_a_command() {
    let server = FakeSmtp::answering([]);
    let addresses = [
        "mia@example.org>\r\nRCPT TO:<mallory@evil.example",
        "a b@example.org",
        "",
        "mia@example.org",
        "投诉@example.org",
    ];

    let sent = send(&server, &FakeSmtp::settings(), &envelope(&addresses), b"x").await;

    let Sent::Accepted { left_out, .. } = sent else { panic!("{sent:?}") };
    assert_eq!(left_out.len(), 4);
    assert!(left_out.iter().all(LeftOut::is_final));
    assert_eq!(server.look().commands.iter().filter(|command| command.starts_with("RCPT")).count(), 1);
}

#[tokio::test(start_paused = true)]
async fn automatic_mail_has_no_sender_and_a_letter_above_the_limit_never_leaves() {
    let server = FakeSmtp::answering([]);
    let nobody = Envelope { mail_from: None, ..envelope(&["mia@example.org"]) };

    let small = send(&server, &FakeSmtp::settings(), &nobody, "Größe".as_bytes()).await;
    let large = send(&server, &FakeSmtp::settings(), &nobody, &[b'x'; 10_001]).await;

    assert!(matches!(small, Sent::Accepted { .. }));
    assert!(server.look().commands.contains(&"MAIL FROM:<> SIZE=7 BODY=8BITMIME".into()));
    assert!(matches!(&large, Sent::Refused { reply, .. } if reply.code == 552), "{large:?}");
    assert_eq!(server.look().messages.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_test_button_logs_in_and_sends_nothing() {
    let server = FakeSmtp::answering([]);

    let report = test(&server, &FakeSmtp::settings()).await.expect("the server works");

    assert_eq!(
        (report.greeting.as_str(), report.largest_message, report.is_logged_in),
        ("Kettle SMTP ready", Some(10_000), true)
    );
    assert!(!server.look().commands.iter().any(|command| command.starts_with("MAIL")));
}
