//! Each product's sample export, told to the last field: what comes over, what is private, what is left out, what is faulty.
//!
//! The samples are our own, of an invented company, after the products' documented formats; none is a real export.

use foreign::{Author, Export, Item, Person, Product, Thing, read};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

fn export(product: Product, path: PathBuf, folder: &tempfile::TempDir) -> Export {
    Export {
        product,
        path,
        staging: folder.path().join("staging.db"),
        zone: "Europe/Madrid".into(),
        prefix: if product == Product::OsTicket { "ost_".into() } else { String::new() },
        account: String::new(),
    }
}

/// Everything a reader tells, a line for each fact.
fn told(product: Product, path: PathBuf) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut said = String::new();
    let here = sample("").display().to_string();
    read(&export(product, path, &folder), &mut |item| {
        write_item(&mut said, &item);
        true
    })
    .expect("a readable sample");
    assert!(!folder.path().join("staging.db").exists(), "staging leaves nothing behind");
    said.replace(&here, "")
}

fn write_item(said: &mut String, item: &Item) {
    let _ = match item {
        Item::Fault(fault) => writeln!(said, "fault {}: {}", fault.place, fault.why),
        Item::LeftOut(what) => writeln!(said, "left out: {what}"),
        Item::Conversations(count) => writeln!(said, "{count} conversations"),
        Item::Thing(Thing::Conversation(conversation)) => return write_conversation(said, conversation),
        Item::Thing(thing) => writeln!(said, "{}", serde_json::to_string(thing).expect("json")),
    };
}

fn write_conversation(said: &mut String, one: &foreign::Conversation) {
    let _ = writeln!(
        said,
        "conversation {} #{} “{}” {:?} {:?} of {:?} for {:?} in {:?} at {} opened {} tags {:?} fields {:?} rating {:?} snoozed {:?} others {}",
        one.id,
        one.number,
        one.subject,
        one.status,
        one.priority,
        one.customer,
        one.assignee,
        one.team,
        one.inbox,
        one.opened_at.map(|at| at.rfc3339()).unwrap_or_default(),
        one.tags,
        one.fields,
        one.rating.as_ref().map(|rating| (&rating.score, &rating.comment)),
        one.snoozed_until.map(|at| at.rfc3339()),
        people(&one.others)
    );
    for message in &one.messages {
        let author = match &message.author {
            Author::Customer(id) => format!("customer {id}"),
            Author::Agent(id) => format!("agent {id}"),
            Author::Named(person) => format!("“{} <{}>”", person.name, person.address),
            Author::Desk => "the desk".into(),
        };
        let _ = writeln!(
            said,
            "    {} {:?} by {author} {} to {} cc {} id {:?}{} | {} | {}",
            message.id,
            message.kind,
            message.at.map(|at| at.rfc3339()).unwrap_or_default(),
            people(&message.to),
            people(&message.cc),
            message.mail_id,
            if message.is_automatic { " automatic" } else { "" },
            message.text.replace('\n', "⏎"),
            message.html
        );
        for file in &message.files {
            let bytes = file.bytes.as_ref().map(Vec::len);
            let _ = writeln!(
                said,
                "        {} {} inline {} cid {:?} bytes {bytes:?} paths {:?} {}",
                file.name, file.media_type, file.is_inline, file.content_id, file.paths, file.url
            );
        }
    }
}

fn people(people: &[Person]) -> String {
    let written: Vec<String> = people.iter().map(|one| format!("{}<{}>", one.name, one.address)).collect();
    format!("[{}]", written.join(" "))
}

/// Holds what is told against the file beside the sample.
fn is_told_as_expected(product: Product, name: &str) {
    let said = told(product, sample(name));
    let expected = sample(&format!("{}.told.txt", name.trim_end_matches(".sql")));
    if std::env::var("FRONTLINE_WRITE_TOLD").is_ok_and(|value| value == "1") {
        std::fs::write(&expected, &said).expect("written");
    }
    let expected = std::fs::read_to_string(&expected).expect("what is expected");
    for (at, (is, should)) in said.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, should, "{name}, line {}", at + 1);
    }
    assert_eq!(said.lines().count(), expected.lines().count(), "{name}");
    assert_eq!(told(product, sample(name)), said, "the same export tells the same");
}

#[test]
fn zendesk_is_told_to_the_last_field() {
    is_told_as_expected(Product::Zendesk, "zendesk");
}

#[test]
fn intercom_is_told_to_the_last_field() {
    is_told_as_expected(Product::Intercom, "intercom");
}

#[test]
fn help_scout_is_told_to_the_last_field() {
    is_told_as_expected(Product::HelpScout, "helpscout");
}

#[test]
fn freshdesk_is_told_to_the_last_field() {
    is_told_as_expected(Product::Freshdesk, "freshdesk");
    is_told_as_expected(Product::Freshdesk, "freshdesk_xml");
}

#[test]
fn chatwoot_is_told_to_the_last_field() {
    is_told_as_expected(Product::Chatwoot, "chatwoot.sql");
}

#[test]
fn zammad_is_told_to_the_last_field_and_the_same_from_both_databases() {
    is_told_as_expected(Product::Zammad, "zammad.sql");
    assert_eq!(told(Product::Zammad, sample("zammad.sql")), told(Product::Zammad, sample("zammad_mysql.sql")));
}

#[test]
fn libredesk_is_told_to_the_last_field() {
    is_told_as_expected(Product::Libredesk, "libredesk.sql");
}

