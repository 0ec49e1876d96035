//! A desk whose files lie outside, backed up, restored, exported, handed over and copied: it has them all.

use super::{Shelf, carried, desks, folder, open, with};
use crate::on_s3::text;
use crate::stage::{Home, company, everything, files, goes_on, said, same};
use crate::storage::{Storage, Wrong};
use db::{Actor, Trouble, Work, sql};
use hyper::Method;
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn attack_44_a_backup_has_the_files_that_lie_outside_and_a_restored_desk_is_the_same_to_the_byte() {
    // Each from one engine to the other, where there are two.
    for (home, target) in desks().await.into_iter().zip(Home::of_each()) {
        let before = everything(&home).await;
        let shelf = Shelf::Bucket(Storage::begin());
        let Shelf::Bucket(storage) = &shelf else { unreachable!() };
        let (settings, config) = (shelf.settings(&home), shelf.config(&home));
        let (key, to) = (home.folder.path().join("backup.key"), home.folder.path().join("backups"));
        home.does(&["backup", "key", text(&key)]);
        let backup = |words: &[&'static str]| [&with(&settings, words)[..], &["--to", text(&to), "--key-file", text(&key)]].concat();
        home.does(&backup(&["backup"]));
        let house = open(&config);
        let count = carried(&house, &config).await.moved;

        // Fetched once; the next backup has them and asks for none.
        home.does(&backup(&["backup"]));
        storage.fails(Method::GET, "/files/files/", usize::MAX, Wrong::Busy);
        let told = home.does(&backup(&["backup"]));
        assert!(told.contains("; 0 pieces were new"), "{told}");
        assert!(home.does(&backup(&["backup", "verify", "--all"])).contains("is whole"));
        storage.is_well();
        home.does(&backup(&["backup", "prune", "--keep", "1d"]));

        target.does(&["restore", "--from", text(&to), "--key-file", text(&key)]);
        same(&before, &everything(&target).await);
        goes_on(&target).await;
        // One that is lost at the place is told, and the rest is backed up; older backups are what is left of it.
        std::fs::remove_file(&shelf.objects()[0]).expect("lost");
        assert!(home.does(&backup(&["backup"])).contains("holds"), "the backups have it");
        let elsewhere = home.folder.path().join("others");
        let lost = home.run(&with(&settings, &["backup", "--to", text(&elsewhere), "--key-file", text(&key)]));
        assert!(!lost.status.success() && said(&lost).contains("1 mails or files"), "{}", said(&lost));
        assert_eq!(shelf.objects().len(), count - 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_or_missing_file_of_a_backup_is_named_and_written_anew() {
    let home = company().await;
    let shelf = folder(&home);
    let (settings, config) = (shelf.settings(&home), shelf.config(&home));
    let (key, to) = (home.folder.path().join("backup.key"), home.folder.path().join("backups"));
    home.does(&["backup", "key", text(&key)]);
    let backup = |words: &[&'static str]| [&with(&settings, words)[..], &["--to", text(&to), "--key-file", text(&key)]].concat();
    let house = open(&config);
    house.db.work(Actor::System, plant_noise).await.expect("a file that is large packed, too");
    home.does(&backup(&["backup"]));
    let pieces = |to: &Path| {
        files(&to.join("pieces"))
            .into_iter()
            .map(|(path, _)| to.join("pieces").join(path))
            .collect::<Vec<_>>()
    };
    let old = pieces(&to);
    carried(&house, &config).await;
    home.does(&backup(&["backup"]));
    let largest = pieces(&to).into_iter().filter(|piece| !old.contains(piece));
    let hurt = largest.max_by_key(|piece| std::fs::metadata(piece).expect("a piece").len()).expect("a piece");
    let whole = std::fs::read(&hurt).expect("read");
    let restore = ["restore", "--from", text(&to), "--key-file", text(&key)];

    for harm in [None, Some(&whole[..whole.len() - 1])] {
        match harm {
            None => std::fs::remove_file(&hurt).expect("gone"),
            Some(part) => std::fs::write(&hurt, part).expect("cut"),
        }
        let target = Home::on_sqlite();
        let refused = target.refuses(&restore);
        assert!(refused.contains("Restore another backup"), "{refused}");
        home.refuses(&backup(&["backup", "verify"]));
        home.does(&backup(&["backup"]));
        assert!(home.does(&backup(&["backup", "verify"])).contains("is whole"));
    }
    let target = Home::on_sqlite();
    target.does(&restore);
}

#[tokio::test(flavor = "multi_thread")]
async fn copied_exported_and_handed_over_a_desk_with_files_outside_has_them_all() {
    for (home, target) in desks().await.into_iter().zip(Home::of_each()) {
        let shelf = folder(&home);
        let (settings, config) = (shelf.settings(&home), shelf.config(&home));
        let house = open(&config);
        house.db.work(Actor::System, plant_noise).await.expect("a file that is nobody's");
        let before = everything(&home).await;
        let (plain, out) = (home.folder.path().join("plain"), home.folder.path().join("export"));
        home.does(&["export", text(&plain)]);
        carried(&house, &config).await;

        home.does(&with(&settings, &["export", text(&out)]));
        assert_eq!(files(&plain), files(&out), "the same export, byte for byte");
        let customer: i64 = house
            .db
            .read(|tx| {
                sql("SELECT c.customer_id FROM attachment a JOIN message m ON m.id = a.message_id JOIN conversation c ON c.id = m.conversation_id
                      WHERE a.size_bytes = 70000")
                .only(tx, "customer")
            })
            .await
            .expect("a customer");
        let person = home.folder.path().join("person");
        home.does(&with(&settings, &["person", "export", "--customer", &customer.to_string(), text(&person)]));
        assert!(files(&person).iter().any(|(_, bytes)| bytes.len() == 70_000), "their file goes along");
        let to = target.url().unwrap_or_else(|| format!("sqlite:{}", target.data().join("frontline.db").display()));
        home.does(&with(&settings, &["db", "copy", "--to", &to]));
        same(&before, &everything(&target).await);
        let imported = Home::on_sqlite();
        imported.does(&["import", "frontline", text(&out)]);
        same(&before, &everything(&imported).await);
        assert!(!shelf.objects().is_empty(), "the source is only read");

        let theirs: Vec<String> = house
            .db
            .read(move |tx| {
                sql("SELECT b.bytes_object FROM blob b JOIN attachment a ON a.blob_id = b.id JOIN message m ON m.id = a.message_id
                       JOIN conversation c ON c.id = m.conversation_id WHERE c.customer_id = $1 AND b.bytes_object IS NOT NULL")
                .with(customer)
                .all(tx)
            })
            .await
            .expect("their objects");
        let of_others = shelf.objects().into_iter().filter(|path| !theirs.iter().any(|object| path.ends_with(object)));
        let of_others: Vec<_> = of_others.collect();
        assert!(!theirs.is_empty() && !of_others.is_empty(), "{theirs:?}, {of_others:?}");
        for unreadable in of_others {
            std::fs::remove_file(&unreadable).expect("gone");
            std::fs::create_dir(&unreadable).expect("what cannot be read");
        }
        let again = home.folder.path().join("person again");
        home.does(&with(&settings, &["person", "export", "--customer", &customer.to_string(), text(&again)]));
        assert!(files(&again).iter().any(|(_, bytes)| bytes.len() == 70_000), "the files of others are not asked for");
    }
}

/// A content that packing makes hardly smaller, so that its piece is the largest of the new ones.
fn plant_noise(work: &mut Work<'_>) -> Result<(), Trouble> {
    work.keep_quietly("a file for the test");
    let bytes: Vec<u8> = (0..3_000u32).flat_map(|number| kit::sha256_hex(&number.to_be_bytes()).into_bytes()).collect();
    sql("INSERT INTO blob (sha256, size_bytes, bytes) VALUES ($1, $2, $3)")
        .with(kit::sha256_hex(&bytes))
        .with(bytes.len() as i64)
        .with(bytes)
        .run(work)
        .map(drop)
}
