//! `frontline key rotate`: nothing secret stands in the open, a new key seals everything, and killed anywhere it goes on.

use crate::stage::{Home, company};
use db::vault::Ring;
use db::whole::Snapshot;
use db::{Actor, Database, Trouble, Tx, Vault, Work, sql};
use frontline::house::{House, KeyFile, KeyPlace, SECRETS, migrations};
use frontline::keys::seal_all;
use kit::{Clock, Key};
use std::path::Path;

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

/// The demo company with a secret in every place there is, sealed.
async fn sealed_company() -> Home {
    let home = company().await;
    let house = home.house();
    house.db.work(Actor::System, in_the_open).await.expect("put in");
    seal_all(&house.db).await.expect("sealed");
    drop(house);
    home
}

fn text(path: &Path) -> &str {
    path.to_str().expect("utf-8")
}

const SERVES: &[&str] = &["--listen", "127.0.0.1:0", "serve"];

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_with_the_key_of_another_does_not_serve_and_says_what_to_do() {
    let home = sealed_company().await;
    let place = home.data().join("key");
    let right = std::fs::read(&place).expect("a key");

    // Before the database remembers its key it is known by what it opens; afterwards by its name.
    for _ in 0..2 {
        std::fs::write(&place, [9; 32]).expect("another key");
        for refused in [home.refuses(SERVES), home.refuses(&["key", "rotate"]), home.refuses(&["key", "show"])] {
            assert!(
                refused.contains("is not the one this database was sealed with") && refused.contains("key accept"),
                "{refused}"
            );
        }
        assert_eq!(std::fs::read(&place).expect("a key"), [9; 32], "nothing was changed");
        std::fs::write(&place, &right).expect("the right one");
        home.does(&["key", "show"]);
        let (house, _) = all_open(&home).await;
        house.knows_its_key(&KeyPlace::of(&home.config())).await.expect("it serves");
    }
    home.does(&["key", "rotate"]);
    let rotated = std::fs::read(&place).expect("a key");
    std::fs::write(&place, &right).expect("the one before");
    assert!(home.refuses(SERVES).contains("is not the one"), "it opens nothing any more");
    std::fs::remove_file(&place).expect("gone");
    assert!(home.refuses(SERVES).contains("is missing"));
    assert!(!place.exists(), "no other was made");
    std::fs::write(&place, rotated).expect("the right one");
    drop(all_open(&home).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_the_key_goes_on_with_another_and_is_told_what_to_enter_again() {
    let home = sealed_company().await;
    std::fs::remove_file(home.data().join("key")).expect("lost");

    let told = home.does(&["key", "accept"]);

    assert!(told.contains("10 secrets cannot be read") && told.contains("mailbox.imap:"), "{told}");
    assert!(home.does(&["key", "rotate"]).contains("10 secrets cannot be read"));
    let house = home.house();
    let place = KeyPlace::of(&home.config());
    house.knows_its_key(&place).await.expect("it serves");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_called_first_opens_what_it_sealed_and_gets_its_own_name() {
    let home = company().await;
    let place = home.data().join("key");
    let bytes = std::fs::read(&place).expect("a key");
    let born = Key::from_bytes(bytes.clone().try_into().expect("32 bytes"));
    // As the version before left it.
    let before = Vault::of(Ring::of(vec![("first".into(), born.for_purpose("secrets at rest"))]));
    let db = Database::open_with(home.place(), &migrations(), Clock::system(), &before).expect("open");
    db.work(Actor::System, in_the_open).await.expect("put in");
    seal_all(&db).await.expect("sealed");
    drop(db);
    let (house, stored) = all_open(&home).await;
    assert!(stored.iter().all(|sealed| sealed.starts_with("sealed.1.first.")));
    drop(house);

    std::fs::write(&place, [9; 32]).expect("another key");
    assert!(home.refuses(SERVES).contains("is not the one"), "the name they share hides nothing");
    std::fs::write(&place, bytes).expect("the right one");
    let house = home.house();
    house.knows_its_key(&KeyPlace::of(&home.config())).await.expect("its own");
    seal_all(&house.db).await.expect("sealed anew");
    drop(house);

    let (_house, stored) = all_open(&home).await;
    let named = format!("sealed.1.{}.", key(&home).ring().newest());
    assert!(stored.iter().all(|sealed| sealed.starts_with(&named)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_comes_where_the_configuration_has_it_and_another_is_never_written_over() {
    let first = sealed_company().await;
    let (store, seal, export) = (first.folder.path().join("backups"), first.folder.path().join("seal"), first.folder.path().join("export"));
    first.does(&["backup", "key", text(&seal)]);
    first.does(&["backup", "--to", text(&store), "--key-file", text(&seal)]);
    first.does(&["export", text(&export)]);
    let born = std::fs::read(first.data().join("key")).expect("a key");
    first.does(&["key", "rotate"]);
    let rotated = std::fs::read(first.data().join("key")).expect("a key");
    let ways: [&[&str]; 2] = [&["restore", "--from", text(&store), "--key-file", text(&seal)], &["import", "frontline", text(&export)]];

    for way in ways {
        let home = Home::on_sqlite();
        let place = home.folder.path().join("keys").join("desk");
        let environment: [(&str, &str); 1] = [("FRONTLINE_KEY_FILE", text(&place))];
        std::fs::create_dir(home.folder.path().join("keys")).expect("a folder");

        std::fs::write(&place, [9; 32]).expect("the key of another desk");
        let refused = home.run_in(way, &environment);
        assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("holds the key of another desk"));
        assert_eq!(std::fs::read(&place).expect("a key"), [9; 32]);

        // A newer key of the same desk, which opens what is sealed since: both stay.
        std::fs::write(&place, &rotated).expect("a newer key");
        let done = home.run_in(way, &environment);
        assert!(done.status.success(), "{}", crate::stage::said(&done));
        assert!(!home.data().join("key").exists(), "it is where the configuration has it");
        let both = KeyFile::parse(&std::fs::read(&place).expect("a key")).expect("a key").ring();
        let of = |bytes: &[u8]| KeyFile::parse(bytes).expect("a key").ring().newest().to_owned();
        assert_eq!(both.newest(), of(&rotated));
        assert!(both.has(&of(&born)));
        assert!(home.run_in(&["key", "rotate"], &environment).status.success());
        std::fs::rename(&place, home.data().join("key")).expect("moved");
        drop(all_open(&home).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_that_passes_by_leaves_no_backup_whose_key_does_not_open_it() {
    let first = sealed_company().await;
    let place = KeyPlace::of(&first.config());
    let (taken_from, rows) = (first.place(), migrations());

    for rotates_before in [true, false] {
        let take = || {
            if rotates_before {
                first.does(&["key", "rotate"]);
            }
            let snapshot = Snapshot::take(&taken_from, &rows);
            if !rotates_before {
                first.does(&["key", "rotate"]);
            }
            snapshot
        };
        let (snapshot, key) = place.around(take).expect("taken");

        let home = Home::on_sqlite();
        poured(snapshot, &home, &key);
        drop(all_open(&home).await);
    }
}

/// What was taken, in another home with the key that came with it.
fn poured(mut snapshot: Snapshot, home: &Home, key: &[u8]) {
    std::fs::create_dir_all(home.data()).expect("a folder");
    std::fs::write(home.data().join("key"), key).expect("a key");
    let target = moving::Target {
        place: &home.place(),
        migrations: &migrations(),
        clock: &Clock::system(),
        proofs: &[],
        further: 0,
        ready: &|| Ok(()),
    };
    moving::pour(&mut snapshot, &target, &mut |_, _, _| {}).expect("poured");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_rotate_at_once_one_is_told_to_wait() {
    let home = sealed_company().await;
    let before = std::fs::read(home.data().join("key")).expect("a key");
    let held = KeyPlace::of(&home.config()).hold().expect("held");

    let told = home.refuses(&["key", "rotate"]);

    assert!(told.contains("somebody else is changing") && told.contains("key show"), "{told}");
    assert_eq!(std::fs::read(home.data().join("key")).expect("a key"), before);
    drop(held);
    let both = std::thread::scope(|scope| {
        let rotates = || home.run(&["key", "rotate"]).status.success();
        let (one, other) = (scope.spawn(rotates), scope.spawn(rotates));
        [one.join().expect("ran"), other.join().expect("ran")]
    });
    assert!(both.contains(&true));
    drop(all_open(&home).await);
    assert!(!key(&home).is_between());
}
