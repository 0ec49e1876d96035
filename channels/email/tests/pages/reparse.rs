//! Reading kept mail again: texts and files are mended, places stay, and what was set aside gets another chance.

use crate::stage::Office;
use db::{Actor, sql};
use email::raw::{self, Incoming};
use email::reparse::{Reread, reparse};
use kit::Key;
use testkit::both_databases;

const WITH_FILE: &str = "From: Mia <mia@example.org>\nTo: support@kettle.example\nSubject: The kettle\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt leaks.\n--b\nContent-Type: text/plain; name=leak.txt\nContent-Disposition: attachment; filename=leak.txt\n\ndrip\n--b--\n";
const REPORT: &str = "From: MAILER-DAEMON@mx.example.org\nTo: support@kettle.example\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nNo\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; who@example.org\nAction: failed\nStatus: 5.1.1\n\n--b--\n";

async fn reads_again(office: &Office) -> Reread {
    reparse(office.db(), &Key::from_bytes([7; 32]), None).await.unwrap()
}

/// Changes rows behind the program's back, as an older reader would have written them.
async fn older_reader(office: &Office, statement: &'static str) {
    office
        .db()
        .work(Actor::System, move |work| {
            work.keep_quietly("a scene");
            sql(statement).run(work)
        })
        .await
        .unwrap();
}

#[both_databases]
async fn a_reader_that_has_learned_mends_texts_and_files_where_they_are(office: Office) {
    let raw = office.receives(office.support, WITH_FILE).await;
    let message = office.message_of(raw).await;
    older_reader(&office, "UPDATE message SET text = 'garbled'").await;
    older_reader(&office, "UPDATE attachment SET name = 'unnamed'").await;

    let first = reads_again(&office).await;
    let second = reads_again(&office).await;

    assert_eq!(
        (first, second),
        (Reread { looked_at: 1, changed: 1, rescued: 0 }, Reread { looked_at: 1, changed: 0, rescued: 0 })
    );
    let (text, conversations): (String, i64) = office
        .ask(move |tx| {
            sql("SELECT text, (SELECT COUNT(*) FROM conversation) FROM message WHERE id = $1")
                .with(message)
                .only(tx, "message")
        })
        .await;
    assert_eq!((text.trim(), conversations), ("It leaks.", 1));
    let files: Vec<String> = office
        .ask(move |tx| sql("SELECT name FROM attachment WHERE message_id = $1 ORDER BY id").with(message).all(tx))
        .await;
    assert_eq!(files, ["leak.txt"]);
}

#[both_databases]
async fn what_was_set_aside_is_filed_if_it_can_be_now_and_stays_aside_otherwise(office: Office) {
    let bytes = WITH_FILE.replace('\n', "\r\n").into_bytes();
    let incoming = Incoming {
        sha256: kit::sha256_hex(&bytes),
        bytes,
        uid: None,
        received_at: None,
        mail_from: None,
    };
    let inbox = office.support;
    office
        .db()
        .work(Actor::System, move |work| raw::keep(work, inbox, "listener", &incoming))
        .await
        .unwrap();
    older_reader(&office, "UPDATE raw_mail SET state = 'failed', problem = 'a bug since mended'").await;
    let report = office.receives(office.support, REPORT).await;

    let outcome = reads_again(&office).await;

    assert_eq!(outcome, Reread { looked_at: 2, changed: 0, rescued: 1 });
    let subjects: Vec<String> = office.ask(|tx| sql("SELECT subject FROM conversation ORDER BY id").all(tx)).await;
    assert_eq!(subjects, ["The kettle"]);
    let state: String = office
        .ask(move |tx| sql("SELECT state FROM raw_mail WHERE id = $1").with(report).only(tx, "raw mail"))
        .await;
    assert_eq!(state, "ignored", "a report nobody's message is named in is believed no more than before");
}
