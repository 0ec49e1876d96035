//! `frontline key rotate`: nothing secret stands in the open, a new key seals everything, and killed anywhere it goes on.

use crate::stage::{Home, company};
use db::vault::Ring;
use db::{Actor, Trouble, Tx, Work, sql};
use frontline::house::{House, KeyFile, SECRETS, migrations};
use frontline::keys::seal_all;

/// Each secret the scene puts in says this, and nothing else does.
const KNOWN: &str = "known-secret";

/// As a version wrote them that had no seals.
fn in_the_open(work: &mut Work<'_>) -> Result<(), Trouble> {
    work.keep_quietly("secrets for the scene");
    sql("INSERT INTO mailbox (inbox_id) SELECT MIN(id) FROM inbox WHERE archived_at IS NULL ON CONFLICT (inbox_id) DO NOTHING")
        .run(work)?;
    sql("UPDATE mailbox SET imap = 'known-secret imap', smtp = 'known-secret smtp', dkim = 'known-secret dkim', consent = 'known-secret consent'
          WHERE inbox_id = (SELECT MIN(inbox_id) FROM mailbox)")
    .run(work)?;
    sql("INSERT INTO webhook (name, url, wanted, secret, old_secret, viewer, state, since_xid, since_id, added_at)
         VALUES ('x', 'https://x.example/', '*', 'known-secret now', 'known-secret before', 1, 'paused', 0, 0, 0)")
    .run(work)?;
    sql("INSERT INTO shop (system, name, brand_id, access, enabled, state, added_at)
         SELECT 'woo', 'x', MIN(id), 'known-secret shop', FALSE, 'new', 0 FROM brand")
    .run(work)?;
    sql("INSERT INTO push_device (agent_id, session_id, endpoint, p256dh, auth, name, added_at, trouble)
         SELECT MIN(id), 1, 'https://push.example/', 'p', 'known-secret push', 'x', 0, '' FROM agent")
    .run(work)?;
    sql("INSERT INTO identity_provider (id, name, issuer, client_id, sealed_secret, scopes, joins, domains, role_claim, role_rules, vouches, enabled, added_at)
         VALUES (77, 'x', 'https://id.example', 'x', 'known-secret sign-in', '', 'nobody', '', '', '[]', FALSE, FALSE, 0)")
    .run(work)?;
    sql("INSERT INTO job (kind, payload, run_at) VALUES ('agents.mail', 'known-secret letter', 9000000000000000)").run(work)?;
    Ok(())
}

/// Every secret there is, opened, and how each stands in the database.
fn opened(tx: &mut Tx<'_>) -> Result<(Vec<String>, Vec<String>), Trouble> {
    let mailbox: (String, String, String, String) =
        sql("SELECT imap, smtp, dkim, consent FROM mailbox WHERE inbox_id = (SELECT MIN(inbox_id) FROM mailbox)").only(tx, "mailbox")?;
    let webhook: (String, String) = sql("SELECT secret, old_secret FROM webhook WHERE name = 'x'").only(tx, "webhook")?;
    let others: (String, String, String) =
        sql("SELECT (SELECT access FROM shop WHERE name = 'x'), (SELECT auth FROM push_device WHERE name = 'x'),
                (SELECT payload FROM job WHERE run_at = 9000000000000000)")
        .only(tx, "row")?;
    let sign_in: String = sql("SELECT sealed_secret FROM identity_provider WHERE id = 77").only(tx, "provider")?;
    let rows: Vec<i64> = vec![
        sql("SELECT MIN(inbox_id) FROM mailbox").only(tx, "mailbox")?,
        sql("SELECT id FROM webhook WHERE name = 'x'").only(tx, "webhook")?,
        sql("SELECT id FROM shop WHERE name = 'x'").only(tx, "shop")?,
        sql("SELECT id FROM push_device WHERE name = 'x'").only(tx, "device")?,
    ];
    let stored = vec![
        ("job.payload", 0, others.2),
        ("mailbox.imap", rows[0], mailbox.0),
        ("mailbox.smtp", rows[0], mailbox.1),
        ("mailbox.dkim", rows[0], mailbox.2),
        ("mailbox.consent", rows[0], mailbox.3),
        ("shop.access", rows[2], others.0),
        ("webhook.secret", rows[1], webhook.0),
        ("webhook.old_secret", rows[1], webhook.1),
        ("push_device.auth", rows[3], others.1),
        ("identity_provider.sealed_secret", 77, sign_in),
    ];
    let mut plain = Vec::new();
    let all = SECRETS.iter().flat_map(|columns| columns.iter());
    assert_eq!(all.clone().count(), stored.len(), "a new secret belongs into this scene");
    for (column, (name, row, text)) in all.zip(&stored) {
        assert_eq!(column.name, *name, "a new secret belongs into this scene");
        plain.push(column.open(tx, *row, text)?);
    }
    Ok((plain, stored.into_iter().map(|(.., text)| text).collect()))
}

const PLAIN: [&str; 10] = [
    "known-secret letter",
    "known-secret imap",
    "known-secret smtp",
    "known-secret dkim",
    "known-secret consent",
    "known-secret shop",
    "known-secret now",
    "known-secret before",
    "known-secret push",
    "known-secret sign-in",
];

async fn all_open(home: &Home) -> (House, Vec<String>) {
    let house = home.house();
    let (plain, stored) = house.db.read(opened).await.expect("every secret opens");
    assert_eq!(plain, PLAIN);
    (house, stored)
}

async fn places(home: &Home) -> Vec<String> {
    let place = home.place();
    let read = move || testkit::off(move || testkit::places_of(&place, &migrations(), &[KNOWN]));
    tokio::task::spawn_blocking(read).await.expect("read")
}

fn key(home: &Home) -> KeyFile {
    KeyFile::parse(&std::fs::read(home.data().join("key")).expect("a key")).expect("a key")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_stands_in_the_open_and_a_new_key_seals_them_all_whenever_it_is_killed() {
    let home = company().await;
    let house = home.house();
    house.db.work(Actor::System, in_the_open).await.expect("put in");
    assert_eq!(places(&home).await.len(), PLAIN.len(), "the scene knows how to look");

    seal_all(&house.db).await.expect("sealed");
    drop(house);

    assert_eq!(places(&home).await, Vec::<String>::new());
    let (house, before) = all_open(&home).await;
    drop(house);
    let old: Ring = key(&home).ring();
    for point in ["before:1", "after:1", "before:3", "after:5"] {
        let died = home.run_in(&["key", "rotate"], &[("FRONTLINE_ABORT_AT_COMMIT", point)]);
        assert!(!died.status.success(), "{point}");
        assert!(key(&home).is_between(), "the old key stays while anything may need it");
        drop(all_open(&home).await);
    }
    let told = home.does(&["key", "rotate"]);

    assert!(told.contains("carried on") && told.contains("gone from"), "{told}");
    let (_house, after) = all_open(&home).await;
    assert!(!key(&home).is_between());
    assert_ne!(key(&home).ring().newest(), old.newest());
    assert!(after.iter().zip(&before).all(|(after, before)| after != before && old.is_old(after)));
    assert!(home.does(&["key", "show"]).contains(key(&home).ring().newest()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_with_a_new_key_is_backed_up_restored_and_exported_with_it() {
    let first = company().await;
    let house = first.house();
    house.db.work(Actor::System, in_the_open).await.expect("put in");
    drop(house);
    let store = first.folder.path().join("backups");
    let key_file = first.folder.path().join("backup.key");
    let (store, key_file) = (store.to_str().expect("utf-8"), key_file.to_str().expect("utf-8"));
    first.does(&["backup", "key", key_file]);
    first.does(&["backup", "--to", store, "--key-file", key_file]);
    first.does(&["key", "rotate"]);

    // The same desk by what it signs with: its backups go on in the same place.
    first.does(&["backup", "--to", store, "--key-file", key_file]);
    let folder = first.folder.path().join("export");
    first.does(&["export", folder.to_str().expect("utf-8")]);

    for home in Home::of_each() {
        home.does(&["restore", "--from", store, "--key-file", key_file]);
        drop(all_open(&home).await);
    }
    let again = Home::on_sqlite();
    again.does(&["import", "frontline", folder.to_str().expect("utf-8")]);
    drop(all_open(&again).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_from_the_environment_opens_the_desk_and_is_not_rotated() {
    let home = company().await;
    let bytes = std::fs::read(home.data().join("key")).expect("a key");
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::rename(home.data().join("key"), home.folder.path().join("elsewhere")).expect("moved");

    let shown = home.run_in(&["key", "show"], &[("FRONTLINE_KEY_CONTENTS", &hex)]);
    let refused = home.run_in(&["key", "rotate"], &[("FRONTLINE_KEY_CONTENTS", &hex)]);
    let elsewhere = home.folder.path().join("elsewhere");
    let by_file = home.run_in(&["key", "show"], &[("FRONTLINE_KEY_FILE", elsewhere.to_str().expect("utf-8"))]);

    assert!(shown.status.success() && by_file.status.success());
    assert!(!home.data().join("key").exists(), "no other key was made");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("FRONTLINE_KEY_FILE"));
}
