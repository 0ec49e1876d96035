//! `frontline import zendesk` and its like: the report, nobody told, killed and taken up, found by old numbers.

use crate::stage::{Everything, Home, everything, said, same};
use crate::taking_in::{desk, number};
use db::Actor;
use frontline::followers;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../base/foreign/samples").join(name)
}

fn words<'a>(product: &'a str, path: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec!["import", product, path.to_str().expect("utf-8"), "--inbox", "support@kettle.example"];
    words.extend(more);
    words
}

/// A webhook that wants to hear everything of conversations, messages, customers and companies.
async fn somebody_listens(home: &Home) {
    let settings = webhooks::Settings {
        name: "Shop".into(),
        url: url::Url::parse("https://shop.example/hook").expect("an address"),
        wanted: webhooks::Wanted::parse(["conversation.*", "message.*", "customer.*", "company.*", "tag.*"]).expect("patterns"),
    };
    home.house()
        .db
        .work(Actor::System, move |work| webhooks::add(work, 1, &settings))
        .await
        .expect("a webhook");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_taken_over_once_and_neither_people_nor_programs_are_told() {
    for home in Home::of_each() {
        desk(&home).await;
        somebody_listens(&home).await;
        let before = everything(&home).await;
        let path = sample("zendesk");

        let foreseen = home.does(&words("zendesk", &path, &["--dry-run"]));
        let unchanged = before == everything(&home).await;
        let told = home.does(&words("zendesk", &path, &[]));

        assert!(unchanged, "a dry run changes nothing");
        assert!(
            foreseen.starts_with("Nothing was changed. This would be taken over:") && foreseen.contains("conversations: 7 new"),
            "{foreseen}"
        );
        for line in [
            "agents: 1 new",
            "customers: 5 new",
            "conversations: 7 new",
            "messages: 15 new",
            "files: 1 taken, 1 not at hand",
            "left out: deleted tickets",
        ] {
            assert!(told.contains(line), "{line} in {told}");
        }
        let notes = std::fs::read_to_string(home.data().join("import-notes.tsv")).expect("notes");
        assert!(notes.contains("tickets-1.json line 8\t") && notes.contains("customer 999"), "{notes}");
        assert!(!home.data().join("import-staging.db").exists());
        nobody_hears(&home).await;
        let after = everything(&home).await;
        let again = home.does(&words("zendesk", &path, &[]));
        assert!(again.contains("conversations: 0 new, 0 changed, 7 as they were, 0 faulty"), "{again}");
        // Only when it was last looked at differs, where files are still missing.
        let rows = |all: &Everything| all.iter().filter(|(table, _)| table != "taken_over").cloned().collect::<Vec<_>>();
        same(&rows(&after), &rows(&everything(&home).await));
    }
}

async fn nobody_hears(home: &Home) {
    let house = home.house();
    for _ in 0..200 {
        followers::react_once(&house.db).await.expect("reactions");
    }
    while webhooks::fan_out::once(&house.db).await.expect("webhooks") > 0 {}
    drop(house);
    for (what, question) in [
        ("letters", "SELECT COUNT(*) FROM job WHERE kind <> 'desk.read_file'"),
        ("notices", "SELECT COUNT(*) FROM notice"),
        ("automatic answers", "SELECT COUNT(*) FROM acknowledged"),
        ("webhooks", "SELECT COUNT(*) FROM webhook_message"),
        ("targets", "SELECT COUNT(*) FROM conversation WHERE due_at IS NOT NULL OR waiting_since IS NOT NULL"),
        ("mail that is not out", "SELECT COUNT(*) FROM message WHERE delivery IS NOT NULL AND delivery <> 'sent'"),
    ] {
        assert_eq!(number(home, question).await, 0, "{what}");
    }
    // What happens from now on is heard.
    let house = home.house();
    let done = house.db.work(Actor::Agent(1), |work| {
        let found = desk::conversations::numbered(work, 1001)?.ok_or(db::Trouble::NotFound("conversation"))?;
        found.prioritise(work, desk::Priority::Urgent)
    });
    done.await.expect("a change");
    // On PostgreSQL a line is held back while an older transaction runs; the log is read in its order, so when this one is heard
    // everything before it was passed over.
    for _ in 0..600 {
        webhooks::fan_out::once(&house.db).await.expect("webhooks");
        if number(home, "SELECT COUNT(*) FROM webhook_message").await > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    drop(house);
    assert_eq!(number(home, "SELECT COUNT(*) FROM webhook_message").await, 1);
}

/// Tickets enough for several handfuls.
fn many() -> String {
    (1..=900).fold(String::new(), |mut file, n| {
        let _ = writeln!(
            file,
            "{{\"id\":{n},\"subject\":\"Ticket {n}\",\"status\":\"solved\",\"requester_id\":{},\"created_at\":\"2024-03-01T09:00:00Z\",\"comments\":[{{\"id\":{n}1,\"author_id\":{},\"body\":\"Kettle {n}\",\"public\":true,\"created_at\":\"2024-03-01T09:00:00Z\"}}]}}",
            7_000 + n % 50,
            7_000 + n % 50
        );
        file
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_41_killed_between_any_two_handfuls_a_desk_is_taken_over_without_doubles() {
    for home in Home::of_each() {
        desk(&home).await;
        let path = home.folder.path().join("zendesk");
        std::fs::create_dir_all(&path).expect("a folder");
        std::fs::write(path.join("tickets.json"), many()).expect("written");
        let users = (0..50).fold(String::new(), |mut file, n| {
            let _ = writeln!(file, "{{\"id\":{},\"name\":\"C{n}\",\"email\":\"c{n}@example.com\",\"role\":\"end-user\"}}", 7_000 + n);
            file
        });
        std::fs::write(path.join("users.json"), users).expect("written");
        for death in ["after:1", "before:2", "after:2"] {
            let died = home.run_in(&words("zendesk", &path, &[]), &[("FRONTLINE_ABORT_AT_COMMIT", death)]);
            assert!(!died.status.success(), "{}", said(&died));
        }
        let taken = number(&home, "SELECT COUNT(*) FROM conversation").await;
        assert!(taken > 0 && taken < 900, "killed in the middle: {taken}");

        let told = home.does(&words("zendesk", &path, &[]));

        assert!(
            told.contains(&format!("conversations: {} new, 0 changed, {taken} as they were, 0 faulty", 900 - taken)),
            "{told}"
        );
        assert_eq!(number(&home, "SELECT COUNT(*) FROM conversation").await, 900);
        assert_eq!(number(&home, "SELECT COUNT(DISTINCT fingerprint) FROM message").await, 900);
        assert_eq!(number(&home, "SELECT COUNT(*) FROM message").await, 900);
        assert_eq!(number(&home, "SELECT COUNT(*) FROM customer").await, 50);
        assert_eq!(number(&home, "SELECT COUNT(*) FROM conversation c JOIN former_number f ON f.conversation_id = c.id WHERE f.number = CAST(c.number AS TEXT)").await, 900);
        assert_eq!(number(&home, "SELECT COUNT(*) FROM activity WHERE kind = 'conversation.imported'").await, 900);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dumps_are_taken_over_too_and_what_is_none_is_refused() {
    let home = Home::on_sqlite();
    desk(&home).await;

    for product in ["intercom", "helpscout", "freshdesk", "chatwoot", "zammad", "libredesk", "freescout", "osticket"] {
        let name = if sample(product).is_dir() { product.to_owned() } else { format!("{product}.sql") };
        let told = home.does(&words(product, &sample(&name), &["--zone", "Europe/Madrid"]));
        assert!(
            told.contains("conversations:") && !told.contains("0 new, 0 changed, 0 as they were, 1 faulty"),
            "{product}: {told}"
        );
    }

    let nothing = home.refuses(&words("osticket", &sample("chatwoot.sql"), &[]));
    assert!(nothing.contains("--prefix"), "{nothing}");
    let nowhere = home.refuses(&words("zendesk", Path::new("/nowhere"), &[]));
    assert!(nowhere.contains("/nowhere"), "{nowhere}");
    let no_inbox = home.refuses(&["import", "zendesk", sample("zendesk").to_str().expect("utf-8"), "--inbox", "nobody@kettle.example"]);
    assert!(no_inbox.contains("no inbox has the address"), "{no_inbox}");
}
