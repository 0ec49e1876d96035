//! Mail written by machines, from the outside: what is recognised, what a spoofed report proves, and that our own automatic
//! mail is recognised by another desk like ours.

use mail::{Action, Auto, Clue, Letter, ReplyTokens, read};

fn letter(fields: &str) -> Letter {
    read(format!("From: mia@example.org\r\nTo: support@kettle.example\r\n{fields}\r\n\r\nI am away.").as_bytes())
}

#[test]
fn attack_04_what_machines_write_is_recognised_and_what_people_write_is_not() {
    for (fields, auto) in [
        ("Auto-Submitted: auto-replied\r\nSubject: x", Auto::Reply),
        ("Auto-Submitted: auto-generated\r\nSubject: x", Auto::Generated),
        ("Auto-Submitted: NO\r\nSubject: x", Auto::No),
        ("Precedence: bulk\r\nSubject: x", Auto::Bulk),
        ("Precedence: bulk\r\nSubject: Out of office", Auto::Reply),
        ("List-Id: <tea.example>\r\nSubject: x", Auto::List),
        ("Return-Path: <>\r\nSubject: x", Auto::Generated),
        ("X-Auto-Response-Suppress: All\r\nSubject: x", Auto::Generated),
        ("X-Autoreply: yes\r\nSubject: x", Auto::Reply),
        ("Subject: Out of office", Auto::No),
        ("Subject: Automatic reply: hello", Auto::No),
        ("Return-Path: <mia@example.org>\r\nSubject: x", Auto::No),
    ] {
        assert_eq!(letter(fields).auto, auto, "{fields}");
    }
}

fn report(original: &str) -> Letter {
    let raw = format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mta.example\r\nSubject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; gone@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{original}>\r\n\r\nhi\r\n--b--\r\n"
    );
    read(raw.as_bytes())
}

#[test]
fn attack_14_a_report_finds_the_message_that_failed_and_a_spoofed_one_finds_nothing() {
    let tokens = ReplyTokens::new([5; 32]);
    let ours = tokens.message_id(42, 7, "kettle.example");

    let real = report(&ours).bounce.expect("a bounce");
    let spoofed = report(&ours.replace("c42.", "c43.")).bounce.expect("a bounce");

    assert_eq!(
        (real.failed[0].address.as_str(), real.failed[0].action, real.permanent),
        ("gone@example.net", Action::Failed, true)
    );
    assert_eq!(
        real.original_message_id.and_then(|id| tokens.own(&id)),
        Some(Clue::OurMessage { conversation: 42, message: 7 })
    );
    assert_eq!(spoofed.original_message_id.and_then(|id| tokens.own(&id)), None);
}

#[test]
fn attack_15_different_mails_without_an_id_have_different_ones_and_the_same_mail_has_the_same() {
    let (one, other) = (letter("Subject: one"), letter("Subject: other"));

    assert_ne!(one.id(), other.id());
    assert_eq!(one.id(), letter("Subject: one").id());
    assert!(one.id().starts_with("sha256-") && one.id().ends_with("@hash.frontline"));
}

#[test]
fn the_same_id_does_not_hide_that_two_mails_differ() {
    let (one, other) = (letter("Message-ID: <a@b>\r\nSubject: one"), letter("Message-ID: <a@b>\r\nSubject: other"));

    assert_eq!(one.id(), other.id());
    assert_ne!(one.fallback_id, other.fallback_id);
}
