//! `frontline import mbox|maildir|eml`: silent, once, with the times of then; killed and taken up again.

use crate::stage::{Home, everything, said, same};
use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use db::{Actor, sql};
use desk::Inbox;
use desk::inbox::InboxSettings;
use email::raw::{self, Incoming};
use frontline::followers;
use kit::{EmailAddress, Locale};
use std::fmt::Write as _;

const FIRST: i64 = 1_709_283_600;

/// One mail of an mbox; `hours` after the first of March 2024, 09:00 UTC.
fn mail(id: &str, from: &str, to: &str, hours: i64, answers: &str, text: &str) -> String {
    let date = kit::Moment::from_seconds(FIRST + hours * 3_600)
        .in_zone("UTC")
        .strftime("%a, %d %b %Y %H:%M:%S +0000")
        .to_string();
    let thread = if answers.is_empty() {
        String::new()
    } else {
        format!("In-Reply-To: <{answers}>\nReferences: <{answers}>\n")
    };
    format!("From: {from}\nTo: {to}\nSubject: The kettle {id}\nDate: {date}\nMessage-ID: <{id}>\n{thread}\n{text}\n")
}

fn mbox(mails: &[String]) -> String {
    mails.iter().fold(String::new(), |mut file, mail| {
        let _ = write!(file, "From - Fri Mar  1 09:00:00 2024\n{mail}\n");
        file
    })
}

const MIA: &str = "Mia Klein <mia@example.com>";
const SUPPORT: &str = "Support <support@kettle.example>";

fn story() -> Vec<String> {
    vec![
        mail("a@x", MIA, SUPPORT, 0, "", "It leaks."),
        mail("b@kettle", "Ana Ruiz <ana@kettle.example>", MIA, 2, "a@x", "Send it back, please."),
        mail("c@x", MIA, SUPPORT, 3, "b@kettle", "Done."),
        mail("d@x", "Zoe <zoe@example.org>", SUPPORT, 4, "", "When are you open?"),
        mail("e@kettle", SUPPORT, "Tom <tom@example.net>", 5, "", "Your kettle is ready."),
        format!("X-Copy: by another way\n{}", mail("a@x", MIA, SUPPORT, 0, "", "It leaks.")),
        "\n".to_owned(),
        "Subject: nobody at all\n\nHello\n".to_owned(),
        mail("f@x", "Mallory <m@example.net>", SUPPORT, 6, "a@x", "I know nobody here."),
    ]
}

/// A desk with Ana and one inbox.
pub async fn desk(home: &Home) {
    let house = home.house();
    let password = Hasher::new().hash(&NewPassword::for_demo("a long kettle song")).await.expect("a hash");
    let ana = NewAgent {
        name: "Ana Ruiz".into(),
        email: EmailAddress::parse("ana@kettle.example").expect("an address"),
        role: BuiltIn::Admin,
        locale: Locale::En,
        zone: "UTC".into(),
        password,
    };
    house.db.work(Actor::System, move |work| agents::add(work, &ana)).await.expect("Ana");
    let settings = InboxSettings {
        name: "Support".into(),
        from_name: "Kettle Support".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 0,
        acknowledgement: "We have your mail.".into(),
    };
    house
        .db
        .work(Actor::System, move |work| Inbox::add(work, "email", "support@kettle.example", &settings))
        .await
        .expect("an inbox");
    while followers::react_once(&house.db).await.expect("reactions") > 0 {}
}

pub async fn number(home: &Home, question: &'static str) -> i64 {
    home.house().db.read(move |tx| sql(question).only(tx, "number")).await.expect("a number")
}

fn takes(home: &Home, kind: &str, path: &std::path::Path, more: &[&str]) -> String {
    let mut words = vec!["import", kind, path.to_str().expect("utf-8"), "--inbox", "support@kettle.example"];
    words.extend(more);
    home.does(&words)
}

