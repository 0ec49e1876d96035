//! Scenes of composing: what is sent is what comes back when read, and nothing can be smuggled in.

use super::*;
use crate::{Auto, read};

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: name.to_owned(), address: address.to_owned() }
}

fn answer() -> Outgoing {
    Outgoing {
        from: mailbox("Kettle & Co. Hilfe", "support@kettle.example"),
        reply_to: Some(mailbox("Kettle", "support+c42.abc@kettle.example")),
        to: vec![mailbox("Mía", "mia@example.org")],
        cc: vec![mailbox("Doe, Ben", "ben@example.org")],
        bcc: vec![mailbox("Lead", "lead@kettle.example")],
        subject: "Re: Der Wasserkocher leckt 漏水".to_owned(),
        message_id: "c42.m7.abc@kettle.example".to_owned(),
        in_reply_to: Some("second@example.org".to_owned()),
        references: (0..60).map(|n| format!("a-rather-long-message-id-{n}@mail.example.org")).collect(),
        sent_at: 1_700_000_000_000_000,
        text: "Guten Tag,\nhier die Anleitung.\n.\nGruß".to_owned(),
        html: Some("<p>Guten Tag <img src=\"cid:logo@kettle\"></p>".to_owned()),
        inline_images: vec![InlineImage {
            content_id: "logo@kettle".into(),
            media_type: "image/png".into(),
            bytes: b"\x89PNG\r\n\x1a\nlogo".to_vec(),
        }],
        attachments: vec![OutgoingFile {
            name: "Anleitung für 你.txt".into(),
            media_type: "text/plain".into(),
            bytes: b"eins\nzwei\r\n".to_vec(),
        }],
        auto: false,
        unsubscribe: None,
    }
}

fn fields(mail: &[u8]) -> String {
    String::from_utf8_lossy(mail).split("\r\n\r\n").next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_composed_reads_back_the_same() {
    let outgoing = answer();

    let letter = read(&compose(&outgoing));

    assert_eq!(letter.from, Some(outgoing.from.clone()));
    assert_eq!(
        (letter.to, letter.cc, letter.reply_to),
        (outgoing.to.clone(), outgoing.cc.clone(), vec![mailbox("Kettle", "support+c42.abc@kettle.example")])
    );
    assert_eq!(letter.subject, outgoing.subject);
    assert_eq!(letter.message_id.as_deref(), Some("c42.m7.abc@kettle.example"));
    assert_eq!(letter.in_reply_to, ["second@example.org"]);
    assert_eq!(letter.references.len(), 61);
    assert_eq!(letter.sent_at, Some(outgoing.sent_at));
    assert_eq!(letter.text, outgoing.text);
    assert_eq!(letter.html, outgoing.html);
    let files: Vec<_> = letter
        .attachments
        .iter()
        .map(|file| (file.name.as_str(), file.inline, file.bytes.as_slice()))
        .collect();
    assert_eq!(
        files,
        [
            ("attachment.png", true, outgoing.inline_images[0].bytes.as_slice()),
            ("Anleitung für 你.txt", false, outgoing.attachments[0].bytes.as_slice())
        ]
    );
    assert!(letter.troubles.is_empty(), "{:?}", letter.troubles);
}

#[test]
fn the_same_mail_composed_twice_is_the_same_bytes_in_short_lines() {
    let mail = compose(&answer());

    assert_eq!(mail, compose(&answer()));
    assert!(
        mail.split(|byte| *byte == b'\n')
            .all(|line| line.len() < 998 && (line.is_empty() || line.ends_with(b"\r")))
    );
}

#[test]
fn attack_12_a_line_break_in_a_value_adds_no_field() {
    for evil in [
        "x\r\nBcc: spy@evil.example",
        "x\nBcc: spy@evil.example",
        "x\rBcc: spy@evil.example",
        "x\r\n\r\n<script>",
        "x\u{2028}Bcc: spy@evil.example",
        "x\0\r\n Bcc: a",
    ] {
        let mut outgoing = answer();
        outgoing.subject = evil.to_owned();
        outgoing.from.name = evil.to_owned();
        outgoing.to = vec![mailbox(evil, &format!("mia@example.org{evil}"))];
        outgoing.cc = vec![mailbox("", evil)];
        outgoing.reply_to = Some(mailbox(evil, evil));
        outgoing.message_id = evil.to_owned();
        outgoing.in_reply_to = Some(evil.to_owned());
        outgoing.references = vec![evil.to_owned()];
        outgoing.attachments[0].name = evil.to_owned();
        outgoing.attachments[0].media_type = format!("text/plain{evil}");
        outgoing.inline_images[0].content_id = evil.to_owned();

        let mail = compose(&outgoing);

        let names: Vec<String> = fields(&mail)
            .lines()
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name.to_ascii_lowercase())
            .collect();
        assert_eq!(
            names,
            [
                "date",
                "from",
                "message-id",
                "to",
                "cc",
                "reply-to",
                "subject",
                "in-reply-to",
                "references",
                "mime-version",
                "content-type"
            ],
            "{evil:?}"
        );
        assert!(!String::from_utf8_lossy(&mail).lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{evil:?}");
        assert!(outgoing.envelope().rcpt_to.iter().all(|address| !address.contains(['\r', '\n', ' '])));
    }
}

#[test]
fn attack_21_blind_copies_are_in_the_envelope_and_nowhere_else() {
    let outgoing = answer();

    let mail = String::from_utf8_lossy(&compose(&outgoing)).to_lowercase();

    assert!(!mail.contains("lead@kettle.example") && !mail.contains("bcc"));
    assert_eq!(
        outgoing.envelope(),
        Envelope {
            mail_from: "support@kettle.example".into(),
            rcpt_to: vec!["mia@example.org".into(), "ben@example.org".into(), "lead@kettle.example".into()]
        }
    );
}

#[test]
fn attack_04_our_automatic_mail_is_marked_and_has_no_sender() {
    let outgoing = Outgoing { auto: true, ..answer() };

    let mail = compose(&outgoing);

    assert_eq!(read(&mail).auto, Auto::Reply);
    assert_eq!(outgoing.envelope().mail_from, "");
    let fields = fields(&mail);
    assert!(fields.contains("X-Auto-Response-Suppress: All") && fields.contains("Precedence: auto_reply"), "{fields}");
}

#[test]
fn a_way_out_is_offered_to_the_readers_program_and_smuggles_nothing_in() {
    let with = |url: &str| fields(&compose(&Outgoing { unsubscribe: Some(url.into()), ..answer() }));

    let offered = with("https://desk.example/unsubscribe/7.digest.abc");
    assert!(offered.contains("List-Unsubscribe: <https://desk.example/unsubscribe/7.digest.abc>\r\n"), "{offered}");
    assert!(offered.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{offered}");
    assert!(!with("https://desk.example/\r\nBcc: <all@kettle.example>").contains("\r\nBcc:"));
    assert!(!with("http://localhost/unsubscribe/x").contains("List-Unsubscribe"), "programs only take https");
}

#[test]
fn an_international_domain_survives_the_way_there_and_back() {
    let outgoing = Outgoing { to: vec![mailbox("Jürgen", "post@bücher.example")], ..answer() };

    let letter = read(&compose(&outgoing));

    assert_eq!(letter.to, outgoing.to);
}