#[test]
fn free_scout_is_told_to_the_last_field() {
    is_told_as_expected(Product::FreeScout, "freescout.sql");
}

#[test]
fn os_ticket_is_told_to_the_last_field() {
    is_told_as_expected(Product::OsTicket, "osticket.sql");
}

#[test]
fn what_is_no_export_says_what_would_be_one() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("notes.sql"), "-- nothing\nSELECT 1;\n").expect("written");
    std::fs::write(folder.path().join("photo.json"), "{\"a\":1}").expect("written");

    for (product, path) in [
        (Product::Chatwoot, folder.path().join("notes.sql")),
        (Product::Zendesk, folder.path().join("photo.json")),
        (Product::OsTicket, folder.path().to_owned()),
        (Product::Zammad, folder.path().join("gone.sql")),
    ] {
        let refused = read(&export(product, path, &folder), &mut |_| true).expect_err("no export");
        assert!(refused.to_string().ends_with('.'), "{refused}");
    }
}

#[test]
fn whoever_stops_listening_ends_the_reading() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut heard = 0;

    let ended = read(&export(Product::Zendesk, sample("zendesk"), &folder), &mut |_| {
        heard += 1;
        heard < 3
    });

    assert!(ended.is_ok() && heard == 3);
}

/// What is told of an export of one file.
fn told_of(product: Product, file: &str, lines: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(file), lines.join("\n")).expect("written");
    told(product, folder.path().to_owned())
}

#[test]
fn attack_24_whoever_has_no_role_in_an_export_works_nowhere() {
    let users = told_of(
        Product::Zendesk,
        "users.json",
        &[
            r#"{"users":[{"id":1,"name":"Ana","email":"ana@kettle.example","role":"admin"},{"id":2,"name":"Mia","email":"mia@teahouse.example"},"#,
            r#"{"id":3,"name":"Leo","email":"leo@teahouse.example","role":"light-agent"},{"id":4,"name":"Zoe","email":"zoe@teahouse.example","role":null}]}"#,
        ],
    );
    let tickets = told_of(
        Product::Zendesk,
        "all.json",
        &[
            r#"{"users":[{"id":2,"name":"Mia","email":"mia@teahouse.example"},{"id":3,"name":"Leo","email":"leo@teahouse.example"}],"#,
            r#""tickets":[{"id":7,"subject":"Leaks","status":"open","requester_id":2,"created_at":"2024-03-01T10:00:00Z","comments":["#,
            r#"{"id":71,"author_id":3,"body":"I have one, too.","public":true,"created_at":"2024-03-01T10:00:00Z"}]}]}"#,
        ],
    );

    assert_eq!(users.matches("{\"Agent\":").count(), 1, "only Ana: {users}");
    for name in ["Mia", "Leo", "Zoe"] {
        let customer = users.lines().find(|line| line.contains(name)).expect("told");
        assert!(customer.contains("emails"), "{customer}");
    }
    assert!(tickets.contains("71 Incoming by customer 3"), "{tickets}");
}

#[test]
fn attack_25_what_intercom_shows_no_customer_is_a_note() {
    let part = |id: &str, kind: &str, author: &str| {
        format!(
            r#"{{"id":"{id}","part_type":{kind},"body":"<p>{id}</p>","created_at":1709284000,"author":{{"type":"{author}","id":"11","name":"Ana"}}}}"#
        )
    };
    let parts = [
        part("comment", r#""comment""#, "admin"),
        part("open", r#""open""#, "admin"),
        part("quick", r#""quick_reply""#, "admin"),
        part("none", "null", "admin"),
        part("language", r#""language_detection_details""#, "admin"),
        part("transfer", r#""default_assignment""#, "admin"),
        part("bot", r#""something_new""#, "bot"),
        part("closed", r#""close""#, "admin"),
        part("rated", r#""something_new""#, "user"),
    ];
    let said = told_of(
        Product::Intercom,
        "conversations.json",
        &[&format!(
            r#"{{"conversations":[{{"type":"conversation","id":"1","created_at":1709283600,"state":"open","source":{{"id":"s","body":"<p>It leaks.</p>","author":{{"type":"user","id":"u1"}}}},"conversation_parts":{{"conversation_parts":[{}]}}}}]}}"#,
            parts.join(",")
        )],
    );

    for (id, kind) in [
        ("comment", "Outgoing"),
        ("open", "Outgoing"),
        ("quick", "Outgoing"),
        ("none", "Outgoing"),
        ("language", "Note"),
        ("transfer", "Note"),
        ("bot", "Note"),
        ("closed", "Note"),
        ("rated", "Incoming"),
    ] {
        assert!(said.contains(&format!("    {id} {kind} by ")), "{id}: {said}");
    }
}

#[test]
fn what_is_staged_has_no_name_while_it_is_read_and_writes_over_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let export = export(Product::Zendesk, sample("zendesk"), &folder);
    let other = folder.path().join("other");
    std::fs::write(&other, "mine").expect("written");
    std::os::unix::fs::symlink(&other, &export.staging).expect("linked");
    let (mut things, mut named) = (0, 0);

    read(&export, &mut |_| {
        things += 1;
        named += usize::from(export.staging.symlink_metadata().is_ok());
        true
    })
    .expect("a readable sample");

    assert!(things > 20);
    assert_eq!(named, 0, "a run that is killed leaves nothing");
    assert_eq!(std::fs::read_to_string(&other).expect("read"), "mine");
}