#[tokio::test(flavor = "multi_thread")]
async fn old_mail_is_filed_once_with_its_times_and_nobody_is_told() {
    for home in Home::of_each() {
        desk(&home).await;
        let path = home.folder.path().join("old.mbox");
        std::fs::write(&path, mbox(&story())).expect("written");
        let before = everything(&home).await;

        let foreseen = takes(&home, "mbox", &path, &["--dry-run"]);
        let unchanged = before == everything(&home).await;
        let told = takes(&home, "mbox", &path, &[]);

        assert!(unchanged, "a dry run changes nothing");
        let expected = |would: &str| {
            format!(
                "9 mails read: 6 {would}filed in 4 new conversations and those that were there, 1 were here before, 2 broken; 4 new customers."
            )
        };
        assert!(told.starts_with(&expected("")), "{told}");
        // Who takes part in what is decided when it is filed: foreseeing goes by the mails' own references.
        assert!(
            foreseen.starts_with(&expected("would be ").replace("4 new conversations", "3 new conversations")),
            "{foreseen}"
        );
        let notes = std::fs::read_to_string(home.data().join("import-notes.tsv")).expect("notes");
        assert_eq!(notes.lines().count(), 2, "{notes}");
        assert!(notes.contains("at byte") && notes.contains("it names nobody"), "{notes}");

        let after = everything(&home).await;
        let again = takes(&home, "mbox", &path, &[]);
        assert!(again.contains("0 filed in 0 new conversations") && again.contains("7 were here before"), "{again}");
        same(&after, &everything(&home).await);
        silent_and_as_of_then(&home).await;
        an_answer_today_continues_it(&home).await;
    }
}

async fn silent_and_as_of_then(home: &Home) {
    assert_eq!(number(home, "SELECT COUNT(*) FROM message WHERE kind = 'outgoing' AND delivery = 'sent'").await, 2);
    assert_eq!(number(home, "SELECT COUNT(*) FROM message WHERE author_kind = 'agent' AND in_reply_to IS NOT NULL").await, 1);
    assert_eq!(number(home, "SELECT MIN(written_at) FROM message").await, FIRST * 1_000_000);
    assert_eq!(
        number(home, "SELECT message_count FROM conversation WHERE opened_at = 1709283600000000").await,
        3,
        "Mia's thread"
    );
    assert_eq!(
        number(home, "SELECT last_activity_at FROM conversation WHERE opened_at = 1709283600000000").await,
        (FIRST + 3 * 3_600) * 1_000_000
    );
    assert_eq!(number(home, "SELECT created_at FROM customer WHERE name = 'Mia Klein'").await, FIRST * 1_000_000);
    assert_eq!(
        number(
            home,
            "SELECT COUNT(*) FROM conversation WHERE status <> 'resolved' OR waiting_since IS NOT NULL OR due_at IS NOT NULL"
        )
        .await,
        0
    );
    let house = home.house();
    for _ in 0..200 {
        followers::react_once(&house.db).await.expect("reactions");
    }
    drop(house);
    for table in ["SELECT COUNT(*) FROM job", "SELECT COUNT(*) FROM notice", "SELECT COUNT(*) FROM acknowledged"] {
        assert_eq!(number(home, table).await, 0, "{table}");
    }
    assert_eq!(
        number(
            home,
            "SELECT COUNT(*) FROM activity WHERE kind LIKE 'message.%' OR kind LIKE 'conversation.%' AND kind <> 'conversation.imported'"
        )
        .await,
        0
    );
    assert_eq!(number(home, "SELECT COUNT(*) FROM raw_mail WHERE state <> 'filed' OR message_id IS NULL").await, 0);
}

async fn an_answer_today_continues_it(home: &Home) {
    let house = home.house();
    let bytes = mail("g@x", MIA, SUPPORT, 20_000, "b@kettle", "It leaks again.").into_bytes();
    let incoming = Incoming {
        sha256: kit::sha256_hex(&bytes),
        bytes,
        uid: None,
        received_at: None,
        mail_from: None,
    };
    let kept = house.db.work(Actor::System, move |work| {
        let inbox: desk::InboxId = sql("SELECT id FROM inbox").only(work, "inbox")?;
        raw::keep(work, inbox, "smtp", &incoming)
    });
    kept.await.expect("kept");
    while email::file_waiting(&house.db, &house.key).await.expect("filed") > 0 {}
    drop(house);
    assert_eq!(number(home, "SELECT message_count FROM conversation WHERE status = 'open'").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_killed_between_any_two_handfuls_it_is_taken_up_without_doubles() {
    for home in Home::of_each() {
        desk(&home).await;
        let path = home.folder.path().join("many.mbox");
        let mails: Vec<String> = (0..900)
            .map(|n| {
                mail(
                    &format!("{n}@x"),
                    &format!("C{n} <c{}@example.com>", n % 50),
                    SUPPORT,
                    n,
                    &if n % 5 == 0 { String::new() } else { format!("{}@x", n - n % 5) },
                    &format!("Mail {n}"),
                )
            })
            .collect();
        std::fs::write(&path, mbox(&mails)).expect("written");
        let words = ["import", "mbox", path.to_str().expect("utf-8"), "--inbox", "support@kettle.example"];
        for death in ["after:1", "before:2"] {
            let died = home.run_in(&words, &[("FRONTLINE_ABORT_AT_COMMIT", death)]);
            assert!(!died.status.success(), "{}", said(&died));
        }

        home.does(&words);

        assert_eq!(number(&home, "SELECT COUNT(*) FROM message").await, 900);
        assert_eq!(number(&home, "SELECT COUNT(DISTINCT external_id) FROM message").await, 900);
        assert_eq!(number(&home, "SELECT CAST(SUM(message_count) AS BIGINT) FROM conversation").await, 900);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maildir_and_single_files_are_taken_in_and_what_is_no_mail_is_refused() {
    let home = Home::on_sqlite();
    desk(&home).await;
    let root = home.folder.path().join("Maildir");
    for (folder, name, number) in [
        ("cur", "1709290000.2.host:2,S", 1),
        ("new", "1709280000.1.host", 0),
        (".Sent/cur", "1709295000.3.host:2,S", 2),
        ("cur", "1709296000.4.host:2,DS", 3),
    ] {
        std::fs::create_dir_all(root.join(folder)).expect("a folder");
        std::fs::write(root.join(folder).join(name), &story()[number]).expect("written");
    }
    let told = takes(&home, "maildir", &root, &["--status", "closed"]);
    assert!(told.starts_with("4 mails read: 3 filed in 1 new conversations"), "{told}");
    assert!(told.contains("Left out: 1 drafts, 0 in the trash, 0 spam."), "{told}");
    assert_eq!(number(&home, "SELECT COUNT(*) FROM conversation WHERE status = 'closed' AND message_count = 3").await, 1);

    let folder = home.folder.path().join("loose");
    std::fs::create_dir_all(folder.join("deep")).expect("a folder");
    std::fs::write(folder.join("deep/one.EML"), &story()[3]).expect("written");
    std::fs::write(folder.join("readme.txt"), "not mail").expect("written");
    assert!(takes(&home, "eml", &folder, &[]).starts_with("1 mails read: 1 filed"), "only what ends in .eml");

    let refuses = |words: &[&str]| home.refuses(words);
    let loose = folder.to_str().expect("utf-8");
    assert!(refuses(&["import", "maildir", loose, "--inbox", "support@kettle.example"]).contains("no Maildir"));
    let text = folder.join("readme.txt");
    assert!(refuses(&["import", "mbox", text.to_str().expect("utf-8"), "--inbox", "support@kettle.example"]).contains("From …"));
    assert!(refuses(&["import", "eml", loose, "--inbox", "nobody@kettle.example"]).contains("no inbox has the address"));
    assert!(refuses(&["import", "eml", loose, "--inbox", "support@kettle.example", "--status", "new"]).contains("resolved, closed, open"));
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_trash_and_spam_stay_behind_and_are_counted() {
    for home in Home::of_each() {
        desk(&home).await;
        let root = home.folder.path().join("Maildir");
        for (folder, name, mail) in [
            ("cur", "1709290000.1.host:2,S", mail("1@x", MIA, SUPPORT, 0, "", "It leaks.")),
            (".Drafts/cur", "1709290001.2.host:2,S", mail("2@kettle", SUPPORT, MIA, 1, "1@x", "What I never said.")),
            (".INBOX.草稿箱/cur", "1709290001.3.host:2,S", mail("3@kettle", SUPPORT, MIA, 1, "1@x", "Nor this.")),
            (".Trash/cur", "1709290002.4.host:2,S", mail("4@x", MIA, SUPPORT, 2, "", "Gone.")),
            (".[Gmail].Papelera/cur", "1709290003.5.host:2,S", mail("5@x", MIA, SUPPORT, 3, "", "Gone as well.")),
            (".Junk/cur", "1709290004.6.host:2,S", mail("6@x", "Win <win@example.net>", SUPPORT, 4, "", "You won!")),
        ] {
            std::fs::create_dir_all(root.join(folder)).expect("a folder");
            std::fs::write(root.join(folder).join(name), mail).expect("written");
        }
        let labelled = |fields: &str, id: &str, from: &str, to: &str| format!("{fields}\n{}", mail(id, from, to, 5, "", "Labelled."));
        let archive = home.folder.path().join("takeout.mbox");
        let mails = [
            labelled("X-Gmail-Labels: Inbox,Opened", "11@x", MIA, SUPPORT),
            labelled("X-Gmail-Labels: =?UTF-8?Q?Borradores?=", "12@kettle", SUPPORT, MIA),
            labelled("X-Mozilla-Status: 0009", "13@x", MIA, SUPPORT),
            labelled("Status: RO\nX-Status: D", "14@x", MIA, SUPPORT),
            labelled("X-Gmail-Labels: Spam", "15@x", MIA, SUPPORT),
            labelled("X-Unsent: 1", "16@kettle", SUPPORT, MIA),
        ];
        std::fs::write(&archive, mbox(&mails)).expect("written");

        let foreseen = takes(&home, "maildir", &root, &["--dry-run"]);
        let told = takes(&home, "maildir", &root, &[]);
        let notes = std::fs::read_to_string(home.data().join("import-notes.tsv")).expect("notes");
        let of_archive = takes(&home, "mbox", &archive, &[]);

        for told in [&foreseen, &told] {
            assert!(told.starts_with("6 mails read: 1 ") && told.contains("Left out: 2 drafts, 2 in the trash, 1 spam."), "{told}");
        }
        assert!(notes.lines().count() == 5 && notes.contains("left out: a draft, never sent"), "{notes}");
        assert!(of_archive.starts_with("6 mails read: 1 filed"), "{of_archive}");
        assert!(of_archive.contains("Left out: 2 drafts, 2 in the trash, 1 spam."), "{of_archive}");
        assert_eq!(number(&home, "SELECT COUNT(*) FROM message WHERE kind = 'outgoing'").await, 0, "nobody was sent a draft");

        let more = takes(&home, "maildir", &root, &["--also", "trash,spam"]);
        let named = takes(&home, "maildir", &root.join(".Drafts"), &[]);

        assert!(
            more.starts_with("6 mails read: 3 filed") && more.contains("Left out: 2 drafts, 0 in the trash, 0 spam."),
            "{more}"
        );
        assert!(named.starts_with("1 mails read: 1 filed"), "whoever names a folder wants it: {named}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_whose_date_cannot_be_true_is_dated_by_whoever_received_it() {
    let home = Home::on_sqlite();
    desk(&home).await;
    let root = home.folder.path().join("Maildir/cur");
    std::fs::create_dir_all(&root).expect("a folder");
    let text = |fields: &str| format!("{fields}From: {MIA}\nTo: {SUPPORT}\nSubject: {}\n\nIt leaks.\n", fields.len());
    let received = "Received: from a by b; Tue, 5 Jan 2016 10:00:00 +0000 (UTC)\nReceived: from c by a; Mon, 4 Jan 2016 10:00:00 +0000\n";
    for (name, fields) in [
        ("1420106400.M1P1.host:2,S", String::new()),
        ("1420106401.M1P1.host:2,S", received.to_owned()),
        ("1420106402.M1P1.host:2,S", format!("{received}Date: Tue, 5 Jan 2116 10:00:00 +0000\n")),
        ("1420106403.M1P1.host:2,S", "Date: Thu, 1 Jan 1970 00:00:01 +0000\n".to_owned()),
        ("1420106404.M1P1.host:2,S", "Date: Wed, 06-Jan-2016 10:00:00 GMT\n".to_owned()),
    ] {
        std::fs::write(root.join(name), text(&fields)).expect("written");
    }
    let undated = home.folder.path().join("undated.mbox");
    std::fs::write(&undated, format!("From a@x Tue Jan 05 12:00:00 +0100 2016\n{}", text("X-Mark: here\n"))).expect("written");

    let told = takes(&home, "maildir", root.parent().expect("the Maildir"), &[]);
    let by_line = takes(&home, "mbox", &undated, &[]);

    assert!(told.contains("4 had no date of their own that can be true: 2 are dated by the server"), "{told}");
    assert!(told.contains("2 by the place") && told.contains("0 by their file, 0 as of now"), "{told}");
    assert!(by_line.contains("1 had no date of their own") && by_line.contains("1 by the place"), "{by_line}");
    let house = home.house();
    let times: Vec<i64> = house
        .db
        .read(move |tx| sql("SELECT written_at FROM message ORDER BY written_at").all(tx))
        .await
        .expect("times");
    let expected = [1_420_106_400, 1_420_106_403, 1_451_988_000, 1_451_988_000, 1_451_991_600, 1_452_074_400];
    assert_eq!(times, expected.map(|seconds| seconds * 1_000_000));
}

/// Brings mails to a mailbox of the test server.
fn delivered(lmtp: &str, to: &str, mails: &[String]) {
    use std::io::{Read as _, Write as _};
    let mut wire = std::net::TcpStream::connect(lmtp).expect("the server");
    wire.write_all(b"LHLO test.example\r\n").expect("written");
    for mail in mails {
        let body = mail.replace('\n', "\r\n");
        let letter = format!("MAIL FROM:<mia@example.com>\r\nRCPT TO:<{to}>\r\nDATA\r\n{body}\r\n.\r\n");
        wire.write_all(letter.as_bytes()).expect("written");
    }
    wire.write_all(b"QUIT\r\n").expect("written");
    let mut said = String::new();
    wire.read_to_string(&mut said).expect("answered");
    assert!(!said.contains("\r\n5"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_on_a_server_is_taken_in_once_and_left_as_it_is() {
    let (Ok(imap), Ok(lmtp)) = (std::env::var("FRONTLINE_TEST_IMAP"), std::env::var("FRONTLINE_TEST_LMTP")) else {
        eprintln!("left out: FRONTLINE_TEST_IMAP and FRONTLINE_TEST_LMTP are not set");
        return;
    };
    let home = Home::on_sqlite();
    desk(&home).await;
    let (host, port) = imap.rsplit_once(':').expect("host:port");
    let user = format!("moving-{}@example.org", rand::random::<u32>());
    delivered(&lmtp, &user, &story()[..4]);
    let secret = home.folder.path().join("secret");
    std::fs::write(&secret, "pw\n").expect("written");
    let words = |user: &str, folder: &str| {
        let secret = secret.to_str().expect("utf-8");
        let all = [
            "import",
            "imap",
            host,
            "--port",
            port,
            "--security",
            "plain",
            "--user",
            user,
            "--password-file",
            secret,
            "--folder",
            folder,
        ];
        all.iter()
            .chain(&["--inbox", "support@kettle.example"])
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let takes = |user: &str| home.does(&words(user, "INBOX").iter().map(String::as_str).collect::<Vec<_>>());

    let told = takes(&user);
    let again = takes(&user);
    delivered(&lmtp, &user, &story()[4..5]);
    let more = takes(&user);

    assert!(told.starts_with("4 mails read: 4 filed in 2 new conversations"), "{told}");
    assert!(again.starts_with("4 mails read: 0 filed") && again.contains("4 were here before"), "{again}");
    assert!(more.starts_with("5 mails read: 1 filed"), "{more}");
    assert_eq!(number(&home, "SELECT COUNT(*) FROM notice").await, 0);
    assert_eq!(number(&home, "SELECT COUNT(*) FROM conversation WHERE waiting_since IS NOT NULL").await, 0);
    let gone = home.refuses(&words(&user, "Nowhere").iter().map(String::as_str).collect::<Vec<_>>());
    assert!(gone.contains("Nowhere"), "{gone}");
}
